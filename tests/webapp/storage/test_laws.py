"""The repository beside a model of plain mappings, through any order of what two people in several tabs may do.

The laws: what was acknowledged stays in the history, what was not taken because of a conflict or given up is set aside,
what stands is what somebody posted, an answer of several inputs
is one that somebody had before them whole, and nobody's words are replaced by somebody who had not seen them.
"""

import json
import os
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, note, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from engine.canonical import digest
from webapp.storage.repository import Conflict, Document, Draft, DraftClosed, DraftMoved, Repository

SOAK = int(os.environ.get("FORMSPEC_SOAK", "1"))
SEED = int(os.environ.get("FORMSPEC_SEED", "20261123"))
NAMES = ("a", "b", "c", "d")
ANSWER = ("b", "c")
ANSWERS = (("a",), ANSWER, ("d",))
TABS = ("one", "two", "phone")
OPS = ("0" * 32, "1" * 32, "2" * 32)
SOON = 4

typed = st.dictionaries(st.sampled_from(NAMES), st.sampled_from(["", "x", "y", "z", "Ŵ\n🙂"]), min_size=1)
tabs = st.sampled_from(TABS)


@dataclass
class Tab:
    """A page that somebody has open: what it showed, the revision of that, and what stands in its fields now."""

    base: int = 0
    seen: dict[str, str] = field(default_factory=dict)
    fields: dict[str, str] = field(default_factory=dict)


def document(draft: Draft) -> Document:
    return Document(
        text=json.dumps(dict(draft.entries), sort_keys=True),
        digest=digest(dict(draft.entries)),
        about="",
        outcome="",
        concerns=0,
        actions=0,
        submitted=datetime.now(UTC),
    )


class People(RuleBasedStateMachine):
    repository: ClassVar[Repository]

    def __init__(self) -> None:
        super().__init__()
        self.id = self.repository.start_draft("audit", 1).id
        self.revisions: list[dict[str, str]] = [{}]
        self.acknowledged: list[tuple[int, str, str]] = []
        self.posted: set[tuple[str, str]] = set()
        self.refused: set[tuple[str, str]] = set()
        self.answered: set[tuple[str, ...]] = {("", "")}
        self.given_up: set[str] = set()
        self.tabs = {name: Tab() for name in TABS}
        self.state = "open"
        self.text = ""

    @rule(name=tabs)
    def load(self, name: str) -> None:
        draft = self.repository.draft(self.id)
        self.tabs[name] = Tab(draft.revision, dict(draft.entries), dict(draft.entries))

    @rule(name=tabs, changes=typed)
    def type_in(self, name: str, changes: dict[str, str]) -> None:
        self.tabs[name].fields |= changes

    @rule(name=tabs, changes=typed)
    def type_in_and_save(self, name: str, changes: dict[str, str]) -> None:
        self.type_in(name, changes)
        self.save(name, set(changes))

    @rule(name=tabs, part=st.sets(st.sampled_from(NAMES), min_size=1))
    def save(self, name: str, part: set[str]) -> None:
        tab = self.tabs[name]
        posted = {each: tab.fields.get(each, "") for each in sorted(part)}
        if self.state != "open":
            with pytest.raises(DraftClosed):
                self.repository.save(self.id, base=tab.base, posted=posted, groups=[ANSWER])
            return
        saved = self.repository.save(self.id, base=tab.base, posted=posted, groups=[ANSWER])
        note(f"{name} saves {posted} over {tab.base}: {saved}")
        self.posted |= set(posted.items())
        assert saved.conflicts == tuple(self._take(tab, posted))
        assert saved.draft.entries == self.revisions[-1]
        yours = {conflict.name: conflict.yours for conflict in saved.conflicts}
        self.refused |= set(yours.items()) if any(yours.values()) else set()
        others = {each: text for each, text in tab.fields.items() if each not in part}
        tab.base, tab.seen = saved.draft.revision, dict(saved.draft.entries)
        tab.fields = {**saved.draft.entries, **others, **yours}

    @rule(name=tabs, part=st.sets(st.sampled_from(NAMES), min_size=1), op=st.sampled_from(OPS))
    def give_up(self, name: str, part: set[str], op: str) -> None:
        tab, stood = self.tabs[name], self.revisions[-1]
        texts = {each: tab.fields.get(each, "") for each in sorted(part)}
        gone = {each: text for each, text in texts.items() if text != stood.get(each, "")}
        try:
            assert self.repository.set_aside_once(self.id, op, texts) == len(self.revisions) - 1
        except DraftClosed:
            assert self.state != "open"
        else:
            self.refused |= set(gone.items()) if any(gone.values()) and op not in self.given_up else set()
            self.given_up |= {op} if any(each.op == op for each in self.repository.asides(self.id)) else set()

    def _take(self, tab: Tab, posted: dict[str, str]) -> list[Conflict]:
        """Say which inputs must conflict, and make the revision that the rest of them makes."""
        before, base = self.revisions[-1], self.revisions[tab.base]
        after, conflicts = dict(before), []
        for answer in ANSWERS:
            seen, theirs = ([each.get(name, "") for name in answer] for each in (base, before))
            yours = [posted.get(name, base.get(name, "")) for name in answer]
            if answer == ANSWER and posted.keys() & set(ANSWER):
                self.answered.add(tuple(yours))
            if yours in (seen, theirs):
                continue
            for name, their, your in zip(answer, theirs, yours, strict=True):
                if their != your and theirs == seen:
                    after[name] = your
                    self.acknowledged.append((len(self.revisions), name, your))
                elif their != your:
                    conflicts.append(Conflict(name, their, your))
        if after != before:
            self.revisions.append({name: value for name, value in after.items() if value})
        return conflicts

    @precondition(lambda self: len(self.revisions) > SOON)
    @rule(name=tabs)
    def submit(self, name: str) -> None:
        base = self.tabs[name].base
        if self.state == "submitted":
            assert self.repository.submit(self.id, base=base, build=document).repeated
        elif self.state == "discarded":
            with pytest.raises(DraftClosed):
                self.repository.submit(self.id, base=base, build=document)
        elif base != len(self.revisions) - 1:
            with pytest.raises(DraftMoved):
                self.repository.submit(self.id, base=base, build=document)
        else:
            assert not self.repository.submit(self.id, base=base, build=document).repeated
            self.state, self.text = "submitted", json.dumps(self.revisions[-1], sort_keys=True)

    @precondition(lambda self: len(self.revisions) > SOON)
    @rule(name=tabs)
    def discard(self, name: str) -> None:
        base = self.tabs[name].base
        if self.state == "submitted":
            with pytest.raises(DraftClosed):
                self.repository.discard(self.id, base=base)
        elif self.state == "open" and base != len(self.revisions) - 1:
            with pytest.raises(DraftMoved):
                self.repository.discard(self.id, base=base)
        else:
            self.repository.discard(self.id, base=base)
            self.state = "discarded"

    @invariant()
    def what_stands_is_what_the_model_says(self) -> None:
        draft = self.repository.draft(self.id)
        assert (draft.entries, draft.revision, draft.state) == (
            self.revisions[-1],
            len(self.revisions) - 1,
            self.state,
        )
        assert (draft in self.repository.drafts()) is (self.state == "open")

    @invariant()
    def an_answer_that_stands_is_one_that_somebody_had_whole(self) -> None:
        assert tuple(self.revisions[-1].get(name, "") for name in ANSWER) in self.answered

    @invariant()
    def nothing_acknowledged_leaves_the_history(self) -> None:
        kept = [(entry.revision, entry.name, entry.value) for entry in self.repository.history(self.id)]
        assert kept == sorted(self.acknowledged)
        assert {(name, value) for _, name, value in kept} <= self.posted

    @invariant()
    def nobodys_words_vanish(self) -> None:
        aside = self.repository.asides(self.id)
        assert {item for each in aside for item in each.texts.items()} == self.refused
        assert len({(each.op, name) for each in aside for name in each.texts}) == sum(len(each.texts) for each in aside)

    @invariant()
    def a_record_is_what_stood_when_it_was_submitted(self) -> None:
        record = self.repository.record(self.id)
        assert (record.document if record else "") == self.text


def test_any_order_of_loading_saving_and_submitting_keeps_the_laws(repository: Repository) -> None:
    print(f"FORMSPEC_SEED={SEED}")
    run_state_machine_as_test(
        seed(SEED)(type("Visitors", (People,), {"repository": repository})),
        settings=settings(
            max_examples=12 * SOAK, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
