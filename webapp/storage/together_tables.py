"""The tables of those who work on one draft together.

Here lives their shape alone: who was let in beside the account that began a draft, who does which section, who has it
open just now, and which texts gave way to another's. A presence lasts for a minute, and stands in no audit trail. A
text that was set aside never stood, so it is none of `draft_entries`, whose last row of an input is what stands.
"""

import sqlalchemy as sa

from webapp.storage.tables import UtcTime, metadata

draft_people = sa.Table(
    "draft_people",
    metadata,
    sa.Column("draft", sa.Text, sa.ForeignKey("drafts.id"), primary_key=True),
    sa.Column("user", sa.Text, sa.ForeignKey("users.id"), primary_key=True, index=True),
    sa.Column("let_in_by", sa.Text, nullable=False),
    sa.Column("let_in", UtcTime, nullable=False),
    sa.Column("joined", UtcTime),
)

draft_sections = sa.Table(
    "draft_sections",
    metadata,
    sa.Column("draft", sa.Text, sa.ForeignKey("drafts.id"), primary_key=True),
    sa.Column("section", sa.Text, primary_key=True),
    sa.Column("user", sa.Text, sa.ForeignKey("users.id"), nullable=False),
)

presences = sa.Table(
    "presences",
    metadata,
    sa.Column("draft", sa.Text, sa.ForeignKey("drafts.id"), primary_key=True),
    sa.Column("user", sa.Text, sa.ForeignKey("users.id"), primary_key=True),
    sa.Column("section", sa.Text, nullable=False),
    sa.Column("seen", UtcTime, nullable=False),
)

texts_set_aside = sa.Table(
    "texts_set_aside",
    metadata,
    sa.Column("draft", sa.Text, sa.ForeignKey("drafts.id"), primary_key=True),
    sa.Column("op", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("saved", UtcTime, nullable=False),
    sa.Column("author", sa.Text, nullable=False),
)
