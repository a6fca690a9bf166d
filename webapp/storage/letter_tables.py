"""The tables of letters: what was sent to whom, what happened to it, and what was signed.

Here lives their shape alone. A token is kept as its SHA-256, whether it came by a link or stands in a cookie. Rows go
with the draft that they belong to, when it is erased, and not before.
"""

import sqlalchemy as sa

from webapp.storage.tables import UtcTime, metadata

letter_requests = sa.Table(
    "letter_requests",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("draft", sa.Text, sa.ForeignKey("drafts.id"), nullable=False, unique=True),
    sa.Column("form", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("sha256", sa.Text, sa.ForeignKey("spec_texts.sha256"), nullable=False),
    sa.Column("access", sa.Text, nullable=False),
    sa.Column("owner", sa.Text, nullable=False),
    sa.Column("register", sa.Text, nullable=False),
    sa.Column("entry", sa.Text, nullable=False, index=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("email", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("sent", UtcTime, nullable=False),
    sa.Column("expires", UtcTime, nullable=False),
    sa.Column("instead_of", sa.Text, nullable=False),
)

letter_events = sa.Table(
    "letter_events",
    metadata,
    sa.Column("request", sa.Text, sa.ForeignKey("letter_requests.id"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("what", sa.Text, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("moment", UtcTime, nullable=False),
    sa.Column("detail", sa.Text, nullable=False),
)

letter_links = sa.Table(
    "letter_links",
    metadata,
    sa.Column("token", sa.Text, primary_key=True),
    sa.Column("request", sa.Text, sa.ForeignKey("letter_requests.id"), nullable=False, index=True),
    sa.Column("made", UtcTime, nullable=False),
    sa.Column("how", sa.Text, nullable=False),
    sa.Column("seen_by", sa.Text, nullable=False),
)

letter_sessions = sa.Table(
    "letter_sessions",
    metadata,
    sa.Column("token", sa.Text, primary_key=True),
    sa.Column("request", sa.Text, sa.ForeignKey("letter_requests.id"), nullable=False, index=True),
    sa.Column("begun", UtcTime, nullable=False),
    sa.Column("expires", UtcTime, nullable=False),
    sa.Column("how", sa.Text, nullable=False),
    sa.Column("seen_by", sa.Text, nullable=False),
)

letter_signatures = sa.Table(
    "letter_signatures",
    metadata,
    sa.Column("request", sa.Text, sa.ForeignKey("letter_requests.id"), primary_key=True),
    sa.Column("email", sa.Text, nullable=False),
    sa.Column("signed", UtcTime, nullable=False),
    sa.Column("shown", sa.Text, nullable=False),
    sa.Column("shown_sha256", sa.Text, nullable=False),
    sa.Column("spec", sa.Text, nullable=False),
    sa.Column("digest", sa.Text, nullable=False),
    sa.Column("how", sa.Text, nullable=False),
    sa.Column("seen_by", sa.Text, nullable=False),
)
