"""Two people's answers to one question, side by side in words.

Here lives how a conflict is shown. Whether there is one is for the repository to say, which names the inputs that
differ; people think in answers, so the inputs of one answer (the parts of a date) are shown together.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from engine.form import Cell, Form, Tick
from engine.kinds.kind import Fault
from engine.row_words import question_words, with_rows
from engine.rules.state import State
from engine.texts import Told
from engine.wording import question_text
from webapp.pages.drafts.both import fit
from webapp.pages.drafts.writers import is_own
from webapp.storage.stored import Conflict

NOTHING = "Nothing"
"""What stands for an answer that is empty."""
_CHANGED = "Changed. It still stands below."
_TAKEN = "Taken away. Remove it below if it should go."


@dataclass(frozen=True, slots=True)
class ShownConflict:
    """One answer that two people gave: which, where it stands on the page, what was saved and what was not.

    `address` is the answer's own, and `who` says who saved what was, and when. `fit` says that both texts can stand.
    """

    label: str
    target: str
    address: str
    theirs: str
    yours: str
    who: str
    fit: bool = False

    @property
    def own(self) -> bool:
        """Whether it was changed by the same person, in another window."""
        return is_own(self.who)

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """What can stay, each by its word, and as it is read."""
        one, other = ("what is here", "the other text") if self.own else ("mine", "theirs")
        both = (("both", "Keep both, one after the other"),) if self.fit else ()
        return ("mine", f"Keep {one}, as it is in the box"), ("theirs", f"Take {other}"), *both


def yours(form: Form, kept: Mapping[str, str], conflicts: Iterable[Conflict]) -> dict[str, str]:
    """Return the entries with what this person typed in place of what the other one saved.

    A row that this person took away stays as the other one saved it.
    """
    conflicts = tuple(conflicts)
    stays = tuple(each.name for each in conflicts if _is_row(form, each) and each.theirs)
    mine = (each for each in conflicts if not f"{each.name}.".startswith(tuple(f"{row}." for row in stays)))
    return {**kept, **{each.name: each.yours for each in mine}}


def side_by_side(
    form: Form, kept: Mapping[str, str], conflicts: Iterable[Conflict], writers: Mapping[str, str]
) -> list[ShownConflict]:
    """Return the conflicts as a person sees them, one for each answer or tick, and one for a row as a whole.

    `writers` says who saved what stands in an input, by its name.
    """
    conflicts = tuple(conflicts)
    told, typed = Told(form, kept, State()), yours(form, kept, conflicts)
    rows = [each for each in conflicts if _is_row(form, each)]
    whole = tuple(f"{each.name}." for each in rows)
    shown = {
        each.name: _row(told, each, writers.get(each.name, "")) for each in rows if not each.name.startswith(whole)
    }
    for conflict in conflicts:
        owner = form.tables.owners.get(conflict.name)
        if owner is None or conflict.name.startswith(whole):
            continue
        address = owner.address if isinstance(owner, Cell) else owner.name
        if address not in shown:
            who = writers.get(conflict.name, "")
            told_of = (label(told, owner), conflict.name, address, words(owner, kept), words(owner, typed), who)
            shown[address] = ShownConflict(*told_of, fit=fit(owner, conflict))
    return list(shown.values())


def _is_row(form: Form, conflict: Conflict) -> bool:
    return conflict.name.rpartition(".")[0] in form.groups


def _row(told: Told, conflict: Conflict, who: str) -> ShownConflict:
    """Return the conflict of a row that one person took away while another changed it."""
    group = told.form.groups[conflict.name.rpartition(".")[0]]
    name = question_words(told, conflict.name, question_text(group.question))
    if conflict.theirs:
        return ShownConflict(name, conflict.name, "", _CHANGED, _TAKEN, who)
    return ShownConflict(name, conflict.name, "", _TAKEN, _CHANGED, who)


def label(told: Told, owner: Cell | Tick) -> str:
    """Return what an answer or a tick is called where it stands alone."""
    address = owner.name if isinstance(owner, Tick) else owner.address
    question = with_rows(told, address, told.filled(question_text(owner.question), owner.rows))
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
        answer = owner.kind.as_typed(owner.column, owner.texts(entries.get))
    else:
        answer = owner.kind.show(owner.column, value)
    reason = owner.could_not_find_out(entries)
    excuse = f"Could not find out: {reason}" if reason else ""
    return "\n".join(filter(None, (answer, excuse))) or NOTHING
