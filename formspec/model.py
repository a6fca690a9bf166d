"""The model of a spec: what a form asks, as frozen values with their places in the source.

Here live the nouns of the language and nothing that computes. Lint, diff, the compiler and the pages all share this
one model; raw mappings stop at the loader. Places never take part in a comparison, so two specs that say the same
are equal wherever their lines stand.

Texts may hold several paragraphs, one a line. Optional texts are "" when absent, optional parts None. What a part `was`
are its names in the version before: whole addresses of a question, ids of a section, column or prompt, values of an
option. What it `meets` are the ids of the standards that it serves.
"""

from dataclasses import dataclass, field
from decimal import Decimal

from formspec.logic import Check, Condition, Outcome, Value
from formspec.nodes import Place
from formspec.policy_date import PolicyDate
from formspec.records import ORDINARY, Retention

NOWHERE = Place(1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One option of a choice: `value` is kept in records for ever, `label` may be reworded.

    `score` is what it counts in sums. It is offered only while `when` holds, and has the label of the first of `worded`
    whose condition holds. `exclusive` says that it excludes the others; `please_say` is the label of a box for words of
    one's own, which it opens.
    """

    value: str
    label: str
    hint: str = ""
    score: Decimal | None = None
    when: Condition | None = None
    worded: tuple["Worded", ...] = ()
    exclusive: bool = False
    please_say: str = ""
    was: tuple[str, ...] = ()
    place: Place = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Worded:
    """Another label for an option, in the case that a condition holds."""

    when: Condition
    label: str
    place: Place = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionList:
    """Options that several questions share, by a name."""

    id: str
    options: tuple[Option, ...] = ()
    place: Place = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One answer that is asked for.

    It is a companion part of a question (answer, concerns, further action), or the single answer of a question
    without columns, whose `id` is then "".

    `role` is "" or one of `formspec.grammar.ROLES`: what the findings collect it as. `name` is a noun
    phrase for messages ("the name of the provider"). Which of the settings below `errors` apply depends on `kind`
    (see `formspec.kinds`). `errors` replaces standard wordings, by code. It is asked only while `when` holds, and must
    be answered when it is `required`, or while `required_when` holds. `shared` names the list that its options
    are, "" where they are its own. Its `checks` are made for every question that is answered in it.
    """

    id: str
    kind: str
    label: str = ""
    hint: str = ""
    name: str = ""
    role: str = ""
    required: bool = False
    required_when: Condition | None = None
    when: Condition | None = None
    could_not_find_out: bool = False
    errors: tuple[tuple[str, str], ...] = ()
    options: tuple[Option, ...] = ()
    shared: str = ""
    min_length: int | None = None
    max_length: int | None = None
    pattern: str = ""
    check_character: str = ""
    least: Value | None = None
    most: Value | None = None
    decimal_places: int | None = None
    unit: str = ""
    earliest: Value | None = None
    latest: Value | None = None
    types: tuple[str, ...] = ()
    max_size: int | None = None
    declaration: str = ""
    name_label: str = ""
    calculate: Value | None = None
    suggest: Value | None = None
    checks: tuple[Check, ...] = ()
    was: tuple[str, ...] = ()
    place: Place = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """An evidence prompt. One with `prompts` of its own is a heading over them; one without can be ticked as seen."""

    id: str
    text: str
    prompts: tuple["Prompt", ...] = ()
    was: tuple[str, ...] = ()
    place: Place = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Questions that are asked again for each of several rows.

    There are `exactly` so many rows, or `as_many_as` the answer at that address says, or from `least` to `most`, as a
    person adds and removes them. `row_label` is what one is called ("Person" makes Person 1, Person 2).
    """

    questions: tuple["Question", ...] = ()
    columns: tuple[Column, ...] = ()
    least: int = 0
    most: int = 20
    exactly: int | None = None
    as_many_as: str = ""
    row_label: str = ""
    place: Place = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question (a row of the policy's table): its wording, its evidence prompts, and what it is answered with.

    `plain` says that it is answered without columns: `columns` then holds one column whose id is "". One with a
    `group` has no answer of its own, and no columns. It is asked only while `when` holds; `number` is shown before it
    and names nothing. The `checks` of a group are made in each of its rows. `attachments` is what it says of them
    itself, None for nothing: `formspec.attaching` says whether it takes any.
    """

    id: str
    label: str
    hint: str = ""
    number: str = ""
    when: Condition | None = None
    checks: tuple[Check, ...] = ()
    group: Group | None = None
    points: tuple[str, ...] = ()
    evidence: tuple[Prompt, ...] = ()
    attachments: bool | None = None
    columns: tuple[Column, ...] = ()
    was: tuple[str, ...] = ()
    meets: tuple[str, ...] = ()
    place: Place = field(default=NOWHERE, compare=False, repr=False)

    @property
    def plain(self) -> bool:
        """Whether the question is answered without columns."""
        return len(self.columns) == 1 and not self.columns[0].id


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A section of a form.

    `columns` are the ones its questions are answered with unless they say otherwise; none when they are plain. `part`
    is the id of the part of the form that it belongs to, "" where the form is in one piece.
    """

    id: str
    title: str
    text: str = ""
    number: str = ""
    when: Condition | None = None
    part: str = ""
    columns: tuple[Column, ...] = ()
    questions: tuple[Question, ...] = ()
    was: tuple[str, ...] = ()
    meets: tuple[str, ...] = ()
    place: Place = field(default=NOWHERE, compare=False, repr=False)


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
    """What a submission is about: an entry of `register`, named by the answer to `question`; others' `directory`."""

    register: str
    question: str
    directory: str = ""
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
class Part:
    """A part of a form that one person completes before the next person begins the next."""

    id: str
    title: str
    text: str = ""
    place: Place = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    """A clause or standard that questions say they serve; `source` is where it stands."""

    id: str
    title: str
    source: str = ""
    place: Place = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Retired:
    """The address of a question, column, prompt or option that an earlier version asked: never used again."""

    address: str
    place: Place = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spec:
    """One version of one form. `sha256` is of the source's bytes, as 64 hexadecimal digits.

    `numbering` is sections, questions, or "" for none. `access` is ordinary or sensitive: who may see what was entered.
    `child_data` says that it may be the personal data of children, `attachments` whether questions take photos and
    files beside their answers where they say nothing themselves (None: where they have evidence).
    """

    form: str
    version: int
    title: str
    subtitle: str = ""
    intro: str = ""
    policy: Policy | None = None
    about: About | None = None
    completed_by: CompletedBy | None = None
    letter: Letter | None = None
    access: str = ORDINARY
    child_data: bool = False
    attachments: bool | None = None
    retention: Retention | None = None
    questions_label: str = "Questions"
    numbering: str = ""
    parts: tuple[Part, ...] = ()
    lists: tuple[OptionList, ...] = ()
    columns: tuple[Column, ...] = ()
    sections: tuple[Section, ...] = ()
    checks: tuple[Check, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    standards: tuple[Standard, ...] = ()
    retired: tuple[Retired, ...] = ()
    sha256: str = field(default="", compare=False)

    @property
    def address(self) -> str:
        """The form with its version, as `form@version`."""
        return f"{self.form}@{self.version}"
