"""What a comparison of two submissions comes to, as values.

Here live the shapes alone; `engine.compare` makes them. The earlier submission is called `before`, the later one
`now`. Where several questions became one, or one became several, they stand together and each of them once.
"""

from collections.abc import Iterable
from dataclasses import dataclass

GIVEN, EXCUSED, BLANK, HIDDEN = "given", "excused", "blank", "hidden"
"""What an answer can be: given, could not be found out, not answered, or not asked because of other answers."""

SAME, CHANGED, ANSWERED, NOT_FOUND_OUT, EMPTIED, NEWLY_ASKED, NO_LONGER_ASKED, ASKED_NEITHER = (
    "same", "changed", "answered", "could-not-find-out", "emptied", "newly-asked", "no-longer-asked", "asked-neither",
)  # fmt: skip
"""What can have become of an answer: it is the same, or another; it was none before and is one now; it could not be
found out this time, and was not so before; there is none any more; and it was asked only now, only before, or neither
time."""
ALSO_ASKED, ASKED_LESS = "also-asked", "asked-less"
"""What can have become of a question besides: all that was asked both times is as it was, and something is said to what
is asked only now, or was said to what was asked only before. What is blank there is no change."""
UNCHANGED = frozenset({SAME, ASKED_NEITHER})

NEW, REPEATED, NOT_AGAIN, UNKNOWN = "new", "repeated", "not-again", "unknown"
"""What can have become of a finding: it is raised only now, both times, or only before. What was raised before is only
not raised again when it could have been: otherwise nobody knows. Whether anything was done about it is not said."""
NOT_ASKED, NOT_KNOWN, NOT_ANSWERED = "not-asked", "could-not-find-out", "not-answered"
"""Why the other submission says nothing of a finding: its question was not asked there, the answer could not be found
out, or was not given."""

EVIDENCE = "evidence"
"""The role of a prompt that can be ticked as seen, which has a place beside those of columns."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one submission has at one place.

    `address` is that place, `section` the id of its section, `label` what its column is called ("" where the question
    has one answer only). `question` is what was asked, as it was read, and `row` the names of the rows that it stands
    in. `state` is given, excused, blank or hidden; `text` is the answer in words, or why it could not be found out.
    """

    address: str
    section: str
    question: str
    row: str
    label: str
    role: str
    state: str
    text: str

    @property
    def asked(self) -> bool:
        """Whether it was asked for."""
        return self.state != HIDDEN


@dataclass(frozen=True, slots=True)
class ComparedAnswer:
    """One answer in both submissions: those places that are the same by the specs, on either side none, one or more."""

    status: str
    before: tuple[Answer, ...]
    now: tuple[Answer, ...]

    @property
    def label(self) -> str:
        """What the answer is called within its question."""
        return (self.now or self.before)[0].label

    @property
    def role(self) -> str:
        """The role of its column, or `evidence`."""
        return (self.now or self.before)[0].role

    @property
    def says(self) -> bool:
        """Whether anything was said, before or now: an answer, or why it could not be found out."""
        return any(each.state in (GIVEN, EXCUSED) for each in (*self.before, *self.now))

    @property
    def moved(self) -> bool:
        """Whether it stood at another place, or at more than one."""
        return bool(self.before and self.now) and _addresses(self.before) != _addresses(self.now)


@dataclass(frozen=True, slots=True)
class ComparedQuestion:
    """One question in both submissions, with all its answers and evidence prompts.

    `address`, `question` and `row` are as they are now, or were before where it is not there any more; `before` says
    how it was worded where that was otherwise, "" where it was not.
    """

    status: str
    address: str
    question: str
    row: str
    before: str
    answers: tuple[ComparedAnswer, ...]

    @property
    def changed(self) -> tuple[ComparedAnswer, ...]:
        """The answers that are not as they were."""
        return tuple(each for each in self.answers if each.status not in UNCHANGED)

    @property
    def unchanged(self) -> tuple[ComparedAnswer, ...]:
        """The answers that are as they were."""
        return tuple(each for each in self.answers if each.status in UNCHANGED)


@dataclass(frozen=True, slots=True)
class ComparedSection:
    """The questions of one section, in the form's order; `former` says that only the earlier form has the section."""

    id: str
    title: str
    former: bool
    questions: tuple[ComparedQuestion, ...]

    @property
    def changed(self) -> tuple[ComparedQuestion, ...]:
        """The questions that are not as they were."""
        return tuple(each for each in self.questions if each.status not in UNCHANGED)

    @property
    def unchanged(self) -> tuple[ComparedQuestion, ...]:
        """The questions that are as they were."""
        return tuple(each for each in self.questions if each.status in UNCHANGED)


@dataclass(frozen=True, slots=True)
class Finding:
    """One concern, action, or answer that could not be found out, as one submission has it.

    `severity`, `who` and `due` are in words, "" where nobody said; `actions` are those at the same question. `version`
    is the earlier version that asked, 0 for the submission's own.
    """

    address: str
    question: str
    row: str
    text: str
    severity: str = ""
    who: str = ""
    due: str = ""
    version: int = 0
    actions: tuple["Finding", ...] = ()


@dataclass(frozen=True, slots=True)
class ComparedFinding:
    """What became of a finding; `why` says why the other submission says nothing of it, "" where it could have."""

    status: str
    before: tuple[Finding, ...]
    now: tuple[Finding, ...]
    why: str = ""

    @property
    def shown(self) -> Finding:
        """The finding as it stands now, or stood before."""
        return (self.now or self.before)[0]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two submissions, side by side: what was asked in each section, and what was found.

    `actions` are those that stand beside no concern: the others are with their concerns.
    """

    before_version: int
    now_version: int
    sections: tuple[ComparedSection, ...]
    concerns: tuple[ComparedFinding, ...]
    actions: tuple[ComparedFinding, ...]
    not_found_out: tuple[ComparedFinding, ...]

    @property
    def questions(self) -> tuple[ComparedQuestion, ...]:
        """All questions, in the order in which they are shown."""
        return tuple(each for section in self.sections for each in section.questions)

    def count(self, *statuses: str) -> int:
        """Return how many questions came to one of these."""
        return sum(each.status in statuses for each in self.questions)

    @property
    def nothing(self) -> bool:
        """Whether the two say the same."""
        unchanged = all(each.status in UNCHANGED for each in self.questions)
        return unchanged and all(each.status == REPEATED for each in self._found())

    def _found(self) -> Iterable[ComparedFinding]:
        return (*self.concerns, *self.actions, *self.not_found_out)


def _addresses(answers: tuple[Answer, ...]) -> list[str]:
    return sorted(each.address for each in answers)
