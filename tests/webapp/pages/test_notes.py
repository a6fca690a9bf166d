"""A note that belongs to no question yet is kept with the draft, filed later, and lost by nothing."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.webapp.pages.visitor import Page, Visitor
from webapp.pages.drafts.filing import filed
from webapp.storage.repository import Repository, StorageError

AUDIT = "Alternative Provision Audit"
WORDS = "The side gate was propped open with a brick."
ANSWER = "safeguarding.staff-training.answer"


@pytest.fixture
def tasks(visitor: Visitor) -> Page:
    return visitor.start(AUDIT)


def written(visitor: Visitor, tasks: Page, words: str = WORDS) -> Page:
    return visitor.get(f"{tasks.path}/notes").press("Keep this note", {"note": words})


def file(page: Page, sort: str = "answer", question: str = "safeguarding.staff-training") -> Page:
    return page.follow("File or change").press("File it", {"question": question, "as": sort})


def entry(visitor: Visitor, tasks: Page, name: str) -> str:
    section = name.partition(".")[0]
    return visitor.get(f"{tasks.path}/sections/{section}").fields()[name]


def document(visitor: Visitor, tasks: Page) -> dict:
    return json.loads(visitor.get(f"{tasks.path}.json").response.data)


def test_a_note_stands_on_the_list_on_each_section_and_on_the_page_of_notes(visitor, tasks):
    assert WORDS in written(visitor, tasks).text
    assert WORDS in visitor.get(tasks.path).text
    assert WORDS in visitor.get(f"{tasks.path}/sections/transition").text


def test_a_note_that_is_written_on_a_section_is_saved_with_it(visitor, tasks):
    section = visitor.get(f"{tasks.path}/sections/safeguarding")
    section.press("Save and continue", {"note": WORDS, ANSWER: "Level 2"})
    assert WORDS in visitor.get(f"{tasks.path}/notes").text
    assert entry(visitor, tasks, ANSWER) == "Level 2"


def box(page: Page) -> dict[str, str]:
    """Return what stands in the form of a section's page, its own names too."""
    return next(form for form in page.forms if "note-id" in form.fields).fields


def texts(visitor: Visitor, tasks: Page) -> list[str]:
    return [each["text"] for each in document(visitor, tasks).get("notes", [])]


def test_a_note_stays_when_what_two_people_changed_is_settled(visitor, colleague, tasks):
    path = f"{tasks.path}/sections/safeguarding"
    mine = visitor.get(path)
    colleague.get(path).press("Save and continue", {ANSWER: "Level 1"})
    page = mine.press("Save and continue", {ANSWER: "Level 2", "note": WORDS})
    assert (page.status, box(page)["note"]) == (409, "")
    assert page.press("Save and continue", {"note": "Another."}).status == 200
    assert texts(visitor, tasks) == [WORDS, "Another."]
    assert entry(visitor, tasks, ANSWER) == "Level 2"


def test_a_note_stays_when_a_file_beside_it_was_refused(visitor, tasks):
    section = visitor.get(f"{tasks.path}/sections/safeguarding")
    at = "safeguarding.policies-in-place.attachments"
    page = section.press("Save and continue", {at: [("x.exe", b"MZ\x90\0")], "note": WORDS})
    assert (page.status, box(page)["note"]) == (422, "")
    assert page.press("Save and continue").status == 200
    assert texts(visitor, tasks) == [WORDS]


def test_a_note_that_was_not_kept_is_given_back_as_the_one_it_is(visitor, tasks):
    section = visitor.get(f"{tasks.path}/sections/safeguarding")
    visitor.client.delete_cookie(visitor.client.application.config["SESSION_COOKIE_NAME"])
    page = section.press("Save and continue", {"note": WORDS})
    assert page.status == 403
    assert box(page)["note-id"] == box(section)["note-id"]
    page.press("Save and continue", {"note": f"{WORDS} Shut it."})
    assert texts(visitor, tasks) == [f"{WORDS} Shut it."]


def test_a_note_that_is_written_on_after_going_back_stands_beside_the_one_that_was_kept(visitor, tasks):
    section = visitor.get(f"{tasks.path}/sections/safeguarding")
    section.press("Save and continue", {"note": WORDS})
    again = section.press("Save and continue", {"note": f"{WORDS} Shut it.", ANSWER: "Level 2"})
    assert (again.status, again.path) == (200, f"{tasks.path}/sections/quality-of-education")
    assert texts(visitor, tasks) == [WORDS, f"{WORDS} Shut it."]
    assert entry(visitor, tasks, ANSWER) == "Level 2"


def test_the_same_words_sent_twice_are_one_note(visitor, tasks):
    written(visitor, tasks)
    assert written(visitor, tasks).text.count("File or change") == 1


def test_a_note_without_words_is_not_kept(visitor, tasks):
    page = written(visitor, tasks, " ")
    assert page.status == 422
    assert "Write something first." in page.text


def test_a_note_is_changed_and_removed(visitor, tasks):
    page = written(visitor, tasks).follow("File or change").press("Save the change", {"note": "Another gate."})
    assert "Another gate." in page.text
    assert WORDS not in page.text
    page = page.follow("File or change").press("Remove this note")
    assert "The note is removed." in page.text
    assert texts(visitor, tasks) == []


def test_two_people_who_change_one_note_are_shown_both(visitor, colleague, tasks):
    mine = written(visitor, tasks).follow("File or change")
    colleague.get(mine.path).press("Save the change", {"note": "Theirs."})
    page = mine.press("Save the change", {"note": "Mine."})
    assert page.status == 409
    assert "Theirs." in page.text
    assert page.forms[0].fields["note"] == "Mine."


@pytest.mark.parametrize("token", [{}, {"csrf": "forged"}], ids=["with its token", "with a token that does not hold"])
def test_what_was_written_in_a_note_that_somebody_removed_is_given_back(visitor, colleague, tasks, token):
    mine = written(visitor, tasks).follow("File or change")
    colleague.get(mine.path).press("Remove this note")
    page = mine.press("Save the change", {"note": "Mine.", **token})
    assert page.status == 409
    assert "Somebody else removed this note meanwhile." in page.text
    assert page.forms[0].fields["note"] == "Mine."
    page.press("Keep this note")
    assert texts(visitor, tasks) == ["Mine."]
    assert mine.press("Remove this note", {"note": ""}).status == 404


def test_a_note_that_was_removed_is_put_back(visitor, tasks):
    written(visitor, tasks, "Before.").follow("File or change").press("Save the change", {"note": WORDS})
    page = visitor.get(f"{tasks.path}/notes").follow("File or change").press("Remove this note")
    assert texts(visitor, tasks) == []
    page = page.press("Undo")
    assert texts(visitor, tasks) == [WORDS]
    assert not any("note-id" in form.fields for form in page.forms)


@pytest.mark.parametrize("note", ["", "x", "0abc0def0ghi"])
def test_nothing_is_put_back_that_was_never_removed(visitor, tasks, note):
    page = visitor.get(f"{tasks.path}/notes?done=remove&removed={note}")
    assert [form.fields.get("note-id") for form in page.forms if "note" in form.fields] == [None]


@pytest.mark.parametrize("token", [{}, {"csrf": "forged"}], ids=["with its token", "with a token that does not hold"])
def test_words_of_a_note_that_somebody_filed_are_given_back_and_the_filed_ones_stay(visitor, colleague, tasks, token):
    mine = written(visitor, tasks).follow("File or change")
    file(colleague.get(f"{tasks.path}/notes"))
    page = mine.press("Save the change", {"note": "Mine.", **token})
    assert page.status == 409
    assert "Somebody else filed this note meanwhile." in page.text
    assert page.forms[0].fields["note"] == "Mine."
    page.press("Keep this note")
    assert document(visitor, tasks)["notes"] == [{"text": WORDS, "filed": ANSWER}, {"text": "Mine."}]


def test_a_note_that_somebody_filed_is_not_removed_by_who_did_not_see_that(visitor, colleague, tasks):
    mine = written(visitor, tasks).follow("File or change")
    file(colleague.get(f"{tasks.path}/notes"))
    page = mine.press("Remove this note")
    assert page.status == 409
    assert "Somebody else changed this meanwhile" in page.text
    assert document(visitor, tasks)["notes"] == [{"text": WORDS, "filed": ANSWER}]


@pytest.mark.parametrize("sort", ["answer", "concerns", "action"])
def test_a_filed_note_stands_behind_what_was_there_and_can_be_taken_out_again(visitor, tasks, sort):
    name = f"safeguarding.staff-training.{sort}"
    visitor.fill(tasks, {"safeguarding": {name: "Level 2 for all."}})
    page = file(written(visitor, tasks), {"concerns": "concern"}.get(sort, sort))
    assert "Filed under What safeguarding training have the AP staff had?" in page.text
    assert entry(visitor, tasks, name) == f"Level 2 for all.\n{WORDS}"
    page.press("Take it out again")
    assert entry(visitor, tasks, name) == "Level 2 for all."
    assert WORDS in visitor.get(tasks.path).text


def test_words_that_changed_since_are_left_in_the_answer_and_that_is_said(visitor, tasks):
    page = file(written(visitor, tasks))
    visitor.fill(tasks, {"safeguarding": {ANSWER: "The gate is shut now."}})
    page = page.press("Take it out again")
    assert page.status == 409
    assert "so they were not taken out of it" in page.text
    assert entry(visitor, tasks, ANSWER) == "The gate is shut now."


def test_a_note_goes_on_one_line_where_the_answer_has_one(visitor, tasks):
    file(written(visitor, tasks, "Two\nlines"), question="details.provider")
    assert entry(visitor, tasks, "details.provider") == "Two lines"


@pytest.mark.parametrize(
    ("question", "sort", "said"),
    [
        ("", "answer", "Select the question"),
        ("details.provider", "concern", "no box of this sort"),
        ("details.visited", "answer", "no box of this sort"),
        ("safeguarding.nothing", "answer", "Select the question"),
        ("details.provider", "colour", "Select the question"),
    ],
)
def test_a_note_that_cannot_be_filed_there_stays_and_why_is_said(visitor, tasks, question, sort, said):
    page = file(written(visitor, tasks), sort, question)
    assert page.status == 422
    assert said in page.text
    assert WORDS in visitor.get(tasks.path).text


def test_a_note_that_is_too_long_for_an_answer_is_not_filed(visitor, tasks):
    page = file(written(visitor, tasks, "x" * 600), question="details.provider")
    assert page.status == 422
    assert "There is not enough room in that box" in page.text


def test_checking_warns_of_notes_that_are_not_filed(visitor, tasks):
    page = written(visitor, tasks)
    assert "1 note is not filed with a question" in visitor.get(f"{tasks.path}/check").text
    file(page)
    assert "not filed with a question" not in visitor.get(f"{tasks.path}/check").text


def test_before_the_button_it_says_what_becomes_of_notes_that_are_not_filed(visitor, tasks, audit_answers):
    visitor.fill(tasks, audit_answers)
    written(visitor, tasks)
    written(visitor, tasks, "Another.")
    before, _, button = visitor.get(f"{tasks.path}/check").html.partition("<h2>Submit</h2>")
    assert "not filed with a question" not in before
    said, _, _ = button.partition("<form")
    assert "2 notes are not filed with a question</strong>: they are left out of the record" in said
    assert f'<a href="{tasks.path}/notes">File or remove them</a>' in said


def test_the_document_of_a_draft_has_its_notes_and_is_valid(visitor, tasks, application):
    file(written(visitor, tasks))
    written(visitor, tasks, "Another.")
    made = document(visitor, tasks)
    assert made["notes"] == [{"text": WORDS, "filed": ANSWER}, {"text": "Another."}]


def test_a_record_has_no_notes(visitor, audit_answers, repository):
    tasks = visitor.start(AUDIT)
    written(visitor, tasks)
    visitor.fill(tasks, audit_answers).press("Submit")
    kept = repository.record(tasks.path.rpartition("/")[2])
    assert WORDS not in kept.document


def test_a_note_for_a_draft_that_was_submitted_meanwhile_is_given_back(visitor, audit_answers):
    tasks = visitor.start(AUDIT)
    page = visitor.get(f"{tasks.path}/notes")
    visitor.fill(tasks, audit_answers).press("Submit")
    late = page.press("Keep this note", {"note": WORDS})
    assert late.status == 409
    assert WORDS in late.text


def test_a_note_on_a_page_that_grew_too_old_for_a_draft_that_was_submitted_is_given_back(visitor, audit_answers):
    tasks = visitor.start(AUDIT)
    page = visitor.get(f"{tasks.path}/notes")
    visitor.fill(tasks, audit_answers).press("Submit")
    visitor.client.delete_cookie(visitor.client.application.config["SESSION_COOKIE_NAME"])
    late = page.press("Keep this note", {"note": WORDS})
    assert late.status == 409
    assert WORDS in late.text


@pytest.mark.parametrize(
    ("button", "kept"),
    [("Keep this note", ["Before.", WORDS]), ("Save the change", [WORDS]), ("Save and continue", ["Before.", WORDS])],
)
def test_a_note_that_cannot_be_stored_is_given_back_to_be_saved_again(visitor, tasks, monkeypatch, button, kept):
    pages = {
        "Keep this note": visitor.get(f"{tasks.path}/notes"),
        "Save the change": written(visitor, tasks, "Before.").follow("File or change"),
        "Save and continue": visitor.get(f"{tasks.path}/sections/safeguarding"),
    }

    def full(*_: object, **__: object) -> None:
        raise StorageError("The disk is full: make room, then save again.")

    with monkeypatch.context() as patch:
        patch.setattr(Repository, "draft" if button == "Save and continue" else "save", full)
        page = pages[button].press(button, {"note": WORDS})
    assert page.status == 503
    assert "The disk is full: make room, then save again." in page.text
    assert '<label for="note">Note</label>' in page.html
    assert page.press("Save again").status == 200
    assert texts(visitor, tasks) == kept


def test_a_note_on_a_page_that_grew_too_old_is_given_back(visitor, tasks):
    page = visitor.get(f"{tasks.path}/sections/transition")
    visitor.client.delete_cookie(visitor.client.application.config["SESSION_COOKIE_NAME"])
    again = page.press("Save and continue", {"note": WORDS})
    assert next(form for form in again.forms if "note" in form.fields).fields["note"] == WORDS


def test_a_person_who_is_named_in_a_note_is_found(visitor, tasks):
    written(visitor, tasks, "Spoke to Ermintrude Jones at the gate.")
    page = visitor.get("/retention/person").press("Find", {"words": "ermintrude jones"})
    assert "Spoke to Ermintrude Jones at the gate." in page.text


def test_an_erased_draft_leaves_nothing_of_its_notes(visitor, tasks, settings):
    file(written(visitor, tasks))
    draft_id = tasks.path.rpartition("/")[2]
    assert WORDS.encode() in stored(settings)
    page = visitor.get(f"/retention/drafts/{draft_id}/erase")
    page.press("Erase it for good", {"reason": "Begun in error.", "by": "Pat Jones"})
    assert WORDS.encode() not in stored(settings)


def stored(settings) -> bytes:
    return b"".join(path.read_bytes() for path in settings.data.glob("formspec.sqlite3*"))


def carried(visitor: Visitor, tasks: Page, specs) -> Page:
    first = specs / "trip-check" / "1.yaml"
    text = first.read_text("utf-8").replace("version: 1", "version: 2").replace("Anything else?", "And more?")
    (first.parent / "2.yaml").write_text(text, "utf-8")
    return visitor.get(f"{tasks.path}/carry").press("Carry it forward")


def test_a_draft_that_is_carried_keeps_its_notes(visitor, specs):
    tasks = visitor.start("Trip check")
    written(visitor, tasks)
    report = carried(visitor, tasks, specs)
    assert report.path == f"{tasks.path}/carried"
    assert WORDS not in report.text
    assert WORDS in visitor.get(tasks.path).text


def test_a_note_is_not_filed_under_a_question_of_the_version_before(visitor, colleague, specs, monkeypatch):
    tasks = visitor.start("Trip check")
    page = written(visitor, tasks)

    def meanwhile(*asked):
        with ThreadPoolExecutor() as elsewhere:
            elsewhere.submit(carried, colleague, tasks, specs).result()
        return filed(*asked)

    monkeypatch.setattr("webapp.pages.drafts.notes.filed", meanwhile)
    late = file(page, question="more.else")
    assert late.status == 409
    assert "This draft was carried forward" in late.text
    assert entry(visitor, tasks, "more.else") == ""
    assert WORDS in visitor.get(tasks.path).text
