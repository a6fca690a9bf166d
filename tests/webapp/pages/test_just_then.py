"""What is sent to a part just as somebody completes it is not saved behind the seal, and its words are given back."""

import json

import pytest

from tests.webapp.pages.test_saves import change
from tests.webapp.pages.visitor import Page

SEAL = f"2026-11-27T09:00:00Z sha256:{'0' * 64}"
STREET, PAPERS, NOTE = "home.street", "home.street.attachments", "--note.000000000abc"
WHOLE = {
    "home": {STREET: "Mill Lane", "home.pets": "no"},
    "people": {"people.members.1.name": "Ann", "people.members.1.age": "40"},
    "level": {"level.level": "low"},
}
OLD = {
    "people": {"people.members.1.name": "Ann", "people.members.1.age": "111"},
    "level": {"level.level": "high"},
}


@pytest.fixture
def home_visit(home_visit, specs):
    """The title of the form, which takes photos and papers beside its first answer here."""
    text = specs / "home-visit" / "1.yaml"
    beside = text.read_text(encoding="utf-8").replace("{id: street,", "{id: street, attachments: true,")
    text.write_text(beside, encoding="utf-8")
    return home_visit


@pytest.fixture
def tasks(visitor, home_visit):
    return visitor.start(home_visit)


@pytest.fixture
def draft(repository, tasks):
    """Return the draft as it is now."""
    return lambda: repository.draft(tasks.path.rpartition("/")[2])


@pytest.fixture
def write(repository, draft):
    """Save entries as a colleague whom nothing holds up."""
    return lambda **entries: repository.save(
        draft().id, base=draft().revision, posted={name.replace("__", "."): text for name, text in entries.items()}
    )


@pytest.fixture
def completed(write, just_before):
    """Let the first part be completed once, as soon as something is saved."""
    return lambda: just_before(lambda: write(parts__visit=SEAL))


def test_words_on_a_page_are_given_back(tasks, draft, completed):
    page = tasks.visitor.get(f"{tasks.path}/sections/home")
    completed()
    after = page.press("Save and continue", {STREET: "Mill Road", "note": "The gate"})
    assert (after.status, "This part was completed meanwhile" in after.text) == (409, True)
    assert "Street Mill Road" in after.text
    assert (draft().entries, draft().notes) == ({"parts.visit": SEAL}, {})


@pytest.mark.parametrize("theirs", ["", "The board"])
def test_no_file_is_added_also_where_a_colleague_gave_another_one_a_caption(tasks, colleague, draft, completed, theirs):
    home = f"{tasks.path}/sections/home"
    tasks.visitor.get(home).press("Save and continue", {PAPERS: [("a.pdf", b"%PDF-1.7 a")]})
    page, other = tasks.visitor.get(home), colleague.get(home)
    caption = next(name for name in page.fields() if name.startswith(f"{PAPERS}.says."))
    other.press("Save and continue", {caption: theirs})
    before = draft().entries
    completed()
    sent = {caption: "The hall", PAPERS: [("b.pdf", b"%PDF-1.7 b")]}
    assert page.press("Save and continue", sent).status == 409
    assert draft().entries == {**before, "parts.visit": SEAL}


def test_a_script_is_told(tasks, draft, completed):
    page = tasks.visitor.get(f"{tasks.path}/sections/home")
    completed()
    assert change(page, home__street="Mill Road") == (409, {"closed": "completed"})
    assert draft().entries == {"parts.visit": SEAL}
    assert change(page, "1" * 32, home__street="Mill Road") == (409, {"closed": "completed"})


def test_no_text_is_put_back(tasks, write, draft, completed):
    for street in ("Mill Lane", "Mill Road"):
        write(home__street=street)
    page = tasks.visitor.get(f"{tasks.path}/history/{STREET}")
    completed()
    for _ in range(2):
        after = page.press("Put this back (Mill Lane")
        assert (after.status, "Somebody changed this answer, or its section" in after.text) == (409, True)
    assert draft().entries[STREET] == "Mill Road"


def test_no_text_is_put_back_in_a_draft_that_is_carried_just_then(tasks, repository, write, draft, just_before):
    for street in ("Mill Lane", "Mill Road"):
        write(home__street=street)
    repository.pin("home-visit", 2, "bb", b"form: home-visit, anew")

    def carry() -> None:
        kept = draft()
        repository.carry_draft(
            kept.id, base=kept.revision, version=2, sha256="bb", entries=kept.entries, report='{"steps": []}'
        )

    page = tasks.visitor.get(f"{tasks.path}/history/{STREET}")
    just_before(carry)
    assert page.press("Put this back (Mill Lane").status == 409
    assert draft().entries[STREET] == "Mill Road"


def test_no_note_is_filed(tasks, draft, completed):
    page = tasks.visitor.get(f"{tasks.path}/notes").press("Keep this note", {"note": "Mill Road"})
    note = page.follow("File or change")
    completed()
    after = note.press("File it", {"question": STREET, "as": "answer"})
    assert (after.status, "belongs to a part that is complete" in after.text) == (422, True)
    assert STREET not in draft().entries


def test_no_note_is_taken_out_again(tasks, draft, completed):
    page = tasks.visitor.get(f"{tasks.path}/notes").press("Keep this note", {"note": "Mill Road"})
    filed = page.follow("File or change").press("File it", {"question": STREET, "as": "answer"})
    completed()
    assert filed.press("Take it out again").status == 422
    assert draft().entries[STREET] == "Mill Road"


def test_a_part_is_completed_only_as_it_was_looked_at(tasks, write, draft, just_before):
    check = tasks.visitor.fill(tasks, WHOLE)
    just_before(lambda: write(home__street="Mill Road"))
    after = check.press("Complete this part")
    assert (after.status, "Somebody saved this draft meanwhile" in after.text) == (409, True)
    assert (draft().entries[STREET], "parts.visit" in draft().entries) == ("Mill Road", False)


def test_nobody_goes_back_to_a_part_that_was_saved_in_just_then(tasks, write, draft, just_before):
    after = tasks.visitor.fill(tasks, WHOLE).press("Complete this part")
    just_before(lambda: write(reply__agree="no"))
    assert after.press("Go back to this part").status == 409
    assert "parts.visit" in draft().entries


@pytest.fixture
def late(tasks, colleague, specs, write) -> Page:
    """A page of the version before its draft was carried to another one."""
    write(home__street="Mill Lane")
    page = tasks.visitor.get(f"{tasks.path}/sections/home")
    first = specs / "home-visit" / "1.yaml"
    (first.with_name("2.yaml")).write_text(first.read_text(encoding="utf-8").replace("version: 1", "version: 2"))
    colleague.get(f"{tasks.path}/carry").press("Carry it forward")
    return page


@pytest.mark.parametrize(("typed", "told"), [("Mill Road", "Street Mill Road Not saved: the part"), ("", "Not all")])
def test_a_page_of_the_version_before_overwrites_nothing_in_a_part_that_is_complete(late, write, draft, typed, told):
    write(parts__visit=SEAL)
    after = late.press("Save and continue", {STREET: typed})
    assert (after.status, told in after.text, draft().entries[STREET]) == (409, True, "Mill Lane")


def test_a_page_of_the_version_before_is_given_back_that_comes_just_then(late, draft, completed):
    completed()
    after = late.press("Save and continue", {STREET: "Mill Road"})
    assert (after.status, draft().entries[STREET]) == (409, "Mill Lane")
    assert "and completed the part that this belongs to" in after.text
    assert "Street Mill Road Not saved." in after.text
    assert after.follow("Go to the list of sections").status == 200


def test_a_reason_on_a_page_of_the_version_before_is_kept_beside_a_part_that_is_complete(
    tasks, colleague, specs, write, draft
):
    reason = "people.members.1.age.checks.old"
    check = tasks.visitor.fill(tasks, {**WHOLE, **OLD})
    first = specs / "home-visit" / "1.yaml"
    (first.with_name("2.yaml")).write_text(first.read_text(encoding="utf-8").replace("version: 1", "version: 2"))
    colleague.get(f"{tasks.path}/carry").press("Carry it forward")
    write(parts__visit=SEAL)
    assert check.press("Save the reasons", {reason: "Seen"}).status == 200
    assert draft().entries[reason] == "Seen"


def test_notes_are_kept_whatever_part_is_complete(tasks, write, draft):
    write(parts__visit=SEAL)
    page = tasks.visitor.get(f"{tasks.path}/sections/reply")
    sent = {"csrf": page.forms[-1].fields["csrf"], "base": draft().revision, "op": "0" * 32, "who": "", NOTE: "Gate"}
    answer = tasks.visitor.client.post(f"{tasks.path}/saves", data=sent)
    assert (answer.status_code, json.loads(answer.data)["saved"]) == (200, [NOTE])
