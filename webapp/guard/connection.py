"""How long a connection may keep the server waiting.

Here lives what is asked of a browser that sends and reads: that bytes go on moving. Whoever sends a request a letter at
a time, or never reads the answer, is let go, so that nobody keeps others out by being slow. What is sent is
`strict_parser`'s matter.
"""

import time

from waitress.channel import HTTPChannel

from webapp.guard.strict_parser import StrictParser

PATIENCE = 30
"""Seconds in which a request or an answer has to come to its end, or to go on at the least rate."""
LEAST_RATE = 8_000
"""Bytes a second: the slowest telephone network is faster."""


class PromptChannel(HTTPChannel):
    """A connection that is closed once the other side has kept it waiting for too long."""

    parser_class = StrictParser
    _since: float | None = None
    _moved = 0

    def received(self, data: bytes) -> bool:
        """Take what came in, and count it."""
        self._moved += len(data)
        return bool(super().received(data))

    def send(self, data: bytes, do_close: bool = True) -> int:
        """Send what can be sent now, and count it."""
        sent = int(super().send(data, do_close))
        self._moved += sent
        return sent

    def readable(self) -> bool:
        """Say whether more may come in. The server asks each connection at least every second."""
        if self._kept_waiting() > PATIENCE:
            if self._moved < PATIENCE * LEAST_RATE:
                self.handle_close()
            self._since = None
        return self.connected and bool(super().readable())

    def _kept_waiting(self) -> float:
        """Return for how many seconds the other side was counted, 0 when it is not its turn."""
        waiting = self.request is not None or self.total_outbufs_len > 0
        if not waiting or self._since is None:
            self._since, self._moved = time.monotonic() if waiting else None, 0
        return time.monotonic() - self._since if self._since else 0
