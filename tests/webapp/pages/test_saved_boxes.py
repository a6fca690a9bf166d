"""What is said of a file that stands beside an answer is saved by itself: its caption, and which prompt it shows."""

from collections.abc import Callable
from typing import Any

import pytest

from engine.stored_file import REMOVE, SAYS, SHOWS, StoredFile, box_of, read_files
from tests.webapp.pages.test_saves import NEXT, OP, change
from tests.webapp.pages.visitor import Page, Visitor
from webapp.storage.repository import Repository

AUDIT = "Alternative Provision Audit"
OF = "safeguarding.policies-in-place"
AT = f"{OF}.attachments"
ANSWER = f"{OF}.answer"
SAVE = "Save and continue"
LONG = "x" * 201


@pytest.fixture
def page(visitor: Visitor) -> Page:
    """The page of a section with two files beside an answer."""
    page = visitor.get(f"{visitor.start(AUDIT).path}/sections/safeguarding")
    page.press(SAVE, {AT: [("hall.pdf", b"%PDF-hall"), ("plan.pdf", b"%PDF-plan")]})
    return visitor.get(page.path)


@pytest.fixture
def files(repository: Repository, page: Page) -> Callable[[], tuple[StoredFile, ...]]:
    """What gives the files that stand beside the answer, as they are by then."""

    def now() -> tuple[StoredFile, ...]:
        draft = repository.draft(page.path.split("/")[2])
        assert draft is not None
        return read_files(draft.entries.get(AT, "")) or ()

    return now


def box(file: StoredFile, what: str = SAYS) -> str:
    return box_of(AT, what, file.sha256)


def say(page: Page, entries: dict[str, str], op: str = OP, **more: Any) -> tuple[int, dict[str, Any]]:
    return change(page, op, **more, **{name.replace(".", "__"): text for name, text in entries.items()})


def test_a_caption_is_saved_once_with_what_else_was_typed(page: Page, files) -> None:
    hall, _ = files()
    sent = {box(hall): "  The hall\t at noon ", ANSWER: "Seen"}
    status, first = say(page, sent)
    assert (status, sorted(first["saved"]), first["conflicts"]) == (200, sorted(sent), [])
    assert [each.caption for each in files()] == ["The hall at noon", ""]
    say(page, {box(hall): ""}, NEXT, base=first["revision"])
    assert say(page, sent) == (200, first)
    assert [each.caption for each in files()] == ["", ""]


def test_what_a_file_shows_is_saved_where_its_question_has_that_prompt(page: Page, files) -> None:
    hall, plan = files()
    sent = {box(hall, SHOWS): "policies", box(plan, SHOWS): "nothing-of-the-kind"}
    assert say(page, sent)[0] == 200
    assert [each.prompt for each in files()] == ["policies", ""]


def test_two_people_caption_two_files_and_a_third_is_added_meanwhile(page: Page, colleague: Visitor, files) -> None:
    hall, plan = files()
    colleague.get(page.path).press(SAVE, {AT: [("yard.pdf", b"%PDF-yard")], box(plan): "Theirs"})
    _, told = say(page, {box(hall): "Mine"})
    assert (told["saved"], told["conflicts"]) == ([box(hall)], [])
    assert told["changed"][box(plan)] == "Theirs"
    assert [(each.name, each.caption) for each in files()] == [
        ("hall.pdf", "Mine"),
        ("plan.pdf", "Theirs"),
        ("yard.pdf", ""),
    ]


def test_two_captions_of_one_file_are_both_told_and_the_one_that_waits_is_kept_in_the_history(
    page: Page, colleague: Visitor, files
) -> None:
    hall, plan = files()
    colleague.get(page.path).press(SAVE, {box(hall): "Theirs"})
    sent = {box(hall): "Mine", box(plan): "The plan"}
    status, told = say(page, sent)
    assert (status, told["saved"]) == (200, [box(plan)])
    (clash,) = told["conflicts"]
    assert (clash["name"], clash["theirs"], "gone" in clash) == (box(hall), "Theirs", False)
    assert (clash["who"], clash["between"]) == ("Saved by somebody else", "")
    assert say(page, sent) == (status, told)
    assert [each.caption for each in files()] == ["Theirs", "The plan"]
    assert "Mine" in page.visitor.get(page.path.replace("/sections/safeguarding", f"/history/{AT}")).text
    say(page, {box(hall): "Mine"}, NEXT, base=told["revision"])
    assert [each.caption for each in files()] == ["Mine", "The plan"]


def test_the_same_caption_by_two_people_is_no_clash(page: Page, colleague: Visitor, files) -> None:
    hall, _ = files()
    colleague.get(page.path).press(SAVE, {box(hall): "The hall"})
    assert say(page, {box(hall): "The hall"})[1]["conflicts"] == []


def test_a_caption_of_a_file_that_somebody_removed_is_not_said_to_be_saved(
    page: Page, colleague: Visitor, files
) -> None:
    hall, plan = files()
    colleague.get(page.path).press(SAVE, {box(hall, REMOVE): "yes"})
    _, told = say(page, {box(hall): "The hall", box(plan): "The plan", ANSWER: "Seen"})
    assert sorted(told["saved"]) == sorted([box(plan), ANSWER])
    assert [(each["name"], each["theirs"], each["gone"]) for each in told["conflicts"]] == [(box(hall), "", True)]
    assert say(page, {box(hall): ""}, NEXT)[1]["saved"] == [box(hall)]
    assert [(each.name, each.caption) for each in files()] == [("plan.pdf", "The plan")]


def test_a_caption_that_is_given_up_is_set_aside_with_its_file(page: Page, colleague: Visitor, files) -> None:
    hall, _ = files()
    colleague.get(page.path).press(SAVE, {box(hall): "Theirs"})
    _, told = say(page, {box(hall): "Mine"})
    assert say(page, {box(hall): "Mine, and more"}, NEXT, base=told["revision"], to="asides")[0] == 200
    history = page.visitor.get(page.path.replace("/sections/safeguarding", f"/history/{AT}")).text
    assert "Mine, and more" in history
    assert [each.caption for each in files()] == ["Theirs", ""]


def test_what_is_saved_by_itself_is_not_undone_by_the_page_that_is_posted_after_it(page: Page, files) -> None:
    hall, _ = files()
    say(page, {box(hall): "The hall"})
    assert page.press(SAVE, {box(hall): "The hall", ANSWER: "Seen"}).status == 200
    assert [each.caption for each in files()] == ["The hall", ""]


def test_a_caption_that_is_too_long_is_refused_in_words(page: Page, files) -> None:
    status, told = say(page, {box(files()[0]): LONG})
    assert (status, told["refused"]) == (
        422,
        "Not saved: a caption must be one line of 200 characters or fewer. Shorten it.",
    )


@pytest.mark.parametrize(
    "name", [f"safeguarding.no-question.attachments.{SAYS}.{'0' * 16}", f"{ANSWER}.{SAYS}.{'0' * 16}"]
)
def test_what_is_said_of_files_that_no_page_has_is_refused(page: Page, name: str) -> None:
    status, told = say(page, {name: "x"})
    assert (status, "not as this page sends it" in told["refused"]) == (400, True)


def test_nothing_is_said_of_the_files_of_a_draft_that_was_discarded(page: Page, files) -> None:
    name = box(files()[0])
    page.visitor.get(page.path.replace("/sections/safeguarding", "/discard")).press("Discard")
    assert say(page, {name: "x"}) == (409, {"closed": "discarded"})


def test_a_file_that_came_to_the_page_since_is_captioned_upon_what_the_page_shows_of_it(
    page: Page, colleague: Visitor, files
) -> None:
    page.press(SAVE, {AT: [("yard.pdf", b"%PDF-yard")]})
    yard = files()[-1]
    _, told = say(page, {box(yard): "The yard"})
    assert (told["saved"], [each.caption for each in files()]) == ([box(yard)], ["", "", "The yard"])
    colleague.get(page.path).press(SAVE, {box(yard): "Theirs"})
    _, told = say(page, {box(yard): "The yard at noon"}, NEXT)
    assert [each["theirs"] for each in told["conflicts"]] == ["Theirs"]
    assert files()[-1].caption == "Theirs"


def test_a_caption_of_a_file_that_is_gone_is_kept_in_the_history_by_whoever_gives_it_up(
    page: Page, colleague: Visitor, files
) -> None:
    hall, _ = files()
    colleague.get(page.path).press(SAVE, {box(hall, REMOVE): "yes"})
    _, told = say(page, {box(hall): "The hall at noon"})
    say(page, {box(hall): "The hall at noon"}, NEXT, base=told["revision"], to="asides")
    history = page.visitor.get(page.path.replace("/sections/safeguarding", f"/history/{AT}")).text
    assert "The hall at noon" in history


def test_a_page_that_is_posted_does_not_write_over_the_caption_of_a_file_that_came_to_it_since(
    page: Page, colleague: Visitor, files
) -> None:
    page.visitor.get(page.path).press(SAVE, {AT: [("yard.pdf", b"%PDF-yard")]})
    yard = files()[-1]
    say(page, {box(yard): "Mine"})
    colleague.get(page.path).press(SAVE, {box(yard): "Theirs"})
    fields = max(page.forms, key=lambda each: len(each.inputs)).fields
    assert page.visitor.client.post(page.path, data={**fields, box(yard): "Mine"}).status_code == 409
    assert files()[-1].caption == "Theirs"
