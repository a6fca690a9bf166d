"""A spec becomes a model: every key is read, sections and questions inherit columns, and nothing ever raises."""

import copy
import hashlib
import os
import random
import subprocess
import sys
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from formspec.building import build
from formspec.grammar import LEVELS
from formspec.kinds import SETTINGS
from formspec.loader import Loaded, load
from formspec.logic import Check, Condition, Duration, Value
from formspec.model import (
    About,
    Column,
    CompletedBy,
    Letter,
    Option,
    Part,
    Policy,
    Prompt,
    Question,
    Retired,
    Spec,
    Standard,
)
from formspec.nodes import Entry, Listing, Mapping, Node
from formspec.policy_date import PolicyDate
from formspec.problem import Level
from formspec.records import Retention
from formspec.shape import shape
from formspec.source import read

EVERY_KEY = Path(__file__).parent / "every-key.yaml"
ROUNDS = 200 * int(os.environ.get("FORMSPEC_SOAK", "1"))
SEED = int(os.environ.get("FORMSPEC_SEED", "20261123"))
HEAD = "formspec: 1\nform: visit\nversion: 1\ntitle: A visit\n"


def spec_of(text: str) -> Spec:
    loaded = load(text.encode())
    assert loaded.problems == ()
    assert loaded.spec is not None
    return loaded.spec


@pytest.fixture(scope="module")
def spec() -> Spec:
    return spec_of(EVERY_KEY.read_text(encoding="utf-8"))


def test_the_head_of_a_spec_is_read(spec):
    assert replace(spec, sections=(), columns=(), lists=(), checks=(), outcomes=()) == Spec(
        form="school-visit",
        version=3,
        title="A visit to a provider",
        subtitle="to be completed on the day",
        intro="Read the last report first.\nBring it along.",
        policy=Policy(
            title="Alternate Provision Policy",
            part="Appendix 9",
            organisation="Wombridge Primary School",
            approved=PolicyDate(text="3 October 2023", last_day=date(2023, 10, 3)),
            approved_by="governing body",
            review=PolicyDate(text="2025-10", last_day=date(2025, 10, 31)),
        ),
        about=About(register="providers", question="details.provider", directory="the council's directory"),
        completed_by=CompletedBy(question="details.visitor"),
        access="sensitive",
        child_data=True,
        attachments=False,
        retention=Retention(
            keep=Duration(number=6, unit="years"),
            from_="details.visited",
            decided_by="The Head",
            reason="The end of the placement",
        ),
        letter=Letter(
            salutation="Dear Provider,",
            body="Please complete this form.",
            sign_off="Yours sincerely,",
            signatory="(Head Teacher)",
        ),
        standards=(Standard(id="dfe-ap-1.5", title="Risks are assessed", source="DfE, 2025"),),
        questions_label="What we ask",
        numbering="sections",
        parts=(
            Part(id="visitor", title="The visitor", text="To be completed on the day."),
            Part(id="head", title="The person in charge"),
        ),
        retired=tuple(map(retired, ("details.telephone", "teaching.noise.evidence.meter", "old-section"))),
    )
    assert spec.sha256 == hashlib.sha256(EVERY_KEY.read_bytes()).hexdigest()
    assert spec.address == "school-visit@3"


def retired(address: str) -> Retired:
    return Retired(address=address)


def test_a_column_has_all_its_settings(spec):
    assert spec.columns == (
        Column(
            id="answer",
            role="answer",
            label="Answer",
            hint="In a few words",
            name="the answer",
            kind="long-text",
            max_length=900,
            required=True,
            could_not_find_out=True,
            errors=(("too-long", "Make the answer shorter"),),
        ),
        Column(id="concerns", role="concern", label="Concerns", kind="long-text"),
        Column(
            id="action",
            role="action",
            label="Further action",
            kind="long-text",
            when=Condition(op="answered", subject=Value(op="column", text="concerns"), texts=("true",)),
            checks=(
                Check(
                    id="short",
                    message="Say more",
                    when=Condition(
                        op="is", subject=Value(op="column", text="action"), operand=Value(op="literal", text="No")
                    ),
                    warns=True,
                ),
            ),
        ),
    )


def test_a_group_has_its_rows_its_questions_and_its_checks(spec):
    people = question_of(spec, "people")
    assert (people.columns, people.label) == ((), "The staff")
    assert (people.group.as_many_as, people.group.row_label) == ("staff.count", "Member of staff")
    assert [each.id for each in people.group.questions] == ["name", "number", "came", "left", "fit", "jobs"]
    jobs = people.group.questions[-1].group
    assert (jobs.least, jobs.most, jobs.exactly, [each.id for each in jobs.questions]) == (1, 5, None, ["job", "years"])
    assert question_of(spec, "doors").group.exactly == 2
    assert people.checks == (
        Check(
            id="left-after",
            must=Condition(
                op="on-or-after",
                subject=Value(op="question", text="staff.people.left"),
                operand=Value(op="question", text="staff.people.came"),
            ),
            message="Check both days.",
            at="staff.people.left",
        ),
    )


def question_of(spec: Spec, name: str) -> Question:
    return next(each for section in spec.sections for each in section.questions if each.id == name)


def test_a_shared_list_is_the_options_of_every_question_that_names_it(spec):
    fit, level = question_of(spec, "people").group.questions[4], question_of(spec, "level")
    assert fit.columns[0].options == level.columns[0].options == spec.lists[0].options
    assert [(option.value, option.score) for option in spec.lists[0].options] == [
        ("good", Decimal(2)),
        ("poor", Decimal("0.5")),
        ("not-seen", None),
    ]


def test_a_text_alone_is_an_address_where_values_are_worked_out_and_a_literal_where_they_are_compared(spec):
    assert spec.outcomes[1].calculate == Value(op="question", text="reckoned.score")
    assert question_of(spec, "plan").columns[0].most == Value(op="literal", text="3")
    assert question_of(spec, "people").group.questions[2].columns[0].latest == Value(op="date", text="today")
    assert question_of(spec, "review").columns[0].earliest == Value(
        op="date", text="today", plus=Duration(number=2, unit="weeks")
    )


def test_a_part_says_what_it_was_and_what_it_meets(spec):
    teaching = spec.sections[1]
    lessons = question_of(spec, "lessons")
    assert (teaching.was, teaching.meets) == (("lessons",), ("dfe-ap-1.5",))
    assert (lessons.was, lessons.meets) == (("lessons.lessons", "lessons.plans"), ("dfe-ap-1.5",))
    assert [column.was for column in question_of(spec, "noise").columns] == [(), ("noisiest",)]
    assert all(not column.was for column in lessons.columns)


def test_several_tests_in_one_condition_are_all_of_them(spec):
    staff = Value(op="question", text="staff.count")
    both = spec.checks[0].when.parts[3]
    assert both == Condition(
        op="all",
        parts=(
            Condition(op="is-not", subject=staff, operand=Value(op="literal", text="2")),
            Condition(op="less-than", subject=staff, operand=Value(op="literal", text="3")),
        ),
    )


def test_a_question_without_columns_is_plain_and_has_its_own_settings(spec):
    details = spec.sections[0]
    assert (details.title, details.text, details.columns) == ("Details", "Who was visited, and by whom", ())
    assert (details.number, details.part) == ("A", "visitor")
    answers = {question.id: question.columns for question in details.questions}
    assert all(question.plain for question in details.questions)
    assert answers == {
        "provider": (Column(id="", kind="address", name_label="Name of the provider", required=True),),
        "visitor": (
            Column(
                id="",
                kind="text",
                name="the name of the visitor",
                max_length=80,
                required=True,
                could_not_find_out=True,
                errors=(("required", "Enter your name"),),
            ),
        ),
        "days": (
            Column(
                id="",
                kind="choices",
                options=(
                    Option(value="monday", label="Monday"),
                    Option(value="tuesday", label="Tuesday", hint="Mornings only"),
                ),
            ),
        ),
        "visited": (Column(id="", kind="date", required=True),),
        "signed": (Column(id="", kind="signature", declaration="I was there."),),
    }
    assert details.questions[1].hint == "Your own name"


def test_a_question_takes_the_forms_columns_and_keeps_its_points_and_prompts(spec):
    lessons = spec.sections[1].questions[0]
    assert lessons.columns == spec.columns
    assert not lessons.plain
    assert lessons.points == ("By the week?", "By the term?")
    assert lessons.evidence == (
        Prompt(id="look-at", text="Look at:", prompts=(Prompt(id="books", text="Books"),)),
        Prompt(id="staff", text="Talk to staff", was=("teachers",)),
    )


def test_a_kind_on_a_question_with_columns_changes_its_answer_which_sheds_the_settings_of_the_old_kind(spec):
    rating = spec.sections[1].questions[1]
    assert rating.columns == (
        Column(
            id="answer",
            role="answer",
            label="Answer",
            hint="In a few words",
            name="the answer",
            kind="choice",
            required=True,
            could_not_find_out=False,
            options=(Option(value="good", label="Good"), Option(value="poor", label="Poor", was=("bad",))),
        ),
        *spec.columns[1:],
    )


def test_a_questions_own_columns_stand_in_the_place_of_the_forms(spec):
    noise = spec.sections[1].questions[2]
    assert [(column.id, column.kind) for column in noise.columns] == [("answer", "text"), ("loudest", "text")]


@pytest.mark.parametrize(
    ("section", "question", "expected"),
    [
        ("", "", [("answer", "long-text", True, 300)]),
        ("", "required: false", [("answer", "long-text", False, 300)]),
        ("", "max-length: 50", [("answer", "long-text", True, 50)]),
        ("", "kind: long-text", [("answer", "long-text", True, 300)]),
        ("", "kind: text", [("answer", "text", True, None)]),
        ("", "kind: text\n        max-length: 9", [("answer", "text", True, 9)]),
        ("", "columns: []\n        kind: date", [("", "date", False, None)]),
        ("columns: []", "kind: date", [("", "date", False, None)]),
        ("columns: [{id: own, label: Own, kind: date}]", "", [("own", "date", False, None)]),
        ("columns: [{id: own, role: answer, label: Own, kind: text}]", "kind: date", [("own", "date", False, None)]),
        ("columns: []", "columns: [{id: own, label: Own, kind: date}]", [("own", "date", False, None)]),
    ],
)
def test_columns_come_from_the_form_the_section_or_the_question(section, question, expected):
    text = f"""{HEAD}columns:
  - {{id: answer, role: answer, label: Answer, kind: long-text, required: true, max-length: 300}}
sections:
  - id: first
    title: First
    questions:
      - {{id: usual, label: Usual?}}
  - id: visit
    title: The visit
    {section}
    questions:
      - id: who
        label: Who?
        {question}
"""
    columns = spec_of(text).sections[1].questions[0].columns
    assert [(each.id, each.kind, each.required, each.max_length) for each in columns] == expected


def test_a_text_keeps_its_paragraphs_and_loses_the_blanks_around_it():
    text = HEAD + 'sections:\n  - id: visit\n    title: " The visit "\n    text: |\n\n      One\n\n      Two\n\n'
    section = spec_of(text + "    questions:\n      - {id: who, label: Who?, kind: text}\n").sections[0]
    assert (section.title, section.text) == ("The visit", "One\n\nTwo")


def test_places_take_no_part_in_a_comparison(spec):
    moved = spec_of("# a note\n\n" + EVERY_KEY.read_text(encoding="utf-8"))
    assert moved == spec
    assert moved.sections[0].place.line == spec.sections[0].place.line + 2


def test_the_sample_uses_every_key_of_the_language():
    used: dict[str, set[str]] = {name: set() for name in LEVELS}

    def walk(node: Node, level: str) -> None:
        for part in node.nodes if isinstance(node, Listing) else [node]:
            for entry in part.entries if isinstance(part, Mapping) else ():
                key = LEVELS[level].keys[entry.key.text]
                used[level].add(key.name)
                if key.of:
                    walk(entry.value, key.of)

    walk(read(EVERY_KEY.read_bytes()).root, "spec")
    spared = {"column": set(SETTINGS)}
    for level in LEVELS.values():
        assert used[level.name] >= level.keys.keys() - spared.get(level.name, set()), level.name


def without(node: Node, gone: list[Entry]) -> Node:
    """Return the node without one entry, found by its identity."""
    if isinstance(node, Mapping):
        kept = tuple(Entry(each.key, without(each.value, gone)) for each in node.entries if each is not gone[0])
        return Mapping(kept, node.place)
    return Listing(tuple(without(each, gone) for each in node.nodes), node.place) if isinstance(node, Listing) else node


def entries(node: Node) -> list[Entry]:
    if isinstance(node, Mapping):
        return [*node.entries, *(below for each in node.entries for below in entries(each.value))]
    return [below for each in node.nodes for below in entries(each)] if isinstance(node, Listing) else []


def test_every_key_says_something_to_the_model_or_is_missed():
    root = read(EVERY_KEY.read_bytes()).root
    whole = build(root, "").spec
    for entry in entries(root):
        changed = without(root, [entry])
        told = entry.key.text == "could-not-find-out" and entry.value.text == "false"
        assert build(changed, "").spec != whole or list(shape(changed)) or told, entry


@pytest.mark.parametrize("data", [b"", b"\xff", b"[", b"- a", b"a", b"{}", b"formspec: 1", b"a: b: c", b"\0"])
def test_what_is_no_spec_has_problems_and_no_model(data):
    loaded = load(data)
    assert loaded.spec is None
    assert loaded.problems


def test_a_warning_alone_leaves_the_model():
    text = HEAD.replace("A visit", "TODO") + "sections:\n  - id: a\n    title: A\n    questions:\n"
    loaded = load((text + "      - {id: who, label: Who?, kind: text}\n").encode())
    assert [(each.rule, each.level) for each in loaded.problems] == [("left-over", Level.WARNING)]
    assert loaded.spec is not None


@pytest.mark.parametrize(("kind", "usable"), [("text", True), ("txt", False)])
def test_a_hundred_problems_are_told_and_then_that_there_are_more(kind, usable):
    questions = "".join(f"      - {{id: q{number}, label: TODO {number}, kind: {kind}}}\n" for number in range(102))
    loaded = load(f"{HEAD}sections:\n  - id: visit\n    title: Visit\n    questions:\n{questions}".encode())
    assert [each.rule for each in loaded.problems].count("too-many-problems") == 1
    assert len(loaded.problems) == 101
    assert loaded.problems[-1].rule == "too-many-problems"
    assert (loaded.spec is not None) == usable
    assert_sound(loaded)


def test_problems_stand_in_the_order_of_their_places_and_none_twice():
    loaded = load((Path(__file__).parent / "shape" / "everything-at-once.yaml").read_bytes())
    assert list(loaded.problems) == sorted(set(loaded.problems))


def test_lines_changed_by_chance_never_raise_and_always_say_why_there_is_no_model():
    print(f"FORMSPEC_SEED={SEED}")
    chance = random.Random(SEED)
    whole = EVERY_KEY.read_text(encoding="utf-8").splitlines()
    refused = 0
    for _ in range(ROUNDS):
        lines = copy.copy(whole)
        for _ in range(chance.randint(1, 4)):
            at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
            line = lines[at]
            lines[at] = chance.choice(
                [lines[other], "", line[2:], "  " + line, line.replace(":", "", 1), line[: len(line) // 2], line + ":"]
            )
        loaded = load("\n".join(lines).encode())
        refused += loaded.spec is None
        assert_sound(loaded)
    assert refused > ROUNDS // 2


def assert_sound(loaded: Loaded) -> None:
    assert (loaded.spec is None) == any(each.level is Level.ERROR for each in loaded.problems)
    for problem in loaded.problems:
        assert problem.line >= 1
        assert problem.column >= 1
        assert problem.message.endswith((".", "?"))


def test_loading_needs_nothing_but_the_language():
    code = (
        "import sys, formspec.loader;"
        'print(sorted(set(sys.modules) & {"jsonschema", "wtforms", "flask", "jinja2", "engine", "webapp"}))'
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == "[]"
