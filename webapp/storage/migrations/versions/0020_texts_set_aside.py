"""Texts that gave way to what somebody else had made of the same answer are kept beside its history."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    op.create_table(
        "texts_set_aside",
        sa.Column("draft", sa.Text, nullable=False),
        sa.Column("op", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("saved", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("draft", "op", "name", name="pk_texts_set_aside"),
        sa.ForeignKeyConstraint(["draft"], ["drafts.id"], name="fk_texts_set_aside_drafts"),
    )
