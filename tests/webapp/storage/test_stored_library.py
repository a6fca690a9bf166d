"""What was published in the browser is a library like the files, now or as it was read once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from formspec.libraries import JoinedLibrary
from formspec.published import Library
from formspec.translation import load_translation
from tests.releases import release_of
from webapp.settings import Settings
from webapp.storage.failures import StorageError
from webapp.storage.opening import open_repository
from webapp.storage.repository import Repository
from webapp.storage.stored_library import ReadOnce, StoredLibrary, published_now

SPEC = """\
formspec: 1
form: {form}
version: {version}
title: {title}
sections:
  - {{id: visit, title: The visit, questions: [{{id: who, label: Who?, kind: text}}]}}
"""
WELSH = "formspec: 1\nform: visit\nversion: {version}\nlanguage: cy\ntexts: {{form: {{title: Ymweliad}}}}\n"
DAY = date(2026, 11, 23)

Read = Callable[[Repository], StoredLibrary]


@pytest.fixture(params=[StoredLibrary, lambda repository: StoredLibrary(ReadOnce.of(repository))], ids=["now", "once"])
def read(request: pytest.FixtureRequest) -> Read:
    made: Read = request.param
    return made


def publish(
    repository: Repository, version: int, *, form: str = "visit", title: str = "A visit", day: date = DAY
) -> bytes:
    text = SPEC.format(form=form, version=version, title=title).encode()
    words = {"cy": WELSH.format(version=version).encode()} if form == "visit" else {}
    release = release_of(text, form, version, in_force=day)
    repository.publish(release, text, words)
    return text


def test_a_library_without_publications_has_no_forms(repository: Repository, read: Read) -> None:
    library = read(repository)
    assert (library.forms(), library.versions("visit"), library.in_force("visit", DAY)) == ((), (), None)
    for ask in (library.open, library.release, library.translations):
        with pytest.raises(KeyError):
            ask("visit", 1)


def test_a_published_version_opens_with_its_text_words_and_release(repository: Repository, read: Read) -> None:
    text = publish(repository, 1)
    publish(repository, 1, form="letter")
    library = read(repository)
    opened = library.open("visit", 1)
    assert (library.forms(), library.versions("visit")) == (("letter", "visit"), (1,))
    assert (opened.place, opened.text, opened.loaded.spec.title, opened.loaded.problems) == (
        "visit@1",
        text,
        "A visit",
        (),
    )
    assert library.open("visit", 1).loaded.spec is opened.loaded.spec
    assert library.release("visit", 1) == repository.release("visit", 1)
    assert (library.translations("visit", 1), library.translations("letter", 1)) == (("cy",), ())
    assert library.translation("visit", 1, "cy").translation.language == "cy"
    assert load_translation(library.words("visit", 1, "cy"), text, "cy").translation is not None
    for ask in (library.translation, library.words):
        with pytest.raises(KeyError):
            ask("letter", 1, "cy")


def test_the_last_version_that_stands_on_a_day_is_in_force(repository: Repository, read: Read) -> None:
    for version, day in ((1, date(2026, 1, 1)), (2, date(2026, 6, 1)), (3, date(2027, 1, 1))):
        publish(repository, version, day=day)
    repository.withdraw("visit", 2, date(2026, 9, 1), "Wrong")
    library = read(repository)
    expected = {"2025-12-31": None, "2026-01-01": 1, "2026-08-31": 2, "2026-09-01": 1, "2027-01-01": 3}
    assert {day: library.in_force("visit", date.fromisoformat(day)) for day in expected} == expected
    assert library.available("visit", date(2027, 1, 1)) == (3, 1)
    assert (library.versions("visit"), library.open("visit", 2).loaded.problems) == ((1, 2, 3), ())


def test_what_was_published_opens_whatever_rules_there_are_by_now(repository: Repository, read: Read) -> None:
    publish(repository, 1, title="A visit\ncolour: red")
    opened = read(repository).open("visit", 1)
    assert [each.rule for each in opened.loaded.problems] == ["unknown-key"]
    assert opened.loaded.spec.version == 1


def test_what_is_published_now_is_there_at_once(repository: Repository) -> None:
    library = StoredLibrary(repository)
    publish(repository, 1)
    assert library.versions("visit") == (1,)
    publish(repository, 2)
    assert (library.versions("visit"), library.in_force("visit", DAY)) == ((1, 2), 2)


def test_of_a_version_in_the_browser_and_in_a_file_the_browsers_counts(repository: Repository, tmp_path) -> None:
    text = publish(repository, 1)
    file = tmp_path / "visit" / "1.yaml"
    file.parent.mkdir()
    file.write_text(SPEC.format(form="visit", version=1, title="Another"), encoding="utf-8")
    library = JoinedLibrary(StoredLibrary(repository), Library(tmp_path))
    opened = library.open("visit", 1)
    assert (opened.text, [each.rule for each in opened.loaded.problems]) == (text, ["published-twice"])
    assert str(file) in opened.loaded.problems[0].message
    file.write_bytes(text)
    assert library.open("visit", 1).loaded.problems == ()


def test_what_is_published_can_be_read_beside_the_one_who_serves(settings: Settings, repository: Repository) -> None:
    text = publish(repository, 1)
    library = published_now(settings)
    assert (library.versions("visit"), library.open("visit", 1).text) == ((1,), text)
    publish(repository, 2)
    assert (library.versions("visit"), published_now(settings).versions("visit")) == ((1,), (1, 2))


@pytest.mark.parametrize("head", ["", "0001", "0002"])
def test_where_nothing_could_be_published_yet_nothing_is(
    empty: Settings, monkeypatch: pytest.MonkeyPatch, head: str
) -> None:
    if head:
        with monkeypatch.context() as older:
            older.setattr("webapp.storage.upgrade.HEAD", head)
            open_repository(empty).close()
    elif not empty.database:
        empty.file.parent.mkdir(parents=True)
        empty.file.touch()
    assert published_now(empty).forms() == ()


def test_what_cannot_be_read_is_said_and_not_passed_over(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    open_repository(settings).close()
    monkeypatch.setattr("webapp.storage.upgrade.HEAD", "9999")
    with pytest.raises(StorageError, match="by an older Formspec: start it once"):
        published_now(settings)
    monkeypatch.setattr("webapp.storage.upgrade.HEAD", "0000")
    with pytest.raises(StorageError, match="by a newer Formspec"):
        published_now(settings)
    gone = replace(settings, file=settings.data / "nowhere", database="")
    with pytest.raises(StorageError, match="Nothing is kept in"):
        published_now(gone)
