"""Two documents of a form are compared, whatever versions asked them, and what differs is printed."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from engine.compile import compile_form
from engine.document import submission
from formspec.loader import load
from tests.webapp.pages.test_comparing import NEXT, SITE

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
BEFORE = {
    "visit.site": "The Forge",
    "visit.suitable": "yes",
    "fire.exits.answer": "Two of three",
    "fire.exits.concern": "The back exit is blocked",
    "fire.exits.action": "Clear it",
    "fire.alarm.answer": "In May",
    "fire.doors.concern": "Two doors stick",
}
NOW = {
    "visit.site": "The Forge",
    "visit.suitable": "yes",
    "fire.exits.answer": "All",
    "fire.tested.answer": "In May",
    "fire.wardens.answer": "Ann\nBo",
}
SAID = """\
From site-check@1 to site-check@2: Site check
Worries: 1 not known if still there, 1 not raised again
Questions: 1 changed, 1 newly asked, 1 no longer asked, 4 as they were, of 7
Worries, not known if still there: Do the doors close?
  This was not asked this time.
  Two doors stick
Worries, not raised again: Are the exits clear?
  The back exit is blocked
  To do, before: Clear it
Changed: Are the exits clear? [Fire]
  Answer: changed
    Before: Two of three
    Now: All
  Worries: answered before, not now
    Before: The back exit is blocked
    Now: Nothing entered
  To do: answered before, not now
    Before: Clear it
    Now: Nothing entered
Newly asked: Who are the wardens? [Fire]
  Answer: newly asked
    Ann, Bo
No longer asked: Do the doors close? [Fire]
  Worries: no longer asked
    Two doors stick
"""


@pytest.fixture(autouse=True)
def documents(here: Path) -> None:
    """Two versions of a form, and a document of each."""
    folder = here / "specs" / "site-check"
    folder.mkdir(parents=True)
    for version, (text, entries) in enumerate(((SITE, BEFORE), (NEXT, NOW)), 1):
        (folder / f"{version}.yaml").write_text(text)
        write(here, version, text, entries)


def write(here: Path, version: int, text: str, entries: dict[str, str]) -> None:
    spec = load(text.encode()).spec
    assert spec is not None
    made = submission(compile_form(spec), entries, id=f"a{version}", submitted=NOON)
    (here / f"{version}.json").write_text(json.dumps(made))


def test_what_differs_is_said_and_ends_with_1(formspec) -> None:
    ended = formspec("compare", "1.json", "2.json", "--specs", "specs")
    assert (ended.out, ended.err, ended.status) == (SAID, "", 1)


def test_a_document_and_itself_differ_in_nothing_and_end_with_0(formspec) -> None:
    ended = formspec("compare", "2.json", "2.json", "--specs", "specs")
    assert (ended.out.splitlines()[1:], ended.status) == (["Nothing differs."], 0)


def test_the_later_version_may_come_first(formspec) -> None:
    ended = formspec("compare", "2.json", "1.json", "--specs", "specs")
    assert "Worries: 2 new" in ended.out
    assert "No longer asked: Who are the wardens?" in ended.out


def test_what_was_answered_and_is_asked_no_longer_counts_and_what_was_blank_does_not(formspec, here) -> None:
    fewer = SITE.replace("  - {id: concern, role: concern, label: Worries, kind: long-text}\n", "")
    fewer = fewer.replace("version: 1", "version: 2").replace(
        fewer[fewer.index("  - id: bad") : fewer.index("  - {id: act")], ""
    )
    (here / "specs" / "site-check" / "2.yaml").write_text(fewer)
    write(here, 2, fewer, {name: text for name, text in BEFORE.items() if not name.endswith("concern")})
    ended = formspec("compare", "1.json", "2.json", "--specs", "specs")
    assert "Questions: 2 with less asked now than was answered before, 4 as they were, of 6" in ended.out
    assert (
        "Less asked now than was answered before: Are the exits clear? [Fire]\n  Worries: no longer asked\n"
        in ended.out
    )
    back = formspec("compare", "2.json", "1.json", "--specs", "specs")
    assert "Questions: 2 with more asked and answered now, 4 as they were, of 6" in back.out


def test_what_stands_beside_an_action_that_was_there_before_says_that_it_is_new(formspec, here) -> None:
    who = "  - {id: who, role: who, label: Who, kind: text}\n"
    more = SITE.replace("version: 1", "version: 2").replace("sections:\n", f"{who}sections:\n", 1)
    (here / "specs" / "site-check" / "2.yaml").write_text(more)
    write(here, 2, more, BEFORE | {"fire.exits.who": "Jo"})
    ended = formspec("compare", "1.json", "2.json", "--specs", "specs")
    assert "  To do, both times: Clear it (Who, now: Jo)\n" in ended.out
    write(here, 2, more, BEFORE | {"fire.exits.concern": "", "fire.exits.who": "Jo"})
    write(here, 1, SITE, BEFORE | {"fire.exits.concern": "", "fire.alarm.answer": "In June"})
    ended = formspec("compare", "1.json", "2.json", "--specs", "specs")
    assert (
        "To do, with no concern beside, repeated: Are the exits clear?\n  Both times: Clear it\n  Who, now:"
        in ended.out
    )


def test_it_warns_where_they_are_not_about_the_same(formspec, here) -> None:
    write(here, 2, NEXT, NOW | {"visit.site": "The Mill"})
    ended = formspec("compare", "1.json", "2.json", "--specs", "specs")
    assert ended.err == "Warning: these are not about the same: “The Forge” and “The Mill”.\n"
    assert ended.status == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "2.json: "),
        ("[]", "2.json is no submission: it must be an object."),
        ("{}", "2.json is no submission: it does not say of which form and version it is."),
        ('{"form": "ap-audit", "version": 1}', "1.json is of site-check, and 2.json of ap-audit"),
        ('{"form": "site-check", "version": 9}', "There is no version 9 of site-check. Published: 1, 2."),
        ('{"form": "site-check", "version": 2}', "2.json: "),
    ],
)
def test_what_cannot_be_compared_is_refused_with_its_reason(formspec, here, text: str, said: str) -> None:
    (here / "2.json").write_text(text)
    ended = formspec("compare", "1.json", "2.json", "--specs", "specs")
    assert (ended.status, ended.out, ended.err.startswith(said)) == (2, "", True), ended.err


def test_a_document_that_was_changed_since_is_refused(formspec, here) -> None:
    path = here / "2.json"
    path.write_text(path.read_text().replace("2026-11-23T12:00:00Z", "2026-11-23T12:00:01Z"))
    ended = formspec("compare", "1.json", "2.json", "--specs", "specs")
    assert (ended.status, "2.json has changed since it was submitted" in ended.err) == (2, True)
