"""Versions side by side: which column each version's answers stand in."""

import pytest

from engine.export.columns import columns_of
from tests.engine.export.visits import FIRST, SECOND, form_of

HEAD = "formspec: 1\nform: small\nversion: {version}\ntitle: Small\nsections:\n"
BASE = ["s.a", "s.b", "s.c"]


def small(version: int, *sections: str) -> str:
    return HEAD.format(version=version) + "".join(f"{each}\n" for each in sections)


def section(name: str, *questions: str, was: str = "") -> str:
    lines = "".join(
        f"\n      - {{id: {each}, kind: text}}" for each in (q.replace(":", ", label:", 1) for q in questions)
    )
    return f"  - id: {name}\n    {was}title: {name}\n    questions:{lines}"


CASES = {
    "one version": ([small(1, section("s", "a: A", "b: B", "c: C"))], [("s.a", {1}), ("s.b", {1}), ("s.c", {1})]),
    "the same questions": (
        [small(1, section("s", "a: A", "b: B")), small(2, section("s", "b: B", "a: A"))],
        [("s.b", {1, 2}), ("s.a", {1, 2})],
    ),
    "a question that came": (
        [small(1, section("s", "a: A")), small(2, section("s", "new: N", "a: A"))],
        [("s.new", {2}), ("s.a", {1, 2})],
    ),
    "one that went, behind what it stood behind": (
        [small(1, section("s", "a: A", "gone: G", "b: B")), small(2, section("s", "b: B", "a: A"))],
        [("s.b", {1, 2}), ("s.a", {1, 2}), ("s.gone", {1})],
    ),
    "one that went, and was the first": (
        [small(1, section("s", "gone: G", "a: A")), small(2, section("s", "a: A"))],
        [("s.gone", {1}), ("s.a", {1, 2})],
    ),
    "one with another name": (
        [small(1, section("s", "a: A", "b: B")), small(2, section("s", "now: N, was: s.a", "b: B"))],
        [("s.now", {1, 2}), ("s.b", {1, 2})],
    ),
    "a section with another name": (
        [small(1, section("s", "a: A")), small(2, section("t", "a: A", was="was: s\n    "))],
        [("t.a", {1, 2})],
    ),
    "another name twice": (
        [
            small(1, section("s", "a: A")),
            small(2, section("s", "b: B, was: s.a")),
            small(3, section("s", "c: C, was: s.b")),
        ],
        [("s.c", {1, 2, 3})],
    ),
    "one that was split": (
        [small(1, section("s", "a: A")), small(2, section("s", "b: B, was: s.a", "c: C, was: s.a"))],
        [("s.a", {1}), ("s.b", {2}), ("s.c", {2})],
    ),
    "two that were joined": (
        [small(1, section("s", "a: A", "b: B")), small(2, section("s", "c: C, was: [s.a, s.b]"))],
        [("s.a", {1}), ("s.b", {1}), ("s.c", {2})],
    ),
    "one that came and went": (
        [small(1, section("s", "a: A")), small(2, section("s", "a: A", "x: X")), small(3, section("s", "a: A"))],
        [("s.a", {1, 2, 3}), ("s.x", {2})],
    ),
}


@pytest.mark.parametrize(("texts", "expected"), CASES.values(), ids=CASES)
def test_answers_keep_their_column_through_the_versions(texts: list[str], expected: list[tuple[str, set[int]]]) -> None:
    found = columns_of([form_of(each) for each in texts])
    assert [(each.address, set(each.at)) for each in found] == expected


@pytest.mark.parametrize(("texts", "expected"), CASES.values(), ids=CASES)
def test_every_answer_of_every_version_has_one_column(texts: list[str], expected: object) -> None:
    forms = [form_of(each) for each in texts]
    for form in forms:
        places = [each.at[form.spec.version] for each in columns_of(forms) if form.spec.version in each.at]
        assert sorted(places) == sorted(cell.template for cell in form.cells)


def test_the_words_over_a_column_are_those_of_the_last_version() -> None:
    words = {each.address: each.words for each in columns_of([form_of(FIRST), form_of(SECOND)])}
    assert words["walk.stairs.concern"] == "Are all stairs lit?: Concern"
    assert words["walk.stairs.evidence"] == "Are all stairs lit?: Evidence seen"
    assert words["rooms.rooms.warmth"] == "Which rooms did you see?: How warm?"
    assert words["place.old"] == "Asked once only"
    assert words["place.name"] == "What is it called?"
