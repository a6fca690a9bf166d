"""The table of operations: which saves of scripts were done, and what was answered to each.

Here lives its shape alone. No word that was entered stands in it: an answer is made anew from the history of the draft.
"""

import sqlalchemy as sa

from webapp.storage.tables import UtcTime, metadata

operations = sa.Table(
    "operations",
    metadata,
    sa.Column("op", sa.Text, primary_key=True),
    sa.Column("account", sa.Text, nullable=False),
    sa.Column("draft", sa.Text, sa.ForeignKey("drafts.id"), nullable=False, index=True),
    sa.Column("base", sa.Integer, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("answered", sa.Text, nullable=False),
    sa.Column("done", UtcTime, nullable=False, index=True),
)
