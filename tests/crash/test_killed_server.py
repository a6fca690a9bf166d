"""A server that is killed in the middle of its work has kept all that it answered with success, once, and nothing half.

Kills by chance: FORMSPEC_SOAK makes more of them, FORMSPEC_SEED others.
"""

import os
import random
import shutil
import threading
import time
from pathlib import Path

from tests.conftest import NewDatabase
from tests.crash.rounds import SPEC, Begun, Person, look_at_all, section_of, texts
from tests.crash.server import Browser, Server
from tests.pace import pace
from webapp.settings import Settings
from webapp.storage.opening import open_repository

SEED = int(os.environ.get("FORMSPEC_SEED", "20261126"))
KILLS = 2 * int(os.environ.get("FORMSPEC_SOAK", "1"))
PEOPLE, OLD = 4, 4
AT_ONCE = 20
UP_AGAIN_SECONDS = 5


def write_spec(specs: Path, version: int) -> None:
    folder = specs / "round"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{version}.yaml").write_text(SPEC.format(version=version), encoding="utf-8")


def submitted(address: str) -> list[str]:
    """Submit a few forms on the version in force, and return their records."""
    browser, records = Browser(address), []
    for number in range(OLD):
        draft = Begun(browser.press("/forms/round", "Start now").rpartition("/")[2])
        browser.press(section_of(draft), "Save and continue", texts(f"before {number}"))
        browser.press(f"/drafts/{draft.id}/check", "Submit")
        records.append(draft.id)
    return records


def killed_at_work(server: Server, people: list[Person], seconds: float) -> None:
    """Let everybody work at once, and kill the server after so many seconds."""
    threads = [threading.Thread(target=each.work, args=(server.address,)) for each in people]
    for thread in threads:
        thread.start()
    time.sleep(seconds)
    server.kill()
    for thread in threads:
        thread.join()


def look(settings: Settings, database: str, people: list[Person]) -> None:
    """Hold what is kept to what everybody was told."""
    with open_repository(settings, serving=False) as repository:
        for each in people:
            each.look(repository)
    look_at_all(database, people, OLD)


def slowest_start(place: Path, database: str, kills: int, chance: random.Random) -> float:
    """Work on a new database and kill the server so many times; return how many seconds the slowest start took."""
    specs, slowest = place / "specs", 0.0
    settings = Settings.from_environment({"FORMSPEC_DATA": str(place / "kept"), "FORMSPEC_DATABASE": database})
    write_spec(specs, 1)
    with Server(settings.data, specs, database) as server:
        old = submitted(server.address)
    write_spec(specs, 2)
    people = [Person(f"p{n}", random.Random(chance.random()), old[n::PEOPLE]) for n in range(PEOPLE)]
    for _ in range(kills):
        with Server(settings.data, specs, database) as server:
            slowest = max(slowest, server.seconds)
            killed_at_work(server, people, chance.uniform(0.1, 0.8))
        look(settings, database, people)
    return slowest


def test_everything_answered_with_success_outlives_a_kill(tmp_path: Path, new_database: NewDatabase) -> None:
    print(f"FORMSPEC_SEED={SEED}: {KILLS} kills")
    chance = random.Random(SEED)
    for start in range(0, KILLS, AT_ONCE):
        place = tmp_path / str(start)
        slowest = slowest_start(place, new_database(), min(AT_ONCE, KILLS - start), chance)
        print(f"{start}: the slowest start took {slowest:.1f} s")
        assert slowest < UP_AGAIN_SECONDS * pace(time.monotonic)
        shutil.rmtree(place)
