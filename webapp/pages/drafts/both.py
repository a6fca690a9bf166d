"""Two texts in one answer, one after the other.

Here lives which answers can hold two, and how they stand there; the page's scripts do the same (`clash-panels.js`).
"""

from typing import TypeGuard

from engine.form import Cell, Tick
from engine.length import exceeds
from webapp.storage.stored import Conflict

_BETWEEN = {"text": " / ", "long-text": "\n\n"}
"""What stands between two texts, by the kind of answer."""


def is_text(owner: Cell | Tick) -> TypeGuard[Cell]:
    """Say whether an answer is a text, so that two can stand in it."""
    return isinstance(owner, Cell) and owner.kind.name in _BETWEEN


def together(cell: Cell, theirs: str, yours: str) -> str:
    """Return two texts one after the other; one that holds the other stands alone."""
    both = (text for text, other in ((yours, theirs), (theirs, yours)) if other in text)
    return next(both, f"{theirs}{_BETWEEN[cell.kind.name]}{yours}")


def fit(owner: Cell | Tick, conflict: Conflict) -> bool:
    """Say whether both texts of a conflict can stand in an answer, one after the other."""
    theirs, yours = conflict.theirs, conflict.yours
    if not is_text(owner) or conflict.name != owner.typed[0] or not (theirs and yours):
        return False
    return not exceeds(together(owner, theirs, yours), owner.kind.longest(owner.column, ""))


def between(owner: Cell | Tick, conflict: Conflict) -> str:
    """Return what stands between the two texts of a conflict where both can stand in an answer, else ""."""
    return _BETWEEN[owner.kind.name] if fit(owner, conflict) and is_text(owner) else ""
