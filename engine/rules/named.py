"""What a condition or a value looks at: the answers that it names, and whether it counts findings.

Here lives that look alone; what an address means to whoever asks is for `engine.rules.coverage` to say.
"""

from collections.abc import Iterator

from formspec.logic import Check, Condition, Value

_COUNTED = frozenset({"exactly-one", "at-least-one", "at-most-one", "all-different"})


def addresses_of(part: Condition | Value | None, question: str = "") -> Iterator[str]:
    """Yield the addresses that a condition or a value refers to, in the order written.

    A column is one of the question at this address, without rows.
    """
    for each in parts_of(part):
        if isinstance(each, Condition):
            yield from each.texts if each.op in _COUNTED else ()
        elif each.op == "question":
            yield each.text
        elif each.op == "column" and question:
            yield f"{question}.{each.text}"


def referred(check: Check, question: str = "") -> list[str]:
    """Return the addresses that a check refers to, in the order written."""
    return [*addresses_of(check.when, question), *addresses_of(check.must, question)]


def counts_findings(check: Check) -> bool:
    """Say whether a check looks at the findings, which any answer may add to."""
    parts = (*parts_of(check.when), *parts_of(check.must))
    return any(isinstance(each, Value) and each.op == "findings" for each in parts)


def parts_of(part: Condition | Value | None) -> Iterator[Condition | Value]:
    """Yield a condition or a value, and then all that it is made of, in the order written."""
    if part is None:
        return
    yield part
    inner = (part.subject, part.operand) if isinstance(part, Condition) else ()
    for each in (*inner, *part.parts):
        yield from parts_of(each)
    if isinstance(part, Value):
        yield from parts_of(part.where)
        for branch in part.branches:
            yield from parts_of(branch.when)
            yield from parts_of(branch.comes_to)
