"""Accounts, sessions, the audit trail, and whose each draft and record is.

What was kept before belongs to nobody until the first account is made, which takes it over.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

MOMENT = sa.DateTime(timezone=True)
OWNED = ("drafts", "records")


def upgrade() -> None:
    for name in OWNED:
        op.add_column(name, sa.Column("owner", sa.Text, nullable=False, server_default=""))
        op.add_column(name, sa.Column("access", sa.Text, nullable=False, server_default="ordinary"))
    op.add_column("publish_requests", sa.Column("asked_by", sa.Text, nullable=False, server_default=""))
    _people()
    _trail()
    _only_add_acts()


def _people() -> None:
    op.create_table(
        "users",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("email", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("password", sa.Text, nullable=False),
        sa.Column("totp", sa.LargeBinary),
        sa.Column("totp_step", sa.BigInteger, nullable=False),
        sa.Column("created", MOMENT, nullable=False),
        sa.Column("changed", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_users"),
        sa.UniqueConstraint("email", name="uq_users_email"),
    )
    op.create_table(
        "user_roles",
        sa.Column("user", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("user", "role", name="pk_user_roles"),
        sa.ForeignKeyConstraint(["user"], ["users.id"], name="fk_user_roles_users"),
    )
    op.create_table(
        "passkeys",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("user", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("public_key", sa.LargeBinary, nullable=False),
        sa.Column("sign_count", sa.BigInteger, nullable=False),
        sa.Column("created", MOMENT, nullable=False),
        sa.Column("used", MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_passkeys"),
        sa.ForeignKeyConstraint(["user"], ["users.id"], name="fk_passkeys_users"),
    )
    op.create_index("ix_passkeys_user", "passkeys", ["user"])
    op.create_table(
        "recovery_codes",
        sa.Column("user", sa.Text, nullable=False),
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("used", MOMENT),
        sa.PrimaryKeyConstraint("user", "code", name="pk_recovery_codes"),
        sa.ForeignKeyConstraint(["user"], ["users.id"], name="fk_recovery_codes_users"),
    )
    op.create_table(
        "identities",
        sa.Column("issuer", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("user", sa.Text, nullable=False),
        sa.Column("linked", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("issuer", "subject", name="pk_identities"),
        sa.ForeignKeyConstraint(["user"], ["users.id"], name="fk_identities_users"),
    )
    op.create_index("ix_identities_user", "identities", ["user"])
    op.create_table(
        "sessions",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("token", sa.Text, nullable=False),
        sa.Column("user", sa.Text, nullable=False),
        sa.Column("stage", sa.Text, nullable=False),
        sa.Column("device", sa.Text, nullable=False),
        sa.Column("created", MOMENT, nullable=False),
        sa.Column("seen", MOMENT, nullable=False),
        sa.Column("proven", MOMENT, nullable=False),
        sa.Column("ended", MOMENT),
        sa.Column("ended_why", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sessions"),
        sa.UniqueConstraint("token", name="uq_sessions_token"),
        sa.ForeignKeyConstraint(["user"], ["users.id"], name="fk_sessions_users"),
    )
    op.create_index("ix_sessions_user", "sessions", ["user"])
    op.create_table(
        "links",
        sa.Column("token", sa.Text, nullable=False),
        sa.Column("purpose", sa.Text, nullable=False),
        sa.Column("user", sa.Text, nullable=False),
        sa.Column("made_by", sa.Text, nullable=False),
        sa.Column("created", MOMENT, nullable=False),
        sa.Column("expires", MOMENT, nullable=False),
        sa.Column("used", MOMENT),
        sa.PrimaryKeyConstraint("token", name="pk_links"),
    )
    op.create_index("ix_links_user", "links", ["user"])
    op.create_table(
        "devices",
        sa.Column("token", sa.Text, nullable=False),
        sa.Column("user", sa.Text, nullable=False),
        sa.Column("created", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("token", name="pk_devices"),
        sa.ForeignKeyConstraint(["user"], ["users.id"], name="fk_devices_users"),
    )
    op.create_index("ix_devices_user", "devices", ["user"])
    op.create_table(
        "tries",
        sa.Column("bucket", sa.Text, nullable=False),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("last", MOMENT, nullable=False),
        sa.Column("next", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("bucket", name="pk_tries"),
    )
    op.create_index("ix_tries_last", "tries", ["last"])
    op.create_table(
        "challenges",
        sa.Column("challenge", sa.Text, nullable=False),
        sa.Column("purpose", sa.Text, nullable=False),
        sa.Column("bound_to", sa.Text, nullable=False),
        sa.Column("made", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("challenge", name="pk_challenges"),
    )
    op.create_table(
        "choices",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("changed_by", sa.Text, nullable=False),
        sa.Column("changed", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_choices"),
    )
    op.create_table(
        "outbox",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("recipient", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("created", MOMENT, nullable=False),
        sa.Column("next", MOMENT, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("sent", MOMENT),
        sa.Column("fault", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
    )


def _trail() -> None:
    op.create_table(
        "acts",
        sa.Column("number", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("moment", MOMENT, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("act", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("thing", sa.Text, nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
        sa.Column("previous", sa.Text, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_acts"),
    )
    op.create_index("ix_acts_kind_thing", "acts", ["kind", "thing"])
    op.create_index("ix_acts_who_number", "acts", ["who", "number"])
    op.create_table(
        "holds",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("record", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("placed_by", sa.Text, nullable=False),
        sa.Column("placed", MOMENT, nullable=False),
        sa.Column("released_by", sa.Text, nullable=False),
        sa.Column("released", MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_holds"),
    )
    op.create_index("ix_holds_record", "holds", ["record"])
    op.create_table(
        "requests",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("act", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("thing", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("asked_by", sa.Text, nullable=False),
        sa.Column("asked", MOMENT, nullable=False),
        sa.Column("settled_by", sa.Text, nullable=False),
        sa.Column("settled", MOMENT),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_requests"),
    )
    op.create_index("ix_requests_thing", "requests", ["thing"])
    op.create_table(
        "tombstones",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("form", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("submitted", MOMENT),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("ordered_by", sa.Text, nullable=False),
        sa.Column("seconded_by", sa.Text, nullable=False),
        sa.Column("erased", MOMENT, nullable=False),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("access", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_tombstones"),
    )


def _only_add_acts() -> None:
    """Let the database itself refuse to change or take out an act of the audit trail."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION acts_only_added() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE EXCEPTION 'the audit trail is only added to'; END $$"
        )
        op.execute(
            "CREATE TRIGGER acts_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON acts"
            " FOR EACH STATEMENT EXECUTE FUNCTION acts_only_added()"
        )
        return
    for act in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER acts_no_{act.lower()} BEFORE {act} ON acts"
            " BEGIN SELECT RAISE(ABORT, 'the audit trail is only added to'); END"
        )
