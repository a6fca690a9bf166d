"""A note that a device files with an answer, and what both come to: kept as one, or left as they were."""

import json
from typing import Any

import pytest

from tests.webapp.pages.visitor import Page, Visitor

AUDIT = "Alternative Provision Audit"
ANSWER, OTHER = "safeguarding.staff-training.answer", "safeguarding.staff-training.concerns"
ELSEWHERE = "quality-of-education.curriculum.answer"
NOTE = "--note.0abc0def0ghi"
FILED = f"{NOTE}.filed"
WORDS = "The side gate was propped open with a brick."
FILING = {ANSWER: WORDS, NOTE: WORDS, FILED: ANSWER}


@pytest.fixture
def tasks(visitor: Visitor) -> Page:
    return visitor.start(AUDIT)


def send(visitor: Visitor, tasks: Page, op: int, base: int, entries: dict[str, str]) -> tuple[int, dict[str, Any]]:
    """Send a change as a page's script does."""
    page = visitor.get(f"{tasks.path}/sections/safeguarding")
    fields = max(page.forms, key=lambda each: len(each.inputs)).fields
    sent = {"csrf": fields["csrf"], "base": base, "op": f"{op:032x}", "who": "", **entries}
    answer = visitor.client.post(f"{tasks.path}/saves", data=sent)
    return answer.status_code, json.loads(answer.data)


def listed(visitor: Visitor, tasks: Page) -> list[tuple[str, str]]:
    """Return each note with where it is filed, also where two have the same words."""
    notes = json.loads(visitor.get(f"{tasks.path}.json").response.data).get("notes", [])
    return sorted((each["text"], each.get("filed", "")) for each in notes)


def kept(visitor: Visitor, tasks: Page) -> dict[str, str]:
    """Return what stands in the boxes of the section, and each note with where it is filed."""
    page = visitor.get(f"{tasks.path}/sections/safeguarding")
    notes = json.loads(visitor.get(f"{tasks.path}.json").response.data).get("notes", [])
    boxes = {name: text for name, text in page.fields().items() if name in {ANSWER, OTHER} and text}
    return boxes | {f"note {each['text']}": each.get("filed", "") for each in notes}


def test_a_note_is_written_and_filed_by_one_change_and_taken_out_by_another(visitor: Visitor, tasks: Page) -> None:
    status, said = send(visitor, tasks, 1, 0, FILING)
    assert (status, said["saved"], said["conflicts"]) == (200, [ANSWER, NOTE, FILED], [])
    assert kept(visitor, tasks) == {ANSWER: WORDS, f"note {WORDS}": ANSWER}
    assert send(visitor, tasks, 1, 0, FILING)[1] == said
    send(visitor, tasks, 2, 1, {ANSWER: "", FILED: ""})
    assert kept(visitor, tasks) == {f"note {WORDS}": ""}


CLASHES = {
    "the same answer was filled in": {ANSWER: "Level 2"},
    "the note was filed with another answer": {OTHER: WORDS, FILED: OTHER},
    "the note was changed": {NOTE: "Another gate"},
    "the note was removed": {NOTE: ""},
}


@pytest.mark.parametrize("theirs", CLASHES.values(), ids=CLASHES)
def test_what_somebody_else_did_meanwhile_leaves_both_as_they_were(
    visitor: Visitor, tasks: Page, theirs: dict[str, str]
) -> None:
    send(visitor, tasks, 1, 0, {NOTE: WORDS})
    assert send(visitor, tasks, 2, 1, theirs)[1]["conflicts"] == []
    before = kept(visitor, tasks)
    _, said = send(visitor, tasks, 3, 1, {**FILING, OTHER: theirs.get(OTHER, "Nobody knows")})
    assert {each["name"] for each in said["conflicts"]} <= FILING.keys()
    assert ANSWER not in said["saved"]
    assert FILED not in said["saved"]
    assert kept(visitor, tasks) == {**before, OTHER: theirs.get(OTHER, "Nobody knows")}


@pytest.mark.parametrize("theirs", list(CLASHES.values())[1:], ids=list(CLASHES)[1:])
def test_what_somebody_else_did_with_a_note_is_told_with_any_answer(
    visitor: Visitor, tasks: Page, theirs: dict[str, str]
) -> None:
    send(visitor, tasks, 1, 0, {NOTE: WORDS})
    send(visitor, tasks, 2, 1, theirs)
    _, said = send(visitor, tasks, 3, 1, {ANSWER: "Level 2"})
    assert said["changed"] == theirs


def test_the_same_note_filed_twice_with_the_same_answer_is_there_once(visitor: Visitor, tasks: Page) -> None:
    send(visitor, tasks, 1, 0, {NOTE: WORDS})
    send(visitor, tasks, 2, 1, FILING)
    assert send(visitor, tasks, 3, 1, FILING)[1]["conflicts"] == []
    assert kept(visitor, tasks) == {ANSWER: WORDS, f"note {WORDS}": ANSWER}


def test_two_notes_that_are_filed_with_one_answer_are_one_with_it(visitor: Visitor, tasks: Page) -> None:
    second = "--note.0abc0def0ghj"
    both = {ANSWER: f"{WORDS}\nMore", NOTE: WORDS, FILED: ANSWER, second: "More", f"{second}.filed": ANSWER}
    send(visitor, tasks, 1, 0, {second: "Less"})
    assert send(visitor, tasks, 2, 0, both)[1]["saved"] == []
    assert send(visitor, tasks, 3, 1, both)[1]["conflicts"] == []
    assert kept(visitor, tasks) == {ANSWER: f"{WORDS}\nMore", f"note {WORDS}": ANSWER, "note More": ANSWER}


def test_a_filing_that_is_taken_back_before_it_was_sent_leaves_nothing(visitor: Visitor, tasks: Page) -> None:
    send(visitor, tasks, 1, 0, {NOTE: WORDS})
    assert send(visitor, tasks, 2, 1, {ANSWER: "Level 2", FILED: ""})[1]["conflicts"] == []
    assert kept(visitor, tasks) == {ANSWER: "Level 2", f"note {WORDS}": ""}


def test_a_note_is_changed_and_removed_and_put_back(visitor: Visitor, tasks: Page) -> None:
    send(visitor, tasks, 1, 0, {NOTE: WORDS})
    said = send(visitor, tasks, 2, 1, {NOTE: "Another gate", FILED: ""})[1]
    assert (said["saved"], said["conflicts"]) == ([NOTE, FILED], [])
    assert listed(visitor, tasks) == [("Another gate", "")]
    send(visitor, tasks, 3, 2, {NOTE: "", FILED: ""})
    assert listed(visitor, tasks) == []
    send(visitor, tasks, 4, 3, {NOTE: "Another gate", FILED: ""})
    assert listed(visitor, tasks) == [("Another gate", "")]


MEANWHILE = {
    "changed": ({NOTE: "Theirs"}, [("Theirs", "")]),
    "filed": (FILING, [(WORDS, ANSWER)]),
    "changed and filed": ({**FILING, ANSWER: "Theirs", NOTE: "Theirs"}, [("Theirs", ANSWER)]),
    "removed": ({NOTE: "", FILED: ""}, []),
}


@pytest.mark.parametrize(("theirs", "stands"), MEANWHILE.values(), ids=MEANWHILE)
def test_words_for_a_note_that_somebody_else_had_meanwhile_are_another_note_once(
    visitor: Visitor, tasks: Page, theirs: dict[str, str], stands: list[tuple[str, str]]
) -> None:
    send(visitor, tasks, 1, 0, {NOTE: WORDS})
    send(visitor, tasks, 2, 1, theirs)
    mine = {NOTE: "Mine", FILED: ""}
    said = send(visitor, tasks, 3, 1, mine)[1]
    assert (said["saved"], said["conflicts"]) == ([], [])
    assert "Mine" in said["changed"].values()
    told = {NOTE: WORDS, FILED: "", **said["changed"]}
    assert {name: told[name] for name in theirs} == theirs
    assert listed(visitor, tasks) == sorted([*stands, ("Mine", "")])
    send(visitor, tasks, 4, said["revision"], {NOTE: "Later"})
    assert send(visitor, tasks, 3, 1, mine)[1] == said
    assert sum(text == "Mine" for text, _ in listed(visitor, tasks)) == 1


@pytest.mark.parametrize(("theirs", "stands"), list(MEANWHILE.values())[:3], ids=list(MEANWHILE)[:3])
def test_a_note_that_somebody_else_had_meanwhile_is_not_removed(
    visitor: Visitor, tasks: Page, theirs: dict[str, str], stands: list[tuple[str, str]]
) -> None:
    send(visitor, tasks, 1, 0, {NOTE: WORDS})
    send(visitor, tasks, 2, 1, theirs)
    said = send(visitor, tasks, 3, 1, {NOTE: "", FILED: ""})[1]
    assert said["conflicts"] == []
    assert listed(visitor, tasks) == stands


def test_the_same_words_that_somebody_else_gave_a_note_and_filed_are_there_once(visitor: Visitor, tasks: Page) -> None:
    send(visitor, tasks, 1, 0, {NOTE: WORDS})
    send(visitor, tasks, 2, 1, {ANSWER: "Mine", NOTE: "Mine", FILED: ANSWER})
    assert send(visitor, tasks, 3, 1, {NOTE: "Mine", FILED: ""})[1]["conflicts"] == []
    assert listed(visitor, tasks) == [("Mine", ANSWER)]


def test_several_notes_are_one_change_of_which_each_is_kept_or_not(visitor: Visitor, tasks: Page) -> None:
    second, third = "--note.0abc0def0ghj", "--note.0abc0def0ghk"
    send(visitor, tasks, 1, 0, {NOTE: WORDS, second: "Two", third: "Three"})
    send(visitor, tasks, 2, 1, {NOTE: "Theirs", third: "Thirds"})
    mine = {NOTE: "Mine", FILED: "", second: "Second", f"{second}.filed": "", third: "Third"}
    said = send(visitor, tasks, 3, 1, mine)[1]
    assert (said["saved"], [each["name"] for each in said["conflicts"]]) == ([second, f"{second}.filed"], [third])
    assert [text for text, _ in listed(visitor, tasks)] == ["Mine", "Second", "Theirs", "Thirds"]


REFUSED = {
    "an answer that is not sent": {ANSWER: WORDS, FILED: OTHER},
    "a note": {ANSWER: WORDS, NOTE: WORDS, FILED: NOTE},
    "a note that is filed nowhere": {ANSWER: WORDS, NOTE: WORDS},
    "what is no note": {ANSWER: WORDS, "--note.x.filed": ANSWER},
    "two sections": {**FILING, ELSEWHERE: "x"},
    "no answer": {NOTE: WORDS, FILED: ANSWER},
    "no words": {FILED: ""},
    "the words of another note": {NOTE: WORDS, "--note.0abc0def0ghj.filed": ""},
}


@pytest.mark.parametrize("entries", REFUSED.values(), ids=REFUSED)
def test_what_no_page_sends_is_refused_and_nothing_is_kept(
    visitor: Visitor, tasks: Page, entries: dict[str, str]
) -> None:
    assert send(visitor, tasks, 1, 0, entries)[0] == 400
    assert kept(visitor, tasks) == {}
