"""What should stay of an answer that two people changed: mine, theirs, or both, as it was chosen on a page.

Here lives what each choice makes of what was posted. What gives way for theirs is set aside, as it stood in the box by
then, and offered to be put back; that it is kept and told is for the repository and for `past`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from uuid import uuid4

from engine.form import Cell, Form
from webapp.pages.desk import desk
from webapp.pages.drafts.both import is_text, together
from webapp.pages.drafts.past import Owner, Past, names_of
from webapp.pages.drafts.typed import STAY, Typed
from webapp.pages.identity import viewer
from webapp.pages.shelf import Edition
from webapp.storage.stored import Draft

THEIRS, BOTH = "theirs", "both"


@dataclass(frozen=True, slots=True)
class Offered:
    """A text that was set aside, to be put back: its answer, where that stands, what names it, and its words."""

    label: str
    address: str
    target: str
    op: str
    text: str


def settled(draft: Draft, opened: Edition, sent: Typed) -> Typed:
    """Return what was posted with what was chosen of each answer, and set aside what was given up.

    Raises DraftClosed.
    """
    choices = {name.removeprefix(STAY): choice for name, choice in sent.sent.items() if name.startswith(STAY)}
    if not choices:
        return sent
    form, seen = opened.form.of({**draft.entries, **sent.entries}), desk().repository.seen(draft, sent.base)
    entries, gone = dict(sent.entries), dict[str, str]()
    for owner, choice in _chosen(form, choices):
        names = [name for name in names_of(owner) if name in entries]
        if choice == THEIRS:
            gone |= {name: entries[name] for name in names}
            entries |= {name: seen.get(name, "") for name in names}
        elif choice == BOTH and is_text(owner):
            entries[names[0]] = together(owner, seen.get(names[0], ""), entries[names[0]])
    if gone:
        desk().repository.set_aside_once(draft.id, uuid4().hex, gone)
    return replace(sent, entries=entries)


def given_up(sent: Mapping[str, str]) -> list[str]:
    """Return the addresses of the answers that were given up for somebody else's."""
    return [name.removeprefix(STAY) for name, choice in sent.items() if name.startswith(STAY) and choice == THEIRS]


def offered(draft: Draft, opened: Edition, addresses: list[str]) -> list[Offered]:
    """Return what this person set aside last of each of these answers, and can put back."""
    if not addresses:
        return []
    past = Past(desk(), draft, opened)
    return [each for address in dict.fromkeys(addresses) for each in _last(past, address)]


def _last(past: Past, address: str) -> Iterator[Offered]:
    owner = past.owners.get(address)
    own = [each for each in past.of(owner) if each.op and each.author == viewer().id] if owner else []
    if owner and own and own[-1].fits:
        yield Offered(past.label(owner), address, names_of(owner)[0], own[-1].op, own[-1].text)


def _chosen(form: Form, choices: Mapping[str, str]) -> Iterator[tuple[Owner, str]]:
    """Yield the answers and ticks of which something was chosen, with the choice."""
    owners = {each.address if isinstance(each, Cell) else each.name: each for each in form.tables.owners.values()}
    yield from ((owners[address], choice) for address, choice in choices.items() if address in owners)
