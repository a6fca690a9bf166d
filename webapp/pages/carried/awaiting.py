"""What still has to be looked at in a draft since its answers were carried.

Here lives which steps of the last report these are, where each is looked at, and what stood there before, in words. One
goes once its answer was saved otherwise than carrying left it; what was right as it was left stays until the draft is
submitted.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from flask import url_for

from engine.carried import AGAIN, Carry, Step
from engine.form import Cell, Form, Tick
from webapp.pages.desk import Desk
from webapp.storage.stored import Draft


@dataclass(frozen=True, slots=True)
class Awaiting:
    """The steps that await a look; `links` lead from every address that was to be looked at to where that is done."""

    steps: tuple[Step, ...] = ()
    before: Mapping[str, str] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)


def awaiting(at: Desk, draft: Draft, form: Form, carries: tuple[Carry, ...]) -> Awaiting:
    """Return what still awaits a look in a draft, after each time that its answers were carried."""
    if not carries:
        return Awaiting()
    form, last = form.of(draft.entries), carries[-1]
    saved = _saved_since(at, draft)
    steps = [step for step in last.of(AGAIN) if _is_there(form, step.address)]
    waiting = tuple(step for step in steps if saved.isdisjoint(_names(form, step.address)))
    said = "in the earlier form" if last.version == last.to else f"under version {last.version}"
    links = {step.address: _url(draft, form, step.address) for step in steps}
    return Awaiting(waiting, _before(form, waiting, said), links)


def _saved_since(at: Desk, draft: Draft) -> frozenset[str]:
    """Return the names of the entries that were saved since a draft was carried, or begun."""
    moves, history = at.repository.carried(draft.id), at.repository.history(draft.id)
    if moves:
        return frozenset(entry.name for entry in history if entry.revision > moves[-1].revision)
    return frozenset(entry.name for entry in history if entry.saved != draft.created)


def _is_there(form: Form, address: str) -> bool:
    return address in form.by_address or address in form.limits


def _owner(form: Form, address: str) -> Cell | Tick | None:
    return form.by_address.get(address) or form.tables.owners.get(address)


def _names(form: Form, address: str) -> tuple[str, ...]:
    owner = _owner(form, address)
    return owner.names if isinstance(owner, Cell) else (address,)


def _url(draft: Draft, form: Form, address: str) -> str:
    owner = _owner(form, address)
    if owner is not None:
        name = address if isinstance(owner, Tick) or address in owner.names else owner.names[0]
        return url_for("sections.page", draft_id=draft.id, section_id=address.partition(".")[0], _anchor=name)
    if address in form.seals:
        return url_for("drafts.tasks", draft_id=draft.id)
    return url_for("drafts.check", draft_id=draft.id, _anchor="warnings")


def _before(form: Form, steps: tuple[Step, ...], said: str) -> dict[str, str]:
    """Return what stood at answers before, in words, by their addresses."""
    found: dict[str, list[str]] = {}
    for address, step in _answers(form, steps):
        found.setdefault(address, []).append(f"Before, {said}: “{step.before}”. {step.note}")
    return {address: "\n".join(lines) for address, lines in found.items()}


def _answers(form: Form, steps: tuple[Step, ...]) -> Iterator[tuple[str, Step]]:
    for step in steps:
        owner = _owner(form, step.address)
        if isinstance(owner, Cell) and step.before:
            yield owner.address, step
