"""From the text of a pattern to its tree, or to a sentence that says what cannot be used.

Here lives the grammar of patterns: the part of regular expressions that RE2, Python, JavaScript and the validators of
JSON Schema all read alike. What only some of them know, or what they understand differently, is refused.
"""

import re

from formspec.pattern.refused import ESCAPES, SIGNS, PatternError, group_refused, sign_refused
from formspec.pattern.tree import Characters, Choice, Node, Ranges, Repeat, Sequence, others, united

MOST_REPEATS = 1000
_DEEPEST = 20
_REPEAT = re.compile(r"[*+?]|\{([0-9]*)(,?)([0-9]*)\}")
_DOUBLE = re.compile(r"--|&&|~~|\|\|")
_SHORT = {"*": (0, None), "+": (1, None), "?": (0, 1)}
_SORTS = ("0123456789", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")


def read(pattern: str) -> Node:
    """Return the tree of a pattern, or raise `PatternError`."""
    return _Reader(pattern).whole()


class _Reader:
    """A pattern and how far it has been read."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.at = 0
        self.depth = 0

    def whole(self) -> Node:
        tree = self.choice()
        if self.at < len(self.pattern):
            raise PatternError("A “)” closes nothing: remove it, or write \\) for the sign itself.")
        return tree

    def choice(self) -> Node:
        begun = self.at
        branches = [self.sequence()]
        while self.take("|"):
            branches.append(self.sequence())
        return branches[0] if len(branches) == 1 else Choice(tuple(branches), self.pattern[begun : self.at])

    def sequence(self) -> Node:
        begun = self.at
        parts: list[Node] = []
        while self.sign not in ("", "|", ")"):
            parts.append(self.repeated())
        if self.at == begun and not (self.sign == ")" and not self.depth):
            raise PatternError(self.nothing_there())
        return parts[0] if len(parts) == 1 else Sequence(tuple(parts))

    def repeated(self) -> Node:
        begun = self.at
        part = self.atom()
        found = _REPEAT.match(self.pattern, self.at)
        if not found:
            return part
        self.at = found.end()
        least, most = _SHORT.get(found[0]) or _counted(found)
        if again := _REPEAT.match(self.pattern, self.at):
            raise PatternError(f"“{found[0]}{again[0]}” cannot be used: keep only “{found[0]}”.")
        return Repeat(part, least, most, self.pattern[begun : self.at])

    def atom(self) -> Node:
        if self.sign == "(":
            return self.group()
        if self.sign == "[":
            return self.characters()
        if self.sign == "\\":
            return _one(self.escaped(SIGNS))
        if refusal := sign_refused(self.sign):
            raise PatternError(refusal)
        return _one(self.step())

    def group(self) -> Node:
        if not self.take("(?:"):
            if self.pattern.startswith("(?", self.at):
                raise PatternError(group_refused(self.pattern[self.at :]))
            self.step()
        self.depth += 1
        if self.depth > _DEEPEST:
            raise PatternError(f"More than {_DEEPEST} “(” stand inside each other: write a simpler pattern.")
        inner = self.choice()
        if not self.take(")"):
            raise PatternError("A “(” is never closed: write the “)”, or \\( for the sign itself.")
        self.depth -= 1
        return inner

    def characters(self) -> Node:
        begun = self.at
        self.step()
        negated = self.take("^")
        sets: list[Ranges] = []
        while not self.take("]"):
            sets.append(self.span(first=not sets))
        written = self.pattern[begun : self.at]
        if not sets:
            raise PatternError(f"“{written}” holds no character: write some, or \\] for the sign itself.")
        if double := _DOUBLE.search(written):
            raise PatternError(f"“{double[0]}” inside [ ] means different things in different programs: write it once.")
        return Characters(others(united(*sets)) if negated else united(*sets))

    def span(self, *, first: bool) -> Ranges:
        begun = self.at
        low = high = self.member(first=first)
        if self.sign == "-" and self.following not in ("]", ""):
            self.step()
            high = self.member(first=False)
            _check_span(low, high, self.pattern[begun : self.at])
        return ((ord(low), ord(high)),)

    def member(self, *, first: bool) -> str:
        if not self.sign:
            raise PatternError("A “[” is never closed: write the “]”, or \\[ for the sign itself.")
        if self.sign == "\\":
            return self.escaped(f"{SIGNS}-")
        if self.pattern.startswith("[:", self.at):
            raise PatternError("Names such as “[:alpha:]” cannot be used: write the characters, such as [A-Za-z].")
        if self.sign == "[":
            raise PatternError("A “[” stands inside [ ]: write \\[ for the sign itself.")
        if self.sign == "-" and not first and self.following not in ("]", ""):
            raise PatternError("A “-” stands between characters inside [ ]: write \\- for the sign itself.")
        return self.step()

    def escaped(self, signs: str) -> str:
        self.step()
        if not self.sign:
            raise PatternError("The pattern ends with “\\”: remove it, or write \\\\ for the sign itself.")
        if self.sign in signs:
            return self.step()
        raise PatternError(ESCAPES.get(self.sign) or f"“\\{self.sign}” needs no “\\”: write “{self.sign}”.")

    @property
    def sign(self) -> str:
        return self.pattern[self.at : self.at + 1]

    @property
    def following(self) -> str:
        return self.pattern[self.at + 1 : self.at + 2]

    def step(self) -> str:
        self.at += 1
        return self.pattern[self.at - 1]

    def take(self, text: str) -> bool:
        taken = self.pattern.startswith(text, self.at)
        self.at += len(text) if taken else 0
        return taken

    def nothing_there(self) -> str:
        if self.sign == "|" or self.pattern[: self.at].endswith("|"):
            return "Nothing stands on one side of a “|”: write what may stand there, or put a ? behind the brackets."
        return "Nothing stands inside a pair of brackets “()”: remove them, or write \\( and \\) for the signs."


def _one(character: str) -> Characters:
    return Characters(((ord(character), ord(character)),))


def _check_span(low: str, high: str, written: str) -> None:
    if low > high:
        raise PatternError(f"“{written}” is the wrong way round: write “{high}-{low}”.")
    if any((low in sort) != (high in sort) for sort in _SORTS):
        raise PatternError(f"“{written}” also holds other signs than it seems: write each range apart, as in [A-Za-z].")


def _counted(found: re.Match[str]) -> tuple[int, int | None]:
    """Return the numbers of a repeat such as {2}, {2,} or {2,3}."""
    if not found[1]:
        raise PatternError(f"“{found[0]}” lacks a number: write how often, such as {{0,5}} or {{6}}.")
    least = int(found[1])
    most = int(found[3]) if found[3] else None if found[2] else least
    if max(least, most or 0) > MOST_REPEATS:
        raise PatternError(f"“{found[0]}” repeats too often: {MOST_REPEATS:,} times is the most.")
    if most is not None and most < least:
        raise PatternError(f"“{found[0]}” is the wrong way round: write {{{most},{least}}}.")
    if most == 0:
        raise PatternError(f"“{found[0]}” repeats nothing: remove it, and what stands before it.")
    return least, most
