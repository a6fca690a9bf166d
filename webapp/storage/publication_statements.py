"""What is asked of the database about publications, each a function of the connection it is asked on."""

from collections.abc import Mapping
from dataclasses import asdict, fields

import sqlalchemy as sa

from formspec.release import Release
from webapp.storage.stored import Standing, StoredPublication
from webapp.storage.tables import publication_words, publications, spec_texts

_RELEASE = tuple(publications.c[each.name] for each in fields(Release))
_STANDING = tuple(publications.c[each.name] for each in fields(Standing))


def add(connection: sa.Connection, release: Release, translations: Mapping[str, bytes]) -> None:
    """Keep a new publication, whose text is kept."""
    connection.execute(sa.insert(publications).values(asdict(release)))
    for language, text in translations.items():
        connection.execute(
            sa.insert(publication_words).values(
                form=release.form, version=release.version, language=language, text=text
            )
        )


def release(connection: sa.Connection, form: str, version: int) -> Release | None:
    """Return how a version was published, None when it was not."""
    return _released(connection.execute(sa.select(*_RELEASE).where(_is(form, version))))


def held_release(connection: sa.Connection, form: str, version: int) -> Release | None:
    """Return how a version was published, which stays so until the transaction ends, None when it was not."""
    return _released(connection.execute(sa.select(*_RELEASE).where(_is(form, version)).with_for_update()))


def withdraw(connection: sa.Connection, withdrawn: Release) -> None:
    """Keep since when and why a version may be started no more."""
    connection.execute(
        sa.update(publications)
        .where(_is(withdrawn.form, withdrawn.version))
        .values(withdrawn=withdrawn.withdrawn, withdrawn_why=withdrawn.withdrawn_why)
    )


def standings(connection: sa.Connection) -> tuple[Standing, ...]:
    """Return the days of every version, by form and from first to last."""
    asked = sa.select(*_STANDING).order_by(publications.c.form, publications.c.version)
    return tuple(Standing(**row._mapping) for row in connection.execute(asked))


def last(connection: sa.Connection, form: str) -> int:
    """Return the last version of a form, 0 when there is none."""
    asked = sa.select(sa.func.max(publications.c.version)).where(publications.c.form == form)
    return connection.scalar(asked) or 0


def publication(connection: sa.Connection, form: str, version: int) -> StoredPublication | None:
    """Return the texts of a version, None when it was not published."""
    asked = sa.select(spec_texts.c.text).join(publications, publications.c.sha256 == spec_texts.c.sha256)
    text: bytes | None = connection.scalar(asked.where(_is(form, version)))
    return None if text is None else StoredPublication(text, translations(connection, form, version))


def translations(connection: sa.Connection, form: str, version: int) -> dict[str, bytes]:
    """Return the words of a version in other languages."""
    words = publication_words.c
    asked = sa.select(words.language, words.text).where(words.form == form, words.version == version)
    return {row.language: row.text for row in connection.execute(asked.order_by(words.language))}


def _is(form: str, version: int) -> sa.ColumnElement[bool]:
    return sa.and_(publications.c.form == form, publications.c.version == version)


def _released(found: sa.CursorResult[tuple[object, ...]]) -> Release | None:
    row = found.one_or_none()
    return Release(**row._mapping) if row else None
