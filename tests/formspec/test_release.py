"""A release and its file say the same, and whatever else stands in the file is told and never raised."""

import json
from dataclasses import fields, replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formspec.release import MOST_RELEASE_BYTES, RULE, Release, read_release, write_release

RELEASE = Release(
    form="visit",
    version=2,
    sha256="0a" * 32,
    note="Asks who drove.",
    approved_by="Governing body",
    approved="October 2026",
    published_by="Ann Reed",
    published=datetime(2026, 11, 23, 10, 15, tzinfo=UTC),
    in_force=date(2026, 12, 1),
)
WRITTEN = json.loads(write_release(RELEASE))
texts = st.text(st.characters(exclude_categories=["Cs"]))
days = st.dates(date(1900, 1, 1), date(2199, 12, 31))
moments = st.datetimes(timezones=st.timezones() | st.just(UTC)).filter(
    # what a clock shows twice, or leaves out, equals no moment of another zone
    lambda moment: moment.utcoffset() == moment.replace(fold=1 - moment.fold).utcoffset()
)
releases = st.builds(
    Release,
    form=texts.filter(bool),
    version=st.integers(1, 999_999_999),
    sha256=st.text("0123456789abcdef", min_size=64, max_size=64),
    note=texts,
    approved_by=texts,
    approved=texts,
    review=texts,
    published_by=texts,
    published=moments,
    in_force=days,
    seconded_by=texts,
    withdrawn=st.none() | days,
    withdrawn_why=texts,
    report=texts,
)
nested = st.recursive(
    st.none() | st.text() | st.floats(), lambda each: st.lists(each) | st.dictionaries(st.text(), each)
)


@given(releases)
def test_a_release_comes_back_from_its_file_as_it_was(release: Release) -> None:
    loaded = read_release(write_release(release))
    assert (loaded.release, loaded.problems) == (release, ())


@given(st.binary() | nested.map(lambda value: json.dumps(value).encode()))
def test_whatever_stands_in_the_file_is_told_and_never_raised(data: bytes) -> None:
    loaded = read_release(data)
    assert (loaded.release, bool(loaded.problems)) == (None, True)


@given(st.sampled_from([each.name for each in fields(Release)]), st.none() | st.integers() | st.text() | st.booleans())
def test_any_member_of_any_other_sort_is_told_or_kept(name: str, value: object) -> None:
    loaded = read_release(json.dumps({**WRITTEN, name: value}).encode())
    assert (loaded.release is None) is bool(loaded.problems)


@pytest.mark.parametrize(
    ("data", "line", "message"),
    [
        (b"", 1, "This is not JSON from here on: put back what was written."),
        (b'{\n  "form": visit\n}', 2, "This is not JSON from here on: put back what was written."),
        (b"\xff\xfe", 1, "This is not the file of a release: put back what was written."),
        (b"[" * 100_000, 1, "This is not the file of a release: put back what was written."),
        (b'{"version": ' + b"9" * 5_000 + b"}", 1, "This is not the file of a release: put back what was written."),
        (b'{"form": "a", "form": "a"}', 1, "This is not the file of a release: put back what was written."),
        (b'{"version": NaN}', 1, "This is not the file of a release: put back what was written."),
        (b"[]", 1, "The file of a release is one JSON object, from { to }."),
        (b" " * (MOST_RELEASE_BYTES + 1), 1, "The file is too long to be that of a release."),
    ],
    ids=lambda each: repr(each)[:30],
)
def test_what_is_no_release_at_all_is_told_at_its_line(data: bytes, line: int, message: str) -> None:
    (problem,) = read_release(data).problems
    assert (problem.line, problem.rule, problem.message) == (line, RULE, message)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"aproved": "x"}, "A release says nothing as “aproved”. Did you mean “approved”?"),
        ({"version": True}, "“version” is not a whole number from 1."),
        ({"version": 0}, "“version” is not a whole number from 1."),
        ({"version": "2"}, "“version” is not a whole number from 1."),
        ({"form": ""}, "“form” is not the id of a form."),
        ({"sha256": "0A" * 32}, "“sha256” is not 64 figures and letters from a to f."),
        ({"published": "2026-11-23T10:15:00"}, "“published” is not a day and time with its zone, like "),
        ({"in_force": "20261201"}, "“in_force” is not a day like 2026-11-23."),
        ({"in_force": "2026-02-30"}, "“in_force” is not a day like 2026-11-23."),
        ({"in_force": None}, "“in_force” is not a day like 2026-11-23."),
        ({"withdrawn": "soon"}, "“withdrawn” is not a day like 2026-11-23, or null."),
        ({"note": None}, "“note” is not a text."),
        ({"note": "\ud800"}, "“note” is not a text."),
    ],
)
def test_a_member_that_is_not_what_it_should_be_is_told(changes: dict[str, object], message: str) -> None:
    loaded = read_release(json.dumps({**WRITTEN, **changes}).encode())
    (problem,) = loaded.problems
    assert (loaded.release, problem.message.startswith(message)) == (None, True)


def test_what_a_release_may_leave_out_is_nothing_and_the_rest_is_missed() -> None:
    needed = {each.name for each in fields(Release)} - {
        "review",
        "seconded_by",
        "withdrawn",
        "withdrawn_why",
        "report",
    }
    assert read_release(json.dumps({name: WRITTEN[name] for name in needed}).encode()).release == RELEASE
    for name in needed:
        (problem,) = read_release(json.dumps({key: WRITTEN[key] for key in needed - {name}}).encode()).problems
        assert problem.message == f"The release does not say “{name}”: put back what was written."


@pytest.mark.parametrize(
    ("day", "in_force"),
    [("2026-11-30", False), ("2026-12-01", True), ("2027-03-01", True), ("2027-03-02", False), ("2027-03-03", False)],
)
def test_a_version_stands_from_its_day_up_to_the_day_before_it_is_withdrawn(day: str, in_force: bool) -> None:
    assert replace(RELEASE, withdrawn=date(2027, 3, 2)).stands(date.fromisoformat(day)) is in_force
    assert RELEASE.stands(date.fromisoformat(day)) is (day >= "2026-12-01")
