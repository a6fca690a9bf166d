"""The kinds of answer that the language knows: their names, their settings and the faults whose wording may change.

Here lives what may be *said* of each kind in a spec. What a kind *does* with an answer lives in `engine.kinds`; a test
holds the two tables together.
"""

from dataclasses import dataclass

_MISSING = ("required",)
_TEXT = (*_MISSING, "too-long", "one-line")
_DATE = (*_MISSING, "incomplete", "not-a-date")


@dataclass(frozen=True, slots=True)
class KindWords:
    """What the language knows of a kind: a sentence on what it is for, its settings, its error codes."""

    name: str
    meaning: str
    settings: tuple[str, ...] = ()
    error_codes: tuple[str, ...] = _MISSING
    names_something: bool = False
    """Whether an answer of this kind can name what a submission is about, or who completed it."""


_ALL = (
    KindWords("text", "A few words on one line.", ("max-length",), _TEXT, names_something=True),
    KindWords("long-text", "Any number of paragraphs.", ("max-length",), (*_MISSING, "too-long")),
    KindWords("date", "A day: day, month and year.", (), _DATE),
    KindWords("date-time", "A day and a time of day.", (), (*_DATE, "not-a-time")),
    KindWords("yes-no", "Yes or no.", (), (*_MISSING, "not-an-option")),
    KindWords("choice", "One of several options.", ("options",), (*_MISSING, "not-an-option"), names_something=True),
    KindWords("choices", "Any number of several options.", ("options",), (*_MISSING, "not-an-option")),
    KindWords("signature", "A typed name with a declaration.", ("declaration",), (*_TEXT, "incomplete"), True),
    KindWords("address", "A postal address.", ("name-label",), (*_TEXT, "incomplete", "not-a-postcode"), True),
)

KINDS: dict[str, KindWords] = {each.name: each for each in _ALL}
"""Every kind by its name."""

SETTINGS = frozenset(setting for each in _ALL for setting in each.settings)
"""Every key that only some kinds have."""
