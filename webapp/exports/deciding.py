"""What was decided on exported submissions by now.

Here lives how a decision that is kept becomes what stands beside a submission in a table. What the table is lives in
`engine.export.submissions`.
"""

from collections.abc import Iterable, Iterator
from itertools import islice

from engine.export.given import Submission
from engine.export.submissions import Decided
from webapp.decided import decided_words
from webapp.storage.decision_statements import Decision
from webapp.storage.repository import Repository

_AT_ONCE = 64


class Standing:
    """The decisions that stand on submissions which go by, of those that whoever exports reads.

    They are read for some submissions at once: asked for one by one they took half the time of a table.
    """

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._found: dict[str, Decision] = {}

    def beside(self, submissions: Iterable[Submission]) -> Iterator[Submission]:
        """Yield the submissions, each once its decision can be asked for."""
        waiting = iter(submissions)
        while some := list(islice(waiting, _AT_ONCE)):
            self._found = self._repository.standing_decisions([each.text("id") for each in some])
            yield from some

    def on(self, submission: str) -> Decided | None:
        """Return what was decided on the submission of an id that went by last; None where nothing was."""
        standing = self._found.get(submission)
        if standing is None:
            return None
        return Decided(decided_words(standing.words, standing.unmet), standing.moment, standing.who, standing.reasons)
