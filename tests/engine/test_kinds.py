"""Every kind does what its fixture says: what is accepted and how it reads, what is refused and in which words."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import jsonschema_rs
import pytest

from engine.check import check
from engine.compile import compile_form
from engine.document import answers_of, entries_of
from engine.form import Form
from engine.kinds import KINDS
from engine.schema import draft_schema, submission_schema
from formspec import kinds as words
from formspec.model import Column, Option, Question, Section, Spec

FIXTURES = Path(__file__).parent / "kinds"
DOCS = Path(__file__).parents[2] / "docs" / "kinds.md"
ADDRESS = "section.question"


def _form(kind: str, group: dict[str, Any]) -> Form:
    settings = dict(group["column"])
    settings["options"] = tuple(Option(**each) for each in settings.get("options", ()))
    settings["errors"] = tuple(map(tuple, settings.get("errors", ())))
    question = Question(id="question", label=group["question"], columns=(Column(id="", kind=kind, **settings),))
    return compile_form(
        Spec(form="f", version=1, title="F", sections=(Section(id="section", title="S", questions=(question,)),))
    )


def _groups() -> list[Any]:
    return [
        pytest.param(path.stem, group, id=f"{path.stem}: {group['about']}")
        for path in sorted(FIXTURES.glob("*.json"))
        for group in json.loads(path.read_text(encoding="utf-8"))
    ]


def _cases(of: str) -> list[Any]:
    return [
        pytest.param(kind, group, case, id=f"{kind}-{json.dumps(case['entries'])[:60]}")
        for kind, group in (each.values for each in _groups())
        for case in group[of]
    ]


def _named(entries: dict[str, str]) -> dict[str, str]:
    return {ADDRESS + suffix: text for suffix, text in entries.items()}


@pytest.mark.parametrize(("kind", "group", "case"), _cases("accepted"))
def test_what_is_accepted_is_kept_and_shown_as_the_fixture_says(kind: str, group: Any, case: Any) -> None:
    form = _form(kind, group)
    entries = _named(case["entries"])
    assert check(form, entries, complete=True) == ()
    answers = answers_of(form, entries)
    assert answers == {"section": {"question": case["value"]}}
    (cell,) = form.cells
    assert cell.kind.show(cell.column, case["value"]) == case["shown"]
    assert answers_of(form, entries_of(form, answers)[0]) == answers


@pytest.mark.parametrize(("kind", "group", "case"), _cases("refused"))
def test_what_is_refused_is_refused_at_its_input_in_the_fixtures_words(kind: str, group: Any, case: Any) -> None:
    form = _form(kind, group)
    found = check(form, _named(case["entries"]), complete=True)
    assert [(each.address, each.code, each.name, each.message) for each in found] == [
        (ADDRESS, each["code"], ADDRESS + each["suffix"], each["message"]) for each in case["errors"]
    ]


@pytest.mark.parametrize(("kind", "group", "case"), _cases("refused"))
def test_a_draft_may_lack_anything_but_not_hold_what_is_malformed(kind: str, group: Any, case: Any) -> None:
    form = _form(kind, group)
    found = check(form, _named(case["entries"]), complete=False)
    wanted = [each["message"] for each in case["errors"] if each["code"] not in ("required", "incomplete")]
    assert [each.message for each in found] == wanted


def _document(value: Any) -> Any:
    return {"section": {"question": value}}


@pytest.mark.parametrize(("kind", "group"), _groups())
def test_the_values_of_documents_are_judged_alike_by_schema_and_by_form(kind: str, group: Any) -> None:
    form = _form(kind, group)
    schemas = submission_schema(form), draft_schema(form)
    complete, partial = (
        _validators(schema["properties"]["answers"] | {"$defs": schema["$defs"]}) for schema in schemas
    )  # type: ignore[index,call-overload]
    for value in group["values"]["accepted"]:
        assert _verdicts(complete, value) == _verdicts(partial, value) == {True}, value
        assert _ours(form, value, complete=True), value
    for value in group["values"]["partial"]:
        assert (_verdicts(complete, value), _verdicts(partial, value)) == ({False}, {True}), value
        assert (_ours(form, value, complete=True), _ours(form, value, complete=False)) == (False, True), value
    for value in group["values"]["refused"]:
        assert _verdicts(complete, value) == _verdicts(partial, value) == {False}, value
        assert not _ours(form, value, complete=False), value


def _validators(schema: Any) -> tuple[Any, Any]:
    return jsonschema.Draft202012Validator(schema), jsonschema_rs.Draft202012Validator(schema)


def _verdicts(validators: tuple[Any, Any], value: Any) -> set[bool]:
    return {each.is_valid(_document(value)) for each in validators}


def _ours(form: Form, value: Any, *, complete: bool) -> bool:
    entries, refused = entries_of(form, _document(value))
    return not refused and not check(form, entries, complete=complete)


@pytest.mark.parametrize("name", sorted(KINDS))
def test_every_kind_gives_its_fields_inputs_and_shape_for_the_same_names(name: str) -> None:
    for kind, group in (each.values for each in _groups()):
        if kind == name:
            (cell,) = _form(kind, group).cells
            suffixes = [each.suffix for each in cell.inputs]
            assert list(cell.kind.fields(cell.column)) == suffixes
            example = cell.kind.example(cell.column)
            assert set(cell.kind.spread(cell.column, example)) <= set(suffixes)
            assert cell.kind.shape(cell.column, complete=True).accepts(example)
            assert cell.kind.schema(cell.column) == cell.kind.shape(cell.column, complete=True).schema
            assert cell.kind.caption(cell.column, example).strip()


def test_registry_fixtures_and_documentation_name_the_same_kinds() -> None:
    headings = [
        line[3:].strip(" `") for line in DOCS.read_text(encoding="utf-8").splitlines() if line.startswith("## ")
    ]
    assert headings == list(KINDS)
    assert {path.stem for path in FIXTURES.glob("*.json")} == set(KINDS)
    assert list(words.KINDS) == list(KINDS)


@pytest.mark.parametrize("name", sorted(KINDS))
def test_the_fixture_and_the_documentation_show_every_error_that_a_spec_may_reword(name: str) -> None:
    codes = set(words.KINDS[name].error_codes)
    shown = {
        error["code"]
        for kind, _, case in (each.values for each in _cases("refused"))
        if kind == name
        for error in case["errors"]
    }
    assert codes <= shown <= codes | {"not-both", "not-an-option"}
    section = DOCS.read_text(encoding="utf-8").split(f"## {name}\n")[1].split("\n## ")[0]
    assert set(re.findall("^- `([a-z-]+)`:", section, re.MULTILINE)) == codes
