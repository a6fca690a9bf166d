"""The kinds of answer that the language knows: their names, their settings and the faults whose wording may change.

Here lives what may be *said* of each kind in a spec. What a kind *does* with an answer lives in `engine.kinds`; a test
holds the two tables together.
"""

from dataclasses import dataclass

_MISSING = ("required",)
_TEXT = (*_MISSING, "too-long", "one-line")
_DATE = (*_MISSING, "incomplete", "not-a-date")
_OPTION = (*_MISSING, "not-an-option")
_SIGNED = (*_TEXT, "incomplete")


@dataclass(frozen=True, slots=True)
class KindWords:
    """What the language knows of a kind: a sentence on what it is for, its settings, its error codes."""

    name: str
    meaning: str
    settings: tuple[str, ...] = ()
    error_codes: tuple[str, ...] = _MISSING
    names_something: bool = False
    """Whether an answer of this kind can name what a submission is about, or who completed it."""
    boxes: int = 1
    """How many boxes it has on a page, to fill in or to tick, beside those of its options and its `name-label`."""
    characters: int = 0
    """The most characters of one of its boxes, unless `max-length` says otherwise. Never changed: a record that was
    valid would no longer be."""


_ALL = (
    KindWords("text", "A few words on one line.", ("max-length",), _TEXT, names_something=True, characters=200),
    KindWords("long-text", "Any number of paragraphs.", ("max-length",), (*_MISSING, "too-long"), characters=5000),
    KindWords("date", "A day: day, month and year.", (), _DATE, boxes=3, characters=20),
    KindWords("date-time", "A day and a time of day.", (), (*_DATE, "not-a-time"), boxes=4, characters=20),
    KindWords("yes-no", "Yes or no.", (), _OPTION, boxes=2, characters=3),
    KindWords("choice", "One of several options.", ("options",), _OPTION, True, boxes=0, characters=60),
    KindWords("choices", "Any number of several options.", ("options",), _OPTION, boxes=0, characters=3),
    KindWords("signature", "A typed name with a declaration.", ("declaration",), _SIGNED, True, 2, 200),
    KindWords("address", "A postal address.", ("name-label",), (*_SIGNED, "not-a-postcode"), True, 5, 100),
)

KINDS: dict[str, KindWords] = {each.name: each for each in _ALL}
"""Every kind by its name."""

SETTINGS = frozenset(setting for each in _ALL for setting in each.settings)
"""Every key that only some kinds have."""
