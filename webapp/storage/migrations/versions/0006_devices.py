"""The random numbers that the keys of what devices keep are derived with."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "visit_keys",
        sa.Column("browser", sa.Text, nullable=False),
        sa.Column("user", sa.Text, nullable=False),
        sa.Column("number", sa.Text, nullable=False),
        sa.Column("session", sa.Text, nullable=False),
        sa.Column("asked", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("browser", "user", name="pk_visit_keys"),
        sa.ForeignKeyConstraint(["user"], ["users.id"], name="fk_visit_keys_users"),
    )
    op.create_index("ix_visit_keys_user", "visit_keys", ["user"])
