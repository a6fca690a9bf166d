"""Second factors as they are kept: what is taken once is taken once, also by many at one moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from webapp.rights import Role, Viewer
from webapp.storage.account_statements import Account
from webapp.storage.factor_statements import Passkey
from webapp.storage.failures import FactorExists, LastFactor, NotYours, Unknown
from webapp.storage.repository import Repository

CODES = ("a" * 64, "b" * 64)
STEP = 60_000_000
MANY = 8


def passkey(name: str = "key") -> Passkey:
    return Passkey(id=name, user="", name=name, public_key=b"k", sign_count=0, created=datetime.now(UTC), used=None)


@pytest.fixture
def account(repository: Repository) -> Account:
    return repository.make_first("ann@school.example", "Ann", [], "hash")


@pytest.fixture
def own(repository: Repository, account: Account) -> Repository:
    return repository.seen_by(Viewer(id=account.id, name="Ann", roles=account.roles))


def at_once(does: Callable[[], bool]) -> list[bool]:
    """Do the same many times at one moment."""
    with ThreadPoolExecutor(MANY) as many:
        return sorted(each.result() for each in [many.submit(does) for _ in range(MANY)])


ONCE = [False] * (MANY - 1) + [True]


def test_a_step_is_taken_once_and_none_before_it(own):
    own.add_totp(b"sealed", CODES, step=STEP, only_first=False)
    assert at_once(lambda: own.take_step(STEP + 1)) == ONCE
    assert [own.take_step(STEP + each) for each in (-1, 0, 1, 2)] == [False, False, False, True]


def test_no_step_is_taken_where_there_is_no_app(own):
    assert not own.take_step(STEP)


def test_a_recovery_code_is_used_once(own):
    own.add_totp(b"sealed", CODES, step=STEP, only_first=False)
    assert at_once(lambda: own.use_code(CODES[0])) == ONCE
    assert own.codes_left() == 1


def test_a_count_goes_up_once(own):
    own.add_passkey(passkey(), CODES, only_first=False)
    assert at_once(lambda: own.count_passkey("key", 5)) == ONCE
    assert [own.count_passkey("key", each) for each in (4, 5, 0, 6)] == [False, False, False, True]


def test_recovery_codes_come_with_the_first_factor_and_go_with_the_last(own):
    assert own.add_totp(b"sealed", CODES, step=STEP, only_first=False)
    assert not own.add_passkey(passkey(), ("c" * 64,), only_first=False)
    own.remove_totp()
    assert own.codes_left() == 2
    own.remove_passkey("key")
    assert own.codes_left() == 0


def test_who_adds_a_first_factor_adds_no_second(own):
    own.add_passkey(passkey(), CODES, only_first=True)
    with pytest.raises(FactorExists):
        own.add_totp(b"sealed", CODES, step=STEP, only_first=True)
    with pytest.raises(FactorExists):
        own.add_passkey(passkey("other"), CODES, only_first=True)
    assert own.totp() is None


def test_of_many_who_add_a_first_factor_at_one_moment_one_does(own):
    def add() -> bool:
        try:
            return own.add_totp(b"sealed", CODES, step=STEP, only_first=True)
        except FactorExists:
            return False

    assert at_once(add) == ONCE


def test_the_last_factor_stays_where_the_role_needs_one(own):
    own.choose("second-factor", [Role.ADMINISTRATOR.value])
    own.add_totp(b"sealed", CODES, step=STEP, only_first=False)
    own.add_passkey(passkey(), CODES, only_first=False)
    own.remove_totp()
    with pytest.raises(LastFactor):
        own.remove_passkey("key")
    assert [each.id for each in own.passkeys()] == ["key"]
    assert own.codes_left() == 2


def test_what_is_not_there_is_not_removed(own):
    for remove in (own.remove_totp, lambda: own.remove_passkey("key"), lambda: own.renew_codes(CODES)):
        with pytest.raises(Unknown):
            remove()


def test_another_s_factors_are_neither_seen_nor_removed(own, account):
    own.add_totp(b"sealed", CODES, step=STEP, only_first=False)
    own.add_passkey(passkey(), CODES, only_first=False)
    bob = own.invite("bob@school.example", "Bob", [Role.STAFF])
    theirs = own.seen_by(Viewer(id=bob.id, name="Bob", roles=bob.roles))
    assert (theirs.totp(), theirs.passkeys(), theirs.codes_left(), theirs.use_code(CODES[0])) == (None, (), 0, False)
    with pytest.raises(Unknown):
        theirs.remove_passkey("key")
    with pytest.raises(NotYours):
        theirs.remove_factors(account.id)
    assert own.account(account.id).has_factor


def test_an_administrator_removes_them_all_and_ends_every_session(own, account):
    own.add_totp(b"sealed", CODES, step=STEP, only_first=False)
    own.add_passkey(passkey(), CODES, only_first=False)
    token, _ = own.begin_session(account, stage="full", device="Firefox")
    own.remove_factors(account.id)
    assert not own.account(account.id).has_factor
    assert own.codes_left() == 0
    assert own.session(token) is None


def test_nobody_has_no_factors_of_their_own(own):
    nobody = own.seen_by(Viewer(id="", name="", roles=frozenset()))
    with pytest.raises(NotYours):
        nobody.add_totp(b"sealed", CODES, step=STEP, only_first=False)
