"""Conditions, calculations and checks made by chance, of answers that are asked earlier and in their own rows.

Here lives what a rule may say of which answers, so that every rule that is made makes sense and is often true, often
false and often not known.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

from tests.agreement.writing import Node

Tree = dict[str, Node]
NUMBER, OPTION, OPTIONS, TEXT, DATE, TIME, MOMENT, OTHER = (
    "number", "option", "options", "text", "date", "time", "date-time", "other",
)  # fmt: skip
GROUP, SECTION = "group", "section"
WORDS = ("Ann", "Bo", "Cat food")
DAYS = ("2026-10-31", "2026-11-22", "2026-11-23", "2026-11-24", "2027-01-31", "2024-02-29")
CLOCKS = ("09:00", "12:30", "23:45")
MOMENTS = tuple(f"{day}T{clock}" for day in DAYS[:4] for clock in CLOCKS)
DURATIONS = ("1 day", "2 weeks", "1 month", "3 months", "1 year")
SPANS = ("30 minutes", "2 hours")


@dataclass(frozen=True)
class Known:
    """An answer, a group or a section that a rule may refer to. `groups` are those in whose rows it stands."""

    address: str
    sort: str
    groups: tuple[str, ...] = ()
    kind: str = ""
    options: tuple[str, ...] = ()
    scored: bool = False
    sorts: frozenset[str] = frozenset()
    """The sorts of the answers within, of a group or section."""


@dataclass(frozen=True)
class Scope:
    """Who makes the rule: what they know of, whose rows they stand in, and the columns before them."""

    random: Random
    known: tuple[Known, ...]
    groups: tuple[str, ...] = ()
    columns: tuple[Known, ...] = ()
    counts_findings: bool = True

    @property
    def singles(self) -> list[Known]:
        """The answers of which there is one for whoever asks."""
        return [each for each in self.known if self.is_single(each)]

    def is_single(self, known: Known) -> bool:
        return known.sort not in {GROUP, SECTION} and set(known.groups) <= set(self.groups)

    def of(self, *sorts: str) -> list[Known]:
        return [each for each in self.singles if each.sort in sorts]

    def often(self, chance: float) -> bool:
        return self.random.random() < chance


# Conditions


def condition(scope: Scope, depth: int = 2) -> Tree:
    """A condition, of one test most often."""
    random = scope.random
    if depth and scope.often(0.3):
        parts: list[Node] = [condition(scope, depth - 1) for _ in range(random.choice((1, 2, 2, 3)))]
        match random.choice(("all", "any", "not")):
            case "not":
                return {"not": parts[0]}
            case op:
                return {op: parts if op == "any" or scope.often(0.95) else []}
    if len(scope.singles) > 1 and scope.often(0.1):
        return counted(scope)
    if scope.often(0.2) and numeric(scope):
        return {"value": number(scope, 1), **comparison(scope)}
    return test(scope)


def counted(scope: Scope) -> Tree:
    chosen = scope.random.sample(scope.singles, min(len(scope.singles), scope.random.choice((2, 2, 3))))
    return {scope.random.choice(("exactly-one", "at-least-one", "at-most-one")): [each.address for each in chosen]}


def numeric(scope: Scope) -> bool:
    """Whether there is anything to count or to add."""
    return bool(scope.known)


def test(scope: Scope) -> Tree:
    if scope.columns and scope.often(0.4):
        known = scope.random.choice(scope.columns)
        return {"column": known.address.rsplit(".", 1)[1], **tests_of(scope, known)}
    if not scope.singles:
        return {"all": []} if scope.often(0.5) else {"value": number(scope, 0), **comparison(scope)}
    known = scope.random.choice(scope.singles)
    return {"question": known.address, **tests_of(scope, known)}


def tests_of(scope: Scope, known: Known) -> Tree:
    if known.sort == OTHER or scope.often(0.15):
        return {"answered": scope.often(0.7)}
    return _TESTS[known.sort](scope, known)


def _number_test(scope: Scope, known: Known) -> Tree:
    if scope.often(0.2):
        return {scope.random.choice(("one-of", "none-of")): [str(each) for each in scope.random.sample(range(7), 3)]}
    found = comparison(scope)
    return {**found, **comparison(scope)} if scope.often(0.1) else found


def comparison(scope: Scope) -> Tree:
    op = scope.random.choice(("is", "is-not", "at-least", "at-least", "at-most", "more-than", "less-than"))
    others = scope.of(NUMBER)
    if others and scope.often(0.25):
        return {op: {"question": scope.random.choice(others).address}}
    if scope.known and scope.often(0.1):
        return {op: as_tree(number(scope, 0))}
    return {op: scope.random.choice(("0", "1", "2", "3", "4", "2.5"))}


def _option_test(scope: Scope, known: Known) -> Tree:
    random = scope.random
    if known.scored and scope.often(0.3):
        return {random.choice(("at-least", "at-most", "more-than", "less-than")): random.choice(("0", "1", "2"))}
    if scope.often(0.3):
        return {random.choice(("one-of", "none-of")): some(random, known.options)}
    others = [each for each in scope.of(OPTION) if set(each.options) & set(known.options)]
    if len(others) > 1 and scope.often(0.2):
        return {random.choice(("is", "is-not")): {"question": random.choice(others).address}}
    return {random.choice(("is", "is", "is-not")): random.choice(known.options)}


def some(random: Random, options: tuple[str, ...]) -> list[Node]:
    return list(random.sample(options, random.randint(1, max(1, len(options) - 1))))


def _options_test(scope: Scope, known: Known) -> Tree:
    if scope.often(0.4):
        return {scope.random.choice(("one-of", "none-of")): some(scope.random, known.options)}
    return {scope.random.choice(("contains", "contains", "is", "is-not")): scope.random.choice(known.options)}


def _text_test(scope: Scope, known: Known) -> Tree:
    if scope.often(0.3):
        return {scope.random.choice(("one-of", "none-of")): list(scope.random.sample(known.options or WORDS, 2))}
    others = scope.of(TEXT)
    if len(others) > 1 and scope.often(0.2):
        return {scope.random.choice(("is", "is-not")): {"question": scope.random.choice(others).address}}
    return {scope.random.choice(("is", "is-not")): scope.random.choice(known.options or WORDS)}


def _time_test(scope: Scope, known: Known) -> Tree:
    op = scope.random.choice(("is", "is-not", "before", "after", "on-or-before", "on-or-after"))
    days = known.sort in {DATE, MOMENT}
    others = scope.of(DATE, MOMENT) if days else scope.of(TIME)
    if others and scope.often(0.4):
        return {op: moved_time(scope, {"question": scope.random.choice(others).address}, known.sort)}
    if days and scope.often(0.4):
        return {op: "today" if scope.often(0.5) else moved_time(scope, {"date": "today"}, DATE)}
    return {op: scope.random.choice(MOMENTS if known.sort == MOMENT and scope.often(0.5) else DAYS if days else CLOCKS)}


def moved_time(scope: Scope, value: Tree, sort: str) -> Tree:
    if scope.often(0.5):
        return value
    units = SPANS if sort == TIME else DURATIONS if sort == DATE else DURATIONS + SPANS
    return {**value, scope.random.choice(("plus", "minus")): scope.random.choice(units)}


_TESTS: dict[str, Callable[[Scope, Known], Tree]] = {
    NUMBER: _number_test,
    OPTION: _option_test,
    OPTIONS: _options_test,
    TEXT: _text_test,
    DATE: _time_test,
    TIME: _time_test,
    MOMENT: _time_test,
}


# Values


def number(scope: Scope, depth: int = 2) -> Node:
    """A value that is a number where it is not missing: a number, an address, or how it is worked out."""
    ways = [each for each in _WAYS if depth or each not in _DEEP]
    for way in scope.random.sample(ways, len(ways)):
        made = way(scope, depth)
        if made is not None:
            return made
    return scope.random.randint(0, 5)


def as_tree(value: Node) -> Tree:
    """The value where a text alone would be a literal."""
    if isinstance(value, dict):
        return value
    return {"question": value} if isinstance(value, str) else {"number": value}


def _asked(scope: Scope, depth: int) -> Node | None:
    found = scope.of(NUMBER)
    return scope.random.choice(found).address if found else None


def addable(scope: Scope) -> list[Known]:
    """What can be added: numbers, options with scores, and groups and sections of anything but days."""
    return [
        each
        for each in scope.known
        if each.sort == NUMBER or (each.sort == OPTION and each.scored) or each.sort in {GROUP, SECTION}
    ]


def _together(scope: Scope, depth: int) -> Node | None:
    found = addable(scope)
    if not found:
        return None
    op = scope.random.choice(("sum", "sum", "sum", "mean", "smallest", "largest", "product"))
    if op in {"smallest", "largest"}:
        found = [each for each in found if not each.sorts & {DATE, TIME, MOMENT}]
    if not found:
        return None
    return with_where(scope, op, found, depth) | ({"blank-as": scope.random.choice((0, 1))} if scope.often(0.4) else {})


def with_where(scope: Scope, op: str, found: list[Known], depth: int) -> Tree:
    """A working over one or more addresses; over the rows of one group, some of the time only those that pass."""
    first = scope.random.choice(found)
    if not scope.is_single(first) and scope.often(0.4):
        return {op: [first.address], "where": condition(inside(scope, first), 0)}
    apart = [each for each in found if not overlap(each, first)]
    more: list[Node] = [each.address for each in scope.random.sample(apart, min(1, len(apart)))]
    if depth and op not in {"count", "most-possible"} and scope.often(0.2):
        more.append(number(scope, depth - 1))
    return {op: [first.address, *more]}


def inside(scope: Scope, known: Known) -> Scope:
    """The scope of whoever asks in a row of what is known."""
    own = (*known.groups, known.address) if known.sort == GROUP else known.groups
    return replace(scope, groups=tuple(sorted({*scope.groups, *own})), columns=(), counts_findings=False)


def overlap(one: Known, other: Known) -> bool:
    left, right = f"{one.address}.", f"{other.address}."
    return left.startswith(right) or right.startswith(left)


def _of_two(scope: Scope, depth: int) -> Node | None:
    found = addable(scope)
    if not found:
        return None
    first: Node = scope.random.choice(found).address
    second: Node = number(scope, depth - 1) if scope.often(0.4) else scope.random.choice(found).address
    if scope.often(0.3):
        return {"percentage": first, "out-of": second}
    return {scope.random.choice(("difference", "quotient")): [first, second]}


def _count(scope: Scope, depth: int) -> Node | None:
    if not scope.known:
        return None
    found = with_where(scope, "count", list(scope.known), 0)
    options = [each for known in scope.known for each in known.options]
    return {**found, "one-of": some(scope.random, tuple(set(options)))} if options and scope.often(0.4) else found


def _most_possible(scope: Scope, depth: int) -> Node | None:
    found = [each for each in scope.known if each.scored or OPTION in each.sorts]
    return {"most-possible": [scope.random.choice(found).address]} if found else None


def _findings(scope: Scope, depth: int) -> Node | None:
    return {"findings": scope.random.choice(("concern", "action"))} if scope.counts_findings else None


def _between(scope: Scope, depth: int) -> Node | None:
    clock = bool(scope.of(TIME)) and scope.often(0.4)
    found = scope.of(TIME) if clock else scope.of(DATE, MOMENT)
    if not found:
        return None
    ends: list[Node] = [scope.random.choice(found).address, scope.random.choice(found).address]
    if not clock and scope.often(0.4):
        ends[1] = {"date": "today"}
    if scope.often(0.3):
        ends.reverse()
    units = ("minutes", "hours") if clock else ("minutes", "hours", "days", "weeks", "months", "years")
    return {"between": {"from": ends[0], "to": ends[1], "in": scope.random.choice(units)}}


def look_up(scope: Scope, results: list[str]) -> Tree | None:
    """A look-up of a number or an option, some of the time of two."""
    found = scope.of(NUMBER, OPTION)
    if not found:
        return None
    inputs = [scope.random.choice(found) for _ in range(scope.random.choice((1, 1, 2)))]
    bands: list[Node] = []
    for result in results:
        band = {**_band(scope, inputs[0], "")}
        if len(inputs) > 1 and scope.often(0.8):
            band |= _band(scope, inputs[1], "and-")
        bands.append({**band, "is": result})
    if scope.often(0.4):
        bands.append({"is": results[0]})
    return {"look-up": inputs[0].address, **({"and": inputs[1].address} if len(inputs) > 1 else {}), "bands": bands}


def _band(scope: Scope, known: Known, prefix: str) -> Tree:
    if known.sort == OPTION and not (known.scored and scope.often(0.5)):
        return {f"{prefix}options": some(scope.random, known.options)}
    least = scope.random.choice((0, 1, 2, 3))
    above: Tree = {f"{prefix}{scope.random.choice(('most', 'below'))}": least + scope.random.choice((1, 2))}
    return {f"{prefix}least": least, **above} if scope.often(0.7) else above


def _number_looked_up(scope: Scope, depth: int) -> Node | None:
    return look_up(scope, scope.random.sample(("1", "2", "3", "4.5"), 2))


def choose(scope: Scope, results: list[Node], depth: int) -> Tree:
    """The first whose condition holds; what else is the case is said most of the time."""
    branches: list[Node] = [{"when": condition(scope, min(depth, 1)), "is": each} for each in results[:-1]]
    last: Tree = {"is": results[-1]}
    return {"choose": [*branches, last if scope.often(0.8) else {"when": condition(scope, 0), **last}]}


def _number_chosen(scope: Scope, depth: int) -> Node | None:
    if not scope.known:
        return None
    results: list[Node] = [as_tree(number(scope, depth - 1)) if scope.often(0.3) else each for each in ("1", "2", "3")]
    return choose(scope, results, depth)


_DEEP = (_of_two, _number_chosen)
_WAYS: tuple[Callable[[Scope, int], Node | None], ...] = (
    _asked, _together, _together, _of_two, _count, _most_possible, _findings, _between, _number_looked_up,
    _number_chosen,
)  # fmt: skip


def day(scope: Scope) -> Tree | None:
    """A day that is worked out, None where there is nothing to work it out from."""
    found = scope.of(DATE)
    several = [each for each in scope.known if each.sort == DATE]
    if several and scope.often(0.3):
        chosen = scope.random.sample(several, min(2, len(several)))
        return {scope.random.choice(("smallest", "largest")): [each.address for each in chosen]}
    if found and scope.often(0.7):
        return moved_time(scope, {"question": scope.random.choice(found).address}, DATE)
    return moved_time(scope, {"date": scope.random.choice(("today", "2026-11-23"))}, DATE)


def clock(scope: Scope) -> Tree | None:
    """A time of day that is worked out."""
    found = scope.of(TIME)
    return moved_time(scope, {"question": scope.random.choice(found).address}, TIME) if found else None
