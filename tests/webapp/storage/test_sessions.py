"""Sessions in storage: none begins or becomes whole on what was proven before the account was changed."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import timedelta
from typing import Any

import pytest

from webapp.rights import Role
from webapp.storage import session_statements, sessions
from webapp.storage.account_statements import Account
from webapp.storage.failures import Unproven
from webapp.storage.repository import Repository

LIFETIME = timedelta(days=1)


@pytest.fixture
def ann(repository: Repository) -> Account:
    """The account of an administrator beside another one."""
    made = repository.make_first("ann@school.example", "Ann", [], "a hash")
    lee = repository.invite("lee@school.example", "Lee", [Role.ADMINISTRATOR])
    repository.set_password_by_link(repository.make_password_link(lee.id, LIFETIME), "a hash")
    return made


def set_by_link(repository: Repository, account: Account) -> None:
    """Set another password of an account, by a link."""
    repository.set_password_by_link(repository.make_password_link(account.id, LIFETIME), "another hash")


CHANGES: dict[str, Callable[[Repository, Account], None]] = {
    "password": set_by_link,
    "roles": lambda repository, account: repository.change_account(account.id, "Ann", [Role.READER]),
    "closed": lambda repository, account: repository.close_account(account.id),
}


@pytest.mark.parametrize("change", CHANGES)
def test_no_session_begins_for_whoever_proved_who_they_are_before_a_change(
    repository: Repository, ann: Account, change: str
) -> None:
    CHANGES[change](repository, ann)
    with pytest.raises(Unproven):
        repository.begin_session(ann, stage="full", device="")


@pytest.mark.parametrize("change", CHANGES)
def test_a_session_that_is_half_way_is_not_made_whole_after_a_change(
    repository: Repository, ann: Account, change: str
) -> None:
    _, half = repository.begin_session(ann, stage="password", device="")
    CHANGES[change](repository, ann)
    before = repository.verify_trail().acts
    with pytest.raises(Unproven):
        repository.complete_session(half)
    assert repository.verify_trail().acts == before


def test_a_session_is_made_whole_once(repository: Repository, ann: Account) -> None:
    _, half = repository.begin_session(ann, stage="password", device="")
    token = repository.complete_session(half)
    with pytest.raises(Unproven):
        repository.complete_session(half)
    assert repository.session(token) is not None


def test_no_session_that_begins_while_the_password_is_set_outlives_that(
    repository: Repository, ann: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    add, setting = session_statements.add, []

    def slowly(*given: Any) -> None:
        setting.append(pool.submit(set_by_link, repository, ann))
        wait(setting, timeout=0.5)
        add(*given)

    monkeypatch.setattr(session_statements, "add", slowly)
    with ThreadPoolExecutor(1) as pool:
        token, _ = repository.begin_session(ann, stage="full", device="")
    setting[0].result()
    assert repository.session(token) is None


def kept(repository: Repository, account: Account) -> str:
    """What is kept of the password of an account."""
    found = repository.credentials(account.email)
    assert found is not None
    return found[1]


def test_another_hash_of_a_password_does_not_take_the_place_of_another_password(
    repository: Repository, ann: Account
) -> None:
    set_by_link(repository, ann)
    repository.rehash(ann.id, "the old one hashed anew", instead_of="a hash")
    assert kept(repository, ann) == "another hash"
    repository.rehash(ann.id, "hashed anew", instead_of="another hash")
    assert kept(repository, ann) == "hashed anew"


def test_of_the_browsers_of_an_account_the_newest_are_known(
    repository: Repository, ann: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sessions, "MOST_BROWSERS", 2)
    tokens = [repository.know_device(ann.id) for _ in range(3)]
    assert [repository.device_of(each) for each in tokens] == ["", ann.id, ann.id]


def test_a_browser_is_known_by_one_token(repository: Repository, ann: Account) -> None:
    first = repository.know_device(ann.id)
    second = repository.know_device(ann.id, instead_of=first)
    assert [repository.device_of(each) for each in (first, second)] == ["", ann.id]


@pytest.mark.parametrize("change", ["password", "closed"])
def test_no_browser_is_known_any_more_after_a_link_was_used_or_the_account_was_closed(
    repository: Repository, ann: Account, change: str
) -> None:
    token = repository.know_device(ann.id)
    CHANGES[change](repository, ann)
    assert repository.device_of(token) == ""
