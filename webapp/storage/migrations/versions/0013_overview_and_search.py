"""The overview and the search: where concerns were raised, and the index of words.

Of records, actions and decisions that are there already both are made when the application opens.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

SQLITE = (
    """CREATE VIRTUAL TABLE search_words USING fts5(
        words, content='search_texts', content_rowid='number', tokenize='ascii', detail='none', columnsize=0
    )""",
    """CREATE TRIGGER search_texts_added AFTER INSERT ON search_texts BEGIN
        INSERT INTO search_words (rowid, words) VALUES (new.number, new.words);
    END""",
    """CREATE TRIGGER search_texts_removed AFTER DELETE ON search_texts BEGIN
        INSERT INTO search_words (search_words, rowid, words) VALUES ('delete', old.number, old.words);
    END""",
)
POSTGRESQL = (
    "CREATE INDEX ix_search_texts_words ON search_texts USING gin (array_to_tsvector(string_to_array(words, ' ')))",
)

LISTED = (
    *("form", "version", "sha256", "submitted", "id", "about", "outcome", "concerns", "actions"),
    *("reissues", "trial", "undone", "owner", "access"),
)


def upgrade() -> None:
    dialect = op.get_context().dialect.name
    if dialect == "sqlite":
        op.create_index("ix_records_listed", "records", LISTED)
    op.create_table(
        "raised_concerns",
        sa.Column("record", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("section", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("record", "number", name="pk_raised_concerns"),
        sa.ForeignKeyConstraint(["record"], ["records.id"], name="fk_raised_concerns_records"),
    )
    op.create_index(
        "ix_records_id_form_access_owner_trial_undone",
        "records",
        ["id", "form", "access", "owner", "trial", "undone"],
    )
    op.create_table(
        "search_texts",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("thing", sa.Text, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_search_texts"),
        sa.UniqueConstraint("thing", name="uq_search_texts_thing"),
    )
    for statement in POSTGRESQL if dialect == "postgresql" else SQLITE:
        op.execute(statement)
