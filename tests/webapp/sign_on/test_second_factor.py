"""A sign-in at the service counts as the second factor only when the service says that there was one."""

import pytest

from tests.webapp.sign_on.conftest import Traveller
from tests.webapp.sign_on.provider import Provider
from webapp.rights import Role
from webapp.storage.account_statements import Account
from webapp.storage.repository import Repository


@pytest.fixture(autouse=True)
def needed(administrator: Repository) -> None:
    """Let staff need a second factor."""
    administrator.choose("second-factor", [Role.STAFF.value])


@pytest.mark.parametrize("said", [{}, {"amr": ["pwd"]}, {"acr": "1"}])
def test_our_own_is_asked_for_where_the_service_says_of_none(
    traveller: Traveller, invited: Account, provider: Provider, administrator: Repository, said: dict[str, object]
) -> None:
    provider.spoil = lambda claims: {**claims, **said}
    page = traveller.sign_on(traveller.get("/records"))
    assert page.title == "Add a second factor - Formspec"
    assert [each.stage for each in administrator.sessions(invited.id)] == ["password"]
    assert traveller.get("/records").path == "/sign-in"


@pytest.mark.parametrize("said", [{"amr": ["pwd", "mfa"]}, {"acr": "phr"}])
def test_none_is_asked_for_where_the_service_says_of_one(
    traveller: Traveller, invited: Account, provider: Provider, said: dict[str, object]
) -> None:
    provider.spoil = lambda claims: {**claims, **said}
    assert traveller.sign_on(traveller.get("/records")).path == "/records"
