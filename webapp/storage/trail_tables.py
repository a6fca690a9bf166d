"""The tables of what was done, and of what is kept no longer: the audit trail, holds, requests and tombstones.

Here lives their shape alone. In none of them stands an answer, a token or a password.
"""

import sqlalchemy as sa

from webapp.storage.tables import UtcTime, metadata

acts = sa.Table(
    "acts",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("moment", UtcTime, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("act", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("thing", sa.Text, nullable=False),
    sa.Column("detail", sa.Text, nullable=False),
    sa.Column("previous", sa.Text, nullable=False),
    sa.Column("hash", sa.Text, nullable=False),
    sa.Index(None, "kind", "thing"),
    sa.Index(None, "who", "number"),
)

holds = sa.Table(
    "holds",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("record", sa.Text, nullable=False, index=True),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("placed_by", sa.Text, nullable=False),
    sa.Column("placed", UtcTime, nullable=False),
    sa.Column("released_by", sa.Text, nullable=False),
    sa.Column("released", UtcTime),
)

requests = sa.Table(
    "requests",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("act", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("thing", sa.Text, nullable=False, index=True),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("asked_by", sa.Text, nullable=False),
    sa.Column("asked", UtcTime, nullable=False),
    sa.Column("settled_by", sa.Text, nullable=False),
    sa.Column("settled", UtcTime),
    sa.Column("outcome", sa.Text, nullable=False),
)

tombstones = sa.Table(
    "tombstones",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("form", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("submitted", UtcTime),
    sa.Column("digest", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("ordered_by", sa.Text, nullable=False),
    sa.Column("seconded_by", sa.Text, nullable=False),
    sa.Column("erased", UtcTime, nullable=False),
    sa.Column("owner", sa.Text, nullable=False),
    sa.Column("access", sa.Text, nullable=False),
)
