"""What came after a submission as a document: read as it was written, and valid just where its schema says so."""

import copy
from collections.abc import Callable
from typing import Any

import jsonschema
import jsonschema_rs
import pytest

from engine.afterwards.document import Afterwards
from engine.afterwards.shape import LONGEST, SHAPE, STATES, afterwards_schema
from engine.afterwards.telling import read, written
from tests.engine.afterwards.halls import followed
from webapp.action_state import State

GOOD: dict[str, Any] = dict(written(followed()))
Change = Callable[[dict[str, Any]], object]


def test_it_is_read_as_it_was_written() -> None:
    for after in (followed(), Afterwards(submission="hall-1")):
        assert read(written(after)) == after


def test_the_states_are_those_that_actions_have() -> None:
    assert list(STATES) == [each.value for each in State]


def entry(found: dict[str, Any]) -> dict[str, Any]:
    return found["actions"][0]["history"][1]  # type: ignore[no-any-return]


def decision(found: dict[str, Any]) -> dict[str, Any]:
    return found["decisions"][0]  # type: ignore[no-any-return]


def file(found: dict[str, Any]) -> dict[str, Any]:
    return entry(found)["files"][0]  # type: ignore[no-any-return]


def scan(found: dict[str, Any]) -> dict[str, Any]:
    return found["scans"][0]  # type: ignore[no-any-return]


INVALID: dict[str, Change] = {
    "no submission": lambda each: each.pop("submission"),
    "another member": lambda each: each.update(more=1),
    "no actions": lambda each: each.pop("actions"),
    "actions that are none": lambda each: each.update(actions={}),
    "an id with a path": lambda each: each["actions"][0].update(id="../a"),
    "an id of a line": lambda each: each["actions"][0].update(id="a\n"),
    "no history": lambda each: each["actions"][0].update(history=[]),
    "a version of nought": lambda each: each["actions"][0].update(version=0),
    "a version in words": lambda each: each["actions"][0].update(version="1"),
    "added, in words": lambda each: each["actions"][0].update(added="no"),
    "no text": lambda each: each["actions"][0].update(text=""),
    "a text with NUL": lambda each: each["actions"][0].update(text="a\0b"),
    "another state": lambda each: entry(each).update(state="gone"),
    "no state": lambda each: entry(each).pop("state"),
    "a moment without its zone": lambda each: entry(each).update(moment="2026-07-01T09:39:00.000005"),
    "a moment to the second": lambda each: entry(each).update(moment="2026-07-01T09:39:00Z"),
    "a moment in the far future": lambda each: entry(each).update(moment="9999-07-01T09:39:00.000005Z"),
    "a day with a time": lambda each: entry(each).update(due="2026-08-01T00:00"),
    "a day that is null": lambda each: entry(each).update(due=None),
    "a note of nothing": lambda each: entry(each).update(note=""),
    "a long note": lambda each: entry(each).update(note="x" * (LONGEST + 1)),
    "an owner by an id": lambda each: entry(each).update(owner="0123456789"),
    "an owner without a name": lambda each: entry(each).update(owner={"email": "ann@hall.example"}),
    "an owner with a role": lambda each: entry(each)["owner"].update(role="decider"),
    "no files, said": lambda each: entry(each).update(files=[]),
    "a file without its size": lambda each: file(each).pop("size"),
    "a file of no bytes": lambda each: file(each).update(size=0),
    "a file that is too large": lambda each: file(each).update(size=10 * 1024 * 1024 + 1),
    "a file of another type": lambda each: file(each).update(type="text/html"),
    "a file that shows a prompt": lambda each: file(each).update(prompt="door"),
    "a file by another checksum": lambda each: file(each).update(sha256="x"),
    "a name of two lines": lambda each: file(each).update(name="a\nb.pdf"),
    "a caption of two lines": lambda each: file(each).update(caption="a\nb"),
    "a caption of nothing": lambda each: file(each).update(caption=""),
    "a removal of nothing": lambda each: entry(each).update(removed=[]),
    "a removal of one twice": lambda each: entry(each).update(removed=["0" * 64] * 2),
    "more files than an action has": lambda each: entry(each).update(
        files=[{**file(each), "sha256": f"{number:064x}"} for number in range(31)]
    ),
    "a decision without an option": lambda each: decision(each).pop("option"),
    "a count below nothing": lambda each: decision(each)["concerns"].update(open=-1),
    "half an action": lambda each: decision(each)["actions"].update(all=1.5),
    "a count of true": lambda each: decision(each)["actions"].update(all=True),
    "a condition twice": lambda each: decision(each).update(conditions=["b", "b"]),
    "no scans, said": lambda each: each.update(scans=[]),
    "a scan with a name": lambda each: scan(each).update(name="Pat.pdf"),
    "a scan of no moment": lambda each: scan(each).pop("moment"),
    "a scan of no bytes": lambda each: scan(each).update(size=0),
    "a scan that is too large": lambda each: scan(each).update(size=10 * 1024 * 1024 + 1),
    "a scan of half a byte": lambda each: scan(each).update(size=1.5),
    "a scan of true bytes": lambda each: scan(each).update(size=True),
    "a scan of words": lambda each: scan(each).update(type="text/plain"),
    "a scan by another checksum": lambda each: scan(each).update(sha256="x"),
    "more scans than a record has": lambda each: each.update(scans=[scan(each)] * 11),
    "a warning without an answer": lambda each: decision(each)["warnings"][0].pop("reason"),
}
UNSAID: dict[str, Change] = {
    "a moment that there never was": lambda each: entry(each).update(moment="2026-02-30T09:39:00.000005Z"),
    "a name with NUL": lambda each: file(each).update(name="a\0.pdf"),
    "a caption with NUL": lambda each: file(each).update(caption="a\0b"),
    "one content under two names": lambda each: entry(each).update(files=[file(each), {**file(each), "name": "b.pdf"}]),
    "a long caption": lambda each: file(each).update(caption="x" * 201),
    "a day that there never was": lambda each: entry(each).update(due="2026-02-30"),
}
VALID: dict[str, Change] = {
    "as it was made": lambda _each: None,
    "a whole number with a point": lambda each: decision(each)["actions"].update(all=3.0),
    "nobody": lambda each: entry(each).pop("by"),
    "a name alone": lambda each: entry(each).update(by={"name": "Ann"}),
    "a file without a caption": lambda each: file(each).pop("caption"),
    "no files": lambda each: entry(each).pop("files"),
    "no decisions": lambda each: each.update(decisions=[]),
    "nothing at all": lambda each: each.update(decisions=[], actions=[]),
    "no scans": lambda each: each.pop("scans"),
}


def changed(change: Change) -> dict[str, Any]:
    found = copy.deepcopy(GOOD)
    change(found)
    return found


@pytest.mark.parametrize("change", INVALID.values(), ids=INVALID)
def test_what_is_none_is_refused_by_every_validator(change: Change) -> None:
    assert verdicts(changed(change)) == [False, False, False]


@pytest.mark.parametrize("change", UNSAID.values(), ids=UNSAID)
def test_what_a_schema_cannot_say_it_describes(change: Change) -> None:
    assert verdicts(changed(change)) == [False, True, True]
    assert all(said in str(afterwards_schema()) for said in SHAPE.unsaid)


@pytest.mark.parametrize("change", VALID.values(), ids=VALID)
def test_what_is_one_is_accepted_by_every_validator(change: Change) -> None:
    found = changed(change)
    assert verdicts(found) == [True, True, True]
    assert written(read(found)) == found


def verdicts(found: dict[str, Any]) -> list[bool]:
    schema = afterwards_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    first, second = jsonschema.Draft202012Validator(schema), jsonschema_rs.Draft202012Validator(schema)
    return [SHAPE.accepts(found), first.is_valid(found), second.is_valid(found)]
