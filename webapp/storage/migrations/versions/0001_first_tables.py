"""Specs as they were asked, drafts with their history, and records."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "spec_texts",
        sa.Column("form", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("text", sa.LargeBinary, nullable=False),
        sa.Column("pinned", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("form", "version", name="pk_spec_texts"),
    )
    op.create_table(
        "drafts",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("form", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("created", MOMENT, nullable=False),
        sa.Column("changed", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_drafts"),
        sa.ForeignKeyConstraint(
            ["form", "version"], ["spec_texts.form", "spec_texts.version"], name="fk_drafts_spec_texts"
        ),
    )
    op.create_index("ix_drafts_form_version", "drafts", ["form", "version"])
    op.create_index("ix_drafts_state_changed", "drafts", ["state", "changed"])
    op.create_table(
        "draft_entries",
        sa.Column("draft", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("saved", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("draft", "name", "revision", name="pk_draft_entries"),
        sa.ForeignKeyConstraint(["draft"], ["drafts.id"], name="fk_draft_entries_drafts"),
    )
    op.create_table(
        "records",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("form", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("submitted", MOMENT, nullable=False),
        sa.Column("about", sa.Text, nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("concerns", sa.Integer, nullable=False),
        sa.Column("actions", sa.Integer, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_records"),
        sa.ForeignKeyConstraint(
            ["form", "version"], ["spec_texts.form", "spec_texts.version"], name="fk_records_spec_texts"
        ),
    )
    op.create_index("ix_records_submitted_id", "records", ["submitted", "id"])
    op.create_index("ix_records_form_submitted_id", "records", ["form", "submitted", "id"])
