"""One message for one mistake: what only follows from another problem is left out.

A name that is misspelt, a quotation mark that was pasted or a bullet makes other things wrong as well. Here lives how
such problems are told from mistakes of their own: by looking at the form again as it was most likely meant. Nothing is
done for a form that has no such mistake. A warning behind which an error is left out becomes the error.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import replace

from formspec.misplaced import NEEDLESS
from formspec.nodes import Entry, Listing, Mapping, Node, Place, Text
from formspec.problem import Level, Problem
from formspec.suggest import bare, offered

Judge = Callable[[Node], list[Problem]]

_RENAMES = frozenset({"unknown-key", "id-form", "option-form"})
"""Rules whose messages may offer the name that was meant, by which other parts of the form refer to it."""
_PASTED = frozenset({"curly-quote", "lone-quote", "invisible-character"})
"""Rules on signs that came with a text and do not belong to it."""
_MISREAD = frozenset({"syntax", "tab", "absent-colon", "tight-colon", "control-character"})
"""Rules of the reading, after which what was read on that line is not what was meant."""


def apart(root: Node, known: Iterable[Problem], *, found: list[Problem], judge: Judge) -> list[Problem]:
    """Return the problems `known` from the reading and those `found` since, without those that follow from others."""
    known = list(known)
    causes = [each for each in (*known, *found) if _is_cause(each)]
    left_out = {each for each in found if each.rule == "empty-value" and _cut(each, known)}
    if causes:
        again = {_kind_and_place(each) for each in judge(_meant(root, causes))}
        left_out |= {each for each in found if _kind_and_place(each) not in again} - set(causes)
    if any(each.rule == "unknown-key" for each in found):
        left_out |= {each for each in found if each.rule.startswith("unused-")}
    renamed = {_place(each) for each in causes if each.rule not in _PASTED}
    left_out |= {each for each in causes if each.rule in _PASTED and _pasted_to(root, each) in renamed}
    misread = _misread_lines(root, known)
    left_out |= {each for each in found if each.line in misread}
    errors = {each.line for each in left_out if each.level is Level.ERROR}
    return [_raised(each, errors) for each in (*known, *found) if each not in left_out]


def _is_cause(problem: Problem) -> bool:
    named = problem.rule in _RENAMES and bool(offered(problem.message))
    return named or problem.rule in _PASTED or problem.rule == NEEDLESS


def _kind_and_place(problem: Problem) -> tuple[int, int, str]:
    return problem.line, problem.column, problem.rule


def _place(problem: Problem) -> Place:
    return Place(problem.line, problem.column)


def _mended(cause: Problem, text: str) -> str:
    """Return what a text was meant to be, or "" when that cannot be told."""
    return bare(text) if cause.rule in _PASTED else offered(cause.message)


def _meant(node: Node, causes: list[Problem]) -> Node:
    """Return the form as it was meant: with the names offered, and without the signs that were pasted."""
    places = {_place(each): each for each in causes}
    places |= {_pasted_to(node, each): each for each in causes if each.rule == "lone-quote"}
    return _as_meant(node, places)


def _pasted_to(root: Node, cause: Problem) -> Place:
    """Return where the text begins that a sign was pasted to."""
    text = _before(_texts(root), _place(cause)) if cause.rule == "lone-quote" else None
    return text.place if text else _place(cause)


def _as_meant(node: Node, places: dict[Place, Problem]) -> Node:
    if isinstance(node, Text):
        cause = places.get(node.place)
        return node._replace(text=_mended(cause, node.text) or node.text) if cause else node
    if isinstance(node, Listing):
        return Listing(tuple(_parts(node, places)), node.place)
    entries: dict[str, Entry] = {}
    for entry in node.entries:
        key = _as_meant(entry.key, places)
        name = key.text if isinstance(key, Text) and key.text not in node.index else entry.key.text
        entries.setdefault(name, Entry(entry.key._replace(text=name), _as_meant(entry.value, places)))
    return Mapping(tuple(entries.values()), node.place)


def _parts(listing: Listing, places: dict[Place, Problem]) -> list[Node]:
    """Return the parts of a list as they were meant, those that a needless hyphen split put together."""
    parts: list[Node] = []
    for each in listing.nodes:
        part, above = _as_meant(each, places), parts[-1] if parts else None
        hyphen = Place(each.place.line, each.place.column - 2)
        if hyphen in places and isinstance(part, Mapping) and isinstance(above, Mapping):
            parts[-1] = Mapping((*above.entries, *part.entries), above.place)
        else:
            parts.append(part)
    return parts


def _misread_lines(root: Node, problems: Iterable[Problem]) -> set[int]:
    """Return the lines of what was misread, those on which its text begins among them."""
    found = [each for each in problems if each.rule in _MISREAD]
    texts = _texts(root) if found else []
    begun = [_before(texts, _place(each)) for each in found]
    return {each.line for each in found} | {text.line for text in begun if text and text.plain}


def _before(texts: list[Text], place: Place) -> Text | None:
    """Return the last text that begins no later than a place."""
    number = bisect_right(texts, place, key=lambda text: text.place)
    return texts[number - 1] if number else None


def _texts(node: Node) -> list[Text]:
    """Return every text in the order of the file."""
    if isinstance(node, Text):
        return [node]
    if isinstance(node, Listing):
        return [text for each in node.nodes for text in _texts(each)]
    return [text for entry in node.entries for text in (entry.key, *_texts(entry.value))]


def _cut(empty: Problem, problems: Iterable[Problem]) -> bool:
    """Whether a value is empty because a sign cut it off."""
    return any(each.rule == "remark" and each.line == empty.line for each in problems)


def _raised(problem: Problem, errors: set[int]) -> Problem:
    """Return a warning as an error, where it stands for one that is left out of its line."""
    stands = problem.rule in _PASTED or problem.rule == "remark"
    return replace(problem, level=Level.ERROR) if stands and problem.line in errors else problem
