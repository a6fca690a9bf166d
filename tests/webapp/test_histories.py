"""Whatever happens to a form, its drafts and its records, nothing becomes unreadable or stands under another version.

A history is made by chance: versions are written, refused or published, withdrawn; drafts are begun, filled in, carried
forward, discarded, submitted; records are re-issued, and that undone. After each history everything is opened again,
as the pages would. FORMSPEC_SOAK tries more histories, FORMSPEC_SEED others.
"""

import json
import os
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from random import Random

import pytest

from engine.check import check
from engine.document import draft as draft_document
from engine.example import example_entries
from engine.form import Form
from engine.validate import validate
from formspec.diff.kept import read, written
from formspec.gate import gate
from formspec.libraries import JoinedLibrary
from formspec.loader import load
from formspec.release import Release
from tests.agreement.answers_by_chance import chance_answers, entries_of
from tests.releases import release_of
from tests.revisions import revise
from webapp.pages.carried.versions import carried_draft, carried_record, newer
from webapp.pages.desk import Desk
from webapp.pages.drafts.submitting import NotCompleteError, document_if_complete
from webapp.pages.shelf import Edition, Shelf, edition
from webapp.pages.words import today
from webapp.settings import Settings
from webapp.storage.failures import DraftClosed, PinnedDifferently, ReissuedAlready, StorageError
from webapp.storage.opening import open_repository
from webapp.storage.stored import Draft
from webapp.storage.stored_library import StoredLibrary

SEED = int(os.environ.get("FORMSPEC_SEED", "20261126"))
HISTORIES = 8 * int(os.environ.get("FORMSPEC_SOAK", "1"))
STEPS = 50
ROOT = Path(__file__).parents[2]
FORMS = [
    (ROOT / "tests" / "formspec" / "diff" / "base.yaml").read_text(encoding="utf-8"),
    (ROOT / "formspec" / "specs" / "provider-letter" / "1.yaml")
    .read_text(encoding="utf-8")
    .replace("review: October 2025", "review: October 2999"),
]


@lru_cache(maxsize=64)
def example_of(opened: Edition) -> dict[str, str]:
    return example_entries(opened.form, today())


@dataclass
class History:
    """One form and what has happened to it so far; `kept` is what must never change."""

    at: Desk
    random: Random
    text: str
    done: Counter[str] = field(default_factory=Counter)
    versions: dict[int, bytes] = field(default_factory=dict)
    documents: dict[str, str] = field(default_factory=dict)
    typed: dict[str, Counter[str]] = field(default_factory=dict)

    def step(self) -> None:
        """Do one thing by chance."""
        act: Callable[[], bool] = self.random.choice(ACTS).__get__(self)
        if act():
            self.done[act.__name__] += 1

    def open_drafts(self) -> list[Draft]:
        return list(self.at.repository.drafts())

    def _draft(self) -> Draft | None:
        found = self.open_drafts()
        return self.random.choice(found) if found else None

    def publish(self) -> bool:
        """Revise the last version and publish it, where the gate opens; once it is published, nothing replaces it."""
        text = revise(self.text, self.random) if self.versions else self.text
        verdict = gate(text.encode(), self.at.shelf.published, today())
        if not verdict.opens:
            return False
        release = released(text, verdict.changes)
        self.at.repository.publish(release, text.encode(), {}, last=verdict.before)
        self.text = text
        self.versions[release.version] = text.encode()
        assert read(release.report) == verdict.changes
        return True

    def publish_again(self) -> bool:
        """Try to publish other words under a number that is taken."""
        if not self.versions:
            return False
        number = self.random.choice(list(self.versions))
        other = self.versions[number] + b"# other words\n"
        with pytest.raises(PinnedDifferently):
            self.at.repository.publish(released(other.decode(), ()), other, {})
        assert not gate(other, self.at.shelf.published, today()).opens
        return True

    def withdraw(self) -> bool:
        if len(self.versions) < 2 or self.random.random() < 0.7:
            return False
        number = self.random.choice(list(self.versions))
        self.at.repository.withdraw(next(iter(self._forms())), number, today(), "It asks too much.")
        return True

    def _forms(self) -> Iterator[str]:
        yield from self.at.shelf.published.forms()

    def begin(self) -> bool:
        offered = [self.at.shelf.offer(form).edition for form in self._forms()]
        if not offered or offered[0] is None:
            return False
        spec = offered[0].spec
        self.at.repository.pin(spec.form, spec.version, spec.sha256, offered[0].text)
        self.at.repository.start_draft(spec.form, spec.version)
        return True

    def fill_in(self) -> bool:
        draft = self._draft()
        if draft is None:
            return False
        opened = self.at.edition(draft.sha256)
        whole = self.random.random() < 0.5
        given = example_of(opened) if whole else entries_of(opened.spec, chance_answers(opened.spec, self.random))
        laid = opened.form.of({**draft.entries, **given})
        posted = {name: text for name, text in given.items() if name in laid.limits}
        self.at.repository.save(draft.id, base=draft.revision, posted=posted)
        return True

    def carry(self) -> bool:
        draft = self._draft()
        to = newer(self.at, draft) if draft else None
        if draft is None or to is None:
            return False
        spec = to.edition.spec
        self.at.repository.pin(spec.form, spec.version, spec.sha256, to.edition.text)
        carried, report = carried_draft(self.at, draft, to.edition)
        told = {name for step in carried.report for name in step.names}
        assert {name for name, text in draft.entries.items() if text.strip()} == told
        self.at.repository.carry_draft(
            draft.id,
            base=draft.revision,
            version=spec.version,
            sha256=spec.sha256,
            entries=carried.entries,
            report=report,
        )
        return True

    def discard(self) -> bool:
        draft = self._draft()
        if draft is None or self.random.random() < 0.7:
            return False
        self.at.repository.discard(draft.id, base=draft.revision)
        with pytest.raises(DraftClosed):
            self.at.repository.save(draft.id, base=draft.revision, posted={"a": "b"})
        return True

    def submit(self) -> bool:
        draft = self._draft()
        if draft is None:
            return False
        opened = self.at.edition(draft.sha256)
        try:
            made = self.at.repository.submit(
                draft.id, base=draft.revision, build=lambda current: document_if_complete(self.at, opened, current)
            )
        except NotCompleteError:
            return False
        self.documents[made.record.id] = made.record.document
        return True

    def reissue(self) -> bool:
        """Begin a draft with the answers of a record, under the version in force; or undo what came of that."""
        records = self.at.repository.records()
        if not records:
            return False
        record = self.random.choice(records)
        if record.reissues and self.random.random() < 0.5:
            try:
                self.at.repository.undo_reissue(record.id)
            except StorageError:
                return False
            return True
        to = newer(self.at, record)
        if to is None:
            return False
        spec = to.edition.spec
        self.at.repository.pin(spec.form, spec.version, spec.sha256, to.edition.text)
        carried, report = carried_record(self.at, record, to.edition)
        try:
            self.at.repository.start_draft(
                spec.form, spec.version, entries=carried.entries, reissues=record.id, report=report
            )
        except ReissuedAlready:
            return False
        return True

    def hold(self) -> None:
        """Open everything again, and hold it to what it was."""
        library = self.at.shelf.published
        for number, text in self.versions.items():
            form = next(iter(library.forms()))
            assert library.open(form, number).text == text
            assert library.open(form, number).loaded.spec is not None
        for draft in self.open_drafts():
            self._hold_draft(draft)
        for record_id, document in self.documents.items():
            record = self.at.repository.record(record_id)
            assert record is not None
            assert record.document == document
            self._hold_document(self.at.edition(record.sha256), record.version, document)

    def _hold_draft(self, draft: Draft) -> None:
        opened = self.at.edition(draft.sha256)
        assert (opened.spec.form, opened.spec.version) == (draft.form, draft.version)
        assert opened.text == self.versions[draft.version]
        laid = opened.form.of(draft.entries)
        standing = opened.form.of(draft.entries).standing(draft.entries)
        assert standing.keys() <= laid.limits.keys() | set(laid.reasons) | set(laid.seals)
        document = draft_document(opened.form, draft.entries, id=draft.id, saved=draft.changed)
        names = wrong_in(opened.form, draft)
        assert [each for each in validate(opened.form, document, draft=True) if each.name not in names] == []

    def _hold_document(self, opened: Edition, version: int, document: str) -> None:
        made = json.loads(document)
        assert (made["version"], made["spec"]) == (version, f"sha256:{opened.spec.sha256}")
        assert opened.text == self.versions[version]
        assert validate(opened.form, made) == ()


def wrong_in(form: Form, draft: Draft) -> set[str]:
    """Return the inputs of a draft that say themselves that they need correcting."""
    return {each.name for each in check(form, draft.entries, complete=False, today=today())}


ACTS = (
    History.publish,
    History.publish_again,
    History.withdraw,
    History.begin,
    History.begin,
    History.fill_in,
    History.fill_in,
    History.fill_in,
    History.carry,
    History.carry,
    History.discard,
    History.submit,
    History.submit,
    History.reissue,
)


def released(text: str, changes: tuple) -> Release:
    spec = load(text.encode()).spec
    assert spec is not None
    return release_of(
        text.encode(),
        spec.form,
        spec.version,
        note="By chance",
        approved_by="Nobody",
        approved="May 2026",
        in_force=date(2020, 1, 1),
        report=written(changes),
    )


def test_no_history_leaves_anything_unreadable_or_under_another_version(tmp_path):
    print(f"seed {SEED}, {HISTORIES} histories of {STEPS} steps")
    done: Counter[str] = Counter()
    for number in range(HISTORIES):
        settings = Settings.from_environment({"FORMSPEC_DATA": str(tmp_path / str(number))})
        with open_repository(settings) as repository:
            random = Random(SEED + number)
            at = Desk(repository, Shelf(JoinedLibrary(StoredLibrary(repository))))
            history = History(at, random, random.choice(FORMS))
            assert history.publish()
            for _ in range(STEPS):
                history.step()
            history.hold()
            done += history.done
        edition.cache_clear()
    print(dict(done))
    assert set(done) >= {act.__name__ for act in ACTS} - {"withdraw"}
