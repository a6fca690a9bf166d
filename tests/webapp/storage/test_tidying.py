"""What is of no use any more is forgotten at a start, and nothing else."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from webapp.rights import Role
from webapp.storage import opened, sessions, tidying, tries
from webapp.storage.account_tables import devices, links
from webapp.storage.account_tables import sessions as session_rows
from webapp.storage.account_tables import tries as try_rows
from webapp.storage.repository import Repository

DAY = timedelta(days=1)


@pytest.fixture
def kept(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A repository in which one of each was kept today, and one 400 days ago."""
    account = repository.make_first("ann@school.example", "Ann", [Role.ADMINISTRATOR], "a hash")
    for ago in (400 * DAY, timedelta()):
        moment = datetime.now(UTC) - ago
        for module in (opened, sessions, tries):
            monkeypatch.setattr(module, "now", lambda moment=moment: moment)
        monkeypatch.setattr("webapp.storage.links.now", lambda moment=moment: moment)
        repository.begin_session(account, stage="full", device="")
        repository.know_device(account.id)
        repository.make_password_link(account.id, DAY)
        repository.take_try(f"somebody {ago}")
    monkeypatch.setattr(tidying, "now", lambda: datetime.now(UTC))
    return repository


def counts(repository: Repository) -> list[int]:
    with repository._database.reading("The rows") as connection:
        return [
            connection.scalar(sa.select(sa.func.count()).select_from(table))
            for table in (session_rows, devices, links, try_rows)
        ]


def test_what_is_old_is_forgotten_and_what_is_new_is_kept(kept: Repository) -> None:
    before = counts(kept)
    kept.tidy(mail=True)
    assert (before, counts(kept)) == ([2, 2, 2, 1], [1, 1, 1, 1])


def test_it_is_forgotten_once_a_day_while_people_sign_in(kept: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    kept.tidy_daily()
    assert counts(kept)[:3] == [1, 1, 1]
    for later, left in ((DAY / 2, 1), (31 * DAY, 0)):
        monkeypatch.setattr(tidying, "now", lambda later=later: datetime.now(UTC) + later)
        kept.tidy_daily()
        assert counts(kept)[0] == left
