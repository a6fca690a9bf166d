"""What was typed about an action: its state, who does it, by when, what is said of that, and what is added.

Here lives what is wrong with what was typed, and how long it may be. Which changes have to be explained is for
`webapp.action_state` to say.
"""

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from engine.length import exceeds
from engine.stored_file import StoredFile
from formspec.attaching import LONGEST_CAPTION
from webapp.action_state import Reason, Standing, State
from webapp.pages.actions.attaching import Attached
from webapp.pages.desk import today
from webapp.pages.leafing import whole_number
from webapp.storage.action_statements import Action

LONGEST = 4_000
_LONGEST_NAME = 200
_FIRST_YEAR, _LAST_YEAR = 2000, 2999
_PAST = "The day by which it is to be done must be today or later"
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """What was typed, and what is wrong, by the name of the input; `refused` is a sentence for what was not done.

    `base` is the revision that the person saw, `moved` says that it is another one by now. `files` are those that the
    change adds, which have the `caption` once they do.
    """

    text: str = ""
    state: str = State.OPEN.value
    owner: str = ""
    who: str = ""
    due: str = ""
    note: str = ""
    caption: str = ""
    files: tuple[StoredFile, ...] = ()
    base: int = 0
    faults: Mapping[str, str] = field(default_factory=dict)
    refused: str = ""
    moved: bool = False

    def with_fault(self, name: str, sentence: str) -> "Entered":
        """Return the same with one more thing that is wrong."""
        return replace(self, faults={**self.faults, name: sentence})

    @property
    def day(self) -> date | None:
        """The day that was typed, None for none."""
        return date.fromisoformat(self.due) if self.due else None

    @property
    def captioned(self) -> tuple[StoredFile, ...]:
        """The files that the change adds, as they are kept with it."""
        return tuple(replace(each, caption=self.caption) for each in self.files)

    @property
    def standing(self) -> Standing:
        """How the action is to stand; only where nothing is wrong."""
        return Standing(State(self.state), self.owner, self.who, self.day)


def as_it_stands(action: Action, *, refused: str = "") -> Entered:
    """Return what stands in the inputs of an action before anybody types; `refused` says what was not done."""
    standing = action.standing
    return Entered(
        state=standing.state.value,
        owner=standing.owner,
        who=standing.who,
        due=standing.due.isoformat() if standing.due else "",
        base=action.revision,
        refused=refused,
    )


def change_of(
    sent: Mapping[str, str],
    action: Action,
    attached: Attached,
    *,
    had: Container[date | None] = (),
    refused: str = "",
) -> Entered:
    """Return what was typed to change an action and what is added, with what is wrong unless it is `refused`.

    `had` are the days that it was ever due on: it may be put back on one that is past, and on no other.
    """
    typed = replace(_typed(sent), files=attached.files, refused=refused)
    if refused:
        return typed
    faults = dict(_faults(typed))
    if "due" not in faults and typed.day != action.standing.due and typed.day not in had:
        faults |= _past(typed)
    if typed.state not in {each.value for each in State}:
        faults["state"] = "Choose a state"
    if len(typed.note) > LONGEST:
        faults["note"] = f"What you say must be {LONGEST:,} characters or fewer"
    if attached.fault:
        faults["files"] = attached.fault
    if fault := caption_fault(typed.caption):
        faults["caption"] = fault
    if not faults and typed.standing == action.standing and not typed.note and not typed.files:
        faults["note"] = "Change something, say something, or add a photo or file"
    return replace(typed, faults=faults)


def new_action_of(sent: Mapping[str, str], *, refused: str = "") -> Entered:
    """Return what was typed to add an action, with what is wrong unless it is `refused`."""
    typed = replace(_typed(sent), refused=refused)
    if refused:
        return typed
    faults = dict(_faults(typed))
    if "due" not in faults:
        faults |= _past(typed)
    if not typed.text:
        faults["text"] = "Enter what is to be done"
    elif len(typed.text) > LONGEST:
        faults["text"] = f"What is to be done must be {LONGEST:,} characters or fewer"
    return replace(typed, faults=faults)


def caption_fault(words: str) -> str:
    """Return what is wrong with what is said of files, "" for nothing."""
    is_long = exceeds(words, LONGEST_CAPTION)
    return f"What files show must be said in {LONGEST_CAPTION} characters or fewer" if is_long else ""


def asked_for(reason: Reason) -> str:
    """Return the sentence that asks for what a change has to be explained with."""
    return f"Say {reason.value}"


def _typed(sent: Mapping[str, str]) -> Entered:
    return Entered(
        text=_lines(sent.get("text", "")),
        state=sent.get("state", ""),
        owner=sent.get("owner", ""),
        who=" ".join(sent.get("who", "").split()),
        due=sent.get("due", "").strip(),
        note=_lines(sent.get("note", "")),
        caption=" ".join(sent.get("caption", "").split()),
        base=whole_number(sent.get("base", "")) or 0,
    )


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def _faults(typed: Entered) -> Mapping[str, str]:
    faults = {}
    if len(typed.who) > _LONGEST_NAME:
        faults["who"] = f"The name must be {_LONGEST_NAME} characters or fewer"
    if typed.due and not _is_day(typed.due):
        faults["due"] = "Enter the day by which it is to be done, like 2026-12-03"
    return faults


def _past(typed: Entered) -> Mapping[str, str]:
    return {"due": _PAST} if typed.day and typed.day < today() else {}


def _is_day(text: str) -> bool:
    try:
        return bool(_DAY.fullmatch(text)) and _FIRST_YEAR <= date.fromisoformat(text).year <= _LAST_YEAR
    except ValueError:
        return False
