"""That what is saved belongs to a part that can be filled in, asked of the draft as it is saved.

Here lives what a page gives the repository to ask, so that nobody writes behind a part that somebody else completes at
the same moment. Which part that is, the engine says.
"""

from collections.abc import Iterable

from engine.form import Form
from engine.parts import is_open
from webapp.storage.drafts import Require
from webapp.storage.failures import DraftClosed
from webapp.storage.stored import Draft

COMPLETED = "completed"
"""What is said to have become of a part that cannot be filled in now."""


def shut_names(form: Form, draft: Draft, names: Iterable[str]) -> frozenset[str]:
    """Return those among the names of inputs whose section cannot be filled in now."""
    shut = {each.id for each in form.spec.sections if not is_open(form, draft.entries, each)}
    return frozenset(name for name in names if name.partition(".")[0] in shut)


def still_open(form: Form, names: Iterable[str]) -> Require:
    """Return what raises DraftClosed where one of the inputs named cannot be filled in, as the draft is then."""
    asked = tuple(names)

    def require(draft: Draft) -> None:
        if shut_names(form, draft, asked):
            raise DraftClosed(COMPLETED)

    return require
