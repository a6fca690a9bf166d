"""The tables of those who work on one draft together.

Here lives their shape alone: who was let in beside the account that began a draft, who does which section, and who has
it open just now. A presence lasts for a minute, and stands in no audit trail.
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
