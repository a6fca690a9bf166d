"""Which saves of scripts were done, so that one that is sent twice is done once."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "operations",
        sa.Column("op", sa.Text, nullable=False),
        sa.Column("account", sa.Text, nullable=False),
        sa.Column("draft", sa.Text, nullable=False),
        sa.Column("base", sa.Integer, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("answered", sa.Text, nullable=False),
        sa.Column("done", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("op", name="pk_operations"),
        sa.ForeignKeyConstraint(["draft"], ["drafts.id"], name="fk_operations_drafts"),
    )
    op.create_index("ix_operations_draft", "operations", ["draft"])
    op.create_index("ix_operations_done", "operations", ["done"])
