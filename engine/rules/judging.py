"""What is wrong with one answer by the rules: it is missing, beyond a bound, not on offer, or not explained.

Here lives that judgement alone, for each answer as the walk comes to it. The words for it are the kind's.
"""

from collections.abc import Mapping

from engine.answer_error import AnswerError
from engine.form import Cell, Form
from engine.json_value import Json
from engine.kinds.kind import Fault, is_blank
from engine.rules.asker import Asker
from engine.rules.known import as_text
from engine.rules.reasoning import Reasoning
from engine.rules.state import State
from formspec.logic import TODAY, Condition, Value

SAY_WHY = "say-why"
_BOUNDS = (("least", "too-small"), ("most", "too-large"), ("earliest", "too-early"), ("latest", "too-late"))
_WITHIN = {"too-small": "at-least", "too-large": "at-most", "too-early": "on-or-after", "too-late": "on-or-before"}


def say_why(cell: Cell) -> str:
    """Return what is said where another answer was given than was suggested, and no reason."""
    return cell.kind.language.say("Say why {answer} is not the one suggested", answer=cell.wording.ask)


class Judging:
    """Finds fault with the answers to one form, and keeps the errors in its state."""

    def __init__(self, form: Form, entries: Mapping[str, str], state: State, reasoning: Reasoning) -> None:
        self._form = form
        self._entries = entries
        self._state = state
        self._reasoning = reasoning

    def judge(self, cell: Cell, value: Json, asker: Asker) -> None:
        """Find fault with one answer: whether it is there, and within what depends on others.

        `value` is what can be read of it, None when there is nothing well-formed.
        """
        column, is_given = cell.column, cell.address in self._state.given
        if self._state.required.get(cell.address) and not is_given and not cell.reading(self._entries).faults:
            self._fault(cell, Fault("required", cell.inputs[0].suffix))
        if value is None:
            return
        for fault in cell.kind.rule_faults(column, value):
            self._fault(cell, fault)
        for setting, code in _BOUNDS:
            bound = getattr(column, setting)
            if bound is not None and bound.op != "literal":
                self._bounded(cell, bound, code, asker)
        self._options(cell)
        self._overridden(cell)

    def _bounded(self, cell: Cell, bound: Value, code: str, asker: Asker) -> None:
        """Find fault where an answer lies beyond a bound that depends on the day or on other answers."""
        known = self._reasoning.value(bound, asker)
        if known is None:
            return
        within = Condition(op=_WITHIN[code], subject=Value(op="question", text=cell.template), operand=bound)
        if self._reasoning.truth(within, asker) is False:
            is_today = bound.op == "date" and bound.text == TODAY and bound.plus is None and bound.minus is None
            detail = TODAY if is_today else as_text(known)
            self._fault(cell, Fault(code, cell.inputs[0].suffix, detail))

    def _options(self, cell: Cell) -> None:
        """Find fault with options that were chosen and are not offered."""
        offered = self._state.offered.get(cell.address)
        if offered is None:
            return
        chosen = self._state.values[cell.address].value
        for option in cell.column.options:
            taken = option.value in chosen if isinstance(chosen, tuple) else option.value == chosen
            if taken and option.value not in offered:
                suffix = f".{option.value}" if isinstance(chosen, tuple) else ""
                label = self._state.labels.get(cell.address, {}).get(option.value, option.label)
                self._fault(cell, Fault("not-offered", suffix, label))

    def _overridden(self, cell: Cell) -> None:
        """Find fault where another answer was given than was suggested, and no reason."""
        suggested = self._state.suggested.get(cell.address)
        if suggested is None or suggested == self._state.values[cell.address].value:
            return
        if is_blank(self._entries.get(cell.override, "")):
            place = self._form.tables.places[cell.override]
            self._state.errors.append((place, AnswerError(cell.address, cell.override, SAY_WHY, say_why(cell))))

    def _fault(self, cell: Cell, fault: Fault) -> None:
        error = cell.error(fault)
        self._state.errors.append((self._form.tables.places[error.name], error))
