"""Each edit of a case changes the lines that are written beside it, and no other; or is refused in these words.

A case is a spec, the edits that are made of it one by one, and what each does, as a difference of lines.
`FORMSPEC_ACCEPT=1` writes what they do now into the `.expected` files, to be read before it is committed.
"""

import os
import tomllib
from difflib import unified_diff
from pathlib import Path
from typing import Any

import pytest

from formspec import edits
from formspec.edits import EditRefused, NewOption, NewPrompt, NewQuestion, NewSection
from formspec.loader import load

CASES = sorted((Path(__file__).parent / "cases").glob("*.toml"))


def made(text: str, edit: dict[str, Any]) -> str:
    """Return the text that an edit makes of another."""
    options = tuple(NewOption(**each) for each in edit.get("options", ()))
    given, question = dict(edit["with"]), edit.get("question")
    new: list[Any] = []
    if "section" in edit:
        new = [NewSection(**edit["section"], questions=(NewQuestion(**edit["question"]),))]
    elif question is not None:
        new = [NewQuestion(**question, options=options)]
    elif "prompt" in edit or "option" in edit:
        new = [NewPrompt(**edit["prompt"]) if "prompt" in edit else NewOption(**edit["option"])]
    elif options:
        given["options"] = options
    if edit["do"] == "split_question":
        new = [given.pop("address"), *new]
    return getattr(edits, edit["do"])(text, *new, **given)


def told(text: str, edit: dict[str, Any]) -> str:
    """Return what an edit changes, as a difference of lines with their endings in sight."""
    try:
        after = made(text, edit)
    except EditRefused as refused:
        return f"refused: {refused}\n"
    assert load(after.encode()).spec is not None
    shown = ([line.replace("\r\n", "␍\n") for line in each.splitlines(keepends=True)] for each in (text, after))
    lines = list(unified_diff(*shown, n=1))[2:]
    return "".join(line if line.endswith("\n") else f"{line}\n\\ no line ending\n" for line in lines)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_an_edit_changes_what_is_written_beside_it(case):
    about = tomllib.loads(case.read_text(encoding="utf-8"))
    text = case.with_suffix(".yaml").read_text(encoding="utf-8").replace("\n", about.get("ending", "\n"))
    text = text if about.get("last", True) else text.rstrip("\r\n")
    found = "\n".join(f"# {edit['name']}\n{told(text, edit)}" for edit in about["edit"])
    expected = case.with_suffix(".expected")
    if os.environ.get("FORMSPEC_ACCEPT"):
        expected.write_text(found, encoding="utf-8")
    assert found == expected.read_text(encoding="utf-8")


def test_every_edit_has_a_case():
    done = {edit["do"] for case in CASES for edit in tomllib.loads(case.read_text(encoding="utf-8"))["edit"]}
    made_by_edits = {name for name in edits.__all__ if name[0].islower()} - {"suggest_id", "taken_ids", "words_of"}
    assert done == made_by_edits
