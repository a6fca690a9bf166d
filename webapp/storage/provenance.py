"""How records came to be here: who submitted each, and whether it was signed by a link that was sent to its recipient.

Here lives that it is told of the records within somebody's reach, and of no others.
"""

from collections.abc import Sequence

from webapp.rights import Act
from webapp.storage import provenance_statements
from webapp.storage.opened import Opened
from webapp.storage.provenance_statements import Provenance
from webapp.storage.tables import records


class Provenances(Opened):
    """How the records that are kept came."""

    def provenance(self, record_ids: Sequence[str]) -> dict[str, Provenance]:
        """Return how those of some records came that this person may read, by record."""
        with self._database.reading("What was submitted") as connection:
            return provenance_statements.of_records(connection, self._within(Act.READ_RECORDS, records), record_ids)
