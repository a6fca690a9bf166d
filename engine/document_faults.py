"""What is wrong with the answers of a document that nobody could have typed: rows, what is not asked, what rules give.

Here lives what is said of them, in the words of the form with the answers in these. What was typed wrongly is for
`engine.check` to say, what has no place or not the right shape for `engine.taking`.
"""

import json
from collections.abc import Iterator

from engine.answer_error import AnswerError
from engine.form import Cell, Form, Laid
from engine.json_value import Json, JsonObject
from engine.kinds.declaration import OTHER_WORDS
from engine.rows import most_kept
from engine.rules import State
from engine.rules.walk import TOO_MANY_ROWS, too_many_rows
from engine.taking import Taken
from engine.texts import Told, is_open
from engine.wording import question_text

TOO_FEW_ROWS = "too-few-rows"
ROWS = (TOO_MANY_ROWS, TOO_FEW_ROWS)
NOT_ASKED = "not-asked"
CALCULATED = "calculated"
_LEFT_OUT = "is not asked, because of other answers: leave it out"
_COMES_TO = "as the other answers come to"


def rows_faults(form: Form, taken: Taken, told: Told) -> Iterator[AnswerError]:
    """Yield every group that was given more or fewer rows than it may have; `form` has the rows that it should have."""
    for address, group in form.groups.items():
        given = taken.counts.get(address, 0)
        least, most = _bounds(group, told.state)
        if given > most:
            yield AnswerError(address, address, TOO_MANY_ROWS, _surplus(group, most, told))
        elif given < least:
            yield AnswerError(address, address, TOO_FEW_ROWS, _wanting(group, least, told))


def _bounds(group: Laid, state: State) -> tuple[int, int]:
    """Return how many rows a group must and may have: what it says, or as many as it was laid out with."""
    rows, number = group.question.group, len(group.row_ids or ())
    if not state.asked.get(group.address, True):
        return 0, 0
    return (rows.least, rows.most) if rows and _is_bounded(group) else (number, number)


def _is_bounded(group: Laid) -> bool:
    rows = group.question.group
    return rows is not None and rows.exactly is None and not rows.as_many_as


def _surplus(group: Laid, most: int, told: Told) -> str:
    if not told.state.asked.get(group.address, True):
        return f"{_named(group, told)} {_LEFT_OUT}"
    if most == 0:
        return f"{_named(group, told)} must have no rows here: leave it out"
    if _is_bounded(group):
        return told.filled(too_many_rows(group.question, most, told.form.language), group.rows)
    return f"{_named(group, told)} must have {_counted(most)}"


def _wanting(group: Laid, least: int, told: Told) -> str:
    at_least = "at least " if _is_bounded(group) else ""
    return f"{_named(group, told)} must have {at_least}{_counted(least)}"


def _named(group: Laid, told: Told) -> str:
    return f"“{told.filled(question_text(group.question), group.rows).rstrip(': ')}”"


def _counted(number: int) -> str:
    return f"{number} row" if number == 1 else f"{number} rows"


def surplus_of_draft(taken: Taken, told: Told) -> Iterator[AnswerError]:
    """Yield every group that was given more rows than a draft keeps."""
    for address, laid in taken.form.groups.items():
        group = laid.question.group
        if group and taken.counts.get(address, 0) > most_kept(group):
            most = group.most if group.exactly is None else group.exactly
            message = told.filled(too_many_rows(laid.question, most, taken.form.language), laid.rows)
            yield AnswerError(address, address, TOO_MANY_ROWS, message)


def ruled_faults(taken: Taken, told: Told) -> Iterator[AnswerError]:
    """Yield every answer that is not asked, and every value that is not the one that the rules give."""
    asked = told.state.asked
    for cell in taken.form.cells:
        name = next((name for name in cell.names if name in taken.entries), "")
        stated = cell.address in taken.stated
        if (name or stated) and not asked.get(cell.address, True):
            message = told.filled(f"{cell.wording.subject} {_LEFT_OUT}", cell.rows)
            yield AnswerError(cell.address, name or cell.address, NOT_ASKED, message)
        elif stated and (message := _misstated(taken.stated[cell.address], cell, told)):
            yield AnswerError(cell.address, cell.address, CALCULATED, message)
    for tick in taken.form.ticks:
        if tick.name in taken.entries and not asked.get(tick.question_address, True):
            named = told.filled(f"“{tick.prompt.text}” for “{question_text(tick.question)}”", tick.rows)
            yield AnswerError(tick.name, tick.name, NOT_ASKED, f"{named} {_LEFT_OUT}")


def outcome_faults(told: Told, held: JsonObject, made: JsonObject) -> Iterator[AnswerError]:
    """Yield every outcome that a document holds and that is not what the rules come to; it may leave any out."""
    for outcome in told.form.spec.outcomes:
        wanted = made.get(outcome.id)
        if outcome.id not in held or held[outcome.id] == wanted:
            continue
        named, address = f"“{told.filled(outcome.label)}”", f"outcomes.{outcome.id}"
        if outcome.gaps is not None:
            message = f"{named} must list what the other answers come to, and nothing else"
        else:
            message = _nothing(named) if wanted is None else f"{named} must be {_written(wanted)}, {_COMES_TO}"
        yield AnswerError(address, address, CALCULATED, message)


def _nothing(named: str) -> str:
    return f"{named} cannot be worked out from the other answers: leave it out"


def _misstated(stated: Json, cell: Cell, told: Told) -> str:
    """Return what is said of a value that only the form can give, "" where it is the right one."""
    if is_open(cell.column.declaration):
        return _misdeclared(stated, cell, told)
    if cell.column.calculate is not None:
        wanted, named = told.state.worked.get(cell.address), told.filled(cell.wording.subject, cell.rows)
        nothing = _nothing(named)
    else:
        asked = told.filled(cell.column.name or f"“{cell.wording.question}”", cell.rows)
        wanted, named = told.state.suggested.get(cell.address), f"What is suggested for {asked}"
        nothing = f"Nothing is suggested for {asked}: leave “suggested” out"
    if stated == wanted:
        return ""
    return nothing if wanted is None else f"{named} must be {_written(wanted)}, {_COMES_TO}"


def _misdeclared(stated: Json, cell: Cell, told: Told) -> str:
    shown = told.filled(cell.column.declaration, cell.rows)
    if stated is None or stated == shown:
        return ""
    return OTHER_WORDS.format(subject=told.filled(cell.wording.subject, cell.rows), text=shown)


def _written(value: Json) -> str:
    """Return a value as a sentence on documents has it: a text in quotation marks, a number as it is."""
    return f"“{value}”" if isinstance(value, str) else json.dumps(value)
