"""Every message that a form can give is known beforehand: whatever is entered, nothing else is ever said."""

import random
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from engine.check import check
from engine.compile import compile_form
from engine.foreseen import UNKNOWN_YET, foreseen, foreseen_of_form
from engine.form import Form, Laid
from engine.rows import one_row_each
from formspec.loader import load
from formspec.placeholders import PLACEHOLDER

GALLERY = Path(__file__).parents[1] / "gallery"
FORMS = sorted(path for path in GALLERY.glob("*.yaml") if "." not in path.stem and path.stem != "large-audit")
TEXTS = ("", "", "x", "yes", "no", "1", "1.5", "-999999", "31", "2", "2026", "26", "1850", "10:15", "99:99", "9" * 25)
TEXTS = (*TEXTS, "a\nb", "x" * 20_000, "name@example.com", "TF1 1AA", "TF1", "seen", "0", "2026-02-30", "none", "£5")
_FORGED = frozenset({"not-an-option", "malformed", "unknown"})
"""What no page sends."""


def _form(path: Path) -> Form:
    spec = load(path.read_bytes()).spec
    assert spec is not None
    return compile_form(spec).lay(one_row_each(spec))


def _every(laid: tuple[Laid, ...]) -> Iterator[Laid]:
    for each in laid:
        yield each
        for row in each.laid:
            yield from _every(row)


def _known(form: Form) -> list[str]:
    of_questions = (
        messages for section in form.sections for each in _every(section.laid) for _, messages in foreseen(form, each)
    )
    return [message for messages in (*of_questions, foreseen_of_form(form)) for message in messages]


def _pattern(message: str) -> str:
    told = PLACEHOLDER.sub(UNKNOWN_YET, message)
    return ".*".join(map(re.escape, told.split(UNKNOWN_YET))) + r"(: it is [\d,]+ too long)?"


def _entries(form: Form, chance: random.Random) -> dict[str, str]:
    entries = {}
    for section in form.sections:
        for each in _every(section.laid):
            entries |= dict.fromkeys(each.markers, "row")
            for cell in each.cells:
                offered = [option.value for option in cell.column.options]
                entries |= {name: chance.choice([*TEXTS, *offered, *offered]) for name in cell.names}
    return {name: text for name, text in entries.items() if text}


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_nothing_is_said_that_was_not_foreseen(path: Path) -> None:
    form, chance = _form(path), random.Random(7)
    known = re.compile("|".join(map(_pattern, _known(form))), re.DOTALL)
    said = {
        error.message
        for _ in range(60)
        for error in check(form, _entries(form, chance), complete=True, today=date(2026, 11, 23))
        if error.code not in _FORGED
    }
    assert [message for message in sorted(said) if not known.fullmatch(message)] == []


SPEC = """\
formspec: 1
form: small
version: 1
title: Small
sections:
  - id: one
    title: One
    questions:
      - {id: name, label: Name, name: the name, kind: text, required: true, max-length: 9}
      - {id: age, label: Age, name: the age, kind: whole-number, most: 120}
      - {id: day, label: Day, name: the day, kind: date, latest: today}
      - id: after
        label: After
        name: the time after
        kind: whole-number
        least: {question: one.age}
        checks: [{id: odd, level: warning, must: {question: one.age, at-least: 3}, message: Rather young}]
checks: [{id: both, must: {question: one.age, at-most: 100}, message: Too old}]
"""


def test_each_answer_has_the_messages_that_its_settings_call_for_and_no_others() -> None:
    spec = load(SPEC.encode()).spec
    assert spec is not None
    form = compile_form(spec)
    told: dict[str, tuple[str, ...]] = {}
    for each in form.sections[0].laid:
        for _, messages in foreseen(form, each):
            told[each.address] = (*told.get(each.address, ()), *messages)
    assert told == {
        "one.name": ("Enter the name", "The name must be 9 characters or less", "The name must be on one line"),
        "one.age": (
            "The age must be a number, like 12",
            "The age must be a whole number, like 12",
            "The age must be 120 or less",
        ),
        "one.day": (
            *(f"The day must include {part}" for part in ("a day", "a month", "a year")),
            *(f"The day must include {part}" for part in ("a day and a month", "a day and a year")),
            "The day must include a month and a year",
            "The day must be a real date",
            "Year must include 4 numbers",
            "The day must be between 1900 and 2199",
            "The day must be today or in the past",
        ),
        "one.after": (
            "The time after must be a number, like 12",
            "The time after must be a whole number, like 12",
            "The time after must have at most 15 digits",
            "The time after must be … or more",
            "Rather young",
        ),
    }
    assert foreseen_of_form(form) == ("Too old",)
