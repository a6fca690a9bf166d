"""The model of a spec: what a form asks, as frozen values with their places in the source.

Here live the nouns of the language and nothing that computes. Lint, diff, the compiler and the pages all share this
one model; raw mappings stop at the loader. Places never take part in a comparison, so two specs that say the same
are equal wherever their lines stand.

Texts may hold several paragraphs, one a line. Optional texts are "" when absent, optional parts None.
"""

from dataclasses import dataclass, field
from datetime import date

from formspec.nodes import Place

NOWHERE = Place(1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One option of a choice: `value` is kept in records for ever, `label` may be reworded."""

    value: str
    label: str
    hint: str = ""
    place: Place = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One answer that is asked for.

    It is a companion part of a question (answer, concerns, further action), or the single answer of a question
    without columns, whose `id` is then "".

    `role` is "", answer, concern, action, outcome or reasons: what the findings collect it as. `name` is a noun
    phrase for messages ("the name of the provider"). Which of the settings below `errors` apply depends on `kind`
    (see `formspec.kinds`). `errors` replaces standard wordings, by code.
    """

    id: str
    kind: str
    label: str = ""
    hint: str = ""
    name: str = ""
    role: str = ""
    required: bool = False
    could_not_find_out: bool = False
    errors: tuple[tuple[str, str], ...] = ()
    options: tuple[Option, ...] = ()
    max_length: int | None = None
    declaration: str = ""
    name_label: str = ""
    place: Place = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """An evidence prompt. One with `prompts` of its own is a heading over them; one without can be ticked as seen."""

    id: str
    text: str
    prompts: tuple["Prompt", ...] = ()
    place: Place = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question (a row of the policy's table): its wording, its evidence prompts, and what it is answered with.

    `plain` says that it is answered without columns: `columns` then holds one column whose id is "".
    """

    id: str
    label: str
    hint: str = ""
    points: tuple[str, ...] = ()
    evidence: tuple[Prompt, ...] = ()
    columns: tuple[Column, ...] = ()
    place: Place = field(default=NOWHERE, compare=False, repr=False)

    @property
    def plain(self) -> bool:
        """Whether the question is answered without columns."""
        return len(self.columns) == 1 and not self.columns[0].id


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A section of a form.

    `columns` are the ones its questions are answered with unless they say otherwise; none when they are plain.
    """

    id: str
    title: str
    text: str = ""
    columns: tuple[Column, ...] = ()
    questions: tuple[Question, ...] = ()
    place: Place = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyDate:
    """A date as the policy writes it ("October 2025") and the last day that it covers (31 October 2025)."""

    text: str
    last_day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The policy that a form belongs to."""

    title: str
    part: str = ""
    organisation: str = ""
    approved: PolicyDate | None = None
    approved_by: str = ""
    review: PolicyDate | None = None
    place: Place = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a submission is about: an entry of `register` (providers), named by the answer to `question`."""

    register: str
    question: str
    place: Place = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class CompletedBy:
    """Who completed a submission, named by the answer to `question`."""

    question: str
    place: Place = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """The letter that stands before a form's questions."""

    salutation: str
    body: str
    sign_off: str = ""
    signatory: str = ""
    place: Place = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Retired:
    """The address of a question, column, prompt or option that an earlier version asked: never used again."""

    address: str
    place: Place = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spec:
    """One version of one form. `sha256` is of the source's bytes, as 64 hexadecimal digits."""

    form: str
    version: int
    title: str
    subtitle: str = ""
    intro: str = ""
    policy: Policy | None = None
    about: About | None = None
    completed_by: CompletedBy | None = None
    letter: Letter | None = None
    questions_label: str = "Questions"
    columns: tuple[Column, ...] = ()
    sections: tuple[Section, ...] = ()
    retired: tuple[Retired, ...] = ()
    sha256: str = field(default="", compare=False)

    @property
    def address(self) -> str:
        """The form with its version, as `form@version`."""
        return f"{self.form}@{self.version}"
