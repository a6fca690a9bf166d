"""Letters in lists, as far as somebody reaches them.

Here lives which letters are listed for whom, a page at a time. What is done with one lives in `letters`.
"""

from collections.abc import Iterable

import sqlalchemy as sa

from webapp.rights import Act
from webapp.storage import letter_list_statements as lists
from webapp.storage import letter_statements as of_letters
from webapp.storage.identifiers import is_id
from webapp.storage.letter_list_statements import WantedLetters
from webapp.storage.letter_tables import letter_requests
from webapp.storage.letters import BACK_FOR
from webapp.storage.opened import Opened, now
from webapp.storage.stored_letters import LetterRequest

_LETTERS = "The letters"
_PAGE = 50


class LetterLists(Opened):
    """The letters that were sent, in lists."""

    def letters(self, entries: Iterable[str] | None = None) -> tuple[LetterRequest, ...]:
        """Return the letters within this person's reach, the latest first: all, or those about some entries."""
        with self._database.reading(_LETTERS) as connection:
            return of_letters.listed(connection, self._within(Act.SEND_LETTERS, letter_requests), entries=entries)

    def letters_page(self, state: str = "", *, before: str = "", limit: int = _PAGE) -> tuple[LetterRequest, ...]:
        """Return so many letters within this person's reach, the latest first: older than one, and that stand so.

        `state` is how one stands, "expired" for one that waits and whose last day is over, "" for any.
        """
        if before and not is_id(before):
            return ()
        wanted = WantedLetters(self._within(Act.SEND_LETTERS, letter_requests), state, now())
        with self._database.reading(_LETTERS) as connection:
            return lists.page(connection, wanted, before=before, limit=limit)

    def letters_in_place_of(self, request_id: str) -> tuple[LetterRequest, ...]:
        """Return the letters within this person's reach that were sent in the place of one."""
        with self._database.reading(_LETTERS) as connection:
            return lists.in_place_of(connection, self._within(Act.SEND_LETTERS, letter_requests), request_id)

    def letter_subjects(self, ids: Iterable[str]) -> dict[str, str]:
        """Return what some letters within this person's reach are about, by their ids; "" where nothing is named."""
        with self._database.reading(_LETTERS) as connection:
            return lists.subjects(connection, self._within(Act.SEND_LETTERS, letter_requests), ids)

    def letters_back(self) -> tuple[LetterRequest, ...]:
        """Return the letters that this person sent and that came back lately, the latest first: signed or not."""
        own = sa.and_(self._within(Act.SEND_LETTERS, letter_requests), letter_requests.c.owner == self._viewer.id)
        with self._database.reading(_LETTERS) as connection:
            return lists.came_back(connection, own, since=now() - BACK_FOR)
