"""What was carried before, as drafts and records keep it.

Here lives the reading of it. A draft keeps what it began with, and each time that it was carried; its record keeps the
same in its document.
"""

import json

from engine.carried import Carry, Origin, Reissued, origin_of, read
from webapp.pages.desk import Desk
from webapp.storage.soundness import is_sealed
from webapp.storage.stored import Draft


def carries_of(at: Desk, draft: Draft) -> tuple[Carry, ...]:
    """Return each time that the answers of a draft were carried, the first first; also before a record it re-issues.

    What a damaged record says of it is left out.
    """
    record = at.repository.listed(draft.reissues) if draft.reissues else None
    sound = record is not None and is_sealed(record.digest, record.document)
    before = origin_of(json.loads(record.document)).carries if record and sound else ()
    reports = (draft.report, *(each.report for each in at.repository.carried(draft.id)))
    return (*before, *(read(json.loads(report)) for report in reports if report))


def origin_of_draft(at: Desk, draft: Draft) -> Origin:
    """Return where a draft came from: what was carried into it, and the record that it re-issues."""
    record = at.repository.listed(draft.reissues) if draft.reissues else None
    reissues = Reissued(record.id, record.version, record.digest) if record else None
    return Origin(carries_of(at, draft), reissues)
