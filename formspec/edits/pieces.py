"""Where everything that is written in a spec begins and ends, as positions in its text.

Here lives the outline of a text that was read without a fault, and the steps along it by keys and numbers. Nothing
here knows what a form is, and nothing here changes a text.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from formspec.edits.lines import ending_of
from formspec.events import Event, Sort
from formspec.source import events

Path = tuple[str | int, ...]
"""The way to a value: the keys and numbers behind which it stands."""
_BLOCK = ("|", ">")
Walk = Iterator[tuple[Sort, Event]]


@dataclass(frozen=True, slots=True)
class Piece:
    """A text, a list or a mapping, from `start` up to `end`.

    What a text says is `said`, and the sign that it is written with `style`: a quotation mark, `|`, `>` or "". `braced`
    tells whether a list or mapping stands in brackets. `parts` are those of a list; a mapping has `values` by its keys,
    and `names` are where these stand.
    """

    sort: Sort
    start: int
    end: int
    said: str = ""
    style: str = ""
    braced: bool = False
    parts: tuple["Piece", ...] = ()
    values: dict[str, "Piece"] = field(default_factory=dict)
    names: dict[str, "Piece"] = field(default_factory=dict)

    @property
    def folded(self) -> bool:
        """Whether it is a text that stands on lines of its own below a sign."""
        return self.style in _BLOCK


@dataclass(frozen=True, slots=True)
class Outline:
    """A text with where everything in it stands, and how its lines end."""

    text: str
    root: Piece
    ending: str

    def at(self, path: Path) -> Piece:
        """Return what stands at the end of a way."""
        piece = self.root
        for step in path:
            piece = piece.parts[step] if isinstance(step, int) else piece.values[step]
        return piece


def outline(text: str) -> Outline:
    """Return the outline of a text that was read without a fault."""
    walk = events(text)
    return Outline(text, _piece(text, *next(walk), walk), ending_of(text))


def _piece(text: str, sort: Sort, event: Event, walk: Walk) -> Piece:
    start = event.start_mark.index
    if sort is Sort.TEXT:
        style = event.style or ""
        end = event.end_mark.index
        end = len(text[:end].rstrip()) if style in _BLOCK else end
        return Piece(sort, start, end, event.value, style)
    inner, end = _parts(text, walk)
    if not event.flow_style:
        end = max((each.end for each in inner), default=start)
    if sort is Sort.LIST:
        return Piece(sort, start, end, braced=event.flow_style, parts=tuple(inner))
    names, values = inner[::2], inner[1::2]
    keys = [each.said for each in names]
    return Piece(
        sort,
        start,
        end,
        braced=event.flow_style,
        values=dict(zip(keys, values, strict=True)),
        names=dict(zip(keys, names, strict=True)),
    )


def _parts(text: str, walk: Walk) -> tuple[list[Piece], int]:
    """Return all that stands in a list or mapping, and where its bracket closes."""
    inner: list[Piece] = []
    while True:
        sort, event = next(walk)
        if sort is Sort.END:
            return inner, event.end_mark.index
        inner.append(_piece(text, sort, event, walk))
