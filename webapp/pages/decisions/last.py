"""What somebody decided last about a subject, and what was filled in since and waits for a decision.

Here lives that judgement alone, over the records that count. What comes to a decision is for the forms to say, by the
role of a column. A decision stands until somebody makes another one about the same subject: what is filled in, on
whichever record, takes the place of none.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import takewhile
from typing import Literal

from engine.london import day_of
from webapp.pages.findings import Outcome, outcome
from webapp.pages.shelf import Edition
from webapp.storage.decision_statements import Decision as Decided
from webapp.storage.register_statements import Mention

Editions = Callable[[str], Edition]
_YES_NO = "yes-no"


@dataclass(frozen=True, slots=True)
class Decision:
    """The last decision: the record, its question and what was decided as the form labels them, and what it comes to.

    `verdict` is "said" where only the form's own label says what it comes to.
    """

    mention: Mention
    said: Outcome
    verdict: Literal["yes", "no", "said"]
    made: Decided

    @property
    def day(self) -> date:
        """The day on which it was made."""
        return day_of(self.made.moment)


@dataclass(frozen=True, slots=True)
class FilledIn:
    """A record on which nobody has decided, its question and what was filled in as the form labels them."""

    mention: Mention
    said: Outcome


def without_reissued(mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Return records without those for which a later one stands, which may be about another subject."""
    return tuple(each for each in mentions if not each.reissued)


def last_decision(mentions: Sequence[Mention], editions: Editions, decided: Mapping[str, Decided]) -> Decision | None:
    """Return what was decided last about records, given the decision that stands on each; None for nothing."""
    mention = _last_decided(mentions, {each.id: decided[each.id].moment for each in mentions if each.id in decided})
    if mention is None:
        return None
    return _decision(mention, decided[mention.id], editions)


def _decision(mention: Mention, made: Decided, editions: Editions) -> Decision | None:
    """Return what was decided on a record, None where its form has no such option."""
    form = editions(mention.sha256).form
    said = outcome(form, made.option)
    if said is None:
        return None
    is_plain = form.with_role("outcome")[0].column.kind == _YES_NO
    verdicts: dict[str, Literal["yes", "no"]] = {"yes": "yes", "no": "no"} if is_plain else {}
    return Decision(mention, said, verdicts.get(made.option, "said"), made)


def waiting(
    current: Sequence[Mention], last: Decision | None, editions: Editions, decided: Mapping[str, Decided]
) -> Iterator[FilledIn]:
    """Yield the latest record of each form, where nobody decided on it and it is later than what was decided on last.

    Of records, the latest first, given the decisions on them. One that came to nothing itself waits for none.
    """
    on = last.mention if last else None
    for each in _newest_outcomes(list(takewhile(lambda each: each is not on, current))):
        said = outcome(editions(each.sha256).form, each.outcome)
        if each.id not in decided and said is not None:
            yield FilledIn(each, said)


def decided_otherwise(
    current: Sequence[Mention], last: Decision | None, editions: Editions, decided: Mapping[str, Decided]
) -> Iterator[Decision]:
    """Yield what was decided otherwise on the latest record of the same form, if that is not what was decided on last.

    Of records, the latest first, given the decisions on them.
    """
    if last is None:
        return
    for each in _newest_outcomes(list(takewhile(lambda each: each is not last.mention, current))):
        is_of_one_form = each.form == last.mention.form and each.id in decided
        found = _decision(each, decided[each.id], editions) if is_of_one_form else None
        if found is not None and (found.verdict, found.said.answer) != (last.verdict, last.said.answer):
            yield found


def may_be_last(mentions: Sequence[Mention], moments: Mapping[str, datetime]) -> Iterator[Mention]:
    """Yield those of records, the latest first, whose decisions say what was decided last and what waits.

    `moments` are when the decision on each record was made that has one.
    """
    last = _last_decided(mentions, moments)
    if last is not None:
        yield last
    yield from _newest_outcomes(without_reissued(mentions))


def _last_decided(mentions: Sequence[Mention], moments: Mapping[str, datetime]) -> Mention | None:
    """Return the record on which somebody decided last; the later one of two that were decided on at once.

    What was decided on a record that was re-issued goes by what was decided on the re-issue, once something was.
    """
    after = {each.reissues: each for each in mentions if each.reissues}

    def is_answered(mention: Mention) -> bool:
        seen, later = {mention.id}, after.get(mention.id)
        while later is not None and later.id not in seen:
            if later.id in moments:
                return True
            seen.add(later.id)
            later = after.get(later.id)
        return False

    decided = (each for each in mentions if each.id in moments and not is_answered(each))
    return max(decided, key=lambda each: moments[each.id], default=None)


def _newest_outcomes(current: Sequence[Mention]) -> list[Mention]:
    """Return the latest record of each form among those that came to something themselves."""
    newest: dict[str, Mention] = {}
    for each in current:
        if each.outcome:
            newest.setdefault(each.form, each)
    return list(newest.values())
