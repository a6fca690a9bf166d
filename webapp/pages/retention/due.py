"""When records are due, by the periods that their forms declare.

Here lives which declaration counts: that of the version in force, or the record's own where that one declares none. The
reckoning is `engine.keeping`'s. A document is read only where an answer in it starts the clock.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, partial

from engine.form import Form
from engine.json_value import JsonObject
from engine.keeping import due
from engine.period import period
from formspec.records import SUBMITTED
from webapp.pages.desk import Desk
from webapp.storage.retention_statements import KeptRecord

Document = Callable[[], JsonObject]


@dataclass(frozen=True, slots=True)
class DueRecord:
    """A record with the title of its form, and the first day on which it may go.

    `period` is how long it is kept, in words, "" where no form says so; `decided_by` and `reason` are what the form
    says of it. `day` is None where no period is declared, or the answer that starts the clock is not there.
    """

    record: KeptRecord
    title: str
    period: str
    decided_by: str
    reason: str
    day: date | None

    def is_due(self, today: date) -> bool:
        """Return whether the record may go on a day."""
        return self.day is not None and self.day <= today


class Periods:
    """The periods that count for records, each form looked up once."""

    def __init__(self, at: Desk) -> None:
        self._at = at
        self._own = cache(lambda sha256: at.edition(sha256).form)
        self._in_force = cache(self._offered)
        self._words = cache(lambda form: period(form.spec))

    def of(self, record: KeptRecord, document: Document) -> DueRecord:
        """Return when a record is due; `document` gives its document, and is asked only where that is needed."""
        declared = self._declared(record)
        retention = declared[0].spec.retention if declared else None
        return DueRecord(
            record=record,
            title=self._own(record.sha256).spec.title,
            period=self._words(declared[0]) if declared else "",
            decided_by=retention.decided_by if retention else "",
            reason=retention.reason if retention else "",
            day=next(_days(declared, record, document), None),
        )

    def needs_document(self, record: KeptRecord) -> bool:
        """Return whether an answer starts the clock."""
        return any(
            each.spec.retention and each.spec.retention.from_ != SUBMITTED for each in self._declared(record)[:1]
        )

    def all(self, kept: Iterable[KeptRecord]) -> tuple[DueRecord, ...]:
        """Return when each of the records is due, the first to go first, those that no day is known of last."""
        found = tuple(kept)
        reading = {each.form for each in found if self.needs_document(each)}
        texts = {key: text for form in sorted(reading) for key, text in self._days_of(form, found)}
        listed = (self._listed(each, texts) for each in found)
        return tuple(sorted(listed, key=lambda each: (each.day is None, each.day or date.max, each.record.submitted)))

    def _listed(self, record: KeptRecord, days: Mapping[str, DueRecord]) -> DueRecord:
        return days.get(record.id) or self.of(record, dict)

    def _days_of(self, form: str, found: Iterable[KeptRecord]) -> Iterator[tuple[str, DueRecord]]:
        """Yield when the records of one form are due, reading one document after the other."""
        wanted = {each.id: each for each in found if each.form == form}
        for key, text in self._at.repository.kept_documents(form):
            if key in wanted:
                yield key, self.of(wanted[key], partial(_read, text))

    def _declared(self, record: KeptRecord) -> tuple[Form, ...]:
        """Return the forms that declare a period for a record, the one that counts first."""
        known = (self._in_force(record.form), self._own(record.sha256))
        return tuple(each for each in known if each is not None and each.spec.retention is not None)

    def _offered(self, form: str) -> Form | None:
        offered = self._at.shelf.offer(form).edition
        return offered.form if offered else None


def _read(text: str) -> JsonObject:
    """Return a document; of one that is too damaged to be read, nothing."""
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _days(declared: Iterable[Form], record: KeptRecord, document: Document) -> Iterator[date]:
    """Yield the days on which a record is due by each declaration that comes to one."""
    for form in declared:
        retention = form.spec.retention
        asked = document() if retention is not None and retention.from_ != SUBMITTED else {}
        day = due(form, asked, record.submitted)
        if day is not None:
            yield day
