"""Whatever happens to a register, no name is two entries', no change is lost, and mergings come apart as they came.

A history is made by chance: entries are added, changed by people who saw old revisions, merged, parted, imported.
FORMSPEC_SOAK tries more histories, FORMSPEC_SEED others.
"""

import os
from collections import Counter
from random import Random

import pytest

from engine.register.details import Details
from engine.register.plan import fingerprint
from engine.register.sheet import read_rows, written
from webapp.storage.failures import Unknown
from webapp.storage.register_failures import EntryMerged, NameTaken, RegisterMoved
from webapp.storage.register_statements import RegisterEntry
from webapp.storage.repository import Repository

SEED = int(os.environ.get("FORMSPEC_SEED", "20261127"))
HISTORIES = 4 * int(os.environ.get("FORMSPEC_SOAK", "1"))
STEPS = 60
NAMES = ["Forge", "The Forge", "forge ltd", "Barn", "Great Barn", "Hay & Straw", "Hay and Straw", "Mill", "Old Mill"]
REFUSALS = (NameTaken, EntryMerged, RegisterMoved, Unknown)


class History:
    """One register and what has happened to it so far: every entry that there ever was."""

    def __init__(self, repository: Repository, random: Random) -> None:
        self.repository, self.random = repository, random
        self.ids: list[str] = []
        self.done: Counter[str] = Counter()

    def step(self) -> None:
        act = self.random.choice([self.add, self.change, self.change, self.merge, self.part, self.import_list])
        try:
            act()
        except REFUSALS:
            self.done["refused"] += 1
        else:
            self.done[act.__name__] += 1
        self.ids += [each.id for each in self.entries() if each.id not in self.ids]

    def entries(self) -> tuple[RegisterEntry, ...]:
        return self.repository.register_entries("providers")

    def any(self) -> str:
        return self.random.choice(self.ids) if self.ids else "x" * 26

    def details(self) -> Details:
        names = self.random.sample(NAMES, self.random.randint(1, 3))
        note = self.random.choice(["", "One", "Two"])
        return Details(name=names[0], note=note).called_also(names[1:])

    def add(self) -> None:
        self.repository.add_entry("providers", self.details())

    def change(self) -> None:
        entry = self.any()
        seen = self.random.choice(self.repository.entry_changes(entry) or [None])
        base = seen.revision if seen else 0
        saved = self.repository.save_entry(entry, base=base, details=self.details())
        self.done["clashed"] += bool(saved.clashes)

    def merge(self) -> None:
        going, into = self.any(), self.any()
        found = self.repository.register_entry(going)
        self.repository.merge_entries(going, into, base=found.revision if found else 0)

    def part(self) -> None:
        self.repository.part_entry(self.any())

    def import_list(self) -> None:
        rows = read_rows("".join(written(("", self.details()) for _ in range(2))))
        plan = self.repository.plan_import("providers", rows)
        self.repository.import_entries("providers", rows, seen=fingerprint(plan))


def require_sound(history: History) -> None:
    """What is true of a register at every moment."""
    entries = history.entries()
    keys = [key for each in entries for key in each.details.keys]
    assert len(keys) == len(set(keys))
    standing = {each.id for each in entries}
    for entry_id in history.ids:
        entry = history.repository.register_entry(entry_id)
        changes = history.repository.entry_changes(entry_id)
        assert entry is not None
        assert (entry_id in standing) == (not entry.merged_into)
        assert (changes[-1].revision, changes[-1].details) == (entry.revision, entry.details)
        assert [each.revision for each in changes] == list(range(1, len(changes) + 1))


@pytest.mark.parametrize("number", range(HISTORIES))
def test_a_register_is_sound_whatever_happens_to_it(repository: Repository, number: int) -> None:
    seed = SEED + number
    print(f"seed {seed}")
    history = History(repository, Random(seed))
    for _ in range(STEPS):
        history.step()
        require_sound(history)
    assert all(history.done[each] for each in ("add", "change", "merge", "part", "import_list", "refused", "clashed"))


@pytest.mark.parametrize("number", range(HISTORIES))
def test_mergings_that_are_undone_backwards_leave_everything_as_it_was(repository: Repository, number: int) -> None:
    random = Random(SEED + number)
    for name in ("Forge", "Barn", "Mill", "Hay", "Lane"):
        repository.add_entry("providers", Details(name=name, other_names=f"Old {name}\nNew {name}", note=name))
    before = {each.id: each.details for each in repository.register_entries("providers")}
    gone: list[str] = []
    while len(standing := repository.register_entries("providers")) > 1:
        going, into = random.sample(standing, 2)
        repository.merge_entries(going.id, into.id, base=going.revision)
        gone.append(going.id)
    (last,) = standing
    assert last.details.keys == {key for each in before.values() for key in each.keys}
    for entry_id in reversed(gone):
        repository.part_entry(entry_id)
    assert {each.id: each.details for each in repository.register_entries("providers")} == before
