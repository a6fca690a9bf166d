"""What was decided on exported submissions by now.

Here lives how a decision that is kept becomes what stands beside a submission in a table. What the table is lives in
`engine.export.submissions`.
"""

from engine.export.submissions import Decided, DecidedOn
from webapp.decided import decided_words
from webapp.storage.repository import Repository


def decided_on(repository: Repository) -> DecidedOn:
    """Return what gives the decision that stands on a record, of those that whoever exports reads."""

    def of_record(record_id: str) -> Decided | None:
        standing = repository.standing_decisions([record_id]).get(record_id)
        if standing is None:
            return None
        return Decided(decided_words(standing.words, standing.unmet), standing.moment, standing.who, standing.reasons)

    return of_record
