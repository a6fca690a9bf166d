"""Carrying forward keeps its laws, of forms, answers and revisions made by chance.

FORMSPEC_SOAK tries more of it, FORMSPEC_SEED others.
"""

import json
from collections import Counter
from collections.abc import Mapping
from random import Random

import pytest

from engine.carry import AGAIN, KEPT, LEFT, MAPPED, MOVED, SORTS, Carried, Step, carry, carry_through
from engine.carry.accounting import NOT_PLACED
from engine.compile import compile_form
from engine.form import Form
from engine.kinds.kind import is_blank
from formspec.addresses import placed
from formspec.loader import load
from formspec.sources import sources
from tests.agreement.answers_by_chance import TODAY, chance_answers, entries_of
from tests.agreement.generate import chance_source
from tests.agreement.writing import written
from tests.engine.conftest import SEED, SOAK
from tests.revisions import revise
from tests.revisions.acts import ACTS, change_kind, rename_option, retire_question, reword
from tests.revisions.tree import tree_of

BATCHES = 4
SPECS = 8
ANSWERS = 3


def form_of(text: str) -> Form:
    loaded = load(text.encode())
    assert loaded.spec is not None
    return compile_form(loaded.spec)


def answered(form: Form, random: Random) -> dict[str, str]:
    return entries_of(form.spec, chance_answers(form.spec, random))


def given(entries: Mapping[str, str]) -> dict[str, str]:
    return {name: text for name, text in entries.items() if not is_blank(text)}


def told(texts: list[str], entries: Mapping[str, str], carried: Carried) -> str:
    """Everything that is needed to see a law broken."""
    steps = "\n".join(map(str, carried.report))
    return "\n---\n".join([*texts, json.dumps(dict(entries)), json.dumps(carried.entries), steps])


def unaccounted(entries: Mapping[str, str], carried: Carried) -> list[str]:
    """The entries that are not in exactly one step of the report."""
    counted = Counter(name for step in carried.report for name in step.names)
    return [name for name in {*given(entries), *counted} if counted[name] != (name in given(entries))]


def lost(entries: Mapping[str, str], carried: Carried) -> list[str]:
    """The entries whose words are neither carried nor kept aside, or are so only by the last look."""
    return [
        name
        for step in carried.report
        for name in step.names
        if step.note == NOT_PLACED or not _is_kept(name, step, entries, carried)
    ]


def _is_kept(name: str, step: Step, entries: Mapping[str, str], carried: Carried) -> bool:
    if name in carried.left:
        return carried.left[name] == entries[name]
    now = carried.entries.get(step.address + name.removeprefix(step.was), "")
    if step.sort in (KEPT, MOVED):
        return entries[name].strip() in now or _is_row(step)
    within = [text for at, text in carried.entries.items() if f"{at}.".startswith(f"{step.address}.")]
    return step.sort in (MAPPED, AGAIN) and any(within)


def _is_row(step: Step) -> bool:
    """Whether a step is of a row, which need not have an entry where rows are counted."""
    return step.names == (step.was,) and step.before.startswith("Row ")


def foreign(form: Form, carried: Carried) -> list[str]:
    """The entries whose names the new form does not accept, of rows that are there or are not."""
    limits, pattern = form.of(carried.entries).limits, form.row_names
    return [each for each in carried.entries if each not in limits and not (pattern and pattern.match(each))]


def unlike(old: Form, new: Form, entries: Mapping[str, str], carried: Carried) -> list[str]:
    """The entries of questions that did not change and that are others now."""
    before = {each.address: each for each in placed(old.spec)}
    found = sources(old.spec, new.spec).questions
    same = {
        each.address
        for each in placed(new.spec)
        if found.was(each.address) == (each.address,)
        and before[each.address].question == each.question
        and all(before[group].question == _question(new, group) for group in each.groups)
        and all(found.was(group) == (group,) for group in each.groups)
        and each.question.group is None
        and not each.groups
    }
    names = {name for name in {*entries, *carried.entries} if _within(name, same)}
    return [name for name in names if entries.get(name, "") != carried.entries.get(name, "")]


def _question(form: Form, address: str) -> object:
    return next(each.question for each in placed(form.spec) if each.address == address)


def _within(name: str, addresses: set[str]) -> bool:
    return any(name == each or name.startswith(f"{each}.") for each in addresses)


@pytest.mark.parametrize("batch", range(BATCHES))
def test_nothing_is_dropped_and_what_did_not_change_stays_to_the_byte(batch: int) -> None:
    random = Random(f"{SEED} carry {batch}")
    for _ in range(SPECS * SOAK):
        first = chance_source(random)
        texts = [first, revise(first, random)]
        old, new = map(form_of, texts)
        for _ in range(ANSWERS):
            entries = answered(old, random)
            carried = carry(old, new, entries, today=TODAY)
            assert {step.sort for step in carried.report} <= set(SORTS)
            assert not unaccounted(entries, carried), told(texts, entries, carried)
            assert not lost(entries, carried), told(texts, entries, carried)
            assert not foreign(new, carried), told(texts, entries, carried)
            assert not unlike(old, new, entries, carried), told(texts, entries, carried)


@pytest.mark.parametrize("batch", range(BATCHES))
def test_what_goes_straight_goes_by_way_of_the_version_between_too(batch: int) -> None:
    random = Random(f"{SEED} through {batch}")
    for _ in range(SPECS * SOAK):
        texts = [chance_source(random)]
        texts += [revise(texts[0], random, most=2)]
        texts += [revise(texts[1], random, most=2)]
        forms = list(map(form_of, texts))
        entries = answered(forms[0], random)
        straight = carry(forms[0], forms[2], entries, today=TODAY)
        through = carry_through(forms, entries, today=TODAY)
        assert not unaccounted(entries, through), told(texts, entries, through)
        assert not lost(entries, through), told(texts, entries, through)
        kept = [name for step in straight.of(KEPT) for name in step.names if not _is_row(step)]
        gone = [name for name in kept if entries[name].strip() not in through.entries.get(name, "")]
        assert not [name for name in gone if name not in through.left], told(texts, entries, through)


@pytest.mark.parametrize("batch", range(BATCHES))
def test_nothing_is_dropped_on_the_way_back_to_an_earlier_version(batch: int) -> None:
    random = Random(f"{SEED} back {batch}")
    for _ in range(SPECS * SOAK):
        texts = [chance_source(random)]
        texts += [revise(texts[0], random, most=2)]
        texts += [revise(texts[1], random, most=2)]
        forms = list(map(form_of, texts))[::-1]
        for _ in range(ANSWERS):
            entries = answered(forms[0], random)
            back = carry_through(forms, entries, today=TODAY)
            assert not unaccounted(entries, back), told(texts, entries, back)
            assert not lost(entries, back), told(texts, entries, back)
            assert not foreign(forms[-1], back), told(texts, entries, back)


def test_carrying_to_the_same_version_changes_nothing() -> None:
    random = Random(f"{SEED} same")
    for _ in range(SPECS * SOAK):
        form = form_of(chance_source(random))
        entries = answered(form, random)
        carried = carry(form, form, entries, today=TODAY)
        assert (carried.entries, carried.left, carried.whole) == (entries, {}, True)
        assert not unaccounted(entries, carried)


def test_other_words_alone_change_no_entry() -> None:
    random = Random(f"{SEED} reworded")
    for _ in range(SPECS * SOAK):
        first = chance_source(random)
        old, new = form_of(first), form_of(revise(first, random, acts=(reword,)))
        entries = dict(old.of(entries).standing(entries)) if (entries := answered(old, random)) else {}
        undeclared = {name: text for name, text in entries.items() if name in old.of(entries).limits}
        carried = carry(old, new, undeclared, today=TODAY)
        again = {name for step in carried.of(AGAIN) for name in step.names}
        assert {name: text for name, text in carried.entries.items() if name not in again} == {
            name: text for name, text in undeclared.items() if name not in again
        }
        assert not carried.of(LEFT)


def test_every_act_of_a_revision_is_done_often_enough_to_mean_something() -> None:
    random, done = Random(f"{SEED} acts"), Counter[str]()
    for _ in range(60):
        first = chance_source(random)
        for act in dict.fromkeys(ACTS):
            done[act.__name__] += tree_of(revise(first, random, acts=(act,), most=1)) != {
                **tree_of(first),
                "version": 2,
            }
        if all(done[act.__name__] for act in ACTS):
            break
    assert {act.__name__: done[act.__name__] for act in ACTS if not done[act.__name__]} == {}


def test_everything_that_can_become_of_an_answer_comes_about() -> None:
    random, found = Random(f"{SEED} sorts"), Counter[str]()
    for at in range(80):
        first = chance_source(random)
        acts = ACTS if at % 2 else (rename_option, change_kind, retire_question)
        old, new = form_of(first), form_of(revise(first, random, acts=acts))
        found.update(step.sort for step in carry(old, new, answered(old, random), today=TODAY).report)
        if all(found[sort] >= 3 for sort in SORTS):
            break
    assert {sort: found[sort] for sort in SORTS if found[sort] < 3} == {}


def test_a_revision_is_written_as_a_person_would_write_it() -> None:
    random = Random(SEED)
    first = chance_source(random)
    assert written(tree_of(first)) == first
