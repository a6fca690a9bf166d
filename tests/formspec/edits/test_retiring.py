"""What is retired in the draft in which it also moved keeps the name that the published version had."""

import pytest

from formspec.edits import move, retire
from formspec.loader import load

TEXT = """\
formspec: 1
form: visit
version: 2
title: Visit
sections:
  - id: arrival
    title: Arrival
    questions:
      - {id: gate, label: "Was the gate shut?", kind: yes-no}
      - id: came
        label: How did you come?
        kind: choice
        options: [{value: bus, label: By bus}, {value: foot, label: On foot}, {value: car, label: By car}]
  - id: rooms
    title: Rooms
    columns:
      - {id: state, role: answer, label: State, kind: yes-no}
      - {id: note, label: Note, kind: text}
    questions:
      - id: hall
        label: The hall
        columns: [{id: state, role: answer, label: State, kind: yes-no}, {id: note, label: Note, kind: text}]
        evidence: [{id: heat, text: Feel the heat}, {id: seats, text: Count the seats}]
      - {id: yard, label: The yard}
  - id: end
    title: The end
    columns: []
    questions:
      - {id: else, label: Anything else?, kind: text}
"""
KNOWN = {
    *("arrival", "arrival.gate", "arrival.came", "arrival.came.bus", "arrival.came.foot", "arrival.came.car"),
    *("rooms", "rooms.hall", "rooms.hall.state", "rooms.hall.note", "rooms.yard", "rooms.yard.state"),
    *("rooms.hall.evidence.heat", "rooms.hall.evidence.seats", "rooms.yard.note", "end", "end.else"),
}


def retired(text: str) -> list[str]:
    spec = load(text.encode()).spec
    assert spec is not None
    return [each.address for each in spec.retired]


@pytest.mark.parametrize(
    ("moved", "address", "expected"),
    [
        ("arrival.gate", "end.gate", ["arrival.gate"]),
        ("arrival.came", "end.came.bus", ["arrival.came.bus"]),
        ("rooms.hall", "end.hall.note", ["rooms.hall.note"]),
        ("rooms.hall", "end.hall.evidence.heat", ["rooms.hall.evidence.heat"]),
        ("arrival.gate", "end", ["end", "arrival.gate", "end.else"]),
        ("arrival.came", "arrival", ["arrival", "arrival.gate"]),
    ],
)
def test_what_moved_is_retired_under_the_address_that_was_published(moved, address, expected):
    text = move(TEXT, moved, after="end.else", known=KNOWN)
    assert sorted(retired(retire(text, address, known=KNOWN))) == sorted(expected)


@pytest.mark.parametrize(
    ("old", "new", "address", "expected"),
    [
        ("value: bus,", "value: coach, was: bus,", "arrival.came.coach", ["arrival.came.bus"]),
        ("id: heat,", "id: warmth, was: heat,", "rooms.hall.evidence.warmth", ["rooms.hall.evidence.heat"]),
        ("id: arrival\n", "id: coming\n    was: arrival\n", "coming", ["arrival", "arrival.gate", "arrival.came"]),
        ("id: arrival\n", "id: coming\n    was: arrival\n", "coming.gate", ["arrival.gate"]),
        ("id: gate,", "id: door, was: arrival.gate,", "arrival.door", ["arrival.gate"]),
        ("id: gate,", "id: door, was: arrival.bell,", "arrival.door", []),
    ],
)
def test_what_was_renamed_is_retired_under_the_name_that_was_published(old, new, address, expected):
    assert old in TEXT
    assert retired(retire(TEXT.replace(old, new, 1), address, known=KNOWN)) == expected


def test_what_another_part_was_as_well_is_not_retired():
    again = "      - {id: door, label: Which gate?, kind: yes-no, was: arrival.gate}\n"
    text = move(TEXT.replace("      - id: came\n", f"{again}      - id: came\n", 1), "arrival.gate", after="end.else")
    assert retired(retire(text, "end.gate", known=KNOWN)) == []
    assert retired(retire(text, "arrival.door", known=KNOWN)) == []
