"""The submissions that a form can be begun with: the last one about each provider, school or trip.

Here lives which they are. What of one is carried, and what has to be done anew, is the engine's.
"""

from collections.abc import Iterator

from webapp.pages.carried.versions import begun
from webapp.pages.desk import Desk
from webapp.pages.shelf import Edition
from webapp.storage.stored import Draft, Record

_PAGE = 100
_MOST = 1_000
"""How many records are looked through, the latest first."""


def earlier(at: Desk, form: str) -> list[Record]:
    """Return the last record about each name, by name; those about nothing are left out."""
    found: dict[str, Record] = {}
    for record in _latest(at, form):
        if record.about:
            found.setdefault(record.about.casefold(), record)
    return sorted(found.values(), key=lambda record: record.about.casefold())


def start_with(at: Desk, record: Record, offered: Edition) -> Draft:
    """Begin a draft of the version offered with the answers of a record. Raises Unknown when it is gone."""
    carried, report = begun(at, record, offered)
    spec = offered.spec
    return at.repository.start_from(
        record.id, spec.form, spec.version, entries=carried.entries, report=report, access=spec.access
    )


def _latest(at: Desk, form: str) -> Iterator[Record]:
    before = None
    for _ in range(_MOST // _PAGE):
        page = at.repository.records(form=form, before=before, limit=_PAGE)
        yield from page
        if len(page) < _PAGE:
            return
        before = page[-1].id
