"""The table of every concern of every record, by the section and the question that it was raised in.

Here lives its shape alone. It holds no word of an answer: what was written stands in the record's document, and a row
says only which concern of it is meant. It is made of the documents, and goes with the record.
"""

import sqlalchemy as sa

from webapp.storage.tables import metadata

raised_concerns = sa.Table(
    "raised_concerns",
    metadata,
    sa.Column("record", sa.Text, sa.ForeignKey("records.id"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("section", sa.Text, nullable=False),
    sa.Column("asked_at", sa.Text, nullable=False),
)
