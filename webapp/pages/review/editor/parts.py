"""One part of a form as its page of edits shows it: its words, where it can go, and what can be added to it.

Here lives what of a part there is to change. Nothing here changes a text.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.wording import question_text
from formspec.addresses import Placed, answer_column, placed, prompts
from formspec.grammar import LEVELS
from formspec.model import Column, Question, Section, Spec

FORM = "form"
"""The address of the form itself."""
POLICY = "policy"
LETTER = "letter"
_LONG = frozenset({"label", "hint", "text", "intro", "body", "declaration"})
_NOT_HERE = frozenset({"approved", "approved-by", "review"})
"""The dates of a policy have a form of their own."""
_SHOWN = 70


@dataclass(frozen=True, slots=True)
class ShownWords:
    """Words of a part: the key, what it is called, its meaning, the words, and whether they may need several lines."""

    key: str
    label: str
    meaning: str
    words: str
    long: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A place to which a part can be moved: what its button or option sends, and what it is called."""

    value: str
    words: str


@dataclass(frozen=True, slots=True)
class Inner:
    """A part within a part, a prompt or an option: its address and its words."""

    address: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPart:
    """A part with what can be done with it; what cannot be is empty.

    It `offers` options of its own, or those of a column at `shared_at`. A question that is added beside it is required
    beforehand where those there are: `beside_required`.
    """

    sort: str
    address: str
    name: str
    words: tuple[ShownWords, ...]
    label: str = ""
    up: str = ""
    down: str = ""
    places: tuple[Place, ...] = ()
    prompts: tuple[Inner, ...] = ()
    options: tuple[Inner, ...] = ()
    kind: str = ""
    answered: bool = False
    required: bool = False
    policy: bool = False
    offers: bool = False
    shared_at: str = ""
    beside_required: bool = False


def shown_part(spec: Spec, address: str, words: Mapping[str, str]) -> ShownPart:
    """Return a part at an address that is there, given the words that can be changed of it."""
    if address in {FORM, POLICY, LETTER}:
        return _form(spec, address, words)
    section = next((each for each in spec.sections if each.id == address), None)
    if section is not None:
        return _section(spec, section, words)
    found = next((each for each in placed(spec) if each.address == address), None)
    if found is not None:
        return _question(spec, found, words)
    column = dict(columns_of(spec)).get(address)
    sort = "prompt" if ".evidence." in address else "column" if column else "option"
    name = words.get("text") or words.get("label") or address
    return ShownPart(
        sort=sort,
        address=address,
        name=_short(name),
        words=_words(words, sort),
        kind=column.kind if column else "",
        answered=column is not None,
        required=column is not None and column.required,
        options=tuple(_options(address, column)) if column else (),
        offers=_offers(column),
    )


def columns_of(spec: Spec) -> Iterator[tuple[str, Column]]:
    """Yield the columns that several questions share, each with its address."""
    yield from ((f"columns.{each.id}", each) for each in spec.columns)
    for section in spec.sections:
        if section.columns != spec.columns:
            yield from ((f"{section.id}.columns.{each.id}", each) for each in section.columns)


def _form(spec: Spec, address: str, words: Mapping[str, str]) -> ShownPart:
    name = spec.title if address == FORM else f"The {address}"
    shown = _words(
        {key: text for key, text in words.items() if key not in _NOT_HERE}, "spec" if address == FORM else address
    )
    return ShownPart(sort=address, address=address, name=name, words=shown, policy=spec.policy is not None)


def _section(spec: Spec, section: Section, words: Mapping[str, str]) -> ShownPart:
    ids = [each.id for each in spec.sections]
    at = ids.index(section.id)
    return ShownPart(
        sort="section",
        address=section.id,
        name=section.title,
        words=_words(words, "section"),
        up=_above(ids, at, "first:"),
        down=f"after:{ids[at + 1]}" if at + 1 < len(ids) else "",
        beside_required=any(map(_required, section.questions[:1])),
    )


def _question(spec: Spec, found: Placed, words: Mapping[str, str]) -> ShownPart:
    question, within = found.question, found.address.rpartition(".")[0]
    beside = [each.address for each in placed(spec) if each.address.rpartition(".")[0] == within]
    at = beside.index(found.address)
    answer = answer_column(question)
    shared_at = _shared_at(spec, answer)
    own = _offers(answer) and not shared_at
    within_answer = f"{found.address}.{answer.id}" if answer and answer.id else found.address
    return ShownPart(
        sort="question",
        address=found.address,
        name=_short(question_text(question)),
        label=question.label,
        words=_words(words, "question"),
        up=_above(beside, at, f"first:{within}"),
        down=f"after:{beside[at + 1]}" if at + 1 < len(beside) else "",
        places=tuple(_places(spec, found)),
        prompts=tuple(Inner(f"{found.address}.evidence.{each.id}", each.text) for each in prompts(question.evidence)),
        options=tuple(_options(within_answer, answer)) if answer and own else (),
        offers=own,
        shared_at=shared_at,
        kind=answer.kind if answer else "",
        answered=answer is not None,
        required=_required(question),
        beside_required=_required(question),
    )


def _required(question: Question) -> bool:
    answer = answer_column(question)
    return answer is not None and answer.required


def _above(beside: list[str], at: int, first: str) -> str:
    """Return where a part goes when it moves up by one, "" for the first."""
    return "" if at == 0 else first if at == 1 else f"after:{beside[at - 2]}"


def _places(spec: Spec, moved: Placed) -> Iterator[Place]:
    """Yield the places where a question could stand, each by what comes before it."""
    every = tuple(placed(spec))
    for section in spec.sections:
        yield Place(f"first:{section.id}", f"{section.title}: first")
        for each in every:
            if each.section is section and not f"{each.address}.".startswith(f"{moved.address}."):
                yield Place(f"after:{each.address}", f"{section.title}: after “{_short(question_text(each.question))}”")


def _offers(column: Column | None) -> bool:
    """Say whether a column has options that are written in it, not in a list that others use as well."""
    return column is not None and bool(column.options) and not column.shared


def _shared_at(spec: Spec, answer: Column | None) -> str:
    """Return the address of the column in which the options of an answer are written for several questions, else ""."""
    if answer is None or not _offers(answer):
        return ""
    written = answer.options[0].place
    return next((at for at, each in columns_of(spec) if each.options and each.options[0].place == written), "")


def _options(address: str, column: Column) -> Iterator[Inner]:
    if _offers(column):
        yield from (Inner(f"{address}.{each.value}", each.label) for each in column.options)


def _words(words: Mapping[str, str], level: str) -> tuple[ShownWords, ...]:
    return tuple(_shown_words(key, text, level) for key, text in words.items())


def _shown_words(key: str, text: str, level: str) -> ShownWords:
    name, _, behind = key.partition(".")
    keys = LEVELS[level].keys
    meaning = keys[name].meaning if name in keys else ""
    label = f"{name.replace('-', ' ').capitalize()} {behind}".strip()
    return ShownWords(key, label, meaning, text, name in _LONG or "\n" in text or len(text) > _SHOWN)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN].rstrip()}…"
