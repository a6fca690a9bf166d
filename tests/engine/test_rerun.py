"""A new version is tried against what was submitted before it."""

from datetime import UTC, date, datetime

import pytest

from engine.compile import compile_form
from engine.document import submission
from engine.form import Form
from engine.rerun import Reason, rerun, tally
from formspec.loader import load

HEAD = "formspec: 1\nform: visit\nversion: {}\ntitle: A visit\nsections: [{{id: s, title: S, questions: [{}]}}]\n"
STATE = "{id: q, label: State?, kind: choice, options: [{value: good, label: Good}, {value: bad, label: Bad}]}"
STAFF = "{id: g, label: Staff, row-label: Person, questions: [{id: n, label: Name, kind: text}]}"
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
TODAY = date(2027, 1, 4)


def form(version: int, *questions: str) -> Form:
    spec = load(HEAD.format(version, ", ".join(questions)).encode()).spec
    assert spec is not None
    return compile_form(spec)


OLD = form(1, STATE, STAFF)


def document(name: str, entries: dict[str, str]):
    return submission(OLD, entries, id=name, submitted=NOON)


GIVEN = [
    document("a", {"s.q": "good"}),
    document("b", {"s.q": "bad", "s.g.1": "row", "s.g.1.n": "A. Name", "s.g.2": "row", "s.g.2.n": "Another"}),
    document("c", {"s.g.1": "row", "s.g.1.n": "A. Name"}),
]


def test_the_same_version_finds_nothing_wrong():
    assert tally(rerun([OLD, OLD], each, today=TODAY) for each in GIVEN).invalid == ()
    assert rerun([OLD], GIVEN[0], today=TODAY).valid


def test_each_reason_is_told_once_with_all_whom_it_goes_for():
    required = STATE.replace("kind", "required: true, kind").replace("value: bad", "value: poor")
    new = form(2, required, STAFF.replace("kind: text", "kind: text, max-length: 2"))
    found = tally(rerun([OLD, new], each, today=TODAY) for each in GIVEN)
    assert (found.valid, found.invalid) == (("a",), ("b", "c"))
    assert found.reasons == (
        Reason("s.q", "required", "Select an answer to “State?”", ("b", "c")),
        Reason("s.g.n", "too-long", "The answer to “Name” must be 2 characters or less: it is 5 too long", ("b", "c")),
    )


@pytest.mark.parametrize(("today", "valid"), [(date(2026, 11, 24), True), (TODAY, False)])
def test_it_is_checked_as_on_the_day_of_the_trial(today, valid):
    day = "{id: d, label: Which day?, kind: date, earliest: {date: today, minus: 1 week}}"
    old, new = form(1, day), form(2, day.replace("Which", "What"))
    given = submission(old, {"s.d.day": "23", "s.d.month": "11", "s.d.year": "2026"}, id="a", submitted=NOON)
    assert rerun([old, new], given, today=today).valid is valid
