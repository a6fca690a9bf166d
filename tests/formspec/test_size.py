"""A form that no page can show, or no save can carry, is refused with what to do."""

import pytest

from formspec.loader import load
from formspec.problem import Level
from formspec.size import boxes_of

HEAD = "formspec: 1\nform: visit\nversion: 1\ntitle: A visit\n"


def test_a_form_that_asks_too_much_is_refused_at_once():
    columns = "".join(f"  - {{id: c{number}, label: C, kind: text, max-length: 0}}\n" for number in range(101))
    questions = "".join(f"      - {{id: q{number}, label: Q{number}?}}\n" for number in range(100))
    text = f"{HEAD}columns:\n{columns}sections:\n  - id: visit\n    title: Visit\n    questions:\n{questions}"
    loaded = load(text.encode())
    assert [(each.line, each.column, each.rule) for each in loaded.problems] == [(107, 1, "too-many-answers")]
    assert "10,100 boxes" in loaded.problems[0].message
    assert loaded.spec is None
    assert {each.rule for each in load(text.replace("  - {id: c100,", "  # {").encode()).problems} == {
        "max-length",
        "section-too-large",
    }


def test_options_count_for_each_question_that_has_them():
    options = "".join(f"      - {{value: o{number}, label: Option {number}}}\n" for number in range(1500))
    columns = f"columns:\n  - id: a\n    label: A\n    kind: choices\n    options:\n{options}"
    questions = "".join(f"      - {{id: q{number}, label: Q{number}?}}\n" for number in range(500))
    text = f"{HEAD}{columns}sections:\n  - id: visit\n    title: Visit\n    questions:\n{questions}"
    (problem,) = load(text.encode()).problems
    assert problem.rule == "too-many-answers"
    assert "750,000 boxes" in problem.message


@pytest.mark.parametrize(
    ("questions", "settings", "found"),
    [
        (2_450, "kind: text, max-length: 10", []),
        (2_451, "kind: text, max-length: 10", [("section-too-large", Level.ERROR)]),
        (817, "kind: date", [("section-too-large", Level.ERROR)]),
        (1_226, "kind: text, could-not-find-out: true", [("section-too-large", Level.ERROR)]),
        (1_226, "kind: yes-no", [("section-too-large", Level.ERROR)]),
        (261, "kind: long-text", []),
        (262, "kind: long-text", [("section-too-long", Level.WARNING)]),
        (84, "kind: long-text, max-length: 16000", [("section-too-long", Level.WARNING)]),
    ],
)
def test_a_section_that_cannot_be_saved_at_once_is_to_be_split(questions, settings, found):
    columns = "".join(f"  - {{id: {name}, label: {name}, {settings}}}\n" for name in "ab")
    rows = "".join(f"      - {{id: q{number}, label: Q{number}?}}\n" for number in range(questions))
    loaded = load(f"{HEAD}columns:\n{columns}sections:\n  - id: visit\n    title: V\n    questions:\n{rows}".encode())
    assert [(each.rule, each.level) for each in loaded.problems] == found
    assert all((each.line, each.column) == (9, 5) for each in loaded.problems)
    assert all("split the section in two" in each.message for each in loaded.problems)


GROUP = "      - {{id: g, label: G, {}questions: [{}]}}\n"
TEXT = "{id: t, label: T, kind: text, max-length: 10}"
NUMBER = "      - {{id: n, label: N, kind: whole-number{}}}\n"


def rows(rows: str, *, inner: str = TEXT, before: str = "") -> list[str]:
    questions = before + GROUP.format(f"rows: {rows}, " if rows else "", inner)
    loaded = load(f"{HEAD}sections:\n  - id: v\n    title: V\n    questions:\n{questions}".encode())
    return [each.rule for each in loaded.problems if each.rule != "row-bounds"]


def texts(number: int) -> str:
    return ", ".join(f"{{id: t{each}, label: T{each}, kind: text, max-length: 10}}" for each in range(number))


@pytest.mark.parametrize(
    ("counted", "before", "most"),
    [
        ("", "", 244),
        ("{most: 50}", "", 97),
        ("{exactly: 10}", "", 489),
        ("{as-many-as: v.n}", NUMBER.format(", most: 10"), 488),
        ("{as-many-as: v.n}", NUMBER.format(""), 47),
        ("{as-many-as: v.n}", NUMBER.format(", most: 5000"), 47),
    ],
)
def test_a_group_counts_with_the_most_rows_that_it_may_have(counted, before, most):
    assert rows(counted, inner=texts(most), before=before) == []
    assert rows(counted, inner=texts(most + 1), before=before) == ["section-too-large"]


def test_groups_in_groups_multiply():
    inner = GROUP.format("rows: {most: 50}, ", TEXT).strip().removeprefix("- ")
    assert rows("{most: 40}", inner=inner) == []
    assert rows("{most: 60}", inner=inner) == ["section-too-large"]
    assert rows("{most: 100}", inner=inner) == ["too-many-answers"]


def test_an_option_that_opens_a_box_and_a_suggestion_count_one_more():
    options = "options: [{value: a, label: A}, {value: b, label: B, please-say: Which?}]"
    plain = f"{{id: t, label: T, kind: choice, {options.replace(', please-say: Which?', '')}}}"
    opening = f"{{id: t, label: T, kind: choice, {options}}}"
    suggesting = f"{{id: t, label: T, kind: choice, {options}, suggest: {{text: a}}}}"
    sizes = []
    for inner in (plain, opening, suggesting):
        loaded = load(f"{HEAD}sections:\n  - id: v\n    title: V\n    questions: [{inner}]\n".encode())
        sizes.append(boxes_of(loaded.spec.sections[0].questions[0].columns[0]))
    assert sizes == [2, 3, 4]


def told(questions: str) -> str:
    loaded = load(f"{HEAD}sections:\n  - id: v\n    title: V\n    questions:\n{questions}".encode())
    (problem,) = [each for each in loaded.problems if each.rule != "row-bounds"]
    return problem.message


SMALL = "      - {id: other, label: Other, kind: text}\n"


@pytest.mark.parametrize(
    ("counted", "inner", "before", "advice"),
    [
        ("", 250, "", "write a lower “most” in its “rows”."),
        ("rows: {most: 60}, ", 90, "", "write a lower “most” in its “rows”."),
        ("rows: {exactly: 50}, ", 100, "", "write a lower “exactly” in its “rows”."),
        (
            "rows: {as-many-as: v.n}, ",
            60,
            NUMBER.format(""),
            "write a lower “most” for “v.n”, which says how many there are.",
        ),
    ],
)
def test_a_group_that_is_too_large_by_itself_is_to_have_fewer_rows(counted, inner, before, advice):
    group = GROUP.format(counted, texts(inner))
    said = told(before + group + SMALL)
    assert said.startswith("This section has ")
    assert said.endswith(advice)
    assert "“G” alone has " in said
    assert "split" not in said


def test_a_group_that_is_too_large_for_a_whole_form_is_to_have_fewer_rows():
    said = told(GROUP.format("rows: {most: 100}, ", texts(100)) + SMALL)
    assert said.endswith("and the most is 10,000: “G” alone has 10,100, so write a lower “most” in its “rows”.")


def test_texts_that_are_too_long_together_are_told_by_how_much_and_where_most_of_it_is():
    long = "".join(f"      - {{id: q{n}, label: Q{n}?, kind: long-text}}\n" for n in range(530))
    longer = "      - {id: story, label: The whole story, kind: long-text, max-length: 16000}\n"
    characters = 530 * 5_000 + 16_000 - (8_000_000 - 531 * 300) // 3
    assert told(long + longer) == (
        "If every text of this section is as long as it may be, they cannot be saved at once: they are "
        f"{characters:,} characters too many, and “The whole story” has the most, with 16,000. "
        "Write a lower “max-length”, or split the section in two."
    )


def test_texts_of_a_group_that_are_too_long_together_call_for_fewer_rows():
    group = GROUP.format(
        "rows: {most: 90}, ", ", ".join(f"{{id: t{n}, label: T{n}, kind: long-text}}" for n in range(7))
    )
    assert told(group + SMALL).endswith(
        "“G” has the most, with 3,150,000. Write a lower “max-length”, write a lower “most” in its “rows”, "
        "or split the section in two."
    )
