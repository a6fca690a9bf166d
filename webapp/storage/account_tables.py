"""The tables of people: accounts, what they prove themselves with, their sessions, and what the school has chosen.

Outsiders are people whom an import named and who have no account here: they sign in nowhere.

Here lives their shape alone. No password, token or code stands in them as it was typed or sent: only what it can be
checked by.
"""

import sqlalchemy as sa

from webapp.storage.tables import UtcTime, metadata

users = sa.Table(
    "users",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("email", sa.Text, nullable=False, unique=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("password", sa.Text, nullable=False),
    sa.Column("totp", sa.LargeBinary),
    sa.Column("totp_step", sa.BigInteger, nullable=False),
    sa.Column("created", UtcTime, nullable=False),
    sa.Column("changed", UtcTime, nullable=False),
    sa.Column("reminders", sa.Boolean, nullable=False, server_default=sa.true()),
)

user_roles = sa.Table(
    "user_roles",
    metadata,
    sa.Column("user", sa.Text, sa.ForeignKey("users.id"), primary_key=True),
    sa.Column("role", sa.Text, primary_key=True),
)

outsiders = sa.Table(
    "outsiders",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("email", sa.Text, nullable=False),
    sa.Index(None, "name", "email", unique=True),
)

passkeys = sa.Table(
    "passkeys",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("user", sa.Text, sa.ForeignKey("users.id"), nullable=False, index=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("public_key", sa.LargeBinary, nullable=False),
    sa.Column("sign_count", sa.BigInteger, nullable=False),
    sa.Column("created", UtcTime, nullable=False),
    sa.Column("used", UtcTime),
)

recovery_codes = sa.Table(
    "recovery_codes",
    metadata,
    sa.Column("user", sa.Text, sa.ForeignKey("users.id"), primary_key=True),
    sa.Column("code", sa.Text, primary_key=True),
    sa.Column("used", UtcTime),
)

identities = sa.Table(
    "identities",
    metadata,
    sa.Column("issuer", sa.Text, primary_key=True),
    sa.Column("subject", sa.Text, primary_key=True),
    sa.Column("user", sa.Text, sa.ForeignKey("users.id"), nullable=False, index=True),
    sa.Column("linked", UtcTime, nullable=False),
)

sessions = sa.Table(
    "sessions",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("token", sa.Text, nullable=False, unique=True),
    sa.Column("user", sa.Text, sa.ForeignKey("users.id"), nullable=False, index=True),
    sa.Column("stage", sa.Text, nullable=False),
    sa.Column("device", sa.Text, nullable=False),
    sa.Column("created", UtcTime, nullable=False),
    sa.Column("seen", UtcTime, nullable=False),
    sa.Column("proven", UtcTime, nullable=False),
    sa.Column("ended", UtcTime),
    sa.Column("ended_why", sa.Text, nullable=False),
)

links = sa.Table(
    "links",
    metadata,
    sa.Column("token", sa.Text, primary_key=True),
    sa.Column("purpose", sa.Text, nullable=False),
    sa.Column("user", sa.Text, nullable=False, index=True),
    sa.Column("made_by", sa.Text, nullable=False),
    sa.Column("created", UtcTime, nullable=False),
    sa.Column("expires", UtcTime, nullable=False),
    sa.Column("used", UtcTime),
)

devices = sa.Table(
    "devices",
    metadata,
    sa.Column("token", sa.Text, primary_key=True),
    sa.Column("user", sa.Text, sa.ForeignKey("users.id"), nullable=False, index=True),
    sa.Column("created", UtcTime, nullable=False),
)

visit_keys = sa.Table(
    "visit_keys",
    metadata,
    sa.Column("browser", sa.Text, primary_key=True),
    sa.Column("user", sa.Text, sa.ForeignKey("users.id"), primary_key=True, index=True),
    sa.Column("number", sa.Text, nullable=False),
    sa.Column("session", sa.Text, nullable=False),
    sa.Column("asked", UtcTime, nullable=False),
)

tries = sa.Table(
    "tries",
    metadata,
    sa.Column("bucket", sa.Text, primary_key=True),
    sa.Column("failures", sa.Integer, nullable=False),
    sa.Column("last", UtcTime, nullable=False, index=True),
    sa.Column("next", UtcTime, nullable=False),
)

challenges = sa.Table(
    "challenges",
    metadata,
    sa.Column("challenge", sa.Text, primary_key=True),
    sa.Column("purpose", sa.Text, nullable=False),
    sa.Column("bound_to", sa.Text, nullable=False),
    sa.Column("made", UtcTime, nullable=False),
)

choices = sa.Table(
    "choices",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
    sa.Column("changed_by", sa.Text, nullable=False),
    sa.Column("changed", UtcTime, nullable=False),
)

outbox = sa.Table(
    "outbox",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("recipient", sa.Text, nullable=False),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("created", UtcTime, nullable=False),
    sa.Column("next", UtcTime, nullable=False),
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("sent", UtcTime),
    sa.Column("fault", sa.Text, nullable=False),
)
