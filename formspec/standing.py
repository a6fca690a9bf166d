"""Where a place of a text stands among the keys around it, whether or not the text can be read yet.

Here lives the looking at indentation, hyphens and brackets alone. What a key means is for others to say.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_LINE = re.compile(r"(?P<indent> *)(?P<dashes>(?:- +)*)(?:(?P<key>[\w-]+) *:(?= |$)(?P<rest>.*))?")
_PIECE = re.compile(r"[{}\[\],:]|[^{}\[\],:]+")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_FOLDED = re.compile(r" *[|>][-+0-9]* *(?:#.*)?$")


@dataclass(frozen=True, slots=True)
class Standing:
    """A place among keys: the keys that lead to it, the one that it stands behind, "" for the place of a key itself.

    `beside` are the keys that stand beside a key's place already.
    """

    path: tuple[str, ...]
    key: str
    beside: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Keyed:
    """A line with a key: the column of its last hyphen (-1 without one), that of its key, the key, what follows."""

    dash: int
    column: int
    key: str
    rest: str


def standing(lines: list[str], at: int, column: int) -> Standing:
    """Return where a column of a line stands, both counted from 0."""
    before = _QUOTED.sub(lambda found: "x" * len(found[0]), lines[at][:column])
    found = _LINE.match(before)
    indent, dashes = found["indent"] if found else "", found["dashes"] if found else ""
    own, dash = len(indent) + len(dashes), len(indent) + len(dashes.rstrip()) - 1 if dashes else -1
    key, rest = (found["key"] or "", found["rest"] or "") if found else ("", "")
    outer = _outer(lines, at, own, dash)
    if outer is None:
        return Standing((), "#")
    inner = rest if key else before[own:]
    brackets = _brackets(inner)
    if brackets is not None:
        return _within(brackets, (*outer, key) if key else outer)
    if key:
        return Standing(outer, key)
    if _is_listed(lines, at, own, dash, before[own:]):
        return Standing(outer[:-1], outer[-1])
    return Standing(outer, "", frozenset(_beside(lines, at, own, dash)))


def _keyed(line: str) -> _Keyed | None:
    found = _LINE.match(line)
    if found is None or found["key"] is None:
        return None
    indent, dashes = len(found["indent"]), found["dashes"]
    dash = indent + len(dashes.rstrip()) - 1 if dashes else -1
    return _Keyed(dash, indent + len(dashes), found["key"], found["rest"])


def _outer(lines: list[str], at: int, own: int, dash: int) -> tuple[str, ...] | None:
    """Return the keys under which a column of a line stands; None within a text of several lines."""
    path: list[str] = []
    limit = dash + 1 if dash >= 0 else own
    for line in reversed(lines[:at]):
        each = _keyed(line)
        if each is None:
            limit = _past_bare_dash(line, limit)
            continue
        if each.column < limit:
            if not path and _FOLDED.match(each.rest):
                return None
            path.append(each.key)
            limit = each.column
    return tuple(reversed(path))


def _past_bare_dash(line: str, limit: int) -> int:
    """Return how far out keys are looked for, past a line that is a hyphen and nothing else."""
    bare = line.rstrip()
    return len(bare) if bare.lstrip() == "-" and len(bare) <= limit else limit


def _is_listed(lines: list[str], at: int, own: int, dash: int, typed: str) -> bool:
    """Say whether what is typed is a text of a list: other texts of the list stand beside it."""
    if dash < 0 or ":" in typed:
        return False
    for line in reversed(lines[:at]):
        if not line.strip():
            continue
        found = _LINE.match(line)
        if found is None or not found["dashes"] or len(found["indent"]) != dash:
            return False
        return found["key"] is None and not line[own:].startswith("{")
    return False


def _beside(lines: list[str], at: int, own: int, dash: int) -> Iterator[str]:
    """Yield the keys that stand beside the place of a key."""
    if dash < 0:
        for line in reversed(lines[:at]):
            each = _keyed(line)
            if each and each.column == own:
                yield each.key
                if each.dash >= 0:
                    break
            elif each and each.column < own:
                break
    for line in lines[at + 1 :]:
        each = _keyed(line)
        if each and (each.column < own or (each.dash >= 0 and each.column <= own)):
            break
        if each and each.column == own:
            yield each.key


def _brackets(text: str) -> list[tuple[str, str, frozenset[str]]] | None:
    """Return the brackets that are open at the end of a text, each with the key written last in it and all before."""
    opened: list[tuple[str, str, frozenset[str]]] = []
    word = ""
    for piece in _PIECE.findall(text):
        if piece in "{[":
            opened.append((piece, "", frozenset()))
        elif piece in "}]":
            if opened:
                opened.pop()
        elif piece == ":" and opened:
            sign, _, known = opened[-1]
            opened[-1] = (sign, word.strip(), known | {word.strip()})
        elif piece == "," and opened and opened[-1][0] == "{":
            opened[-1] = ("{", "", opened[-1][2])
        word = piece
    return opened or None


def _within(brackets: list[tuple[str, str, frozenset[str]]], path: tuple[str, ...]) -> Standing:
    *outer, (sign, key, known) = brackets
    whole = (*path, *(each[1] for each in outer if each[1]))
    if sign == "[" and not key:
        return Standing(whole[:-1], whole[-1] if whole else "")
    return Standing(whole, key, known)
