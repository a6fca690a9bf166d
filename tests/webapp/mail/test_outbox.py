"""The outbox: each message is sent once, tried again at growing distances, and keeps its body no longer."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
import sqlalchemy as sa

from tests.webapp.mail.conftest import Inbox, Serve
from webapp.mail.delivery import Delivery as KeyedDelivery
from webapp.mail.envelope import closed
from webapp.storage import tidying
from webapp.storage.account_tables import outbox
from webapp.storage.outbox import DELAYS, FORGOTTEN, GIVEN_UP
from webapp.storage.outbox_statements import Message
from webapp.storage.repository import Repository

MESSAGE = Message("pat@school.example", "Your account on Formspec", "Open http://school.example/join#token\n")
KEY = "the secret key of this school, long enough"
Delivery = partial(KeyedDelivery, key=KEY)
Later = Callable[[timedelta], None]


def rows(repository: Repository) -> list[sa.Row[tuple[object, ...]]]:
    with repository._database.reading("the test") as connection:
        return list(connection.execute(sa.select(outbox)))


def test_a_message_is_sent_once_and_then_says_nothing(repository: Repository, serve: Serve, inbox: Inbox) -> None:
    repository.post(closed(MESSAGE, KEY))
    delivery = Delivery(repository, serve())
    delivery.deliver()
    delivery.deliver()
    assert [each.get_content() for each in inbox.taken] == [MESSAGE.body]
    (row,) = rows(repository)
    assert (row.body, row.fault, row.sent is not None) == ("", "", True)


def test_a_message_is_tried_again_at_growing_distances_until_the_server_is_back(
    repository: Repository, serve: Serve, inbox: Inbox, later: Later
) -> None:
    server = serve()
    down = Delivery(repository, replace(server, port=1))
    repository.post(closed(MESSAGE, KEY))
    passed = timedelta()
    for tries, delay in enumerate(DELAYS, 1):
        down.deliver()
        down.deliver()
        (row,) = rows(repository)
        assert (row.tries, row.body != "") == (tries, True)
        assert "could not be reached" in row.fault
        passed += delay
        later(passed + timedelta(seconds=tries))
    Delivery(repository, server).deliver()
    assert len(inbox.taken) == 1
    assert repository.mail_faults() == []


def test_a_message_that_is_refused_for_good_or_too_old_is_given_up(
    repository: Repository, serve: Serve, inbox: Inbox, later: Later
) -> None:
    repository.post(closed(MESSAGE, KEY))
    server = serve()
    inbox.refusal = "550 nobody here"
    Delivery(repository, server).deliver()
    repository.post(closed(MESSAGE, KEY))
    later(GIVEN_UP + timedelta(minutes=1))
    Delivery(repository, replace(server, port=1)).deliver()
    assert [row.body for row in rows(repository)] == ["", ""]
    assert [each.partition(" (")[0] for each in repository.mail_faults()] == [
        "the mail server could not be reached, or broke off",
        "the mail server refused the address of the recipient",
    ]
    inbox.refusal = ""
    later(FORGOTTEN - timedelta(days=1))
    Delivery(repository, server).deliver()
    assert inbox.taken == []


def test_two_that_send_at_one_moment_send_a_message_once(repository: Repository, serve: Serve, inbox: Inbox) -> None:
    for _ in range(5):
        repository.post(closed(MESSAGE, KEY))
    server = serve()
    with ThreadPoolExecutor(4) as several:
        list(several.map(lambda _: Delivery(repository, server).deliver(), range(4)))
    assert len(inbox.taken) == 5


def test_a_message_that_was_taken_and_not_accounted_for_is_sent_later(
    repository: Repository, serve: Serve, inbox: Inbox, later: Later
) -> None:
    repository.post(closed(MESSAGE, KEY))
    assert len(repository.take_letters()) == 1
    delivery = Delivery(repository, serve())
    delivery.deliver()
    assert inbox.taken == []
    later(DELAYS[0] + timedelta(seconds=1))
    delivery.deliver()
    assert len(inbox.taken) == 1


def test_the_thread_sends_what_comes_and_goes_on_after_a_fault(
    repository: Repository,
    serve: Serve,
    inbox: Inbox,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    delivery = Delivery(repository, serve(), pause=0.01)
    taking = repository.take_letters
    monkeypatch.setattr(repository, "take_letters", lambda: 1 / 0)
    delivery.start()
    end = time.monotonic() + 10
    while not caplog.records and time.monotonic() < end:
        time.sleep(0.01)
    monkeypatch.setattr(repository, "take_letters", taking)
    repository.post(closed(MESSAGE, KEY))
    while not inbox.taken and time.monotonic() < end:
        time.sleep(0.01)
    delivery.stop()
    assert len(inbox.taken) == 1
    assert "token" not in caplog.text


def test_what_a_letter_says_stands_nowhere_in_the_database(repository: Repository) -> None:
    repository.post(closed(MESSAGE, KEY))
    assert "token" not in str(rows(repository))


def test_a_letter_under_another_secret_key_is_given_up(repository: Repository, serve: Serve, inbox: Inbox) -> None:
    repository.post(closed(MESSAGE, "the key that this school had before, long enough"))
    Delivery(repository, serve()).deliver()
    assert (inbox.taken, rows(repository)[0].body) == ([], "")
    assert repository.mail_faults() == ["it was written under another secret key, which alone opens it"]


def test_a_letter_goes_to_nobody_else_than_it_was_written_to(
    repository: Repository, serve: Serve, inbox: Inbox
) -> None:
    repository.post(replace(closed(MESSAGE, KEY), recipient="eve@school.example"))
    Delivery(repository, serve()).deliver()
    assert (inbox.taken, rows(repository)[0].body) == ([], "")


@pytest.mark.parametrize(
    ("mail", "span", "kept", "fault"),
    [
        (True, timedelta(hours=47), True, ""),
        (True, timedelta(hours=49), False, "it had waited for two days"),
        (False, timedelta(hours=1), False, "there was no mail server any more"),
    ],
)
def test_a_letter_that_will_not_be_sent_is_emptied_at_the_next_start(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, mail: bool, span: timedelta, kept: bool, fault: str
) -> None:
    repository.post(closed(MESSAGE, KEY))
    moment = tidying.now() + span
    monkeypatch.setattr(tidying, "now", lambda: moment)
    repository.tidy(mail=mail)
    (row,) = rows(repository)
    assert (row.body != "", row.fault) == (kept, fault)
