"""Which actions a list shows: the lists that there are, and what each number on them counts.

Here lives how an address becomes a choice of actions. What they are about is an answer, and so stands in no address: it
names an action that is about the same. What of a list somebody sees is for the repository to say.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from flask import request, url_for

from engine.subject import subject_key
from webapp.action_state import SOON as SOON_DAYS
from webapp.action_state import UNFINISHED, State
from webapp.pages.desk import Desk, today
from webapp.pages.identity import viewer
from webapp.rights import Act, Reach
from webapp.storage.action_statements import Chosen, due_soon, overdue

MINE, OVERDUE, SOON, NOBODYS, UNFINISHED_ONES, ALL = "mine", "overdue", "soon", "nobody", "unfinished", "all"
LATER, LATELY, LONG, DAYLESS = "later", "overdue-lately", "overdue-long", "no-day"
AGES = (LATER, SOON, LATELY, LONG, DAYLESS)
"""The lists that all actions are on that are not finished, each on one: by how they are due."""
LATE_DAYS = 30
"""How many days an action is overdue at most that counts as overdue lately."""
_DAY = timedelta(days=1)
_TITLES = {
    MINE: "My actions",
    OVERDUE: "Overdue",
    SOON: "Due soon",
    NOBODYS: "Nobody yet",
    UNFINISHED_ONES: "Not finished",
    **{each.value: each.words for each in State},
    ALL: "All",
}
_BY_AGE = {
    LATER: "Not yet due",
    LATELY: f"Overdue by up to {LATE_DAYS} days",
    LONG: f"Overdue by more than {LATE_DAYS} days",
    DAYLESS: "Without a day",
}
"""The lists that no way leads to but from the overview."""
_TITLED = {**_TITLES, **_BY_AGE}
_OWN_WORDS = {OVERDUE: "Overdue and yours", SOON: "Due soon and yours"}
_EMPTY = {
    MINE: "Nothing is left for you to do. An action is yours when somebody gives it to you, or you take it yourself.",
    OVERDUE: "Nothing is overdue.",
    SOON: "Nothing is due within the next seven days.",
    NOBODYS: "Somebody has each action that is left to do.",
    UNFINISHED_ONES: "Nothing is left to do. When a form with further actions is submitted, they appear here.",
    ALL: "There are no actions yet. When a form with further actions is submitted, they appear here.",
}


@dataclass(frozen=True, slots=True)
class Way:
    """A list that one can go to: its name, its title, its address and how many actions are on it."""

    show: str
    words: str
    url: str
    number: int


@dataclass(frozen=True, slots=True)
class SubjectLine:
    """What actions are about: how many of them are not finished, how many overdue, and where they are listed."""

    name: str
    number: int
    url: str
    overdue: int
    overdue_url: str


@dataclass(frozen=True, slots=True)
class Asked:
    """The list that is asked for, about one subject or about anything (None), of anybody or of one's `own` alone.

    `like` is the id of an action that is about that subject, "" for anything.
    """

    show: str
    about: str | None = None
    like: str = ""
    own: bool = False

    @property
    def title(self) -> str:
        """The title of the list."""
        return _OWN_WORDS[self.show] if self.own else _TITLED[self.show]

    @property
    def empty(self) -> str:
        """What is said where nothing is on it."""
        if self.show in _BY_AGE:
            return f"No action that is to be done is {self.title[:1].lower()}{self.title[1:]}."
        return _EMPTY.get(self.show, f"No action is in the state “{self.title}”.")

    @property
    def chosen(self) -> Chosen:
        """Which actions are on it."""
        chosen = _CHOICES[self.show]() if self.show in _CHOICES else Chosen((State(self.show),))
        about = None if self.about is None else (self.about,)
        return replace(chosen, about=about, owner=viewer().id if self.own else chosen.owner)


_CHOICES: Mapping[str, Callable[[], Chosen]] = {
    MINE: lambda: Chosen(UNFINISHED, owner=viewer().id),
    OVERDUE: lambda: overdue(today()),
    SOON: lambda: due_soon(today()),
    NOBODYS: lambda: Chosen(UNFINISHED, nobody=True),
    UNFINISHED_ONES: lambda: Chosen(UNFINISHED),
    ALL: Chosen,
    LATER: lambda: Chosen(UNFINISHED, due_from=today() + SOON_DAYS + _DAY),
    LATELY: lambda: Chosen(UNFINISHED, due_from=today() - LATE_DAYS * _DAY, due_to=today() - _DAY),
    LONG: lambda: Chosen(UNFINISHED, due_to=today() - (LATE_DAYS + 1) * _DAY),
    DAYLESS: lambda: Chosen(UNFINISHED, dayless=True),
}


def asked(at: Desk) -> Asked:
    """Return the list that the request asks for: one's own where there is one and no other is named."""
    usual = MINE if has_own() else UNFINISHED_ONES
    show = request.args.get("show", usual)
    known = show in _TITLED and (show != MINE or has_own())
    own = known and show in _OWN_WORDS and has_own() and "own" in request.args
    like = at.repository.action(request.args.get("like", ""))
    about, one = (like.about, like.id) if like else (None, "")
    return Asked(show if known else usual, about, one, own)


def has_own() -> bool:
    """Return whether whoever asks can have actions of their own."""
    return bool(viewer().id) and viewer().may(Act.CHANGE_ACTIONS)


def url_of(show: str, like: str = "", *, own: bool = False) -> str:
    """Return the address of a list, of what is about the same as an action where one is named."""
    return url_for("actions.listing", show=show, like=like or None, own="yes" if own else None)


def ways(at: Desk, of: Asked) -> list[Way]:
    """Return the lists that one can go to, about the subject of a list that is asked for, or about anything."""
    return [_way(at, Asked(show, of.about, of.like)) for show in _TITLES if show != MINE or has_own()]


def pressing(at: Desk) -> list[Way]:
    """Return what presses: one's own actions that are overdue or due soon, and how many are overdue at all.

    Those at all are for whoever comes to the actions of others, and for whoever has no account. What there is none of
    is left out.
    """
    lists = [Asked(show, own=True) for show in (OVERDUE, SOON)] if has_own() else []
    if viewer().reach(Act.SEE_ACTIONS) > Reach.OWN:
        lists += [Asked(show) for show in ((OVERDUE,) if has_own() else (OVERDUE, SOON))]
    return [each for each in (_way(at, chosen) for chosen in lists) if each.number]


def by_age(at: Desk) -> list[Way]:
    """Return the lists of what is not finished by how it is due, each action on one of them."""
    return [_way(at, Asked(show)) for show in AGES]


def _way(at: Desk, chosen: Asked) -> Way:
    address = url_of(chosen.show, chosen.like, own=chosen.own)
    return Way(chosen.show, chosen.title, address, at.repository.count_actions(chosen.chosen))


def subject_lines(at: Desk) -> list[SubjectLine]:
    """Return what the actions that are not finished are about, with how many there are of each."""
    late = {subject_key(each.name): each.number for each in at.repository.action_subjects(overdue(today()))}
    return [
        SubjectLine(
            name=each.name,
            number=each.number,
            url=url_of(UNFINISHED_ONES, each.one),
            overdue=late.get(subject_key(each.name), 0),
            overdue_url=url_of(OVERDUE, each.one),
        )
        for each in at.repository.action_subjects(Chosen(UNFINISHED))
    ]
