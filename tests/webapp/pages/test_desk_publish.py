"""Publishing at the desk: the gate, the changes, what is asked, the second person, and what moves meanwhile."""

from datetime import timedelta

import pytest

from formspec.diff.kept import read
from tests.releases import release_of
from tests.webapp.pages.conftest import THIRD_SPEC
from tests.webapp.pages.revision import ENTERED, FIRST, SECOND, in_words, publishing
from webapp.pages.words import today
from webapp.storage.repository import Repository


@pytest.fixture(autouse=True)
def first(specs):
    (specs / "trip-check" / "1.yaml").write_text(FIRST, "utf-8")


@pytest.fixture
def draft(repository):
    return repository.start_spec_draft("trip-check", 1, SECOND, "Sam Lee")


def test_the_page_shows_what_changes_and_asks_what_is_kept_with_the_version(visitor, draft):
    page = visitor.get(publishing(draft))
    assert page.status == 200
    assert "Publish Trip check, version 2 It follows version 1. 1 change: 1 wording." in page.text
    assert "[put in: to ]" in page.text
    fields = next(form for form in page.forms if "note" in form.inputs).fields
    assert {name: fields[name] for name in ("note", "approved", "review", "by")} == dict.fromkeys(
        ("note", "approved", "review", "by"), ""
    )
    assert fields["in_force"] == in_words(today())


def test_a_version_is_published_with_everything_that_was_entered(visitor, draft, repository):
    page = visitor.get(publishing(draft)).press("Publish version 2", ENTERED)
    assert page.path == "/desk/trip-check"
    assert f"Version 2 is published In force since {in_words(today())}." in page.text
    release = repository.release("trip-check", 2)
    said = (release.note, release.approved_by, release.approved, release.review, release.published_by)
    assert said == ("The review of 2026", "Governing body", "October 2026", "October 2199", "Pat Jones")
    assert (release.in_force, release.seconded_by) == (today(), "")
    assert "What changed in version 2" in page.text
    assert visitor.get("/forms/trip-check").text.count("Version 2, in use now") == 1
    assert repository.spec_draft(draft.id).state == "published"


def test_the_changes_are_kept_with_the_version(visitor, draft, repository):
    visitor.get(publishing(draft)).press("Publish version 2", ENTERED)
    kept = {(each.address, each.key) for each in read(repository.release("trip-check", 2).report)}
    assert kept >= {("trip.place", "label"), ("policy", "approved"), ("policy", "review")}


def test_the_dates_are_written_into_the_text_and_remarks_stay(visitor, draft, repository):
    visitor.get(publishing(draft)).press("Publish version 2", ENTERED)
    text = repository.publication("trip-check", 2).text.decode()
    assert "title: Trips policy   # kept as it is\n" in text
    for line in ("  approved: October 2026\n", "  review: October 2199\n", "  approved-by: Governing body\n"):
        assert line in text
    assert visitor.get("/desk/trip-check/2.yaml").response.data.decode() == text


def test_dates_that_the_text_says_already_stand_in_the_form_and_leave_the_text_alone(visitor, repository):
    text = SECOND.replace("approved: October 2023", "approved: 'March 2026'\n  approved-by: \"The head\"").replace(
        "October 2025", "October 2199"
    )
    draft = repository.start_spec_draft("trip-check", 1, text, "Sam Lee")
    page = visitor.get(publishing(draft)).press("Publish version 2", {"note": "Reviewed", "by": "Pat"})
    assert "Version 2 is published" in page.text
    assert repository.publication("trip-check", 2).text.decode() == text
    assert (repository.release("trip-check", 2).approved, repository.spec_draft(draft.id).revision) == ("March 2026", 1)


def test_a_later_day_leaves_the_version_before_in_force_until_then(visitor, draft):
    later = in_words(today() + timedelta(days=30))
    page = visitor.get(publishing(draft)).press("Publish version 2", {**ENTERED, "in_force": later})
    assert f"Version 2 is published Comes into force on {later}." in page.text
    assert "Version 1, in use now" in visitor.get("/forms/trip-check").text


@pytest.mark.parametrize(
    ("field", "text", "told"),
    [
        ("note", " \r\n ", "Enter why this version is published"),
        ("note", "x" * 2001, "Why this version is published must be 2000 characters or fewer"),
        ("approved_by", "", "Enter who approved it"),
        ("approved_by", "x" * 121, "Who approved it must be 120 characters or fewer"),
        ("approved", "", "Enter when it was approved"),
        ("approved", "Autumn", "When it was approved must be a date, like October 2026 or 31 October 2026"),
        ("approved", in_words(today() + timedelta(days=1)), "When it was approved must be today or in the past"),
        ("review", "", "Enter when it is reviewed next"),
        ("review", "soon", "When it is reviewed next must be a date, like October 2026 or 31 October 2026"),
        ("review", in_words(today()), "When it is reviewed next must be in the future"),
        ("in_force", "October 2199", "From which day it is in force must be a day, like 31 October 2026"),
        ("in_force", "now", "From which day it is in force must be a day, like 31 October 2026"),
        ("in_force", in_words(today() - timedelta(days=1)), "From which day it is in force must be today or later"),
        ("by", "", "Enter your name"),
        ("by", "x" * 81, "Your name must be 80 characters or fewer"),
    ],
)
def test_what_is_missing_or_wrong_is_said_beside_its_field_and_nothing_is_lost(
    visitor, draft, repository, field, text, told
):
    page = visitor.get(publishing(draft)).press("Publish version 2", {**ENTERED, field: text})
    assert (page.status, page.text.count(told)) == (422, 2)
    assert page.title.startswith("Error: ")
    assert repository.release("trip-check", 2) is None
    fields = next(form for form in page.forms if "note" in form.inputs).fields
    assert {name: fields[name] for name in ENTERED if name != field} == {
        name: given for name, given in ENTERED.items() if name != field
    }


def test_the_month_that_it_is_may_be_when_it_was_approved(visitor, draft):
    page = visitor.get(publishing(draft)).press("Publish version 2", {**ENTERED, "approved": f"{today():%B %Y}"})
    assert "Version 2 is published" in page.text


def test_today_is_when_it_comes_into_force_unless_a_day_is_entered(visitor, draft, repository):
    visitor.get(publishing(draft)).press("Publish version 2", {**ENTERED, "in_force": ""})
    assert repository.release("trip-check", 2).in_force == today()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (SECOND.replace("version: 2", "version: 4"), "Line 3: The last version is 1, so the next one is 2"),
        (SECOND.replace("titel", "title").replace("title: The coach", "titel: The coach"), "has no “titel”"),
        (SECOND.replace("      - id: tyres\n        label: Tyres\n", ""), "“coach.tyres” under “retired:”"),
        ("", "This cannot be published yet"),
    ],
)
def test_what_stands_in_the_way_is_listed_by_line_and_leads_to_the_text(visitor, repository, text, told):
    draft = repository.start_spec_draft("trip-check", 1, text, "Sam Lee")
    page = visitor.get(publishing(draft))
    assert "This cannot be published yet" in page.text
    assert told in page.text
    assert page.follow(told.partition(":")[0] if told.startswith("Line") else "Line").status == 200
    assert any(href.startswith(f"/desk/spec_drafts/{draft.id}#line-") for href, _ in page.links)
    assert not any("Publish version" in words for form in page.forms for _, _, words in form.buttons)


def test_what_stands_in_the_way_by_the_time_the_button_is_pressed_stops_it(visitor, draft, repository):
    page = visitor.get(publishing(draft))
    other = repository.start_spec_draft("trip-check", 1, SECOND.replace("Trip check", "Outing check"), "Ali")
    visitor.get(publishing(other)).press("Publish version 2", ENTERED)
    late = page.press("Publish version 2", ENTERED)
    assert late.status == 422
    assert "Version 2 is published already with other words" in late.text
    assert "Outing check" in repository.publication("trip-check", 2).text.decode()


def test_a_version_that_cannot_be_read_is_counted_and_said_and_the_next_is_published(visitor, specs, repository):
    (specs / "trip-check" / "2.yaml").write_text("formspec: 1\nsections: [\n", "utf-8")
    draft = repository.start_spec_draft("trip-check", 1, SECOND.replace("version: 2", "version: 3"), "Sam Lee")
    page = visitor.get(publishing(draft))
    assert "Version 2 cannot be read, so this text was not compared with it but with version 1." in page.text
    assert "It is compared with version 1. 1 change: 1 wording." in page.text
    assert "Version 3 is published" in page.press("Publish version 3", ENTERED).text


def test_where_no_version_can_be_read_nothing_is_called_the_first(visitor, specs, repository):
    (specs / "trip-check" / "1.yaml").write_text("formspec: 1\nsections: [\n", "utf-8")
    page = visitor.get(publishing(repository.start_spec_draft("trip-check", 1, SECOND, "Sam Lee")))
    assert "No earlier version can be read, so there is nothing to compare this one with." in page.text
    assert "Version 2 is published" in page.press("Publish version 2", ENTERED).text


def test_a_text_of_another_form_is_called_neither_the_first_nor_the_next(visitor, repository):
    draft = repository.start_spec_draft("trip-check", 1, SECOND.replace("form: trip-check", "form: outing"), "Sam Lee")
    page = visitor.get(publishing(draft))
    assert "This is a version of “trip-check”, and says “form: outing”: write “form: trip-check”." in page.text
    assert "first" not in page.text
    assert "It follows version" not in page.text


def test_the_number_alone_is_no_change_on_any_page(visitor, repository):
    draft = repository.start_spec_draft("trip-check", 1, FIRST.replace("version: 1", "version: 2"), "Sam Lee")
    assert "Nothing differs." in visitor.get(publishing(draft)).text
    changes = visitor.get(f"/desk/spec_drafts/{draft.id}/changes")
    assert "Nothing differs." in changes.text
    assert "The number of the version" not in changes.text


@pytest.mark.parametrize(("review", "suggested"), [("October 2199", "October 2199"), ("October 2025", "")])
def test_the_review_that_the_text_says_is_suggested_unless_it_is_past(visitor, specs, repository, review, suggested):
    first = FIRST.replace("October 2025", review)
    (specs / "trip-check" / "1.yaml").write_text(first, "utf-8")
    text = first.replace("version: 1", "version: 2").replace("Tyres", "Wheels")
    page = visitor.get(publishing(repository.start_spec_draft("trip-check", 1, text, "Sam Lee")))
    assert next(form for form in page.forms if "note" in form.inputs).fields["review"] == suggested


def test_a_warning_stops_nobody(visitor, repository):
    text = SECOND + "lists: [{id: unused, options: [{value: a, label: A}, {value: b, label: B}]}]\n"
    draft = repository.start_spec_draft("trip-check", 1, text, "Sam Lee")
    page = visitor.get(publishing(draft))
    assert "Warnings, which you may leave as they are" in page.text
    assert "Version 2 is published" in page.press("Publish version 2", ENTERED).text


def test_nothing_is_published_when_the_text_moved_since_the_page_was_shown(visitor, draft, repository):
    page = visitor.get(publishing(draft))
    repository.save_spec_draft(draft.id, base=1, text=SECOND.replace("Tyres", "Wheels"), author="Ali")
    moved = page.press("Publish version 2", ENTERED)
    assert moved.status == 409
    assert "Nothing was published The text of this draft was changed since you opened this page." in moved.text
    assert "Wheels" in moved.text
    assert repository.release("trip-check", 2) is None
    assert "Version 2 is published" in moved.press("Publish version 2").text


def test_a_version_that_somebody_publishes_at_the_same_moment_stops_it(visitor, draft, repository, monkeypatch):
    other = repository.start_spec_draft("trip-check", 1, SECOND.replace("Trip check", "Outing check"), "Ali")
    page, there = visitor.get(publishing(draft)), visitor.get(publishing(other))
    save = Repository.save_spec_draft

    def slowly(self, *given, **named):
        monkeypatch.setattr(Repository, "save_spec_draft", save)
        there.press("Publish version 2", ENTERED)
        return save(self, *given, **named)

    monkeypatch.setattr(Repository, "save_spec_draft", slowly)
    late = page.press("Publish version 2", ENTERED)
    assert late.status == 422
    assert "Version 2 is published already with other words" in late.text
    assert repository.spec_draft(draft.id).state == "open"


def test_a_change_at_the_same_moment_stops_it(visitor, draft, repository, monkeypatch):
    page = visitor.get(publishing(draft))
    publish = Repository.publish

    def slowly(self, *given, **named):
        now = repository.spec_draft(draft.id)
        repository.save_spec_draft(draft.id, base=now.revision, text=now.text + "# later\n", author="Ali")
        return publish(self, *given, **named)

    monkeypatch.setattr(Repository, "publish", slowly)
    late = page.press("Publish version 2", ENTERED)
    assert (late.status, "The text of this draft was changed since you opened this page" in late.text) == (409, True)
    assert repository.release("trip-check", 2) is None


def test_a_request_counts_only_where_a_second_person_is_asked_for(visitor, draft, repository):
    release = release_of(
        SECOND.encode(),
        "trip-check",
        2,
        note="x",
        approved_by="x",
        approved="x",
        in_force=today(),
    )
    repository.ask_to_publish(draft.id, 1, release)
    assert "second person" not in visitor.get(publishing(draft)).text


def test_a_button_that_is_pressed_twice_publishes_once(visitor, draft, repository):
    page = visitor.get(publishing(draft))
    page.press("Publish version 2", ENTERED)
    kept = repository.release("trip-check", 2)
    again = page.press("Publish version 2", ENTERED)
    assert again.path == "/desk/trip-check"
    assert repository.release("trip-check", 2) == kept


def test_a_first_version_of_a_new_form_is_published_without_a_policy(visitor, repository):
    text = THIRD_SPEC.replace("trip-check", "outing").replace("Trip check", "Outing")
    draft = repository.start_spec_draft("outing", 0, text, "Sam Lee")
    page = visitor.get(publishing(draft))
    assert "This is the first version of the form." in page.text
    made = page.press("Publish version 1", {**ENTERED, "review": ""})
    assert "Version 1 is published" in made.text
    assert repository.release("outing", 1).report == ""
    assert "Start Outing" in visitor.get("/").text
    assert "This is the first version of the form" in visitor.get("/desk/outing/1/report").text


def test_a_draft_that_was_put_away_or_never_was_is_not_found(visitor, draft, repository):
    repository.discard_spec_draft(draft.id, base=1)
    for path in (publishing(draft), "/desk/spec_drafts/none/publish"):
        assert visitor.get(path).status == 404


def test_the_name_that_was_given_stands_in_the_form_the_next_time(visitor, draft):
    visitor.get(publishing(draft)).press("Publish version 2", {"by": "Pat Jones"})
    assert 'name="by" value="Pat Jones"' in visitor.get(publishing(draft)).html
