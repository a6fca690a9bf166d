"""What the commands print fits together: example, schema, validation, and validators that know nothing of Formspec."""

import json

import jsonschema
import jsonschema_rs
import pytest

from engine.canonical import digest

FORMS = ["ap-audit", "ap-audit@1", "provider-letter", "provider-letter@1"]
OWN = """\
formspec: 1
form: visit
version: 3
title: Visit to a provider
sections:
  - id: details
    title: Details
    questions:
      - id: when
        label: When was the visit?
        name: the day of the visit
        kind: date
        required: true
      - id: open
        label: Is the provider open?
        kind: yes-no
"""


@pytest.fixture(params=[*FORMS, "own/visit.yaml"])
def form(request: pytest.FixtureRequest, here) -> str:
    """Return the name of a published form, or of a spec that the test writes on the spot."""
    (here / "own").mkdir()
    (here / "own" / "visit.yaml").write_text(OWN, encoding="utf-8")
    return request.param


def test_the_example_of_a_form_is_valid_by_its_schema_to_two_independent_validators(form: str, formspec) -> None:
    schema = json.loads(formspec("schema", form).out)
    example = json.loads(formspec("example", form).out)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert list(jsonschema.Draft202012Validator(schema).iter_errors(example)) == []
    assert jsonschema_rs.validator_for(schema).is_valid(example)


def test_the_example_of_a_form_is_valid_from_a_file_and_from_standard_input(form: str, formspec, here) -> None:
    example = formspec("example", form).out
    (here / "example.json").write_text(example, encoding="utf-8")
    for ended in (formspec("validate", form, "example.json"), formspec("validate", form, "-", stdin=example.encode())):
        assert (ended.status, ended.out, ended.err) == (0, "", "")


def test_a_draft_has_a_schema_of_its_own(form: str, formspec) -> None:
    draft = json.loads(formspec("schema", form, "--draft").out)
    jsonschema.Draft202012Validator.check_schema(draft)
    assert draft["properties"]["status"] == {"const": "draft"}
    example = json.loads(formspec("example", form).out)
    assert not jsonschema_rs.validator_for(draft).is_valid(example)


def test_every_missing_answer_is_said_at_its_address(formspec) -> None:
    example = json.loads(formspec("example", "ap-audit").out)
    required = [
        f"{section}.{question}.answer"
        for section, questions in example["answers"].items()
        for question, answers in questions.items()
        if isinstance(answers, dict) and "answer" in answers and section != "decision"
    ]
    for section, question, column in (address.split(".") for address in required):
        del example["answers"][section][question][column]
    ended = formspec("validate", "ap-audit", "-", stdin=json.dumps(example).encode())
    said = [line.partition(": ")[0] for line in ended.out.splitlines()]
    assert len(required) > 20
    assert ended.status == 1
    assert [address for address in required if address not in said] == []


def test_a_document_that_was_changed_is_warned_about_and_judged_as_before(formspec) -> None:
    example = json.loads(formspec("example", "provider-letter").out)
    example["id"] = "another"
    ended = formspec("validate", "provider-letter", "-", stdin=json.dumps(example).encode())
    assert (ended.status, ended.out) == (0, "")
    assert ended.err == "Warning: - has changed since it was submitted: its digest is not that of what it holds.\n"


def test_a_warning_without_a_reason_is_said_aside_and_leaves_the_verdict(formspec, here) -> None:
    check = "checks: [{id: shut, level: warning, when: {question: details.open, is: no}, message: It is shut}]\n"
    (here / "visit.yaml").write_text(OWN + check, encoding="utf-8")
    document = json.loads(formspec("example", "visit.yaml").out)
    document["answers"]["details"]["open"] = "no"
    silent = {**document, "warnings": [{"check": "checks.shut", "message": "It is shut"}]}
    explained = {**document, "warnings": [{"check": "checks.shut", "message": "It is shut", "reason": "On Sundays"}]}
    warned = "warning: details.open: It is shut\n"
    behind = "Warning: “warnings” is not what the answers come to.\n"
    for given, said in ((document, warned + behind), (silent, warned), (explained, "")):
        given["digest"] = digest(given)
        ended = formspec("validate", "visit.yaml", "-", stdin=json.dumps(given).encode())
        assert (ended.status, ended.out) == (0, "")
        assert ended.err == said


def test_the_schema_of_the_language_checks_a_spec(formspec) -> None:
    schema = json.loads(formspec("schema", "--language").out)
    jsonschema.Draft202012Validator.check_schema(schema)
    spec = {"formspec": 1, "form": "a", "version": 1, "title": "A", "sections": []}
    assert jsonschema_rs.validator_for(schema).is_valid(spec)
    assert not jsonschema_rs.validator_for(schema).is_valid({**spec, "titel": "A"})


def test_a_spec_in_a_file_may_be_named_without_a_slash(formspec, here) -> None:
    (here / "visit.yaml").write_text(OWN, encoding="utf-8")
    (here / "draft-of-a-spec").write_text(OWN, encoding="utf-8")
    by_ending, by_being_there = formspec("schema", "visit.yaml"), formspec("schema", "draft-of-a-spec")
    assert by_ending.status == by_being_there.status == 0
    assert by_ending.out == by_being_there.out
    assert "Visit to a provider" in by_ending.out


def test_a_form_without_a_version_is_the_one_in_force(formspec, here) -> None:
    (here / "mine" / "visit").mkdir(parents=True)
    for version in (9, 10):
        spec = OWN.replace("version: 3", f"version: {version}")
        (here / "mine" / "visit" / f"{version}.yaml").write_text(spec, encoding="utf-8")
    for name, version in (("visit", 10), ("visit@10", 10), ("visit@9", 9)):
        assert json.loads(formspec("example", name, "--specs", "mine").out)["version"] == version


def test_a_folder_of_the_settings_and_of_an_option_publish_alike(formspec, here, monkeypatch) -> None:
    (here / "mine" / "visit").mkdir(parents=True)
    (here / "mine" / "visit" / "3.yaml").write_text(OWN, encoding="utf-8")
    by_option = formspec("schema", "visit", "--specs", "mine")
    monkeypatch.setenv("FORMSPEC_SPECS", str(here / "mine"))
    assert formspec("schema", "visit") == by_option
    assert by_option.status == 0


def test_the_blank_form_is_one_page_that_needs_nothing_beside_it(form: str, formspec) -> None:
    ended = formspec("render", form)
    assert (ended.status, ended.err) == (0, "")
    assert ended.out.lower().startswith("<!doctype html>")
    assert ended.out.rstrip().endswith("</html>")
    for outside in (" src=", "<link", "url(", "@import", "<script"):
        assert outside not in ended.out


def test_the_blank_audit_holds_every_question_of_its_spec(formspec) -> None:
    page = formspec("render", "ap-audit").out
    schema = json.loads(formspec("schema", "ap-audit").out)
    questions = [
        question["title"]
        for section in schema["properties"]["answers"]["properties"].values()
        for question in section["properties"].values()
    ]
    assert len(questions) > 25
    assert [words for words in questions if words.replace("'", "&#39;") not in page and words not in page] == []


@pytest.mark.parametrize("command", ["schema", "example", "render"])
@pytest.mark.parametrize(("words", "others"), [("kind: date", "kind: dat"), ("title: Visit", "titel: Visit"), ("", "")])
def test_a_published_form_and_the_path_of_its_file_are_judged_alike(formspec, here, command, words, others) -> None:
    path = here / "mine" / "visit" / "3.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(OWN.replace(words, others, 1), encoding="utf-8")
    by_path = formspec(command, str(path))
    assert by_path == formspec(command, "visit", "--specs", str(here / "mine"))
    assert (by_path.status, f"{path}:" in by_path.err) == ((1, True) if words else (0, False))
