"""Every message that a form can give about its answers, known before there is any answer.

Here lives the listing alone: which faults an answer can have follows from its kind and its settings, and the words
are the kind's own. What only the moment knows, a bound that is worked out or the name of a file, stands as “…”. What no
page sends, an option that is not there or a file that is not described, is left out.
"""

from collections.abc import Callable, Iterator, Mapping
from itertools import combinations

from engine.check import reason_error
from engine.form import Cell, Form, Laid
from engine.kinds import counts, please_say
from engine.kinds.kind import Fault, literal
from engine.language import noted
from engine.rules.judging import say_why
from engine.rules.walk import too_many_rows
from formspec.kinds import KINDS
from formspec.logic import TODAY, Check, Value
from formspec.model import Column

UNKNOWN_YET = "…"
"""Stands for what only the moment knows."""
_MOST_INPUTS = 5
"""How many inputs an answer may have for every combination of blank ones to be looked at."""
_PARTS = {"not-a-date": ("", "year", "range"), "check-character": ("", "length")}
_WRONG_NUMBERS = ("none", "1.5", "9" * 25)
"""What is no number, no whole one, and one of too many digits, each of which a kind may refuse in words of its own."""
_NAMED = frozenset({"wrong-type", "too-heavy"})
_BOUNDS = {"too-small": "least", "too-large": "most", "too-early": "earliest", "too-late": "latest"}
_FORGED = "not-an-option"
_FILES = "files"
_Possible = Callable[[Column], bool]
_POSSIBLE: Mapping[str, _Possible] = {
    "required": lambda column: column.required or column.required_when is not None,
    "too-short": lambda column: bool(column.min_length),
    "pattern": lambda column: bool(column.pattern),
    "check-character": lambda column: bool(column.check_character),
}
"""The faults that a kind has only with a setting, and when it has them."""


def can_have(column: Column, code: str) -> bool:
    """Say whether an answer can have a fault of its kind: one is too short only where the spec says how short."""
    is_possible = _POSSIBLE.get(code)
    return is_possible is None or is_possible(column)


def foreseen(form: Form, laid: Laid) -> Iterator[tuple[Cell | None, tuple[str, ...]]]:
    """Yield each answer of a question with every message about it; those about the question as a whole have None."""
    for cell in laid.cells:
        messages = (*_of_cell(cell), *_of_checks(cell.column.checks))
        yield cell, tuple(dict.fromkeys(messages))
    group = laid.question.group
    most = (too_many_rows(laid.question, group.most, form.language),) if group and laid.markers else ()
    yield None, (*most, *_of_checks(laid.question.checks))


def foreseen_of_form(form: Form) -> tuple[str, ...]:
    """Return every message of the checks that are made of the form as a whole."""
    return tuple(_of_checks(form.spec.checks))


def _of_checks(checks: tuple[Check, ...]) -> Iterator[str]:
    return (check.message for check in checks)


def _of_cell(cell: Cell) -> Iterator[str]:
    column = cell.column
    for code in KINDS[column.kind].error_codes:
        if code != _FORGED and can_have(column, code):
            yield from (cell.error(fault).message for fault in _faults(cell, code))
    if cell.override:
        yield say_why(cell)
        yield reason_error(cell, cell.override).message
    if cell.reason:
        yield reason_error(cell, cell.reason).message
        sentence = noted("For “{question}”, give an answer or say why you could not find out, not both")
        yield cell.kind.language.say(sentence, question=cell.wording.question)


def _faults(cell: Cell, code: str) -> Iterator[Fault]:
    """Yield the faults of one code that an answer can have."""
    first = cell.inputs[0].suffix if cell.inputs else ""
    if code == "incomplete":
        yield from _incomplete(cell)
    elif code in _BOUNDS:
        yield from (Fault(code, first, detail) for detail in _bound(getattr(cell.column, _BOUNDS[code])))
    elif code in {"too-few", "too-many"}:
        yield from _counted(cell, code, first)
    elif code in {"excluded", "not-offered"}:
        yield from (Fault(code, first, label) for label in _labels(cell.column, code))
    elif code == "too-long":
        yield from (Fault(code, each.suffix) for each in cell.inputs if each.overlong == code)
    elif code == "one-line":
        yield from (Fault(code, each.suffix) for each in cell.inputs if each.suffix in _lines(cell))
    elif code == "required":
        yield Fault(code, first)
    elif code == "not-a-number":
        yield from (fault for text in _WRONG_NUMBERS for fault in _read(cell, [text]) if fault.code == code)
    elif code in _NAMED:
        yield Fault(code, first, UNKNOWN_YET)
    else:
        yield from (Fault(code, each.suffix, part) for each in cell.inputs for part in _PARTS.get(code, ("",)))


def _lines(cell: Cell) -> set[str]:
    """Return which inputs take one line: of options, the boxes that they open."""
    if cell.column.options:
        return {please_say.suffix(option) for option in please_say.asking(cell.column.options)}
    return {each.suffix for each in cell.inputs}


def _bound(value: Value | None) -> Iterator[str]:
    """Yield how a bound is said: as it is written down, as today, or as what is worked out."""
    if value is not None:
        is_today = value.op == "date" and value.text == TODAY and value.plus is None and value.minus is None
        yield literal(value) or (TODAY if is_today else UNKNOWN_YET)


def _counted(cell: Cell, code: str, suffix: str) -> Iterator[Fault]:
    """Yield that too few or too many were chosen or added, where the form has a limit to it."""
    least, most = cell.column.least, cell.column.most
    worked = least if code == "too-few" else most
    if worked is not None and not literal(worked):
        yield Fault(code, suffix, UNKNOWN_YET)
    elif code == "too-few" and counts.least(cell.column) > 1:
        yield Fault(code, suffix, str(counts.least(cell.column)))
    elif code == "too-many" and (most is not None or cell.kind.reader == _FILES):
        yield Fault(code, suffix, str(cell.kind.settings(cell.column).get("most", literal(most))))


def _labels(column: Column, code: str) -> Iterator[str]:
    for option in column.options:
        if option.exclusive if code == "excluded" else option.when is not None:
            yield option.label


def _incomplete(cell: Cell) -> Iterator[Fault]:
    """Yield what can be missing of an answer that is begun: of a complete one, each part and each few of them."""
    if cell.column.options:
        asking = please_say.asking(cell.column.options)
        yield from (Fault("incomplete", please_say.suffix(option)) for option in asking)
        return
    given = cell.kind.spread(cell.column, cell.kind.example(cell.column))
    texts = [given.get(each.suffix, "") for each in cell.inputs]
    for blank in _blanks(len(texts)):
        left = ["" if at in blank else text for at, text in enumerate(texts)]
        yield from (fault for fault in _read(cell, left) if fault.code == "incomplete")


def _read(cell: Cell, texts: list[str]) -> tuple[Fault, ...]:
    return cell.kind.parse(cell.column, texts).faults


def _blanks(count: int) -> Iterator[tuple[int, ...]]:
    sizes = range(1, count) if count <= _MOST_INPUTS else (1,)
    return (some for size in sizes for some in combinations(range(count), size))
