"""Somebody may turn the reminders by e-mail of their actions off for themselves."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    op.add_column("users", sa.Column("reminders", sa.Boolean, nullable=False, server_default=sa.true()))
