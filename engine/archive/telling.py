"""What an archive tells of what came after its submissions, line by line, in which nothing is believed either.

Here lives what must be so over all of its lines: that a decision is told of once, and an action that several
submissions go on with in one way. What must be so in one line is for `engine.afterwards` to say.
"""

from datetime import datetime

from engine.afterwards.document import Afterwards
from engine.afterwards.fitting import identity, unfit
from engine.afterwards.shape import SHAPE
from engine.afterwards.telling import read
from engine.archive.layout import AFTERWARDS, AFTERWARDS_SCHEMA
from engine.archive.moments import ahead
from engine.archive.zipped import Unfit
from engine.form import Form
from engine.json_value import JsonObject


class Telling:
    """What was told so far."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._decisions: set[str] = set()
        self._actions: dict[str, int] = {}

    def of(self, number: int, line: JsonObject, *, form: Form, document: JsonObject, sound: bool) -> Afterwards:
        """Return what a line tells of the submission in the same line. Raises Unfit.

        Only where that is `sound` it is looked at whether the two fit.
        """
        place = f"Line {number} of “{AFTERWARDS}” in it"
        if not SHAPE.accepts(line):
            raise Unfit(f"{place} is not valid under “{AFTERWARDS_SCHEMA}”.")
        after = read(line)
        if after.submission != document.get("id"):
            raise Unfit(f"{place} is not about the submission in the same line.")
        fault = ahead(after.moments, self._now) or (unfit(after, form, document) if sound else "")
        if fault:
            raise Unfit(f"{place} {fault}.")
        self._know(after)
        return after

    def _know(self, after: Afterwards) -> None:
        for made in after.decisions:
            if made.id in self._decisions:
                raise Unfit(f"It tells of the decision {made.id} twice.")
            self._decisions.add(made.id)
        for each in after.actions:
            known = hash(identity(each))
            if self._actions.setdefault(each.id, known) != known:
                raise Unfit(f"It tells of the action {each.id} in two ways.")
