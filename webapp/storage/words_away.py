"""What somebody had typed who went to the sign-in service, kept until they are back.

Here lives how much is kept so, and for how long. It comes from people who have not signed in, so there is an end to it;
whoever is told that theirs are not kept has not left yet. They come sealed: what opens them is not for storage to know.
"""

from datetime import datetime, timedelta

import sqlalchemy as sa

from webapp.storage.account_tables import challenges
from webapp.storage.link_statements import mark
from webapp.storage.opened import Opened, now

LIFETIME = timedelta(hours=24)
MOST_LETTERS = 700 * 1024
"""How long the words may be, sealed: half a million letters as they were typed."""
MOST_AT_ONCE = 200
"""Of how many people words are kept at one time."""
_PURPOSE = "words"
_WORDS = "What you typed"
_OURS = challenges.c.purpose == _PURPOSE


class WordsAway(Opened):
    """The words that wait for whoever typed them."""

    def keep_words(self, token: str, words: str) -> bool:
        """Keep sealed words under a token that the browser holds, and return whether there was room."""
        if len(words) > MOST_LETTERS:
            return False
        moment = now()
        with self._database.writing(_WORDS) as connection:
            forget(connection, now=moment)
            waiting = connection.scalar(sa.select(sa.func.count()).select_from(challenges).where(_OURS)) or 0
            if waiting >= MOST_AT_ONCE:
                return False
            row = {"challenge": mark(token), "purpose": _PURPOSE, "bound_to": words, "made": moment}
            connection.execute(sa.insert(challenges).values(row))
        return True

    def words(self, token: str) -> str:
        """Return the sealed words that were kept under a token, "" for none; they stay until they are too old."""
        ours = sa.and_(_OURS, challenges.c.challenge == mark(token), challenges.c.made >= now() - LIFETIME)
        with self._database.reading(_WORDS) as connection:
            return connection.scalar(sa.select(challenges.c.bound_to).where(ours)) or ""


def forget(connection: sa.Connection, *, now: datetime) -> None:
    """Forget the words that are too old to be given back."""
    connection.execute(sa.delete(challenges).where(_OURS, challenges.c.made < now - LIFETIME))
