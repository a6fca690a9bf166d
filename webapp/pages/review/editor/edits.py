"""The common edits, each from what its form sends to the new text: one function for each button.

Here lives the table of them, with the sentence that says what was done. How a text is edited is the language's.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from formspec.addresses import answer_column, placed
from formspec.edits import (
    EditRefused,
    NewOption,
    NewPrompt,
    NewQuestion,
    NewSection,
    add_option,
    add_prompt,
    add_question,
    add_section,
    changed_kind,
    move,
    retire,
    reword,
    set_dates,
    set_records,
    set_required,
    split_question,
    suggest_id,
    taken_ids,
    words_of,
)
from formspec.grammar import LEVELS
from formspec.model import Spec
from formspec.suggest import hyphened, short
from webapp.pages.review.editor.opened import loaded
from webapp.pages.review.editor.parts import columns_of

WORDS = "words."
"""What the name of an input begins with that holds words of a part."""
_UNREADABLE = "Put the problems of the text right first: then parts of it can be changed here."
_NAMES = {"policy": "The policy", "letter": "The letter"}
_NO_LABEL = "Enter the question, as people will read it."
_NO_WORDS = "Enter the words."


@dataclass(frozen=True, slots=True)
class Sent:
    """What a form sent, by the names of its inputs, and every address that a published version of the form had."""

    fields: Mapping[str, str]
    known: frozenset[str] = frozenset()

    def get(self, name: str, otherwise: str = "") -> str:
        """Return what was entered in an input."""
        return self.fields.get(name, otherwise)

    def taken(self, spec: Spec, within: str) -> set[str]:
        """Return the ids that nothing new may have in a place: those there now, and those of any version."""
        inside = f"{within}." if within else ""
        had = {each.removeprefix(inside) for each in self.known if each.startswith(inside)}
        return {*taken_ids(spec, within), *(each for each in had if "." not in each)}


@dataclass(frozen=True, slots=True)
class Edited:
    """A new text, what was done in a sentence, and the address of the part to go back to."""

    text: str
    sentence: str
    at: str


Edit = Callable[[str, str, Sent], Edited]
"""Makes an edit of a text, at an address, from what a form sent. Raises EditRefused."""


def _reword(text: str, at: str, sent: Sent) -> Edited:
    """Put other words in the place of those that were changed."""
    before, changed = words_of(text, at), 0
    for key, words in before.items():
        given = sent.fields.get(f"{WORDS}{key}")
        if given is not None and given.strip() != words.strip():
            text, changed = reword(text, at, key, given), changed + 1
    return Edited(text, f"Reworded {_named(text, at)}." if changed else "Nothing was changed.", at)


def _add_question(text: str, at: str, sent: Sent) -> Edited:
    label = _wanted(sent, "label", _NO_LABEL)
    within, first = at.rpartition(".")[0], sent.get("first", "")
    new_id = suggest_id(label, sent.taken(_spec(text), first or within))
    question = NewQuestion(
        id=new_id,
        label=label,
        hint=sent.get("hint", ""),
        kind=sent.get("kind", ""),
        required=sent.get("required", "no") == "yes",
        options=_options(sent),
        declaration=sent.get("declaration"),
    )
    text = add_question(text, question, first_in=first) if first else add_question(text, question, after=at)
    return Edited(text, f"Added the question “{short(label)}”.", f"{first or within}.{new_id}")


def _split(text: str, at: str, sent: Sent) -> Edited:
    """Put two questions in the place of one: the first keeps its address, the second says that it was it, too."""
    first, second = (_wanted(sent, f"{each}_label", _NO_LABEL) for each in ("first", "second"))
    question = NewQuestion(id=suggest_id(second, sent.taken(_spec(text), at.rpartition(".")[0])), label=second)
    reworded = reword(text, at, "label", first)
    split = split_question(reworded, at, question, known=sent.known)
    return Edited(split, f"Split: “{short(first)}”, and “{short(second)}”.", at)


def _add_section(text: str, at: str, sent: Sent) -> Edited:
    title, label = _wanted(sent, "title", _NO_WORDS), _wanted(sent, "label", _NO_LABEL)
    spec = _spec(text)
    question = NewQuestion(id=suggest_id(label, ()), label=label)
    section = NewSection(id=suggest_id(title, sent.taken(spec, "")), title=title, questions=(question,))
    return Edited(add_section(text, section, after=at), f"Added the section “{short(title)}”.", section.id)


def _add_prompt(text: str, at: str, sent: Sent) -> Edited:
    words = _wanted(sent, "prompt", _NO_WORDS)
    question = at.partition(".evidence.")[0]
    prompt = NewPrompt(id=suggest_id(words, sent.taken(_spec(text), f"{question}.evidence")), text=words)
    return Edited(add_prompt(text, prompt, after_or_in=at), f"Added the prompt “{short(words)}”.", question)


def _add_option(text: str, at: str, sent: Sent) -> Edited:
    label = _wanted(sent, "option", _NO_WORDS)
    spec = _spec(text)
    answer = next((answer_column(each.question) for each in placed(spec) if each.address == at), None)
    within = f"{at}.{answer.id}" if answer and answer.id else at
    taken = {each.value for address, column in columns_of(spec) if address == at for each in column.options}
    value = suggest_id(label, taken | sent.taken(spec, at) | sent.taken(spec, within))
    option = NewOption(value=value, label=label)
    return Edited(add_option(text, option, after_or_in=at), f"Added the option “{short(label)}”.", at)


def _move(text: str, at: str, sent: Sent) -> Edited:
    """Move a part after another, or to the first place of what holds it."""
    sort, _, place = sent.get("to", "").partition(":")
    if sort not in {"after", "first"}:
        raise EditRefused("Choose where it should go.")
    to = {"after": place} if sort == "after" else {"first_in": place}
    moved = move(text, at, **to, known=sent.known)
    now = _where_now(moved, at)
    return Edited(moved, f"Moved {_named(moved, now)}.", now)


def _where_now(text: str, at: str) -> str:
    """Return the address of a part that was moved: its own, or that of the question that was it."""
    listed = tuple(placed(_spec(text)))
    if at in {each.address for each in listed}:
        return at
    return next((each.address for each in listed if at in each.question.was), at)


def _retire(text: str, at: str, sent: Sent) -> Edited:
    return Edited(
        retire(text, at, known=sent.known),
        f"Retired {_named(text, at)}. It will not be asked any more.",
        _before(text, at),
    )


def _before(text: str, at: str) -> str:
    """Return the address of what stands before a part, to go back to when it is gone."""
    within, _, name = at.rpartition(".")
    if ".evidence" in within:
        return within.partition(".evidence")[0]
    addresses = [each.address for each in placed(_spec(text))]
    earlier = addresses[: addresses.index(at)] if at in addresses else []
    return next((each for each in reversed(earlier) if each.rpartition(".")[0] == within), within or name)


def _require(text: str, at: str, sent: Sent) -> Edited:
    required = sent.get("required") == "yes"
    done = "an answer must be given now." if required else "an answer may be left out now."
    return Edited(set_required(text, at, required), f"{_named(text, at)}: {done}", at)


def _change_kind(text: str, at: str, sent: Sent) -> Edited:
    kind = sent.get("kind", "")
    words = sent.get("declaration")
    changed = changed_kind(text, at, kind, options=_options(sent), declaration=words, known=sent.known)
    return Edited(changed, f"The kind of {_named(text, at)} is {kind} now.", at)


def _set_dates(text: str, at: str, sent: Sent) -> Edited:
    dates = {key: sent.fields.get(key) for key in ("approved", "approved_by", "review")}
    return Edited(set_dates(text, **dates), "The dates of the policy are changed.", at)


def _set_records(text: str, at: str, sent: Sent) -> Edited:
    changed = set_records(
        text,
        access=sent.get("access"),
        child_data=sent.get("child_data") == "yes",
        retention={key: sent.get(key) for key in LEVELS["retention"].keys},
    )
    return Edited(changed, "What the form says of its records is changed.", at)


def _named(text: str, at: str) -> str:
    """Return what people call a part, between quotation marks: by its own words."""
    words = words_of(text, at)
    said = next((words[each] for each in ("label", "title", "text") if words.get(each)), _NAMES.get(at, at))
    return f"“{short(' '.join(said.split()))}”"


def _wanted(sent: Sent, name: str, refusal: str) -> str:
    words = sent.get(name, "").strip()
    if not words:
        raise EditRefused(refusal)
    return words


def _options(sent: Sent) -> tuple[NewOption, ...]:
    """Return the options that were written one a line."""
    labels = [line.strip() for line in sent.get("options", "").splitlines() if line.strip()]
    taken: list[str] = []
    for label in labels:
        taken.append(suggest_id(label, taken) if hyphened(label) else f"option-{len(taken) + 1}")
    return tuple(NewOption(value=value, label=label) for value, label in zip(taken, labels, strict=True))


def _spec(text: str) -> Spec:
    spec = loaded(text).spec
    if spec is None:
        raise EditRefused(_UNREADABLE)
    return spec


EDITS: Mapping[str, Edit] = {
    "reword": _reword,
    "add-question": _add_question,
    "split": _split,
    "add-section": _add_section,
    "add-prompt": _add_prompt,
    "add-option": _add_option,
    "move": _move,
    "retire": _retire,
    "require": _require,
    "kind": _change_kind,
    "dates": _set_dates,
    "records": _set_records,
}
"""Every common edit by the name that its form sends."""
