"""Every file of `cases/` is one run of a command: what it is given, how it ends and what it prints, word for word."""

import re
import tomllib
from itertools import zip_longest
from pathlib import Path

import pytest

CASES = sorted((Path(__file__).parent / "cases").glob("*/*.toml"))
MEMBERS = {"says", "command", "files", "stdin", "status", "out", "err", "out-like", "err-like"}


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_command_ends_and_prints_as_its_case_says(path, here, formspec) -> None:
    case = tomllib.loads(path.read_text(encoding="utf-8"))
    assert case.keys() <= MEMBERS, "a member that nothing reads"
    assert case["says"].endswith(".")
    for name, text in case.get("files", {}).items():
        (here / name).parent.mkdir(parents=True, exist_ok=True)
        (here / name).write_text(text, encoding="utf-8")
    ended = formspec(*case["command"], stdin=case.get("stdin", "").encode())
    assert_printed(ended.err, case.get("err", ""), case.get("err-like"))
    assert_printed(ended.out, case.get("out", ""), case.get("out-like"))
    assert ended.status == case["status"]


def assert_printed(printed: str, exactly: str, like: list[str] | None) -> None:
    """Hold what was printed against a text, or line by line against patterns where another part words it."""
    if like is None:
        assert printed == exactly
        return
    lines = printed.splitlines()
    assert [line for line, pattern in zip_longest(lines, like, fillvalue="") if not re.fullmatch(pattern, line)] == []
