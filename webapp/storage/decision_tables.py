"""The tables of what was decided: decisions, the warnings that they answer, and the actions that must close first.

Here lives their shape alone. No row is ever changed, and rows go only with the record that was decided on. What was
decided is kept in words, too, so that it reads as it was made.
"""

import sqlalchemy as sa

from webapp.storage.tables import UtcTime, metadata

decisions = sa.Table(
    "decisions",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("record", sa.Text, sa.ForeignKey("records.id"), nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("moment", UtcTime, nullable=False),
    sa.Column("author", sa.Text, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("option", sa.Text, nullable=False),
    sa.Column("words", sa.Text, nullable=False),
    sa.Column("reasons", sa.Text, nullable=False),
    sa.Column("concerns", sa.Integer, nullable=False),
    sa.Column("concerns_open", sa.Integer, nullable=False),
    sa.Column("actions", sa.Integer, nullable=False),
    sa.Column("actions_open", sa.Integer, nullable=False),
    sa.UniqueConstraint("record", "number"),
)

decision_warnings = sa.Table(
    "decision_warnings",
    metadata,
    sa.Column("decision", sa.Text, sa.ForeignKey("decisions.id"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("check", sa.Text, nullable=False),
    sa.Column("message", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
)

decision_conditions = sa.Table(
    "decision_conditions",
    metadata,
    sa.Column("decision", sa.Text, sa.ForeignKey("decisions.id"), primary_key=True),
    sa.Column("action", sa.Text, sa.ForeignKey("actions.id"), primary_key=True, index=True),
)
