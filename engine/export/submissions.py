"""The table with one row a submission: what stands around the answers, then every answer that any version asked.

Here lives what stands in a cell: the answer; nothing where there is no answer; `(not asked)` where the version did not
ask, or other answers meant that it was not; and why an answer could not be found out. Answers in the rows of a group
stand in one cell, a line each, behind the number of their row. What was decided on a submission since is given beside
it, by whoever keeps that.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from engine.export.columns import AnswerColumn, columns_of
from engine.export.given import Given, Standing, Submission
from engine.export.table import MIDDLE, NARROW, WIDE, Heading, Row, Table
from engine.form import Form
from engine.json_value import Json, as_list, as_object, as_text
from engine.kinds.kind import CNFO, Tabled

NOT_ASKED = "(not asked)"
NOT_FOUND_OUT = "(could not find out) "
_AROUND = (
    Heading("submission", "Submission", MIDDLE),
    Heading("version", "Version", NARROW),
    Heading("submitted", "Submitted", MIDDLE),
    Heading("by", "By", MIDDLE),
    Heading("about", "About", WIDE),
    Heading("outcome", "Outcome", MIDDLE),
    Heading("concerns", "Concerns", NARROW),
    Heading("actions", "Further actions", NARROW),
    Heading("could-not-find-out", "Could not find out", NARROW),
    Heading("reissues", "Re-issues", MIDDLE),
    Heading("decision", "Decision now", MIDDLE),
    Heading("decided", "Decided", MIDDLE),
    Heading("decided-by", "Decided by", MIDDLE),
    Heading("decision-reasons", "Reasons for the decision", WIDE),
)


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided on a submission, in words, when, by whom, and why."""

    words: str
    moment: datetime
    who: str
    reasons: str


DecidedOn = Callable[[str], Decided | None]
"""Gives the decision that stands on a submission, by its id; None where nothing was decided."""


def _undecided(_submission: str) -> None:
    return None


def submissions_table(forms: Sequence[Form], decided_on: DecidedOn = _undecided) -> Table:
    """Return the table for submissions of some versions of one form, which are given from first to last."""
    columns = columns_of(forms)
    outcomes = {each.id: each.label for form in forms for each in form.spec.outcomes}
    headings = (
        *_AROUND,
        *(Heading(f"outcomes.{name}", label, MIDDLE) for name, label in outcomes.items()),
        *(Heading(each.address, each.words, WIDE) for each in columns),
    )

    def rows(submission: Submission) -> Iterator[Row]:
        ruled = [_ruled(submission.document.get("outcomes"), name) for name in outcomes]
        yield [
            *_around(submission),
            *_decided(decided_on(submission.text("id"))),
            *ruled,
            *_answers(submission, columns),
        ]

    return Table("Submissions", headings, rows)


def _around(submission: Submission) -> Row:
    found = as_object(submission.document["findings"])
    return [
        submission.text("id"),
        submission.form.spec.version,
        submission.submitted,
        submission.text("name", "by") or None,
        submission.text("name", "about") or None,
        _decision(submission),
        *(len(as_list(found[name])) for name in ("concerns", "actions", CNFO)),
        submission.text("id", "reissues") or None,
    ]


def _decided(decided: Decided | None) -> Row:
    return [decided.words, decided.moment, decided.who, decided.reasons] if decided else [None] * 4


def _decision(submission: Submission) -> Tabled | None:
    """Return what was answered as the outcome, as it is labelled; None where there is none."""
    asked = map(submission.answer, submission.form.with_role("outcome"))
    return next((each.value for each in asked if each.standing is Standing.ANSWERED), None)


def _ruled(outcomes: Json, name: str) -> Tabled | None:
    """Return what a rule of the form came to: a number, a text, or a line for each gap."""
    value = outcomes.get(name) if isinstance(outcomes, dict) else None
    if isinstance(value, list):
        gaps = map(as_object, value)
        return "\n".join(f"{as_text(each['question'])}: {as_text(each['text'])}" for each in gaps) or None
    return value if isinstance(value, str | int | float) else None


def _answers(submission: Submission, columns: tuple[AnswerColumn, ...]) -> Iterator[Tabled | None]:
    given: dict[str, list[Given]] = {}
    for each in submission.given():
        given.setdefault(each.key, []).append(each)
    version = submission.form.spec.version
    for column in columns:
        key = column.at.get(version)
        yield NOT_ASKED if key is None else _cell(given.get(key, []), submission, column)


def _cell(given: list[Given], submission: Submission, column: AnswerColumn) -> Tabled | None:
    if not given:
        return None if column.groups and _any_asked(submission, column) else NOT_ASKED
    if len(given) == 1 and not given[0].owner.rows:
        return _one(given[0])
    lines = [_line(each, submission) for each in given if each.value is not None]
    asked = any(each.standing is not Standing.NOT_ASKED for each in given)
    return "\n".join(lines) or (None if asked else NOT_ASKED)


def _any_asked(submission: Submission, column: AnswerColumn) -> bool:
    """Say whether the group of a column without rows was asked anywhere."""
    groups = [each for each in submission.form.groups.values() if each.template in column.groups]
    return any(submission.is_asked(each.address) for each in groups)


def _one(given: Given) -> Tabled | None:
    if given.standing is Standing.NOT_ASKED:
        return NOT_ASKED
    return f"{NOT_FOUND_OUT}{given.value}" if given.standing is Standing.COULD_NOT_FIND_OUT else given.value


def _line(given: Given, submission: Submission) -> str:
    """Return an answer that shares its cell, behind the numbers of its rows."""
    value = _one(given)
    said = as_written(value) if value is not None else ""
    numbers = ".".join(_row_numbers(given.owner.rows, submission))
    return f"{numbers}: {said}" if numbers else said


def _row_numbers(rows: tuple[tuple[str, str], ...], submission: Submission) -> Iterator[str]:
    address, walked = "", ""
    for template, row in rows:
        address += template.removeprefix(walked)
        ids = submission.form.groups[address].row_ids or ()
        yield str(ids.index(row) + 1)
        address, walked = f"{address}.{row}", template


def as_written(value: Tabled) -> str:
    """Return the contents of a cell as a text: days and times as 2026-11-23T10:15, moments in UTC, numbers plainly."""
    if isinstance(value, datetime):
        written = value.isoformat(timespec="seconds" if value.tzinfo else "minutes")
        return written.replace("+00:00", "Z")
    if isinstance(value, time):
        return value.isoformat(timespec="minutes")
    return value.isoformat() if isinstance(value, date) else str(value)


def versions(columns: Mapping[int, str]) -> str:
    """Return the versions that have a column, for reading: 1, 2, 4."""
    return ", ".join(map(str, sorted(columns)))
