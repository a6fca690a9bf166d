"""Every kind does what its fixture says: what is accepted and how it reads, what is refused and in which words."""

import json
import re
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import jsonschema
import jsonschema_rs
import pytest

from engine.answers import answers_of
from engine.check import check
from engine.compile import compile_form
from engine.form import Form
from engine.kinds import KINDS
from engine.kinds.kind import Fault
from engine.schema import draft_schema, submission_schema
from engine.taking import entries_of
from engine.wording import wording
from formspec import kinds as words
from formspec.logic import Condition, Value
from formspec.model import Column, Option, Question, Section, Spec

FIXTURES = Path(__file__).parent / "kinds"
MODULES = Path(__file__).parents[2] / "engine" / "kinds"
DOCS = Path(__file__).parents[2] / "docs" / "kinds.md"
ADDRESS = "section.question"
TODAY = date(2026, 11, 23)
BEYOND = {"not-both", "not-an-option", "malformed"}
"""The codes that a spec cannot reword."""


def _value(said: Any) -> Value:
    if isinstance(said, str):
        return Value(op="literal", text=said)
    return Value(**{**said, "parts": tuple(map(_value, said.get("parts", ())))})


def _option(said: Any) -> Option:
    score = Decimal(said["score"]) if "score" in said else None
    never = Condition(op="any") if "when" in said else None
    return Option(**{**said, "score": score, "when": never})


def _column(kind: str, said: dict[str, Any]) -> Column:
    settings = {name: tuple(each) if isinstance(each, list) else each for name, each in said.items()}
    settings |= {
        name: _value(said[name]) for name in ("least", "most", "earliest", "latest", "calculate") & said.keys()
    }
    settings["options"] = tuple(map(_option, said.get("options", ())))
    settings["errors"] = tuple(map(tuple, said.get("errors", ())))
    return Column(id="", kind=kind, **settings)


def _form(kind: str, group: dict[str, Any]) -> Form:
    question = Question(id="question", label=group["question"], columns=(_column(kind, group["column"]),))
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
        for case in group.get(of, ())
    ]


def _named(entries: dict[str, str]) -> dict[str, str]:
    return {ADDRESS + suffix: text for suffix, text in entries.items()}


@pytest.mark.parametrize(("kind", "group", "case"), _cases("accepted"))
def test_what_is_accepted_is_kept_and_shown_as_the_fixture_says(kind: str, group: Any, case: Any) -> None:
    form = _form(kind, group)
    entries = _named(case["entries"])
    assert check(form, entries, complete=True, today=TODAY) == ()
    answers = answers_of(form, entries)
    assert answers == {"section": {"question": case["value"]}}
    assert type(answers["section"]["question"]) is type(case["value"])  # type: ignore[index,call-overload]
    (cell,) = form.cells
    assert cell.kind.show(cell.column, case["value"]) == case["shown"]
    assert answers_of(form, entries_of(form, answers)[0]) == answers


@pytest.mark.parametrize(("kind", "group", "case"), _cases("accepted"))
def test_what_is_accepted_compares_and_counts_as_the_fixture_says(kind: str, group: Any, case: Any) -> None:
    (cell,) = _form(kind, group).cells
    compared, counted = (of(cell.column, case["value"]) for of in (cell.kind.comparable, cell.kind.score))
    if "compares" in case:
        assert compared == _exactly(case["compares"])
    if "counts" in case:
        assert counted == _exactly(case["counts"])
    assert (compared is not None) == bool(words.KINDS[kind].compares)


def _exactly(said: Any) -> Any:
    if isinstance(said, int | float):
        return Fraction(repr(said))
    return tuple(said) if isinstance(said, list) else said


@pytest.mark.parametrize(("kind", "group", "case"), _cases("refused"))
def test_what_is_refused_is_refused_at_its_input_in_the_fixtures_words(kind: str, group: Any, case: Any) -> None:
    form = _form(kind, group)
    assert _found(form, case, complete=True) == _wanted(case)


@pytest.mark.parametrize(("kind", "group", "case"), _cases("refused"))
def test_a_draft_may_lack_anything_but_not_hold_what_is_malformed(kind: str, group: Any, case: Any) -> None:
    wanted = [each for each in _wanted(case) if each[1] not in ("required", "incomplete")]
    assert _found(_form(kind, group), case, complete=False) == wanted


@pytest.mark.parametrize(("kind", "group", "case"), _cases("ruled"))
def test_what_breaks_a_rule_is_refused_of_a_submission_and_not_of_a_draft(kind: str, group: Any, case: Any) -> None:
    form = _form(kind, group)
    assert _found(form, case, complete=True) == _wanted(case)
    assert _found(form, case, complete=False) == []


def _found(form: Form, case: Any, *, complete: bool) -> list[tuple[str, str, str, str]]:
    found = check(form, _named(case["entries"]), complete=complete, today=TODAY)
    return [(each.address, each.code, each.name, each.message) for each in found]


def _wanted(case: Any) -> list[tuple[str, str, str, str]]:
    return [(ADDRESS, each["code"], ADDRESS + each["suffix"], each["message"]) for each in case["errors"]]


def _document(value: Any) -> Any:
    return {"section": {"question": value}}


@pytest.mark.parametrize(("kind", "group"), _groups())
def test_the_values_of_documents_are_judged_alike_by_schema_and_by_form(kind: str, group: Any) -> None:
    form = _form(kind, group)
    schemas = submission_schema(form), draft_schema(form)
    complete, partial = (
        _validators(schema["properties"]["answers"] | {"$defs": schema["$defs"]})  # type: ignore[index,call-overload]
        for schema in schemas
    )
    judged = {
        "accepted": (True, True, True, True),
        "partial": (False, False, True, True),
        "ruled": (False, False, True, True),
        "refused": (False, False, False, False),
        "unsaid": (True, False, True, False),
    }
    for sort, values in group["values"].items():
        for value in values:
            verdicts = (
                _verdict(complete, value),
                _ours(form, value, complete=True),
                _verdict(partial, value),
                _ours(form, value, complete=False),
            )
            assert verdicts == judged[sort], (sort, value)


@pytest.mark.parametrize(
    ("kind", "group", "case"),
    [
        pytest.param(kind, group, case, id=f"{kind}-{json.dumps(case['value'])[:60]}")
        for kind, group in (each.values for each in _groups())
        for case in group.get("told", ())
    ],
)
def test_what_a_document_has_wrongly_is_told_in_the_fixtures_words(kind: str, group: Any, case: Any) -> None:
    _, refused = entries_of(_form(kind, group), _document(case["value"]))
    assert [(each.address, each.code, each.message) for each in refused] == [(ADDRESS, case["code"], case["message"])]


@pytest.mark.parametrize(("kind", "group"), _groups())
def test_a_schema_says_what_it_leaves_unsaid(kind: str, group: Any) -> None:
    (cell,) = _form(kind, group).cells
    shape = cell.kind.shape(cell.column, complete=True)
    assert bool(shape.unsaid) >= bool(group["values"].get("unsaid"))
    assert all(json.dumps(said, ensure_ascii=False)[1:-1] in json.dumps(shape.schema) for said in shape.unsaid)


def _validators(schema: Any) -> tuple[Any, Any]:
    return jsonschema.Draft202012Validator(schema), jsonschema_rs.Draft202012Validator(schema)


def _verdict(validators: tuple[Any, Any], value: Any) -> bool:
    (verdict,) = {each.is_valid(_document(value)) for each in validators}
    return bool(verdict)


def _ours(form: Form, value: Any, *, complete: bool) -> bool:
    (cell,) = form.cells
    if not cell.inputs:
        return cell.kind.shape(cell.column, complete=complete).accepts(value)
    entries, refused = entries_of(form, _document(value))
    return not refused and not check(form, entries, complete=complete, today=TODAY)


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
            assert cell.kind.rule_faults(cell.column, example) == ()
            assert cell.kind.schema(cell.column) == cell.kind.shape(cell.column, complete=True).schema
            assert cell.kind.caption(cell.column, example).strip()
            assert json.loads(json.dumps(cell.kind.settings(cell.column))) == cell.kind.settings(cell.column)


def test_registry_fixtures_and_documentation_name_the_same_kinds() -> None:
    headings = [
        line[3:].strip(" `") for line in DOCS.read_text(encoding="utf-8").splitlines() if line.startswith("## ")
    ]
    assert headings[:-1] == list(KINDS) == list(words.KINDS)
    assert headings[-1] == "Adding a kind: four places at most"
    assert {path.stem for path in FIXTURES.glob("*.json")} == set(KINDS)
    assert {name: kind.name for name, kind in KINDS.items()} == {name: name for name in KINDS}
    modules = {path.stem for path in MODULES.glob("*.py") if "\nKIND = " in path.read_text(encoding="utf-8")}
    assert modules == {name.replace("-", "_") for name in KINDS}


def test_the_kind_that_the_documentation_adds_does_what_its_fixture_says() -> None:
    page = DOCS.read_text(encoding="utf-8").split("## Adding a kind")[1]
    line, module = re.findall("^```python\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    (group,) = json.loads(re.findall("^```json\n(.*?)^```", page, re.MULTILINE | re.DOTALL)[0])
    made: dict[str, Any] = {}
    exec(module, made)
    kind, column = made["KIND"], _column(made["KIND"].name, group["column"])
    said = eval(line, {"KindWords": words.KindWords, "_LINE": ("required", "too-long", "one-line")})
    noun = wording(Question(id="question", label=group["question"]), column)
    assert (said.name, said.characters) == (kind.name, kind.inputs(column)[0].limit)
    for case in group["accepted"]:
        assert kind.parse(column, [case["entries"][""]]) == (case["value"], ())
    for case in group["refused"]:
        (fault,) = kind.parse(column, [case["entries"][""]]).faults
        assert fault.code == case["errors"][0]["code"] in said.error_codes
        assert kind.sentence(column, noun, fault) == case["errors"][0]["message"]
    shape = kind.shape(column, complete=True)
    assert all(map(shape.accepts, [*group["values"]["accepted"], kind.example(column)]))
    assert not any(map(shape.accepts, group["values"]["refused"]))


@pytest.mark.parametrize("name", sorted(KINDS))
def test_the_fixture_and_the_documentation_show_every_error_that_a_spec_may_reword(name: str) -> None:
    codes = set(words.KINDS[name].error_codes)
    shown = {
        error["code"]
        for of in ("refused", "ruled")
        for kind, _, case in (each.values for each in _cases(of))
        if kind == name
        for error in case["errors"]
    }
    assert codes <= shown <= codes | BEYOND
    section = DOCS.read_text(encoding="utf-8").split(f"## {name}\n")[1].split("\n## ")[0]
    assert set(re.findall("^- `([a-z-]+)`:", section, re.MULTILINE)) == codes


@pytest.mark.parametrize("name", sorted(KINDS))
def test_the_fixture_has_an_example_of_every_setting_that_the_kind_may_have(name: str) -> None:
    given = {
        setting.replace("_", "-")
        for kind, group in (each.values for each in _groups())
        if kind == name
        for setting in group["column"]
    }
    assert set(words.KINDS[name].settings) - {"suggest"} <= given


@pytest.mark.parametrize("name", sorted(KINDS))
def test_a_sentence_can_be_made_of_every_fault_that_a_page_may_have_to_tell(name: str) -> None:
    for kind, group in (each.values for each in _groups()):
        if kind == name:
            (cell,) = _form(kind, group).cells
            for code in words.KINDS[name].error_codes:
                for each in cell.inputs:
                    for detail in ("", "{}", "today", "30", "2026-11-23"):
                        assert cell.error(Fault(code, each.suffix, detail)).message[:1].strip()
