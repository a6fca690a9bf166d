"""Which version is in force on a day, as the files say, and several libraries as one."""

from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formspec.libraries import JoinedLibrary
from formspec.problem import Level
from formspec.published import Library, load_file
from formspec.release import Release, write_release
from tests.releases import release_of

SPEC = """\
formspec: 1
form: visit
version: {version}
title: {title}
sections:
  - {{id: visit, title: The visit, questions: [{{id: who, label: Who?, kind: text}}]}}
"""
DAY = date(2026, 11, 23)


def published(folder: Path, version: int, *, title: str = "A visit") -> Path:
    path = folder / "visit" / f"{version}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(SPEC.format(version=version, title=title), encoding="utf-8")
    return path


def released(path: Path, in_force: str, withdrawn: str | None = None, **said: Any) -> Release:
    release = release_of(
        path.read_bytes(),
        "visit",
        int(path.stem),
        in_force=date.fromisoformat(in_force),
        withdrawn=date.fromisoformat(withdrawn) if withdrawn else None,
        **said,
    )
    path.with_name(f"{path.stem}.release.json").write_bytes(write_release(release))
    return release


def told(library: Library | JoinedLibrary, version: int) -> list[tuple[str, Level]]:
    return [(each.rule, each.level) for each in library.open("visit", version).loaded.problems]


def test_a_release_is_read_from_beside_its_file_and_a_file_without_one_is_in_force_from_always(tmp_path):
    published(tmp_path, 1)
    release = released(published(tmp_path, 2), "2026-12-01")
    library = Library(tmp_path)
    assert (library.release("visit", 1), library.release("visit", 2)) == (None, release)
    assert (told(library, 1), told(library, 2)) == ([], [])
    assert library.versions("visit") == (1, 2)
    with pytest.raises(KeyError):
        library.release("visit", 3)


def test_the_last_version_that_has_come_into_force_and_was_not_withdrawn_is_in_force(tmp_path):
    published(tmp_path, 1)
    released(published(tmp_path, 2), "2026-09-01", withdrawn="2026-12-24")
    released(published(tmp_path, 3), "2026-12-01", withdrawn="2027-01-01")
    library = Library(tmp_path)
    expected = {"2026-08-31": 1, "2026-09-01": 2, "2026-11-30": 2, "2026-12-01": 3, "2026-12-31": 3, "2027-01-01": 1}
    assert {day: library.in_force("visit", date.fromisoformat(day)) for day in expected} == expected
    assert library.available("visit", date(2026, 12, 5)) == (3, 2, 1)
    assert library.available("visit", date(2026, 12, 25)) == (3, 1)


def test_a_form_of_which_every_version_was_withdrawn_has_none_in_force_and_still_opens(tmp_path):
    released(published(tmp_path, 1), "2026-09-01", withdrawn="2026-11-23")
    library = Library(tmp_path)
    assert library.in_force("visit", DAY) is None
    assert (library.forms(), library.versions("visit")) == (("visit",), (1,))
    assert library.open("visit", 1).loaded.spec is not None


@pytest.mark.parametrize("data", [b"", b"{", b"\xff", b"[]", b"[" * 9_999, b'{"form": "visit"}'], ids=repr)
def test_a_version_whose_release_cannot_be_used_opens_and_is_not_started(tmp_path, data):
    path = published(tmp_path, 1)
    path.with_name("1.release.json").write_bytes(data)
    library = Library(tmp_path)
    assert (library.release("visit", 1), library.in_force("visit", DAY)) == (None, None)
    assert told(library, 1) == [("release-file", Level.WARNING)]
    (problem,) = library.open("visit", 1).loaded.problems
    assert problem.message.startswith(
        "1.release.json beside this file cannot be used, so this version opens but cannot be started until that "
        "file is put right. Line 1: "
    )
    assert library.open("visit", 1).loaded.spec is not None


@pytest.mark.parametrize("dates", [("2199-01-01", None), ("2026-01-01", "2026-02-01")], ids=["to come", "withdrawn"])
def test_a_damaged_release_brings_no_version_into_force(tmp_path, dates):
    published(tmp_path, 1)
    path = published(tmp_path, 2)
    released(path, *dates)
    file = path.with_name("2.release.json")
    library = Library(tmp_path)
    assert library.available("visit", DAY) == (1,)
    file.write_bytes(file.read_bytes()[:-20])
    assert library.available("visit", DAY) == (1,)
    assert library.versions("visit") == (1, 2)


def test_a_release_that_is_a_folder_or_of_another_version_cannot_be_used(tmp_path):
    (published(tmp_path, 1).with_name("1.release.json")).mkdir()
    release = released(published(tmp_path, 2), "2025-12-01")
    (tmp_path / "visit" / "2.release.json").write_bytes(write_release(replace(release, version=3)))
    library = Library(tmp_path)
    assert told(library, 1) == told(library, 2) == [("release-file", Level.WARNING)]
    assert library.available("visit", DAY) == ()


def test_a_file_with_other_words_than_it_was_published_with_is_refused(tmp_path):
    path = published(tmp_path, 1)
    released(path, "2026-09-01")
    published(tmp_path, 1, title="Edited since")
    library = Library(tmp_path)
    assert told(library, 1) == [("published-text", Level.ERROR)]
    assert library.open("visit", 1).loaded.spec is None
    assert [each.rule for each in load_file(path, path.read_bytes()).problems] == ["published-text"]
    published(tmp_path, 1)
    assert told(library, 1) == [] == list(load_file(path, path.read_bytes()).problems)


def test_of_several_libraries_the_first_that_has_a_version_counts(tmp_path):
    published(tmp_path / "first", 1, title="First")
    published(tmp_path / "second", 1, title="Second")
    published(tmp_path / "second", 2)
    library = JoinedLibrary(Library(tmp_path / "first"), Library(tmp_path / "second"))
    assert (library.forms(), library.versions("visit"), library.in_force("visit", DAY)) == (("visit",), (1, 2), 2)
    assert library.open("visit", 1).loaded.spec.title == "First"
    assert (told(library, 1), told(library, 2)) == ([("published-twice", Level.WARNING)], [])
    assert str(tmp_path / "second" / "visit" / "1.yaml") in library.open("visit", 1).loaded.problems[0].message
    published(tmp_path / "second", 1, title="First")
    assert told(library, 1) == []


def test_the_release_that_counts_is_that_of_the_first_library(tmp_path):
    published(tmp_path / "first", 1)
    first = released(published(tmp_path / "first", 2), "2026-09-01", withdrawn="2026-11-01")
    released(published(tmp_path / "second", 2), "2026-09-01")
    library = JoinedLibrary(Library(tmp_path / "first"), Library(tmp_path / "second"))
    assert library.release("visit", 2) == first
    assert library.available("visit", DAY) == (1,)
    assert library.in_force("visit", date(2026, 10, 1)) == 2


def test_the_words_in_another_language_are_those_of_the_library_that_counts(tmp_path):
    published(tmp_path / "first", 1)
    other = published(tmp_path / "second", 1)
    other.with_name("1.cy.yaml").write_text("formspec: 1\nform: visit\nversion: 1\nlanguage: cy\ntexts: {}\n", "utf-8")
    library = JoinedLibrary(Library(tmp_path / "first"), Library(tmp_path / "second"))
    assert library.translations("visit", 1) == ()
    for ask in (library.translation, library.words):
        with pytest.raises(KeyError):
            ask("visit", 1, "cy")
    other_first = JoinedLibrary(*library.libraries[::-1])
    assert other_first.words("visit", 1, "cy") == other.with_name("1.cy.yaml").read_bytes()


def test_what_no_library_has_is_a_key_error(tmp_path):
    library = JoinedLibrary(Library(tmp_path), Library(tmp_path))
    assert (library.versions("visit"), library.in_force("visit", DAY), library.available("visit", DAY)) == (
        (),
        None,
        (),
    )
    for ask in (library.open, library.release, library.translations):
        with pytest.raises(KeyError):
            ask("visit", 1)


spans = st.tuples(
    st.dates(date(2026, 1, 1), date(2026, 3, 1)), st.none() | st.dates(date(2026, 1, 1), date(2026, 4, 1))
)


@given(st.lists(spans, min_size=1, max_size=5), st.dates(date(2026, 1, 1), date(2026, 4, 2)))
def test_what_is_in_force_is_the_last_version_that_stands_on_that_day(tmp_path_factory, versions, day):
    folder = tmp_path_factory.mktemp("specs")
    for number, (start, end) in enumerate(versions, 1):
        released(published(folder, number), start.isoformat(), end.isoformat() if end else None)
    stands = [n for n, (start, end) in enumerate(versions, 1) if start <= day and (end is None or day < end)]
    library = Library(folder)
    assert library.in_force("visit", day) == max(stands, default=None)
    assert all(later > earlier for later, earlier in pairwise(library.available("visit", day)))
