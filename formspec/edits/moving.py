"""A part of a form moved to another place, with all its lines and the remarks that stand directly above it.

Here lives the move, and what goes with it when a question gets another address: what it was, and whoever refers to it.
"""

from collections.abc import Collection
from typing import cast

from formspec.edits.adding import columns_at, question_place
from formspec.edits.finding import Part
from formspec.edits.following import follow
from formspec.edits.naming import addresses_of
from formspec.edits.pieces import Path
from formspec.edits.refused import EditRefused
from formspec.edits.revision import Revision
from formspec.suggest import short

_MOVED = ("question", "prompt", "option", "section", "column")


def move(text: str, address: str, *, after: str = "", first_in: str = "", known: Collection[str] | None = None) -> str:
    """Return the text with a part moved after another of its sort, or to the first place in a section, group or list.

    A question that gets another address keeps the old one as what it was, and is answered as before; what refers to it
    is changed with it. Where the addresses of earlier versions are `known`, it was only what one of those had.
    """
    revision = Revision(text)
    part = revision.find(address, *_MOVED)
    if part.level.name == "question":
        path, number = question_place(revision, after=after, first_in=first_in)
        home = after.rpartition(".")[0] if after else first_in
        _keep_columns(revision, part, path)
        _rename(revision, part, home.removeprefix("sections."), known)
        _carry(revision, part, path, number)
    else:
        _move_within(revision, part, after=after)
    return revision.done()


def _move_within(revision: Revision, part: Part, *, after: str) -> None:
    """Move a part within its own list, or a prompt within its question."""
    if not after:
        path, number = part.within, 0
    else:
        beside = revision.find(after, part.level.name)
        path, number = beside.within, beside.number + 1
    if _home(path, part) != _home(part.within, part):
        noun = part.level.noun
        raise EditRefused(f"This moves {noun} within what it belongs to. Retire it there, and add a new one here.")
    _carry(revision, part, path, number)


def _home(path: Path, part: Part) -> Path:
    """Return the way to what a part keeps its name in: of a prompt, its question."""
    return path[: path.index("evidence")] if part.level.name == "prompt" else path


def _carry(revision: Revision, part: Part, path: Path, number: int) -> None:
    """Carry a part to a place that is counted before it is taken out."""
    length = len(part.path)
    if path[:length] == part.path:
        raise EditRefused(f"“{short(part.address)}” cannot stand within itself. Choose another place.")
    if path == part.within and number in {part.number, part.number + 1}:
        return
    siblings = revision.said(part.within)
    if path != part.within and siblings is not None and len(siblings) == 1:
        raise EditRefused(f"“{short(part.address)}” is the only one there. Add another first, or move all of it.")
    if path == part.within and number > part.number:
        number -= 1
    elif _is_behind(path, part):
        path = (*part.within, cast("int", path[length - 1]) - 1, *path[length:])
    revision.move(part.path, path, number)


def _is_behind(path: Path, part: Part) -> bool:
    """Say whether a way leads through a later part of the list that a part is taken out of."""
    length = len(part.within)
    return len(path) > length and path[:length] == part.within and cast("int", path[length]) > part.number


def _rename(revision: Revision, part: Part, home: str, known: Collection[str] | None) -> None:
    """Change what goes with the address of a question that moves to a section or group: it has another there."""
    old = part.address.removeprefix("sections.")
    new = f"{home}.{old.rpartition('.')[2]}"
    if old == new:
        return
    if new in addresses_of(revision.spec):
        raise EditRefused(f"“{short(new)}” stands there already. Two questions of one place have different ids.")
    follow(revision, old, new)
    written = revision.said((*part.path, "was")) if revision.has(part.path, "was") else []
    names = [written] if isinstance(written, str) else [str(each) for each in written or ()]
    names = names[: names.index(new)] if new in names else [*names, old]
    names = [each for each in names if known is None or each in known]
    if names:
        revision.put(part.path, "was", names[0] if len(names) == 1 else names, part.order)
    elif revision.has(part.path, "was"):
        revision.drop((*part.path, "was"))


def _keep_columns(revision: Revision, part: Part, path: Path) -> None:
    """See that a question is answered in its new place as it was in the old."""
    before, behind = columns_at(revision, part.within), columns_at(revision, path)
    if before == behind or revision.has(part.path, "columns"):
        return
    if before:
        raise EditRefused(
            f"“{short(part.address)}” is answered in other columns than the questions there. "
            "Give it columns of its own first."
        )
    revision.put(part.path, "columns", [], part.order)
