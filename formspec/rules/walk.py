"""What several rules walk: the conditions and values of a form, and problems told once at a place.

Nothing here finds a fault.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from formspec.asking import Found
from formspec.bands import MOST_PAIRED, Domain, Layout, Limits, layout, limits_of
from formspec.logic import Condition, Value
from formspec.model import Option, OptionList, Spec
from formspec.nodes import Place
from formspec.problem import Problem
from formspec.reading import is_decimal
from formspec.sorts import NUMBER, OPTION, TEXT
from formspec.written import Written


def conditions(written: Written) -> Iterator[tuple[Found, Condition]]:
    """Yield every condition of a form, with who asks it."""
    for found in written.found:
        if isinstance(found.node, Condition):
            yield found, found.node


def values(written: Written) -> Iterator[tuple[Found, Value]]:
    """Yield every value of a form, with who asks it."""
    for found in written.found:
        if isinstance(found.node, Value):
            yield found, found.node


def once(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield the first problem at each place: what many questions share is written, and wrong, in one place."""
    told: set[Place] = set()
    for problem in problems:
        place = Place(problem.line, problem.column)
        if place not in told:
            told.add(place)
            yield problem


def list_named(spec: Spec, name: str) -> OptionList | None:
    """Return the shared list of options with a name, None when there is none."""
    return next((each for each in spec.lists if each.id == name), None)


def look_ups(written: Written) -> Iterator[tuple[Found, Value, tuple[Domain, ...]]]:
    """Yield every look-up once, with what each of its inputs may be."""
    met: set[int] = set()
    for found, value in values(written):
        if value.op == "look-up" and value.bands and value.parts and id(value) not in met:
            met.add(id(value))
            within = found.asked.asker.within
            limits = zip(*(limits_of(band) for band in value.bands), strict=True)
            yield found, value, tuple(domain(written, *each, within) for each in zip(value.parts, limits, strict=False))


def laid_out(written: Written) -> Iterator[tuple[Value, Layout]]:
    """Yield every look-up once, with what its inputs may be laid out for its bands; not one with two and many bands."""
    for _, value, domains in look_ups(written):
        if len(domains) == 1 or len(value.bands) <= MOST_PAIRED:
            yield value, layout(value.bands, domains[0], domains[1] if len(domains) > 1 else None)


def domain(written: Written, part: Value, limits: Iterable[Limits], within: str) -> Domain:
    """Return what an input of a look-up may be."""
    sort, column = written.sorts.of(part, within), written.sorts.column(part, within)
    options = written.sorts.options(column) if sort == OPTION else ()
    if options:
        return Domain(options)
    words = written.sorts.words(part, within) if sort == TEXT else None
    named = words or {option for each in limits for option in each.options}
    if named:
        return Domain(tuple(Option(value=word, label=word) for word in sorted(named)), told=bool(words))
    least, most = ((column.least, column.most) if column else (None, None)) if sort == NUMBER else (None, None)
    from_zero = Decimal(0) if part.op in {"count", "findings"} else None
    whole = written.sorts.is_whole(part, within)
    return Domain((), whole, _literal(least) or from_zero, _literal(most))


def _literal(bound: Value | None) -> Decimal | None:
    return Decimal(bound.text) if bound and bound.op == "literal" and is_decimal(bound.text) else None
