"""What stands in the tables of submissions: what was answered, and how what was not."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from engine.export.answers import answers_table
from engine.export.findings import Followed, findings_table
from engine.export.submissions import NOT_ASKED, submissions_table
from engine.export.table import Table
from engine.json_value import JsonObject
from tests.engine.export.visits import FIRST, SECOND, form_of, submitted

ONE, TWO = form_of(FIRST), form_of(SECOND)
ROWS = {"rooms.rooms.1": "row", "rooms.rooms.2": "row"}
FULL = {
    "place.name": "The Forge",
    "place.by": "Ann",
    "place.old": "So it was",
    "place.day.day": "23",
    "place.day.month": "11",
    "place.day.year": "2026",
    "place.pupils": "1,250",
    "place.fee": "£12.50",
    "place.from": "8.30am",
    "place.seen.day": "1",
    "place.seen.month": "2",
    "place.seen.year": "2026",
    "place.seen.time": "14:05",
    "place.licensed": "yes",
    "place.licence": "A sort",
    "walk.stairs.answer": "Mostly",
    "walk.stairs.concern": "One lamp is out",
    "walk.stairs.action": "Put one in",
    "walk.stairs.due.day": "1",
    "walk.stairs.due.month": "12",
    "walk.stairs.due.year": "2026",
    "walk.stairs.evidence.log": "seen",
}
CELLS: dict[str, tuple[dict[str, str], dict[str, Any]]] = {
    "every kind is what it is": (
        FULL,
        {
            "submission": "visit-0",
            "version": 1,
            "submitted": datetime(2026, 7, 1, 9, 30, tzinfo=UTC),
            "by": "Ann",
            "about": "The Forge",
            "concerns": 1,
            "actions": 1,
            "place.day": date(2026, 11, 23),
            "place.pupils": 1250,
            "place.charge": 12.5,
            "place.from": time(8, 30),
            "place.seen": datetime(2026, 2, 1, 14, 5),  # noqa: DTZ001 (an answer has no zone)
            "place.licensed": "Yes",
            "walk.stairs.due": date(2026, 12, 1),
            "walk.stairs.evidence": "Ask for the log",
            "place.old": "So it was",
        },
    ),
    "not answered is empty, not asked says so": (
        {"place.name": "The Forge"},
        {
            "place.by": None,
            "place.licensed": None,
            "place.licence": NOT_ASKED,
            "place.insured": NOT_ASKED,
            "walk.stairs.evidence": None,
            "rooms.rooms.room": None,
        },
    ),
    "what is asked after all is not answered": ({"place.licensed": "yes"}, {"place.licence": None}),
    "why something could not be found out": (
        {"walk.stairs.answer.could-not-find-out": "It was locked"},
        {"walk.stairs.answer": "(could not find out) It was locked", "could-not-find-out": 1},
    ),
    "rows stand in one cell, by their numbers": (
        {**ROWS, "rooms.rooms.1.room": "Hall", "rooms.rooms.2.room": "Gym", "rooms.rooms.2.warmth": "17"},
        {"rooms.rooms.room": "1: Hall\n2: Gym", "rooms.rooms.warmth": "2: 17"},
    ),
    "rows without an answer": (ROWS, {"rooms.rooms.room": None}),
}


def as_rows(table: Table, *submissions: Any) -> list[dict[str, Any]]:
    names = [each.name for each in table.headings]
    return [dict(zip(names, row, strict=True)) for each in submissions for row in table.rows(each)]


@pytest.mark.parametrize(("entries", "expected"), CELLS.values(), ids=CELLS)
def test_a_cell_holds_what_was_answered(entries: dict[str, str], expected: dict[str, Any]) -> None:
    (row,) = as_rows(submissions_table([ONE, TWO]), submitted(ONE, entries))
    assert {name: row[name] for name in expected} == expected


def test_versions_stand_side_by_side() -> None:
    table = submissions_table([ONE, TWO])
    charge = {"place.charge": "13", "place.insured": "no"}
    first, second = as_rows(table, submitted(ONE, {"place.fee": "12"}), submitted(TWO, charge, 1))
    names = ("version", "place.charge", "place.old", "place.insured")
    assert [[row[name] for name in names] for row in (first, second)] == [
        [1, 12, None, NOT_ASKED],
        [2, 13, NOT_ASKED, "No"],
    ]


def test_every_answer_has_a_row_that_says_how_it_stands() -> None:
    rows = as_rows(answers_table(), submitted(ONE, {"walk.stairs.answer.could-not-find-out": "Locked", **ROWS}))
    by_address = {each["address"]: each for each in rows}
    assert len(by_address) == len(rows)
    stands = {name: by_address[name]["state"] for name in ("place.by", "place.licence", "walk.stairs.answer")}
    assert stands == {
        "place.by": "not answered",
        "place.licence": "not asked",
        "walk.stairs.answer": "could not find out",
    }
    assert by_address["walk.stairs.answer"]["answer"] == "Locked"
    assert (by_address["rooms.rooms.2.room"]["row"], by_address["rooms.rooms.2.room"]["question"]) == (
        "Room 2",
        "Which?",
    )
    assert by_address["walk.stairs.evidence.log"]["column"] == "Evidence seen: Ask for the log"
    assert [each["address"] for each in rows if each["section"] == "The walk"][:2] == [
        "walk.stairs.evidence.lamps",
        "walk.stairs.evidence.log",
    ]


def test_every_finding_has_a_row() -> None:
    entries = {**FULL, "walk.stairs.answer": "", "walk.stairs.answer.could-not-find-out": "It was dark"}
    rows = as_rows(findings_table(), submitted(ONE, {name: text for name, text in entries.items() if text}))
    assert [(each["finding"], each["text"], each["by-when"]) for each in rows] == [
        ("Concern", "One lamp is out", None),
        ("Further action", "Put one in", date(2026, 12, 1)),
        ("Could not find out", "It was dark", None),
    ]
    assert {each["section"] for each in rows} == {"The walk"}
    assert {each["state"] for each in rows} == {None}


def test_a_further_action_has_how_it_stands_now_beside_it_and_those_added_later_have_rows_of_their_own() -> None:
    added: JsonObject = {"address": "walk.stairs.concern", "question": "Which?", "text": "Ring them"}
    now = {0: Followed("Done", "Ann", date(2026, 12, 9)), 1: Followed("Open", "", None, added)}
    rows = as_rows(findings_table(lambda _: now), submitted(ONE, FULL))
    assert [(each["finding"], each["text"], each["state"], each["owner"], each["due"]) for each in rows] == [
        ("Concern", "One lamp is out", None, None, None),
        ("Further action", "Put one in", "Done", "Ann", date(2026, 12, 9)),
        ("Further action, added later", "Ring them", "Open", None, None),
    ]


@pytest.mark.parametrize("table", [submissions_table([ONE, TWO]), answers_table(), findings_table()])
def test_the_names_of_columns_are_each_there_once(table: Table) -> None:
    names = [each.name for each in table.headings]
    assert len(set(names)) == len(names)
