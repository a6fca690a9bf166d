"""What an entry of a register says of its subject, and what is wrong with what somebody typed of it.

Here lives one table of fields, which the page, the CSV and the history share; and the names of an entry, by which
records belong to it (`engine.subject`).
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from engine.kinds.email import KIND as EMAIL
from engine.kinds.phone import KIND as PHONE
from engine.length import exceeds
from engine.matching import matches
from engine.subject import subject_key
from formspec.suggest import hyphened

MOST_NAMES = 50
"""How many other names an entry may have."""
CONTACT = frozenset({"contact_name", "contact_email", "contact_phone"})
"""The fields that are about a person."""
LISTED = {"yes": "Yes", "no": "No", "": "Not known"}
"""Whether an entry stands in a directory: what is kept, and how it reads."""
_LONGEST_NAME = 200
_LONGEST_TEXT = 2_000
_LINE_END = re.compile("\r\n?|[\x0b\x0c\x85]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
"""What ends a line, and what nobody sees."""
_BRITISH = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_FIRST_YEAR, _LAST_YEAR = 1900, 2999


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What an entry says: texts as they are kept, "" for what is not said.

    `other_names` and `address` have a line each; `listed` is "yes", "no" or "" for not known; days are ISO 8601.
    """

    name: str = ""
    other_names: str = ""
    address: str = ""
    contact_name: str = ""
    contact_email: str = ""
    contact_phone: str = ""
    listed: str = ""
    listed_checked: str = ""
    next_review: str = ""
    note: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that it goes by, its own first."""
        return (self.name, *self.other_names.splitlines())

    @property
    def keys(self) -> frozenset[str]:
        """What a record has to be about to belong to it, as `subject_key` has it."""
        return frozenset(map(subject_key, self.names))

    def texts(self) -> dict[str, str]:
        """Return what it says, by the name of each field."""
        return {each.name: getattr(self, each.name) for each in FIELDS}

    def without_contact(self, but: "Details | None" = None) -> "Details":
        """Return the same without the contact, but for what stands in another one's details just so."""
        stays = but or Details()
        said = {
            name: text for name, text in self.texts().items() if name not in CONTACT or text == getattr(stays, name)
        }
        return Details(**said)

    def called_also(self, names: Iterable[str]) -> "Details":
        """Return the same with further names, but for those that it goes by already."""
        return replace(self, other_names="\n".join(_distinct((*self.names[1:], *names), {subject_key(self.name)})))


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its name, what people call it, how long it may be, and how what is typed is read.

    `read` returns what is kept and what is wrong with it; `lines` says that it may have several lines.
    """

    name: str
    label: str
    read: Callable[[str], tuple[str, str]]
    lines: bool = False

    @property
    def column(self) -> str:
        """What the field is called over a column of a CSV."""
        return self.name.replace("_", "-")


def read(typed: Mapping[str, str], known: Details | None = None) -> tuple[Details, dict[str, str]]:
    """Return the details that were typed, and what is wrong with them, a sentence for each field by its name.

    What was not typed is as it is `known`.
    """
    kept = (known or Details()).texts()
    faults: dict[str, str] = {}
    for field in FIELDS:
        if field.name in typed:
            kept[field.name], fault = field.read(tidied(typed[field.name]))
            faults |= {field.name: fault} if fault else {}
    found = Details(**kept)
    if not found.name:
        faults["name"] = "Enter the name"
    return found.called_also(()), faults


def merged(base: Details, theirs: Details, mine: Details) -> tuple[Details, tuple[str, ...]]:
    """Return what two changes of one entry come to, and the fields that both changed, differently: theirs stand there.

    `base` is what both began from.
    """
    one, other, both = base.texts(), theirs.texts(), mine.texts()
    clashes = tuple(
        name for name, began in one.items() if other[name] != began and both[name] not in {began, other[name]}
    )
    kept = {name: both[name] if other[name] == began else other[name] for name, began in one.items()}
    return Details(**kept).called_also(()), clashes


def followed(before: Details, after: Details) -> Details:
    """Return what an entry says after a change: the name that it had goes on as one of its other names."""
    return after if subject_key(before.name) in after.keys else after.called_also((before.name,))


def changed(before: Details, after: Details) -> tuple[Field, ...]:
    """Return the fields that differ."""
    old, new = before.texts(), after.texts()
    return tuple(each for each in FIELDS if old[each.name] != new[each.name])


def register_id(register: str) -> str:
    """Return what a register is called in addresses and where it is kept: one for “Providers” and for “providers”."""
    return hyphened(register) or "-".join(register.casefold().replace("/", " ").split())


def tidied(text: str) -> str:
    """Return a text with each end of a line as LF, and without other control characters but tabs."""
    return _CONTROL.sub("", _LINE_END.sub("\n", text))


def day(text: str) -> date | None:
    """Return a day that is kept, None for none."""
    return date.fromisoformat(text) if text else None


def _line(longest: int) -> Callable[[str], tuple[str, str]]:
    def read_line(typed: str) -> tuple[str, str]:
        text = " ".join(typed.split())
        return text, _too_long(text, longest)

    return read_line


def _lines(typed: str) -> tuple[str, str]:
    text = "\n".join(line.rstrip() for line in typed.strip().splitlines())
    return text, _too_long(text, _LONGEST_TEXT)


def _names(typed: str) -> tuple[str, str]:
    names = _distinct((" ".join(line.split()) for line in typed.splitlines()), set())
    if len(names) > MOST_NAMES:
        return "\n".join(names), f"Enter {MOST_NAMES} other names or fewer, one a line"
    long = next((each for each in names if exceeds(each, _LONGEST_NAME)), "")
    return "\n".join(names), _too_long(long, _LONGEST_NAME)


def _distinct(names: Iterable[str], seen: set[str]) -> list[str]:
    """Return names without blank ones and without those that are of one subject with one before."""
    found = []
    for name in names:
        key = subject_key(name)
        if key and key not in seen:
            seen.add(key)
            found.append(name)
    return found


def _email(typed: str) -> tuple[str, str]:
    text = typed.strip()
    fits = not text or (len(text) <= EMAIL.limit and matches(EMAIL.pattern, text))
    return text, "" if fits else "Enter an e-mail address, like name@example.com"


def _phone(typed: str) -> tuple[str, str]:
    text = PHONE.tidy(typed.strip())
    fits = not text or (len(text) <= PHONE.limit and matches(PHONE.pattern, text))
    return text, "" if fits else "Enter a telephone number, like 01632 960 001"


def _listed(typed: str) -> tuple[str, str]:
    text = typed.strip().casefold()
    known = {words.casefold(): kept for kept, words in LISTED.items()} | {kept: kept for kept in LISTED}
    return known.get(text, text), "" if text in known else "Say yes or no, or nothing where it is not known"


def _day(typed: str) -> tuple[str, str]:
    text = typed.strip()
    british = _BRITISH.fullmatch(text)
    try:
        found = date(*map(int, british.group(3, 2, 1))) if british else date.fromisoformat(text)
    except ValueError:
        return text, "Enter a day that there is, like 2026-11-23 or 23/11/2026" if text else ""
    fits = _FIRST_YEAR <= found.year <= _LAST_YEAR
    return found.isoformat(), "" if fits else f"Enter a day from {_FIRST_YEAR} to {_LAST_YEAR}"


def _too_long(text: str, most: int) -> str:
    return f"Enter {most:,} characters or fewer" if exceeds(text, most) else ""


FIELDS = (
    Field("name", "Name", _line(_LONGEST_NAME)),
    Field("other_names", "Other names", _names, lines=True),
    Field("address", "Address", _lines, lines=True),
    Field("contact_name", "Contact", _line(_LONGEST_NAME)),
    Field("contact_email", "E-mail address", _email),
    Field("contact_phone", "Telephone number", _phone),
    Field("listed", "Listed", _listed),
    Field("listed_checked", "Checked on", _day),
    Field("next_review", "Next review", _day),
    Field("note", "Note", _lines, lines=True),
)
"""Every field, in the order in which people read them."""
