"""A reason that somebody has to give, and their name where nobody has signed in.

Here lives what is wrong with what was typed, and how long it may be. Where a reason is asked for, it is kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from webapp.pages.identity import viewer

LONGEST = 500
_LONGEST_NAME = 200
EXPIRED = "This page was open for too long, so nothing was done. What you typed is still here: read it, then go on."


@dataclass(frozen=True, slots=True)
class Given:
    """What was typed: the reason, who gives it, and what is wrong, by the name of the input.

    `refused` is a sentence for what could not be done although nothing is wrong with what was typed.
    """

    reason: str = ""
    by: str = ""
    faults: Mapping[str, str] = field(default_factory=dict)
    refused: str = ""


def given(sent: Mapping[str, str], *, asked: str, named: bool = True, refused: str = "") -> Given:
    """Return what was typed; `asked` completes “Enter …” for the reason, and `named` says that a name is asked for."""
    reason, by = (" ".join(sent.get(name, "").split()) for name in ("reason", "by"))
    faults: dict[str, str] = {}
    if not reason:
        faults["reason"] = f"Enter {asked}"
    elif len(reason) > LONGEST:
        faults["reason"] = f"The reason must be {LONGEST} characters or fewer"
    if named and viewer().anybody and not 0 < len(by) <= _LONGEST_NAME:
        faults["by"] = "Enter your name" if not by else f"Your name must be {_LONGEST_NAME} characters or fewer"
    return Given(reason, by, {} if refused else faults, refused)
