"""Which answers a condition or a value names.

Here lives that look alone; what an address means to whoever asks is for `engine.rules.coverage` to say.
"""

from collections.abc import Iterator

from formspec.logic import Condition, Value


def addresses_of(part: Condition | Value | None) -> Iterator[str]:
    """Yield the addresses that a condition or a value refers to, in the order written."""
    if part is None:
        return
    if isinstance(part, Condition):
        yield from addresses_of(part.subject)
        yield from addresses_of(part.operand)
        yield from part.texts if part.op in {"exactly-one", "at-least-one", "at-most-one", "all-different"} else ()
        for each in part.parts:
            yield from addresses_of(each)
        return
    if part.op == "question":
        yield part.text
    for inner in part.parts:
        yield from addresses_of(inner)
    yield from addresses_of(part.where)
    for branch in part.branches:
        yield from addresses_of(branch.when)
        yield from addresses_of(branch.comes_to)
