"""Who may be the second person for somebody: another one, who is not of their making.

Here lives the rule, by what the audit trail says of the two accounts. What takes two people is for the parts of the
repository to say, and whether an account may do it at all for the table of rights.
"""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta

import sqlalchemy as sa

from webapp.deeds import Deed
from webapp.rights import Role
from webapp.storage.failures import NotApart, SamePerson
from webapp.storage.trail_tables import acts

SETTLED_FOR = timedelta(hours=24)
"""How long the roles of either have to have stood unchanged."""
APART_FOR = timedelta(days=7)
"""For how long neither is the second person of whoever invited or changed them, or made a link for them."""
_CHANGES = (Deed.ACCOUNT_INVITED, Deed.ACCOUNT_CHANGED, Deed.ACCOUNT_OPENED)
_HELD_BY_ANOTHER = (*_CHANGES, Deed.LINK_MADE, Deed.FACTOR_REMOVED)
_LOSSES = (Deed.ACCOUNT_CHANGED, Deed.ACCOUNT_CLOSED)


def require_apart(connection: sa.Connection, first: str, second: str, *, now: datetime) -> None:
    """Raise SamePerson unless two accounts are of two people, and NotApart where one may be of the other's making."""
    if first == second:
        raise SamePerson
    latest: list[datetime] = []
    for one, other in ((first, second), (second, first)):
        changed = _done_to(one, _CHANGES, since=now - SETTLED_FOR)
        by_other = sa.and_(_done_to(one, _HELD_BY_ANOTHER, since=now - APART_FOR), acts.c.who == other)
        for which, span in ((changed, SETTLED_FOR), (by_other, APART_FOR)):
            last = connection.scalar(sa.select(sa.func.max(acts.c.moment)).where(which))
            latest += [last + span] if last else []
    if latest:
        raise NotApart(max(latest))


def puts_out(connection: sa.Connection, who: str, role: Role, *, now: datetime) -> bool:
    """Return whether somebody closed an account that had a role, or took the role from one, in the last 7 days."""
    named = [each.value for each in _LOSSES]
    lately = sa.and_(acts.c.who == who, acts.c.act.in_(named), acts.c.moment > now - APART_FOR)
    details = connection.execute(sa.select(acts.c.detail).where(lately)).scalars()
    return any(_loses(json.loads(detail), role.value) for detail in details)


def _loses(detail: Mapping[str, str], role: str) -> bool:
    """Return whether an act left an account without a role that it had."""
    return role in detail.get("were", "").split(", ") and role not in detail.get("roles", "").split(", ")


def _done_to(account: str, deeds: tuple[Deed, ...], *, since: datetime) -> sa.ColumnElement[bool]:
    named = [each.value for each in deeds]
    return sa.and_(acts.c.thing == account, acts.c.act.in_(named), acts.c.moment > since)
