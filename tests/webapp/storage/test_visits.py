"""The numbers that visit keys are derived with: one for each account and browser, however many ask at once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from webapp.rights import Role
from webapp.storage.repository import Repository

AT_ONCE = 4


def test_pages_of_one_browser_that_ask_at_once_for_the_first_time_get_one_number(repository: Repository) -> None:
    account = repository.make_first("ann@school.example", "Ann", set(Role), "a hash")
    _, session = repository.begin_session(account, stage="full", device="A browser")
    for browser in map(str, range(5)):
        start = Barrier(AT_ONCE)

        def ask(_: int, browser: str = browser, start: Barrier = start) -> str:
            start.wait()
            return repository.visit_number(session, browser)

        with ThreadPoolExecutor(AT_ONCE) as pool:
            assert len(set(pool.map(ask, range(AT_ONCE)))) == 1
