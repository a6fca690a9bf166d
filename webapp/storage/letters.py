"""Letters: forms that somebody outside the school completes and signs, by a link that was sent to them.

Here lives what the school does with a letter, one transaction each: whoever sends one comes to it by the table of
rights. What its recipient does lives in `letter_recipients`.
"""

import logging
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from types import MappingProxyType

import sqlalchemy as sa

from webapp.deeds import Deed
from webapp.rights import Act
from webapp.storage import letter_statements as of_letters
from webapp.storage import outbox_statements, statements, text_statements
from webapp.storage.drafts import new_draft
from webapp.storage.failures import LetterClosed, OpenedByMail, Unknown
from webapp.storage.identifiers import derived_id, is_id, new_id, storable
from webapp.storage.opened import now
from webapp.storage.outbox_statements import Message
from webapp.storage.records import Records
from webapp.storage.stored import ORDINARY, Draft
from webapp.storage.stored_letters import BY_MAIL, LetterEvent, LetterRequest, LetterState, Signature, Way
from webapp.storage.texts import never_used

Write = Callable[[LetterRequest, str], Message]
"""Returns the mail for a letter with the token of its link, its body sealed."""
LIFETIME = timedelta(days=28)
"""How long a letter waits for its recipient, where whoever sends it says nothing else."""
CHASED_BEFORE = timedelta(days=5)
"""How long before a letter expires its recipient is reminded without anybody asking for it."""
BACK_FOR = timedelta(days=14)
"""For how long a letter that came back is pointed out to whoever sent it."""
_TOKEN_BYTES = 32
_CLOSINGS = {
    "revoked": Deed.LETTER_REVOKED,
    "declined": Deed.LETTER_DECLINED,
    "passed-on": Deed.LETTER_PASSED_ON,
}
"""How a letter is closed unsigned, and what that is called in the audit trail."""
_LOG = logging.getLogger(__name__)
_LETTER = "The letter"
_LETTERS = "The letters"


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressed:
    """To whom a letter goes and for how long: `entry` of a `register` it is about, and the request it replaces.

    What is sent by one account under one `id` is sent once; "" for none.
    """

    name: str
    email: str
    lifetime: timedelta = LIFETIME
    register: str = ""
    entry: str = ""
    instead_of: str = ""
    id: str = ""


class Letters(Records):
    """The letters that were sent."""

    def send_letter(
        self,
        form: str,
        version: int,
        to: Addressed,
        *,
        entries: Mapping[str, str] = MappingProxyType({}),
        access: str = ORDINARY,
        write: Write | None = None,
    ) -> tuple[LetterRequest, str]:
        """Send a letter of a version that is pinned, and return it with the token of its link.

        `write` makes the mail that is put in the outbox; without it there is none, and the link is given by hand.
        Where it takes the place of another one, that is revoked. One that was sent before is returned with the token
        "", and nothing is sent. Raises Unknown and NotYours.
        """
        self._require(Act.SEND_LETTERS)
        request_id = derived_id("letter", self._viewer.id, to.id) if to.id else new_id()
        with self._database.writing(_LETTER) as connection:
            of_letters.take_turn(connection, request_id)
            repeat = of_letters.request(connection, request_id)
            if repeat is not None:
                return repeat, ""
            sha256 = text_statements.pinned_sha256(connection, form, version)
            if sha256 is None:
                raise never_used(form, version)
            if to.instead_of:
                self._close(connection, self._held_letter(connection, to.instead_of), "revoked", "replaced")
            draft = replace(new_draft(form, version, entries=entries), sha256=sha256, letter=request_id, access=access)
            made = _request(request_id, draft, to, owner=self._viewer.id)
            statements.add_draft(connection, draft)
            of_letters.add(connection, made)
            self._happened(connection, made, "sent", Deed.LETTER_SENT, detail=made.email, form=form)
            return made, self._new_link(connection, made, write)

    def letter(self, request_id: str) -> LetterRequest | None:
        """Return a letter; None when there is none within this person's reach."""
        with self._database.reading(_LETTER) as connection:
            found = of_letters.request(connection, request_id) if is_id(request_id) else None
        return found if found is not None and self.reaches(Act.SEND_LETTERS, found) else None

    def letter_events(self, request_id: str) -> tuple[LetterEvent, ...]:
        """Return what happened to a letter, the first first."""
        if self.letter(request_id) is None:
            return ()
        with self._database.reading(_LETTER) as connection:
            return of_letters.events(connection, request_id)

    def letters_of_trail(self, ids: Iterable[str]) -> dict[str, LetterRequest | None]:
        """Return the letters that have one of some ids, for the audit trail.

        None where one is not within this person's reach: they may know that it is one, and no more.

        Raises NotYours.
        """
        self._require(Act.READ_TRAIL)
        with self._database.reading(_LETTERS) as connection:
            found = of_letters.some(connection, filter(is_id, ids))
        return {each.id: each if self.reaches(Act.SEND_LETTERS, each) else None for each in found}

    def remind_letter(self, request_id: str, write: Write | None = None) -> tuple[LetterRequest, str]:
        """Make another link to a letter that waits, put mail with it in the outbox, and return the token.

        Earlier links go on to hold, so that it does not matter which mail is opened. Raises LetterClosed, OpenedByMail
        where the link would be given by hand although one from a mail has opened the letter, Unknown and NotYours.
        """
        with self._database.writing(_LETTER) as connection:
            found = self._held_letter(connection, request_id)
            require_open_letter(found, now())
            if write is None and of_letters.is_opened_by_mail(connection, found.id):
                raise OpenedByMail
            what, deed = ("reminded", Deed.LETTER_REMINDED) if write else ("linked", Deed.LETTER_LINKED)
            self._happened(connection, found, what, deed)
            return found, self._new_link(connection, found, write)

    def chase_letters(self, write: Write, *, before: timedelta = CHASED_BEFORE) -> tuple[LetterRequest, ...]:
        """Remind the recipients whose letters expire soon, each once, however often that is asked; return whom.

        One that cannot be reminded keeps no other from it: why stands in the log. Raises NotYours.
        """
        self._require(Act.SEND_LETTERS)
        moment = now()
        with self._database.reading(_LETTERS) as connection:
            due = of_letters.due(connection, now=moment, before=moment + before)
        within = [each for each in due if self.reaches(Act.SEND_LETTERS, each)]
        return tuple(each for each in within if self._chase(each.id, write, before=moment + before))

    def revoke_letter(self, request_id: str) -> LetterRequest:
        """Take a letter back: no link of it holds any more. One that was revoked stays so.

        Raises LetterClosed when it was signed, declined or passed on, Unknown and NotYours.
        """
        with self._database.writing(_LETTER) as connection:
            found = self._held_letter(connection, request_id)
            if found.state == "revoked":
                return found
            if not found.is_pending:
                raise LetterClosed(found.state)
            return self._close(connection, found, "revoked", "revoked")

    def extend_letter(self, request_id: str, lifetime: timedelta) -> LetterRequest:
        """Let a letter that waits, or has expired, wait so long from now on. Raises LetterClosed, Unknown, NotYours."""
        with self._database.writing(_LETTER) as connection:
            found = self._held_letter(connection, request_id)
            if not found.is_pending:
                raise LetterClosed(found.state)
            longer = replace(found, expires=now() + lifetime)
            of_letters.change(connection, found.id, expires=longer.expires)
            self._happened(connection, found, "extended", Deed.LETTER_EXTENDED)
        return longer

    def letter_of(self, record_id: str) -> tuple[LetterRequest, Signature] | None:
        """Return the letter that a record was signed as, with what was signed; None for any other record."""
        record = self.listed(record_id)
        if record is None:
            return None
        with self._database.reading(_LETTER) as connection:
            found = of_letters.of_draft(connection, record.id)
            signature = of_letters.signature(connection, found.id) if found else None
        return (found, signature) if found and signature else None

    def drawn_signature(self, record_id: str) -> bytes | None:
        """Return the signature that was drawn when a record was signed as a letter, as PNG; None where none was."""
        signed = self.letter_of(record_id)
        if signed is None:
            return None
        with self._database.reading(_LETTER) as connection:
            return of_letters.drawing(connection, signed[0].id)

    def _chase(self, request_id: str, write: Write, *, before: datetime) -> bool:
        """Remind the recipient of a letter if that is due still; return whether they were."""
        try:
            with self._database.writing(_LETTER) as connection:
                of_letters.request(connection, request_id, hold=True)
                due = of_letters.due(connection, now=now(), before=before, only=request_id)
                for found in due:
                    self._happened(connection, found, "chased", Deed.LETTER_REMINDED, how="itself")
                    self._new_link(connection, found, write)
                return bool(due)
        except Exception:  # whatever is wrong with one letter, the others are seen to
            _LOG.exception("The recipient of letter %s could not be reminded.", request_id)
            return False

    def _held_letter(self, connection: sa.Connection, request_id: str) -> LetterRequest:
        """Return a letter that nobody else changes until the transaction ends. Raises Unknown and NotYours."""
        found = of_letters.request(connection, request_id, hold=True) if is_id(request_id) else None
        if found is None:
            raise Unknown("There is no such letter.")
        self._require_reach(Act.SEND_LETTERS, found)
        return found

    def _close(
        self, connection: sa.Connection, found: LetterRequest, state: LetterState, what: str, *, detail: str = ""
    ) -> LetterRequest:
        """Let a letter that waits be closed unsigned, with its draft; one that is closed stays as it is."""
        if not found.is_pending:
            return found
        of_letters.change(connection, found.id, state=state)
        of_letters.close_doors(connection, found.id)
        statements.close_draft(connection, found.draft, "discarded", now=now())
        self._happened(connection, found, what, _CLOSINGS[state], detail=detail)
        return replace(found, state=state)

    def _new_link(self, connection: sa.Connection, found: LetterRequest, write: Write | None) -> str:
        token = secrets.token_urlsafe(_TOKEN_BYTES)
        way = BY_MAIL if write else Way("hand", self._viewer.id)
        of_letters.add_link(connection, token, found.id, way, now=now())
        if write is not None:
            outbox_statements.add(connection, write(found, token), now=now())
        return token

    def _happened(
        self,
        connection: sa.Connection,
        found: LetterRequest,
        what: str,
        deed: Deed,
        *,
        who: str | None = None,
        detail: str = "",
        **noted: str,
    ) -> None:
        """Keep that something happened to a letter, and that this person, or `who`, did it."""
        by = self._viewer.id if who is None else who
        of_letters.add_event(connection, found.id, what, who=by, now=now(), detail=detail)
        self._note(connection, deed, found.id, who=by, **noted)


def _request(request_id: str, draft: Draft, to: Addressed, *, owner: str) -> LetterRequest:
    moment = now()
    return LetterRequest(
        id=request_id,
        draft=draft.id,
        form=draft.form,
        version=draft.version,
        sha256=draft.sha256,
        access=draft.access,
        owner=owner,
        register=storable(to.register),
        entry=storable(to.entry),
        name=storable(to.name),
        email=storable(to.email),
        state="sent",
        sent=moment,
        expires=moment + to.lifetime,
        instead_of=to.instead_of,
    )


def require_open_letter(found: LetterRequest, moment: datetime) -> None:
    """Raise LetterClosed unless a letter waits to be signed."""
    if not found.is_open(moment):
        raise LetterClosed("expired" if found.is_pending else found.state)
