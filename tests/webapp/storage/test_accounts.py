"""Accounts in storage: what many do at one moment, and what the repository refuses whoever asks."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest

from webapp.rights import RIGHTS, Act, Reach, Role, Viewer
from webapp.storage.account_statements import Account
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
    "choose_all": (Act.MANAGE_PEOPLE, lambda kept: kept.choose_all({}, seen={})),
    "acts": (Act.READ_TRAIL, lambda kept: kept.acts()),
    "start_draft": (Act.FILL_IN, lambda kept: kept.start_draft("audit", 1)),
    "keep_file": (Act.FILL_IN, lambda kept: kept.keep_file(b"x", "image/png")),
    "start_spec_draft": (Act.WRITE_SPECS, lambda kept: kept.start_spec_draft("a", 0, "x", "Pat")),
    "start_trial": (Act.WRITE_SPECS, lambda kept: kept.start_trial("audit", 1, "aa", b"form: audit")),
    "throw_away_trial": (Act.WRITE_SPECS, lambda kept: kept.throw_away_trial("t" * 26)),
    "pin": (Act.FILL_IN, lambda kept: kept.pin("audit", 1, "aa", b"form: audit")),
    "text_of": (Act.READ_FORMS, lambda kept: kept.text_of("aa")),
    "asked": (Act.READ_DESK, lambda kept: kept.asked("d" * 26)),
    "last_asked": (Act.READ_DESK, lambda kept: kept.last_asked("d" * 26)),
    "every_asked": (Act.READ_DESK, lambda kept: kept.every_asked()),
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


@pytest.fixture
def ann(repository: Repository) -> Account:
    """The administrator of a school."""
    return repository.make_first("ann@school.example", "Ann", [], "a hash")


def test_nobody_is_given_the_password_of_somebody_else(repository: Repository, ann: Account) -> None:
    other = repository.invite("lee@school.example", "Lee", [Role.ADMINISTRATOR])
    own, others = (repository.seen_by(Viewer(id=each.id, name="", roles=ann.roles)) for each in (ann, other))
    assert own.password_of(ann.id) == "a hash"
    for kept in (others, repository):
        with pytest.raises(NotYours):
            kept.password_of(ann.id)


def test_other_roles_leave_an_invitation_and_end_the_sessions(repository: Repository, ann: Account) -> None:
    invited = repository.invite("lee@school.example", "Lee", [Role.STAFF])
    link = repository.make_password_link(invited.id, LIFETIME)
    repository.change_account(invited.id, "Lee", {Role.DECIDER})
    assert repository.link(link) is not None
    session, _ = repository.begin_session(ann, stage="full", device="")
    repository.change_account(ann.id, "Ann", {Role.ADMINISTRATOR, Role.STAFF})
    assert repository.session(session) is None
    repository.close_account(invited.id)
    assert repository.link(link) is None


def test_who_needs_a_second_factor_from_now_on_and_has_none_is_signed_out(repository: Repository, ann: Account) -> None:
    lee = repository.invite("lee@school.example", "Lee", [Role.STAFF])
    lee = repository.set_password_by_link(repository.make_password_link(lee.id, LIFETIME), "a hash")
    sessions = [repository.begin_session(each, stage="full", device="")[0] for each in (ann, lee)]
    own = repository.seen_by(Viewer(id=ann.id, name="", roles=ann.roles))
    own.add_totp(b"sealed", ["a code"], step=1, only_first=False)
    repository.choose("second-factor", [Role.DECIDER.value])
    assert [repository.session(each) is not None for each in sessions] == [True, True]
    repository.choose("second-factor", [Role.STAFF.value, Role.ADMINISTRATOR.value])
    assert [repository.session(each) is not None for each in sessions] == [True, False]


UNCHANGED: dict[str, Callable[[Repository, Account], object]] = {
    "choose": lambda kept, ann: kept.choose("two-people", []),
    "choose_all": lambda kept, ann: kept.choose_all({"two-people": []}, seen={}),
    "change_account": lambda kept, ann: kept.change_account(ann.id, " Ann ", ann.roles),
    "end_sessions": lambda kept, ann: kept.end_sessions(ann.id, "a test"),
}


@pytest.mark.parametrize("name", UNCHANGED)
def test_what_changes_nothing_is_not_noted(repository: Repository, ann: Account, name: str) -> None:
    before = list(repository.every_act())
    UNCHANGED[name](repository, ann)
    assert list(repository.every_act()) == before
