"""Specs, entries and broken documents made by chance, for properties that must hold of any form."""

import os
import string
from collections.abc import Callable
from copy import deepcopy
from decimal import Decimal
from random import Random
from typing import Any

import pytest

from engine.form import Form
from engine.kinds import KINDS
from formspec.logic import Value
from formspec.model import About, Column, CompletedBy, Option, Prompt, Question, Section, Spec

SOAK = int(os.environ.get("FORMSPEC_SOAK", "1"))
SEED = int(os.environ.get("FORMSPEC_SEED", "20261123"))

NASTY = (
    "What is this?", "Name:", "^(a+)+$", "[\\d]{2,}", "<b>bold</b> & \"quoted\" 'too'", "{0} {name} %s %(x)s",
    "ŵŷ Ω 中文 \U0001f600", "a\nb", "$&", "\\u0041", "#/$defs/x", "$ref", "DSL notes", "x" * 300,
    "Straße İı", "~1 ~0 /", " padded ",
)  # fmt: skip
TEXTS = (
    "", " ", "\n", "\u2028", "\u00a0", "x", "yes", "no", "seen", " padded ", "two\nlines", "tail\n", "\nhead",
    "a\u2028b", "x\u0085y", "\x1c", "\ufeff", "\u200b", "\x00", "٣", "2023-02-29", "2024-02-29", "1900-02-29",
    "2000-02-29",
    "2100-02-29", "2026-11-23", "2026-11-23\n", "2026-11-31", "2026-13-01", "2200-01-01",
    "1899-12-31", "2026-11-23T10:15",
    "2026-11-23T24:00", "2026-11-23T10:15\n", "2026-11-23T10:15:00Z", "٢٠٢٦-11-23", "TF1 1AA", "tf1 1aa", "TF1 1AA\n",
    "SW1A 1AA",
    "GIR 0AA", "AA1 1CC", "23", "11", "Nov", "sept", "2026", "26", "31", "10:15", "10.15", "2:30pm", "midday",
    "1015", "25:00", "x" * 100, "x" * 101, "x" * 200, "x" * 201, "y" * 500, "y" * 501, "z" * 5000, "z" * 5001,
    "\U0001f600" * 100, "a", "b-2", "c", "sha256:" + "0" * 64, "sha256:" + "0" * 64 + "\n", "submitted", "draft",
    "12", "-3", "−3", "1,250", "1,00", "£12.50", "12.505", "12 hours", "85%", "1e5", "1" * 15, "1" * 16, "007", "0",
    "name@example.com", "name@example", "www.example.com/a?b", "ftp://example.com", "01632 960 001",
    "+44 (0)20 7946 0000", "AB123456", "943 476 5919", "e\u0301" * 3,
    "\U0001f468\u200d\U0001f469\u200d\U0001f467" * 100,
    f"{1:064x} 1024 application/pdf plan.pdf", f"{1:064x} 1024 image/jpeg a.jpg\n{2:064x} 9999999 image/jpeg b.jpg",
)  # fmt: skip
WRITTEN = (("pattern", "[A-Z]{2}[0-9]{6}"), ("pattern", "[0-9]{3}(?:-[a-z]+)?"), ("check_character", "nhs-number"))
"""How a text may have to be written."""
VALUES: tuple[Any, ...] = (
    None, True, False, 0, 1, 1.0, -1, 2.5, [], {}, [[]], [{}], {"": ""}, {"seen": True}, {"seen": False}, {"seen": 1},
    {"could-not-find-out": "They were away"}, {"could-not-find-out": ""}, {"could-not-find-out": "x" * 501},
    {"could-not-find-out": "a", "b": "c"}, ["a"], ["b-2", "a"], ["a", "a"], ["a", "b-2", "c"], [1], ["z"],
    {"name": "A", "line-1": "1", "town": "T", "postcode": "TF1 1AA"},
    {"line-1": "1", "town": "T", "postcode": "TF1 1AA"},
    {"postcode": "TF1 1AA"}, {"line-1": ""}, {"name": "A"}, {"name": "A", "declaration": "I confirm."},
    12, 30.0, 12.505, 1e300, 10**20, {"name": "A", "role": "B"}, {"role": "B"}, {"declaration": "I confirm."},
    {"option": "a", "text": "x"}, {"option": "c", "text": "x" * 201}, ["a", {"option": "c", "text": "x"}], ["c", "a"],
    [{"name": "a", "size": 1024, "type": "application/pdf", "sha256": "0" * 64}],
    [{"name": "a", "size": 1024.5, "type": "image/jpeg", "sha256": "0" * 64}],
    {"a": {"b": {"c": {"d": {"e": [1, {"f": "g"}]}}}}},
)  # fmt: skip


def chance_spec(random: Random) -> Spec:
    """Return a spec of every sort that the loader accepts."""
    columns = tuple(chance_column(random, f"column-{n}") for n in range(random.randint(0, 3)))
    sections = tuple(_section(random, f"section-{n}", columns) for n in range(random.randint(1, 3)))
    plain = [f"{section.id}.{each.id}" for section in sections for each in section.questions]
    target = random.choice(plain)
    return Spec(
        form="chance",
        version=random.randint(1, 12),
        title=random.choice(NASTY),
        columns=columns,
        sections=sections,
        about=About(register="providers", question=target) if random.random() < 0.5 else None,
        completed_by=CompletedBy(question=random.choice(plain)) if random.random() < 0.5 else None,
        sha256="".join(random.choice("0123456789abcdef") for _ in range(64)),
    )


def chance_column(random: Random, column_id: str, kind: str = "") -> Column:
    """Return one column of a kind, with any of the settings that the kind may have."""
    kind = kind or random.choice(sorted(KINDS))
    return Column(
        id=column_id,
        kind=kind,
        label=random.choice((*NASTY, "")),
        name=random.choice(("", "", "the name of the <provider>")),
        role=random.choice(("", "answer", "concern", "action", "outcome", "reasons")),
        required=random.random() < 0.5 and kind != "calculated",
        could_not_find_out=random.random() < 0.3 and kind != "calculated",
        errors=(("required", "Own <words> {0}"),) if random.random() < 0.1 else (),
        **(SETTINGS[kind](random) if kind in SETTINGS else {}),
    )


def _lengths(random: Random) -> dict[str, Any]:
    most = random.choice((None, 1, 3, 100))
    return {"max_length": most, "min_length": random.choice((None, 1, 2 if most != 1 else 1))}


def _bounds(random: Random, *bounds: tuple[str, ...]) -> dict[str, Any]:
    chosen = ((name, random.choice((None, *texts))) for name, *texts in bounds)
    return {name: text and Value(op="literal", text=text) for name, text in chosen}


def _text(random: Random) -> dict[str, Any]:
    return random.choice((_lengths(random), _lengths(random), *({name: each} for name, each in WRITTEN)))


def _number(random: Random, *places: int | None) -> dict[str, Any]:
    bounds = _bounds(random, ("least", "-3", "1"), ("most", "30", "2500"))
    return {
        **bounds,
        "unit": random.choice(("", "£", "%", "hours")),
        "decimal_places": random.choice(places or (None,)),
    }


def _days(random: Random) -> dict[str, Any]:
    return _bounds(random, ("earliest", "1900-02-28", "2026-11-23"), ("latest", "2026-11-24", "2100-03-01"))


def _files(random: Random, *types: str) -> dict[str, Any]:
    some = tuple(each for each in types if random.random() < 0.7)
    return {
        **_bounds(random, ("least", "1", "2"), ("most", "2", "30")),
        "max_size": random.choice((None, 1)),
        "types": some,
    }


def _declaration(random: Random) -> dict[str, Any]:
    return {"declaration": random.choice(("I confirm.", "Two\nlines"))}


def _calculated(random: Random) -> dict[str, Any]:
    return {"calculate": Value(op="literal", text=random.choice(("2.5", "high"))), "unit": random.choice(("", "£"))}


SETTINGS: dict[str, Callable[[Random], dict[str, Any]]] = {
    "text": _text,
    "long-text": _lengths,
    "whole-number": _number,
    "decimal": lambda random: _number(random, None, 0, 2),
    "date": _days,
    "date-time": _days,
    "time": lambda random: _bounds(random, ("earliest", "00:00", "09:30"), ("latest", "14:30", "23:59")),
    "choice": lambda random: {"options": _options(random, "choice")},
    "scale": lambda random: {"options": _options(random, "scale")},
    "choices": lambda random: {
        "options": _options(random, "choices"),
        **_bounds(random, ("least", "1"), ("most", "2", "3")),
    },
    "file": lambda random: _files(random, "pdf", "jpeg"),
    "photo": _files,
    "signature": _declaration,
    "declaration": _declaration,
    "address": lambda random: {"name_label": random.choice(("", "Name:"))},
    "calculated": _calculated,
}
"""What a spec may say of a kind beyond what every kind has, by chance."""


def _options(random: Random, kind: str) -> tuple[Option, ...]:
    return tuple(
        Option(
            value=value,
            label=random.choice(NASTY),
            score=random.choice((None, Decimal("2.5"))),
            please_say=random.choice(("", "", "Please say:")) if kind != "scale" else "",
            exclusive=value == "c" and kind == "choices" and random.random() < 0.5,
        )
        for value in ("a", "b-2", "c")[: random.randint(1, 3)]
    )


def _section(random: Random, section_id: str, columns: tuple[Column, ...]) -> Section:
    questions = tuple(_question(random, f"q{n}", columns) for n in range(random.randint(1, 3)))
    return Section(id=section_id, title=random.choice(NASTY), columns=columns, questions=questions)


def _question(random: Random, question_id: str, columns: tuple[Column, ...]) -> Question:
    plain = not columns or random.random() < 0.3
    return Question(
        id=random.choice((question_id, f"{question_id}-x")),
        label=random.choice(NASTY),
        evidence=_prompts(random) if random.random() < 0.4 else (),
        columns=(chance_column(random, ""),) if plain else columns,
    )


def _prompts(random: Random) -> tuple[Prompt, ...]:
    inner = tuple(Prompt(id=f"inner-{n}", text=random.choice(NASTY)) for n in range(random.randint(0, 2)))
    return (Prompt(id="first", text=random.choice(NASTY), prompts=inner), Prompt(id="last", text="Look"))


def chance_entries(form: Form, random: Random, *, sound: float = 0.8) -> dict[str, str]:
    """Return entries of which about so many are what the form wants, and the rest anything."""
    entries: dict[str, str] = {}
    for cell in form.cells:
        if random.random() < 0.9:
            spread = cell.kind.spread(cell.column, cell.kind.example(cell.column))
            entries |= {cell.address + suffix: text for suffix, text in spread.items()}
        if cell.reason and random.random() < 0.3:
            if random.random() < 0.9:
                entries = {name: text for name, text in entries.items() if name not in cell.typed}
            entries[cell.reason] = "They were away"
    entries |= {tick.name: "seen" for tick in form.ticks if random.random() < 0.5}
    for name in form.limits:
        if random.random() > sound:
            entries[name] = random.choice(TEXTS)
        elif random.random() < 0.05:
            entries.pop(name, None)
    return entries


def mutated(document: Any, random: Random) -> Any:
    """Return a copy of the document with a few things in it changed, added, taken away or put elsewhere."""
    document = deepcopy(document)
    for _ in range(random.choice((1, 1, 1, 2, 4))):
        document = _mutate(document, random)
    return document


def _mutate(document: Any, random: Random) -> Any:
    places = list(_places(document))
    if not places or random.random() < 0.01:
        return _anything(random)
    within, key = random.choice(places)
    match random.randint(0, 5):
        case 0:
            del within[key]
        case 1 if isinstance(within, dict):
            within[random.choice((*within, "extra", "answer", "evidence", "could-not-find-out", "a"))] = _anything(
                random
            )
        case 2 if isinstance(within[key], list):
            within[key] = list(reversed(within[key])) + within[key][: random.randint(0, 1)]
        case 3 if isinstance(within[key], str):
            within[key] = random.choice((within[key] + "\n", " " + within[key], within[key] * 40, within[key].upper()))
        case 4:
            other, elsewhere = random.choice(places)
            within[key] = deepcopy(other[elsewhere])
        case _:
            within[key] = _anything(random)
    return document


def _places(value: Any) -> Any:
    keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        yield value, key
        yield from _places(value[key])


def _anything(random: Random) -> Any:
    letters = "".join(random.choice(string.printable) for _ in range(random.randint(0, 6)))
    return deepcopy(random.choice((random.choice(TEXTS), random.choice(TEXTS), random.choice(VALUES), letters)))


@pytest.fixture(scope="session")
def soak() -> int:
    """How many times more than usual a property is tried."""
    return SOAK


@pytest.fixture
def seeded() -> Random:
    """Chance that repeats: the seed is printed, and settable as FORMSPEC_SEED."""
    print(f"FORMSPEC_SEED={SEED}")
    return Random(SEED)


@pytest.fixture(scope="session")
def spec_by_chance() -> Callable[[Random], Spec]:
    return chance_spec


@pytest.fixture(scope="session")
def column_by_chance() -> Callable[..., Column]:
    return chance_column


@pytest.fixture(scope="session")
def entries_by_chance() -> Callable[..., dict[str, str]]:
    return chance_entries


@pytest.fixture(scope="session")
def mutation() -> Callable[[Any, Random], Any]:
    return mutated
