"""Checking what was entered, in one walk over the entries and a few short tables.

Here lives the walk. What is right is declared in the kinds and compiled into `engine.form.Tables`; the published JSON
Schema (`engine.schema`) is the proof of it, not its engine. Entries are flat: the text typed, by the input's name; a
blank is absent, or empty.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import accumulate

from engine.answer_error import AnswerError
from engine.form import LAST, Cell, Form, Get, Tables, Tick
from engine.kinds.kind import REASON_LIMIT, Fault, is_blank
from engine.language import noted
from engine.length import exceeds, excess, with_excess
from engine.london import day_of
from engine.ruled import checks_beyond
from engine.rules import State, evaluate
from engine.rules.checking import CHECK
from engine.shapes import has_line_break
from engine.tabling import required_error
from engine.texts import Told, is_open

__all__ = ["AnswerError", "check", "check_section"]

UNKNOWN = "unknown"
REQUIRED = "required"
TOO_LONG = "too-long"
NOT_BOTH = "not-both"
Found = dict[tuple[int, str], AnswerError]
"""Errors of inputs, by the place and the name that each is found at: of an input there is one error at a time."""


def check(
    form: Form,
    entries: Mapping[str, str],
    *,
    complete: bool,
    today: date | None = None,
    without: frozenset[str] = frozenset(),
) -> tuple[AnswerError, ...]:
    """Return everything that is wrong with the entries, in the form's order; unknown names come last.

    `complete` asks for a submission: everything required must be there, and every rule must be kept. Otherwise, as in a
    draft, anything may be missing, but nothing may be malformed or too long. What is not asked is not looked at.
    `today` is the day on which rules are judged; without it, the day that it is in London. Checks whose addresses are
    in `without` find nothing.
    """
    form = form.of(entries)
    level = _Level(complete=complete, ruled=complete, without=without)
    return _judged(form, form.tables, form.standing(entries), level, today)


def check_section(
    form: Form, section_id: str, entries: Mapping[str, str], *, complete: bool, today: date | None = None
) -> tuple[AnswerError, ...]:
    """Return what is wrong with the entries of one section, by every rule that they may break already.

    Other names are passed over; what other sections hold counts only where a rule of this one asks for it. Checks that
    look beyond the part that the section belongs to are made later.
    """
    form = form.of(entries)
    section = form.section(section_id)
    level = _Level(complete=complete, ruled=True, without=checks_beyond(form.spec, section.section.part))
    found = _judged(form, section.tables, form.standing(entries), level, today, own=frozenset(section.names))
    return tuple(error for error in found if error.code == UNKNOWN or error.address.partition(".")[0] == section_id)


def state_of(form: Form, entries: Mapping[str, str], today: date | None = None) -> State:
    """Return what the rules of a form, laid out for these entries, come to; nothing where it has none."""
    if not form.ruled:
        return State()
    state = evaluate(form, entries, today or day_of(datetime.now(UTC)))
    told = Told(form, entries, state)
    for name, words in state.names.items():
        cell = form.by_address.get(name)
        state.names[name] = told.filled(words, cell.rows if cell else ())
    state.warnings = [
        replace(each, message=_read(each.message, each.check, each.name, told)) for each in state.warnings
    ]
    return state


@dataclass(frozen=True, slots=True)
class _Level:
    """How strictly entries are judged: whether all must be there, and the rules kept, but those of some checks."""

    complete: bool
    ruled: bool
    without: frozenset[str]


def _judged(
    form: Form,
    tables: Tables,
    entries: Mapping[str, str],
    level: _Level,
    today: date | None,
    *,
    own: frozenset[str] | None = None,
) -> tuple[AnswerError, ...]:
    looked_at = entries if own is None else {name: text for name, text in entries.items() if name in own}
    found, others = _walk(tables, looked_at, complete=level.complete)
    if not form.ruled:
        return (*_in_order(found), *others)
    state = state_of(form, entries, today)
    found = {at: error for at, error in found.items() if _is_asked(error, tables, state)}
    unplaced: list[AnswerError] = []
    begun = frozenset() if level.complete else _begun(state)
    for place, error in state.errors if level.ruled else ():
        if error.check not in level.without and (level.complete or not _waits(error, begun)):
            if place == LAST:
                unplaced.append(error)
            else:
                found.setdefault((place, error.name), error)
    told = Told(form, entries, state)
    others = [error for error in others if _is_asked(error, tables, state)]
    return tuple(_told(error, told) for error in (*_in_order(found), *unplaced, *others))


def _in_order(found: Found) -> Iterator[AnswerError]:
    return (found[at] for at in sorted(found))


def _is_asked(error: AnswerError, tables: Tables, state: State) -> bool:
    """Say whether what an error is found at is asked; a prompt is asked with its question."""
    owner = tables.owners.get(error.name)
    return state.asked.get(owner.question_address if isinstance(owner, Tick) else error.address, True)


def _waits(error: AnswerError, begun: frozenset[str]) -> bool:
    """Say whether an error is one of something that is not there yet, which a draft may leave out."""
    return error.code == REQUIRED or (error.code == CHECK and error.address not in begun)


def _begun(state: State) -> frozenset[str]:
    """Return the addresses of the answers that are given, and of all that holds any of them."""
    return frozenset(address for each in state.given for address in accumulate(each.split("."), "{}.{}".format))


def _told(error: AnswerError, told: Told) -> AnswerError:
    """Return an error with the words of answers where its message asks for them."""
    if not is_open(error.message):
        return error
    return replace(error, message=_read(error.message, error.check, error.name, told))


def _read(message: str, check: str, name: str, told: Told) -> str:
    """Return a message with the words of answers in it, as they are read where a check is made, or else at an input."""
    owner = told.form.tables.owners.get(name)
    return told.filled(message, told.state.checked.get(check, owner.rows if owner else ()))


def _walk(tables: Tables, entries: Mapping[str, str], *, complete: bool) -> tuple[Found, list[AnswerError]]:
    found: Found = {}
    others = _check_limits(tables, entries, found)
    if complete:
        _check_required(tables, entries.get, found)
    _check_options(tables, entries.get, found)
    _check_lines(tables, entries.get, found)
    for cell in tables.read:
        _check_reading(cell, entries, found, complete=complete)
    if not entries.keys().isdisjoint(tables.exact):
        _check_exact(tables, entries, found)
    if not entries.keys().isdisjoint(tables.excusable):
        _check_excuses(tables, entries, found)
    return found, others


def _check_limits(tables: Tables, entries: Mapping[str, str], found: Found) -> list[AnswerError]:
    """Note every text that is too long without the blanks around it; return the errors of what is no answer's name."""
    limits = tables.limits
    others: list[AnswerError] = []
    try:
        for name, text in entries.items():
            if len(text) > limits[name] and exceeds(text.strip(), limits[name]):
                if name in tables.places:
                    found[tables.places[name], name] = _overlong(tables, name, text.strip())
                else:
                    others.append(_overlong(tables, name, text.strip()))
    except KeyError:
        known = {name: text for name, text in entries.items() if name in limits}
        unknown = (unknown_error(name) for name in entries if name not in limits)
        return [*_check_limits(tables, known, found), *unknown]
    return others


def _check_required(tables: Tables, get: Get, found: Found) -> None:
    for name, place, error in tables.required:
        text = get(name, "")
        if not text or text.isspace():
            found[place, name] = error
    for name, reason, place, error in tables.reasoned:
        text = get(name, "")
        if (not text or text.isspace()) and is_blank(get(reason, "")):
            found[place, name] = error


def _check_options(tables: Tables, get: Get, found: Found) -> None:
    for name, allowed, place, error in tables.options:
        text = get(name, "")
        if text and text not in allowed and not text.isspace():
            found[place, name] = error


def _check_lines(tables: Tables, get: Get, found: Found) -> None:
    for name, place, error in tables.lines:
        text = get(name, "")
        if not text.isprintable() and has_line_break(text.strip()):
            found.setdefault((place, name), error)


def unknown_error(name: str) -> AnswerError:
    """Return the error of something that the form does not ask for."""
    return AnswerError(name, name, UNKNOWN, f"This form does not ask for “{name}”")


def _overlong(tables: Tables, name: str, text: str) -> AnswerError:
    owner = tables.owners.get(name)
    if owner is None:
        message = tables.language.say("Your reason must be {limit} characters or less", limit=REASON_LIMIT)
        return AnswerError(name, name, TOO_LONG, with_excess(message, excess(text, REASON_LIMIT), tables.language))
    if not isinstance(owner, Cell):
        return tables.exact[name][2]
    if name in (owner.reason, owner.override):
        return reason_error(owner, name, text)
    asked = owner.inputs[owner.names.index(name)]
    over = excess(text, asked.limit) if asked.overlong == TOO_LONG else ""
    return owner.error(Fault(asked.overlong, asked.suffix, over))


def reason_error(cell: Cell, name: str, text: str = "") -> AnswerError:
    """Return the error of a reason, for not finding out or for another answer than suggested, that is too long."""
    say, words = cell.kind.language.say, {"limit": REASON_LIMIT, "answer": cell.wording.ask}
    not_found = noted("Your reason for not finding out {answer} must be {limit} characters or less")
    otherwise = noted("Your reason for another answer than suggested must be {limit} characters or less")
    message = say(not_found if name == cell.reason else otherwise, **words)
    message = with_excess(message, excess(text, REASON_LIMIT), cell.kind.language)
    return AnswerError(cell.address, name, TOO_LONG, message)


def _check_reading(cell: Cell, entries: Mapping[str, str], found: Found, *, complete: bool) -> None:
    value, faults = cell.kind.parse(cell.column, cell.texts(entries.get))
    for fault in faults:
        if complete or not fault.missing:
            error = cell.error(fault)
            found.setdefault((cell.place + cell.names.index(error.name), error.name), error)
    if value is None and not faults and complete and cell.column.required and not cell.could_not_find_out(entries):
        found.setdefault((cell.place, cell.names[0]), required_error(cell))


def _check_exact(tables: Tables, entries: Mapping[str, str], found: Found) -> None:
    for name, (text, place, error) in tables.exact.items():
        given = entries.get(name, text)
        if given != text and not is_blank(given):
            found.setdefault((place, name), error)


def _check_excuses(tables: Tables, entries: Mapping[str, str], found: Found) -> None:
    for reason, cell in tables.excusable.items():
        if not is_blank(entries.get(reason, "")) and cell.answered(entries):
            sentence = noted("For “{question}”, give an answer or say why you could not find out, not both")
            message = cell.kind.language.say(sentence, question=cell.wording.question)
            found.setdefault((tables.places[reason], reason), AnswerError(cell.address, reason, NOT_BOTH, message))
