"""A letter says whom it was passed on to, and keeps the signature that was drawn beside the typed name."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

_REQUESTS = sa.table("letter_requests", sa.column("id"), sa.column("state"), sa.column("passed_to"))
_EVENTS = sa.table("letter_events", sa.column("request"), sa.column("what"), sa.column("detail"))


def upgrade() -> None:
    op.add_column("letter_requests", sa.Column("passed_to", sa.Text, nullable=False, server_default=""))
    op.add_column("letter_signatures", sa.Column("drawn", sa.Text, nullable=False, server_default=""))
    op.create_table(
        "letter_drawings",
        sa.Column("request", sa.Text, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("request", name="pk_letter_drawings"),
        sa.ForeignKeyConstraint(["request"], ["letter_requests.id"], name="fk_letter_drawings_letter_requests"),
    )
    passed_on = sa.select(_EVENTS.c.request, _EVENTS.c.detail).where(_EVENTS.c.what == "passed-on")
    for request, detail in op.get_bind().execute(passed_on).all():
        name, _, email = detail.partition("\n")
        now = {"state": "passed-on", "passed_to": name or email}
        op.execute(sa.update(_REQUESTS).where(_REQUESTS.c.id == request).values(now))
