"""The parts of a form that different people complete, one after the other.

Here lives what is kept of a part once it is complete: when that was, and a seal over everything that stood before the
person who completed it, in the exact words of the spec. So a signature binds to what was shown. A draft keeps both in
one entry, `parts.<id>`; whoever goes back to a part opens it and all that come after it. Whether a seal still fits is
judged by the rules of the day on which it was made, so that no part is undone by the calendar.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from engine import ruled
from engine.answer_error import AnswerError
from engine.answers import answers_of
from engine.canonical import digest
from engine.check import check
from engine.envelope import MOMENT, SHA256
from engine.form import CHECKS, PARTS, Form
from engine.json_value import Json, JsonObject, as_list, as_object, as_text
from engine.language import noted
from engine.london import day_in, day_of
from engine.numbered import numbered
from engine.ruled import checks_beyond
from engine.rules import State
from engine.rules.state import Advice
from engine.taking import entries_of
from formspec.model import Part, Section

CHANGED = "changed"
_ENTRY = re.compile(f"({MOMENT}) ({SHA256})")


@dataclass(frozen=True, slots=True)
class Completed:
    """A part that is complete: its id, the moment as documents write it, and the seal over what was shown."""

    id: str
    moment: str
    seal: str


def name_of(part_id: str) -> str:
    """Return the name of the entry that says that a part is complete."""
    return f"{PARTS}.{part_id}"


def completed(form: Form, entries: Mapping[str, str]) -> tuple[Completed, ...]:
    """Return the parts that are complete, in order: those before the first that is not."""
    found: list[Completed] = []
    for part in form.spec.parts:
        sealed = _ENTRY.fullmatch(entries.get(name_of(part.id), ""))
        if sealed is None:
            break
        found.append(Completed(part.id, sealed[1], sealed[2]))
    return tuple(found)


def current(form: Form, entries: Mapping[str, str]) -> Part | None:
    """Return the part that is to be completed next; None when all are, and where the form is in one piece."""
    done = len(completed(form, entries))
    return form.spec.parts[done] if done < len(form.spec.parts) else None


def is_open(form: Form, entries: Mapping[str, str], section: Section) -> bool:
    """Say whether a section can be filled in now: its part is the one to be completed next."""
    part = current(form, entries)
    return not form.spec.parts or (part is not None and section.part == part.id)


def sections_until(form: Form, part_id: str) -> frozenset[str]:
    """Return the ids of the sections of a part and of those before it."""
    return ruled.sections_until(form.spec, part_id)


def errors_until(form: Form, entries: Mapping[str, str], part_id: str, today: date) -> tuple[AnswerError, ...]:
    """Return what stands between a part and its being complete.

    The checks of the form that look no further than the part are made with it, wherever they are told.
    """
    sections, beyond = sections_until(form, part_id), checks_beyond(form.spec, part_id)
    found = check(form, entries, complete=True, today=today, without=beyond)
    return tuple(error for error in found if _is_of_form(error.check) or error.address.partition(".")[0] in sections)


def warnings_until(form: Form, state: State, part_id: str) -> tuple[Advice, ...]:
    """Return the warnings that are to be looked at before a part is complete."""
    sections, beyond = sections_until(form, part_id), checks_beyond(form.spec, part_id)
    own = (each for each in state.warnings if each.check not in beyond)
    return tuple(each for each in own if _is_of_form(each.check) or each.address.partition(".")[0] in sections)


def _is_of_form(check: str) -> bool:
    """Say whether the check at an address is one of the whole form."""
    return check.partition(".")[0] == CHECKS


def entry_of(form: Form, entries: Mapping[str, str], part_id: str, moment: datetime, written: str) -> str:
    """Return the entry of a part that is completed at a moment, which is also given as documents write it."""
    return f"{written} {_seal_on(day_of(moment), form, entries, part_id)}"


def changed(form: Form, entries: Mapping[str, str]) -> tuple[AnswerError, ...]:
    """Return the parts that no longer hold what they were completed with, each as something to be put right."""
    moved = (each.id for each in completed(form, entries) if not _holds(each, form, entries))
    titles = {part.id: part.title for part in form.spec.parts}
    return tuple(_changed(name_of(part_id), titles[part_id], form) for part_id in moved)


def _changed(name: str, title: str, form: Form) -> AnswerError:
    sentence = noted("“{part}” was changed after it was completed. Go back to it, look at it and complete it again")
    return AnswerError(name, name, CHANGED, form.language.say(sentence, part=title))


def members(form: Form, entries: Mapping[str, str], answers: JsonObject, written: str) -> list[Json]:
    """Return what a submission keeps of its parts; the last is complete with the submission, at that moment."""
    done = {each.id: each for each in completed(form, entries)}
    listed: list[Json] = []
    for part in form.spec.parts:
        kept = done.get(part.id) or Completed(part.id, written, _seal(form, answers, part.id))
        listed.append({"id": kept.id, "completed": kept.moment, "digest": kept.seal})
    return listed


def broken(form: Form, document: JsonObject) -> Iterator[str]:
    """Yield the parts of a submission without errors that no longer hold what they were completed with."""
    entries, _ = entries_of(form, document["answers"])
    for each in map(as_object, as_list(document.get(PARTS, []))):
        part = Completed(as_text(each["id"]), as_text(each["completed"]), as_text(each["digest"]))
        if not _holds(part, form, entries):
            yield part.id


def _holds(part: Completed, form: Form, entries: Mapping[str, str]) -> bool:
    day = day_in(part.moment)
    return day is not None and part.seal == _seal_on(day, form, entries, part.id)


def _seal_on(day: date, form: Form, entries: Mapping[str, str], part_id: str) -> str:
    """Return the seal over everything until a part, by the rules of a day."""
    form, entries = numbered(form.own, entries)
    return _seal(form, answers_of(form, entries, day), part_id)


def _seal(form: Form, answers: JsonObject, part_id: str) -> str:
    shown = sections_until(form, part_id)
    spec = form.spec
    return digest(
        {
            "form": spec.form,
            "version": spec.version,
            "spec": f"sha256:{spec.sha256}",
            "part": part_id,
            "answers": {section: value for section, value in answers.items() if section in shown},
        }
    )
