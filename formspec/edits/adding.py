"""New parts of a form: a question, an evidence prompt, an option, a section with its first questions.

Here lives what a new part needs and where it goes. It is written as its neighbours are, in lines or in brackets.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import cast

from formspec.edits.finding import Part, Parts
from formspec.edits.naming import taken_ids
from formspec.edits.pieces import Path
from formspec.edits.refused import EditRefused
from formspec.edits.revision import Revision
from formspec.edits.wording import cleaned
from formspec.edits.writing import Value
from formspec.grammar import LEVELS
from formspec.kinds import SETTINGS
from formspec.nodes import Json
from formspec.suggest import short

_ALIKE = {"kind", "when", "required", "could-not-find-out", "columns", "options", *SETTINGS}
"""What of a question that is split the second one has as the first: how and when it is answered."""


OFFERING = frozenset({"choice", "choices"})
"""The kinds whose answer is among options."""
DECLARING = frozenset({"declaration", "signature"})
"""The kinds that need the words that are declared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPrompt:
    """An evidence prompt that is to be added."""

    id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewOption:
    """An option that is to be added, or offered in place of others."""

    value: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewQuestion:
    """A question that is to be added; one without a kind is answered in the columns there, or else with a text.

    Whether an answer must be given is as in those columns where `required` is None.
    """

    id: str
    label: str
    hint: str = ""
    kind: str = ""
    required: bool | None = None
    options: tuple[NewOption, ...] = ()
    declaration: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSection:
    """A section that is to be added with its first questions: it needs one at least."""

    id: str
    title: str
    questions: tuple[NewQuestion, ...]


def add_question(text: str, question: NewQuestion, *, after: str = "", first_in: str = "") -> str:
    """Return the text with a question added after another, or as the first of a section or group."""
    revision = Revision(text)
    path, number = question_place(revision, after=after, first_in=first_in)
    _refuse_taken(revision, question.id, after.rpartition(".")[0] if after else first_in)
    revision.insert(path, number, _question(question, columns_at(revision, path)))
    return revision.done()


def split_question(text: str, address: str, question: NewQuestion, *, known: Collection[str] | None = None) -> str:
    """Return the text with a second question after one, which says that it was that one, too.

    It is answered as the first is where it has no kind of its own. Where the addresses of earlier versions are `known`
    and this is none, it was what the first was.
    """
    revision = Revision(text)
    part = revision.find(address, "question")
    _refuse_taken(revision, question.id, address.rpartition(".")[0])
    first = cast("dict[str, Value]", revision.said(part.path))
    if "questions" in first:
        raise EditRefused(f"“{short(address)}” holds questions. Choose one of them to split.")
    new = _question(question, columns_at(revision, part.within))
    alike = {name: first[name] for name in part.order if name in first and name in _ALIKE}
    was = address if known is None or address in known else first.get("was", "")
    both = {**new, "was": was, **({} if question.kind else alike)}
    revision.insert(part.within, part.number + 1, {name: both[name] for name in part.order if both.get(name)})
    return revision.done()


def question_place(revision: Revision, *, after: str = "", first_in: str = "") -> tuple[Path, int]:
    """Return the way to the list, and the number in it, where a question goes."""
    if after:
        beside = revision.find(after, "question")
        return beside.within, beside.number + 1
    home = revision.find(first_in, "section", "question")
    if not revision.has(home.path, "questions"):
        raise EditRefused(f"“{short(first_in)}” holds no questions. Choose a section, or a question to stand after.")
    return (*home.path, "questions"), 0


def add_prompt(text: str, prompt: NewPrompt, *, after_or_in: str) -> str:
    """Return the text with an evidence prompt added after another, or as the last of a question."""
    revision = Revision(text)
    place = revision.find(after_or_in, "prompt", "question")
    _refuse_taken(revision, prompt.id, f"{place.address.partition('.evidence.')[0]}.evidence")
    new: Value = {"id": prompt.id, "text": cleaned(prompt.text)}
    if place.level.name == "prompt":
        revision.insert(place.within, place.number + 1, new)
    else:
        _append(revision, place, "evidence", new)
    return revision.done()


def add_option(text: str, option: NewOption, *, after_or_in: str) -> str:
    """Return the text with an option added after another, or as the last of a question, column or shared list."""
    revision = Revision(text)
    shared = Parts(revision.root, revision.spec).list_named(after_or_in)
    if shared:
        revision.insert(shared, _length(revision, shared), _option(option))
        return revision.done()
    place = revision.find(after_or_in, "option", "question", "column")
    if place.level.name == "option":
        revision.insert(place.within, place.number + 1, _option(option))
    else:
        _refuse_without_options(revision, place)
        _append(revision, place, "options", _option(option))
    return revision.done()


def add_section(text: str, section: NewSection, *, after: str = "") -> str:
    """Return the text with a section added after another, or as the first; it belongs to the part of its neighbour."""
    revision = Revision(text)
    number = revision.find(after, "section").number + 1 if after else 0
    _refuse_taken(revision, section.id, "")
    beside: Path = ("sections", max(number - 1, 0))
    new: dict[str, Value] = {"id": section.id, "title": cleaned(section.title)}
    if revision.has(beside, "part"):
        new["part"] = cast("str", revision.said((*beside, "part")))
    columns = columns_at(revision, ())
    new["questions"] = [_question(each, columns) for each in section.questions]
    revision.insert(("sections",), number, new)
    return revision.done()


def options_of(options: tuple[NewOption, ...]) -> list[Value]:
    """Return options as they are to be written."""
    return [_option(each) for each in options]


def refuse_lacking(kind: str, *, options: bool, declaration: bool) -> None:
    """Refuse an answer of a kind that has not what the kind needs."""
    if kind in OFFERING and not options:
        raise EditRefused("Write at least two options, one a line.")
    if kind in DECLARING and not declaration:
        raise EditRefused("Write what is declared.")


def _question(question: NewQuestion, columns: Json) -> dict[str, Value]:
    kind = question.kind or ("" if columns else "text")
    declaration = cleaned(question.declaration) if kind in DECLARING else ""
    refuse_lacking(kind, options=bool(question.options), declaration=bool(declaration))
    new: dict[str, Value] = {
        "id": question.id,
        "label": cleaned(question.label),
        "hint": cleaned(question.hint),
        "kind": kind,
        "required": _required(question.required, columns),
        "options": options_of(question.options),
        "declaration": declaration,
    }
    return {name: value for name, value in new.items() if value or name in LEVELS["question"].required}


def _required(wanted: bool | None, columns: Json) -> str:
    """Return what is to be written so that an answer must be given or need not be: nothing where columns say it."""
    listed = cast("list[dict[str, Json]]", columns)
    answer = next((each for each in listed if each.get("role") == "answer"), listed[0] if listed else {})
    there = answer.get("required", "false")
    if wanted is None or (wanted and there == "true"):
        return ""
    return "true" if wanted else "" if there == "false" else "false"


def _option(option: NewOption) -> dict[str, Value]:
    return {"value": option.value, "label": cleaned(option.label)}


def _refuse_taken(revision: Revision, new_id: str, within: str) -> None:
    if new_id in taken_ids(revision.spec, within.removeprefix("sections.")):
        raise EditRefused(f"The id “{short(new_id)}” is taken here, or was, and is never used again. Choose another.")


def _append(revision: Revision, place: Part, name: str, new: Value) -> None:
    """Add a part at the end of a list, which is begun where there is none."""
    if revision.has(place.path, name):
        path = (*place.path, name)
        revision.insert(path, _length(revision, path), new)
    else:
        revision.put(place.path, name, [new], place.order)


def _length(revision: Revision, path: Path) -> int:
    return len(revision.said(path) or "")


def _refuse_without_options(revision: Revision, place: Part) -> None:
    listed = revision.said((*place.path, "options")) if revision.has(place.path, "options") else None
    if isinstance(listed, str):
        raise EditRefused(f"These options are those of the list “{listed}”. Add the option to “lists.{listed}”.")
    if listed is None:
        raise EditRefused(f"“{short(place.address)}” has no options of its own. Choose a question that has.")


def columns_at(revision: Revision, path: Path) -> Json:
    """Return the columns that questions on a way are answered in, nothing where there are none."""
    for length in range(len(path), -1, -1):
        above = revision.said(path[:length])
        if isinstance(above, dict) and "columns" in above:
            return above["columns"]
    return []
