"""The rules of the old version with the new addresses of what they look at.

Here lives that rewriting alone, so that a question that has only moved does not change every rule that names it.
"""

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar, cast

from formspec.logic import Check, Condition, Gaps, Value
from formspec.model import About, CompletedBy, Group
from formspec.placeholders import PLACEHOLDER
from formspec.records import SUBMITTED, Retention
from formspec.references import COUNTED

Part = TypeVar("Part")
_NAMED: dict[type, tuple[str, ...]] = {
    Check: ("at",),
    About: ("question",),
    CompletedBy: ("question",),
    Group: ("as_many_as",),
    Gaps: ("within",),
}
"""What holds addresses and nothing else, by the sort of part."""


def readdressed(part: Part, renamed: Mapping[str, str]) -> Part:
    """Return a part of a spec in which every address that has become another one is that other one."""
    return cast(Part, _Renaming(renamed).of(part)) if renamed else part


def readdressed_text(address: str, renamed: Mapping[str, str]) -> str:
    """Return the address that an address has now."""
    return _Renaming(renamed).address(address)


def rechosen(part: Part, values: Mapping[str, str]) -> Part:
    """Return a rule in which every option that has another value has that: `values` by answer and old value."""
    return cast(Part, _Rechoosing(values).of(part))


class _Rechoosing:
    """Puts new values of options for old ones, in whatever tests the answer that they are options of."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = values

    def of(self, part: object) -> object:
        """Return a part with its options as they are called now."""
        if isinstance(part, tuple):
            return tuple(map(self.of, part))
        if not is_dataclass(part) or isinstance(part, type):
            return part
        names = [each.name for each in fields(part) if each.compare]
        made = replace(part, **{name: self.of(getattr(part, name)) for name in names})
        if isinstance(made, Condition) and made.subject is not None:
            operand = made.operand
            literal = operand is not None and operand.op == "literal"
            now = replace(operand, text=self._now(made.subject, operand.text)) if operand and literal else operand
            return replace(made, texts=tuple(self._now(made.subject, each) for each in made.texts), operand=now)
        return made

    def _now(self, subject: Value, value: str) -> str:
        """Return a value as it is now, of the answer that is tested, or of the one column of its question."""
        within = subject.text if subject.op == "question" else ""
        direct = self._values.get(f"{within}.{value}")
        inner = (
            now
            for was, now in self._values.items()
            if was.rpartition(".")[0].rpartition(".")[0] == within and was.rpartition(".")[2] == value
        )
        return direct or next(inner, value)


class _Renaming:
    """Puts new addresses for old ones, whole or with something behind them."""

    def __init__(self, renamed: Mapping[str, str]) -> None:
        self._renamed = renamed

    def of(self, part: object) -> object:
        """Return a part with its addresses as they are now; the very same where none has changed."""
        if isinstance(part, str):
            return PLACEHOLDER.sub(self._placed, part) if "((" in part else part
        if isinstance(part, tuple):
            made = tuple(self.of(each) for each in part)
            return made if any(one is not other for one, other in zip(part, made, strict=True)) else part
        if is_dataclass(part) and not isinstance(part, type):
            return self._record(part)
        return part

    def _record(self, part: object) -> object:
        named = _addresses(part)
        found: dict[str, object] = {}
        for name in (each.name for each in fields(part) if each.compare):  # type: ignore[arg-type]
            value = getattr(part, name)
            made = self._named(value) if name in named else self.of(value)
            if made is not value:
                found[name] = made
        return replace(part, **found) if found else part  # type: ignore[type-var]

    def _named(self, value: object) -> object:
        if isinstance(value, str):
            return self.address(value)
        made = tuple(self._named(each) for each in value) if isinstance(value, tuple) else value
        return value if made == value else made

    def _placed(self, found: re.Match[str]) -> str:
        return f"(({self.address(found[1])}))"

    def address(self, written: str) -> str:
        """Return the address that an address has now, by the longest part of it that has another one."""
        steps = written.split(".")
        for length in range(len(steps), 0, -1):
            now = self._renamed.get(".".join(steps[:length]))
            if now is not None:
                return ".".join([now, *steps[length:]])
        return written


def _addresses(part: object) -> tuple[str, ...]:
    """Return the names of what holds addresses in a part."""
    if isinstance(part, Value):
        return ("text",) if part.op == "question" else ()
    if isinstance(part, Condition):
        return ("texts",) if part.op in COUNTED else ()
    if isinstance(part, Retention):
        return () if part.from_ == SUBMITTED else ("from_",)
    return _NAMED.get(type(part), ())
