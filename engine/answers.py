"""Answers in a document: entries put in their places.

Here lives the structure of `answers`: sections, questions, rows, columns and evidence, and the shapes that stand in
place of a value. How they are taken out again lives in `engine.taking`, what stands around them in `engine.document`.
Whether entries are right is for `engine.check` to say.
"""

from collections.abc import Mapping
from datetime import date

from engine.check import check, state_of
from engine.form import SEEN, Cell, Form, Laid, Path
from engine.json_value import Json, JsonObject, as_list, as_object
from engine.kinds.kind import CNFO, REASON_LIMIT, reason_shape
from engine.rules import State
from engine.shapes import Shape, closed, exactly, words
from engine.texts import Told, is_open

EXCUSE = closed({CNFO: reason_shape()}, required=[CNFO])
TICKED = closed({SEEN: exactly(True)}, required=[SEEN])
DECLARATION = "declaration"
VALUE, SUGGESTED, REASON = "value", "suggested", "reason"


def answers_of(form: Form, entries: Mapping[str, str], today: date | None = None) -> JsonObject:
    """Return the answers in their places.

    What is blank, or not asked, is absent, and so is what is malformed or too long. `today` is as in `engine.check`.
    """
    form = form.own.of(entries)
    refused = {error.name for error in check(form, entries, complete=False, today=today)}
    sound = {name: text for name, text in form.standing(entries).items() if name not in refused}
    state = state_of(form, sound, today)
    writing = _Writing(sound, state, Told(form, sound, state))
    for section in form.sections:
        writing.put_all(section.laid)
    return writing.answers


class _Writing:
    """The answers of one document in the making, in the form's order."""

    def __init__(self, entries: Mapping[str, str], state: State, told: Told) -> None:
        self._entries = entries
        self._state = state
        self._told = told
        self.answers: JsonObject = {}

    def put_all(self, questions: tuple[Laid, ...]) -> None:
        """Put the answers to some questions in their places; what is not asked has none."""
        for laid in questions:
            if self._state.asked.get(laid.address, True):
                self._put_question(laid)

    def _put_question(self, laid: Laid) -> None:
        if laid.row_ids:
            _put(self.answers, [{} for _ in laid.row_ids], laid.path)
        for row in laid.laid:
            self.put_all(row)
        for cell in (*laid.cells, *laid.attaching):
            if self._state.asked.get(cell.address, True):
                given = declared(cell, _given(cell, self._entries, self._state), self._told)
                if given is not None:
                    _put(self.answers, given, cell.path)
        for tick in laid.ticks:
            if self._entries.get(tick.name) == SEEN:
                _put(self.answers, {SEEN: True}, tick.path)


def _given(cell: Cell, entries: Mapping[str, str], state: State) -> Json:
    """Return what a document keeps of an answer, None when there is nothing."""
    if cell.column.calculate is not None:
        return state.worked.get(cell.address)
    excuse = cell.could_not_find_out(entries)
    value = cell.reading(entries).value
    if value is None:
        return {CNFO: excuse} if excuse else None
    return _overriding(cell, value, entries, state) if cell.override else value


def declared(cell: Cell, value: Json, told: Told) -> Json:
    """Return a value with its declaration in the words that were shown, where answers stand in them."""
    text = cell.column.declaration
    if not is_open(text) or not isinstance(value, dict) or DECLARATION not in value:
        return value
    return {**value, DECLARATION: told.filled(text, cell.rows)}


def _overriding(cell: Cell, value: Json, entries: Mapping[str, str], state: State) -> JsonObject:
    """Return an answer together with what was suggested, and why another one was given."""
    suggested = state.suggested.get(cell.address)
    reason = entries.get(cell.override, "").strip()
    kept: JsonObject = {VALUE: value}
    if suggested is not None:
        kept[SUGGESTED] = suggested
    if reason and suggested is not None and suggested != value:
        kept[REASON] = reason
    return kept


def _put(answers: JsonObject, value: Json, path: Path) -> None:
    """Put a value in its place; the objects on the way are made, the rows are there."""
    steps = [step for step in path if step != ""]
    within: Json = answers
    for step in steps[:-1]:
        within = as_list(within)[step] if isinstance(step, int) else as_object(within).setdefault(step, {})
    as_object(within)[str(steps[-1])] = value


def overriding_shape(cell: Cell, *, complete: bool) -> Shape:
    """Return the shape of an answer that is kept with what was suggested."""
    answer = cell.kind.shape(cell.column, complete=complete)
    return closed({VALUE: answer, SUGGESTED: answer, REASON: words(REASON_LIMIT)}, required=[VALUE])
