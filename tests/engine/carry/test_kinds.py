"""Whatever kind a question becomes, each word of its old answer is carried or kept beside."""

from datetime import date

import pytest

from engine.carried import AGAIN, LEFT, Carried
from engine.carry import carry
from engine.kinds import KINDS
from tests.engine.carry.test_carry import form

TODAY = date(2026, 11, 23)
HASH = "a" * 64
OPTIONS = "options: [{value: a, label: Apple}, {value: o, label: Other fruit, please-say: Which?}]"
SETTINGS = {
    "choice": OPTIONS,
    "choices": OPTIONS,
    "scale": "options: [{value: a, label: Apple, score: 1}, {value: p, label: Pear, score: 2}]",
    "signature": "declaration: So it is.",
    "declaration": "declaration: So it is.",
    "calculated": "calculate: {number: 3}",
}
TYPED = [
    ("text", {"": "Plums"}),
    ("text", {"": "3 April 2026"}),
    ("long-text", {"": "Plums\n\nand figs"}),
    ("choice", {"": "a"}),
    ("choice", {"": "o", ".o.text": "QUINCES"}),
    ("choice", {"": "a", ".o.text": "QUINCES"}),
    ("choice", {".o.text": "QUINCES"}),
    ("choice", {"": "neither", ".o.text": "QUINCES"}),
    ("choices", {".a": "yes", ".o": "yes", ".o.text": "QUINCES"}),
    ("choices", {".a": "yes", ".o.text": "QUINCES"}),
    ("choices", {".o.text": "QUINCES"}),
    ("choices", {".a": "yes", ".o": "yes", ".o.text": "TWO\nLINES"}),
    ("choices", {".a": "yes", ".o": "else"}),
    ("scale", {"": "p"}),
    ("yes-no", {"": "yes"}),
    ("whole-number", {"": "12"}),
    ("whole-number", {"": "twelve"}),
    ("decimal", {"": "1.5"}),
    ("date", {".day": "3", ".month": "4", ".year": "2026"}),
    ("date", {".day": "3", ".year": "2026"}),
    ("date-time", {".day": "3", ".month": "4", ".year": "2026", ".time": "10:15"}),
    ("time", {"": "10:15"}),
    ("email", {"": "ann@example.org"}),
    ("phone", {"": "01952 380000"}),
    ("url", {"": "https://example.org/a"}),
    ("person", {".name": "Ann", ".role": "Head"}),
    ("person", {".role": "Head"}),
    ("address", {".line-1": "1 High Street", ".town": "Telford", ".postcode": "TF1 1AA"}),
    ("signature", {".name": "Ann", ".declared": "yes"}),
    ("declaration", {"": "yes"}),
    ("file", {"": f"{HASH} 5 application/pdf a.pdf"}),
    ("photo", {"": f"{HASH} 5 image/png a.png"}),
]
"""Answers of every kind, also unfinished and malformed ones, and words in the box of an option that is not chosen."""
SAID = {
    "a": ("a", "Apple"),
    "o": ("o", "Other fruit"),
    "p": ("p", "Pear"),
    "4": ("4", "April"),
    "10:15": ("10:15", "10:15am"),
    "yes": ("yes", "Yes", "So it is."),
    "declared": ("declared", "So it is."),
}
"""What may stand for what was typed, where it is read as something else."""


def question(kind: str) -> str:
    return f"{{id: q, label: What?, kind: {kind}, {SETTINGS.get(kind, '')}}}".replace(", }", "}")


def dropped(entries: dict[str, str], found: Carried) -> list[str]:
    """The entries that are neither among what was carried nor kept beside."""
    now = [*found.entries.values(), *(_last(name) for name, text in found.entries.items() if text == "yes")]
    return [name for name in entries if found.left.get(name) != entries[name] and not _stands(name, entries, now)]


def _stands(name: str, entries: dict[str, str], now: list[str]) -> bool:
    typed = entries[name] if entries[name] != "yes" or name == "s.q" else _last(name)
    said = SAID.get(typed, (typed, ", ".join(typed.splitlines())))
    return any(each in text for each in said for text in (*now, " ".join(now)))


def _last(name: str) -> str:
    return name.rpartition(".")[2]


def test_every_kind_is_tried():
    assert {kind for kind, _ in TYPED} == set(KINDS) - {"calculated"}


@pytest.mark.parametrize(("was", "typed"), TYPED, ids=[f"{kind}-{at}" for at, (kind, _) in enumerate(TYPED)])
@pytest.mark.parametrize("now", sorted(KINDS))
def test_no_word_is_dropped_on_the_way_from_a_kind_to_another(was, typed, now):
    entries = {f"s.q{suffix}": text for suffix, text in typed.items()}
    found = carry(form(question(was)), form(question(now), 2), entries, today=TODAY)
    assert dropped(entries, found) == []
    assert {*found.left} <= {name for step in found.report for name in step.names}
    assert not found.left or any(step.sort in (AGAIN, LEFT) for step in found.report)
