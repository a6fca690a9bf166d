"""What a schedule is: a whole audit in the order of its sections, and what befalls whoever fills it in, as data.

Here lives the making of schedules by chance. The same seed and number make the same one; how it is carried out, and how
it is judged, is for others.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from random import Random

from tests.browser.answers import AUDIT
from tests.browser.visit.line import Fate

PHOTOS = 10
MOST_DAYS = 6
"""How far a device's clock is off either way: twice as much is less than what a device keeps things for."""
_WORDLESS = (".evidence.", "details.visited.", "decision.suitable")


class Act(StrEnum):
    """What somebody does, and what befalls them."""

    WRITE = "write"
    TYPE = "type without leaving the box"
    PHOTO = "add a photo"
    SETTLE = "wait until the page says where the words are"
    GO_ON = "press Save and continue"
    RELOAD = "reload"
    BACK = "go back"
    KILL_TAB = "the tab is killed"
    CLOSE_TAB = "the tab is closed"
    KILL_BROWSER = "the browser is killed"
    AWAY = "no connection, and the device knows"
    CUT = "no connection, and the device does not know"
    HERE = "a connection again"
    KILL_SERVER = "the server is killed"
    START_SERVER = "the server starts again"
    FATES = "the next changes are lost, late or unanswered"
    REST = "the session ends"
    SIGN_IN = "sign in again, in another tab"
    CLOCK = "the device's clock is wrong"


@dataclass(frozen=True)
class Step:
    """An act, in a section, with texts by input; `is_beside` says that it is done in a second tab."""

    act: Act
    section: str = ""
    entries: Mapping[str, str] = field(default_factory=dict)
    is_beside: bool = False
    fates: tuple[Fate, ...] = ()
    hours: float = 0
    shade: int = 0

    def __str__(self) -> str:
        """One line for whoever looks for what went wrong."""
        more = [f"{name}={text!r}" for name, text in self.entries.items()]
        more += [*self.fates, *([f"by {self.hours:+.1f} hours"] if self.hours else [])]
        return " ".join([self.act, self.section, *(["(second tab)"] if self.is_beside else []), *more])


@dataclass(frozen=True)
class Schedule:
    """`is_taken` says that the form is taken along first, `can_be_killed` that the browser may be killed."""

    seed: int
    number: int
    steps: tuple[Step, ...]
    is_taken: bool
    can_be_killed: bool

    def __str__(self) -> str:
        """Everything that happens, a line each, and how to have it again."""
        again = f"FORMSPEC_SEED={self.seed} FORMSPEC_SCHEDULE={self.number}"
        taken = ", taken along" if self.is_taken else ""
        return "\n".join([f"{again}{taken}", *(f"{at:3} {step}" for at, step in enumerate(self.steps))])


def is_word(name: str) -> bool:
    """Whether what is written in an input is a text of its own, and not a choice or a part of a date."""
    return not any(each in name for each in _WORDLESS)


def schedule(seed: int, number: int) -> Schedule:
    chance = Random(f"{seed} {number}")
    is_taken, can_be_killed = chance.random() < 0.4, chance.random() < 0.1
    return Schedule(seed, number, tuple(_Making(chance, number, can_be_killed).steps()), is_taken, can_be_killed)


class _Making:
    """A schedule while it is made: what is out of order just now, and how many words and photos there were."""

    def __init__(self, chance: Random, number: int, can_be_killed: bool) -> None:
        self.chance = chance
        self.number = number
        self.can_be_killed = can_be_killed
        self.has_second_tab = chance.random() < 0.4
        self.words = 0
        self.away = self.is_down = self.is_out = False
        self.photos = [chance.choice(_photo_places()) for _ in range(PHOTOS)]

    def steps(self) -> Iterator[Step]:
        for section in AUDIT:
            yield from self._in_section(section)
            yield from self._befalling(section, 0.3)

    def _in_section(self, section: str) -> Iterator[Step]:
        written: list[str] = []
        for names in self._pieces(section):
            written += [name for name in names if is_word(name)]
            yield self._writing(section, names)
            yield from self._befalling(section, 0.4)
            if written and self.chance.random() < 0.15:
                yield self._writing(section, [self.chance.choice(written)])
                yield from self._befalling(section, 0.4)
        for shade, address in enumerate(self.photos):
            if address.startswith(f"{section}."):
                yield Step(Act.PHOTO, section, {address: f"photo-{self.number}-{shade}.png"}, shade=shade * 20 + 5)
                yield from self._befalling(section, 0.3)
        if self.chance.random() < 0.25:
            yield Step(Act.GO_ON, section)

    def _pieces(self, section: str) -> Iterator[list[str]]:
        """The inputs of a section in their order, a few at a time; the parts of the date stay together."""
        left = list(AUDIT[section])
        while left:
            count = self.chance.randint(1, 6)
            while any(name.startswith("details.visited.") for name in left[count : count + 1]):
                count += 1
            yield left[:count]
            left = left[count:]

    def _writing(self, section: str, names: list[str]) -> Step:
        act = self.chance.choices([Act.WRITE, Act.TYPE], [3, 1])[0]
        is_beside = self.has_second_tab and all(map(is_word, names)) and self.chance.random() < 0.4
        return Step(act, section, {name: self._text(name) for name in names}, is_beside=is_beside)

    def _text(self, name: str) -> str:
        text = AUDIT[name.partition(".")[0]][name]
        if not is_word(name):
            return text
        self.words += 1
        return f"{text} [w{self.number}.{self.words}]"

    def _befalling(self, section: str, likelihood: float) -> Iterator[Step]:
        """What befalls somebody between two acts, or in the middle of one, as nothing is waited for."""
        if self.chance.random() < likelihood:
            yield self._event(section)
        if self.chance.random() < 0.15:
            yield Step(Act.SETTLE, section)

    def _event(self, section: str) -> Step:
        if (self.away or self.is_down or self.is_out) and self.chance.random() < 0.45:
            return self._mending()
        acts = {
            Act.AWAY: 3,
            Act.CUT: 2,
            Act.FATES: 6,
            Act.KILL_TAB: 2,
            Act.CLOSE_TAB: 2,
            Act.KILL_SERVER: 0.7,
            Act.REST: 0.8,
        }
        acts |= {Act.CLOCK: 1.5, Act.RELOAD: 2, Act.BACK: 1, Act.KILL_BROWSER: 2 if self.can_be_killed else 0}
        act = self.chance.choices([*acts], [*acts.values()])[0]
        self.away = self.away or act in {Act.AWAY, Act.CUT}
        self.is_down = self.is_down or act is Act.KILL_SERVER
        self.is_out = self.is_out or act is Act.REST
        return self._made(act, section)

    def _made(self, act: Act, section: str) -> Step:
        if act is Act.CLOCK:
            return Step(act, section, hours=self.chance.uniform(-24, 24) * self.chance.choice((1 / 12, 1, MOST_DAYS)))
        if act in {Act.KILL_TAB, Act.CLOSE_TAB}:
            return Step(act, section, is_beside=self.has_second_tab and self.chance.random() < 0.5)
        if act is Act.FATES:
            fates = self.chance.choices([*Fate], [3, 4, 3, 0.3, 0.3], k=self.chance.randint(1, 4))
            self.is_down = self.is_down or any("KILLED" in fate.name for fate in fates)
            return Step(act, section, fates=tuple(fates))
        return Step(act, section)

    def _mending(self) -> Step:
        if self.away:
            self.away = False
            return Step(Act.HERE)
        if self.is_down:
            self.is_down = False
            return Step(Act.START_SERVER)
        self.is_out = False
        return Step(Act.SIGN_IN)


def _photo_places() -> list[str]:
    """Where photos are added: beside the questions that have evidence."""
    names = [name for entries in AUDIT.values() for name in entries]
    return sorted({f"{name.partition('.evidence.')[0]}.attachments" for name in names if ".evidence." in name})
