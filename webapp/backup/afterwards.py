"""What a restored state begins with: nobody signed in, no link that holds, no letter under way.

An act in the audit trail says so. Here lives what is changed in a backup before it takes the place of what is kept:
whoever was signed in, or had a link, on the day of the backup may have lost the right to it since.
"""

from datetime import UTC, datetime

import sqlalchemy as sa

from webapp.deeds import Deed
from webapp.storage import trail_statements
from webapp.storage.account_tables import links, outbox, sessions
from webapp.storage.trail_statements import Noted

_NOT_SENT = "it was not sent before the backup that was put back"


def begin_anew(connection: sa.Connection, made: datetime, consented: tuple[str, ...] = ()) -> None:
    """End every session, link and letter of a database that a backup of a moment brought back, and note that it was.

    `consented` are the ids of those who agreed, where it takes two.
    """
    moment = datetime.now(UTC)
    ended = {"ended": moment, "ended_why": "restored"}
    connection.execute(sa.update(sessions).where(sessions.c.ended.is_(None)).values(ended))
    connection.execute(sa.update(links).where(links.c.used.is_(None)).values(used=moment))
    connection.execute(sa.update(outbox).where(outbox.c.body != "").values(body="", fault=_NOT_SENT))
    detail = {"made": made.astimezone(UTC).isoformat(timespec="seconds")}
    detail |= {"consented": ", ".join(consented)} if consented else {}
    noted = Noted("", Deed.BACKUP_RESTORED, "backup", detail)
    trail_statements.add(connection, noted, now=moment)
