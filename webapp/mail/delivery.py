"""The thread that sends what stands in the outbox.

Here lives how often it looks, and that nothing that goes wrong there stops it or reaches a page.
"""

import logging
import threading
from dataclasses import replace

from webapp.mail.envelope import opened
from webapp.mail.sending import NotSent, send
from webapp.services import MailServer
from webapp.storage.outbox import Outbox
from webapp.storage.outbox_statements import Letter

_LOG = logging.getLogger(__name__)
_PAUSE = 3.0
_PATIENCE = 5.0
_CLOSED = "it was written under another secret key, which alone opens it"


class Delivery:
    """One thread that sends mail, from `start` to `stop`; it looks into the outbox every `pause` seconds.

    `key` is the secret key, which opens what the messages say.
    """

    def __init__(self, outbox: Outbox, server: MailServer, *, key: str, pause: float = _PAUSE) -> None:
        self._outbox = outbox
        self._server = server
        self._key = key
        self._pause = pause
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="mail", daemon=True)

    def start(self) -> None:
        """Begin to send."""
        self._thread.start()

    def stop(self) -> None:
        """Send no more; a message in hand has a few seconds to go out, and is tried again later if it does not."""
        self._stopping.set()
        self._thread.join(_PATIENCE)

    def deliver(self) -> int:
        """Try each of some messages once that are to be sent now, and return how many these were."""
        letters = self._outbox.take_letters()
        for letter in letters:
            if self._stopping.is_set():
                break
            self._deliver(letter)
        return len(letters)

    def _deliver(self, letter: Letter) -> None:
        try:
            send(self._server, self._opened(letter))
        except NotSent as fault:
            _LOG.warning("A message was not sent: %s", fault)
            self._outbox.letter_not_sent(letter, str(fault), final=fault.final)
        else:
            self._outbox.letter_sent(letter)

    def _opened(self, letter: Letter) -> Letter:
        """Return a letter as it was written. Raises NotSent when the secret key is not the one that it needs."""
        message = opened(letter.message, self._key)
        if message is None:
            raise NotSent(_CLOSED, final=True)
        return replace(letter, message=message)

    def _run(self) -> None:
        while not self._stopping.wait(self._pause):
            try:
                self.deliver()
            except Exception:
                _LOG.exception("The outbox could not be looked through")
