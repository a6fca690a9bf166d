"""The names that PDFs are kept under: what a person recognises in a folder, and any system takes as the name of a file.

Here lives the making of such a name out of words that people wrote. Which words they are is for the pages that give a
file out.
"""

import unicodedata
from collections.abc import Iterator
from datetime import date

from engine.london import day_of
from webapp.storage.stored import Record

_BETWEEN = " - "
_MOST = 70
"""The most bytes in UTF-8 of one part: with four of them a name stays within the 255 that every file system takes."""
_FORBIDDEN = frozenset('<>:"/\\|?*')
_ORDINARY = frozenset("LMNPSZ")
"""The sorts of characters that may stand in a name; controls, marks of direction and the like are in none of them."""
_RESERVED = frozenset({"CON", "PRN", "AUX", "NUL", *(f"{port}{n}" for port in ("COM", "LPT") for n in range(10))})
"""What names a device on Windows, whatever ending follows."""


def file_name(*parts: str) -> str:
    """Return a name without an ending, of the parts that say something."""
    named = _BETWEEN.join(filter(None, (_cut(_cleaned(part)) for part in parts)))
    return f"_{named}" if named.partition(".")[0].strip().upper() in _RESERVED else named


def of_record(title: str, record: Record) -> str:
    """Return the name of a record: its form, what it is about, and its day."""
    trial = "trial" if record.trial else ""
    return file_name(title, record.about, day_of(record.submitted).isoformat(), trial)


def of_several(titles: set[str], number: int, day: date) -> str:
    """Return the name of several records in one file, of one form or of many, that were put together on a day."""
    title = next(iter(titles)) if len(titles) == 1 else "Submitted forms"
    return file_name(title, f"{number} records" if number > 1 else "1 record", day.isoformat())


def of_blank(title: str, version: int) -> str:
    """Return the name of a blank form."""
    return file_name(title, f"blank, version {version}")


def _cleaned(text: str) -> str:
    """Return a text on one line, without what a file system or a reader takes for something else."""
    return " ".join("".join(_characters(unicodedata.normalize("NFC", text))).split()).strip(" .")


def _characters(text: str) -> Iterator[str]:
    for each in text:
        if each.isspace() or not _FORBIDDEN.isdisjoint(unicodedata.normalize("NFKD", each)):
            yield " "  # also for what becomes such a sign where a name is said in ASCII alone
        elif unicodedata.category(each)[0] in _ORDINARY:
            yield each


def _cut(text: str) -> str:
    """Return as much of a text as one part may be, cut between two characters."""
    return text.encode()[:_MOST].decode(errors="ignore").rstrip(" .")
