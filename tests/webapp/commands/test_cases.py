"""Every file of `cases/` is one run of a command: what it is given, how it ends and what it prints, word for word."""

import tomllib
from pathlib import Path

import pytest

CASES = sorted((Path(__file__).parent / "cases").glob("*/*.toml"))
MEMBERS = {"says", "command", "files", "stdin", "status", "out", "err", "out-holds"}


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_command_ends_and_prints_as_its_case_says(path, here, formspec) -> None:
    case = tomllib.loads(path.read_text(encoding="utf-8"))
    assert case.keys() <= MEMBERS, "a member that nothing reads"
    assert case["says"].endswith(".")
    for name, text in case.get("files", {}).items():
        (here / name).parent.mkdir(parents=True, exist_ok=True)
        (here / name).write_text(text, encoding="utf-8")
    ended = formspec(*case["command"], stdin=case.get("stdin", "").encode())
    assert (ended.err, ended.status) == (case.get("err", ""), case["status"])
    if "out-holds" in case:
        assert [text for text in case["out-holds"] if text not in ended.out] == []
    else:
        assert ended.out == case.get("out", "")
