"""The overview: every concern of every record, by the section that it was raised in.

Those of records that are there already are gathered when the application opens.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0011"


def upgrade() -> None:
    op.create_table(
        "raised_concerns",
        sa.Column("record", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("section", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("record", "number", name="pk_raised_concerns"),
        sa.ForeignKeyConstraint(["record"], ["records.id"], name="fk_raised_concerns_records"),
    )
