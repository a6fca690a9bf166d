"""Previews of photos, and files that are on their way in pieces."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "previews",
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("made", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_previews"),
        sa.ForeignKeyConstraint(["sha256"], ["files.sha256"], name="fk_previews_files"),
    )
    op.create_table(
        "uploads",
        sa.Column("draft", sa.Text, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("shows", sa.Text, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("received", sa.Integer, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("begun", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("draft", "id", name="pk_uploads"),
        sa.ForeignKeyConstraint(["draft"], ["drafts.id"], name="fk_uploads_drafts"),
    )
    op.create_table(
        "upload_pieces",
        sa.Column("draft", sa.Text, nullable=False),
        sa.Column("upload", sa.Text, nullable=False),
        sa.Column("at", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("draft", "upload", "at", name="pk_upload_pieces"),
        sa.ForeignKeyConstraint(
            ["draft", "upload"], ["uploads.draft", "uploads.id"], name="fk_upload_pieces_uploads"
        ),
    )
