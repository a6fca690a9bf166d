"""The index of the search: the words of each record, action and decision, and what finds them fast.

Here lives its shape, in `derived`, apart from what is kept: all of it is made of other tables, so that a backup leaves
its rows out between unlike databases and a start makes them again. A text's words stand in one row, each once, in no
order, as they are compared. On SQLite an FTS5 table beside it finds rows by words, kept by triggers in the same
transaction; on PostgreSQL a GIN index over the words does, so that nothing there can fall behind.
"""

import sqlalchemy as sa

from webapp.storage.tables import metadata

PREFIX = "search_"
"""What the name of every table of the index begins with, SQLite's own ones behind it included."""
FOUND = "search_words"
"""The FTS5 table."""
derived = sa.MetaData(naming_convention=metadata.naming_convention)
search_texts = sa.Table(
    "search_texts",
    derived,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("thing", sa.Text, nullable=False, unique=True),
    sa.Column("words", sa.Text, nullable=False),
)
VECTOR = "array_to_tsvector(string_to_array(words, ' '))"
"""The words as PostgreSQL's index has them: the same words, with no dictionary and no stems in between."""
