"""A version is put into a folder whole: who is stopped halfway can begin again, and who comes second is told."""

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from formspec.published import Library
from formspec.release import Release, write_release
from formspec.shelving import AlreadyThere, NotWritten, shelve
from tests.formspec.test_libraries import SPEC
from tests.releases import release_of

TEXT = SPEC.format(version=1, title="A visit").encode()
WELSH = b"formspec: 1\nform: visit\nversion: 1\nlanguage: cy\ntexts:\n  form: {title: Ymweliad}\n"
KILLED = """
import os, signal, sys
from pathlib import Path
from formspec.release import read_release
from formspec.shelving import shelve
link = os.link
def killed_at_the_spec(made, path, **named):
    if Path(path).name == "1.yaml":
        os.kill(os.getpid(), signal.SIGKILL)
    link(made, path, **named)
os.link = killed_at_the_spec
release = read_release(Path("release.json").read_bytes()).release
shelve(Path("specs"), release, Path("text.yaml").read_bytes(), {"cy": b"older words"})
"""


def released(text: bytes, *, note: str = "New") -> Release:
    return release_of(
        text,
        "visit",
        1,
        note=note,
        approved_by="The board",
        approved="May 2026",
        in_force=date(2026, 11, 23),
    )


@pytest.fixture
def killed(tmp_path):
    """A folder in which a process was killed after it had written the release and before the spec was there."""
    (tmp_path / "release.json").write_bytes(write_release(released(b"other words")))
    (tmp_path / "text.yaml").write_bytes(b"other words")
    paths = os.pathsep.join([str(Path(__file__).parents[2]), *sys.path])
    ended = subprocess.run(
        [sys.executable, "-c", KILLED], cwd=tmp_path, env={**os.environ, "PYTHONPATH": paths}, check=False, timeout=60
    )
    assert ended.returncode == -signal.SIGKILL
    place = tmp_path / "specs" / "visit"
    assert (place / "1.release.json").is_file()
    assert not (place / "1.yaml").exists()
    return place


@pytest.mark.parametrize("words", [{}, {"cy": WELSH}], ids=["one language", "two"])
def test_a_process_that_was_killed_halfway_stops_nobody_from_publishing_the_version(killed, words):
    release = released(TEXT, note="Again")
    shelve(killed.parent, release, TEXT, words)
    library = Library(killed.parent)
    opened = library.open("visit", 1)
    assert (opened.text, opened.loaded.problems, library.release("visit", 1)) == (TEXT, (), release)
    assert library.translations("visit", 1) == tuple(words)
    assert not [path.name for path in killed.iterdir() if path.name.startswith(".")]


def test_words_that_are_not_published_are_set_aside_and_not_lost(killed):
    shelve(killed.parent, released(TEXT), TEXT, {})
    assert (killed / "1.cy.yaml.before").read_bytes() == b"older words"


def test_of_many_who_publish_at_once_one_does_and_its_files_belong_together(tmp_path):
    texts = [SPEC.format(version=1, title=f"Visit {each}").encode() for each in range(8)]

    def publish(text: bytes) -> bool:
        try:
            shelve(tmp_path, released(text), text, {})
        except AlreadyThere:
            return False
        return True

    with ThreadPoolExecutor(8) as people:
        assert sum(people.map(publish, texts)) == 1
    assert Library(tmp_path).open("visit", 1).loaded.problems == ()


def test_a_version_that_is_there_is_never_written_over(tmp_path):
    path = shelve(tmp_path, released(TEXT), TEXT, {"cy": WELSH})
    before = {each: each.read_bytes() for each in path.parent.iterdir()}
    with pytest.raises(AlreadyThere, match=r"1\.yaml is there already"):
        shelve(tmp_path, replace(released(TEXT), note="Other"), TEXT, {})
    assert {each: each.read_bytes() for each in path.parent.iterdir()} == before


def test_what_cannot_be_written_is_named_and_nothing_is_left(tmp_path):
    place = tmp_path / "visit"
    (place / "1.release.json").mkdir(parents=True)
    with pytest.raises(NotWritten, match=r"1\.release\.json cannot be written: is a directory"):
        shelve(tmp_path, released(TEXT), TEXT, {"cy": WELSH})
    assert [each.name for each in place.iterdir()] == ["1.release.json"]
