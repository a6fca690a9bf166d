"""The tables of registers: what is kept of the subjects that forms are about, and every change of it.

Here lives their shape alone. Of entries and their changes nothing is ever deleted: an entry that is merged into another
one stays, and says into which. What an entry holds is for `engine.register.details` to say; records do not refer to
entries, they belong to them by name.
"""

import sqlalchemy as sa

from webapp.storage.tables import UtcTime, metadata

register_entries = sa.Table(
    "register_entries",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("register", sa.Text, nullable=False, index=True),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("other_names", sa.Text, nullable=False),
    sa.Column("address", sa.Text, nullable=False),
    sa.Column("contact_name", sa.Text, nullable=False),
    sa.Column("contact_email", sa.Text, nullable=False),
    sa.Column("contact_phone", sa.Text, nullable=False),
    sa.Column("listed", sa.Text, nullable=False),
    sa.Column("listed_checked", sa.Text, nullable=False),
    sa.Column("next_review", sa.Text, nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("merged_into", sa.Text, nullable=False),
    sa.Column("created", UtcTime, nullable=False),
    sa.Column("changed", UtcTime, nullable=False),
)

register_changes = sa.Table(
    "register_changes",
    metadata,
    sa.Column("entry", sa.Text, sa.ForeignKey("register_entries.id"), primary_key=True),
    sa.Column("revision", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("what", sa.Text, nullable=False),
    sa.Column("other", sa.Text, nullable=False),
    sa.Column("details", sa.Text, nullable=False),
    sa.Column("author", sa.Text, nullable=False),
    sa.Column("saved", UtcTime, nullable=False),
)

register_documents = sa.Table(
    "register_documents",
    metadata,
    sa.Column("entry", sa.Text, sa.ForeignKey("register_entries.id"), primary_key=True),
    sa.Column("sha256", sa.Text, sa.ForeignKey("files.sha256"), primary_key=True, index=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("author", sa.Text, nullable=False),
    sa.Column("added", UtcTime, nullable=False),
)
