"""The library finds published versions by their file names, and one bad file never hides the others."""

import io
import os
from datetime import date
from pathlib import Path

import pytest

from formspec.problem import Level
from formspec.published import SPECS, Library, load_file

TODAY = date(2026, 11, 23)
SPEC = """\
formspec: 1
form: {form}
version: {version}
title: {title}
sections:
  - id: visit
    title: The visit
    questions:
      - {{id: who, label: Who?, kind: text}}
"""


def published(folder: Path, form: str, version: int, *, title: str = "A visit", name: str = "") -> Path:
    path = folder / (name or f"{form}/{version}.yaml")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(SPEC.format(form=form, version=version, title=title), encoding="utf-8")
    return path


def problems(library: Library, form: str, version: int) -> list[tuple[int, int, str, Level]]:
    return [(each.line, each.column, each.rule, each.level) for each in library.load(form, version).problems]


def test_without_a_folder_it_holds_the_forms_that_come_with_formspec():
    library = Library()
    assert library.forms() == ("ap-audit", "provider-letter")
    for form in library.forms():
        for version in library.versions(form):
            assert library.load(form, version).problems == ()
    assert Library(SPECS).forms() == library.forms()


def test_versions_are_numbers_in_order_and_the_last_is_in_force(tmp_path):
    for version in (10, 2, 1):
        published(tmp_path, "visit", version)
    library = Library(tmp_path)
    assert library.versions("visit") == (1, 2, 10)
    assert library.in_force("visit", TODAY) == 10
    assert library.path("visit", 2) == tmp_path / "visit" / "2.yaml"
    assert library.open("visit", 2).text == (tmp_path / "visit" / "2.yaml").read_bytes()


def test_what_is_no_version_of_a_form_is_passed_over(tmp_path):
    published(tmp_path, "visit", 1)
    for name in ("01.yaml", "0.yaml", "2.yml", "2.yaml~", "-3.yaml", "draft.yaml", "notes.txt", "1000000000.yaml"):
        (tmp_path / "visit" / name).write_text("?", encoding="utf-8")
    (tmp_path / "visit" / "7.yaml").mkdir()
    (tmp_path / "README").write_text("?", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    published(tmp_path, "visit", 1, name="Some Form/1.yaml")
    published(tmp_path, "visit", 1, name=".hidden/1.yaml")
    library = Library(tmp_path, tmp_path / "missing", tmp_path / "README")
    assert library.forms() == ("visit",)
    assert library.versions("visit") == (1,)


@pytest.mark.parametrize("form", ["absent", "..", "../visit", "", "/", "Visit", "visit/..", "a\0b"])
def test_a_form_that_is_not_there_has_no_versions(tmp_path, form):
    published(tmp_path / "specs", "visit", 1)
    library = Library(tmp_path / "specs")
    assert library.versions(form) == ()
    for wanted in (library.path, library.open, library.load):
        with pytest.raises(KeyError):
            wanted(form, 1)
    assert library.in_force(form, TODAY) is None
    with pytest.raises(KeyError):
        library.release(form, 1)


def test_a_file_that_says_another_form_or_version_than_its_name_is_a_fault_at_that_line(tmp_path):
    published(tmp_path, "other", 2, name="visit/1.yaml")
    library = Library(tmp_path)
    assert problems(library, "visit", 1) == [
        (2, 7, "form-matches-file", Level.ERROR),
        (3, 10, "version-matches-file", Level.ERROR),
    ]
    assert library.load("visit", 1).spec is None
    assert [each.message for each in library.load("visit", 1).problems] == [
        "“form” says “other”, but this stands in the folder visit. Make the two the same.",
        "“version” says “2”, but this stands in the file 1.yaml. Make the two the same.",
    ]


def test_a_misplaced_file_tells_its_other_faults_as_well(tmp_path):
    published(tmp_path, "visit", 2, name="visit/1.yaml", title='""')
    assert problems(Library(tmp_path), "visit", 1) == [
        (3, 10, "version-matches-file", Level.ERROR),
        (4, 8, "empty-value", Level.ERROR),
    ]


def test_a_broken_version_hides_neither_the_others_nor_itself(tmp_path):
    published(tmp_path, "visit", 1)
    published(tmp_path, "letter", 1)
    (tmp_path / "visit" / "2.yaml").write_bytes(b"\xff")
    library = Library(tmp_path)
    assert library.forms() == ("letter", "visit")
    assert library.versions("visit") == (1, 2)
    assert library.load("visit", 2).spec is None
    assert library.load("visit", 2).problems
    assert library.load("visit", 1).spec is not None


def test_a_file_that_may_not_be_read_is_a_problem_and_no_exception(tmp_path, monkeypatch):
    path = published(tmp_path, "visit", 1)

    def refused(*_: object, **__: object) -> None:
        raise PermissionError(path)

    monkeypatch.setattr(Path, "open", refused)
    assert problems(Library(tmp_path), "visit", 1) == [(1, 1, "unreadable-file", Level.ERROR)]


def test_a_version_that_two_folders_hold_is_the_earlier_folders(tmp_path):
    first, second = tmp_path / "first", tmp_path / "second"
    published(first, "visit", 1, title="First")
    published(second, "visit", 1, title="Second")
    published(second, "visit", 2)
    published(second, "letter", 1)
    library = Library(first, second)
    assert library.forms() == ("letter", "visit")
    assert library.versions("visit") == (1, 2)
    assert library.load("visit", 1).spec.title == "First"
    assert problems(library, "visit", 1) == [(1, 1, "published-twice", Level.WARNING)]
    assert str(second / "visit" / "1.yaml") in library.load("visit", 1).problems[0].message


def test_the_same_text_in_two_folders_is_no_fault(tmp_path):
    published(tmp_path / "first", "visit", 1)
    published(tmp_path / "second", "visit", 1)
    assert problems(Library(tmp_path / "first", tmp_path / "second", tmp_path / "first"), "visit", 1) == []


def test_a_changed_file_shows_at_once_and_an_unchanged_one_is_loaded_once(tmp_path):
    path = published(tmp_path, "visit", 1)
    library = Library(tmp_path)
    first = library.load("visit", 1)
    assert library.load("visit", 1).spec is first.spec
    published(tmp_path, "visit", 1, title="Another title")
    assert library.load("visit", 1).spec.title == "Another title"
    stamp = path.stat().st_mtime_ns
    published(tmp_path, "visit", 1, title="Another words")
    os.utime(path, ns=(stamp + 1_000_000, stamp + 1_000_000))
    assert library.load("visit", 1).spec.title == "Another words"
    published(tmp_path, "visit", 2)
    assert library.in_force("visit", TODAY) == 2


def test_a_text_and_the_verdict_on_it_come_from_one_reading(tmp_path, monkeypatch):
    path = published(tmp_path, "visit", 1)
    good, readings = path.read_bytes(), []
    library, read = Library(tmp_path), Path.open

    def edited_after_each_reading(file: Path, mode: str) -> io.BytesIO:
        with read(file, mode) as opened:
            text = opened.read()
        readings.append(file)
        with read(file, "wb") as opened:
            opened.write(b"broken: [" if len(readings) % 2 else good)
        return io.BytesIO(text)

    monkeypatch.setattr(Path, "open", edited_after_each_reading)
    for text, usable in ((good, True), (b"broken: [", False), (good, True)):
        found = library.open("visit", 1)
        assert (found.place, found.text, found.loaded.spec is not None) == (str(path), text, usable)
    assert len(readings) == 3


def test_another_text_of_the_same_size_and_time_is_judged_again(tmp_path):
    path = published(tmp_path, "visit", 1, title="Good")
    stamp, library = path.stat().st_mtime_ns, Library(tmp_path)
    assert library.load("visit", 1).spec.title == "Good"
    published(tmp_path, "visit", 1, title="Fine")
    os.utime(path, ns=(stamp, stamp))
    assert library.load("visit", 1).spec.title == "Fine"


def test_a_second_file_of_a_version_that_may_not_be_read_is_not_the_first_ones_fault(tmp_path, monkeypatch):
    first, second = (published(tmp_path / name, "visit", 1) for name in ("first", "second"))
    read = Path.open

    def refused(file: Path, *how: str) -> object:
        if file == second:
            raise PermissionError(file)
        return read(file, *how)

    monkeypatch.setattr(Path, "open", refused)
    library = Library(first.parents[1], second.parents[1])
    assert library.load("visit", 1).spec is not None
    assert problems(library, "visit", 1) == []


@pytest.mark.parametrize(
    ("folder", "name", "rules"),
    [
        ("playground-walk", "2.yaml", ["version-matches-file"]),
        ("playground-walk", "1.yaml", []),
        ("drafts", "2.yaml", []),
        ("playground-walk", "new.yaml", []),
    ],
)
def test_a_file_that_stands_as_a_version_says_that_version(tmp_path, folder, name, rules):
    text = b"""formspec: 1
form: playground-walk
version: 1
title: A walk
sections:
  - {id: walk, title: The walk, questions: [{id: seen, label: What you saw, kind: text}]}
"""
    assert [each.rule for each in load_file(tmp_path / folder / name, text).problems] == rules
