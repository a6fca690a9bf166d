"""Releases, the next version in the making, trials, drafts carried forward, and records that were re-issued.

What was asked is found by its checksum from here on, so that a trial may have the number of a version and other words.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

MOMENT = sa.DateTime(timezone=True)
ANEW = ("spec_texts", "drafts", "draft_entries", "records")


def upgrade() -> None:
    for name in ANEW:
        op.execute(f"CREATE TABLE old_{name} AS SELECT * FROM {name}")
    for name in ("draft_entries", "records", "drafts", "spec_texts"):
        op.drop_table(name)
    _texts()
    _publications()
    _spec_drafts()
    _drafts()
    _records()
    _keep()
    for name in ANEW:
        op.drop_table(f"old_{name}")


def _texts() -> None:
    op.create_table(
        "spec_texts",
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("text", sa.LargeBinary, nullable=False),
        sa.Column("kept", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_spec_texts"),
    )
    op.create_table(
        "pins",
        sa.Column("form", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("pinned", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("form", "version", name="pk_pins"),
        sa.ForeignKeyConstraint(["sha256"], ["spec_texts.sha256"], name="fk_pins_spec_texts"),
    )


def _publications() -> None:
    op.create_table(
        "publications",
        sa.Column("form", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("approved_by", sa.Text, nullable=False),
        sa.Column("approved", sa.Text, nullable=False),
        sa.Column("review", sa.Text, nullable=False),
        sa.Column("published_by", sa.Text, nullable=False),
        sa.Column("published", MOMENT, nullable=False),
        sa.Column("in_force", sa.Date, nullable=False),
        sa.Column("seconded_by", sa.Text, nullable=False),
        sa.Column("withdrawn", sa.Date),
        sa.Column("withdrawn_why", sa.Text, nullable=False),
        sa.Column("report", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("form", "version", name="pk_publications"),
        sa.ForeignKeyConstraint(["sha256"], ["spec_texts.sha256"], name="fk_publications_spec_texts"),
    )
    op.create_table(
        "publication_words",
        sa.Column("form", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("text", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("form", "version", "language", name="pk_publication_words"),
        sa.ForeignKeyConstraint(["form", "version"], ["publications.form", "publications.version"], name="fk_publication_words_publications"),
    )


def _spec_drafts() -> None:
    op.create_table(
        "spec_drafts",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("form", sa.Text, nullable=False),
        sa.Column("base", sa.Integer, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("created", MOMENT, nullable=False),
        sa.Column("changed", MOMENT, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_spec_drafts"),
    )
    op.create_table(
        "spec_draft_texts",
        sa.Column("spec_draft", sa.Text, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("saved", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("spec_draft", "revision", name="pk_spec_draft_texts"),
        sa.ForeignKeyConstraint(["spec_draft"], ["spec_drafts.id"], name="fk_spec_draft_texts_spec_drafts"),
    )
    op.create_table(
        "publish_requests",
        sa.Column("spec_draft", sa.Text, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("release", sa.LargeBinary, nullable=False),
        sa.Column("asked", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("spec_draft", "revision", name="pk_publish_requests"),
        sa.ForeignKeyConstraint(["spec_draft"], ["spec_drafts.id"], name="fk_publish_requests_spec_drafts"),
    )


def _drafts() -> None:
    op.create_table(
        "drafts",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("form", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("created", MOMENT, nullable=False),
        sa.Column("changed", MOMENT, nullable=False),
        sa.Column("trial", sa.Boolean, nullable=False),
        sa.Column("reissues", sa.Text, nullable=False),
        sa.Column("starts_from", sa.Text, nullable=False),
        sa.Column("report", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_drafts"),
        sa.ForeignKeyConstraint(["sha256"], ["spec_texts.sha256"], name="fk_drafts_spec_texts"),
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
        "carried",
        sa.Column("draft", sa.Text, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("from_version", sa.Integer, nullable=False),
        sa.Column("from_sha256", sa.Text, nullable=False),
        sa.Column("to_version", sa.Integer, nullable=False),
        sa.Column("to_sha256", sa.Text, nullable=False),
        sa.Column("report", sa.Text, nullable=False),
        sa.Column("moved", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("draft", "revision", name="pk_carried"),
        sa.ForeignKeyConstraint(["draft"], ["drafts.id"], name="fk_carried_drafts"),
        sa.ForeignKeyConstraint(["from_sha256"], ["spec_texts.sha256"], name="fk_carried_spec_texts"),
        sa.ForeignKeyConstraint(["to_sha256"], ["spec_texts.sha256"], name="fk_carried_to_spec_texts"),
    )


def _records() -> None:
    op.create_table(
        "records",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("form", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("submitted", MOMENT, nullable=False),
        sa.Column("about", sa.Text, nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("concerns", sa.Integer, nullable=False),
        sa.Column("actions", sa.Integer, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("trial", sa.Boolean, nullable=False),
        sa.Column("reissues", sa.Text, nullable=False),
        sa.Column("undone", MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_records"),
        sa.ForeignKeyConstraint(["sha256"], ["spec_texts.sha256"], name="fk_records_spec_texts"),
    )
    op.create_index("ix_records_submitted_id", "records", ["submitted", "id"])
    op.create_index("ix_records_form_submitted_id", "records", ["form", "submitted", "id"])
    op.create_index("ix_records_reissues", "records", ["reissues"])


def _keep() -> None:
    """Put back what there was. One checksum is of one text, so the first row of each says it."""
    op.execute(
        "INSERT INTO spec_texts (sha256, text, kept) SELECT sha256, text, pinned FROM old_spec_texts AS o"
        " WHERE NOT EXISTS (SELECT 1 FROM old_spec_texts AS e"
        " WHERE e.sha256 = o.sha256 AND (e.form, e.version) < (o.form, o.version))"
    )
    op.execute(
        "INSERT INTO pins (form, version, sha256, pinned) SELECT form, version, sha256, pinned FROM old_spec_texts"
    )
    op.execute(
        "INSERT INTO drafts"
        " (id, form, version, sha256, revision, state, created, changed, trial, reissues, starts_from, report)"
        " SELECT d.id, d.form, d.version, t.sha256, d.revision, d.state, d.created, d.changed, FALSE, '', '', ''"
        " FROM old_drafts AS d JOIN old_spec_texts AS t ON t.form = d.form AND t.version = d.version"
    )
    op.execute(
        "INSERT INTO draft_entries (draft, name, revision, value, saved)"
        " SELECT draft, name, revision, value, saved FROM old_draft_entries"
    )
    op.execute(
        "INSERT INTO records (id, form, version, sha256, submitted, about, outcome, concerns, actions, document, digest,"
        " trial, reissues, undone) SELECT r.id, r.form, r.version, t.sha256, r.submitted, r.about, r.outcome,"
        " r.concerns, r.actions, r.document, r.digest, FALSE, '', NULL"
        " FROM old_records AS r JOIN old_spec_texts AS t ON t.form = r.form AND t.version = r.version"
    )
