"""Every concern says at which question it was raised, so that it is known to be settled once all about it is closed.

What was gathered is gathered once more when the application opens.
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.drop_table("raised_concerns")
    op.create_table(
        "raised_concerns",
        sa.Column("record", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("section", sa.Text, nullable=False),
        sa.Column("asked_at", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("record", "number", name="pk_raised_concerns"),
        sa.ForeignKeyConstraint(["record"], ["records.id"], name="fk_raised_concerns_records"),
    )
