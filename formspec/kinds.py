"""The kinds of answer that the language knows: their names, their settings and the faults whose wording may change.

Here lives what may be *said* of each kind in a spec. What a kind *does* with an answer lives in `engine.kinds`; a test
holds the two tables together.
"""

from dataclasses import dataclass

from formspec.keys import Key, Takes

_MISSING = ("required",)
_LENGTH = (*_MISSING, "too-short", "too-long")
_TEXT = (*_LENGTH, "one-line", "pattern", "check-character")
_DATE = (*_MISSING, "incomplete", "not-a-date", "too-early", "too-late")
_OPTION = (*_MISSING, "not-an-option", "not-offered")
_BOX = ("incomplete", "too-long", "one-line")
_NUMBER = (*_MISSING, "not-a-number", "too-small", "too-large")
_LINE = (*_MISSING, "too-long", "one-line")
_FILES = (*_MISSING, "too-few", "too-many", "wrong-type", "too-heavy")

SETTINGS: dict[str, Key] = {
    key.name: key
    for key in (
        Key("options", Takes.OPTIONS, "What can be chosen, or the name of a shared list.", of="option"),
        Key("min-length", Takes.NUMBER, "The fewest characters an answer may have."),
        Key("max-length", Takes.NUMBER, "The most characters an answer may have."),
        Key("pattern", Takes.TEXT, "How the whole answer must be written, such as [A-Z]{2}[0-9]{6}."),
        Key("check-character", Takes.TEXT, "The standard check that the answer's characters must pass."),
        Key("least", Takes.LITERAL, "The least number, or how many must be chosen or added.", of="value"),
        Key("most", Takes.LITERAL, "The greatest number, or how many may be chosen or added.", of="value"),
        Key("decimal-places", Takes.NUMBER, "How many places a number may have behind the point."),
        Key("unit", Takes.TEXT, "What the number counts, shown beside it, such as hours, % or £."),
        Key("earliest", Takes.LITERAL, "The first day or time that may be given.", of="value"),
        Key("latest", Takes.LITERAL, "The last day or time that may be given.", of="value"),
        Key("types", Takes.TEXTS, "Which types of file may be added, such as pdf."),
        Key("max-size", Takes.NUMBER, "The largest size of a file, in MB."),
        Key("declaration", Takes.TEXT, "What is declared."),
        Key("name-label", Takes.TEXT, "Asks for a name above the address, under this label."),
        Key("calculate", Takes.VALUE, "How the answer is worked out.", of="value"),
        Key(
            "suggest", Takes.VALUE, "How an answer is suggested, which a person may override with a reason.", of="value"
        ),
    )
}
"""Every key that only some kinds have."""


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
    compares: str = ""
    """How its answers are compared: as a number, a date, a time, an option, options or a text (of a person, the name);
    "" when they are not."""


_LENGTHS = ("min-length", "max-length")
_RANGE = ("least", "most", "unit")
_DAYS = ("earliest", "latest")
_FILE = ("types", "max-size", "least", "most")

_ALL = (
    KindWords(
        "text",
        "A few words on one line.",
        (*_LENGTHS, "pattern", "check-character"),
        _TEXT,
        names_something=True,
        characters=200,
        compares="text",
    ),
    KindWords("long-text", "Any number of paragraphs.", _LENGTHS, _LENGTH, characters=5000, compares="text"),
    KindWords("whole-number", "A number without a fraction.", _RANGE, _NUMBER, characters=30, compares="number"),
    KindWords(
        "decimal",
        "A number that may have places behind the point.",
        (*_RANGE, "decimal-places"),
        (*_NUMBER, "too-precise"),
        characters=30,
        compares="number",
    ),
    KindWords("date", "A day: day, month and year.", _DAYS, _DATE, boxes=3, characters=20, compares="date"),
    KindWords(
        "time",
        "A time of day.",
        _DAYS,
        (*_MISSING, "not-a-time", "too-early", "too-late"),
        characters=20,
        compares="time",
    ),
    KindWords(
        "date-time",
        "A day and a time of day.",
        _DAYS,
        (*_DATE, "not-a-time"),
        boxes=4,
        characters=20,
        compares="date",
    ),
    KindWords("yes-no", "Yes or no.", ("suggest",), _OPTION[:2], boxes=2, characters=3, compares="option"),
    KindWords(
        "choice",
        "One of several options.",
        ("options", "suggest"),
        (*_OPTION, *_BOX),
        names_something=True,
        boxes=0,
        characters=60,
        compares="option",
    ),
    KindWords(
        "choices",
        "Any number of several options.",
        ("options", "least", "most"),
        (*_OPTION, *_BOX, "too-few", "too-many", "excluded"),
        boxes=0,
        characters=3,
        compares="options",
    ),
    KindWords(
        "scale",
        "One of several options that each count a score.",
        ("options", "suggest"),
        _OPTION,
        boxes=0,
        characters=60,
        compares="option",
    ),
    KindWords("email", "An e-mail address.", (), (*_LINE, "not-an-email"), characters=254, compares="text"),
    KindWords("phone", "A telephone number.", (), (*_LINE, "not-a-phone"), characters=40, compares="text"),
    KindWords("url", "The address of a web page.", (), (*_LINE, "not-a-url"), characters=2000, compares="text"),
    KindWords(
        "person",
        "A person's name, with their role.",
        (),
        (*_LINE, "incomplete"),
        names_something=True,
        boxes=2,
        characters=200,
        compares="text",
    ),
    KindWords("file", "One or more files.", _FILE, _FILES, characters=12_000),
    KindWords("photo", "One or more photos.", _FILE[1:], _FILES, characters=12_000),
    KindWords(
        "signature",
        "A typed name with a declaration.",
        ("declaration",),
        (*_LINE, "incomplete"),
        names_something=True,
        boxes=2,
        characters=200,
        compares="text",
    ),
    KindWords("declaration", "A declaration to be ticked.", ("declaration",), characters=3),
    KindWords(
        "address",
        "A postal address.",
        ("name-label",),
        (*_LINE, "incomplete", "not-a-postcode"),
        names_something=True,
        boxes=5,
        characters=100,
    ),
    KindWords(
        "calculated",
        "Worked out from other answers, never typed.",
        ("calculate", "decimal-places", "unit"),
        (),
        boxes=0,
        compares="any",
    ),
)

KINDS: dict[str, KindWords] = {each.name: each for each in _ALL}
"""Every kind by its name."""
