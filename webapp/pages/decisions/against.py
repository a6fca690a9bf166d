"""What stands against an option: the form's own warnings on the answers with that option, and concerns that are open.

Here lives what has to be answered before something is decided. Nothing of it forbids an option: a person decides, and
says why.
"""

from collections.abc import Iterator
from hashlib import sha256

from engine.deciding import Caution, Deciding, deciding
from engine.json_value import JsonObject, as_list, as_object, as_text
from engine.london import day_of
from webapp.pages.decisions.evidence import Evidence
from webapp.pages.words import count
from webapp.storage.soundness import document_of
from webapp.storage.stored import Record

CONCERNS_OPEN = "concerns-open"
"""What stands for the check of a form, where it is said that concerns are open."""


def decision_in(record: Record, evidence: Evidence) -> Deciding | None:
    """Return the decision that is to be made on a record; None where its form asks for none."""
    told = evidence.told
    said = dict(_reasons(document_of(record)))
    return deciding(told.form, {**told.entries, **said}, day_of(record.submitted))


def against(asked: Deciding, evidence: Evidence, option: str) -> tuple[Caution, ...]:
    """Return what stands against an option: how many concerns are open comes first, where it is no refusal."""
    return (*_open(0 if asked.refuses(option) else evidence.concerns_open), *asked.cautions(option))


def mark_of(cautions: tuple[Caution, ...]) -> str:
    """Return what tells one set of warnings from another, so that none is answered before it was read."""
    return sha256("\n".join(f"{each.check}\n{each.message}" for each in cautions).encode()).hexdigest()


def _open(number: int) -> Iterator[Caution]:
    if number:
        is_open, was_open = ("is open", "was open") if number == 1 else ("are open", "were open")
        counted = count(number, "concern")
        message = f"{counted} {is_open}. Say why you decide all the same"
        yield Caution(CONCERNS_OPEN, message, kept=f"{counted} {was_open}")


def _reasons(document: JsonObject) -> Iterator[tuple[str, str]]:
    """Yield why each warning was overridden when the form was filled in, by the address of its check."""
    for warning in map(as_object, as_list(document.get("warnings", []))):
        yield as_text(warning["check"]), as_text(warning.get("reason", ""))
