"""The tables, as the program knows them.

Here lives the shape of what is kept; `migrations` brings a database to it, and a test holds the two equal. Nothing is
ever deleted from `spec_draft_texts`, and from `draft_entries` only what is erased on somebody's order: the history of a
draft is all of it. Which states a draft has, that a record has the id of its draft, and that what it re-issues is
there, is for the program to keep (`stored`), so that a new state, or a record from elsewhere, needs no table made anew.
"""

from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.engine import Dialect

HEAD = "0020"
"""The migration that leaves the tables as they stand here."""

metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(referred_table_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    }
)


class UtcTime(sa.types.TypeDecorator[datetime]):
    """A moment, kept in UTC and given out with its zone on every database."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Return the moment in UTC. ValueError for one without a zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be kept")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Return the moment with its zone, which SQLite does not keep."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


spec_texts = sa.Table(
    "spec_texts",
    metadata,
    sa.Column("sha256", sa.Text, primary_key=True),
    sa.Column("text", sa.LargeBinary, nullable=False),
    sa.Column("kept", UtcTime, nullable=False),
)

pins = sa.Table(
    "pins",
    metadata,
    sa.Column("form", sa.Text, primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("sha256", sa.Text, sa.ForeignKey("spec_texts.sha256"), nullable=False),
    sa.Column("pinned", UtcTime, nullable=False),
)

publications = sa.Table(
    "publications",
    metadata,
    sa.Column("form", sa.Text, primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("sha256", sa.Text, sa.ForeignKey("spec_texts.sha256"), nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("approved_by", sa.Text, nullable=False),
    sa.Column("approved", sa.Text, nullable=False),
    sa.Column("review", sa.Text, nullable=False),
    sa.Column("published_by", sa.Text, nullable=False),
    sa.Column("published", UtcTime, nullable=False),
    sa.Column("in_force", sa.Date, nullable=False),
    sa.Column("seconded_by", sa.Text, nullable=False),
    sa.Column("withdrawn", sa.Date),
    sa.Column("withdrawn_why", sa.Text, nullable=False),
    sa.Column("report", sa.Text, nullable=False),
)

publication_words = sa.Table(
    "publication_words",
    metadata,
    sa.Column("form", sa.Text, primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("language", sa.Text, primary_key=True),
    sa.Column("text", sa.LargeBinary, nullable=False),
    sa.ForeignKeyConstraint(["form", "version"], ["publications.form", "publications.version"]),
)

spec_drafts = sa.Table(
    "spec_drafts",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("form", sa.Text, nullable=False),
    sa.Column("base", sa.Integer, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("author", sa.Text, nullable=False),
    sa.Column("created", UtcTime, nullable=False),
    sa.Column("changed", UtcTime, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
)

spec_draft_texts = sa.Table(
    "spec_draft_texts",
    metadata,
    sa.Column("spec_draft", sa.Text, sa.ForeignKey("spec_drafts.id"), primary_key=True),
    sa.Column("revision", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("author", sa.Text, nullable=False),
    sa.Column("saved", UtcTime, nullable=False),
)

publish_requests = sa.Table(
    "publish_requests",
    metadata,
    sa.Column("spec_draft", sa.Text, sa.ForeignKey("spec_drafts.id"), primary_key=True),
    sa.Column("revision", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("release", sa.LargeBinary, nullable=False),
    sa.Column("asked", UtcTime, nullable=False),
    sa.Column("asked_by", sa.Text, nullable=False, server_default=""),
)

drafts = sa.Table(
    "drafts",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("form", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("sha256", sa.Text, sa.ForeignKey("spec_texts.sha256"), nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("created", UtcTime, nullable=False),
    sa.Column("changed", UtcTime, nullable=False),
    sa.Column("trial", sa.Boolean, nullable=False),
    sa.Column("reissues", sa.Text, nullable=False),
    sa.Column("starts_from", sa.Text, nullable=False),
    sa.Column("report", sa.Text, nullable=False),
    sa.Column("owner", sa.Text, nullable=False, server_default=""),
    sa.Column("access", sa.Text, nullable=False, server_default="ordinary"),
    sa.Column("letter", sa.Text, nullable=False, server_default=""),
    sa.Index(None, "form", "version"),
    sa.Index(None, "state", "changed"),
)

draft_entries = sa.Table(
    "draft_entries",
    metadata,
    sa.Column("draft", sa.Text, sa.ForeignKey("drafts.id"), primary_key=True),
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("revision", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("value", sa.Text, nullable=False),
    sa.Column("saved", UtcTime, nullable=False),
    sa.Column("author", sa.Text, nullable=False, server_default=""),
)

carried = sa.Table(
    "carried",
    metadata,
    sa.Column("draft", sa.Text, sa.ForeignKey("drafts.id"), primary_key=True),
    sa.Column("revision", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("from_version", sa.Integer, nullable=False),
    sa.Column("from_sha256", sa.Text, sa.ForeignKey("spec_texts.sha256"), nullable=False),
    sa.Column("to_version", sa.Integer, nullable=False),
    sa.Column(
        "to_sha256", sa.Text, sa.ForeignKey("spec_texts.sha256", name="fk_carried_to_spec_texts"), nullable=False
    ),
    sa.Column("report", sa.Text, nullable=False),
    sa.Column("moved", UtcTime, nullable=False),
)

LISTED = (
    *("form", "version", "sha256", "submitted", "id", "about", "outcome", "concerns", "actions"),
    *("reissues", "trial", "undone", "owner", "access"),
)
"""All of a record but its document: on the way to some of these SQLite reads the whole document."""
records = sa.Table(
    "records",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("form", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("sha256", sa.Text, sa.ForeignKey("spec_texts.sha256"), nullable=False),
    sa.Column("submitted", UtcTime, nullable=False),
    sa.Column("about", sa.Text, nullable=False),
    sa.Column("outcome", sa.Text, nullable=False),
    sa.Column("concerns", sa.Integer, nullable=False),
    sa.Column("actions", sa.Integer, nullable=False),
    sa.Column("document", sa.Text, nullable=False),
    sa.Column("digest", sa.Text, nullable=False),
    sa.Column("trial", sa.Boolean, nullable=False),
    sa.Column("reissues", sa.Text, nullable=False),
    sa.Column("undone", UtcTime),
    sa.Column("owner", sa.Text, nullable=False, server_default=""),
    sa.Column("access", sa.Text, nullable=False, server_default="ordinary"),
    sa.Index(None, "submitted", "id"),
    sa.Index(None, "form", "submitted", "id"),
    sa.Index(None, "reissues"),
    sa.Index(None, "id", "form", "access", "owner", "trial", "undone"),
    sa.Index("ix_records_listed", *LISTED).ddl_if(dialect="sqlite"),
)

files = sa.Table(
    "files",
    metadata,
    sa.Column("sha256", sa.Text, primary_key=True),
    sa.Column("type", sa.Text, nullable=False),
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("content", sa.LargeBinary, nullable=False),
    sa.Column("added", UtcTime, nullable=False),
)

previews = sa.Table(
    "previews",
    metadata,
    sa.Column("sha256", sa.Text, sa.ForeignKey("files.sha256"), primary_key=True),
    sa.Column("content", sa.LargeBinary, nullable=False),
    sa.Column("made", UtcTime, nullable=False),
)

uploads = sa.Table(
    "uploads",
    metadata,
    sa.Column("draft", sa.Text, sa.ForeignKey("drafts.id"), primary_key=True),
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("owner", sa.Text, nullable=False),
    sa.Column("address", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("shows", sa.Text, nullable=False),
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("received", sa.Integer, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False),
    sa.Column("begun", UtcTime, nullable=False),
)

upload_pieces = sa.Table(
    "upload_pieces",
    metadata,
    sa.Column("draft", sa.Text, primary_key=True),
    sa.Column("upload", sa.Text, primary_key=True),
    sa.Column("at", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("content", sa.LargeBinary, nullable=False),
    sa.ForeignKeyConstraint(["draft", "upload"], ["uploads.draft", "uploads.id"]),
)
