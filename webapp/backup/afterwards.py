"""What a restored state begins with: nobody signed in, no link that holds, no letter under way, no revision used again.

An act in the audit trail says so. Here lives what is changed in a backup before it takes the place of what is kept:
whoever was signed in, or had a link, on the day of the backup may have lost the right to it since, and pages may be
open that saw what came after it.
"""

from datetime import UTC, datetime

import sqlalchemy as sa

from webapp.deeds import Deed
from webapp.storage import letter_statements, trail_statements
from webapp.storage.account_tables import links, outbox, sessions
from webapp.storage.action_tables import actions, calendars
from webapp.storage.register_tables import register_changes, register_entries
from webapp.storage.tables import drafts, publish_requests, spec_draft_texts, spec_drafts
from webapp.storage.trail_statements import Noted

_BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)
_FAR = 1_000_000
"""More revisions than any draft comes to between a backup and the day it is put back."""
_NOT_SENT = "it was not sent before the backup that was put back"


def begin_anew(connection: sa.Connection, made: datetime, consented: tuple[str, ...] = ()) -> None:
    """End every session, link and letter of a database that a backup of a moment brought back, and note that it was.

    The addresses of calendars hold no more, either. Drafts, of specs too, actions and the entries of registers go on
    from revisions that no page has seen: one that was given out in the days that are lost never stands for what is
    saved after it.

    `consented` are the ids of those who agreed, where it takes two.
    """
    moment = datetime.now(UTC)
    ended = {"ended": moment, "ended_why": "restored"}
    connection.execute(sa.update(sessions).where(sessions.c.ended.is_(None)).values(ended))
    connection.execute(sa.update(links).where(links.c.used.is_(None)).values(used=moment))
    letter_statements.begin_anew(connection, now=moment)
    connection.execute(sa.update(outbox).where(outbox.c.body != "").values(body="", fault=_NOT_SENT))
    connection.execute(sa.delete(calendars))
    followed = _out_of_reach(actions.c.revision, moment)
    connection.execute(sa.update(actions).values(revision=followed))
    beyond = _out_of_reach(drafts.c.revision, moment)
    connection.execute(sa.update(drafts).where(drafts.c.state == "open").values(revision=beyond))
    _let_specs_go_on(connection, moment)
    _let_registers_go_on(connection, moment)
    detail = {"made": made.astimezone(UTC).isoformat(timespec="seconds")}
    detail |= {"consented": ", ".join(consented)} if consented else {}
    noted = Noted("", Deed.BACKUP_RESTORED, "backup", detail)
    trail_statements.add(connection, noted, now=moment)


def _let_specs_go_on(connection: sa.Connection, moment: datetime) -> None:
    """Let each open draft of a spec, and what is asked of it, stand at a revision out of reach, with the same text."""
    texts, beyond = spec_draft_texts, _out_of_reach(spec_drafts.c.revision, moment)
    standing = sa.and_(spec_drafts.c.state == "open", spec_drafts.c.revision == texts.c.revision)
    again = sa.select(texts.c.spec_draft, beyond, texts.c.text, texts.c.author, texts.c.saved)
    again = again.join(spec_drafts, spec_drafts.c.id == texts.c.spec_draft).where(standing)
    names = ["spec_draft", "revision", "text", "author", "saved"]
    connection.execute(sa.insert(texts).from_select(names, again))
    asked = sa.and_(
        spec_drafts.c.id == publish_requests.c.spec_draft,
        spec_drafts.c.state == "open",
        spec_drafts.c.revision == publish_requests.c.revision,
    )
    later = _out_of_reach(publish_requests.c.revision, moment)
    connection.execute(sa.update(publish_requests).where(sa.exists().where(asked)).values(revision=later))
    connection.execute(sa.update(spec_drafts).where(spec_drafts.c.state == "open").values(revision=beyond))


def _let_registers_go_on(connection: sa.Connection, moment: datetime) -> None:
    """Let each entry of a register stand at a revision out of reach, with the same details."""
    changes, entries = register_changes, register_entries
    beyond = _out_of_reach(entries.c.revision, moment)
    said = (sa.literal("restored"), sa.literal(""), changes.c.details, sa.literal(""))
    again = sa.select(entries.c.id, beyond, *said, sa.literal(moment, changes.c.saved.type))
    again = again.join(changes, sa.and_(changes.c.entry == entries.c.id, changes.c.revision == entries.c.revision))
    names = ["entry", "revision", "what", "other", "details", "author", "saved"]
    connection.execute(sa.insert(changes).from_select(names, again))
    connection.execute(sa.update(entries).values(revision=beyond))


def _out_of_reach(revision: sa.Column[int], moment: datetime) -> sa.ColumnElement[int]:
    """Return a revision beyond any given out, after an earlier restore too: a draft is not saved each second."""
    seconds = int((moment - _BEGINNING).total_seconds())
    beyond = revision + _FAR
    return sa.case((beyond > seconds, beyond), else_=seconds)
