"""An account is closed while a link to it is made or used: both come to an end, and no link holds on."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest

from tests.webapp.storage.test_concurrency import at_once
from webapp.rights import Role, Viewer
from webapp.storage.failures import Unknown
from webapp.storage.links import INVITATION_LIFETIME
from webapp.storage.outbox_statements import Message
from webapp.storage.repository import Repository

ROUNDS = 12
EMAIL = "sam@school.example"
Linked = Callable[[Repository, str], list[str]]


@pytest.fixture
def kept(repository: Repository) -> Repository:
    made = repository.make_first("ann@school.example", "Ann", [], "a hash")
    return repository.seen_by(Viewer(id=made.id, name="Ann", roles=made.roles))


def made_by_hand(kept: Repository, sam: str) -> list[str]:
    return [kept.make_password_link(sam, INVITATION_LIFETIME)]


def sent_by_mail(kept: Repository, sam: str) -> list[str]:
    tokens: list[str] = []

    def write(_account: object, token: str) -> Message:
        tokens.append(token)
        return Message(EMAIL, "A link", token)

    kept.send_reset_link(EMAIL, write)
    return tokens


def try_to(job: Callable[[], object]) -> object:
    """Do a job that may come too late."""
    try:
        return job()
    except Unknown:
        return None


def test_a_link_is_used_while_its_account_is_closed(kept: Repository) -> None:
    sam = kept.invite(EMAIL, "Sam", [Role.STAFF]).id
    for _ in range(ROUNDS):
        token = kept.make_password_link(sam, INVITATION_LIFETIME)
        use = partial(kept.set_password_by_link, token, "a hash")
        at_once(partial(try_to, use), partial(kept.close_account, sam))
        account = kept.account(sam)
        assert account is not None
        assert account.state == "closed"
        kept.reopen_account(sam)


@pytest.mark.parametrize("link", [made_by_hand, sent_by_mail])
def test_no_link_that_is_made_while_an_account_is_closed_holds(
    kept: Repository, link: Linked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("webapp.storage.links.RESET_PAUSE", timedelta(0))
    sam = kept.invite(EMAIL, "Sam", [Role.STAFF]).id
    for _ in range(ROUNDS):
        tokens, _ = at_once(partial(try_to, partial(link, kept, sam)), partial(kept.close_account, sam))
        assert [kept.link(token) for token in tokens or ()] in ([], [None])
        kept.reopen_account(sam)


def test_links_are_used_and_sent_at_the_same_moment(kept: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("webapp.storage.links.RESET_PAUSE", timedelta(0))
    sam = kept.invite(EMAIL, "Sam", [Role.STAFF]).id
    for _ in range(ROUNDS):
        token = kept.make_password_link(sam, INVITATION_LIFETIME)
        used, _ = at_once(partial(kept.set_password_by_link, token, "a hash"), partial(sent_by_mail, kept, sam))
        assert used.state == "active"
