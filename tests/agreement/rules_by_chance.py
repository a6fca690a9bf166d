"""Conditions and calculations made by chance, of answers that are asked earlier and in their own rows.

Here lives what a rule may say of which answers, so that every rule that is made makes sense and is often true, often
false and often not known.
"""

from collections.abc import Callable
from dataclasses import replace

from tests.agreement.scope import (
    DATE,
    GROUP,
    MOMENT,
    NUMBER,
    OPTION,
    OPTIONS,
    OTHER,
    SECTION,
    TEXT,
    TIME,
    Known,
    Scope,
    Tree,
    overlap,
)
from tests.agreement.tests_by_chance import option_test, options_test, some, text_test, time_test
from tests.agreement.writing import Node

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
    if scope.often(0.04) and (alike := [each for each in scope.known if each.sort in {NUMBER, TEXT, DATE}]):
        return different(scope, alike)
    if scope.often(0.2) and scope.known:
        said: Tree = {"answered": scope.often(0.6)} if scope.often(0.08) else comparison(scope)
        return {"value": number(scope, 1), **said}
    return test(scope)


def counted(scope: Scope) -> Tree:
    chosen = scope.random.sample(scope.singles, min(len(scope.singles), scope.random.choice((2, 2, 3))))
    return {scope.random.choice(("exactly-one", "at-least-one", "at-most-one")): [each.address for each in chosen]}


def different(scope: Scope, alike: list[Known]) -> Tree:
    """That no two answers of one sort are the same."""
    first = scope.random.choice(alike)
    others = [each for each in alike if each.sort == first.sort and not overlap(each, first)]
    more = scope.random.sample(others, min(len(others), 2))
    several = not scope.is_single(first)
    return {"all-different": [first.address, *(() if several else [each.address for each in more])]}


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


_TESTS: dict[str, Callable[[Scope, Known], Tree]] = {
    NUMBER: _number_test,
    OPTION: option_test,
    OPTIONS: options_test,
    TEXT: text_test,
    DATE: time_test,
    TIME: time_test,
    MOMENT: time_test,
}


# Values


def number(scope: Scope, depth: int = 2) -> Node:
    """A value that is a number where it is not missing: a number, an address, or how it is worked out."""
    ways = [each for each in _WAYS if depth or each not in _DEEP]
    for way in scope.random.sample(ways, len(ways)):
        made = way(scope, depth)
        if isinstance(made, dict) and scope.often(0.1):
            return {**made, "rounded": scope.random.choice(("up", "down", "nearest"))}
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
    beside = [each.address.rsplit(".", 1)[1] for each in scope.columns if each.sort == NUMBER]
    if beside and scope.often(0.5):
        return {"column": scope.random.choice(beside)}
    if found and scope.often(0.1):
        return {
            "question": scope.random.choice(found).address,
            "rounded": scope.random.choice(("up", "down", "nearest")),
        }
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
    """The scope of whoever asks in a row of what is known, or where they stand when it has none."""
    own = (*known.groups, known.address) if known.sort == GROUP else known.groups
    return replace(scope, groups=own or scope.groups, columns=(), counts_findings=False)


def _of_two(scope: Scope, depth: int) -> Node | None:
    found = addable(scope)
    if not found:
        return None
    known = scope.random.choice(found)
    second: Node = number(scope, depth - 1) if scope.often(0.4) else scope.random.choice(found).address
    more: Tree = {"blank-as": scope.random.choice((0, 1))} if scope.often(0.2) else {}
    if not scope.is_single(known) and not isinstance(second, str) and scope.often(0.3):
        more["where"] = condition(inside(scope, known), 0)
    if scope.often(0.3):
        return {"percentage": known.address, "out-of": second, **more}
    return {scope.random.choice(("difference", "quotient")): [known.address, second], **more}


def _count(scope: Scope, depth: int) -> Node | None:
    if not scope.known:
        return None
    found = with_where(scope, "count", list(scope.known), 0)
    options = [each for known in scope.known for each in known.options]
    return {**found, "one-of": some(scope.random, tuple(set(options)))} if options and scope.often(0.4) else found


def _most_possible(scope: Scope, depth: int) -> Node | None:
    found = [each for each in scope.known if each.scored or OPTION in each.sorts]
    return {"most-possible": [scope.random.choice(found).address]} if found else None


def _of_column(scope: Scope, depth: int) -> Node | None:
    found = [each for each in scope.known if each.columns]
    if not found:
        return None
    known = scope.random.choice(found)
    made: Tree = {"count": [known.address], "of-column": scope.random.choice(known.columns)}
    if NUMBER in known.sorts and scope.often(0.6):
        made = {scope.random.choice(("sum", "mean", "largest")): [known.address], "of-column": "found"}
    return {**made, "where": condition(inside(scope, known), 0)} if known.sort == GROUP and scope.often(0.3) else made


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
    found = scope.of(NUMBER, OPTION) + [each for each in addable(scope) if scope.often(0.1)]
    if not found:
        return None
    inputs = [scope.random.choice(found) for _ in range(scope.random.choice((1, 1, 2)))]
    bands: list[Node] = []
    for result in results:
        band = {**_band(scope, inputs[0], "")}
        if len(inputs) > 1 and scope.often(0.8):
            band |= _band(scope, inputs[1], "and-")
        bands.append({**band, "is": result, **_label(scope, result)})
    if scope.often(0.4):
        bands.append({"is": results[0]})
    blank: Tree = {"blank-as": scope.random.choice((0, 1))} if scope.often(0.1) else {}
    return {
        "look-up": inputs[0].address,
        **blank,
        **({"and": inputs[1].address} if len(inputs) > 1 else {}),
        "bands": bands,
    }


def _band(scope: Scope, known: Known, prefix: str) -> Tree:
    if scope.is_single(known) and known.sort == OPTION and not (known.scored and scope.often(0.5)):
        return {f"{prefix}options": some(scope.random, known.options)}
    least = scope.random.choice((0, 1, 2, 3))
    above: Tree = {f"{prefix}{scope.random.choice(('most', 'below'))}": least + scope.random.choice((1, 2))}
    return {f"{prefix}least": least, **above} if scope.often(0.7) else above


def _number_looked_up(scope: Scope, depth: int) -> Node | None:
    return look_up(scope, scope.random.sample(("1", "2", "3", "4.5"), 2))


def _label(scope: Scope, result: Node) -> Tree:
    return {"label": f"In words {result if isinstance(result, str) else 'of its own'}"} if scope.often(0.3) else {}


def choose(scope: Scope, results: list[Node], depth: int) -> Tree:
    """The first whose condition holds; what else is the case is said most of the time."""
    ahead = results[:-1]
    branches: list[Node] = [
        {"when": condition(scope, min(depth, 1)), "is": each, **_label(scope, each)} for each in ahead
    ]
    last: Tree = {"is": results[-1], **_label(scope, results[-1])}
    return {"choose": [*branches, last if scope.often(0.8) else {"when": condition(scope, 0), **last}]}


def _number_chosen(scope: Scope, depth: int) -> Node | None:
    if not scope.known:
        return None
    results: list[Node] = [as_tree(number(scope, depth - 1)) if scope.often(0.3) else each for each in ("1", "2", "3")]
    return choose(scope, results, depth)


_DEEP = (_of_two, _number_chosen)
_WAYS: tuple[Callable[[Scope, int], Node | None], ...] = (
    _asked, _of_column, _of_column, _together, _together, _of_two, _count, _most_possible, _findings, _between,
    _number_looked_up, _number_chosen,
)  # fmt: skip
