"""Letters: what was sent to whom by a link, what happened to it, and what was signed."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

MOMENT = sa.DateTime(timezone=True)


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, nullable=False) for name in names]


def _of_request(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["request"], ["letter_requests.id"], name=f"fk_{table}_letter_requests")


def upgrade() -> None:
    op.add_column("drafts", sa.Column("letter", sa.Text, nullable=False, server_default=""))
    op.create_table(
        "letter_requests",
        *_texts("id", "draft", "form"),
        sa.Column("version", sa.Integer, nullable=False),
        *_texts("sha256", "access", "owner", "register", "entry", "name", "email", "state"),
        sa.Column("sent", MOMENT, nullable=False),
        sa.Column("expires", MOMENT, nullable=False),
        *_texts("instead_of"),
        sa.PrimaryKeyConstraint("id", name="pk_letter_requests"),
        sa.ForeignKeyConstraint(["draft"], ["drafts.id"], name="fk_letter_requests_drafts"),
        sa.ForeignKeyConstraint(["sha256"], ["spec_texts.sha256"], name="fk_letter_requests_spec_texts"),
        sa.UniqueConstraint("draft", name="uq_letter_requests_draft"),
    )
    op.create_index("ix_letter_requests_entry", "letter_requests", ["entry"])
    op.create_table(
        "letter_events",
        *_texts("request"),
        sa.Column("number", sa.Integer, nullable=False, autoincrement=False),
        *_texts("what", "who"),
        sa.Column("moment", MOMENT, nullable=False),
        *_texts("detail"),
        sa.PrimaryKeyConstraint("request", "number", name="pk_letter_events"),
        _of_request("letter_events"),
    )
    op.create_table(
        "letter_links",
        *_texts("token", "request"),
        sa.Column("made", MOMENT, nullable=False),
        *_texts("how", "seen_by"),
        sa.PrimaryKeyConstraint("token", name="pk_letter_links"),
        _of_request("letter_links"),
    )
    op.create_index("ix_letter_links_request", "letter_links", ["request"])
    op.create_table(
        "letter_sessions",
        *_texts("token", "request"),
        sa.Column("begun", MOMENT, nullable=False),
        sa.Column("expires", MOMENT, nullable=False),
        *_texts("how", "seen_by"),
        sa.PrimaryKeyConstraint("token", name="pk_letter_sessions"),
        _of_request("letter_sessions"),
    )
    op.create_index("ix_letter_sessions_request", "letter_sessions", ["request"])
    op.create_table(
        "letter_signatures",
        *_texts("request", "email"),
        sa.Column("signed", MOMENT, nullable=False),
        *_texts("shown", "shown_sha256", "spec", "digest", "how", "seen_by"),
        sa.PrimaryKeyConstraint("request", name="pk_letter_signatures"),
        _of_request("letter_signatures"),
    )
