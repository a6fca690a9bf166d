"""The outbox: mail that is to be sent, kept until it was.

Here lives when a message is tried, and when no more. It is put here in the transaction of what causes it, or right
after; how it is sent is not for storage to know. A message that was sent, or is given up, keeps no body.
"""

from datetime import timedelta

from webapp.rights import Act
from webapp.storage import outbox_statements as statements
from webapp.storage.opened import Opened, now
from webapp.storage.outbox_statements import Letter, Message

DELAYS = tuple(timedelta(minutes=each) for each in (1, 2, 5, 15, 30, 60))
"""How long after each try the next one is made; the last for all that follow."""
GIVEN_UP = timedelta(days=2)
"""How long after a message was put here it is tried no more."""
FORGOTTEN = timedelta(days=30)
"""How long it stays known that a message was sent, or was not."""
_MESSAGE = "The message"


class Outbox(Opened):
    """The messages that are kept."""

    def post(self, message: Message) -> None:
        """Put a message in the outbox."""
        with self._database.writing(_MESSAGE) as connection:
            statements.add(connection, message, now=now())

    def take_letters(self) -> list[Letter]:
        """Return messages to be sent now, each counted as tried, so that nobody else sends it meanwhile.

        Whoever took one and is stopped before saying what became of it leaves it to be tried again.
        """
        moment = now()
        with self._database.reading(_MESSAGE) as connection:
            if not statements.any_due(connection, now=moment):
                return []
        with self._database.writing(_MESSAGE) as connection:
            statements.forget(connection, before=moment - FORGOTTEN)
            letters = statements.due(connection, now=moment)
            for each in letters:
                later = moment + DELAYS[min(each.tries, len(DELAYS) - 1)]
                statements.change(connection, each.id, tries=each.tries + 1, next=later)
        return letters

    def letter_sent(self, letter: Letter) -> None:
        """Keep that a message was sent, and nothing of what it said."""
        with self._database.writing(_MESSAGE) as connection:
            statements.change(connection, letter.id, sent=now(), body="", fault="")

    def letter_not_sent(self, letter: Letter, fault: str, *, final: bool) -> None:
        """Keep why a message was not sent; one that is too old, or that no later try would send, is given up."""
        gone = {"body": ""} if final or now() - letter.created > GIVEN_UP else {}
        with self._database.writing(_MESSAGE) as connection:
            statements.change(connection, letter.id, fault=fault, **gone)

    def mail_faults(self) -> list[str]:
        """Return why messages were not sent, one fault for each, the latest first. Raises NotYours."""
        self._require(Act.MANAGE_PEOPLE)
        with self._database.reading("The outbox") as connection:
            return statements.faults(connection)
