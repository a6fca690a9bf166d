"""The source reader: bytes of a spec in; texts, lists and mappings with their places out; every fault a `Problem`.

This is the only module that knows YAML. It walks libyaml's events and builds nothing but nodes; no constructor, tag
or anchor ever acts. What a form is lives in the loader; what a syntax fault most likely means lives in `diagnosis`;
what bytes and characters may stand in a file lives in `characters`. The rules of a source:

    too-large           the file has more than 1 MiB
    encoding            a byte is not UTF-8
    control-character   a character that no line may hold, typed or written with a backslash; half a line ending
    conflict            the marks of a merge that was not settled
    empty               the file says nothing
    syntax              the text cannot be read, or clearly not as it was meant
    tab                 a tab among the spaces that a line begins with
    too-deep            lists and mappings stand in one another more than 24 deep
    too-many            the file has more than 20,000 texts, lists and mappings
    text-too-long       a text has more than 16,000 characters
    duplicate-key       a key stands twice in one mapping
    absent-key          a colon with nothing before it
    complex-key         a key that is not a text, or is written with a question mark
    merge-key           the key `<<`
    tag, anchor, alias  a text that begins with `!`, `&` or `*`
    directive           a line that begins with `%`
    second-document     a second `---`, or anything after `...`
    too-many-problems   more than 100 problems: the first 100 are shown

A syntax fault ends the reading, and so do the limits; all other faults are gathered on the way.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, cast

try:
    from yaml import CSafeLoader
except ImportError:
    message = "Formspec needs PyYAML with its C library (libyaml); install the PyYAML wheel for this machine."
    raise ImportError(message) from None
from yaml import MarkedYAMLError, YAMLError
from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from formspec.characters import LINE_END, decode, place_at, unwanted
from formspec.diagnosis import diagnose
from formspec.diagnosis.beginnings import BULLETS, DIRECTIVE, SPACES, slip_within
from formspec.diagnosis.fault import Fault
from formspec.diagnosis.quotes import swallows, unclosed_message
from formspec.nodes import Entry, Listing, Mapping, Node, Place, Text
from formspec.problem import Problem

DEEPEST = 24
MOST_NODES = 20_000
LONGEST_TEXT = 16_000
MOST_PROBLEMS = 100

_SLIPS = frozenset(BULLETS + SPACES + "-")
_QUESTION = re.compile(r"^[ -]*\?\s|[\[{,]\s*\?\s", re.MULTILINE)
_NEAR = 64
_SCALAR: object = ScalarEvent
_ALIAS: object = AliasEvent
_LIST: object = SequenceStartEvent
_LIST_END: object = SequenceEndEvent
_MAPPING_END: object = MappingEndEvent
_END: object = StreamEndEvent
_MOST_UNREAD = 40_000
_QUOTE = "Put quotation marks round the whole text."


@dataclass(frozen=True, slots=True)
class Source:
    """What was read: the outermost node, or None where reading had to stop; and every fault, in the file's order."""

    root: Node | None
    problems: tuple[Problem, ...]


def read(data: bytes) -> Source:
    """Read a spec; whatever the bytes are, the answer is a `Source`, with a root or at least one error."""
    characters = decode(data, most_problems=MOST_PROBLEMS + 1)
    if characters.text is None:
        return Source(None, characters.problems)
    reading = _Reading(characters.text, list(characters.problems))
    return Source(reading.root(), _first(reading.problems))


def _first(problems: list[Problem]) -> tuple[Problem, ...]:
    found = sorted(set(problems))
    if len(found) <= MOST_PROBLEMS:
        return tuple(found)
    more = found[MOST_PROBLEMS]
    message = f"There are more problems from here on. Put the {MOST_PROBLEMS} above right first, then check again."
    return (*found[:MOST_PROBLEMS], Problem(more.line, more.column, "too-many-problems", message))


class _Mark(Protocol):
    index: int
    line: int
    column: int


class _Event(Protocol):
    """What is used of libyaml's events; the fields after the marks stand only on the kinds that have them."""

    start_mark: _Mark
    end_mark: _Mark
    anchor: str | None
    tag: str | None
    value: str
    style: str | None
    version: object
    tags: object
    flow_style: bool


class _StopError(Exception):
    """Reading went as far as it can; the reason is among the problems."""


class _Reading:
    """One walk over the events of a text."""

    def __init__(self, text: str, problems: list[Problem]) -> None:
        self.text = text
        self.problems = problems
        self.explained = {problem.line for problem in problems}
        self.next = cast("Callable[[], _Event]", CSafeLoader(text).get_event)
        self.nodes = 0
        self.brackets = 0
        self.scalar: _Event | None = None
        self.questions = _QUESTION.search(text) is not None
        self._lines: list[str] | None = None

    @property
    def lines(self) -> list[str]:
        """The lines of the text, cut when first asked for."""
        if self._lines is None:
            self._lines = LINE_END.split(self.text)
        return self._lines

    def report(self, place: Place, rule: str, message: str) -> None:
        """Keep a problem; stop when there are more than anyone would read."""
        self.problems.append(Problem(place.line, place.column, rule, message))
        self.explained.add(place.line)
        if len(self.problems) > MOST_PROBLEMS:
            raise _StopError

    def root(self) -> Node | None:
        """Read the one document of the text; None where reading had to stop."""
        try:
            return self._document()
        except _StopError:
            return None
        except MarkedYAMLError as error:
            self._fault(error)
        except (YAMLError, UnicodeError):
            self._tag_of_bytes()
        return None

    def _document(self) -> Node | None:
        self.next()
        event = self.next()
        root: Node | None = None
        if type(event) is not _END:
            self._directives(event)
            root = self.node(self.next(), 1, -1)
            self.next()
            event = self.next()
        if type(event) is not _END:
            message = "The line “---” begins a second form in this file. Keep one form in a file: remove this line."
            self.report(_place(event.start_mark), "second-document", message)
        elif root is None or (isinstance(root, Text) and root.empty):
            self.report(Place(1, 1), "empty", "This file is empty. Write the form, or check that it is the right file.")
        return root

    def _directives(self, event: _Event) -> None:
        if event.version or event.tags:
            line = next(number for number, text in enumerate(self.lines, 1) if text.startswith("%"))
            self.report(Place(line, 1), "directive", DIRECTIVE)

    def node(self, event: _Event, depth: int, margin: int) -> Node:
        """Read one node; `depth` counts the lists and mappings it would stand in, `margin` is their indentation."""
        mark = event.start_mark
        place = Place(mark.line + 1, mark.column + 1)
        self.nodes += 1
        if self.nodes > MOST_NODES:
            self._limit(place, "too-many", f"This form has more than {MOST_NODES:,} texts and lists. Split it.")
        kind = type(event)
        if kind is _SCALAR:
            return self._scalar(event, place, margin)
        if kind is _ALIAS:
            self.report(place, "alias", f"A text cannot begin with “*” unless it is in quotes. {_QUOTE}")
            return Text("", place)
        if event.tag is not None or event.anchor is not None:
            self._properties(event, place)
        if depth > DEEPEST:
            message = f"Lists stand here more than {DEEPEST} deep in one another. Check the brackets and spaces above."
            self._limit(place, "too-deep", message)
        if kind is _LIST:
            return self._listing(event, place, depth, margin)
        return self._mapping(event, place, depth, margin)

    def _limit(self, place: Place, rule: str, message: str) -> None:
        self.report(place, rule, message)
        raise _StopError

    def _properties(self, event: _Event, place: Place) -> None:
        if event.tag is not None:
            self.report(place, "tag", f"A text cannot begin with “!” unless it is in quotes. {_QUOTE}")
        if event.anchor is not None:
            self.report(place, "anchor", f"A text cannot begin with “&” unless it is in quotes. {_QUOTE}")

    def _listing(self, event: _Event, place: Place, depth: int, margin: int) -> Listing:
        flow = event.flow_style
        margin = margin if flow else place.column - 1
        nodes = []
        self.brackets += flow
        while type(event := self.next()) is not _LIST_END:
            nodes.append(self.node(event, depth + 1, margin))
        self.brackets -= flow
        return Listing(tuple(nodes), place)

    def _mapping(self, event: _Event, place: Place, depth: int, margin: int) -> Mapping:
        flow = event.flow_style
        margin = margin if flow else place.column - 1
        entries: dict[str, Entry] = {}
        self.brackets += flow
        while type(event := self.next()) is not _MAPPING_END:
            key = self.node(event, depth + 1, margin)
            kept = self._key(event, key, entries)
            value = self.node(self.next(), depth + 1, margin)
            if kept is not None:
                entries[kept.text] = Entry(kept, value)
        self.brackets -= flow
        return Mapping(tuple(entries.values()), place)

    def _key(self, event: _Event, key: Node, entries: dict[str, Entry]) -> Text | None:
        """Return the key, or None where it cannot be one."""
        place = key.place
        if not isinstance(key, Text) or (self.questions and self._asked(event)):
            self.report(place, "complex-key", f"Only a name can stand before a colon. If this begins a text: {_QUOTE}")
        elif type(event) is _ALIAS:
            return None
        elif not key.text:
            self.report(place, "absent-key", "There is no name before this colon. Type one, or remove the line.")
        elif key.plain and key.text == "<<":
            self.report(place, "merge-key", "“<<” cannot be used here. Write out the lines that it stands for.")
        elif key.text in entries:
            self._twice(key, entries[key.text].key.place)
        else:
            return key
        return None

    def _asked(self, event: _Event) -> bool:
        """Whether a key is written with a question mark before it."""
        index = event.start_mark.index
        before = self.text[max(0, index - _NEAR) : index]
        return re.search(r"(?:^|[\s\[{,])\?\s+$", before) is not None

    def _twice(self, key: Text, first: Place) -> None:
        where = "earlier on this line" if first.line == key.place.line else f"on line {first.line}"
        what = f"Line {key.place.line} gives “{key.text}:” again; it is already given {where}. Keep one of the two."
        self.report(key.place, "duplicate-key", what)

    def _scalar(self, event: _Event, place: Place, margin: int) -> Text:
        self.scalar = event
        text, style = event.value, event.style
        if event.tag is not None or event.anchor is not None:
            self._properties(event, place)
        if len(text) > LONGEST_TEXT:
            message = (
                f"This text has {len(text):,} characters; the most is {LONGEST_TEXT:,}. Check where it should end."
            )
            self.report(place, "text-too-long", message)
            text = text[:LONGEST_TEXT]
        if not style:
            if not self.brackets and (text[:1] in _SLIPS or event.end_mark.line >= place.line):
                self._slips(event, place)
            return Text(text, place)
        if style in "'\"":
            self._quoted(event, place, margin)
        return Text(text, place, False)

    def _slips(self, event: _Event, place: Place) -> None:
        """Report a text without quotes that was meant as many: its lines begin like lines of a list."""
        found = slip_within(self.lines, place, event.end_mark.line + 1)
        if found:
            self.explained.add(event.end_mark.line + 1)
            self.report(found[0], "syntax", found[1])

    def _quoted(self, event: _Event, place: Place, margin: int) -> None:
        odd = unwanted(event.value) if event.style == '"' else ""
        if odd:
            message = f"This text holds an invisible character (U+{ord(odd):04X}), written with a backslash. Remove it."
            self.report(place, "control-character", message)
        last = event.end_mark.line + 1
        if last > place.line and swallows(self.lines[place.line : last], margin):
            self.explained.add(last)
            self.report(place, "syntax", unclosed_message(event.style or ""))

    def _fault(self, error: MarkedYAMLError) -> None:
        """Report a syntax fault, unless a problem already found explains it."""
        end = cast("_Mark | None", error.problem_mark)
        start = cast("_Mark | None", error.context_mark)
        line, column = (end.line + 1, end.column + 1) if end else (1, 1)
        if line in self.explained:
            return
        unread = self._unread_from()
        place = place_at(self.text, unread)
        self.problems.append(
            diagnose(
                Fault(
                    lines=self.lines,
                    said=error.problem or "",
                    line=line,
                    column=column,
                    doing=error.context or "",
                    start_line=start.line + 1 if start else 0,
                    start_column=start.column + 1 if start else 0,
                    unread=self.text[unread : end.index + 1 if end else unread][:_MOST_UNREAD],
                    unread_line=place.line,
                    unread_column=place.column,
                )
            )
        )

    def _unread_from(self) -> int:
        """Return where the last text that was read whole ends; where it begins, if it stands in quotes."""
        if self.scalar is None:
            return 0
        quoted = self.scalar.style and self.scalar.style in "'\""
        return (self.scalar.start_mark if quoted else self.scalar.end_mark).index

    def _tag_of_bytes(self) -> None:
        """Report a tag whose escapes are no text, which the library cannot even say."""
        found = self.text.find("!", self.scalar.end_mark.index if self.scalar else 0)
        place = place_at(self.text, max(found, 0))
        message = f"A text cannot begin with “!” unless it is in quotes. {_QUOTE}"
        self.problems.append(Problem(place.line, place.column, "tag", message))


def _place(mark: _Mark) -> Place:
    return Place(mark.line + 1, mark.column + 1)
