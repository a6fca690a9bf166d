"""Parts that people complete one after the other: each is sealed as it was read, and what changed later is told."""

from datetime import UTC, datetime

import pytest

from engine.canonical import digest
from engine.check import check
from engine.compile import compile_form
from engine.document import submission, timestamp
from engine.form import Form
from engine.json_value import Json
from engine.parts import broken, changed, completed, current, entry_of, is_open, name_of
from formspec.loader import load

SPEC = b"""
formspec: 1
form: visit
version: 1
title: Visit
parts: [{id: visitor, title: The visitor}, {id: keeper, title: The keeper}, {id: head, title: The head}]
sections:
  - id: home
    title: Home
    part: visitor
    questions:
      - {id: born, label: Born, kind: date, required: true}
      - id: age
        label: Days old
        kind: calculated
        calculate: {between: {from: home.born, to: {date: today}, in: days}}
      - {id: people, label: People, questions: [{id: name, label: Name, kind: text}]}
  - id: keys
    title: Keys
    part: keeper
    questions: [{id: name, label: Name, kind: signature, declaration: ((home.born)) is right, required: true}]
  - id: end
    title: End
    part: head
    questions: [{id: word, label: Word, kind: text}]
"""
EARLIER, SUBMITTED = datetime(2026, 11, 1, 12, tzinfo=UTC), datetime(2026, 11, 23, 10, 15, tzinfo=UTC)
VISITED = {"home.born.day": "1", "home.born.month": "1", "home.born.year": "2020", "home.people.b": "row"}
SIGNED = {"keys.name.name": "A. Keeper", "keys.name.declared": "yes"}


@pytest.fixture(scope="module")
def form() -> Form:
    spec = load(SPEC).spec
    assert spec is not None
    return compile_form(spec)


def _completed(form: Form, entries: dict[str, str], *parts: str) -> dict[str, str]:
    for part in parts:
        entry = entry_of(form, entries, part, EARLIER, timestamp(EARLIER))
        entries = {**entries, name_of(part): entry}
    return entries


def test_parts_are_complete_one_after_the_other(form: Form) -> None:
    assert [part.id for part in (current(form, VISITED),) if part] == ["visitor"]
    entries = _completed(form, VISITED, "visitor")
    assert [each.id for each in completed(form, entries)] == ["visitor"]
    assert [section.section.id for section in form.sections if is_open(form, entries, section.section)] == ["keys"]
    later = _completed(form, VISITED, "keeper")
    assert completed(form, later) == ()


NO_SEALS = ("", "x", "yes yes", "2026-11-01T12:00:00Z sha256:0", f"today sha256:{'0' * 64}", f" sha256:{'0' * 64}")


@pytest.mark.parametrize("entry", NO_SEALS)
def test_a_part_is_not_complete_by_words_that_are_no_seal(form: Form, entry: str) -> None:
    assert completed(form, {**VISITED, name_of("visitor"): entry}) == ()


def test_a_record_keeps_when_each_part_was_completed_and_holds_what_it_was_completed_with(form: Form) -> None:
    entries = _completed(form, {**VISITED, **SIGNED}, "visitor", "keeper")
    document = submission(form, entries, id="a", submitted=SUBMITTED)
    kept = [(each["id"], each["completed"]) for each in document["parts"]]  # type: ignore[index,union-attr,call-overload]
    moments = [timestamp(EARLIER), timestamp(EARLIER), timestamp(SUBMITTED)]
    assert kept == list(zip(("visitor", "keeper", "head"), moments, strict=True))
    assert list(broken(form, document)) == []


@pytest.mark.parametrize(
    ("address", "value", "parts"),
    [
        (("home", "born"), "2019-12-31", ["visitor", "keeper", "head"]),
        (("keys", "name"), {"name": "Somebody", "declaration": "1 January 2020 is right"}, ["keeper", "head"]),
        (("end", "word"), "Other", ["head"]),
    ],
)
def test_a_part_that_was_changed_is_found_with_those_after_it(
    form: Form, address: tuple[str, str], value: Json, parts: list[str]
) -> None:
    entries = _completed(form, {**VISITED, **SIGNED, "end.word": "Word"}, "visitor", "keeper")
    document = submission(form, entries, id="a", submitted=SUBMITTED)
    document["answers"][address[0]][address[1]] = value  # type: ignore[index,call-overload]
    document["digest"] = digest(document)
    assert list(broken(form, document)) == parts


def test_a_draft_that_was_changed_behind_its_seal_is_told_at_the_part(form: Form) -> None:
    entries = _completed(form, {**VISITED, **SIGNED}, "visitor", "keeper")
    assert changed(form, entries) == ()
    assert check(form, entries, complete=True) == ()
    found = changed(form, {**entries, "keys.name.name": "Somebody"})
    assert [(error.name, error.message) for error in found] == [
        (
            "parts.keeper",
            "“The keeper” was changed after it was completed. Go back to it, look at it and complete it again",
        )
    ]
    assert [error.name for error in changed(form, {**entries, "home.people.c": "row"})] == [
        "parts.visitor",
        "parts.keeper",
    ]


def test_a_seal_of_no_day_fits_nothing(form: Form) -> None:
    sealed = f"2026-02-31T12:00:00Z sha256:{'0' * 64}"
    assert [error.name for error in changed(form, {**VISITED, name_of("visitor"): sealed})] == ["parts.visitor"]
