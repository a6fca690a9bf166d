"""Outsiders: people whom an import named in what was decided and followed up, and who have no account here."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.create_table(
        "outsiders",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("email", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_outsiders"),
    )
    op.create_index("ix_outsiders_name_email", "outsiders", ["name", "email"], unique=True)
