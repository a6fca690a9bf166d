"""The source reader: bytes of a spec in; texts, lists and mappings with their places out; every fault a `Problem`.

This is the only module that knows YAML. It walks libyaml's events and builds nothing but nodes; no constructor, tag
or anchor ever acts. What a form is lives in the loader; what a syntax fault most likely means lives in `diagnosis`;
what bytes and characters may stand in a file lives in `characters`; the words of the refusals in `refusals`.
The rules of a source:

    too-large           the file has more than 1 MiB
    encoding            a byte is not UTF-8, or the file is one of Word, a PDF and the like
    control-character   a character that no line may hold, typed or written with a backslash; half a line ending
    conflict            the marks of a merge that was not settled
    empty               the file says nothing
    syntax              the text cannot be read, or clearly not as it was meant
    tab                 a tab among the spaces that a line begins with
    too-deep, too-many  lists and mappings stand in one another more than 24 deep, or there are more than 20,000
    text-too-long       a text has more than 16,000 characters
    duplicate-key       a key stands twice in one mapping
    absent-key          a colon with nothing before it
    absent-colon        a name in braces with no colon after it
    tight-colon         a name in braces with no space after its colon
    complex-key         a key that is not a text, or is written with a question mark
    merge-key           the key `<<`
    tag, anchor, alias  a text that begins with `!`, `&` or `*`
    directive           a line that begins with `%`
    second-document     a second `---`, or anything after `...`
    remark, lone-quote  a text that a `#` cuts short, or that a `"` ends but none begins: warnings
    run-on, curly-quote a text between pasted quotation marks, or two points read as one: warnings
    too-many-problems   more than 100 problems: the first 100 are shown

A syntax fault ends the reading, and so do the limits; all other faults are gathered on the way.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import cast

try:
    from yaml import CSafeLoader
except ImportError:
    raise ImportError("Formspec needs PyYAML with libyaml: install the PyYAML wheel for this machine.") from None
from yaml import MarkedYAMLError, YAMLError
from yaml import events as said

from formspec.characters import decode, lines_of, place_at
from formspec.diagnosis import diagnose
from formspec.diagnosis.fault import Stop, cut, stopped
from formspec.doubts import doubts
from formspec.events import Event, Sort, place_of
from formspec.misread import SUSPECT, asked, asks, misread
from formspec.nodes import Entry, Listing, Mapping, Node, Place, Text
from formspec.problem import Level, Problem
from formspec.refusals import foremost, refusal

DEEPEST = 24
MOST_NODES = 20_000
LONGEST_TEXT = 16_000
MOST_PROBLEMS = 100
MOST_DIRECTIVES = 20

_NO_KEYS = ("", "<<")
_QUOTES = ("'", '"')

_SCALAR: object = said.ScalarEvent
_ALIAS: object = said.AliasEvent
_LIST: object = said.SequenceStartEvent
_LIST_END: object = said.SequenceEndEvent
_MAPPING: object = said.MappingStartEvent
_MAPPING_END: object = said.MappingEndEvent
_END: object = said.StreamEndEvent
_SORTS = {_SCALAR: Sort.TEXT, _LIST: Sort.LIST, _MAPPING: Sort.MAPPING, _LIST_END: Sort.END, _MAPPING_END: Sort.END}
_new = tuple.__new__  # makes a named tuple without the call that its own name costs: a source has hundreds


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
    reading = _Reading(characters.text, characters.problems)
    root = reading.root()
    if root is not None:
        reading.problems += doubts(root, reading.lines)
    return Source(root, foremost(reading.problems, MOST_PROBLEMS))


def events(text: str) -> Iterator[tuple[Sort, Event]]:
    """Yield the events of a text that was read without a fault: what begins there, or that a list or mapping ends."""
    following = cast("Callable[[], Event]", CSafeLoader(text).get_event)
    while type(event := following()) is not _END:
        if type(event) in _SORTS:
            yield _SORTS[type(event)], event


class _StopError(Exception):
    """Reading went as far as it can; the reason is among the problems."""


class _Reading:
    """One walk over the events of a text."""

    def __init__(self, text: str, problems: tuple[Problem, ...]) -> None:
        self.text = text
        self.problems = list(problems)
        self.explained = {problem.line for problem in problems}
        self.next = cast("Callable[[], Event]", CSafeLoader(text).get_event)
        self.marked = "!" in text or "&" in text
        self.asks = asks(text)
        self.nodes = 0
        self.brackets = 0
        self.scalar: Event | None = None

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the text, cut when first asked for."""
        return lines_of(self.text)

    def report(self, place: Place, rule: str, **words: str | int) -> None:
        """Keep a problem under its rule's own sentence."""
        self.keep(refusal(place, rule, **words))

    def keep(self, problem: Problem) -> None:
        """Keep a problem; stop when there are more than anyone would read."""
        self.problems.append(problem)
        self._explain(problem, problem.line)
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
        self._count_directives()
        self.next()
        event = self.next()
        root: Node | None = None
        if type(event) is not _END:
            self._directives(event)
            root = self.node(self.next(), 1, -1)
            self.next()
            event = self.next()
        if type(event) is not _END:
            self.report(place_of(event.start_mark), "second-document")
        elif root is None or (isinstance(root, Text) and root.empty):
            if not self.problems:
                self.report(Place(1, 1), "empty")
            return None
        return root

    def _count_directives(self) -> None:
        """Stop before the library compares each of thousands of tag directives with all the others."""
        if self.text.count("%TAG") > MOST_DIRECTIVES:
            self.report(place_at(self.text, self.text.index("%TAG")), "directive")
            raise _StopError

    def _directives(self, event: Event) -> None:
        if event.version or event.tags:
            line = next(number for number, text in enumerate(self.lines, 1) if text.startswith("%"))
            self.report(Place(line, 1), "directive")

    def node(self, event: Event, depth: int, margin: int) -> Node:
        """Read one node; `depth` counts the lists and mappings it would stand in, `margin` is their indentation."""
        kind = type(event)
        if kind is _SCALAR:
            return self._scalar(event, margin)
        mark = event.start_mark
        place = _new(Place, (mark.line + 1, mark.column + 1))
        if kind is _ALIAS:
            self.report(place, "alias")
            return Text("", place.line, place.column)
        if self.marked:
            self._properties(event)
        if depth > DEEPEST:
            self._limit(event, "too-deep", DEEPEST)
        flow = event.flow_style
        self.brackets += flow
        whole = self._listing if kind is _LIST else self._mapping
        node = whole(place, depth + 1, margin if flow else mark.column)
        self.brackets -= flow
        return node

    def _limit(self, event: Event, rule: str, most: int) -> None:
        self.report(place_of(event.start_mark), rule, most=most)
        raise _StopError

    def _properties(self, event: Event) -> None:
        if event.tag is not None:
            self.report(place_of(event.start_mark), "tag")
        if event.anchor is not None:
            self.report(place_of(event.start_mark), "anchor")

    def _listing(self, place: Place, depth: int, margin: int) -> Listing:
        following = self.next
        nodes: list[Node] = []
        while type(event := following()) is not _LIST_END:
            self.nodes += 1
            if self.nodes > MOST_NODES:
                self._limit(event, "too-many", MOST_NODES)
            nodes.append(self.node(event, depth, margin))
        return Listing(tuple(nodes), place)

    def _mapping(self, place: Place, depth: int, margin: int) -> Mapping:
        following, scalar = self.next, self._scalar
        entries: dict[str, Entry] = {}
        index: dict[str, Node] = {}
        while type(event := following()) is not _MAPPING_END:
            self.nodes += 2
            if self.nodes > MOST_NODES:
                self._limit(event, "too-many", MOST_NODES)
            key = scalar(event, margin) if type(event) is _SCALAR else self.node(event, depth, margin)
            text = key.text if type(key) is Text else ""
            doubtful = self.asks or text in _NO_KEYS or text in index
            kept = not doubtful or self._is_key(event, key, entries.get(text), margin)
            name, event = event, following()
            value = scalar(event, margin) if type(event) is _SCALAR else self.node(event, depth, margin)
            if kept:
                if self.brackets and type(value) is Text and not value.text:
                    self._valueless(name, event)
                entries[text] = _new(Entry, (key, value))
                index[text] = value
        return Mapping(tuple(entries.values()), place, index)

    def _is_key(self, event: Event, key: Node, first: Entry | None, margin: int) -> bool:
        """Say whether a doubtful key can be kept; report it otherwise. `first` is what stands under it already."""
        mark = event.start_mark
        if type(key) is not Text or ((mark.column != margin or self.brackets) and asked(self.text, mark.index)):
            self.report(key.place, "complex-key")
            return False
        if first:
            self.report(key.place, "duplicate-key", key=cut(key.text), line=key.line, first=first.key.line)
        elif key.text == "<<":
            self.report(key.place, "merge-key")
        elif not key.text and type(event) is not _ALIAS and not (event.anchor or event.tag):
            self.report(key.place, "absent-key")
        return bool(key.text) and not first and key.text != "<<"

    def _valueless(self, name: Event, value: Event) -> None:
        """Report a name in braces with no colon after it: most likely a text with a comma in it."""
        if ":" not in self.text[name.end_mark.index : value.start_mark.index + 1]:
            rule = "tight-colon" if ":" in name.value else "absent-colon"
            self.report(place_of(name.start_mark), rule, key=cut(name.value))

    def _scalar(self, event: Event, margin: int) -> Text:
        self.scalar = event
        mark, text, style = event.start_mark, event.value, event.style
        line = mark.line
        if self.marked:
            self._properties(event)
        if len(text) > LONGEST_TEXT:
            self.report(place_of(mark), "text-too-long", length=len(text), most=LONGEST_TEXT)
            text = text[:LONGEST_TEXT]
        elif style in _QUOTES or (
            (event.end_mark.line != line or text[:1] in SUSPECT) and not style and not self.brackets
        ):
            self._misread(event, margin)
        return _new(Text, (text, line + 1, mark.column + 1, not style))

    def _misread(self, event: Event, margin: int) -> None:
        for problem in misread(event, self.lines, margin):
            self._explain(problem, event.end_mark.line + 1)
            self.keep(problem)

    def _explain(self, problem: Problem, line: int) -> None:
        if problem.level is Level.ERROR:
            self.explained.add(line)

    def _fault(self, error: MarkedYAMLError) -> None:
        """Report a syntax fault, unless a problem already found explains it."""
        fault = stopped(cast("Stop", error), self.text, self.lines, self._unread_from())
        if fault.place.line not in self.explained:
            self.problems.append(diagnose(fault))

    def _unread_from(self) -> int:
        """Return where the last text that was read whole ends; where it begins, if it stands in quotes."""
        if self.scalar is None:
            return 0
        quoted = self.scalar.style and self.scalar.style in "'\""
        return (self.scalar.start_mark if quoted else self.scalar.end_mark).index

    def _tag_of_bytes(self) -> None:
        """Report a tag whose escapes are no text, which the library cannot even say."""
        found = self.text.find("!", self.scalar.end_mark.index if self.scalar else 0)
        self.problems.append(refusal(place_at(self.text, max(found, 0)), "tag"))
