"""Records that were keyed in from paper have scans of it."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.create_table(
        "record_scans",
        sa.Column("record", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("added", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("record", "sha256", name="pk_record_scans"),
        sa.ForeignKeyConstraint(["record"], ["records.id"], name="fk_record_scans_records"),
        sa.ForeignKeyConstraint(["sha256"], ["files.sha256"], name="fk_record_scans_files"),
    )
    op.create_index("ix_record_scans_sha256", "record_scans", ["sha256"])
