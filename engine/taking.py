"""Answers taken out of a document: the entries that stand for them, and what has no place.

Here lives the way back from `engine.answers`. Only structure and shape are judged here: what is missing or too much is
for `engine.check` to say of the entries, what the rules refuse for `engine.validate`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from engine.answer_error import AnswerError
from engine.answers import DECLARATION, EXCUSE, REASON, SUGGESTED, TICKED, VALUE, overriding_shape
from engine.check import reason_error, unknown_error
from engine.form import EVIDENCE, SEEN, Cell, Form, Laid
from engine.json_value import Json, JsonObject, as_object, as_text
from engine.kinds.kind import CNFO, REASON_LIMIT
from engine.length import exceeds
from engine.rows import ROW, most_kept, numbers
from engine.texts import is_open
from engine.wording import question_text
from formspec.model import Question

MALFORMED = "malformed"


@dataclass(slots=True)
class Taken:
    """What was taken from the answers of a document.

    `entries` stand for the answers, `refused` is what has no place or not the right shape. `stated` are the values that
    only rules can give (what was worked out, suggested, or declared in the words of answers), `counts` how many rows a
    group was given, by address. `empty` are the addresses of objects and lists that hold nothing.
    """

    form: Form
    entries: dict[str, str] = field(default_factory=dict)
    refused: list[AnswerError] = field(default_factory=list)
    stated: dict[str, Json] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    empty: set[str] = field(default_factory=set)


def entries_of(form: Form, answers: Json) -> tuple[dict[str, str], tuple[AnswerError, ...]]:
    """Return the entries that stand for these answers, and what in the answers has no place or not the right shape.

    Only structure and shape are judged here: what is missing or too much is for `engine.check` to say of the entries.
    """
    taken = take(form, answers)
    return taken.entries, tuple(taken.refused)


def take(form: Form, answers: Json) -> Taken:
    """Return what the answers of a document hold."""
    form = form.own
    counts = dict(_counted(form, answers))
    laid_out = form.lay(_rows(form, counts)) if form.row_names else form
    taken = Taken(laid_out, counts=counts)
    if isinstance(answers, dict):
        for section_id, questions in answers.items():
            _take_section(taken, section_id, questions)
    else:
        _refuse(taken, "answers", "“answers”")
    taken.refused.sort(key=lambda error: laid_out.tables.place(error.name))
    return taken


def _rows(form: Form, counts: Mapping[str, int]) -> dict[str, tuple[str, ...]]:
    """Return the rows of a layout that has a place for everything that was given, as far as it is looked at."""
    rows: dict[str, tuple[str, ...]] = {}
    while True:
        groups = form.lay(rows).groups
        wanted = {address: numbers(_kept(counts.get(address, 0), each.question)) for address, each in groups.items()}
        if wanted == rows:
            return rows
        rows = wanted


def _kept(count: int, question: Question) -> int:
    """Return how many of the rows that a group was given are looked at: no more than a draft keeps."""
    return min(count, most_kept(question.group)) if question.group else 0


def _counted(form: Form, answers: Json) -> Iterator[tuple[str, int]]:
    """Yield how many rows each group was given, by its address."""
    if not isinstance(answers, dict) or form.row_names is None:
        return
    for section in form.spec.sections:
        yield from _counted_within(section.questions, answers.get(section.id), section.id)


def _counted_within(questions: tuple[Question, ...], given: Json, within: str) -> Iterator[tuple[str, int]]:
    for question in questions:
        rows = given.get(question.id) if isinstance(given, dict) else None
        if question.group is None or not isinstance(rows, list):
            continue
        address = f"{within}.{question.id}"
        yield address, len(rows)
        for number, row in enumerate(rows[: _kept(len(rows), question)], 1):
            yield from _counted_within(question.group.questions, row, f"{address}.{number}")


def _take_section(taken: Taken, section_id: str, given: Json) -> None:
    section = next((each for each in taken.form.sections if each.section.id == section_id), None)
    if section is None:
        taken.refused.append(unknown_error(section_id))
    elif not isinstance(given, dict) or not given:
        _refuse(taken, section_id, f"“{section.section.title}”", given)
    else:
        _take_questions(taken, section_id, section.laid, given)


def _take_questions(taken: Taken, within: str, laid: tuple[Laid, ...], given: JsonObject) -> None:
    known = {each.question.id: each for each in laid}
    for question_id, value in given.items():
        if question_id not in known:
            taken.refused.append(unknown_error(f"{within}.{question_id}"))
        elif known[question_id].row_ids is not None:
            _take_rows(taken, known[question_id], value)
        else:
            _take_question(taken, known[question_id], value)


def _take_rows(taken: Taken, group: Laid, given: Json) -> None:
    named = _named(group)
    if not isinstance(given, list) or not given:
        _refuse(taken, group.address, named, given, "a list with an object for each row")
        return
    taken.entries |= dict.fromkeys(group.markers, ROW)
    for row_id, laid, row in zip(group.row_ids or (), group.laid, given, strict=False):
        address = f"{group.address}.{row_id}"
        if isinstance(row, dict):
            _take_questions(taken, address, laid, row)
        else:
            _refuse(taken, address, f"Row {row_id} of {named}")


def _take_question(taken: Taken, laid: Laid, given: Json) -> None:
    members = laid.members
    if "" in members:
        _take_value(taken, members[""], given)
        return
    if not isinstance(given, dict) or not given:
        _refuse(taken, laid.address, _named(laid), given)
        return
    for member, value in given.items():
        if member in members:
            _take_value(taken, members[member], value)
        elif member == EVIDENCE and laid.ticks:
            _take_evidence(taken, laid, value)
        else:
            taken.refused.append(unknown_error(f"{laid.address}.{member}"))


def _take_value(taken: Taken, cell: Cell, value: Json) -> None:
    if cell.column.calculate is not None:
        _take_stated(taken, cell, value)
    elif cell.reason and isinstance(value, dict) and CNFO in value:
        if EXCUSE.accepts(value):
            taken.entries[cell.reason] = as_text(value[CNFO])
        else:
            taken.refused.append(_refused_excuse(cell, value))
    elif cell.override:
        _take_overriding(taken, cell, value)
    else:
        _take_plain(taken, cell, value)


def _take_stated(taken: Taken, cell: Cell, value: Json) -> None:
    if cell.kind.shape(cell.column, complete=False).accepts(value):
        taken.stated[cell.address] = value
    else:
        taken.refused.append(cell.error(cell.kind.refusal(cell.column, value)))


def _take_plain(taken: Taken, cell: Cell, value: Json) -> None:
    if cell.kind.shape(cell.column, complete=False).accepts(value):
        texts = cell.kind.spread(cell.column, value)
        taken.entries |= {cell.address + suffix: text for suffix, text in texts.items()}
        if is_open(cell.column.declaration) and isinstance(value, dict):
            taken.stated[cell.address] = value.get(DECLARATION)
    else:
        taken.refused.append(_refused_value(cell, value))


def _take_overriding(taken: Taken, cell: Cell, value: Json) -> None:
    if not overriding_shape(cell, complete=False).accepts(value):
        taken.refused.append(_refused_overriding(cell, value))
        return
    kept = as_object(value)
    _take_plain(taken, cell, kept[VALUE])
    if SUGGESTED in kept:
        taken.stated[cell.address] = kept[SUGGESTED]
    if REASON in kept:
        taken.entries[cell.override] = as_text(kept[REASON])


def _refused_overriding(cell: Cell, value: Json) -> AnswerError:
    subject, accepts = cell.wording.subject, cell.kind.shape(cell.column, complete=False).accepts
    if not isinstance(value, dict) or VALUE not in value or not value.keys() <= {VALUE, SUGGESTED, REASON}:
        message = f"{subject} must be an object with “value”, beside what is suggested"
    elif not accepts(value[VALUE]):
        return _refused_value(cell, value[VALUE])
    elif not accepts(value.get(SUGGESTED, value[VALUE])):
        message = f"What is suggested for “{cell.wording.question}” must be one of the options"
    elif exceeds(as_text(value[REASON]) if isinstance(value[REASON], str) else "", REASON_LIMIT):
        return reason_error(cell, cell.override, as_text(value[REASON]))
    else:
        message = f"The reason for another answer to “{cell.wording.question}” than suggested must be text"
    return AnswerError(cell.address, cell.typed[0], MALFORMED, message)


def _refused_value(cell: Cell, value: Json) -> AnswerError:
    fault = cell.kind.refusal(cell.column, value)
    return cell.error(fault if fault.suffix else fault._replace(suffix=cell.inputs[0].suffix))


def _refused_excuse(cell: Cell, value: JsonObject) -> AnswerError:
    reason = value[CNFO]
    if isinstance(reason, str) and exceeds(reason, REASON_LIMIT):
        return reason_error(cell, cell.reason, reason)
    message = f"The reason for not finding out {cell.wording.ask} must be text, and nothing may stand beside it"
    return AnswerError(cell.address, cell.reason, MALFORMED, message)


def _take_evidence(taken: Taken, laid: Laid, given: Json) -> None:
    within = f"{laid.address}.{EVIDENCE}"
    if not isinstance(given, dict) or not given:
        _refuse(taken, within, f"The evidence for {_named(laid)}", given)
        return
    ticks = {tick.prompt.id: tick for tick in laid.ticks}
    for prompt_id, value in given.items():
        tick = ticks.get(prompt_id)
        if tick is None:
            taken.refused.append(unknown_error(f"{within}.{prompt_id}"))
        elif TICKED.accepts(value):
            taken.entries[tick.name] = SEEN
        else:
            taken.refused.append(tick.error(taken.form.language))


def _refuse(
    taken: Taken, address: str, named: str, given: Json = None, wanted: str = "an object with what belongs to it"
) -> None:
    """Refuse what is there in the place of an object or a list, or such that hold nothing."""
    message = f"{named} must be {wanted}"
    if given in ({}, []):
        taken.empty.add(address)
        message = f"{named} holds nothing: leave it out when there is none"
    taken.refused.append(AnswerError(address, address, MALFORMED, message))


def _named(laid: Laid) -> str:
    return f"“{question_text(laid.question).removesuffix(':').rstrip()}”"
