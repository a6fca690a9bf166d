"""Which texts of a spec can be said in another language, and the address that each stands under.

Here lives the table of those texts, and the walk over the keys of a spec that finds them. An address is that of the
answers (`section.question`, `section.question.column`, `section.question.evidence.prompt`, and an option behind the
answer that it belongs to). What several answers share, and what is no answer, has a word before its id: `columns.`,
`lists.`, `parts.`, `checks.`, `outcomes.`; `form`, `policy`, `retention` and `letter` stand for themselves. A section
that has the name of one of these is addressed as `sections.` and its id.
"""

from collections.abc import Iterator
from typing import NamedTuple

from formspec.grammar import LEVELS
from formspec.keys import Key, Level, Takes
from formspec.nodes import Listing, Mapping, Node, Text
from formspec.reading import text, text_nodes

WORDED, LABELS = "worded", "labels"
_ANSWER = ("name", "declaration", "name-label", "unit", "errors")
_TEXTS = {
    "spec": ("title", "subtitle", "intro", "questions-label"),
    "policy": ("title", "part", "organisation", "approved-by"),
    "retention": ("decided-by", "reason"),
    "letter": ("salutation", "body", "sign-off", "signatory"),
    "part": ("title", "text"),
    "section": ("title", "text"),
    "question": ("label", "hint", "points", "row-label", *_ANSWER),
    "column": ("label", "hint", *_ANSWER),
    "prompt": ("text",),
    "option": ("label", "hint", "please-say"),
    "check": ("message",),
    "outcome": ("label", "unit"),
}
_MORE = {
    "option": Key(WORDED, Takes.TEXTS, "The labels that it has in some cases, in their order."),
    **dict.fromkeys(
        ("question", "column", "outcome"),
        Key(LABELS, Takes.TEXTS, "The labels of its bands or branches, in their order."),
    ),
}
_TAKEN = frozenset({"form", "policy", "retention", "letter", "columns", "lists", "outcomes", "sections"})
_CONDITIONS = frozenset({"when", "where"})
Texts = dict[str, tuple[Text, ...]]


class Wordy(NamedTuple):
    """A part of a spec that has texts: its address, which keys a translation of it may have, and its texts by key.

    The text of a code of `errors` is kept under `errors.` and the code. `mapping` are the keys of the part itself.
    """

    address: str
    level: Level
    texts: Texts
    mapping: Mapping


def _level(name: str) -> Level:
    keys = [Key(key.name, key.takes, key.meaning) for key in (LEVELS[name].keys[each] for each in _TEXTS[name])]
    keys += [_MORE[name]] if name in _MORE else []
    return Level(name, LEVELS[name].noun, {key.name: key for key in keys}, (), LEVELS[name].instead)


_LEVELS = {name: _level(name) for name in _TEXTS}


def said(mapping: Mapping, level: Level) -> Texts:
    """Return the texts behind the keys of a part, as a translation has them; a spec has them alike, but for labels."""
    texts: Texts = {}
    for entry in mapping.entries:
        key = level.keys.get(entry.key.text)
        if key is None:
            continue
        if key.takes is Takes.TEXT and isinstance(entry.value, Text):
            texts[key.name] = (entry.value,)
        elif key.takes is Takes.TEXTS:
            texts[key.name] = tuple(text_nodes(mapping, key.name))
        elif key.takes is Takes.WORDINGS and isinstance(entry.value, Mapping):
            texts |= {f"{key.name}.{code}": (each,) for code, each in _coded(entry.value)}
    return texts


def _coded(mapping: Mapping) -> Iterator[tuple[str, Text]]:
    for entry in mapping.entries:
        if isinstance(entry.value, Text):
            yield entry.key.text, entry.value


def wordy(root: Mapping) -> dict[str, Wordy]:
    """Return every part of a spec that has texts, by its address, in the order of the spec."""
    parts: dict[str, Wordy] = {}
    for part in _of_spec(root):
        address = part.address if part.address not in parts else f"sections.{part.address}"
        if part.texts:
            parts.setdefault(address, part._replace(address=address))
    return parts


def _part(address: str, name: str, mapping: Mapping) -> Wordy:
    texts = said(mapping, _LEVELS[name])
    texts.pop(WORDED, None)
    if name == "option" and (worded := _labels(mapping.get(WORDED))):
        texts[WORDED] = worded
    if LABELS in _LEVELS[name].keys:
        labels = tuple(each for key in ("calculate", "suggest") for each in _labels(mapping.get(key)))
        texts |= {LABELS: labels} if labels else {}
    return Wordy(address, _LEVELS[name], texts, mapping)


def _labels(node: Node | None) -> tuple[Text, ...]:
    """Return the labels within a working, in the order written."""
    if isinstance(node, Listing):
        return tuple(label for each in node.nodes for label in _labels(each))
    if not isinstance(node, Mapping):
        return ()
    found: tuple[Text, ...] = ()
    for key, value in node.index.items():
        if key == "label" and isinstance(value, Text):
            found += (value,)
        elif key not in _CONDITIONS:
            found += _labels(value)
    return found


def _each(mapping: Mapping, key: str) -> list[Mapping]:
    value = mapping.get(key)
    return [each for each in value.nodes if isinstance(each, Mapping)] if isinstance(value, Listing) else []


def _of_spec(root: Mapping) -> Iterator[Wordy]:
    yield _part("form", "spec", root)
    for name in ("policy", "retention", "letter"):
        value = root.get(name)
        if isinstance(value, Mapping):
            yield _part(name, name, value)
    for part in _each(root, "parts"):
        yield _part(f"parts.{text(part, 'id')}", "part", part)
    for shared in _each(root, "lists"):
        yield from _options(shared, f"lists.{text(shared, 'id')}")
    yield from _columns(root, "columns")
    for section in _each(root, "sections"):
        yield from _section(section, _answer_of(root, ""))
    yield from _checks(root, "checks")
    for outcome in _each(root, "outcomes"):
        yield _part(f"outcomes.{text(outcome, 'id')}", "outcome", outcome)


def section_address(name: str) -> str:
    """Return the address of a section, or of what stands in one, as a translation has it."""
    return f"sections.{name}" if name.partition(".")[0] in _TAKEN else name


def _section(section: Mapping, answer: str) -> Iterator[Wordy]:
    address = section_address(text(section, "id"))
    yield _part(address, "section", section)
    yield from _columns(section, f"{address}.columns")
    for question in _each(section, "questions"):
        yield from _question(question, address, _answer_of(section, answer))


def _question(question: Mapping, within: str, answer: str) -> Iterator[Wordy]:
    address = f"{within}.{text(question, 'id')}"
    answer = _answer_of(question, answer)
    yield _part(address, "question", question)
    yield from _options(question, f"{address}.{answer}" if answer else address)
    for prompt in _each(question, "evidence"):
        yield from _prompts(prompt, f"{address}.evidence")
    yield from _columns(question, f"{address}.columns" if "questions" in question.index else address)
    for each in _each(question, "questions"):
        yield from _question(each, address, answer)
    yield from _checks(question, f"{address}.checks")


def _answer_of(mapping: Mapping, above: str) -> str:
    """Return the id of the column that the answer stands in, "" where there are no columns."""
    if "columns" not in mapping.index:
        return above
    return next((text(each, "id") for each in _each(mapping, "columns") if text(each, "role") == "answer"), "")


def _columns(mapping: Mapping, within: str) -> Iterator[Wordy]:
    for column in _each(mapping, "columns"):
        address = f"{within}.{text(column, 'id')}"
        yield _part(address, "column", column)
        yield from _options(column, address)
        yield from _checks(column, f"{address}.checks")


def _options(mapping: Mapping, within: str) -> Iterator[Wordy]:
    for option in _each(mapping, "options"):
        yield _part(f"{within}.{text(option, 'value')}", "option", option)


def _prompts(prompt: Mapping, within: str) -> Iterator[Wordy]:
    yield _part(f"{within}.{text(prompt, 'id')}", "prompt", prompt)
    for each in _each(prompt, "prompts"):
        yield from _prompts(each, within)


def _checks(mapping: Mapping, within: str) -> Iterator[Wordy]:
    for check in _each(mapping, "checks"):
        yield _part(f"{within}.{text(check, 'id')}", "check", check)
