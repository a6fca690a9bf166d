"""Every rule of a form that reaches beyond one answer's shape, as what must be in a document in which case.

Here lives the walk over a form: what is asked, what must be there, which options are on offer, and what is checked.
Where a rule cannot be said, it stands here all the same, with the faults that are then left to `engine.validate`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from engine.form import Cell, Form, FormSection, Laid
from engine.json_value import JsonObject
from engine.rows import one_row_each
from engine.rules.asker import NOBODY, Asker
from engine.saying.checks import Checks
from engine.saying.conditions import Conditions, split_behind
from engine.saying.demand import Demand, Pairs, Rule
from engine.saying.formula import ROW, TRUE, UNSAID, Formula, Steps, every, opposite, shows, steps_of
from engine.saying.needed import missing, needed, needed_among, not_asked
from engine.saying.passing import being, wrapped
from engine.saying.rows import row_rules
from engine.texts import is_open
from formspec.logic import Condition
from formspec.model import Option

ASKED = "when it is asked"
NEEDED = "when it must be there"
COMES_TO = "what it comes to"
DECLARED = "the words of other answers in what is declared"
SUGGESTED = "which option is suggested, and that another one has a reason"
_BOUNDS = {
    "least": ("too-small", "the least that it may be"),
    "most": ("too-large", "the most that it may be"),
    "earliest": ("too-early", "the first day or time that it may be"),
    "latest": ("too-late", "the last day or time that it may be"),
}
_ANYWHERE = Demand((), (), schema=False)


@lru_cache(maxsize=64)
def rules_of(form: Form) -> tuple[Rule, ...]:
    """Return the rules of a form, in its order."""
    return tuple(_Rules(form.lay(one_row_each(form.spec))).all())


@dataclass(frozen=True, slots=True)
class _Chain:
    """The conditions under which something is asked, from the outermost inwards, each with the place that it is for."""

    within: Steps = ()
    links: tuple[tuple[Steps, Formula], ...] = ()

    def longer(self, steps: Steps, asked: Formula) -> "_Chain":
        return replace(self, links=(*self.links, (steps, asked)))

    def premise(self, further: Formula = TRUE) -> Formula:
        """Return that all of it holds; what a place that is there shows already is left out."""
        formula = further
        for steps, asked in reversed(self.links):
            if not shows(formula, self.within, steps):
                formula = every((asked, formula))
        return formula


class _Rules:
    """The walk over one form, laid out with one row in every group."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._conditions = Conditions(form)
        self._checks = Checks(form, self._conditions)

    def all(self) -> Iterator[Rule]:
        for section in self._form.sections:
            yield from self._section(section)
        yield from self._checks.of_form()
        for outcome in self._form.spec.outcomes:
            yield Rule(f"outcomes.{outcome.id}", COMES_TO, UNSAID, _ANYWHERE, frozenset({("outcomes", "calculated")}))

    def _section(self, section: FormSection) -> Iterator[Rule]:
        name, chain = section.section.id, _Chain()
        if section.section.when is not None:
            asked = self._conditions.when(section.section.when, NOBODY)
            chain = chain.longer((name,), asked)
            yield _asked_rule(name, asked, (), (name,), not_asked(section.laid))
            if needed_among(section.laid):
                yield _needed_rule(name, asked, (), (name,), missing(needed_among(section.laid)))
        yield from self._questions(section.laid, chain)

    def _questions(self, laid: tuple[Laid, ...], chain: _Chain) -> Iterator[Rule]:
        for each in laid:
            own = chain
            steps = steps_of(each.path)[len(chain.within) :]
            if each.question.when is not None:
                asked = self._conditions.when(each.question.when, Asker(each.rows, each.address))
                own = chain.longer(steps, asked)
                yield _asked_rule(each.template, asked, chain.within, steps, not_asked([each]))
                if needed(each):
                    yield _needed_rule(each.template, own.premise(), chain.within, steps, missing([each]))
            yield from self._group(each, own) if each.row_ids is not None else self._question(each, own)

    def _group(self, laid: Laid, chain: _Chain) -> Iterator[Rule]:
        yield from row_rules(laid, self._conditions, chain.premise)
        inside = _Chain((*steps_of(laid.path), ROW))
        for row in laid.laid:
            yield from self._questions(row, inside)
        yield from self._checks.of_row(laid, inside.within)

    def _question(self, laid: Laid, chain: _Chain) -> Iterator[Rule]:
        asker = Asker(laid.rows, laid.address)
        for cell in laid.cells:
            yield from self._cell(cell, asker, chain)
        yield from self._checks.of_question(laid, chain.within, chain.premise())

    def _cell(self, cell: Cell, asker: Asker, chain: _Chain) -> Iterator[Rule]:
        column, steps = cell.column, steps_of(cell.path)[len(chain.within) :]
        faults = frozenset({(cell.template, "required")})
        if column.when is not None:
            asked = self._conditions.when(column.when, asker)
            chain = chain.longer(steps, asked)
            yield _asked_rule(cell.template, asked, chain.within, steps, frozenset({(cell.template, "not-asked")}))
        if column.required_when is not None or (column.required and column.when is not None):
            must = self._conditions.when(column.required_when, asker)
            yield _needed_rule(cell.template, chain.premise(must), chain.within, steps, faults)
        for option in column.options:
            if option.when is not None:
                yield self._offered_rule(cell, option, option.when, asker)
        yield from _unsaid_of(cell)
        yield from self._checks.of_column(cell, asker, chain.within, chain.premise())

    def _offered_rule(self, cell: Cell, option: Option, when: Condition, asker: Asker) -> Rule:
        chosen: JsonObject = being([option])
        if cell.kind.reader == "options":
            chosen = {"type": "array", "contains": chosen}
        steps = steps_of(cell.path)
        inside = split_behind(steps, len(cell.rows))
        return Rule(
            cell.template,
            f"when “{option.label}” is offered",
            opposite(self._conditions.when(when, asker)),
            Demand(steps[:inside], steps[inside:], {"not": wrapped(cell, chosen)}),
            frozenset({(cell.template, "not-offered")}),
        )


def _asked_rule(address: str, asked: Formula, within: Steps, steps: Steps, faults: Pairs) -> Rule:
    return Rule(address, ASKED, opposite(asked), Demand(within, steps, schema=False), faults)


def _needed_rule(address: str, premise: Formula, within: Steps, steps: Steps, faults: Pairs) -> Rule:
    return Rule(address, NEEDED, premise, Demand(within, steps, schema=True, there=True), faults)


def _unsaid_of(cell: Cell) -> Iterator[Rule]:
    """Yield the rules of an answer that no schema can say: bounds that are worked out, and workings."""
    for setting, (code, what) in _BOUNDS.items():
        bound = getattr(cell.column, setting)
        if bound is not None and (bound.op != "literal" or bound.plus or bound.minus):
            yield _unsayable(cell, what, code)
    if cell.column.calculate is not None:
        yield _unsayable(cell, COMES_TO, "calculated")
    if is_open(cell.column.declaration):
        yield _unsayable(cell, DECLARED, "calculated")
    if cell.column.suggest is not None:
        yield _unsayable(cell, SUGGESTED, "calculated", "say-why")


def _unsayable(cell: Cell, what: str, *codes: str) -> Rule:
    return Rule(cell.template, what, UNSAID, _ANYWHERE, frozenset((cell.template, code) for code in codes))
