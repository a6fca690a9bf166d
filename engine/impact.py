"""What of a form a draft has answered: whether it touches a question, a column, a prompt or an option.

Here lives that question alone, so that a change to a form can be told with how many it concerns. Addresses are those of
the version that was filled in.
"""

from collections.abc import Iterable, Iterator, Mapping

from engine.form import Form
from engine.kinds.choices import TICKED
from engine.kinds.kind import is_blank
from formspec.addresses import Addresses, placed
from formspec.model import Spec


def touched_among(form: Form, entries: Mapping[str, str], addresses: Iterable[str]) -> tuple[str, ...]:
    """Return those of some addresses at which anything is entered, in their order.

    An address is of a section, a question or group, a column, a prompt, an option (behind its question or its column),
    or a check. What stands in rows that were taken away does not count.
    """
    given = dict(_given(form, entries))
    within = {part for name in given for part in _parts(name)}
    table = Addresses(form.spec)
    return tuple(each for each in addresses if _is_touched(each, table, given, within))


def _given(form: Form, entries: Mapping[str, str]) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the names of what is entered, without rows, each with all that is entered there."""
    groups = _groups(form.spec)
    found: dict[str, set[str]] = {}
    for name, text in form.of(entries).standing(entries).items():
        if not is_blank(text):
            found.setdefault(_without_rows(name, groups), set()).add(text)
    yield from ((name, frozenset(texts)) for name, texts in found.items())


def _groups(spec: Spec) -> frozenset[str]:
    return frozenset(each.address for each in placed(spec) if each.question.group is not None)


def _without_rows(name: str, groups: frozenset[str]) -> str:
    """Return a name without the ids of the rows that it stands in."""
    kept: list[str] = []
    steps = iter(name.split("."))
    for step in steps:
        kept.append(step)
        if ".".join(kept) in groups:
            next(steps, None)
    return ".".join(kept)


def _parts(name: str) -> Iterator[str]:
    """Yield a name, and the address of everything that it stands in."""
    steps = name.split(".")
    yield from (".".join(steps[:length]) for length in range(1, len(steps) + 1))


def _is_touched(address: str, table: Addresses, given: Mapping[str, frozenset[str]], within: set[str]) -> bool:
    if address in table:
        return address in within
    found = _option(address, table)
    if found is None:
        return address in within
    answer, value = found
    return value in given.get(answer, ()) or TICKED in given.get(f"{answer}.{value}", ())


def _option(address: str, table: Addresses) -> tuple[str, str] | None:
    """Return the answer and the value that the address of an option names, None for any other address."""
    named = table.option(address)
    if named is not None:
        answers = named[0].answers
        return answers[0].address, named[1].value
    within, _, value = address.rpartition(".")
    answer = table.get(within)
    if answer is not None and answer.column is not None and answer.column.kind == "yes-no" and value in ("yes", "no"):
        return answer.answers[0].address, value
    return None
