"""What differs between two versions of a form, as values: what was found, and what it means to people.

Here live the two shapes. A `Difference` is neutral: which part, what of it, before and after, so that the differences
applied to the old version give the new one. A `Change` is a difference that has been judged. How they are found, judged
and worded lives beside this.
"""

from dataclasses import dataclass
from enum import IntEnum
from typing import Literal

Sort = Literal["added", "removed", "renamed", "moved", "split", "merged", "reordered", "changed", "kept", "spared"]
"""How something differs. `kept` stays as it was where what it shares with others changed, `spared` does not get what
the others got."""
Affected = Literal["drafts", "records", "exports", "readers", "nobody"]


class Level(IntEnum):
    """What a change does to people and records, the least first.

    A wording asks for nothing else than before. After an addition more may be answered, after a tightening more must
    be, or records are seen or kept otherwise. After a breaking change, answers that were given have another place,
    another meaning, or none.
    """

    WORDING = 1
    ADDITION = 2
    TIGHTENING = 3
    BREAKING = 4

    def __str__(self) -> str:
        return self.name.lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that differs.

    `noun` is the sort of part and `address` its place in the new version, or in the old where it is gone; `was` is its
    old place where that is another. `key` is the word of the language that differs, "" where the whole part is meant.
    `before` and `after` are values of the model, None where there is none. `follows` is the place of the part that it
    stands behind in the list `within`, "" where it is the first.
    """

    sort: Sort
    noun: str
    address: str
    was: str = ""
    key: str = ""
    before: object = None
    after: object = None
    within: str = ""
    follows: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A difference with what it means: its level, whom it affects, and one plain sentence that says what and why.

    `sort`, `noun`, `address`, `was` and `key` are those of the difference. `name` is what people call the part, `old`
    and `new` are what was there and what is there now, in words. `language` is that of a translation, "" for the
    form's own words.
    """

    sort: Sort
    noun: str
    address: str
    was: str = ""
    key: str = ""
    name: str
    old: str
    new: str
    level: Level
    affects: tuple[Affected, ...]
    sentence: str
    language: str = ""
