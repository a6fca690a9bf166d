"""The checks of a form, its questions, its columns and its groups, as rules of what must not be in a document.

Here lives that walk alone. The checks of the whole form are made only while something that they refer to is asked.
"""

from collections.abc import Iterator

from engine.form import CHECKS, Cell, Form, Laid
from engine.rules.asker import NOBODY, Asker
from engine.rules.coverage import coverage
from engine.rules.named import referred
from engine.saying.conditions import Conditions
from engine.saying.demand import Demand, Pairs, Rule
from engine.saying.formula import FALSE, TRUE, UNSAID, Formula, Steps, every, shows, some, steps_of
from formspec.logic import Check


class Checks:
    """Says of one form, laid out with one row in every group, when its checks find fault."""

    def __init__(self, form: Form, conditions: Conditions) -> None:
        self._form = form
        self._conditions = conditions
        self._coverage = coverage(form)
        self._sections = {each.section.id: each for each in form.sections}

    def of_form(self) -> Iterator[Rule]:
        """Yield the rules of the checks of the whole form."""
        for check in self._form.spec.checks:
            asked = self._made(check, self._fault(check, NOBODY))
            yield self._rule(check, CHECKS, NOBODY, asked, ((), CHECKS, ""))

    def of_question(self, laid: Laid, within: Steps, asked: Formula) -> Iterator[Rule]:
        """Yield the rules of the checks of a question."""
        for check in laid.question.checks:
            named = f"{laid.template}.{CHECKS}"
            yield self._rule(check, named, Asker(laid.rows, laid.address), asked, (within, laid.template, ""))

    def of_column(self, cell: Cell, asker: Asker, within: Steps, asked: Formula) -> Iterator[Rule]:
        """Yield the rules of the checks that a column brings to a question that is answered in it."""
        for check in cell.column.checks:
            own = (within, cell.template, cell.template)
            yield self._rule(check, f"{cell.template}.{CHECKS}", asker, asked, own)

    def of_row(self, laid: Laid, within: Steps) -> Iterator[Rule]:
        """Yield the rules of the checks of a group, in any of its rows."""
        asker = Asker((*laid.rows, (laid.template, "1")))
        for check in laid.question.checks:
            yield self._rule(check, f"{laid.template}.{CHECKS}", asker, TRUE, (within, laid.template, ""))

    def _rule(self, check: Check, named: str, asker: Asker, asked: Formula, own: tuple[Steps, str, str]) -> Rule:
        """Return the rule of a check; that of one that only warns never demands anything.

        `own` is where it belongs: the steps to there, its address, and where it is told unless it says so itself.
        """
        within, address, at = own
        premise = FALSE if check.warns else every((asked, self._fault(check, asker)))
        faults = frozenset() if check.warns else self._faults_of(check, asker, address, at)
        demand = Demand(within, (), schema=False)
        return Rule(f"{named}.{check.id}", f"“{check.message}”", premise, demand, faults)

    def _fault(self, check: Check, asker: Asker) -> Formula:
        """Return when a check finds fault."""
        found = [self._conditions.held(check.when, asker).certain] if check.when else []
        return some((*found, self._conditions.held(check.must, asker).denied) if check.must else found)

    def _faults_of(self, check: Check, asker: Asker, own: str, at: str) -> Pairs:
        """Return where a check may be told: at whatever it is at or refers to, or where it belongs."""
        question = self._form.laid[asker.question].template if asker.question else ""
        told = [each for named in (check.at or at, *referred(check, question)) for each in self._told_at(named, asker)]
        return frozenset((address, "check") for address in (own, *told))

    def _told_at(self, address: str, asker: Asker) -> list[str]:
        groups = self._coverage.groups(address, asker.rows)
        return [each.template for each in groups or self._coverage.cells(address, asker.rows)]

    def _made(self, check: Check, fault: Formula) -> Formula:
        """Return that something is asked of what a check of the form refers to, unless its fault shows that already."""
        addresses = referred(check)
        cells = (cell for address in addresses for cell in self._coverage.cells(address, ()))
        if not addresses or any(shows(fault, (), steps_of(cell.path)) for cell in cells):
            return TRUE
        return some(each for address in addresses for each in self._asked_at(address))

    def _asked_at(self, address: str) -> Iterator[Formula]:
        """Yield when each of what an address names is asked; of what stands in rows, that cannot be said."""
        section = self._sections.get(address)
        for laid in section.laid if section else self._coverage.groups(address, ()):
            yield self._asked(laid)
        for cell in () if section else self._coverage.cells(address, ()):
            asker = Asker(cell.rows, cell.address.removesuffix(f".{cell.column.id}"))
            yield every((self._asked(self._form.laid[asker.question]), self._conditions.when(cell.column.when, asker)))
        for tick in self._coverage.ticks(address, ()):
            yield self._asked(self._form.laid[tick.question_address])

    def _asked(self, laid: Laid) -> Formula:
        """Return when a question or a group is asked."""
        if laid.rows:
            return UNSAID
        section, question = self._sections[laid.template.partition(".")[0]].section, laid.question
        counted = question.group.as_many_as if question.group else ""
        return every(
            (
                self._conditions.when(section.when, NOBODY),
                self._conditions.when(question.when, Asker((), laid.address)),
                *(self._asked_at(counted) if counted else ()),
            )
        )
