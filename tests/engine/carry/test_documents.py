"""Documents of an old version become valid documents of a new one, and keep what has no place any more."""

from collections import Counter
from copy import deepcopy
from datetime import UTC, datetime
from random import Random

import pytest
from jsonschema import Draft202012Validator

from engine.canonical import tampered
from engine.carried import LEFT, NEW, Carry, Origin, Reissued, Step, origin_of, read, written
from engine.carry.documents import carry_document, document_entries
from engine.check import check
from engine.compile import compile_form
from engine.document import draft, submission
from engine.form import Form
from engine.kinds.kind import is_blank
from engine.numbered import renaming
from engine.schema import draft_schema, submission_schema
from engine.validate import unfounded, validate
from formspec.loader import load
from tests.agreement.answers_by_chance import TODAY, chance_answers, entries_of
from tests.agreement.generate import chance_source
from tests.engine.conftest import SEED, SOAK
from tests.revisions import revise

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
HEAD = "formspec: 1\nform: visit\nversion: {}\ntitle: A visit\n"
FIRST = """sections:
  - id: s
    title: S
    questions:
      - {id: q, label: What?, kind: text, required: true}
      - {id: r, label: And?, kind: yes-no}
      - {id: g, label: Staff, row-label: Person, questions: [{id: n, label: Name, kind: text}]}"""
ENTRIES = {"s.q": "A", "s.r": "yes", "s.g.k7": "row", "s.g.k7.n": "Ann"}


def form(version: int, sections: str = FIRST) -> Form:
    loaded = load((HEAD.format(version) + sections).encode())
    assert loaded.spec is not None, loaded.problems
    return compile_form(loaded.spec)


def test_a_submission_that_is_complete_under_the_new_version_is_one_again():
    old, new = form(1), form(2, FIRST.replace("id: s", "id: t\n    was: s"))
    before = submission(old, ENTRIES, id="a1", submitted=NOON)
    made = carry_document([old, new], before)
    document = made.document
    assert (made.complete, document["status"], document["submitted"]) == (True, "submitted", before["submitted"])
    assert document["answers"] == {"t": before["answers"]["s"]}
    assert document["reissues"] == {"id": "a1", "version": 1, "digest": before["digest"]}
    assert [each["to"] for each in document["carried"]] == [2]
    assert validate(new, document) == ()
    assert not tampered(document)


def test_one_that_is_not_complete_becomes_a_draft():
    new = form(2, FIRST.replace("yes-no", "yes-no}\n      - {id: x, label: More?, kind: text, required: true"))
    made = carry_document([form(1), new], submission(form(1), ENTRIES, id="a1", submitted=NOON))
    assert (made.complete, made.document["saved"]) == (False, "2026-11-23T12:00:00Z")
    assert "reissues" not in made.document
    assert validate(new, made.document, draft=True) == ()


def test_one_that_somebody_has_to_look_at_becomes_a_draft_though_nothing_is_missing():
    new = form(
        2, FIRST.replace("      - {id: g", "      - {id: x, was: s.q, label: More?, kind: text}\n      - {id: g")
    )
    made = carry_document([form(1), new], submission(form(1), ENTRIES, id="a1", submitted=NOON))
    assert (made.complete, made.document["answers"]["s"]["x"]) == (False, "A")


def test_what_has_no_place_stays_with_the_document():
    new = form(2, FIRST.replace("      - {id: r, label: And?, kind: yes-no}\n", ""))
    made = carry_document([form(1), new], submission(form(1), ENTRIES, id="a1", submitted=NOON))
    (kept,) = made.document["carried"]
    assert kept["left"] == [{"name": "s.r", "text": "yes"}]
    told = {"sort": "left", "was": "s.r", "question": "And?", "before": "Yes", "note": "This is not asked any more."}
    assert told in kept["report"]


def test_what_is_not_asked_because_of_other_answers_stays_with_the_document():
    when = "label: And?, kind: yes-no, when: {question: s.q, is: B}"
    made = carry_document(
        [form(1), form(2, FIRST.replace("label: And?, kind: yes-no", when))],
        submission(form(1), ENTRIES, id="a1", submitted=NOON),
    )
    assert [(step.was, step.note) for step in made.carried.of(LEFT)] == [
        ("s.r", "This is not asked, because of other answers.")
    ]
    assert made.document["carried"][0]["left"] == [{"name": "s.r", "text": "yes"}]


def test_what_is_malformed_now_stays_with_the_document():
    new = form(2, FIRST.replace("kind: text, required", "kind: whole-number, required"))
    made = carry_document([form(1), new], submission(form(1), ENTRIES, id="a1", submitted=NOON))
    assert made.document["carried"][0]["left"] == [{"name": "s.q", "text": "A"}]
    assert "q" not in made.document["answers"]["s"]


def test_a_document_that_is_carried_twice_keeps_both_reports():
    forms = [
        form(1),
        form(2, FIRST.replace("id: r", "id: p, was: s.r")),
        form(3, FIRST.replace("id: r", "id: o, was: s.p")),
    ]
    once = carry_document(forms[:2], draft(forms[0], ENTRIES, id="a1", saved=NOON)).document
    twice = carry_document(forms[1:], once).document
    assert [(each["from"], each["to"]) for each in twice["carried"]] == [(1, 2), (2, 3)]
    assert validate(forms[2], twice, draft=True) == ()


def test_the_entries_of_a_document_are_those_that_it_was_made_of():
    assert document_entries(form(1), submission(form(1), ENTRIES, id="a", submitted=NOON)) == {
        "s.q": "A",
        "s.r": "yes",
        "s.g.1": "row",
        "s.g.1.n": "Ann",
    }


def test_every_document_by_chance_is_valid_when_it_is_carried_and_has_lost_no_word():
    random, met = Random(f"{SEED} documents"), Counter[str]()
    for _ in range(25 * SOAK):
        first = chance_source(random)
        old, new = (compile_form(load(each.encode()).spec) for each in (first, revise(first, random)))
        entries = entries_of(old.spec, chance_answers(old.spec, random))
        complete = not check(old, entries, complete=True, today=TODAY)
        make = submission if complete else draft
        before = make(old, entries, id="a1", **{"submitted" if complete else "saved": NOON})
        made = carry_document([old, new], before)
        met[f"{complete} {made.complete}"] += 1
        schema = submission_schema(new) if made.complete else draft_schema(new)
        assert validate(new, made.document, draft=not made.complete) == (), first
        Draft202012Validator(schema).validate(made.document)
        _require_all_told(old, new, before, made)
    assert {"True True", "True False", "False False"} <= {*met}


def _require_all_told(old, new, before, made) -> None:
    """Every entry of the old document is in exactly one step, and in the new document or among what is left."""
    entries = {name: text for name, text in document_entries(old, before).items() if not is_blank(text)}
    steps = made.carried.report
    assert Counter(name for step in steps for name in step.names) == dict.fromkeys(entries, 1)
    held = document_entries(new, made.document)
    _, numbers = renaming(new.of(made.carried.entries))
    now = [name for name, number in numbers.items() if number in held]
    left = {each["name"]: each["text"] for each in made.document["carried"][0]["left"]}
    for step in steps:
        for name in step.names:
            there = step.address and any(f"{at}.".startswith(f"{step.address}.") for at in now)
            bare_row = entries[name] == "row" and step.address
            assert left.get(name) == entries[name] or there or bare_row, (step, name)


STEP = Step(sort=LEFT, was="s.q", question="What?", before="A\nB", note="Gone.")
CARRY = Carry(1, "a" * 64, 2, (STEP,), {"s.q": "A\nB"})
ORIGIN = Origin((CARRY,), Reissued("a1", 1, "sha256:" + "b" * 64))


def test_where_a_document_came_from_is_read_as_it_was_written():
    document = submission(form(1), ENTRIES, id="a1", submitted=NOON, origin=ORIGIN)
    assert origin_of(document) == ORIGIN
    assert read(written(CARRY)) == CARRY
    assert origin_of(submission(form(1), ENTRIES, id="a1", submitted=NOON)) == NEW


def test_the_digest_covers_where_a_document_came_from():
    document = submission(form(1), ENTRIES, id="a1", submitted=NOON, origin=ORIGIN)
    document["reissues"]["id"] = "a2"
    assert tampered(document)


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("reissues", {"id": "a1", "version": 1}),
        ("reissues", {**ORIGIN.members()["reissues"], "by": "me"}),
        ("reissues", {**ORIGIN.members()["reissues"], "version": 0}),
        ("carried", []),
        ("carried", [{**written(CARRY), "more": 1}]),
        ("carried", [{**written(CARRY), "report": [{"sort": "lost"}]}]),
        ("carried", [{**written(CARRY), "report": [{"sort": "kept", "names": []}]}]),
        ("carried", [{**written(CARRY), "left": {"s.q": "A"}}]),
        ("carried", [{**written(CARRY), "left": [{"name": "s.q"}]}]),
    ],
)
def test_anything_else_is_refused_there_by_the_schema_and_by_the_check(member, value):
    at = form(1)
    document = submission(at, ENTRIES, id="a1", submitted=NOON, origin=ORIGIN)
    validator = Draft202012Validator(submission_schema(at))
    assert validate(at, document) == ()
    validator.validate(document)
    broken = {**deepcopy(document), member: value}
    assert [error.address for error in validate(at, broken)] == [member]
    assert not validator.is_valid(broken)


AUDIT = """sections:
  - id: s
    title: S
    questions:
      - {id: q, label: What?, kind: text}
      - id: taster
        label: Taster day
        columns:
          - {id: note, label: Note, kind: text, could-not-find-out: true}
          - {id: concern, label: Concern, kind: text, role: concern}
          - {id: action, label: Action, kind: text, role: action}"""
FOUND = {"s.q": "A", "s.taster.concern": "No risk assessment", "s.taster.action": "Write one"}


def test_what_was_found_stays_among_the_findings_when_its_question_is_retired():
    old, new = form(1, AUDIT), form(2, AUDIT[: AUDIT.index("      - id: taster")].rstrip())
    before = submission(old, FOUND | {"s.taster.note.could-not-find-out": "Nobody was in"}, id="a", submitted=NOON)
    made = carry_document([old, new], before).document
    concern = {"address": "s.taster.concern", "question": "Taster day (Concern)", "text": "No risk assessment"}
    assert made["findings"]["concerns"] == [concern | {"version": 1}]
    assert [(each["text"], each["version"]) for each in made["findings"]["actions"]] == [("Write one", 1)]
    assert [each["text"] for each in made["findings"]["could-not-find-out"]] == ["Nobody was in"]
    assert validate(new, made) == () == unfounded(new, made)
    Draft202012Validator(submission_schema(new)).validate(made)
    assert origin_of(made).carries[0].of(LEFT)[1].role == "concern"


def test_findings_of_an_earlier_version_that_were_never_carried_are_told():
    at = form(1, AUDIT)
    made = submission(at, FOUND, id="a", submitted=NOON)
    made["findings"]["concerns"].append(made["findings"]["concerns"][0] | {"version": 1})
    assert validate(at, made) == ()
    assert unfounded(at, made) == ("findings",)
