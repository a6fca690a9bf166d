"""Two people in one draft, as their pages show it; without accounts nothing of it is shown."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.webapp.access.school import School, opened_school
from tests.webapp.pages.visitor import Page, Visitor
from webapp.rights import Role
from webapp.storage.repository import Repository
from webapp.storage.sessions import SignedIn


@pytest.fixture
def school(tmp_path: Path) -> Iterator[School]:
    with opened_school(tmp_path) as made:
        yield made


@pytest.fixture
def staff(school: School) -> Visitor:
    return Visitor(school.client("staff"))


@pytest.fixture
def colleague(school: School) -> Visitor:
    return Visitor(school.client("colleague"))


@pytest.fixture
def tasks(school: School, staff: Visitor) -> Page:
    """The list of sections of a draft that a member of staff began and let a colleague into."""
    begun = staff.get(f"/drafts/{school.draft('staff', 'plain').id}")
    together = begun.follow("Work on this together")
    page = together.press("Let them in", {"person": school.people["colleague"].account.id})
    assert "Colleague" in page.text
    return begun


def test_who_was_let_in_finds_the_draft_among_their_own(staff: Visitor, colleague: Visitor, tasks: Page) -> None:
    start = colleague.get("/")
    assert "With Staff." in start.text
    assert "Discard" not in start.text
    assert "With Colleague." in staff.get("/").text
    assert colleague.get(tasks.path).status == 200
    assert colleague.get(f"{tasks.path}/discard").status == 404


def test_only_people_who_fill_in_forms_can_be_chosen(school: School, staff: Visitor, tasks: Page) -> None:
    page = staff.get(f"{tasks.path}/together")
    chosen = {given["value"] for tag, given in page.tags if tag == "option" and given["value"]}
    names = ("decider", "policy-lead")
    assert chosen == {school.people[name].account.id for name in names}
    assert staff.get(f"{tasks.path}/together").press("Let them in").status == 422
    reader = school.people["reader"].account.id
    refused = page.press("Let them in", {"person": reader})
    assert refused.status == 422
    assert "nobody like that who fills in forms" in refused.text


def test_who_has_no_password_yet_is_named_and_cannot_be_chosen(school: School, staff: Visitor, tasks: Page) -> None:
    school.repository.invite("new@school.example", "Nia New", [Role.STAFF])
    school.repository.invite("reads@school.example", "Rae Reader", [Role.READER])
    path = f"{tasks.path}/together"
    assert "Nia New was invited and cannot be let in yet: they must set their password first" in staff.get(path).text
    for name in ("decider", "policy-lead"):
        staff.get(path).press("Let them in", {"person": school.people[name].account.id})
    page = staff.get(path)
    assert "Nia New was invited" in page.text
    assert "Rae Reader" not in page.text
    assert "in this draft already" not in page.text


def test_where_nobody_is_left_it_says_so(school: School, staff: Visitor, tasks: Page) -> None:
    path = f"{tasks.path}/together"
    for name in ("decider", "policy-lead"):
        staff.get(path).press("Let them in", {"person": school.people[name].account.id})
    assert "Everybody who fills in forms is in this draft already." in staff.get(path).text


def test_a_conflict_says_whose_words_stand_and_since_when(staff: Visitor, colleague: Visitor, tasks: Page) -> None:
    path = f"{tasks.path}/sections/main"
    mine, theirs = staff.get(path), colleague.get(path)
    theirs.press("Save and continue", {"main.words": "Theirs"})
    page = mine.press("Save and continue", {"main.words": "Mine"})
    assert page.status == 409
    assert "Colleague wrote today at" in page.text
    page.press("Save and continue")
    history = staff.get(f"{tasks.path}/history/main.words").text
    assert history.index("You, today") < history.index("Colleague, today")


def test_two_windows_of_one_person_are_said_to_be_that(staff: Visitor, tasks: Page) -> None:
    first, second = staff.get(f"{tasks.path}/sections/main"), staff.get(f"{tasks.path}/sections/main")
    first.press("Save and continue", {"main.words": "One"})
    page = second.press("Save and continue", {"main.words": "Two"})
    assert "You changed 1 answer in another window too" in page.text
    assert "Here, not saved yet: Two" in page.text
    assert [words in page.text for words in ("Keep what is here", "Take the other text", "omebody else")] == [
        *(True, True, False)
    ]


def test_a_text_that_one_set_aside_is_seen_by_the_other_with_its_name_and_only_its_own_is_offered(
    staff: Visitor, colleague: Visitor, tasks: Page
) -> None:
    path = f"{tasks.path}/sections/main"
    mine, theirs = staff.get(path), colleague.get(path)
    theirs.press("Save and continue", {"main.words": "Theirs"})
    after = mine.press("Save and continue", {"main.words": "Mine"}).press(
        "Save and continue", {"--stay.main.words": "theirs"}
    )
    assert "Put mine back" in after.html
    told = colleague.get(f"{tasks.path}/history/main.words").text
    assert "Staff, today" in told
    assert "Set aside" in told
    assert "Put mine back" not in colleague.get(f"{path}?aside=main.words").html


def test_pages_say_who_is_here_as_they_are_made(staff: Visitor, colleague: Visitor, tasks: Page) -> None:
    assert "Nobody else has this draft open now." in staff.get(tasks.path).text
    colleague.get(f"{tasks.path}/sections/main")
    assert "Colleague is in “Main” now." in staff.get(tasks.path).text
    assert "Staff is looking at the list now." in colleague.get(f"{tasks.path}/sections/main").text


def test_asking_who_is_here_does_not_prolong_a_session(
    staff: Visitor, tasks: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted: list[bool] = []
    true = Repository.session

    def session(kept: Repository, token: str, *, used: bool = True) -> SignedIn | None:
        noted.append(used)
        return true(kept, token, used=used)

    monkeypatch.setattr(Repository, "session", session)
    page = staff.get(f"{tasks.path}/sections/main")
    token = page.forms[0].fields["csrf"]
    answer = staff.client.post(f"{tasks.path}/here", data={"csrf": token, "section": "main"})
    assert answer.json == {"words": "Nobody else has this draft open now."}
    assert noted == [True, False]


def test_a_section_is_given_to_somebody_and_still_open_to_the_other(
    school: School, staff: Visitor, colleague: Visitor, tasks: Page
) -> None:
    given = staff.get(tasks.path).press("Save who does what", {"does-main": school.people["colleague"].account.id})
    assert "Colleague does this one" in given.text
    assert "You do this one" in colleague.get(tasks.path).text
    kits = [each.client.get(f"{tasks.path}/kit").json["does"] for each in (staff, colleague)]
    assert kits == [{"main": "Colleague does this one"}, {"main": "You do this one"}]
    page = staff.get(f"{tasks.path}/sections/main")
    assert "Colleague does this section. You can fill it in, too." in page.text
    assert page.press("Save and continue", {"main.words": "Filled in anyhow"}).status == 200


def test_a_section_that_a_colleague_gave_meanwhile_is_asked_about_and_stays_until_then(
    school: School, staff: Visitor, colleague: Visitor, tasks: Page
) -> None:
    mine, theirs = school.people["staff"].account.id, school.people["colleague"].account.id
    late = staff.get(tasks.path)
    colleague.get(tasks.path).press("Save who does what", {"does-main": theirs})
    untouched = late.press("Save who does what")
    assert untouched.status == 200
    assert "Colleague does this one" in untouched.text
    asked = late.press("Save who does what", {"does-main": mine})
    assert asked.status == 409
    assert "Somebody else gave 1 section to another meanwhile" in asked.text
    assert "Does it now: Colleague" in asked.text
    assert "You chose, not saved yet: Staff" in asked.text
    assert "You do this one" in colleague.get(tasks.path).text
    assert "You do this one" in asked.press("Save who does what").text


def test_people_of_one_name_are_told_apart_without_their_addresses(school: School, staff: Visitor, tasks: Page) -> None:
    for number, role in enumerate((Role.STAFF, Role.DECIDER, Role.STAFF)):
        invited = school.repository.invite(f"pat{number}@school.example", "Pat Lee", [role])
        token = school.repository.make_password_link(invited.id, timedelta(hours=1))
        school.repository.set_password_by_link(token, "a hash that no password has")
    page = staff.get(f"{tasks.path}/together")
    assert "@" not in page.text
    for words in ("Pat Lee (Staff, account 1)", "Pat Lee (Decider (Head, DSL))", "Pat Lee (Staff, account 2)"):
        assert words in page.text


def test_leaving_a_draft_leads_to_the_start_page_and_ends_it(colleague: Visitor, tasks: Page) -> None:
    left = colleague.get(f"{tasks.path}/together").press("Leave this draft")
    assert left.path == "/"
    assert colleague.get(tasks.path).status == 404


def test_without_accounts_nothing_of_it_is_shown(visitor: Visitor) -> None:
    tasks = visitor.start("Alternative Provision Audit")
    assert "together" not in tasks.text
    assert "Share out" not in tasks.text
    assert visitor.get(f"{tasks.path}/together").status == 404
