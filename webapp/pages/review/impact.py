"""The live impact of a version that is not published yet: which drafts and records its changes concern now.

Here lives the gathering of them. Whether a change concerns what was entered is the engine's to say.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from engine.carry.documents import document_entries
from engine.concern import concerned
from formspec.diff.change import Change, Level
from formspec.diff.extent import Extent, earlier, extent
from formspec.model import Spec
from webapp.pages.carried.versions import line
from webapp.pages.desk import Desk
from webapp.pages.review.using import every_record
from webapp.pages.shelf import Edition
from webapp.rights import Act
from webapp.storage.soundness import document_of
from webapp.storage.stored import Draft, Record


@dataclass(frozen=True, slots=True)
class Touched:
    """The drafts in progress and the records that a change concerns, the latest first."""

    drafts: list[Draft] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)


def impact(at: Desk, changes: Sequence[Change], old: Edition, new: Spec) -> Mapping[Change, Touched]:
    """Return whom each breaking or tightening change from one version to the next concerns now."""
    grave = [each for each in changes if each.level >= Level.TIGHTENING and not each.language]
    found = {each: Touched() for each in grave}
    if not grave:
        return found
    extents = _Extents(at, [extent(each, old.spec, new) for each in grave], old)
    for draft in at.repository.drafts(to=Act.COUNT_RECORDS):
        if draft.form == new.form:
            for each in extents.concerning(grave, draft.sha256, draft.entries):
                found[each].drafts.append(draft)
    for record in every_record(at, new.form):
        for each in extents.concerning(grave, record.sha256, _entries(at, record)):
            found[each].records.append(record)
    return found


class _Extents:
    """What changes are about, in each version that something was filled in under."""

    def __init__(self, at: Desk, found: Sequence[Extent], old: Edition) -> None:
        self._at, self._found, self._old = at, found, old
        self.of = cache(self._of)

    def concerning(self, changes: Sequence[Change], sha256: str, entries: Mapping[str, str]) -> Iterator[Change]:
        """Yield the changes that concern what was entered under a text."""
        told = concerned(self._at.edition(sha256).form, entries, self.of(sha256))
        yield from (each for each, concerns in zip(changes, told, strict=True) if concerns)

    def _of(self, sha256: str) -> tuple[Extent, ...]:
        versions = [each.spec for each in line(self._at, sha256, self._old)]
        return tuple(earlier(each, versions) for each in self._found)


def _entries(at: Desk, record: Record) -> dict[str, str]:
    return document_entries(at.edition(record.sha256).form, document_of(record))
