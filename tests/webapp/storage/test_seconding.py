"""Two accounts are apart while neither is of the other's making; what does not change a role does not count."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from webapp.rights import Role, Viewer
from webapp.storage.failures import NotApart
from webapp.storage.opened import now
from webapp.storage.repository import Repository
from webapp.storage.seconding import APART_FOR, SETTLED_FOR, require_apart

ISSUER = "https://login.example"
ROLES = frozenset({Role.DECIDER})


@pytest.fixture
def both(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> tuple[Viewer, Viewer]:
    """An administrator, and somebody whose roles have stood long enough."""
    with monkeypatch.context() as earlier:
        earlier.setattr("webapp.storage.opened.now", lambda: now() - 2 * SETTLED_FOR)
        ann = repository.make_first("ann@school.example", "Ann", [], "a hash")
        bea = repository.invite("bea@school.example", "Bea", ROLES)
    return Viewer(id=ann.id, name="Ann", roles=ann.roles), Viewer(id=bea.id, name="Bea", roles=bea.roles)


def require(repository: Repository, both: tuple[Viewer, Viewer]) -> None:
    with repository._database.reading("The trail") as connection:
        require_apart(connection, both[0].id, both[1].id, now=now())


CHANGES: dict[str, tuple[bool, Callable[[Repository, str], object]]] = {
    "a new name": (True, lambda kept, bea: kept.change_account(bea, "Beatrice", ROLES)),
    "a first sign-in by the service": (
        True,
        lambda kept, bea: kept.account_signed_on(ISSUER, "subject", "bea@school.example"),
    ),
    "a new role": (False, lambda kept, bea: kept.change_account(bea, "Bea", {Role.STAFF})),
    "a new name and a new role": (False, lambda kept, bea: kept.change_account(bea, "Beatrice", {Role.STAFF})),
}


@pytest.mark.parametrize("change", CHANGES)
def test_only_a_change_of_roles_makes_two_accounts_not_apart(
    repository: Repository, both: tuple[Viewer, Viewer], change: str
) -> None:
    apart, done = CHANGES[change]
    require(repository, both)
    assert done(repository.seen_by(both[0]), both[1].id) is not None
    if apart:
        require(repository, both)
        return
    with pytest.raises(NotApart, match="You can from") as refused:
        require(repository, both)
    assert abs(refused.value.until - now() - APART_FOR) < timedelta(minutes=1)
