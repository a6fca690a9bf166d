"""What a key of the language is: where it stands, what stands behind it, what it means.

Here live the words that the tables of the grammar are written with. The tables themselves live in `formspec.grammar`
and, for the settings of kinds, in `formspec.kinds`.
"""

from dataclasses import dataclass
from enum import Enum, auto

from formspec.other_words import INSTEAD


class Takes(Enum):
    """What stands behind a key."""

    TEXT = auto()
    NUMBER = auto()
    DECIMAL = auto()
    TRUTH = auto()
    TRUTH_OR_CONDITION = auto()
    TEXTS = auto()
    TEXT_OR_TEXTS = auto()
    WORDINGS = auto()
    ONE = auto()
    MANY = auto()
    OPTIONS = auto()
    LITERAL = auto()
    VALUE = auto()
    VALUES = auto()


@dataclass(frozen=True, slots=True)
class Key:
    """A key: what it takes (for ONE and MANY, of which level), and what it means in one sentence."""

    name: str
    takes: Takes
    meaning: str
    required: bool = False
    of: str = ""

    @property
    def attribute(self) -> str:
        """The name of what the model keeps it in."""
        return self.name.replace("-", "_")


@dataclass(frozen=True, slots=True)
class Level:
    """A place where keys stand, with the noun that messages call it by.

    `instead` names the key that is meant by a word of another level or another tool.
    """

    name: str
    noun: str
    keys: dict[str, Key]
    required: tuple[str, ...]
    instead: dict[str, str]


def level(name: str, noun: str, *keys: Key) -> Level:
    """Return a level with these keys."""
    required = tuple(key.name for key in keys if key.required)
    return Level(name, noun, {key.name: key for key in keys}, required, INSTEAD.get(name, {}))


ID = Key(
    "id", Takes.TEXT, "The permanent name, in small letters, digits and hyphens. Never changed, never reused.", True
)
"""The key of everything that has a permanent name."""
