"""Actions: what is followed up, the records that it stands in, its history, who was reminded, and calendars.

The actions of records that are there already are made when the application opens.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "actions",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("by_hand", sa.Boolean, nullable=False),
        sa.Column("made", MOMENT, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("changed", MOMENT, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("due", sa.Date),
        sa.PrimaryKeyConstraint("id", name="pk_actions"),
    )
    op.create_index("ix_actions_owner_state", "actions", ["owner", "state"])
    op.create_index("ix_actions_state_due", "actions", ["state", "due"])
    op.create_table(
        "action_places",
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("record", sa.Text, nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("action", "record", name="pk_action_places"),
        sa.ForeignKeyConstraint(["action"], ["actions.id"], name="fk_action_places_actions"),
        sa.ForeignKeyConstraint(["record"], ["records.id"], name="fk_action_places_records"),
    )
    op.create_index("ix_action_places_record", "action_places", ["record"])
    op.create_table(
        "action_entries",
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("revision", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("moment", MOMENT, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("due", sa.Date),
        sa.Column("note", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("action", "revision", name="pk_action_entries"),
        sa.ForeignKeyConstraint(["action"], ["actions.id"], name="fk_action_entries_actions"),
    )
    op.create_table(
        "action_notices",
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("user", sa.Text, nullable=False),
        sa.Column("notice", sa.Text, nullable=False),
        sa.Column("posted", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("action", "user", "notice", name="pk_action_notices"),
        sa.ForeignKeyConstraint(["action"], ["actions.id"], name="fk_action_notices_actions"),
        sa.ForeignKeyConstraint(["user"], ["users.id"], name="fk_action_notices_users"),
    )
    op.create_table(
        "calendars",
        sa.Column("user", sa.Text, nullable=False),
        sa.Column("token", sa.Text, nullable=False),
        sa.Column("made", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("user", name="pk_calendars"),
        sa.ForeignKeyConstraint(["user"], ["users.id"], name="fk_calendars_users"),
        sa.UniqueConstraint("token", name="uq_calendars_token"),
    )
