"""Publications: the versions that were published here, each once and for ever, and how.

Here lives what keeps a published version as it is. Whether a spec may be published is the language's to judge; the
library of these versions lives in `stored_library`.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from hashlib import sha256 as checksum

import sqlalchemy as sa

from formspec.release import Release
from webapp.deeds import Deed
from webapp.rights import Act
from webapp.storage import publication_statements as statements
from webapp.storage import spec_draft_statements
from webapp.storage.choices import TWO_PEOPLE, chosen_of
from webapp.storage.failures import DraftMoved, OutOfTurn, PublishedDifferently, SecondPersonNeeded, Unknown
from webapp.storage.identifiers import storable
from webapp.storage.opened import Opened, now
from webapp.storage.seconding import require_apart
from webapp.storage.spec_drafts import held_spec_draft, require_open
from webapp.storage.stored import Standing, StoredPublication
from webapp.storage.texts import pin

PUBLISH_SENSITIVE = "publish-sensitive"
"""What publishing a sensitive form is called among the acts that can take two people."""
_FORMS = "What was published"


class Publications(Opened):
    """The versions that were published here."""

    def publish(
        self,
        release: Release,
        text: bytes,
        translations: Mapping[str, bytes],
        spec_draft_id: str | None = None,
        *,
        last: int = 0,
        sealed: bool = False,
    ) -> Release:
        """Publish a version with its words in other languages, and return how it was published.

        The same content twice is one publication, the first. `last` is the last version that stands elsewhere, 0 for
        none; `sealed` says that it, or the version before, is sensitive.
        The spec draft whose text this is counts as published from then on. Raises PublishedDifferently and
        PinnedDifferently when the version has another content, OutOfTurn when it is not one higher than the last,
        DraftMoved when the spec draft has another text, SecondPersonNeeded where the school wants two people
        for it and not two were asked, SamePerson or NotApart when the second is who asked, or close, DraftClosed and
        Unknown. ValueError when the checksum of the
        release is not that of the text.
        """
        self._require(Act.PUBLISH)
        if checksum(text).hexdigest() != release.sha256:
            raise ValueError("the release is of another text")
        made = _clean(release)
        with self._database.writing("The new version") as connection:
            self._require_another(connection, made, spec_draft_id, sealed=sealed)
            kept = _publish(connection, made, text, translations, last=last)
            if spec_draft_id is not None:
                _close(connection, spec_draft_id, text)
            self._note(connection, Deed.VERSION_PUBLISHED, f"{kept.form}@{kept.version}", sha256=kept.sha256)
        return kept

    def _require_another(
        self, connection: sa.Connection, made: Release, spec_draft_id: str | None, *, sealed: bool
    ) -> None:
        """Raise unless a second person approves where one is needed, and is another than who asked."""
        asked_by = spec_draft_statements.asked_by(connection, spec_draft_id) if spec_draft_id else ""
        needed = sealed and not self._viewer.anybody and PUBLISH_SENSITIVE in chosen_of(connection, TWO_PEOPLE)
        if needed and not (made.seconded_by and asked_by):
            raise SecondPersonNeeded
        if made.seconded_by and asked_by:
            require_apart(connection, asked_by, self._viewer.id, now=now())

    def withdraw(self, form: str, version: int, day: date, why: str) -> Release:
        """Let a version be started no more from a day on; what was withdrawn stays so. Raises Unknown."""
        self._require(Act.PUBLISH)
        with self._database.writing("The change") as connection:
            release = statements.held_release(connection, form, version)
            if release is None:
                raise Unknown(f"Version {version} of “{form}” was not published here, so it cannot be withdrawn here.")
            if release.withdrawn is not None:
                return release
            withdrawn = replace(release, withdrawn=day, withdrawn_why=storable(why))
            statements.withdraw(connection, withdrawn)
            self._note(connection, Deed.VERSION_WITHDRAWN, f"{form}@{version}")
        return withdrawn

    def release(self, form: str, version: int) -> Release | None:
        """Return how a version was published here; None when it was not."""
        with self._database.reading(_FORMS) as connection:
            return statements.release(connection, form, version)

    def standings(self) -> tuple[Standing, ...]:
        """Return the days of every version that was published here, by form and from first to last."""
        with self._database.reading(_FORMS) as connection:
            return statements.standings(connection)

    def publication(self, form: str, version: int) -> StoredPublication | None:
        """Return the texts of a version that was published here; None when it was not."""
        with self._database.reading(_FORMS) as connection:
            return statements.publication(connection, form, version)


def _publish(
    connection: sa.Connection, release: Release, text: bytes, translations: Mapping[str, bytes], *, last: int
) -> Release:
    """Keep a publication unless it is there, and return how it was published."""
    pin(connection, release.form, release.version, sha256=release.sha256, text=text)
    kept = statements.release(connection, release.form, release.version)
    if kept is None:
        _require_next(release, max(last, statements.last(connection, release.form)))
        statements.add(connection, release, translations)
        return release
    if statements.translations(connection, release.form, release.version) != dict(translations):
        raise PublishedDifferently(release.form, release.version)
    return kept


def _require_next(release: Release, last: int) -> None:
    """Raise OutOfTurn unless a version is one higher than the last, where there is one."""
    if last and release.version != last + 1:
        raise OutOfTurn(release.form, release.version, last)


def _close(connection: sa.Connection, spec_draft_id: str, text: bytes) -> None:
    """Let the spec draft of a text be published."""
    draft = held_spec_draft(connection, spec_draft_id)
    if draft.text.encode() != text:
        raise DraftMoved(draft.revision)
    if draft.state != "published":
        require_open(draft)
        spec_draft_statements.close(connection, spec_draft_id, "published", now=now())


def _clean(release: Release) -> Release:
    """Return a release whose texts every database can keep."""
    return replace(
        release,
        form=storable(release.form),
        note=storable(release.note),
        approved_by=storable(release.approved_by),
        approved=storable(release.approved),
        review=storable(release.review),
        published_by=storable(release.published_by),
        seconded_by=storable(release.seconded_by),
        withdrawn_why=storable(release.withdrawn_why),
        report=storable(release.report),
    )
