"""What changed between two submissions, question by question, and what became of what was found."""

import json
import tomllib
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest

from engine.carried import Carry, Origin, Step
from engine.compare import Comparison, compare
from engine.compare.comparison import (
    ALSO_ASKED,
    ANSWERED,
    ASKED_LESS,
    ASKED_NEITHER,
    CHANGED,
    EMPTIED,
    NEWLY_ASKED,
    NO_LONGER_ASKED,
    NOT_FOUND_OUT,
    REPEATED,
    SAME,
    UNCHANGED,
    UNKNOWN,
    Answer,
    ComparedAnswer,
    ComparedFinding,
)
from engine.compare.judging import whole
from engine.compare.wording import marked
from engine.compile import compile_form
from engine.document import draft, submission
from engine.form import Form
from engine.json_value import JsonObject
from formspec.loader import load
from tests.engine.conftest import SEED, SOAK

CASES = tomllib.loads(Path(__file__).with_name("cases.toml").read_text(encoding="utf-8"))["case"]
GALLERY = Path(__file__).parents[2] / "gallery"
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
COLUMNS = """[{id: a, label: Answer, role: answer, kind: text}, {id: c, label: Concern, role: concern, kind: text},
 {id: g, label: How bad, role: severity, kind: choice,
  options: [{value: low, label: Minor}, {value: high, label: Major}]},
 {id: f, label: Action, role: action, kind: text}, {id: w, label: Who, role: who, kind: person},
 {id: d, label: By when, role: by-when, kind: date}]"""


def form(sections: str, version: int = 1, retired: str = "[]") -> Form:
    text = f"formspec: 1\nform: visit\nversion: {version}\ntitle: Visit\nretired: {retired}\nsections: {sections}\n"
    loaded = load(text.encode())
    assert loaded.spec is not None, loaded.problems
    return compile_form(loaded.spec)


def document(of: Form, entries: dict[str, str]) -> JsonObject:
    return draft(of, entries, id="a1", saved=NOON)


def compared(case: dict) -> Comparison:
    old = form(case["old"])
    new = form(case["new"], 2, case.get("retired", "[]")) if "new" in case else old
    return compare([old, new], document(old, case["before"]), document(new, case["now"]))


def told(found: Comparison, *, every: bool) -> list[str]:
    return [
        f"{each.status} {addresses(each.before)} -> {addresses(each.now)}"
        for question in found.questions
        for each in question.answers
        if every or each.status not in UNCHANGED
    ]


def addresses(listed: Iterable) -> str:
    return "+".join(sorted(each.address for each in listed))


def lines(found: tuple[ComparedFinding, ...]) -> list[str]:
    return [" ".join(filter(None, (each.status, each.shown.address, each.why))) for each in found]


def given(path: Path) -> JsonObject:
    kept = json.loads(path.read_text(encoding="utf-8"))
    return {"status": "draft", "saved": f"{kept.get('today', '2026-11-23')}T12:00:00Z", "answers": kept["answers"]}


@pytest.mark.parametrize("case", CASES, ids=[each["says"] for each in CASES])
def test_case(case: dict) -> None:
    found = compared(case)
    if "answers" in case:
        assert told(found, every=case.get("all", False)) == case["answers"]
    if "questions" in case:
        assert [f"{each.status} {each.address}" for each in found.questions] == case["questions"]
    if "concerns" in case:
        assert lines(found.concerns) == case["concerns"]
    assert lines(found.actions) == case.get("actions", lines(found.actions))
    assert lines(found.not_found_out) == case.get("not_found_out", [])


def test_a_finding_says_how_bad_it_is_and_what_is_to_be_done_by_whom_until_when() -> None:
    of = form(f"[{{id: s, title: S, columns: {COLUMNS}, questions: [{{id: q, label: Q}}]}}]")
    said = {"s.q.a": "1", "s.q.c": "No log", "s.q.g": "high", "s.q.f": "Ask", "s.q.w.name": "Ann Reed"}
    day = {"s.q.d.day": "3", "s.q.d.month": "12", "s.q.d.year": "2026"}
    before = document(of, said | {"s.q.g": "low"})
    (concern,) = compare([of, of], before, document(of, said | day)).concerns
    (now,), (then,) = concern.now, concern.before
    assert (concern.status, then.severity, now.severity, now.text) == (REPEATED, "Minor", "Major", "No log")
    (action,) = now.actions
    assert (action.text, action.who, action.due) == ("Ask", "Ann Reed", "3 December 2026")


def test_a_question_says_how_it_was_worded_and_its_answers_stand_with_it() -> None:
    old = form(f"[{{id: s, title: S, columns: {COLUMNS}, questions: [{{id: q, label: Old words}}]}}]")
    fewer = COLUMNS.replace("{id: c, label: Concern, role: concern, kind: text},", "").replace("Answer", "What you saw")
    new = form(
        f"[{{id: s, title: Ess, columns: {fewer[: fewer.index('{id: g')]}{fewer[fewer.index('{id: f') :]},"
        " questions: [{id: q, label: New words}]}]",
        2,
    )
    found = compare([old, new], document(old, {"s.q.a": "1", "s.q.c": "No log"}), document(new, {"s.q.a": "1"}))
    (section,) = found.sections
    (question,) = section.questions
    assert (section.title, question.question, question.before) == ("Ess", "New words", "Old words")
    assert (question.status, [each.label for each in question.changed]) == (ASKED_LESS, ["Concern", "How bad"])
    assert [(each.status, each.why) for each in found.concerns] == [(UNKNOWN, "not-asked")]


def test_a_section_that_has_gone_stands_last_with_its_former_title() -> None:
    old = form(
        "[{id: s, title: Gone, questions: [{id: q, label: Q, kind: text}]},"
        " {id: t, title: T, questions: [{id: x, label: X, kind: text}]}]"
    )
    new = form("[{id: t, title: T, questions: [{id: x, label: X, kind: text}]}]", 2, "[s]")
    found = compare([old, new], document(old, {"s.q": "1"}), document(new, {}))
    assert [(each.title, each.former) for each in found.sections] == [("T", False), ("Gone", True)]


def test_a_question_that_has_gone_stands_in_its_section_under_the_name_that_it_has_now() -> None:
    old = form("[{id: s, title: S, questions: [{id: q, label: Q, kind: text}, {id: r, label: R, kind: text}]}]")
    new = form("[{id: t, was: s, title: T, questions: [{id: q, label: Q, kind: text}]}]", 2, "[s.r]")
    (section,) = compare([old, new], document(old, {"s.r": "1"}), document(new, {})).sections
    assert (section.title, section.former) == ("T", False)
    assert [each.question for each in section.questions] == ["Q", "R"]


def test_findings_that_a_document_keeps_of_an_earlier_version_are_known_by_their_words() -> None:
    columns = "[{id: a, label: A, role: answer, kind: text}, {id: c, label: C, role: concern, kind: text}]"
    old = form(f"[{{id: s, title: S, columns: {columns}, questions: [{{id: q, label: Q}}, {{id: r, label: R}}]}}]")
    new = form(f"[{{id: s, title: S, columns: {columns}, questions: [{{id: q, label: Q}}]}}]", 2, "[s.r]")
    step = Step(sort="left", was="s.r.c", question="R (C)", before="No log", role="concern")
    origin = Origin((Carry(1, "0" * 64, 2, (step,), {}),))
    before = submission(old, {"s.r.a": "1", "s.r.c": "No log"}, id="a1", submitted=NOON)
    now = submission(new, {"s.q.a": "1"}, id="a2", submitted=NOON, origin=origin)
    (kept,) = compare([old, new], before, now).concerns
    assert (kept.status, kept.now[0].version, kept.now[0].question) == (REPEATED, 1, "R (C)")
    assert [each.status for each in compare([new, new], now, now).concerns] == [REPEATED]
    bare = submission(new, {"s.q.a": "1"}, id="a3", submitted=NOON)
    assert lines(compare([new, new], now, bare).concerns) == ["unknown s.r.c not-asked"]
    assert lines(compare([new, new], bare, now).concerns) == ["new s.r.c not-asked"]


@pytest.mark.parametrize("name", sorted(path.stem for path in GALLERY.glob("*.yaml") if path.stem.count(".") == 0))
def test_submissions_of_every_form_of_the_gallery_are_compared(name: str) -> None:
    loaded = load((GALLERY / f"{name}.yaml").read_bytes())
    assert loaded.spec is not None
    of = compile_form(loaded.spec)
    documents = [given(path) for path in sorted((GALLERY / name).glob("valid-*.json"))]
    for before in documents:
        for now in documents:
            found = compare([of, of], before, now)
            assert found.nothing == (before["answers"] == now["answers"])


WHOLE = {
    "all alike": (["answer newly-asked 1", "concern newly-asked 2"], NEWLY_ASKED),
    "all alike, and nothing said": (["answer newly-asked", "concern newly-asked"], NEWLY_ASKED),
    "all gone, and nothing said": (["answer no-longer-asked", "concern no-longer-asked"], NO_LONGER_ASKED),
    "all that is asked": (["answer newly-asked 1", "concern asked-neither"], NEWLY_ASKED),
    "a column newly asked": (["answer same 1", "who newly-asked 2"], ALSO_ASKED),
    "a column newly asked, and nothing said": (["answer same 1", "who newly-asked"], SAME),
    "a column newly asked, and nothing said anywhere": (["answer same", "who newly-asked"], SAME),
    "a column that has gone": (["answer same 1", "who no-longer-asked 2"], ASKED_LESS),
    "a column that has gone, and nothing was said": (["answer same 1", "who no-longer-asked"], SAME),
    "one column for another": (["answer same 1", "who no-longer-asked 2", "owner newly-asked 3"], CHANGED),
    "one column for another, and nothing was said": (
        ["answer same 1", "who no-longer-asked", "owner newly-asked 3"],
        ALSO_ASKED,
    ),
    "all for others": (["answer no-longer-asked 1", "what newly-asked 2"], CHANGED),
    "all for others, and nothing said": (["answer no-longer-asked", "what newly-asked"], SAME),
    "all for others, and nothing said any more": (["answer no-longer-asked 1", "what newly-asked"], ASKED_LESS),
    "the answer counts before a column newly asked": (["answer changed 1", "who newly-asked 2"], CHANGED),
    "the answer alone, with a column newly asked": (["answer answered 1", "who newly-asked"], ANSWERED),
    "one answer, with a column newly asked": ([" emptied 1", "who newly-asked"], EMPTIED),
    "a prompt newly asked, and ticked": (["answer same 1", "evidence newly-asked 2"], ALSO_ASKED),
    "a prompt that has gone, and was ticked": (["answer same 1", "evidence no-longer-asked 2"], ASKED_LESS),
    "the answer counts first": (["answer could-not-find-out 1", "concern emptied 2", "evidence same"], NOT_FOUND_OUT),
    "a concern alone": (["answer same 1", "concern emptied 2"], CHANGED),
    "evidence alone": (["answer same 1", "evidence emptied 2"], CHANGED),
    "nothing": (["answer same 1", "concern asked-neither", "evidence same"], SAME),
    "not asked": (["answer asked-neither", "evidence same"], ASKED_NEITHER),
    "one answer": ([" answered 1"], ANSWERED),
}


@pytest.mark.parametrize(("answers", "expected"), WHOLE.values(), ids=WHOLE)
def test_what_became_of_a_question_comes_of_its_answers(answers: list[str], expected: str) -> None:
    found = []
    for role, status, *text in (each.split(" ") for each in answers):
        one = Answer("s.q", "s", "Q", "", "", role, "given" if text else "blank", "".join(text))
        found.append(ComparedAnswer(status, (one,), (one,)))
    assert whole(found) == expected


WORDS = {
    "a word": ("in May 2025.", "in May 2026.", "in May [2025].", "in May [2026]."),
    "words in a row are one run": (
        "the log of two new tutors",
        "the log of one",
        "the log of [two new tutors]",
        "the log of [one]",
    ),
    "no ends of a run": ("a manager.", "a manager and deputy.", "a manager.", "a manager [and deputy]."),
    "little in common": ("All is well", "Nobody came to see us today", "All is well", "Nobody came to see us today"),
    "nothing": ("", "One", "", "One"),
    "very long": ("a " * 5000, "a " * 4999, "a " * 5000, "a " * 4999),
}


@pytest.mark.parametrize(("before", "now", "one", "other"), WORDS.values(), ids=WORDS)
def test_the_words_that_differ_are_marked_where_that_is_of_use(before: str, now: str, one: str, other: str) -> None:
    told = [
        "".join(run.text if run.mark == "same" else f"[{run.text}]" for run in side) for side in marked(before, now)
    ]
    assert told == [one, other]


def test_the_runs_of_two_texts_are_those_texts_and_differ_in_nothing_else() -> None:
    random = Random(f"{SEED} words")
    for _ in range(200 * SOAK):
        texts = [
            "".join(random.choices(["a", "to", "Tŷ", " ", "\n", ".", "é", "’s", "two"], k=12)).strip() for _ in "12"
        ]
        sides = marked(*texts)
        assert ["".join(run.text for run in side) for side in sides] == texts
        same = ["".join(run.text for run in side if run.mark == "same").split() for side in sides]
        told = any(run.mark != "same" for side in sides for run in side)
        assert "".join(same[0]) == "".join(same[1]) or not told
