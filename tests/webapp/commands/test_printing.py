"""The shape of what commands print: exact, because programs read it."""

import json

import pytest

from formspec.loader import Loaded
from formspec.problem import Level, Problem
from webapp.commands import check
from webapp.commands.outcome import Exit
from webapp.commands.printing import printable

PROBLEMS = (
    Problem(2, 5, "some-rule", "This is “wrong”.", Level.ERROR),
    Problem(10, 1, "other-rule", "This is odd.", Level.WARNING),
)


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch, here):
    """Let the loader find these problems in any file, and return how to say which."""
    (here / "a.yaml").write_text("")

    def find(*problems: Problem) -> None:
        monkeypatch.setattr(check, "load_file", lambda _path, _data: Loaded(None, problems))

    return find


def test_a_problem_is_a_line_with_file_place_level_message_and_rule(found, formspec) -> None:
    found(*PROBLEMS)
    ended = formspec("check", "a.yaml")
    assert ended.out.splitlines() == [
        "a.yaml:2:5: error: This is “wrong”. [some-rule]",
        "a.yaml:10:1: warning: This is odd. [other-rule]",
    ]
    assert (ended.status, ended.err) == (Exit.FAULTS, "")


def test_a_problem_is_an_object_of_six_members_for_programs(found, formspec) -> None:
    found(*PROBLEMS)
    ended = formspec("check", "--format", "json", "a.yaml")
    assert json.loads(ended.out) == [
        {
            "file": "a.yaml",
            "line": 2,
            "column": 5,
            "level": "error",
            "rule": "some-rule",
            "message": "This is “wrong”.",
        },
        {
            "file": "a.yaml",
            "line": 10,
            "column": 1,
            "level": "warning",
            "rule": "other-rule",
            "message": "This is odd.",
        },
    ]
    assert ended.status == Exit.FAULTS


def test_warnings_alone_are_printed_and_stop_nobody(found, formspec) -> None:
    found(PROBLEMS[1])
    ended = formspec("check", "a.yaml")
    assert (ended.status, ended.out) == (Exit.DONE, "a.yaml:10:1: warning: This is odd. [other-rule]\n")


def test_a_message_cannot_break_its_line_or_move_the_cursor(found, formspec) -> None:
    found(Problem(1, 1, "some-rule", "Says “a\nb\x1b[31m\u2028\x85”."))
    assert formspec("check", "a.yaml").out == ("a.yaml:1:1: error: Says “a\\nb\\x1b[31m\\u2028\\x85”. [some-rule]\n")


@pytest.mark.parametrize("text", ["plain", "café “—” 日本", "no\u00a0break", "\U0001f600", ""])
def test_letters_and_spaces_of_any_script_are_printed_as_they_are(text: str) -> None:
    assert printable(text) == text
