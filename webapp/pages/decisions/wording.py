"""A decision in words: what was decided, and how far its conditions are met.

Here lives that wording alone, so that no page says Yes where another one says under which conditions.
"""

from webapp.pages.words import count
from webapp.storage.decision_statements import Counts, Decision


def in_words(decision: Decision) -> str:
    """Return what was decided: “Yes”, or “Yes, once 2 actions are closed” as long as they are not."""
    unmet = decision.unmet
    if not unmet:
        return decision.words
    return f"{decision.words.removesuffix('.')}, once {count(unmet, 'action')} {'is' if unmet == 1 else 'are'} closed"


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
