"""What a sheet shows of a form, as its templates take it.

Here live these values alone. `engine.page.sheet` makes them of a form and of what was entered.
"""

from dataclasses import dataclass

from formspec.model import Column, Question


@dataclass(frozen=True, slots=True)
class ShownPrompt:
    """An evidence prompt, and whether it was ticked as seen."""

    text: str
    seen: bool
    prompts: tuple["ShownPrompt", ...]


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A photo or file beside an answer: its caption, its name and size, what it shows, and where its preview is."""

    caption: str
    name: str
    shows: str
    preview: str


@dataclass(frozen=True, slots=True)
class ShownCell:
    """One answer as it is read: its paragraphs, or why it could not be found out, or the room to write it in.

    `files` are those that it is answered with, if any. `asked` says whether it is asked for, `worked` whether it is
    worked out; `choices` are what can be chosen or ticked, with the label of the box that each opens. `answers` says
    that it stands where evidence and attachments do.
    """

    kind: str
    label: str
    unit: str
    asked: bool
    worked: bool
    shown: tuple[str, ...]
    could_not_find_out: str
    overriding: str
    choices: tuple[tuple[str, str], ...]
    parts: tuple[str, ...]
    nothing: str
    answers: bool
    holds_prompts: bool
    files: tuple[ShownFile, ...] = ()


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One question with its prompts and cells, or a group with its rows."""

    question: Question
    rows: tuple[tuple[str, str], ...]
    number: str
    reference: str
    prompts: tuple[ShownPrompt, ...]
    cells: tuple[ShownCell, ...]
    attached: tuple[ShownFile, ...]
    within: tuple[tuple["ShownRun", ...], ...]


@dataclass(frozen=True, slots=True)
class ShownRun:
    """Neighbouring questions that stand in one table, or a group."""

    sort: str
    columns: tuple[Column, ...]
    rows: tuple[ShownRow, ...]


@dataclass(frozen=True, slots=True)
class ShownSection:
    """A section with its tables; `sometimes` says that it is not always asked."""

    id: str
    title: str
    text: str
    number: str
    sometimes: bool
    runs: tuple[ShownRun, ...]
