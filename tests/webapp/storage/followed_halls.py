"""Halls that are checked, decided on and followed up by chance, by people with accounts or without any."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from random import Random

from engine.carried import Origin, Reissued
from engine.document import submission
from engine.follow_up import concerns_of
from engine.json_value import as_list, as_object, as_text
from engine.stored_file import StoredFile
from tests.engine.afterwards.halls import FORM, HALL
from webapp.action_state import Standing, State
from webapp.media_type import media_type_of, named_as
from webapp.pages.downloads import as_line
from webapp.rights import ANYBODY, Role, Viewer
from webapp.storage.account_statements import Account
from webapp.storage.action_files import Undoing
from webapp.storage.action_statements import Action
from webapp.storage.decision_statements import Answered, Made
from webapp.storage.failures import ReasonMissing
from webapp.storage.identifiers import new_id
from webapp.storage.repository import Document, Draft, Record, Repository
from webapp.storage.soundness import document_of

TEXTS = ["", "", "Buy a lock", "Buy  a lock", "Call “Zoë”, or 📞", "=1+1", "One\nTwo"]
NAMES = ["Ann Ó", "Ben", "ann ó"]
CONTENTS = [b"%PDF-1.4 moved\n%%EOF\n", b"\xff\xd8\xff a photo", b"\x89PNG\r\n\x1a\n a drawing"]
WORDS = ["", "Done.", "=SUM(A1)", "We\nsaw it", "a\u2028b\x85c"]


class Halls:
    """What happened so far, and who does it."""

    def __init__(self, kept: Repository, random: Random, *, accounts: bool) -> None:
        self.kept, self.random = kept, random
        self.people = people(kept, NAMES) if accounts else ()
        self.records: list[Record] = []
        self.done: Counter[str] = Counter()

    def viewer(self) -> Viewer:
        if not self.people:
            return ANYBODY
        found = self.random.choice(self.people)
        return Viewer(id=found.id, name=found.name, roles=found.roles)

    def step(self) -> None:
        act = self.random.choice(
            [self.submit, self.add, self.scan, *[self.change] * 2, self.decide, self.reissue]
            + [self.attach, self.undo_file] * 2
        )
        self.done[act.__name__] += act() is not None

    def submit(self, reissues: Record | None = None) -> Record:
        entries = {"details.hall": self.random.choice(["The Barn", "=Mill", "Café"]), "end.fit": "yes"}
        for name in ("exits", "stairs", "roof"):
            entries[f"main.{name}.worry"] = self.random.choice(TEXTS)
            entries[f"main.{name}.todo"] = self.random.choice(TEXTS)
            entries[f"main.{name}.who"] = self.random.choice(["", "Pat"])
            entries[f"main.{name}.due"] = self.random.choice(["", "2026-12-24"])
        self.records.append(submitted(self.kept.seen_by(self.viewer()), entries, reissues))
        return self.records[-1]

    def reissue(self) -> Record | None:
        found = self.any()
        if found is None or self.kept.reissued_by(found.id):
            return None
        made = self.submit(found)
        if self.random.random() < 0.3:
            self.kept.undo_reissue(made.id)
            self.records.remove(made)
            self.done["undo"] += 1
        return made

    def add(self) -> Action | None:
        found = self.any()
        concerns = concerns_of(document_of(found)) if found else ()
        if found is None or not concerns:
            return None
        raised = self.random.choice(concerns)
        return self.kept.seen_by(self.viewer()).add_action(found.id, raised, owner=self.owner())

    def change(self) -> Action | None:
        action = self.action()
        if action is None:
            return None
        due = self.random.choice([None, date(2026, 12, 1), action.standing.due])
        standing = Standing(self.random.choice(list(State)), self.owner(), self.random.choice(["", "Pat"]), due)
        try:
            return self.kept.seen_by(self.viewer()).change_action(
                action.id, base=action.revision, standing=standing, note=self.random.choice(WORDS)
            )
        except ReasonMissing:
            return None

    def attach(self) -> Action | None:
        action = self.action()
        if action is None:
            return None
        kept, note = self.kept.seen_by(self.viewer()), self.random.choice(WORDS)
        files = [self.file(each) for each in self.random.sample(CONTENTS, self.random.randint(1, 2))]
        return kept.change_action(action.id, base=action.revision, standing=action.standing, note=note, files=files)

    def undo_file(self) -> object:
        """Take a file off an action, or put one back."""
        kept = self.kept.seen_by(self.viewer())
        known = [(each, kept.undoing(each)) for record in self.records for each in kept.actions_of(record)]
        known = [(action, undoing) for action, undoing in known if undoing != Undoing()]
        if not known:
            return None
        action, undoing = self.random.choice(known)
        if undoing.put_back and (self.random.random() < 0.5 or not undoing.remove):
            kept.put_action_file_back(action.id, self.random.choice(sorted(undoing.put_back)))
            self.done["put_back"] += 1
        elif self.random.random() < 0.4:
            file = self.random.choice(kept.action_files(action))
            if file.sha256 in undoing.remove:
                kept.caption_action_file(
                    action.id, file.sha256, self.random.choice(["", "=2"]), instead_of=file.caption
                )
                self.done["caption"] += 1
        else:
            kept.remove_action_file(action.id, self.random.choice(sorted(undoing.remove)))
            self.done["remove"] += 1
        return undoing

    def scan(self) -> Record | None:
        """Add a scan to a record, or take one off."""
        found = self.any()
        if found is None:
            return None
        there, sha256 = self.kept.scans(found), self.file(self.random.choice(CONTENTS)).sha256
        if there and self.random.random() < 0.3:
            self.kept.remove_scan(found.id, there[0].sha256)
        else:
            self.kept.add_scan(found.id, sha256)
        return found

    def file(self, content: bytes) -> StoredFile:
        """Keep a content, and return it as a file with a name and a caption by chance."""
        media_type = media_type_of(content, "")
        assert media_type
        name = named_as(self.random.choice(["a", "Ö b", "=x", "ph📞to.jpg"]), media_type)
        sha256 = self.kept.keep_file(content, media_type)
        return StoredFile(sha256, len(content), media_type, name, self.random.choice(["", "=1", "All “clear”"]))

    def action(self) -> Action | None:
        found = self.any()
        known = self.kept.actions_of(found) if found else ()
        return self.random.choice(known) if known else None

    def decide(self) -> object:
        found = self.any()
        if found is None:
            return None
        option = self.random.choice(["yes", "no"])
        before = self.kept.standing_decisions([found.id]).get(found.id)
        known = [each.id for each in self.kept.actions_of(found)]
        made = Made(
            id=new_id(),
            option=option,
            words=option.title(),
            reasons=self.random.choice(WORDS) or "So it is.",
            who="Cy Typed",
            warnings=(Answered("checks.a", "It is old", self.random.choice(WORDS)),) * self.random.randint(0, 2),
            conditions=tuple(self.random.sample(known, self.random.randint(0, len(known)))),
        )
        return self.kept.seen_by(self.viewer()).decide(found.id, made, base=before.id if before else "")

    def any(self) -> Record | None:
        return self.random.choice(self.records) if self.records else None

    def owner(self) -> str:
        return self.random.choice(["", *(each.id for each in self.people)])


def address_of(name: str) -> str:
    return f"{name.encode().hex()}@hall.example"


def people(kept: Repository, names: list[str]) -> tuple[Account, ...]:
    """Make accounts that may do everything, unless there are some by those names."""
    if not kept.has_accounts():
        kept.make_first("first@hall.example", "First", [Role.ADMINISTRATOR], "x")
    made = []
    for name in names:
        invited = kept.invite(address_of(name), name, [Role.DECIDER])
        made.append(kept.set_password_by_link(kept.make_password_link(invited.id, timedelta(hours=1)), "x"))
    return tuple(made)


def submitted(kept: Repository, entries: dict[str, str], before: Record | None = None) -> Record:
    """Submit a check of a hall, which re-issues another one, if any."""
    spec = FORM.spec
    kept.pin(spec.form, spec.version, spec.sha256, HALL.encode())
    filled = {name: text for name, text in entries.items() if text}
    draft = kept.start_draft(spec.form, spec.version, entries=filled, reissues=before.id if before else "")
    origin = Origin((), Reissued(before.id, before.version, before.digest) if before else None)

    def build(seen: Draft) -> Document:
        moment = datetime.now(UTC)
        made = submission(FORM, seen.entries, id=seen.id, submitted=moment, origin=origin)
        found = as_object(made["findings"])
        return Document(
            text=as_line(made),
            digest=as_text(made["digest"]),
            about=entries["details.hall"],
            outcome="yes",
            concerns=len(as_list(found["concerns"])),
            actions=len(as_list(found["actions"])),
            submitted=moment,
        )

    return kept.submit(draft.id, base=draft.revision, build=build).record
