"""A link with which a password is set: how long it holds, and that the page says so."""

import re
from datetime import timedelta

from flask import Flask

from tests.webapp.access.door import account_of, invited
from tests.webapp.pages.visitor import Visitor
from webapp.rights import Role
from webapp.storage.opened import now
from webapp.storage.repository import Repository


def test_a_link_to_an_account_in_use_holds_an_hour_and_an_invitation_a_week(
    application: Flask, repository: Repository, owner: Visitor
) -> None:
    invited(repository, application, "sam", Role.STAFF)
    in_use, waiting = account_of(repository, "sam"), repository.invite("lee@school.example", "Lee", [Role.STAFF])
    for account, span, lifetime in (
        (in_use, "60 minutes", timedelta(hours=1)),
        (waiting, "7 days", timedelta(days=7)),
    ):
        page = owner.get(f"/people/{account.id}").press("Make a link for a new password")
        assert f"It works once, for {span}," in page.text
        token = re.search(r"/join#([\w-]+)", page.html)
        link = repository.link(token.group(1)) if token else None
        assert link is not None
        assert lifetime - timedelta(minutes=1) < link.expires - now() <= lifetime
