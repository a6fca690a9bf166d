"""A decision in words: what was decided, how far its conditions are met, and what there was to decide on.

Here lives that wording alone; the sentence of what was decided lives in `webapp.decided`, for tables, too.
"""

from webapp.decided import decided_words
from webapp.pages.words import count
from webapp.storage.decision_statements import Counts, Decision


def in_words(decision: Decision) -> str:
    """Return what was decided: “Yes”, or “Yes, once 2 actions are closed” as long as they are not."""
    return decided_words(decision.words, decision.unmet)


def met_words(decision: Decision) -> str:
    """Return how many of a decision's conditions are met, "" where it has none."""
    total = len(decision.conditions)
    if not total:
        return ""
    return f"{total - decision.unmet} of {count(total, 'condition')} {'is' if total == 1 else 'are'} met"


def counted(counts: Counts) -> str:
    """Return how many concerns and actions there were when something was decided, and how many of them were open."""
    concerns = f"{count(counts.concerns, 'concern')}, {counts.concerns_open} of them open"
    actions = f"{count(counts.actions, 'action')}, {counts.actions_open} of them not finished"
    return f"{concerns if counts.concerns else 'No concern'}; {actions if counts.actions else 'no action'}"
