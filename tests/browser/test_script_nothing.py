"""A page's script and the engine take the same texts for one that says that there is no concern."""

from datetime import date
from random import Random
from typing import Any

from playwright.sync_api import Page

from engine import nothing
from engine.compile import compile_form
from engine.document import findings
from engine.program import program
from formspec.loader import load
from tests.browser.scripts import answered_all, open_scripts
from tests.engine.conftest import SEED

SPEC = b"""
formspec: 1
form: nothing
version: 1
title: Nothing
sections:
  - id: a
    title: A
    questions:
      - {id: worry, label: Worry, kind: long-text, role: concern}
      - {id: todo, label: To do, kind: text, role: action}
      - {id: other, label: Other, kind: text}
"""
TODAY = date(2026, 11, 28)
AROUND = ("", " ", "\u00a0", ".", " .", "..", "!", "\u200b", " gate", "\u2028")
LETTERS = str.maketrans({"s": "\u017f", "i": "\u0131", "k": "\u212a"})


def texts() -> list[str]:
    """Return each of the words as people may write it, and what only looks like it."""
    random = Random(SEED)
    ways = (str.upper, str.title, lambda each: each.replace(" ", "\u3000 "), lambda each: each.translate(LETTERS))
    written = [way(each) for each in nothing.ALL for way in (str, *ways)]
    return [f"{random.choice(AROUND)}{each}{random.choice(AROUND)}" for each in written for _ in range(3)]


def differing(page: Page) -> list[tuple[str, Any, Any]]:
    """Return the texts of which the script finds other concerns and actions than the engine, with both."""
    spec = load(SPEC).spec
    assert spec is not None
    form = compile_form(spec)
    cases = [{"a.worry": each, "a.todo": " ".join(each.split()), "a.other": each} for each in texts()]
    given = [{"program": program(form), "entries": each, "today": TODAY.isoformat()} for each in cases]
    found = []
    for entries, said in zip(cases, answered_all(page, given), strict=True):
        wanted = findings(form, entries, TODAY)
        for sort in ("concerns", "actions"):
            own = [each["text"] for each in said[sort]]
            if own != [each["text"] for each in wanted[sort]]:  # type: ignore[index, union-attr, call-overload]
                found.append((entries["a.worry"], own, wanted[sort]))
    return found


def test_the_script_takes_the_same_texts_for_none_as_the_engine(browse):
    assert differing(open_scripts(browse())) == []
