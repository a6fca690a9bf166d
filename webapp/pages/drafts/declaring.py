"""What a save leaves of declarations: a box that was ticked under other words than stand there now is cleared.

Here lives which words somebody read who sent a page. A page with scripts shows the words of what is typed on it; one
without shows those of what it was made from. What else was declared was declared under what stood in the draft.
"""

from collections.abc import Callable, Collection, Mapping
from itertools import chain

from engine.declared import undeclared
from engine.form import Form
from webapp.pages.desk import today
from webapp.pages.drafts.typed import Typed
from webapp.storage.drafts import Settle

_Entries = Mapping[str, str]


def cleared_by(form: Form, *sent: Typed) -> Settle:
    """Return what says which boxes a save clears; `sent` are the sections of a page of the draft's own version."""
    own = frozenset(chain.from_iterable(each.part.names for each in sent))
    shown = dict(chain.from_iterable(each.entries.items() for each in sent if each.live))
    return _clearing(form, own, lambda seen: {**seen, **shown})


def cleared_by_change(form: Form, changed: _Entries) -> Settle:
    """Return what says which boxes a save clears of a few inputs that a script kept up with what was typed."""
    return _clearing(form, changed.keys(), lambda seen: {**seen, **changed})


def _clearing(form: Form, own: Collection[str], read: Callable[[_Entries], _Entries]) -> Settle:
    """Return what says which boxes go: `own` are those that were sent, `read` is what stood before who sent them."""

    def cleared(seen: _Entries, stood: _Entries, now: _Entries) -> tuple[str, ...]:
        here = (name for name in undeclared(form, read(seen), now, today()) if name in own)
        return (*here, *(name for name in undeclared(form, stood, now, today()) if name not in own))

    return cleared
