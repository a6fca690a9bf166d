"""A translation puts other words into a spec, by address, and says which are missing or have no place there.

Each case is a file in `translation/`, beside the spec that it translates (`visit.yaml`), with what is to be found:
`LINE:COLUMN: LEVEL: MESSAGE [RULE]`.
"""

import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from formspec.loader import load
from formspec.problem import Level
from formspec.published import SPECS, Library, load_file
from formspec.source import read
from formspec.translatable import wordy
from formspec.translation import Translation, load_translation, translate

HERE = Path(__file__).parent
CASES = sorted((HERE / "translation").glob("*.cy.yaml"))
SPEC = (HERE / "translation" / "visit.yaml").read_bytes()
FORMS = [
    HERE / "every-key.yaml",
    HERE / "translation" / "visit.yaml",
    *sorted((HERE.parent / "gallery").glob("*.yaml")),
    *sorted(SPECS.glob("*/*.yaml")),
]
FORMS = [path for path in FORMS if "." not in path.stem]
MARK = "Cymraeg: "


def expected(case: Path) -> list[str]:
    return case.with_suffix(".expected").read_text(encoding="utf-8").splitlines()


def told(problems) -> list[str]:
    return [f"{each.line}:{each.column}: {each.level}: {each.message} [{each.rule}]" for each in problems]


def mechanical(path: Path) -> bytes:
    """Return a translation of a whole spec in which every text is its own with a mark before it."""
    root = read(path.read_bytes()).root
    texts: dict[str, Any] = {}
    for address, part in wordy(root).items():
        for key, own in part.texts.items():
            name, _, code = key.partition(".")
            marked = [MARK + each.text.strip() for each in own]
            said = marked if name in {"points", "worded", "labels"} else marked[0]
            within = texts.setdefault(address, {})
            if code:
                within.setdefault(name, {})[code] = said
            else:
                within[name] = said
    spec = load(path.read_bytes()).spec
    head = {"formspec": 1, "form": spec.form, "version": spec.version, "language": "cy"}
    return json.dumps({**head, "texts": texts}, ensure_ascii=False).encode()


def leaves(value: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every plain value of a model, with the class and the field that it stands in."""
    if is_dataclass(value):
        for each in fields(value):
            if each.compare:
                yield from leaves(getattr(value, each.name), f"{type(value).__name__}.{each.name}")
    elif isinstance(value, tuple):
        for each in value:
            yield from leaves(each[1] if name == "Column.errors" else each, name)
    else:
        yield name, value


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_a_case_has_exactly_the_problems_beside_it(case):
    assert told(load_translation(case.read_bytes(), SPEC, "cy").problems) == expected(case)


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_a_translation_can_be_used_when_no_problem_is_an_error(case):
    loaded = load_translation(case.read_bytes(), SPEC, "cy")
    assert (loaded.translation is None) == any(": error: " in line for line in expected(case))


@pytest.mark.parametrize("path", FORMS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_text_of_a_spec_can_be_said_in_another_language_and_nothing_else_changes(path):
    loaded = load_translation(mechanical(path), path.read_bytes(), "cy")
    assert [each for each in loaded.problems if each.level is Level.ERROR] == []
    before = load(path.read_bytes()).spec
    after = translate(path.read_bytes(), loaded.translation)
    assert after.sha256 == before.sha256 == sha256(path.read_bytes()).hexdigest()
    pairs = list(zip(leaves(before), leaves(after), strict=True))
    assert [name for (name, old), (_, new) in pairs if new not in (old, f"{MARK}{old}")] == []
    changed = {name for (name, old), (_, new) in pairs if new != old}
    kept = {name for (name, old), (_, new) in pairs if new == old and old and isinstance(old, str)}
    assert not changed & kept - {"Spec.questions_label"}


def test_what_is_not_translated_keeps_the_words_of_the_spec():
    loaded = load_translation((HERE / "translation" / "half.cy.yaml").read_bytes(), SPEC, "cy")
    spec = translate(SPEC, loaded.translation)
    assert spec.title == "A visit"
    assert spec.sections[0].title == "Yr ymweliad"
    assert spec.sections[0].questions[0].label == "Who visited?"
    assert spec.sections[0].questions[1].label == "Am faint?"


def test_words_of_another_length_than_those_of_a_text_that_was_changed_stay_out():
    loaded = load_translation((HERE / "translation" / "whole.cy.yaml").read_bytes(), SPEC, "cy")
    changed = SPEC.replace(b"points: [Inside?, Outside?]", b"points: [Inside?]")
    assert translate(changed, loaded.translation).sections[0].questions[2].points == ("Inside?",)


@pytest.mark.parametrize("data", [b"", b"\xff", b"a: [", b"- 1", b"texts: {form: {title: x}}"])
def test_whatever_a_file_holds_it_is_a_problem_and_no_exception(data):
    loaded = load_translation(data, SPEC, "cy")
    assert loaded.translation is None
    assert loaded.problems
    assert load_translation(SPEC, data, "cy").problems[0].rule == "spec-first"


def test_a_text_that_is_no_spec_cannot_be_translated():
    assert translate(b"- 1", Translation("visit", 2, "cy", {})) is None


def test_a_form_with_very_many_texts_that_are_missing_can_be_used_all_the_same():
    path = HERE.parent / "gallery" / "large-audit.yaml"
    head = b"formspec: 1\nform: large-audit\nversion: 1\nlanguage: cy\ntexts: {form: {title: Archwiliad}}\n"
    loaded = load_translation(head, path.read_bytes(), "cy")
    assert loaded.translation is not None
    assert {each.level for each in loaded.problems} == {Level.WARNING}
    assert loaded.problems[-1].rule == "too-many-problems"


def published(folder: Path) -> Path:
    (folder / "visit").mkdir()
    (folder / "visit" / "2.yaml").write_bytes(SPEC)
    words = folder / "visit" / "2.cy.yaml"
    words.write_bytes((HERE / "translation" / "whole.cy.yaml").read_bytes())
    return words


def test_a_library_finds_the_languages_of_a_version_beside_it(tmp_path):
    published(tmp_path)
    (tmp_path / "visit" / "2.fr.yaml").write_text("?", encoding="utf-8")
    library = Library(tmp_path)
    assert library.versions("visit") == (2,)
    assert library.translations("visit", 2) == ("cy",)
    assert library.translation("visit", 2, "cy").translation.texts["visit"]["title"][0].text == "Yr ymweliad"
    with pytest.raises(KeyError):
        library.translation("visit", 2, "fr")
    with pytest.raises(KeyError):
        library.translations("visit", 1)


def test_a_changed_translation_is_there_at_once_and_so_is_a_changed_spec(tmp_path):
    words = published(tmp_path)
    library = Library(tmp_path)
    first = library.translation("visit", 2, "cy")
    assert library.translation("visit", 2, "cy") is first
    words.write_bytes(words.read_bytes().replace(b"Yr ymweliad", b"Ymweld"))
    assert library.translation("visit", 2, "cy").translation.texts["visit"]["title"][0].text == "Ymweld"
    (tmp_path / "visit" / "2.yaml").write_bytes(SPEC.replace(b"id: who", b"id: whom"))
    assert library.translation("visit", 2, "cy").translation is None


def test_a_translation_is_that_of_the_file_that_counts(tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    (tmp_path / "one" / "visit").mkdir()
    (tmp_path / "one" / "visit" / "2.yaml").write_bytes(SPEC)
    published(tmp_path / "two")
    assert Library(tmp_path / "one", tmp_path / "two").translations("visit", 2) == ()
    assert Library(tmp_path / "two", tmp_path / "one").translations("visit", 2) == ("cy",)


def test_a_translation_that_may_not_be_read_is_a_problem_and_no_exception(tmp_path, monkeypatch):
    words = published(tmp_path)
    opened = Path.open

    def refused(path: Path, *args: object, **kwargs: object):
        if path == words:
            raise PermissionError(path)
        return opened(path, *args, **kwargs)

    monkeypatch.setattr(Path, "open", refused)
    assert [each.rule for each in Library(tmp_path).translation("visit", 2, "cy").problems] == ["unreadable-file"]


def test_a_file_named_like_a_translation_is_read_as_one_of_the_spec_beside_it(tmp_path):
    words = published(tmp_path)
    assert load_file(words, words.read_bytes()).problems == ()
    (tmp_path / "visit" / "2.yaml").unlink()
    problem = load_file(words, words.read_bytes()).problems[0]
    assert (problem.rule, problem.message) == (
        "unreadable-file",
        "2.yaml, which this file translates, cannot be opened: it must stand beside it.",
    )


def test_a_language_without_standard_messages_is_refused():
    other = (HERE / "translation" / "other-language.cy.yaml").read_bytes()
    assert "unknown-language" in [each.rule for each in load_translation(other, SPEC, "fr").problems]


def test_the_translation_in_the_words_of_the_language_is_one_of_the_whole_spec_there():
    page = (HERE.parents[1] / "docs" / "language.md").read_text(encoding="utf-8")
    spec = page.split("```yaml\n", 1)[1].split("```", 1)[0]
    words = page.split("## Other languages", 1)[1].split("```text\n", 1)[1].split("```", 1)[0]
    loaded = load_translation(words.encode(), spec.encode(), "cy")
    assert loaded.problems == ()
    assert loaded.translation is not None


def test_the_table_of_addresses_names_every_text_that_can_be_translated():
    page = (HERE.parents[1] / "docs" / "language.md").read_text(encoding="utf-8")
    table = page.split("| address |", 1)[1].split("\n\n", 1)[0]
    parts = wordy(read((HERE / "every-key.yaml").read_bytes()).root).values()
    assert {key for part in parts for key in part.level.keys if f"`{key}`" not in table} == set()
