"""What an administrator does to accounts that is refused with a sentence: to their own, and to one that is open."""

import pytest
from flask import Flask

from tests.webapp.access.door import account_of, invited
from tests.webapp.pages.visitor import Page, Visitor
from webapp.rights import Role
from webapp.storage.repository import Repository


def post(visitor: Visitor, path: str) -> Page:
    """Send what a button of the page People sends, whether or not it stands there."""
    token = visitor.get("/people").forms[0].fields["csrf"]
    return Page(visitor, visitor.client.post(path, data={"csrf": token}))


@pytest.mark.parametrize("what", ["link", "factors/remove"])
def test_ones_own_way_of_signing_in_is_not_changed_without_the_password(
    repository: Repository, owner: Visitor, what: str
) -> None:
    own = f"/people/{account_of(repository, 'ann').id}"
    refused = post(owner, f"{own}/{what}")
    assert refused.status == 409
    assert "This is your own account" in refused.text
    assert refused.follow("Your account").status == 200
    assert not {"Make a link for a new password", "Take off the second factors"} & {
        words for form in owner.get(own).forms for _, _, words in form.buttons
    }
    assert owner.get("/people").status == 200


def test_an_account_that_is_open_is_not_opened_again(
    application: Flask, repository: Repository, owner: Visitor
) -> None:
    sam = invited(repository, application, "sam", Role.STAFF)
    refused = post(owner, f"/people/{account_of(repository, 'sam').id}/reopen")
    assert (refused.status, "This account is not closed." in refused.text) == (409, True)
    assert sam.get("/").path == "/"
