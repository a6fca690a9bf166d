"""Merging a save with what others saved meanwhile, answer by answer.

Here lives the rule alone, on plain mappings; who asks it holds the draft still. What an answer is, the caller says:
here it is a group of inputs that mean something only together, as the parts of a date do.
"""

from collections.abc import Iterable, Mapping

from webapp.storage.stored import Conflict

Group = tuple[str, ...]
"""The names of the inputs of one answer."""


def merge(
    base: Mapping[str, str], kept: Mapping[str, str], posted: Mapping[str, str], *, groups: Iterable[Group] = ()
) -> tuple[dict[str, str], tuple[Conflict, ...]]:
    """Return what is to be kept anew, and what cannot be.

    `base` is what the person saw, `kept` what stands now; a blank input is absent. `groups` are the answers, none of
    which share an input; an input in none is an answer of its own. What the person left as they saw it stays as it
    stands; what only they changed is taken; what both changed, differently, is a conflict, input by input where the
    two differ. Each of these goes for the whole of an answer, and an input of it that was not posted is as it was seen.
    """
    accepted: dict[str, str] = {}
    conflicts: list[Conflict] = []
    for group in _answers(posted, groups):
        seen = [base.get(name, "") for name in group]
        theirs = [kept.get(name, "") for name in group]
        yours = [posted.get(name, text) for name, text in zip(group, seen, strict=True)]
        if yours in (seen, theirs):
            continue
        changed = [each for each in map(Conflict, group, theirs, yours) if each.theirs != each.yours]
        if theirs == seen:
            accepted |= {each.name: each.yours for each in changed}
        else:
            conflicts += changed
    return accepted, tuple(conflicts)


def _answers(posted: Iterable[str], groups: Iterable[Group]) -> Iterable[Group]:
    """Return the answers that were posted, each once, in the order of what was posted."""
    owners = {name: group for group in groups for name in group}
    return dict.fromkeys(owners.get(name, (name,)) for name in posted)
