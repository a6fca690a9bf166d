"""Decisions: what was decided on a record, the warnings that were answered, and the actions that must close first."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "decisions",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("record", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("moment", MOMENT, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("option", sa.Text, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("reasons", sa.Text, nullable=False),
        sa.Column("concerns", sa.Integer, nullable=False),
        sa.Column("concerns_open", sa.Integer, nullable=False),
        sa.Column("actions", sa.Integer, nullable=False),
        sa.Column("actions_open", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_decisions"),
        sa.ForeignKeyConstraint(["record"], ["records.id"], name="fk_decisions_records"),
        sa.UniqueConstraint("record", "number", name="uq_decisions_record_number"),
    )
    op.create_table(
        "decision_warnings",
        sa.Column("decision", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("check", sa.Text, nullable=False),
        sa.Column("message", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("decision", "number", name="pk_decision_warnings"),
        sa.ForeignKeyConstraint(["decision"], ["decisions.id"], name="fk_decision_warnings_decisions"),
    )
    op.create_table(
        "decision_conditions",
        sa.Column("decision", sa.Text, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("decision", "action", name="pk_decision_conditions"),
        sa.ForeignKeyConstraint(["decision"], ["decisions.id"], name="fk_decision_conditions_decisions"),
        sa.ForeignKeyConstraint(["action"], ["actions.id"], name="fk_decision_conditions_actions"),
    )
    op.create_index("ix_decision_conditions_action", "decision_conditions", ["action"])
