"""The table of scans: what a record was keyed in from.

Here lives its shape alone. A scan goes with its record, when that is erased, and its content once nothing names it.
"""

import sqlalchemy as sa

from webapp.storage.tables import UtcTime, metadata

record_scans = sa.Table(
    "record_scans",
    metadata,
    sa.Column("record", sa.Text, sa.ForeignKey("records.id"), primary_key=True),
    sa.Column("sha256", sa.Text, sa.ForeignKey("files.sha256"), primary_key=True, index=True),
    sa.Column("author", sa.Text, nullable=False),
    sa.Column("added", UtcTime, nullable=False),
)
