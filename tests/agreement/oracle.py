"""The judge: what a form's rules say of a set of answers, by the letter of the contract and never by the engine.

Here lives the walk over the form: what is asked, what has a value, and what is wrong. It knows values, not entries,
and is slow on purpose.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from formspec.logic import Check, Gaps, Value
from formspec.model import Column, Group, Option, Spec
from tests.agreement import malformed
from tests.agreement.malformed import BOUNDS, SENSE
from tests.agreement.places import FORM, Item, Spot, addresses_of, answers_under
from tests.agreement.standing import Answers, Standing, is_row
from tests.agreement.worth import (
    DAYS,
    NUMBERS,
    Chosen,
    Worth,
    as_option,
    listed,
    number_or_text,
    ordered,
    rounded_to,
)

Outcome = Worth | list[str]


@dataclass
class Verdict:
    """What the judge says. Addresses have the rows' ids in them; what is not there is missing.

    `labels` and `required` are told where they depend on answers, `words` where what was worked out has any.
    """

    rows: dict[str, list[str]] = field(default_factory=dict)
    asked: dict[str, bool] = field(default_factory=dict)
    values: dict[str, Worth] = field(default_factory=dict)
    offered: dict[str, list[str]] = field(default_factory=dict)
    labels: dict[str, dict[str, str]] = field(default_factory=dict)
    suggested: dict[str, str] = field(default_factory=dict)
    required: dict[str, bool] = field(default_factory=dict)
    faults: set[tuple[str, str]] = field(default_factory=set)
    warnings: set[str] = field(default_factory=set)
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)


def judge(spec: Spec, answers: Answers, rows: Mapping[str, list[str]], today: date) -> Verdict:
    """Judge answers, by their addresses with rows, and the rows that a person added, by their groups' addresses."""
    judging = _Judging(spec, answers, rows, today)
    verdict = Verdict()
    for spot in judging.walk():
        judging.note(spot, verdict)
    judging.conclude(verdict)
    return verdict


class _Judging(Standing):
    """What there is to say of one form with one set of answers."""

    def note(self, spot: Spot, verdict: Verdict) -> None:
        """Note what is to be said of one spot."""
        item, asked = self.items[spot.address], self.is_asked(spot)
        verdict.asked[spot.concrete] = asked
        if not asked:
            return
        if item.question and item.question.group:
            self._note_group(item.question.group, spot, verdict)
        if item.column:
            self._note_answer(item, item.column, spot, verdict)
            for check in item.column.checks:
                self._note_check(check, spot, verdict)
        if item.question and item.question.checks and self._is_checked_at(item, spot):
            for check in item.question.checks:
                self._note_check(check, spot, verdict)

    def _is_checked_at(self, item: Item, spot: Spot) -> bool:
        """Whether a question's checks are made here: once for a question, in each row for a group."""
        assert item.question is not None
        if item.question.group:
            return is_row(spot)
        return not item.column or not item.column.id

    def _note_group(self, group: Group, spot: Spot, verdict: Verdict) -> None:
        if is_row(spot):
            return
        verdict.rows[spot.concrete] = self.rows(spot)
        if group.exactly is None and not group.as_many_as and len(self.rows(spot)) > group.most:
            verdict.faults.add((spot.concrete, "too-many-rows"))

    def _note_answer(self, item: Item, column: Column, spot: Spot, verdict: Verdict) -> None:
        worth = self.answer(spot)
        if worth is not None:
            verdict.values[spot.concrete] = worth
        if column.kind == "calculated":
            if words := self._words_at(spot):
                verdict.words[spot.concrete] = words
            return
        offered = self._offered(column, spot)
        if offered:
            verdict.offered[spot.concrete] = [each.value for each in offered]
        if any(each.worded for each in column.options):
            verdict.labels[spot.concrete] = {each.value: self._label(each, spot) for each in column.options}
        if column.required_when:
            verdict.required[spot.concrete] = self.holds(column.required_when, spot) is True
        suggested = self._suggested(column, spot)
        if suggested:
            verdict.suggested[spot.concrete] = suggested
        codes = {
            *malformed.faults(column, self.answers.get(spot.concrete)),
            *self._missing(column, spot),
            *self._out_of_bounds(column, spot),
            *self._badly_chosen(column, spot),
            *self._unexplained(spot, suggested),
        }
        verdict.faults |= {(spot.concrete, code) for code in codes}

    def _missing(self, column: Column, spot: Spot) -> Iterator[str]:
        wanted = column.required or (column.required_when and self.holds(column.required_when, spot) is True)
        if wanted and self.answers.get(spot.concrete) is None:
            yield "required"

    def _out_of_bounds(self, column: Column, spot: Spot) -> Iterator[str]:
        worth = self.answer(spot)
        if worth is None or column.kind not in (*NUMBERS, *DAYS, "time"):
            return
        for name, code in BOUNDS.items():
            bound = getattr(column, name)
            if bound and bound.op != "literal" and ordered(SENSE[name], worth, self.worth(bound, spot)) is True:
                yield code

    def _offered(self, column: Column, spot: Spot) -> list[Option]:
        if column.kind == "yes-no":
            return [Option(value="yes", label="Yes"), Option(value="no", label="No")]
        return [each for each in column.options if self.holds(each.when, spot) is True]

    def _label(self, option: Option, spot: Spot) -> str:
        return next((each.label for each in option.worded if self.holds(each.when, spot) is True), option.label)

    def _words_at(self, spot: Spot) -> str:
        """What the answer at a spot is called: the option that was chosen, or what was worked out, by its label."""
        column, worth = self.items[spot.address].column, self.answer(spot)
        if column is None or worth is None:
            return ""
        if column.calculate:
            return self._words(column.calculate, spot)
        if column.kind == "yes-no":
            return str(as_option(worth)).capitalize()
        chosen = [each for each in column.options if isinstance(worth, Chosen) and each.value == worth.value]
        return self._label(chosen[0], spot) if chosen else ""

    def _words(self, value: Value, spot: Spot) -> str:
        """What a value is called: as its band or its branch says, or else as what it is."""
        if value.plus or value.minus or value.rounded:
            return ""
        if value.op == "look-up":
            band = self.band(value, spot)
            return band.label if band else ""
        if value.op == "choose":
            branch = self.branch(value, spot)
            return (branch.label or self._words(branch.comes_to, spot)) if branch else ""
        address = self.address_of(value, spot)
        return self._words_at(self.covered(address, spot)[0]) if address and not self.is_several(address, spot) else ""

    def _suggested(self, column: Column, spot: Spot) -> str:
        word = as_option(self.worth(column.suggest, spot)) if column.suggest else None
        return word if word and word in [each.value for each in self._offered(column, spot)] else ""

    def _badly_chosen(self, column: Column, spot: Spot) -> Iterator[str]:
        worth = self.answer(spot)
        if not isinstance(worth, Chosen | tuple):
            return
        chosen = [each.value for each in (worth if isinstance(worth, tuple) else (worth,))]
        if set(chosen) - {each.value for each in self._offered(column, spot)}:
            yield "not-offered"
        if not {each.value for each in column.options if each.exclusive} & set(chosen):
            yield from self._miscounted(column, len(chosen))
        elif len(chosen) > 1:
            yield "excluded"

    def _miscounted(self, column: Column, number: int) -> Iterator[str]:
        """Too few or too many of several options; one that excludes the others is enough by itself."""
        if column.kind != "choices":
            return
        for bound, sense, code in ((column.least, "less-than", "too-few"), (column.most, "more-than", "too-many")):
            if bound and bound.op == "literal" and ordered(sense, Fraction(number), number_or_text(bound.text)):
                yield code

    def _unexplained(self, spot: Spot, suggested: str) -> Iterator[str]:
        value, worth = self.answers.get(spot.concrete), self.answer(spot)
        reason = value.get("reason") if isinstance(value, dict) else None
        if suggested and isinstance(worth, Chosen) and worth.value != suggested and not reason:
            yield "say-why"

    def _note_check(self, check: Check, spot: Spot, verdict: Verdict) -> None:
        at_fault = self.holds(check.when, spot) is True if check.when else self.holds(check.must, spot) is False
        if not at_fault:
            return
        if check.warns:
            within = f"{spot.concrete}." if spot != FORM else ""
            verdict.warnings.add(f"{within}checks.{check.id}")
        else:
            verdict.faults.add((self._shown_at(check, spot), "check"))

    def _shown_at(self, check: Check, spot: Spot) -> str:
        """What is asked first of what the check is at or refers to: an answer or a group; else what it belongs to."""
        own = self.items[spot.address] if spot != FORM else None
        first = [check.at] if check.at else [spot.address] if own and own.column and own.column.id else []
        for address in (*first, *self._referred(check, spot)):
            item = self.items[address]
            is_group = bool(item.question and item.question.group)
            spots = self.in_rows(item, spot) if is_group else self.covered(address, spot)
            asked = [each for each in spots if self.is_asked(each)]
            if asked:
                return asked[0].concrete
        return "checks" if spot == FORM else (Spot(spot.address, spot.rows[:-1]) if is_row(spot) else spot).concrete

    def _referred(self, check: Check, spot: Spot) -> list[str]:
        """The addresses that a check refers to; a column is one of the question that it belongs to."""
        question = ""
        if spot != FORM and not is_row(spot):
            own = self.items[spot.address]
            question = own.parent if own.column and own.column.id else own.address
        return addresses_of(check, question)

    def _is_made(self, check: Check) -> bool:
        """Whether anything is asked of what a check of the form refers to; without that it always is."""
        addresses = addresses_of(check, "")
        return not addresses or any(map(self._is_anything_asked, addresses))

    def _is_anything_asked(self, address: str) -> bool:
        item = self.items[address]
        if item.question is None:
            return any(self.is_asked(spot) for spot in self.walk() if spot.address.startswith(f"{address}."))
        if item.question.group:
            return any(map(self.is_asked, self.in_rows(item, FORM)))
        return any(map(self.is_asked, self.covered(address, FORM)))

    def conclude(self, verdict: Verdict) -> None:
        """Note the checks of the form, and its outcomes."""
        for check in filter(self._is_made, self.spec.checks):
            self._note_check(check, FORM, verdict)
        for outcome in self.spec.outcomes:
            if outcome.gaps:
                verdict.outcomes[outcome.id] = self._gaps(outcome.gaps)
            elif outcome.calculate:
                worth = rounded_to(self.worth(outcome.calculate, FORM), outcome.decimal_places)
                if worth is not None:
                    verdict.outcomes[outcome.id] = worth
                if worth is not None and (words := self._words(outcome.calculate, FORM)):
                    verdict.words[outcome.id] = words

    def _gaps(self, gaps: Gaps) -> list[str]:
        within = gaps.within or tuple(section.id for section in self.spec.sections)
        covered = {item.address for address in within for item in answers_under(self.items, address, gaps.of_column)}
        return [spot.concrete for spot in self.walk() if spot.address in covered and self._falls_short(gaps, spot)]

    def _falls_short(self, gaps: Gaps, spot: Spot) -> bool:
        worth = self.answer(spot)
        if gaps.texts and listed(worth, gaps.texts) is True:
            return True
        return gaps.most is not None and ordered("at-most", worth, Fraction(gaps.most)) is True
