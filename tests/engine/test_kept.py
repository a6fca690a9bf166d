"""What was made is kept for whoever asks next, the last of it, and no more than there is room for."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from engine.kept import Kept


class _Workshop:
    """Makes texts, and counts how often each was made."""

    def __init__(self, most: int) -> None:
        self.made: list[str] = []
        self.kept: Kept[str, str] = Kept(most, len)

    def ask(self, key: str) -> str:
        return self.kept.get(key, self._making(key))

    def _making(self, key: str) -> Callable[[], str]:
        def make() -> str:
            self.made.append(key)
            return key * 10

        return make


def test_what_was_made_is_not_made_again() -> None:
    workshop = _Workshop(100)
    assert [workshop.ask("a"), workshop.ask("a"), workshop.ask("b"), workshop.ask("a")] == [
        "a" * 10, "a" * 10, "b" * 10, "a" * 10
    ]  # fmt: skip
    assert workshop.made == ["a", "b"]


def test_what_was_asked_for_longest_ago_goes_first() -> None:
    workshop = _Workshop(20)
    for key in ("a", "b", "a", "c"):
        workshop.ask(key)
    for key in ("a", "c", "b"):
        workshop.ask(key)
    assert workshop.made == ["a", "b", "c", "b"]


def test_the_last_is_kept_whatever_it_weighs() -> None:
    workshop = _Workshop(1)
    for key in ("a", "a", "b", "b", "a"):
        workshop.ask(key)
    assert workshop.made == ["a", "b", "a"]


def test_threads_that_make_the_same_at_once_get_the_same() -> None:
    kept: Kept[str, list[int]] = Kept(10, len)
    together = Barrier(4)

    def make() -> list[int]:
        together.wait(5)
        return [1]

    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda _: kept.get("a", make), range(4)))
    assert all(each is found[0] for each in found)
