"""Finding every record, draft and letter that names somebody, for those who may look for it.

Here lives what is looked through: what a document says and all that was ever entered, also what was changed since. What
was looked for is kept nowhere; the audit trail says that somebody looked, and how much was found.
"""

import json
from base64 import b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain

import sqlalchemy as sa

from engine.json_value import Json, JsonObject
from engine.stored_file import read_files
from webapp.deeds import Deed
from webapp.rights import Act
from webapp.sought import Sought
from webapp.storage import (
    action_statements,
    aside_statements,
    decision_statements,
    letter_statements,
    outsider_statements,
    record_statements,
    register_statements,
    scan_statements,
)
from webapp.storage import finding_statements as statements
from webapp.storage import statements as draft_statements
from webapp.storage.action_statements import Action
from webapp.storage.actions_told import told_action
from webapp.storage.finding_statements import Held
from webapp.storage.letter_tables import letter_requests
from webapp.storage.opened import Opened
from webapp.storage.register_statements import RegisterChange, RegisterEntry
from webapp.storage.soundness import document_of, is_sealed
from webapp.storage.stored import DraftState
from webapp.storage.stored_letters import LetterEvent, LetterRequest, Signature
from webapp.storage.tables import drafts, records
from webapp.storage.written import texts_of, words_around

_WHAT = "What is kept"
_PAGE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A record or a draft that names somebody, and where: `places` are the words around what was found.

    `moment` is when it was submitted, or changed last; `state` is "submitted" for a record. One that is
    `damaged` was not looked through: whether it names somebody is not known.
    """

    id: str
    form: str
    version: int
    sha256: str
    about: str
    moment: datetime
    state: DraftState
    places: tuple[str, ...]
    damaged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundEntry:
    """An entry of a register that names somebody, now or earlier, with all its changes; `places` are as in `Found`."""

    entry: RegisterEntry
    changes: tuple[RegisterChange, ...]
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundLetter:
    """A letter that names somebody, with all that happened to it; `places` are as in `Found`.

    `signature` and `drawing` are what was signed, None where nothing was.
    """

    request: LetterRequest
    events: tuple[LetterEvent, ...]
    places: tuple[str, ...]
    signature: Signature | None = None
    drawing: bytes | None = None


class Finding(Opened):
    """What names somebody."""

    def find(self, sought: Sought) -> tuple[Found, ...]:
        """Return the records and drafts that hold all of the words, and the damaged ones, the oldest records first.

        Raises NotYours.
        """
        self._require(Act.FIND_PERSON)
        found = tuple(self._found(sought))
        with self._database.writing("That you looked") as connection:
            self._note(connection, Deed.RECORDS_SEARCHED, "", found=len(found))
        return found

    def find_entries(self, sought: Sought) -> tuple[FoundEntry, ...]:
        """Return the entries of registers that hold all of the words, or held them earlier. Raises NotYours."""
        self._require(Act.FIND_PERSON)
        with self._database.reading(_WHAT) as connection:
            everything = register_statements.everything(connection)
        found = (FoundEntry(entry=e, changes=c, places=sought.places(_said(e, c))) for e, c in everything)
        return tuple(each for each in found if each.places)

    def find_letters(self, sought: Sought) -> tuple[FoundLetter, ...]:
        """Return the letters that hold all of the words: in their recipient's name and address, or what they said.

        Raises NotYours.
        """
        self._require(Act.FIND_PERSON)
        with self._database.reading(_WHAT) as connection:
            everything = letter_statements.everything(connection, self._within(Act.FIND_PERSON, letter_requests))
            found = (FoundLetter(request=r, events=e, places=sought.places(_said_of(r, e))) for r, e in everything)
            return tuple(_with_signature(connection, each) for each in found if each.places)

    def holdings(self, found: Iterable[Found]) -> Iterator[JsonObject]:
        """Yield all that is kept of what was found: a record's document, and everything that was ever entered.

        That each was given out is noted first. The document of a damaged record is left out. Raises NotYours.
        """
        wanted = tuple(found)
        self._note_each(wanted, Deed.RECORD_EXPORTED)
        return (self._holding(each) for each in wanted)

    def look_at(self, found: Iterable[Found]) -> None:
        """Keep that this person is shown words of each of these. Raises NotYours."""
        self._note_each((each for each in found if not each.damaged), Deed.RECORD_READ)

    def _note_each(self, found: Iterable[Found], of_record: Deed) -> None:
        self._require(Act.FIND_PERSON)
        with self._database.writing("That you looked") as connection:
            for each in found:
                deed = of_record if each.state == "submitted" else Deed.DRAFT_READ
                self._note(connection, deed, each.id, what="search")

    def _holding(self, found: Found) -> JsonObject:
        with self._database.reading(_WHAT) as connection:
            record = record_statements.record(connection, found.id) if found.state == "submitted" else None
            entered = draft_statements.history(connection, found.id)
            set_aside = aside_statements.of_draft(connection, found.id)
            decided = decision_statements.of_records(connection, sa.true(), [found.id]).get(found.id, ())
            others = outsider_statements.of_record(connection, found.id)
            scanned = scan_statements.of_record(connection, found.id)
            followed = [(each, action_statements.history(connection, each.id)) for each in _actions(connection, found)]
        said: JsonObject = {
            "kind": "record" if found.state == "submitted" else "draft",
            "id": found.id,
            "form": found.form,
            "version": found.version,
            "state": found.state,
        }
        document: JsonObject = {}
        if record:
            sound = is_sealed(record.digest, record.document)
            document = {"document": document_of(record)} if sound else {"damaged": True}
        written: list[Json] = [
            {"name": each.name, "value": each.value, "saved": each.saved.isoformat()} for each in entered
        ]
        gave_way: list[Json] = [
            {"name": name, "value": text, "saved": each.saved.isoformat()}
            for each in set_aside
            for name, text in each.texts.items()
        ]
        aside: JsonObject = {"aside": gave_way} if gave_way else {}
        actions: JsonObject = {"actions": [told_action(*each) for each in followed]} if followed else {}
        made: JsonObject = {"decisions": list(map(decision_statements.told, decided))} if decided else {}
        people: list[Json] = [{"id": key, "name": each.name, "email": each.email} for key, each in others.items()]
        named: JsonObject = {"outsiders": people} if people else {}
        scans: JsonObject = {"scans": [each.sha256 for each in scanned]} if scanned else {}
        return {**said, **document, "entered": written, **aside, **actions, **made, **named, **scans}

    def _found(self, sought: Sought) -> Iterator[Found]:
        for held in chain(self._everything(of_records=True), self._everything(of_records=False)):
            damaged = held.state == "submitted" and not is_sealed(held.digest, held.document)
            texts = (held.document, *held.reports, held.entered)
            if not damaged and not sought.may_stand_in("\n".join(texts)):
                continue
            places = () if damaged else sought.places(_written(held))
            if places or damaged:
                yield Found(
                    id=held.id,
                    form=held.form,
                    version=held.version,
                    sha256=held.sha256,
                    about=held.about,
                    moment=held.moment,
                    state=held.state,
                    places=places,
                    damaged=damaged,
                )

    def _everything(self, *, of_records: bool) -> Iterator[Held]:
        """Yield what is kept of every record, or of every draft that is none, a page of them in memory at a time."""
        things, page_of = (records, statements.of_records) if of_records else (drafts, statements.of_drafts)
        after = ""
        while True:
            with self._database.reading(_WHAT) as connection:
                page = page_of(connection, self._within(Act.FIND_PERSON, things), after=after, limit=_PAGE)
            yield from page
            if len(page) < _PAGE:
                return
            after = page[-1].id


def _said(entry: RegisterEntry, changes: Iterable[RegisterChange]) -> Iterator[str]:
    """Yield every text that people wrote of an entry, a line at a time."""
    for details in (entry.details, *(each.details for each in changes)):
        for text in details.texts().values():
            yield from text.splitlines()


def entry_holding(found: FoundEntry) -> JsonObject:
    """Return all that is kept of an entry of a register."""
    said: list[Json] = [
        {"revision": each.revision, "saved": each.saved.isoformat(), **each.details.texts()} for each in found.changes
    ]
    return {"kind": "entry", "id": found.entry.id, "register": found.entry.register, "said": said}


def _said_of(request: LetterRequest, events: Iterable[LetterEvent]) -> Iterator[str]:
    """Yield every text that a letter says of its recipient, or that they wrote, a line at a time."""
    for text in (request.name, request.email, *(each.detail for each in events)):
        yield from text.splitlines()


def letter_holding(found: FoundLetter) -> JsonObject:
    """Return all that is kept of a letter beside its draft or record."""
    happened: list[Json] = [
        {"what": each.what, "moment": each.moment.isoformat(), "detail": each.detail} for each in found.events
    ]
    sent = found.request
    return {
        "kind": "letter",
        "id": sent.id,
        "form": sent.form,
        "version": sent.version,
        "draft": sent.draft,
        "name": sent.name,
        "email": sent.email,
        "state": sent.state,
        "happened": happened,
        "signed": _signed(found.signature, found.drawing) if found.signature else None,
    }


def _with_signature(connection: sa.Connection, found: FoundLetter) -> FoundLetter:
    of = found.request.id
    return replace(
        found,
        signature=letter_statements.signature(connection, of),
        drawing=letter_statements.drawing(connection, of),
    )


def _signed(signature: Signature, drawing: bytes | None) -> JsonObject:
    """Return what is kept of a signature, what was drawn as PNG in base 64."""
    return {
        "email": signature.email,
        "moment": signature.signed.isoformat(),
        "shown": signature.shown,
        "drawn": b64encode(drawing).decode() if drawing else "",
    }


def _actions(connection: sa.Connection, found: Found) -> tuple[Action, ...]:
    return action_statements.of_record(connection, found.id) if found.state == "submitted" else ()


def _written(held: Held) -> Iterator[str]:
    """Yield every text that people wrote into a record or a draft, the names of files among them."""
    yield held.about
    if held.document:
        yield from texts_of(json.loads(held.document))
    for report in held.reports:
        yield from words_around(json.loads(report))
    for line in held.entered.split("\n"):
        files = read_files(line)
        yield from (each.name for each in files) if files else (line,)
