"""Actions have photos and files: what was added with an entry of their history, and taken off again."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.create_table(
        "action_files",
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("added", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("caption", sa.Text, nullable=False),
        sa.Column("removed", sa.Integer),
        sa.PrimaryKeyConstraint("action", "added", "number", name="pk_action_files"),
        sa.ForeignKeyConstraint(["action"], ["actions.id"], name="fk_action_files_actions"),
    )
    op.create_index("ix_action_files_sha256", "action_files", ["sha256"])
