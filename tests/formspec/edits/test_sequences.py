"""Edits one after the other, in any style: the text can always be loaded, and what one edit did another undoes.

FORMSPEC_SOAK tries more of it, FORMSPEC_SEED others.
"""

from collections import Counter
from collections.abc import Callable
from random import Random

import pytest

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
    next_version,
    retire,
    reword,
    set_dates,
    set_records,
    set_required,
    words_of,
)
from formspec.edits.revision import Revision
from formspec.loader import load
from formspec.model import Spec
from formspec.nodes import as_json
from formspec.translatable import wordy
from tests.formspec.edits.specs import HOSTILE, PARAGRAPHS, SEED, SOAK, chance_of, leaves, root_of, written

HISTORIES = 8 * SOAK
MOVES = 12 * SOAK
RETIRED = 15 * SOAK
STEPS = 6
CHOICES = (NewOption(value="x", label="X: the first"), NewOption(value="y", label="Y"))
Edit = Callable[["Form"], str]


class Form:
    """A text with its addresses by what they are, and a chance."""

    def __init__(self, text: str, chance: Random) -> None:
        self.text, self.chance = text, chance
        self.levels: dict[str, list[str]] = {}
        for address, part in wordy(root_of(text)).items():
            self.levels.setdefault(part.level.name, []).append(address)

    def one(self, *levels: str) -> str:
        return self.chance.choice([each for name in levels for each in self.levels.get(name, ())] or ["nothing"])

    def words(self) -> str:
        return self.chance.choice(HOSTILE + PARAGRAPHS)

    def new(self) -> str:
        return f"new-{self.chance.randrange(10**6)}"


def some_words(form: Form) -> str:
    address = form.one(*form.levels)
    return reword(form.text, address, form.chance.choice([*words_of(form.text, address)]), form.words())


def some_question(form: Form) -> str:
    kind = form.chance.choice(("", "text", "date", "choice"))
    question = NewQuestion(
        id=form.new(), label=form.words(), hint=form.words(), kind=kind, options=CHOICES if kind == "choice" else ()
    )
    if form.chance.random() < 0.5:
        return add_question(form.text, question, first_in=form.one("section"))
    return add_question(form.text, question, after=form.one("question"))


def some_section(form: Form) -> str:
    questions = (NewQuestion(id="one", label=form.words()), NewQuestion(id="two", label="Two", required=True))
    return add_section(form.text, NewSection(id=form.new(), title="T", questions=questions), after=form.one("section"))


def some_move(form: Form) -> str:
    level = form.chance.choice(("question", "question", "prompt", "option", "section", "column"))
    if level == "question" and form.chance.random() < 0.4:
        return move(form.text, form.one(level), first_in=form.one("section"))
    return move(form.text, form.one(level), after=form.one(level))


def some_kind(form: Form) -> str:
    kind = form.chance.choice(("text", "long-text", "date", "choice", "file"))
    return changed_kind(form.text, form.one("question"), kind, options=CHOICES if kind == "choice" else ())


def some_records(form: Form) -> str:
    keep = form.chance.choice(("6 years", "18 months", ""))
    said = {"keep": keep, "from": "submitted", "decided-by": form.words() if keep else ""}
    access = form.chance.choice(("ordinary", "sensitive"))
    return set_records(form.text, access=access, child_data=form.chance.random() < 0.5, retention=said)


EDITS: dict[str, Edit] = {
    "reword": some_words,
    "question": some_question,
    "section": some_section,
    "prompt": lambda form: add_prompt(
        form.text, NewPrompt(id=form.new(), text=form.words()), after_or_in=form.one("question", "prompt")
    ),
    "option": lambda form: add_option(
        form.text, NewOption(value=form.new(), label=form.words()), after_or_in=form.one("option")
    ),
    "retire": lambda form: retire(form.text, form.one("section", "question", "column", "prompt", "option")),
    "move": some_move,
    "kind": some_kind,
    "required": lambda form: set_required(form.text, form.one("question"), form.chance.random() < 0.5),
    "dates": lambda form: set_dates(form.text, approved="May 2026", review="June 2030", approved_by=form.words()),
    "records": some_records,
    "version": lambda form: next_version(form.text),
}


def spec_of(text: str) -> Spec:
    """Return the model of a text, which has no errors."""
    loaded = load(text.encode())
    assert loaded.spec is not None, [each for each in loaded.problems if each.level == "error"]
    return loaded.spec


def test_no_history_of_edits_yields_a_text_that_does_not_load():
    print(f"FORMSPEC_SEED={SEED}")
    made: Counter[str] = Counter()
    for number in range(HISTORIES):
        chance = chance_of("history", number)
        text = written(chance)
        ending, last = "\r\n" if "\r\n" in text else "\n", text.endswith("\n")
        for _ in range(STEPS):
            name = chance.choice([*EDITS])
            try:
                text = EDITS[name](Form(text, chance))
            except EditRefused as refused:
                assert "without changing other words" not in str(refused), (number, name)  # noqa: PT017 (none is unsafe)
                continue
            made[name] += 1
            spec_of(text)
            assert text.replace("\r\n", "").count("\n") == (0 if ending == "\r\n" else text.count("\n"))
            assert text.endswith("\n") == last
    assert len(made) > len(EDITS) - 2, EDITS.keys() - made.keys()
    assert sum(made.values()) > HISTORIES * STEPS / 3


def test_what_is_moved_there_and_back_says_the_same():
    moved = 0
    for number in range(MOVES):
        chance = chance_of("move", number)
        text = written(chance)
        form = Form(text, chance)
        address = form.one("question")
        home, name = address.rpartition(".")[0], address.rpartition(".")[2]
        beside = [each for each in form.levels["question"] if each.rpartition(".")[0] == home]
        before = beside[beside.index(address) - 1] if beside.index(address) else ""
        there = form.one("section")
        try:
            after = move(text, address, first_in=there)
            back = move(after, f"{there}.{name}", after=before, first_in=home)
        except EditRefused:
            continue
        moved += 1
        assert spec_of(back) == spec_of(text), (number, address, there)
    assert moved > MOVES / 5


def test_what_is_retired_is_gone_with_its_words_alone_and_never_used_again():
    retired = 0
    for number in range(RETIRED):
        chance = chance_of("retire", number)
        text = written(chance)
        address = Form(text, chance).one("section", "question", "prompt")
        try:
            after = retire(text, address)
        except EditRefused:
            continue
        retired += 1
        spec = spec_of(after)
        assert address in {each.address for each in spec.retired}
        gone = Counter(said(text)) - Counter(said(after))
        part = wordy(root_of(text))[address].mapping
        assert gone == Counter(leaves(as_json(part)).values()), (number, address)
        assert set(said(after)) - set(said(text)) <= {each.address for each in spec.retired}
    assert retired > RETIRED / 10


def said(text: str) -> list[str]:
    """Return every text of a spec but those of what was retired."""
    return [each for way, each in leaves(as_json(root_of(text))).items() if way[0] != "retired"]


def test_a_text_that_says_something_else_than_was_meant_is_refused():
    text = "formspec: 1\nform: f\nversion: 1\ntitle: T\nsections:\n  - {id: s, title: S, questions: []}\n"
    text = text.replace("[]", "[{id: a, label: A, kind: text}]")
    revision = Revision(text)
    revision.put((), "title", "New")
    revision._now(revision._text.replace("title: S", "title: Other"))
    with pytest.raises(EditRefused, match="without changing other words"):
        revision.done()
