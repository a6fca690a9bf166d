"""Two people's answers to one question, side by side in words.

Here lives how a conflict is shown. Whether there is one is for the repository to say, which names the inputs that
differ; people think in answers, so the inputs of one answer (the parts of a date) are shown together.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from engine.form import Cell, Form, Tick
from engine.kinds.kind import Fault
from engine.wording import question_text
from webapp.storage.stored import Conflict

_NOTHING = "Nothing"


@dataclass(frozen=True, slots=True)
class ShownConflict:
    """One answer that two people gave: which, where it stands on the page, what was saved and what was not."""

    label: str
    target: str
    theirs: str
    yours: str


def yours(kept: Mapping[str, str], conflicts: Iterable[Conflict]) -> dict[str, str]:
    """Return the entries with what this person typed in place of what the other one saved."""
    return {**kept, **{each.name: each.yours for each in conflicts}}


def side_by_side(form: Form, kept: Mapping[str, str], conflicts: Iterable[Conflict]) -> list[ShownConflict]:
    """Return the conflicts as a person sees them, one for each answer or tick."""
    conflicts = tuple(conflicts)
    typed = yours(kept, conflicts)
    shown: dict[str, ShownConflict] = {}
    for conflict in conflicts:
        owner = form.tables.owners.get(conflict.name)
        if owner is None:
            shown[conflict.name] = _row(form, conflict)
            continue
        address = owner.address if isinstance(owner, Cell) else owner.name
        if address not in shown:
            shown[address] = ShownConflict(label(owner), conflict.name, words(owner, kept), words(owner, typed))
    return list(shown.values())


def _row(form: Form, conflict: Conflict) -> ShownConflict:
    """Return the conflict of a row that one person took away while another changed it."""
    group = form.groups.get(conflict.name.rpartition(".")[0])
    name = question_text(group.question) if group else conflict.name
    theirs, yours = (("There" if text else "Taken away") for text in (conflict.theirs, conflict.yours))
    return ShownConflict(f"{name} (a row)", conflict.name, theirs, yours)


def label(owner: Cell | Tick) -> str:
    """Return what an answer or a tick is called where it stands alone."""
    question = question_text(owner.question)
    if isinstance(owner, Tick):
        return f"{question} ({owner.prompt.text})"
    return question if owner.question.plain or not owner.column.label else f"{question} ({owner.column.label})"


def words(owner: Cell | Tick, entries: Mapping[str, str]) -> str:
    """Return what was entered, to be read: a malformed answer as it was typed."""
    if isinstance(owner, Tick):
        return "Ticked" if entries.get(owner.name) else "Not ticked"
    value = owner.value(entries)
    if value is None:
        answer = ""
    elif isinstance(value, Fault):
        answer = " ".join(filter(None, owner.texts(entries.get)))
    else:
        answer = owner.kind.show(owner.column, value)
    reason = owner.could_not_find_out(entries)
    excuse = f"Could not find out: {reason}" if reason else ""
    return "\n".join(filter(None, (answer, excuse))) or _NOTHING
