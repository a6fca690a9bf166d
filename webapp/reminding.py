"""Reminding people by mail of actions of theirs, and of letters that they are to sign, while the application runs.

Here lives what is written to whom at which time of day, and that nothing which goes wrong there reaches a page. Who has
been told of what is for the repository to know: looking often tells nobody twice.
"""

import logging
import threading
from collections.abc import Sequence
from datetime import date, datetime

from engine.london import LONDON
from webapp.mail.envelope import closed
from webapp.pages.letters import actions_due
from webapp.pages.sending.mail import writer
from webapp.pages.shelf import edition
from webapp.storage.account_statements import Account
from webapp.storage.action_statements import Action
from webapp.storage.outbox_statements import Message
from webapp.storage.repository import Repository

_LOG = logging.getLogger(__name__)
_PAUSE = 60 * 60.0
_PATIENCE = 5.0
_MORNING = 7
"""The hour in London from which on letters of a day are written."""


def remind(repository: Repository, address: str, *, key: str, today: date) -> int:
    """Put the reminders of a day in the outbox, and return how many mails that are.

    `address` is where Formspec is open, `key` the secret key, which seals what they say.
    """
    return _of_actions(repository, address, key, today) + _of_letters(repository, address, key)


def _of_actions(repository: Repository, address: str, key: str, today: date) -> int:
    def write(account: Account, due: Sequence[Action]) -> Message:
        overdue = [_page(address, each) for each in due if each.standing.is_overdue(today)]
        soon = [_page(address, each) for each in due if not each.standing.is_overdue(today)]
        return closed(actions_due(account, overdue, soon), key)

    return repository.remind(write, today=today)


def _of_letters(repository: Repository, address: str, key: str) -> int:
    write = writer(
        lambda sha256: edition(repository.text_of(sha256)).spec,
        repository.names_of_accounts(),
        lambda token: f"{address}/letter#{token}",
        key=key,
        again=True,
    )
    return len(repository.chase_letters(write))


class Reminders:
    """One thread that reminds people, from `start` to `stop`; it looks every `pause` seconds what is due."""

    def __init__(self, repository: Repository, address: str, *, key: str, pause: float = _PAUSE) -> None:
        self._repository = repository
        self._address = address
        self._key = key
        self._pause = pause
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="reminders", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """Look no more."""
        self._stopping.set()
        self._thread.join(_PATIENCE)

    def look(self, now: datetime) -> None:
        """Write the letters of a day, unless it is too early for that."""
        local = now.astimezone(LONDON)
        if local.hour >= _MORNING:
            remind(self._repository, self._address, key=self._key, today=local.date())

    def _run(self) -> None:
        while True:
            try:
                self.look(datetime.now(LONDON))
            except Exception:
                _LOG.exception("Nobody could be reminded")
            if self._stopping.wait(self._pause):
                return


def _page(address: str, action: Action) -> str:
    return f"{address}/actions/{action.id}"
