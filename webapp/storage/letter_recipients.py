"""What the recipient of a letter does: opening it by a link, declining it, passing it on, and signing it.

Here lives one transaction each. A recipient is a viewer of their own kind, who comes to the one draft that they fill in
and to the record that it becomes. A link alone opens nothing: the address that the letter was sent to has to be
confirmed with it.
"""

import secrets
from collections.abc import Callable, Iterable
from dataclasses import asdict, replace
from datetime import timedelta
from hashlib import sha256 as checksum

import sqlalchemy as sa

from webapp.deeds import Deed
from webapp.rights import Act, Viewer
from webapp.storage import letter_statements as of_letters
from webapp.storage import record_statements, telling
from webapp.storage.account_statements import Account
from webapp.storage.accounts import email_as_kept
from webapp.storage.drafts import held_draft
from webapp.storage.failures import NotYours
from webapp.storage.identifiers import is_id, storable
from webapp.storage.letter_proof import bound
from webapp.storage.letters import Letters, require_open_letter
from webapp.storage.opened import now
from webapp.storage.outbox_statements import Message
from webapp.storage.stored import Document, Draft, Submitted
from webapp.storage.stored_letters import LetterRequest, Signature
from webapp.storage.tries import Tries, forget_tries

SESSION = timedelta(hours=4)
"""How long a letter stays open in a browser after it was opened or last saved."""
Tell = Callable[[Account, LetterRequest], Message]
"""Writes to whoever sent a letter what became of it."""
_TOKEN_BYTES = 32
_LETTER = "The letter"


def recipient_of(request: LetterRequest) -> Viewer:
    """Return the viewer that the recipient of a letter is, once they have confirmed their address."""
    return Viewer(id=request.id, name=request.name, roles=frozenset(), draft=request.draft)


class LetterRecipients(Letters, Tries):
    """The letters as those come to them who were sent one."""

    def enter_letter(self, token: str, email: str) -> str | None:
        """Open a letter in a browser for whoever has a link and confirms its address; return the session's token.

        None, whatever the reason is. A token that opens nothing is looked up and nothing is written; of an address that
        is another one the school can see that it was tried, and tries are counted for the letter and for its address.
        A link that came by mail ends those that were given by hand, and what they opened: from then on nobody at the
        school holds one.
        """
        with self._database.reading(_LETTER) as connection:
            found = of_letters.by_link(connection, token, now=now())
        if found is None:
            return None
        counted = _counted(found)
        if any(self.take_try(name) is not None for name in counted):
            return None
        if email_as_kept(email) != email_as_kept(found.email):
            self._refused(found)
            return None
        return self._opened_letter(token, counted)

    def opened_letter(self, session: str) -> LetterRequest | None:
        """Return the letter that is open in a browser by the token of its session; None when none is any more."""
        with self._database.reading(_LETTER) as connection:
            return of_letters.by_session(connection, session, now=now())

    def go_on_with_letter(self, session: str) -> None:
        """Let a letter stay open in a browser, where something was saved just now."""
        with self._database.writing(_LETTER) as connection:
            of_letters.prolong_session(connection, session, expires=now() + SESSION)

    def leave_letter(self, session: str) -> None:
        """Let this person's letter be open in their browser no more. Raises NotYours."""
        with self._database.writing(_LETTER) as connection:
            found = self._own_letter(connection)
            of_letters.end_session(connection, session)
            self._note(connection, Deed.LETTER_LEFT, found.id)

    def decline_letter(self, reason: str, *, tell: Tell | None = None) -> LetterRequest:
        """Let this person, its recipient, decline their letter; `tell` writes to whoever sent it.

        Raises LetterClosed and NotYours.
        """
        with self._database.writing(_LETTER) as connection:
            found = self._own_letter(connection)
            require_open_letter(found, now())
            closed = self._close(connection, found, "declined", "declined", detail=storable(reason))
            _tell_sender(connection, closed, tell)
            return closed

    def pass_letter_on(self, name: str, email: str, *, tell: Tell | None = None) -> LetterRequest:
        """Let this person say that the letter is for somebody else: it is not theirs to sign any more.

        It says from then on to whom, by the name, or the address where only that is known. `tell` writes to whoever
        sent it. Raises LetterClosed and NotYours.
        """
        with self._database.writing(_LETTER) as connection:
            found = self._own_letter(connection)
            require_open_letter(found, now())
            to = storable(name or email)
            of_letters.change(connection, found.id, passed_to=to)
            closed = self._close(connection, found, "passed-on", "passed-on", detail=storable(f"{name}\n{email}"))
            _tell_sender(connection, closed, tell)
            return replace(closed, passed_to=to)

    def sign_letter(
        self,
        session: str,
        *,
        base: int,
        show: Callable[[Draft], str],
        build: Callable[[Draft], Document],
        drawn: bytes = b"",
        tell: Tell | None = None,
    ) -> Submitted:
        """Make this person's letter a record, once, signed under the words that `show` gives for it as it is then.

        `drawn` is the signature that they drew, as PNG, if they did; `tell` writes to whoever sent it. Every other link
        and session ends. Raises LetterClosed, DraftMoved when it is not at the revision `base`, what `show` and `build`
        raise, and NotYours.
        """
        with self._database.writing(_LETTER) as connection:
            found = self._own_letter(connection)
            draft = replace(held_draft(connection, found.draft), owner=found.owner)
            kept = record_statements.record(connection, found.draft)
            if kept is not None:
                return Submitted(kept, repeated=True)
            require_open_letter(found, now())
            way = of_letters.way_of_session(connection, session)
            if way is None:
                raise NotYours
            shown = storable(show(draft))
            made = self._submit(connection, draft, base=base, build=build)
            signature = Signature(
                email=found.email,
                signed=made.record.submitted,
                shown=shown,
                shown_sha256=checksum(shown.encode()).hexdigest(),
                spec=draft.sha256,
                digest=made.record.digest,
                how=way.how,
                seen_by=way.seen_by,
                drawn=checksum(drawn).hexdigest() if drawn else "",
            )
            of_letters.add_signature(connection, found.id, signature)
            if drawn:
                of_letters.add_drawing(connection, found.id, drawn)
            of_letters.change(connection, found.id, state="signed")
            of_letters.close_doors(connection, found.id, but=session)
            self._happened(connection, found, "signed", Deed.LETTER_SIGNED, **bound(signature, found))
            _tell_sender(connection, replace(found, state="signed"), tell)
            return made

    def _opened_letter(self, token: str, counted: Iterable[str]) -> str | None:
        session, moment = secrets.token_urlsafe(_TOKEN_BYTES), now()
        with self._database.writing(_LETTER) as connection:
            found = of_letters.by_link(connection, token, now=moment, hold=True)
            way = of_letters.way_of_link(connection, token)
            if found is None or way is None:
                return None
            for name in counted:
                forget_tries(connection, name)
            if not way.is_seen:
                of_letters.end_by_hand(connection, found.id)
            of_letters.add_session(connection, session, found.id, way, now=moment, expires=moment + SESSION)
            of_letters.change(connection, found.id, state="opened")
            what = "opened-by-hand" if way.is_seen else "opened"
            deed = Deed.LETTER_OPENED
            self._happened(connection, found, what, deed, who=found.id, detail=way.seen_by, **asdict(way))
        return session

    def _refused(self, found: LetterRequest) -> None:
        """Keep that somebody tried to open a letter with another address."""
        with self._database.writing(_LETTER) as connection:
            held = of_letters.request(connection, found.id, hold=True)
            if held is not None:
                self._happened(connection, held, "refused", Deed.LETTER_REFUSED, who="")

    def _own_letter(self, connection: sa.Connection) -> LetterRequest:
        """Return the letter of this person, its recipient, held. Raises NotYours."""
        found = of_letters.request(connection, self._viewer.id, hold=True) if is_id(self._viewer.id) else None
        if found is None or not self._viewer.draft or found.draft != self._viewer.draft:
            raise NotYours
        return found


def _tell_sender(connection: sa.Connection, closed: LetterRequest, tell: Tell | None) -> None:
    """Write to whoever sent a letter that it came back, unless they may send none any more."""
    if tell is not None:
        telling.tell(connection, closed.owner, Act.SEND_LETTERS, lambda account: tell(account, closed))


def _counted(found: LetterRequest) -> tuple[str, str]:
    """Return the names under which tries to open a letter are counted: of the letter, and of all to its address."""
    return f"letter {found.id}", f"letters to {email_as_kept(found.email)}"
