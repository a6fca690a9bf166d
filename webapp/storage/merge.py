"""Merging a save with what others saved meanwhile, input by input.

Here lives the rule alone, on plain mappings; who asks it holds the draft still.
"""

from collections.abc import Mapping

from webapp.storage.stored import Conflict


def merge(
    base: Mapping[str, str], kept: Mapping[str, str], posted: Mapping[str, str]
) -> tuple[dict[str, str], tuple[Conflict, ...]]:
    """Return what is to be kept anew, and what cannot be.

    `base` is what the person saw, `kept` what stands now; a blank input is absent. What the person left as they saw it
    stays as it stands; what only they changed is taken; what both changed, differently, is a conflict.
    """
    accepted: dict[str, str] = {}
    conflicts: list[Conflict] = []
    for name, yours in posted.items():
        theirs, seen = kept.get(name, ""), base.get(name, "")
        if yours in {theirs, seen}:
            continue
        if theirs == seen:
            accepted[name] = yours
        else:
            conflicts.append(Conflict(name, theirs, yours))
    return accepted, tuple(conflicts)
