"""Whether a name means the same through all the versions of a form.

Here lives the following of parts back from version to version, by what each was in the one before.
"""

from collections.abc import Sequence
from itertools import pairwise

from formspec.diff.naming import names_of
from formspec.model import Spec
from formspec.sources import Sources, Traced, sources


class Lineage:
    """The versions of one form, from first to last, and what the parts of the last one were in each."""

    def __init__(self, versions: Sequence[Spec]) -> None:
        self._versions = versions
        self._names = [frozenset(names_of(each)) for each in versions]
        self._steps = [sources(old, new) for old, new in pairwise(versions)]

    def first_other(self, noun: str, address: str) -> int:
        """Return the latest earlier version in which a name of the last one means something else; 0 for none.

        It may have meant the same, or have become this by way of another name.
        """
        names = {address}
        for at in range(len(self._steps) - 1, -1, -1):
            names = {was for name in names for was in _traced(self._steps[at], noun).was(name)}
            if (noun, address) in self._names[at] and address not in names:
                return self._versions[at].version
        return 0


def _traced(found: Sources, noun: str) -> Traced:
    return {
        "section": found.sections,
        "question": found.questions,
        "column": found.answers,
        "prompt": found.prompts,
        "option": found.options,
    }[noun]
