"""The tables of what is followed up: actions, the records they stand in, what was done, files, and who was reminded.

Here lives their shape alone. The text of an action is never changed, and an entry of its history neither; both go only
with the last record that the action stands in. A file stands in it from the entry that `added` it to the one that
`removed` it; what it holds is kept for as long as it stands somewhere. Of a calendar's address the SHA-256 of its token
is kept.
"""

import sqlalchemy as sa

from webapp.storage.tables import UtcTime, metadata

actions = sa.Table(
    "actions",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("question", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("by_hand", sa.Boolean, nullable=False),
    sa.Column("made", UtcTime, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("changed", UtcTime, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("owner", sa.Text, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("due", sa.Date),
    sa.Index(None, "owner", "state"),
    sa.Index(None, "state", "due"),
)

action_places = sa.Table(
    "action_places",
    metadata,
    sa.Column("action", sa.Text, sa.ForeignKey("actions.id"), primary_key=True),
    sa.Column("record", sa.Text, sa.ForeignKey("records.id"), primary_key=True, index=True),
    sa.Column("address", sa.Text, nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
)

action_entries = sa.Table(
    "action_entries",
    metadata,
    sa.Column("action", sa.Text, sa.ForeignKey("actions.id"), primary_key=True),
    sa.Column("revision", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("moment", UtcTime, nullable=False),
    sa.Column("author", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("owner", sa.Text, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("due", sa.Date),
    sa.Column("note", sa.Text, nullable=False),
)

action_files = sa.Table(
    "action_files",
    metadata,
    sa.Column("action", sa.Text, sa.ForeignKey("actions.id"), primary_key=True),
    sa.Column("added", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("sha256", sa.Text, nullable=False, index=True),
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("type", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("caption", sa.Text, nullable=False),
    sa.Column("removed", sa.Integer),
)

action_notices = sa.Table(
    "action_notices",
    metadata,
    sa.Column("action", sa.Text, sa.ForeignKey("actions.id"), primary_key=True),
    sa.Column("user", sa.Text, sa.ForeignKey("users.id"), primary_key=True),
    sa.Column("notice", sa.Text, primary_key=True),
    sa.Column("posted", UtcTime, nullable=False),
)

calendars = sa.Table(
    "calendars",
    metadata,
    sa.Column("user", sa.Text, sa.ForeignKey("users.id"), primary_key=True),
    sa.Column("token", sa.Text, nullable=False, unique=True),
    sa.Column("made", UtcTime, nullable=False),
)
