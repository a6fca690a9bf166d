"""Each revision of a form is told as exactly these changes, each with its level, its words and one sentence."""

import json
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from formspec.diff import Change, Difference, Level, compare
from formspec.diff.formats import FORMATS
from formspec.diff.formats.markdown import plain
from formspec.diff.judging import level_of
from formspec.diff.kept import read, written
from formspec.diff.report import compare_through
from formspec.loader import load
from formspec.logic import Condition, Duration, Value
from formspec.model import Spec

HERE = Path(__file__).parent
BASE = (HERE / "base.yaml").read_text(encoding="utf-8")
CASES = tomllib.loads((HERE / "cases.toml").read_text(encoding="utf-8"))


def spec_of(text: str) -> Spec:
    loaded = load(text.encode())
    assert loaded.spec is not None, loaded.problems
    return loaded.spec


def revised(edits: list[list[str]]) -> Spec:
    text = BASE
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new)
    return spec_of(text)


def line(change: Change) -> str:
    was = f" (was {change.was})" if change.was else ""
    key = f" [{change.key}]" if change.key else ""
    words = f" | {change.old} | {change.new}" if change.key else ""
    return f"{change.level} {change.sort} {change.noun} {change.address}{was}{key}: {change.sentence}{words}"


@pytest.mark.parametrize("name", CASES)
def test_a_revision_is_told_as_these_changes_and_no_others(name):
    case = CASES[name]
    assert case["says"].endswith(".")
    assert [line(each) for each in compare(spec_of(BASE), revised(case["edits"]))] == case["changes"]


@pytest.mark.parametrize("name", CASES)
def test_changes_come_back_from_json_as_they_were(name):
    changes = compare(spec_of(BASE), revised(CASES[name]["edits"]))
    assert read(written(changes)) == changes


ONE = {
    "sort": "added",
    "noun": "question",
    "address": "s.q",
    "name": "q",
    "old": "",
    "new": "",
    "level": "addition",
    "affects": ["drafts"],
    "sentence": "It is new.",
}
OTHERS: list[dict[str, object]] = [
    {"sentence": 1},
    {"sort": "odd"},
    {"affects": "drafts"},
    {"affects": ["everybody"]},
    {"affects": [["drafts"]]},
    {"sort": []},
    {"was": None},
    {"level": 4},
    {"more": ""},
]


@pytest.mark.parametrize(
    "text",
    ["", "{}", "[1]", "[" * 50_000, '[{"level": "wording"}]', '[{"level": "odd", "affects": []}]']
    + [json.dumps([ONE | other]) for other in OTHERS],
    ids=lambda text: text[-60:],
)
def test_json_that_holds_no_changes_is_refused(text):
    with pytest.raises(ValueError, match="these are no changes"):
        read(text)


def test_what_is_read_is_what_the_json_says():
    assert read(json.dumps([ONE]))[0].affects == ("drafts",)


@pytest.mark.parametrize(
    ("text", "written_as"),
    [
        ("1. Keep", "1\\. Keep"),
        ("20) Keep", "20\\) Keep"),
        ("- Keep", "\\- Keep"),
        ("+ Keep", "\\+ Keep"),
        ("= Keep", "\\= Keep"),
        ("Keep\n2. Go", "Keep\n2\\. Go"),
        ("1.5 metres", "1\\.5 metres"),
        ("1 metre.", "1 metre."),
        ("  3. Keep", "  3\\. Keep"),
        ("   - Keep", "   \\- Keep"),
    ],
)
def test_no_sign_of_a_text_means_anything_to_markdown(text, written_as):
    assert plain(text) == written_as


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_says_every_sentence_and_nothing_that_could_be_markup(name):
    hostile = "Is <script>alert(1)</script> a *question* with `code`?"
    old, new = spec_of(BASE), revised([["Are the exits clear?", f'"{hostile}"']])
    text = FORMATS[name]("What has changed", compare(old, new))
    assert ("<script>" in text) is (name in {"text", "json"})
    assert "wording" in text.lower()


def test_a_text_shows_which_words_went_and_came():
    changes = compare(spec_of(BASE), revised([["Are the exits clear?", "Are all exits clear?"]]))
    assert "  | Are [-the-]{+all+} exits clear?" in FORMATS["text"]("Changes", changes)
    assert '<del><span class="aside">[taken out: </span>the<span class="aside">]</span></del>' in FORMATS["html"](
        "Changes", changes
    )


@pytest.mark.parametrize(
    ("key", "before", "after", "level"),
    [
        ("earliest", "2026-01-01", "2025-01-01", Level.ADDITION),
        ("earliest", "2026-01-01", "2027-01-01", Level.TIGHTENING),
        ("latest", "2026-01-01", "2027-01-01", Level.ADDITION),
        ("latest", "09:30", "08:30", Level.TIGHTENING),
        ("least", "0", "1", Level.TIGHTENING),
        ("most", "0", "1", Level.ADDITION),
        ("most", "today", "1", Level.TIGHTENING),
    ],
)
def test_a_bound_is_judged_by_the_room_that_it_leaves(key, before, after, level):
    old, new = (Value(op="literal", text=each) for each in (before, after))
    told = Difference(sort="changed", noun="column", address="a.b", key=key, before=old, after=new)
    assert level_of(told) is level


def moved(value: Value, **by: tuple[int, str]) -> Value:
    return replace(value, **{name: Duration(number=number, unit=unit) for name, (number, unit) in by.items()})


TODAY = Value(op="date", text="today")
MET = Value(op="question", text="a.met")


@pytest.mark.parametrize(
    ("key", "before", "after", "level"),
    [
        ("latest", TODAY, replace(TODAY, plus=Duration(number=1, unit="weeks")), Level.ADDITION),
        ("latest", TODAY, replace(TODAY, minus=Duration(number=1, unit="days")), Level.TIGHTENING),
        ("earliest", TODAY, replace(TODAY, minus=Duration(number=1, unit="months")), Level.ADDITION),
        ("earliest", MET, replace(MET, plus=Duration(number=3, unit="hours")), Level.TIGHTENING),
        ("latest", MET, replace(MET, plus=Duration(number=3, unit="hours")), Level.ADDITION),
        ("latest", TODAY, MET, Level.TIGHTENING),
        ("earliest", moved(TODAY, minus=(12, "months")), moved(TODAY, minus=(364, "days")), Level.TIGHTENING),
        ("latest", moved(TODAY, minus=(365, "days")), moved(TODAY, minus=(12, "months")), Level.TIGHTENING),
        ("latest", moved(TODAY, plus=(30, "days")), moved(TODAY, plus=(1, "months")), Level.TIGHTENING),
        ("latest", moved(TODAY, plus=(11, "months")), moved(TODAY, plus=(1, "years")), Level.ADDITION),
        ("declaration", "I have read it.", "I have read it all.", Level.TIGHTENING),
        ("suggest", TODAY, MET, Level.TIGHTENING),
        ("suggest", TODAY, None, Level.BREAKING),
        ("please-say", "Which?", "Which one?", Level.WORDING),
        ("please-say", "Which?", "", Level.BREAKING),
        ("name-label", "", "Name", Level.TIGHTENING),
    ],
)
def test_what_a_change_does_to_answers_is_its_level(key, before, after, level):
    told = Difference(sort="changed", noun="column", address="a.b", key=key, before=before, after=after)
    assert level_of(told) is level


@pytest.mark.parametrize(
    ("key", "op", "higher"),
    [
        ("when", "more-than", Level.ADDITION),
        ("when", "less-than", Level.TIGHTENING),
        ("must", "at-least", Level.TIGHTENING),
        ("must", "at-most", Level.ADDITION),
    ],
)
def test_a_check_is_judged_by_how_often_it_finds_something(key, op, higher):
    low, high = (Condition(op=op, subject=MET, operand=Value(op="literal", text=each)) for each in ("3", "4"))
    told = Difference(sort="changed", noun="check", address="a.checks.c", key=key, before=low, after=high)
    other = Level.ADDITION if higher is Level.TIGHTENING else Level.TIGHTENING
    assert level_of(told) is higher
    assert level_of(replace(told, before=high, after=low)) is other
    assert level_of(replace(told, after=replace(high, subject=TODAY))) is Level.TIGHTENING
    same = replace(low, operand=Value(op="literal", text="3.0"))
    assert level_of(replace(told, after=same)) is Level.TIGHTENING


HEAD_COUNT = "      - {id: head-count, label: How many children?, kind: whole-number, least: 1, most: 40}\n"


def test_a_rule_in_which_only_an_options_value_is_another_is_told_with_the_option() -> None:
    old = BASE.replace(HEAD_COUNT, HEAD_COUNT.replace("}", ", when: {question: details.way, one-of: [bus, tram]}}"))
    new = old.replace("{value: bus, label: By bus}", "{value: coach, was: bus, label: By bus}")
    told = compare(spec_of(old), spec_of(new.replace("one-of: [bus, tram]", "one-of: [coach, tram]")))
    assert [(each.noun, each.sort, each.address) for each in told] == [("option", "renamed", "details.way.coach")]
    both = old.replace("one-of: [bus, tram]", "is: bus")
    merged = both.replace("{value: bus, label: By bus}", "{value: ride, was: [bus, tram], label: By bus or tram}")
    merged = merged.replace("          - {value: tram, label: By tram}\n", "").replace("is: bus", "is: ride")
    assert ("question", "when") in [(each.noun, each.key) for each in compare(spec_of(both), spec_of(merged))]
    told = compare(spec_of(old), spec_of(new.replace("one-of: [bus, tram]", "one-of: [coach]")))
    assert [(each.noun, each.key) for each in told] == [("option", ""), ("question", "when")]


def test_a_question_that_moved_is_called_by_its_name_in_what_a_check_said_before() -> None:
    moved = HEAD_COUNT.replace("id: head-count", "id: head-count, was: details.head-count")
    new = BASE.replace(HEAD_COUNT, "").replace(
        "      - id: staff\n        label: Every", f"{moved}      - id: staff\n        label: Every"
    )
    new = new.replace("details.head-count, more-than: 30", "people.head-count, more-than: 20")
    [told] = [each for each in compare(spec_of(BASE), spec_of(new)) if each.noun == "check"]
    assert (told.old, told.new) == ("“How many children?” is more than 30", "“How many children?” is more than 20")


def test_versions_are_compared_by_way_of_those_between_and_nothing_else_is_told() -> None:
    second = BASE.replace("version: 1", "version: 2").replace("- id: people\n", "- id: staff\n    was: people\n")
    moved = "      - {id: why, was: staff.why-not, label: Why not?,"
    third = second.replace("version: 2", "version: 3").replace("      - {id: why-not, label: Why not?,", moved)
    fourth = (
        third.replace("version: 3", "version: 4").replace("    was: people\n", "").replace(" was: staff.why-not,", "")
    )
    fourth = fourth.replace("Which site?", "Which site is it?")
    told = compare_through([spec_of(each) for each in (BASE, second, third, fourth)])
    assert [(each.noun, each.sort, each.address, each.key) for each in told] == [
        ("section", "renamed", "staff", ""),
        ("question", "renamed", "staff.why", ""),
        ("question", "changed", "details.site", "label"),
    ]
