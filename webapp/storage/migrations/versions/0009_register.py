"""Registers: what is kept of the subjects that forms are about, every change of it, and documents."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

MOMENT = sa.DateTime(timezone=True)
SAID = (
    "name",
    "other_names",
    "address",
    "contact_name",
    "contact_email",
    "contact_phone",
    "listed",
    "listed_checked",
    "next_review",
    "note",
    "merged_into",
)


def upgrade() -> None:
    op.create_table(
        "register_entries",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("register", sa.Text, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        *(sa.Column(each, sa.Text, nullable=False) for each in SAID),
        sa.Column("created", MOMENT, nullable=False),
        sa.Column("changed", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_register_entries"),
    )
    op.create_index("ix_register_entries_register", "register_entries", ["register"])
    op.create_table(
        "register_changes",
        sa.Column("entry", sa.Text, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("other", sa.Text, nullable=False),
        sa.Column("details", sa.Text, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("saved", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("entry", "revision", name="pk_register_changes"),
        sa.ForeignKeyConstraint(["entry"], ["register_entries.id"], name="fk_register_changes_register_entries"),
    )
    op.create_table(
        "register_documents",
        sa.Column("entry", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("added", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("entry", "sha256", name="pk_register_documents"),
        sa.ForeignKeyConstraint(["entry"], ["register_entries.id"], name="fk_register_documents_register_entries"),
        sa.ForeignKeyConstraint(["sha256"], ["files.sha256"], name="fk_register_documents_files"),
    )
    op.create_index("ix_register_documents_sha256", "register_documents", ["sha256"])
