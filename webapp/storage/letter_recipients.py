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
from webapp.rights import Viewer
from webapp.storage import letter_statements as of_letters
from webapp.storage import record_statements
from webapp.storage.accounts import email_as_kept
from webapp.storage.drafts import held_draft
from webapp.storage.failures import NotYours
from webapp.storage.identifiers import is_id, storable
from webapp.storage.letter_proof import bound
from webapp.storage.letters import Letters, require_open_letter
from webapp.storage.opened import now
from webapp.storage.stored import Document, Draft, Submitted
from webapp.storage.stored_letters import LetterRequest, Signature
from webapp.storage.tries import Tries, forget_tries

SESSION = timedelta(hours=4)
"""How long a letter stays open in a browser after it was opened or last saved."""
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

    def decline_letter(self, reason: str) -> LetterRequest:
        """Let this person, its recipient, decline their letter. Raises LetterClosed and NotYours."""
        return self._declined("declined", storable(reason))

    def pass_letter_on(self, name: str, email: str) -> LetterRequest:
        """Let this person say that the letter is for somebody else: it is not theirs to sign any more.

        Raises LetterClosed and NotYours.
        """
        return self._declined("passed-on", storable(f"{name}\n{email}"))

    def sign_letter(
        self, session: str, *, base: int, show: Callable[[Draft], str], build: Callable[[Draft], Document]
    ) -> Submitted:
        """Make this person's letter a record, once, signed under the words that `show` gives for it as it is then.

        Every other link and session ends. Raises LetterClosed, DraftMoved when it is not at the revision `base`, what
        `show` and `build` raise, and NotYours.
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
            )
            of_letters.add_signature(connection, found.id, signature)
            of_letters.change(connection, found.id, state="signed")
            of_letters.close_doors(connection, found.id, but=session)
            self._happened(connection, found, "signed", Deed.LETTER_SIGNED, **bound(signature))
            return made

    def _declined(self, what: str, detail: str) -> LetterRequest:
        with self._database.writing(_LETTER) as connection:
            found = self._own_letter(connection)
            require_open_letter(found, now())
            return self._close(connection, found, "declined", what, detail=detail)

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


def _counted(found: LetterRequest) -> tuple[str, str]:
    """Return the names under which tries to open a letter are counted: of the letter, and of all to its address."""
    return f"letter {found.id}", f"letters to {email_as_kept(found.email)}"
