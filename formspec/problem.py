"""What is wrong with a spec, as a value: every fault the reader, the loader or a rule finds is a `Problem`.

Here lives the shape of a finding only. How one is found lives in the reader, the loader and the rules; how one is
printed lives in the command line.
"""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How much a problem matters: an error stops a spec from being used, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault of a spec, at the place where a person would look.

    `line` and `column` count from 1; a column counts characters, not bytes. `rule` is the permanent id of the rule
    that found it. `message` is one sentence that says what is wrong and what to do, in the policy lead's words.
    """

    line: int
    column: int
    rule: str
    message: str
    level: Level = Level.ERROR
