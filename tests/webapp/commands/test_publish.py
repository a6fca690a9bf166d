"""A version that is published is there for every command and page, with what is known of it, and never changes."""

import json
import os
import pty
import subprocess

import pytest

from formspec.diff.kept import read
from tests.webapp.commands.conftest import FORMSPEC

FIRST = """\
formspec: 1
form: visit
version: 1
title: Visit
policy: {title: Visits, approved: May 2026, approved-by: The board, review: May 2999}
sections:
  - id: building
    title: Building
    questions:
      - {id: exits, label: Are the exits clear?, kind: yes-no}
"""
SECOND = FIRST.replace("version: 1", "version: 2").replace("the exits", "all exits")
WELSH = "formspec: 1\nform: visit\nversion: {}\nlanguage: cy\ntexts:\n  form: {{title: Ymweliad}}\n"
SAID = ("--note", "The yearly review", "--by", "Ann Lee")


@pytest.fixture
def revised(here):
    """The two versions as files."""
    (here / "first.yaml").write_text(FIRST, encoding="utf-8")
    (here / "second.yaml").write_text(SECOND, encoding="utf-8")
    return here


def test_what_is_published_in_the_database_is_there_for_other_commands(revised, formspec):
    assert formspec("publish", *SAID, "first.yaml").status == 0
    published = formspec("publish", *SAID, "--in-force", "2999-01-01", "second.yaml")
    assert published.out.splitlines()[-1].endswith("in force from 2999-01-01.")
    listed = [line for line in formspec("forms").out.splitlines() if line.startswith("visit")]
    assert [line.split("  ")[0] for line in listed] == ["visit@2", "visit@1"]
    told = formspec("diff", "visit@1", "visit@2")
    assert told.status == 1
    assert "Are [-the-]{+all+} exits clear?" in told.out
    assert formspec("diff", "visit@1", "first.yaml").status == 0


def test_a_folder_holds_the_very_bytes_and_the_release_beside_them(revised, formspec):
    text = FIRST.replace("\n", "\r\n").encode()
    (revised / "first.yaml").write_bytes(text)
    (revised / "first.cy.yaml").write_text(WELSH.format(1), encoding="utf-8")
    assert formspec("publish", *SAID, "--to", "specs", "first.yaml").status == 0
    (revised / "second.cy.yaml").write_text(WELSH.format(2).replace("Ymweliad", "Yr ymweliad"), encoding="utf-8")
    assert formspec("publish", *SAID, "--to", "specs", "second.yaml").status == 0
    place = revised / "specs" / "visit"
    assert sorted(path.name for path in place.iterdir()) == [
        "1.cy.yaml",
        "1.release.json",
        "1.yaml",
        "2.cy.yaml",
        "2.release.json",
        "2.yaml",
    ]
    assert (place / "1.yaml").read_bytes() == text
    release = json.loads((place / "2.release.json").read_text(encoding="utf-8"))
    assert (release["note"], release["published_by"], release["approved_by"]) == (
        "The yearly review",
        "Ann Lee",
        "The board",
    )
    assert (release["approved"], release["review"]) == ("May 2026", "May 2999")
    assert [change.address for change in read(release["report"])] == ["building.exits", "form"]


def test_words_in_another_language_come_along_where_no_file_beside_the_spec_has_them(revised, formspec):
    welsh = WELSH.format(1) + "  building.exits: {label: A yw'r allanfeydd yn glir?}   # by Siân\n"
    (revised / "first.cy.yaml").write_text(welsh, encoding="utf-8")
    assert formspec("publish", *SAID, "--to", "specs", "first.yaml").status == 0
    published = formspec("publish", *SAID, "--to", "specs", "second.yaml")
    sentence, again, _ = published.out.splitlines()[-3:]
    assert sentence == (
        "Welsh comes along from the version before: 2 texts, and 2 are missing. 1 text was reworded in the form and "
        "should be looked at again:"
    )
    assert again == "  building.exits (label): A yw'r allanfeydd yn glir?"
    assert published.err == ""
    place = revised / "specs" / "visit"
    assert (place / "2.cy.yaml").read_text(encoding="utf-8") == welsh.replace("version: 1", "version: 2")
    release = json.loads((place / "2.release.json").read_text(encoding="utf-8"))
    assert [change.address for change in read(release["report"])] == ["building.exits"]


def test_what_is_wrong_with_words_beside_the_spec_is_said_of_their_own_file(revised, formspec):
    (revised / "first.cy.yaml").write_text(WELSH.format(7), encoding="utf-8")
    refused = formspec("publish", *SAID, "--to", "specs", "first.yaml")
    assert refused.status == 1
    assert refused.out.startswith("first.cy.yaml:3:10: error: “version” says “7”")


def test_other_dates_are_written_into_what_is_published_and_not_into_the_file(revised, formspec):
    dates = ("--approved", "June 2026", "--review", "June 2999", "--approved-by", "The governors")
    assert formspec("publish", *SAID, *dates, "--to", "specs", "first.yaml").status == 0
    published = (revised / "specs" / "visit" / "1.yaml").read_text(encoding="utf-8")
    assert "approved: June 2026, approved-by: The governors, review: June 2999" in published
    assert (revised / "first.yaml").read_text(encoding="utf-8") == FIRST


def test_nothing_is_written_over(revised, formspec):
    assert formspec("publish", *SAID, "--to", "specs", "first.yaml").status == 0
    before = {path: path.read_bytes() for path in (revised / "specs").rglob("*.*")}
    (revised / "other.yaml").write_text(FIRST.replace("the exits", "some exits"), encoding="utf-8")
    assert formspec("publish", *SAID, "--to", "specs", "other.yaml").status == 1
    assert {path: path.read_bytes() for path in (revised / "specs").rglob("*.*")} == before


@pytest.mark.parametrize("there", [(), ("--to", "specs")])
def test_a_version_that_cannot_be_read_is_counted_and_said_wherever_the_next_one_goes(revised, formspec, there):
    assert formspec("publish", *SAID, "--to", "specs", "first.yaml").status == 0
    (revised / "specs" / "visit" / "2.yaml").write_text("formspec: 1\nsections: [\n", encoding="utf-8")
    (revised / "third.yaml").write_text(SECOND.replace("version: 2", "version: 3"), encoding="utf-8")
    ended = formspec("publish", *SAID, "--specs", "specs", *there, "third.yaml")
    assert (ended.status, ended.err) == (0, "")
    assert "Version 2 cannot be read, so this text was not compared with it but with version 1." in ended.out
    assert "visit@3: Visit, after version 1" in ended.out
    assert "visit@3 is published in" in ended.out


@pytest.mark.parametrize("second", [(), ("--seconded-by", "ann lee"), ("--seconded-by", " Ann   LEE ")])
def test_where_a_second_person_is_wanted_another_name_is_needed(revised, formspec, monkeypatch, second):
    monkeypatch.setenv("FORMSPEC_SECOND_PERSON", "yes")
    refused = formspec("publish", *SAID, *second, "--to", "specs", "first.yaml")
    assert refused.status == 2
    assert refused.err == "Here a second person approves of each version: name them with --seconded-by.\n"
    assert formspec("publish", *SAID, "--seconded-by", "Bo", "--to", "specs", "first.yaml").status == 0


@pytest.mark.parametrize(
    ("policy", "given", "told"),
    [
        (
            True,
            ("--in-force", "soon"),
            "--in-force: From which day it is in force must be a day, like 31 October 2026.",
        ),
        (True, ("--in-force", "1999-01-01"), "--in-force: From which day it is in force must be today or later."),
        (True, ("--approved", "October 2199"), "--approved: When it was approved must be today or in the past."),
        (
            False,
            ("--approved", "banana"),
            "--approved: When it was approved must be a date, like October 2026 or 31 October 2026.",
        ),
        (
            False,
            ("--review", "never"),
            "--review: When it is reviewed next must be a date, like October 2026 or 31 October 2026.",
        ),
        (True, ("--by", "x" * 81), "--by: Your name must be 80 characters or fewer."),
        (True, ("--note", "x" * 2001), "--note: Why this version is published must be 2000 characters or fewer."),
    ],
)
def test_what_the_browser_refuses_is_refused_here_in_the_same_words(revised, formspec, policy, given, told):
    if not policy:
        lines = [line for line in FIRST.splitlines() if not line.startswith("policy")]
        (revised / "first.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    said = ("--approved-by", "The board", *(() if policy else ("--approved", "May 2026")))
    refused = formspec("publish", *SAID, *said, *given, "--to", "specs", "first.yaml")
    assert (refused.status, refused.err) == (2, f"{told}\n")
    assert not (revised / "specs").exists()
    assert formspec("publish", *SAID, *said, "--to", "specs", "first.yaml").status == 0


def test_a_folder_that_cannot_be_written_is_one_sentence(revised, formspec):
    (revised / "specs").write_text("a file", encoding="utf-8")
    refused = formspec("publish", *SAID, "--to", "specs", "first.yaml")
    assert refused.status == 1
    assert refused.err.startswith("Nothing was published in specs: ")


def test_the_terminal_is_asked_for_what_is_missing(revised):
    terminal, other_end = pty.openpty()
    words = [FORMSPEC, "publish", "--to", "specs", "first.yaml"]
    with subprocess.Popen(words, stdin=other_end, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as asked:
        os.write(terminal, b"The first one\nAnn Lee\n")
        _, questions = asked.communicate(timeout=60)
    os.close(terminal)
    os.close(other_end)
    assert (asked.returncode, questions.decode().count("?")) == (0, 2)
    release = json.loads((revised / "specs" / "visit" / "1.release.json").read_text(encoding="utf-8"))
    assert (release["note"], release["published_by"]) == ("The first one", "Ann Lee")
