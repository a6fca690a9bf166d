"""Who works on a draft with whoever began it, who does which section, who is here now, and who saved what.

Of what was saved before nobody knows any more who saved it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("draft_entries", sa.Column("author", sa.Text, nullable=False, server_default=""))
    op.create_table(
        "draft_people",
        sa.Column("draft", sa.Text, nullable=False),
        sa.Column("user", sa.Text, nullable=False),
        sa.Column("let_in_by", sa.Text, nullable=False),
        sa.Column("let_in", MOMENT, nullable=False),
        sa.Column("joined", MOMENT),
        sa.PrimaryKeyConstraint("draft", "user", name="pk_draft_people"),
        sa.ForeignKeyConstraint(["draft"], ["drafts.id"], name="fk_draft_people_drafts"),
        sa.ForeignKeyConstraint(["user"], ["users.id"], name="fk_draft_people_users"),
    )
    op.create_index("ix_draft_people_user", "draft_people", ["user"])
    op.create_table(
        "draft_sections",
        sa.Column("draft", sa.Text, nullable=False),
        sa.Column("section", sa.Text, nullable=False),
        sa.Column("user", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("draft", "section", name="pk_draft_sections"),
        sa.ForeignKeyConstraint(["draft"], ["drafts.id"], name="fk_draft_sections_drafts"),
        sa.ForeignKeyConstraint(["user"], ["users.id"], name="fk_draft_sections_users"),
    )
    op.create_table(
        "presences",
        sa.Column("draft", sa.Text, nullable=False),
        sa.Column("user", sa.Text, nullable=False),
        sa.Column("section", sa.Text, nullable=False),
        sa.Column("seen", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("draft", "user", name="pk_presences"),
        sa.ForeignKeyConstraint(["draft"], ["drafts.id"], name="fk_presences_drafts"),
        sa.ForeignKeyConstraint(["user"], ["users.id"], name="fk_presences_users"),
    )
