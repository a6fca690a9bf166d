"""Where a school has chosen so, a restore takes two different administrators of the state that is restored."""

import json
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher

from tests.webapp.backup.conftest import backed_up, contents, new_report
from webapp.backup.failures import BackupError
from webapp.backup.restoring import check_backup, restore_backup
from webapp.deeds import Deed
from webapp.settings import Settings
from webapp.storage import trail_statements
from webapp.storage.account_tables import choices, user_roles, users
from webapp.storage.opening import open_repository
from webapp.storage.trail_statements import Noted

MOMENT = datetime(2026, 11, 1, tzinfo=UTC)
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
PEOPLE = {"ada": ("active", "administrator"), "bea": ("active", "administrator"), "cy": ("active", "decider")}
PEOPLE |= {"dot": ("closed", "administrator"), "eve": ("invited", "administrator")}
NOBODY = "^That is not the e-mail address and the password of an administrator here"
SAME = "^Both times it was the same person"


def choose(settings: Settings, value: str) -> None:
    """Keep five people, each with their own password, and what takes two of them."""
    engine = sa.create_engine(f"sqlite:///{settings.file}", poolclass=sa.NullPool)
    with engine.begin() as connection:
        for name, (state, role) in PEOPLE.items():
            kept = {"id": name, "email": address(name), "name": name, "state": state, "totp_step": 0}
            password = CHEAP.hash(f"password of {name}") if state != "invited" else ""
            connection.execute(sa.insert(users).values(**kept, password=password, created=MOMENT, changed=MOMENT))
            connection.execute(sa.insert(user_roles).values(user=name, role=role))
        connection.execute(sa.insert(choices).values(name="two-people", value=value, changed_by="ada", changed=MOMENT))


def address(name: str) -> str:
    return f"{name}@school.example"


@pytest.fixture
def file(small: Settings, tmp_path: Path) -> Path:
    return tmp_path / "backup"


def restore(settings: Settings, file: Path, *typed: tuple[str, str]) -> list[str]:
    """Restore a backup while people type these addresses and passwords; return whom was asked for."""
    identity, asked = backed_up(settings, file), []

    def ask(which: str) -> tuple[str, str]:
        asked.append(which)
        return typed[len(asked) - 1]

    restore_backup(settings, file, identity, new_report(), ask=ask)
    return asked


def right(name: str) -> tuple[str, str]:
    return address(name), f"password of {name}"


def test_two_administrators_restore(small: Settings, file: Path) -> None:
    choose(small, '["erase", "restore"]')
    assert restore(small, file, (" Ada@School.example ", "password of ada"), right("bea")) == ["first", "second"]
    assert list(small.data.glob("formspec.sqlite3.before-*"))


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        (right("ada"), right("ada"), SAME),
        (right("ada"), (address("bea"), "password of ada"), NOBODY),
        (right("ada"), (address("bea"), ""), NOBODY),
        (right("ada"), right("cy"), NOBODY),
        (right("ada"), right("dot"), NOBODY),
        (right("ada"), (address("eve"), ""), NOBODY),
        (right("ada"), ("", ""), NOBODY),
    ],
    ids=["same", "other's password", "no password", "no administrator", "closed", "only invited", "nobody"],
)
def test_nobody_else_does_and_nothing_is_touched(small: Settings, file: Path, first, second, said: str) -> None:
    choose(small, '["restore"]')
    before = contents(small.data)
    with pytest.raises(BackupError, match=said):
        restore(small, file, first, second)
    assert contents(small.data) == before


@pytest.mark.parametrize("value", ['["erase"]', "[]", "null"])
def test_where_it_was_not_chosen_nobody_is_asked(small: Settings, file: Path, value: str) -> None:
    choose(small, value)
    assert restore(small, file) == []


def chosen(settings: Settings, value: str) -> None:
    with sqlite3.connect(settings.file) as connection:
        connection.execute("UPDATE choices SET value = ? WHERE name = 'two-people'", [value])
    connection.close()


@pytest.mark.parametrize(("then", "now"), [('["restore"]', "[]"), ("[]", '["restore"]')], ids=["then", "now"])
def test_what_the_backup_or_the_present_state_says_counts_and_who_agreed_is_noted(
    small: Settings, file: Path, then: str, now: str
) -> None:
    choose(small, then)
    identity = backed_up(small, file)
    chosen(small, now)
    typed = iter((right("ada"), right("bea")))
    restore_backup(small, file, identity, new_report(), ask=lambda which: next(typed))
    assert next(typed, None) is None
    with open_repository(small) as repository:
        (act, *_) = repository.acts()
    assert (act.act, json.loads(act.detail)["consented"]) == ("backup.restored", "ada, bea")


@pytest.mark.parametrize(
    ("deed", "who"), [(Deed.ACCOUNT_CHANGED, "cy"), (Deed.LINK_MADE, "ada")], ids=["of today", "by the other"]
)
@pytest.mark.parametrize("since", [False, True], ids=["then", "now"])
def test_two_who_are_not_apart_in_the_state_that_is_asked_do_not_restore(
    small: Settings, file: Path, deed: Deed, who: str, *, since: bool
) -> None:
    choose(small, '["restore"]')
    identity = backed_up(small, file) if since else None
    with sa.create_engine(f"sqlite:///{small.file}", poolclass=sa.NullPool).begin() as connection:
        trail_statements.add(connection, Noted(who, deed, "bea", {}), now=datetime.now(UTC))
    if identity is None:
        identity = backed_up(small, file)
        chosen(small, "[]")
    before, typed = contents(small.data), iter((right("ada"), right("bea")))
    with pytest.raises(BackupError, match=r"^Somebody else has to agree to this: one of you two was invited"):
        restore_backup(small, file, identity, new_report(), ask=lambda which: next(typed))
    assert contents(small.data) == before


def test_a_drill_asks_nobody_because_it_changes_nothing(small: Settings, file: Path) -> None:
    choose(small, '["restore"]')
    check_backup(small, file, backed_up(small, file), new_report(), drill=True)
