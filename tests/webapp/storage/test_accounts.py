"""Accounts in storage: what many do at one moment, and what the repository refuses whoever asks."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest

from webapp.rights import RIGHTS, Act, Reach, Role, Viewer
from webapp.storage.failures import AccountExists, LastAdministrator, StorageError
from webapp.storage.repository import NotYours, Repository

MANY = 6
LIFETIME = timedelta(days=1)
DAY = date(2026, 11, 26)


def outcomes(act: Callable[[int], object]) -> list[str]:
    """Do something many times at one moment, and return how each ended."""

    def tried(number: int) -> str:
        try:
            act(number)
        except StorageError as refused:
            return type(refused).__name__
        return "done"

    with ThreadPoolExecutor(MANY) as pool:
        return sorted(pool.map(tried, range(MANY)))


def test_of_many_first_accounts_at_once_one_is_made(repository: Repository) -> None:
    def make(number: int) -> None:
        repository.make_first(f"person{number}@school.example", "Ann", [], "a hash")

    assert outcomes(make) == [AccountExists.__name__] * (MANY - 1) + ["done"]
    assert len(repository.accounts()) == 1


def test_of_many_invitations_of_one_address_at_once_one_is_made(repository: Repository) -> None:
    repository.make_first("ann@school.example", "Ann", [], "a hash")
    invited = outcomes(lambda _: repository.invite("bob@school.example", "Bob", [Role.STAFF]))
    assert invited == [AccountExists.__name__] * (MANY - 1) + ["done"]


def test_when_all_administrators_close_each_other_at_once_one_stays(repository: Repository) -> None:
    first = repository.make_first("ann@school.example", "Ann", [], "a hash")
    for number in range(1, MANY):
        other = repository.invite(f"person{number}@school.example", "Lee", [Role.ADMINISTRATOR])
        repository.set_password_by_link(repository.make_password_link(other.id, LIFETIME), "a hash")
    ids = [each.id for each in repository.accounts()]
    assert first.id in ids
    assert outcomes(lambda number: repository.close_account(ids[number])) == sorted(
        [LastAdministrator.__name__] + ["done"] * (MANY - 1)
    )
    assert sum(each.state == "active" for each in repository.accounts()) == 1


REFUSED: dict[str, tuple[Act, Callable[[Repository], object]]] = {
    "accounts": (Act.MANAGE_PEOPLE, lambda kept: kept.accounts()),
    "invite": (Act.MANAGE_PEOPLE, lambda kept: kept.invite("x@school.example", "X", [])),
    "make_password_link": (Act.MANAGE_PEOPLE, lambda kept: kept.make_password_link("x", LIFETIME)),
    "close_account": (Act.MANAGE_PEOPLE, lambda kept: kept.close_account("x")),
    "choose": (Act.MANAGE_PEOPLE, lambda kept: kept.choose("two-people", [])),
    "acts": (Act.READ_TRAIL, lambda kept: kept.acts()),
    "start_draft": (Act.FILL_IN, lambda kept: kept.start_draft("audit", 1)),
    "keep_file": (Act.FILL_IN, lambda kept: kept.keep_file(b"x", "image/png")),
    "start_spec_draft": (Act.WRITE_SPECS, lambda kept: kept.start_spec_draft("a", 0, "x", "Pat")),
    "start_trial": (Act.WRITE_SPECS, lambda kept: kept.start_trial("audit", 1, "aa", b"form: audit")),
    "withdraw": (Act.PUBLISH, lambda kept: kept.withdraw("audit", 1, DAY, "why")),
}


@pytest.mark.parametrize("name", REFUSED)
@pytest.mark.parametrize("role", [*Role, None], ids=lambda role: role.value if role else "no role")
def test_the_repository_itself_refuses_what_a_role_may_not_do(
    repository: Repository, name: str, role: Role | None
) -> None:
    act, tried = REFUSED[name]
    viewer = Viewer(id="v" * 26, name="", roles=frozenset({role} if role else ()))
    if role is not None and RIGHTS[act][role] is not Reach.NONE:
        return
    with pytest.raises(NotYours):
        tried(repository.seen_by(viewer))
