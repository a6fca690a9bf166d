"""What is asked of the database about spec drafts, each a function of the connection it is asked on."""

from dataclasses import fields
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from webapp.storage.stored import SpecDraft, SpecDraftState, SpecText
from webapp.storage.tables import publish_requests, spec_draft_texts, spec_drafts
from webapp.storage.text_statements import insert_into

_OWN = tuple(each.name for each in fields(SpecDraft) if each.name != "text")
_ASKED = (
    sa.select(*(spec_drafts.c[name] for name in _OWN), spec_draft_texts.c.text)
    .join(spec_draft_texts, spec_draft_texts.c.spec_draft == spec_drafts.c.id)
    .where(spec_draft_texts.c.revision == spec_drafts.c.revision)
)


def add(connection: sa.Connection, draft: SpecDraft) -> None:
    """Keep a new spec draft with its first text."""
    connection.execute(sa.insert(spec_drafts).values({name: getattr(draft, name) for name in _OWN}))
    _add_text(connection, draft, draft.author)


def add_revision(connection: sa.Connection, changed: SpecDraft, author: str) -> None:
    """Keep another text of a spec draft, and who wrote it."""
    _add_text(connection, changed, author)
    connection.execute(
        sa.update(spec_drafts)
        .where(spec_drafts.c.id == changed.id)
        .values(revision=changed.revision, changed=changed.changed)
    )


def begin_from(connection: sa.Connection, draft_id: str, version: int) -> None:
    """Let a spec draft be one that was begun from another version."""
    connection.execute(sa.update(spec_drafts).where(spec_drafts.c.id == draft_id).values(base=version))


def find(connection: sa.Connection, draft_id: str) -> SpecDraft | None:
    """Return a spec draft, None when there is none."""
    row = connection.execute(_ASKED.where(spec_drafts.c.id == draft_id)).one_or_none()
    return SpecDraft(**row._mapping) if row else None


def hold(connection: sa.Connection, draft_id: str) -> SpecDraft | None:
    """Return a spec draft that stays as it is until the transaction ends, None when there is none."""
    held = sa.select(spec_drafts.c.id).where(spec_drafts.c.id == draft_id).with_for_update()
    return find(connection, draft_id) if connection.scalar(held) else None


def all_open(connection: sa.Connection) -> tuple[SpecDraft, ...]:
    """Return the spec drafts that are open, the last changed first."""
    asked = _ASKED.where(spec_drafts.c.state == "open").order_by(spec_drafts.c.changed.desc(), spec_drafts.c.id)
    return tuple(SpecDraft(**row._mapping) for row in connection.execute(asked))


def texts(connection: sa.Connection, draft_id: str) -> tuple[SpecText, ...]:
    """Return every text that a spec draft had, the first first."""
    asked = sa.select(*(spec_draft_texts.c[each.name] for each in fields(SpecText)))
    asked = asked.where(spec_draft_texts.c.spec_draft == draft_id).order_by(spec_draft_texts.c.revision)
    return tuple(SpecText(**row._mapping) for row in connection.execute(asked))


def text_at(connection: sa.Connection, draft_id: str, revision: int) -> str | None:
    """Return the text that a spec draft had at a revision, None when there was none."""
    is_it = sa.and_(spec_draft_texts.c.spec_draft == draft_id, spec_draft_texts.c.revision == revision)
    return connection.scalar(sa.select(spec_draft_texts.c.text).where(is_it))


def close(connection: sa.Connection, draft_id: str, state: SpecDraftState, *, now: datetime) -> None:
    """Let a spec draft be open no more."""
    connection.execute(sa.update(spec_drafts).where(spec_drafts.c.id == draft_id).values(state=state, changed=now))


def keep_request(connection: sa.Connection, draft: SpecDraft, release: bytes, *, by: str, now: datetime) -> None:
    """Keep that a spec draft is asked to be published as it is, in place of what was asked of the same text before."""
    asked = {"release": release, "asked": now, "asked_by": by}
    connection.execute(
        insert_into(connection, publish_requests)
        .values(spec_draft=draft.id, revision=draft.revision, **asked)
        .on_conflict_do_update(index_elements=["spec_draft", "revision"], set_=asked)
    )


def request(connection: sa.Connection, draft_id: str) -> bytes | None:
    """Return how an open spec draft is asked to be published as it is now, None when it is not."""
    asked = _as_they_are(publish_requests.c.release).where(spec_drafts.c.id == draft_id)
    found: bytes | None = connection.scalar(asked)
    return found


def asked_by(connection: sa.Connection, draft_id: str) -> str:
    """Return the account that asked to publish an open spec draft as it is now, "" when none did."""
    asked = _as_they_are(publish_requests.c.asked_by).where(spec_drafts.c.id == draft_id)
    return connection.scalar(asked) or ""


def requests(connection: sa.Connection) -> dict[str, bytes]:
    """Return how open spec drafts are asked to be published as they are now, by their ids."""
    found = connection.execute(_as_they_are(publish_requests.c.spec_draft, publish_requests.c.release))
    return {row.spec_draft: row.release for row in found}


def _as_they_are(*columns: sa.Column[Any]) -> sa.Select[Any]:
    """Return the look-up of what is asked of open spec drafts as they are now."""
    return (
        sa.select(*columns)
        .join(spec_drafts, spec_drafts.c.id == publish_requests.c.spec_draft)
        .where(spec_drafts.c.state == "open", spec_drafts.c.revision == publish_requests.c.revision)
    )


def last_request(connection: sa.Connection, draft_id: str) -> bytes | None:
    """Return how an open spec draft was last asked to be published, in whatever text; None when it never was."""
    return connection.scalar(
        sa.select(publish_requests.c.release)
        .join(spec_drafts, spec_drafts.c.id == publish_requests.c.spec_draft)
        .where(spec_drafts.c.id == draft_id, spec_drafts.c.state == "open")
        .order_by(publish_requests.c.revision.desc())
        .limit(1)
    )


def _add_text(connection: sa.Connection, draft: SpecDraft, author: str) -> None:
    connection.execute(
        sa.insert(spec_draft_texts).values(
            spec_draft=draft.id, revision=draft.revision, text=draft.text, author=author, saved=draft.changed
        )
    )
