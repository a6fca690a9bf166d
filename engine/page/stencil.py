"""Templates rendered once with markers, and cut there: what is left to do for a request is joining pieces.

Here live the markers, the cutting and the joining. Nothing here knows a kind, a question or a template's text.
A template writes a marker with `mark`; `cut` turns the rendered text into pieces, alternately text and `Mark`;
`fill` puts texts or further pieces in place of marks that are known when the form is compiled; `Plate` is the end of
it: constants, and holes for what differs from one request to the next (values, ticks, errors).

The marker characters come from Unicode's private use area. Spec text never passes through `cut` unescaped by them:
`shield` removes them from text first, so no text can forge a marker.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from markupsafe import Markup, escape

OPEN, CLOSE = "\ue000", "\ue001"
_MARKER = re.compile(f' data-hole="{OPEN}([^{CLOSE}]*){CLOSE}"|{OPEN}([^{CLOSE}]*){CLOSE}')
_OWN = frozenset({"value", "checked", "open", "error", "invalid", "before", "before-id"})
_FORGED = re.compile(f"[{OPEN}{CLOSE}]")


class Mark(NamedTuple):
    """A place in a template: what sort of thing goes there, for which input or address, and for which option."""

    sort: str
    name: str = ""
    option: str = ""


Pieces = list[str | Mark]


def mark(sort: str, name: str = "", option: str = "") -> Markup:
    """Return the marker that a template writes where a text goes."""
    return Markup(f"{OPEN}{sort} {name} {option}".rstrip() + CLOSE)  # noqa: S704 (our own constant characters)


def hole(sort: str, name: str = "", option: str = "") -> Markup:
    """Return the marker that a template writes inside a tag where a whole attribute may stand."""
    return Markup(f' data-hole="{mark(sort, name, option)}"')  # noqa: S704 (our own constant characters)


def shield(text: str) -> str:
    """Return the text without the two marker characters, which no form has a use for."""
    return _FORGED.sub("", text) if OPEN in text or CLOSE in text else text


def cut(html: str) -> Pieces:
    """Return the rendered template as pieces, cut at its markers."""
    pieces: Pieces = []
    end = 0
    for found in _MARKER.finditer(html):
        pieces.append(html[end : found.start()])
        pieces.append(Mark(*(found[1] or found[2]).split(" ")))
        end = found.end()
    pieces.append(html[end:])
    return pieces


def fill(pieces: Pieces, put: Callable[[Mark], str | Mark | Pieces]) -> Pieces:
    """Return the pieces with each mark replaced by what `put` gives for it."""
    filled: Pieces = []
    for piece in pieces:
        given = put(piece) if isinstance(piece, Mark) else piece
        if isinstance(given, list):
            filled += given
        else:
            filled.append(given)
    return filled


class Plate:
    """Compiled pieces of a page: constant texts, and holes found by the name of the input that fills them.

    A mark's sort says what goes into its hole: `value` (the entry, escaped), `checked` (a tick where the entry is the
    option), `open` (an attribute where one of several names, parted by “|”, has an entry or a message), `error` (the
    message), `invalid` (true or false), `before` (what stood there before, in words) and `before-id` (its id, for what
    it describes). What any other sort stands for is given with the entries.
    """

    __slots__ = (
        "_before",
        "_before_ids",
        "_checked",
        "_constants",
        "_error",
        "_errors",
        "_invalid",
        "_live",
        "_open",
        "_values",
    )

    def __init__(self, pieces: Pieces, *, errors_at: Mapping[str, str], error: str = "Error:") -> None:
        """Lay out the pieces.

        `errors_at` gives for an input's name the address where its message is shown, `error` the word before it.
        """
        holes: dict[str, list[tuple[int, Mark]]] = {}
        self._error = _escaped(error)
        self._constants = _merged(pieces, holes)
        self._values = tuple((at, each.name) for at, each in holes.get("value", ()))
        self._checked = tuple((at, each.name, each.option) for at, each in holes.get("checked", ()))
        self._open = tuple((at, each.name.split("|")) for at, each in holes.get("open", ()))
        self._live = tuple(chain.from_iterable(found for sort, found in holes.items() if sort not in _OWN))
        self._before = {each.name: at for at, each in holes.get("before", ())}
        self._before_ids = tuple((at, each.name) for at, each in holes.get("before-id", ()))
        shown = {each.name: at for at, each in holes.get("error", ())}
        self._errors = {name: shown[address] for name, address in errors_at.items() if address in shown}
        self._invalid = {each.name: at for at, each in holes.get("invalid", ())}

    @property
    def is_live(self) -> bool:
        """Whether anything on the page depends on more than one answer."""
        return bool(self._live)

    def render(
        self,
        entries: Mapping[str, str],
        errors: Mapping[str, str],
        live: Callable[[Mark], str] | None = None,
        *,
        before: Mapping[str, str] | None = None,
    ) -> str:
        """Return the page's text with these entries in place and these messages, by input name, beside them.

        `live` gives what stands in the holes that depend on other answers; without it they are empty. `before` says in
        words what stood at an address before, where that is told.
        """
        texts = self._constants.copy()
        entry = entries.get
        for at, name in self._values:
            if value := entry(name):
                texts[at] = _escaped(value)
        for at, name, option in self._checked:
            if entry(name) == option:
                texts[at] = " checked"
        for at, names in self._open:
            if any(entry(name) or name in errors for name in names):
                texts[at] = " open"
        if live is not None:
            for at, each in self._live:
                texts[at] = live(each)
        self._put_errors(texts, errors)
        if before:
            self._put_before(texts, before)
        return "".join(texts)

    def _put_before(self, texts: list[str], before: Mapping[str, str]) -> None:
        for address, words in before.items():
            if address in self._before:
                texts[self._before[address]] = f'<p class="before" id="{address}--before">{_escaped(words)}</p>'
        for at, address in self._before_ids:
            if address in before:
                texts[at] = f"{address}--before "

    def _put_errors(self, texts: list[str], errors: Mapping[str, str]) -> None:
        for name, message in errors.items():
            at = self._errors.get(name)
            if at is not None and not texts[at]:
                texts[at] = f'<span class="visually-hidden">{self._error}</span> {_escaped(message)}'
            if name in self._invalid:
                texts[self._invalid[name]] = "true"


def _merged(pieces: Pieces, holes: dict[str, list[tuple[int, Mark]]]) -> list[str]:
    constants: list[str] = []
    run: list[str] = []
    for piece in pieces:
        if isinstance(piece, Mark):
            constants += ("".join(run), "false" if piece.sort == "invalid" else "")
            run.clear()
            holes.setdefault(piece.sort, []).append((len(constants) - 1, piece))
        else:
            run.append(piece)
    constants.append("".join(run))
    return constants


def paragraphs(text: str) -> Sequence[str]:
    """Return the paragraphs of a text: its lines that are not blank."""
    return [line for line in map(str.strip, shield(text).split("\n")) if line]


def _escaped(text: str) -> str:
    return str(escape(text))
