"""docs/asvs.json says of each requirement how it stands, and names tests that there are."""

import ast
import json
import re
from functools import cache
from pathlib import Path

import pytest
from argon2.profiles import RFC_9106_LOW_MEMORY

from webapp.commands.serving import MOST_CONNECTIONS
from webapp.guard import address, connection, fields, multipart, owner
from webapp.pages.signing.factor_pages import PROOF_LIFETIME
from webapp.storage import sessions, tries
from webapp.storage.links import INVITATION_LIFETIME

ROOT = Path(__file__).parents[1]
LISTED = json.loads((ROOT / "docs" / "asvs.json").read_text("utf-8"))
WORDS = (ROOT / "docs" / "security.md").read_text("utf-8")
HEADINGS = (
    *("Against whom", "Ways to sign in", "How guessing is slowed", "Sessions", "What is sensitive"),
    *("Keys and algorithms", "Whom Formspec speaks to", "What is logged", "Libraries"),
)
ID = re.compile(r"v5\.0\.0-(\d+)\.(\d+)\.(\d+)")
STATES = {"met", "partly", "not-applicable"}
MEMORY = RFC_9106_LOW_MEMORY.memory_cost
"""The kibibytes that a password is hashed in."""
LEVEL_1 = {
    "1.2": "12345",
    "1.3": "12",
    "1.5": "1",
    "2.1": "1",
    "2.2": "12",
    "2.3": "1",
    "3.2": "12",
    "3.3": "1",
    "3.4": "12",
    "3.5": "123",
    "4.1": "1",
    "4.4": "1",
    "5.2": "12",
    "5.3": "12",
    "6.1": "1",
    "6.2": "12345678",
    "6.3": "12",
    "6.4": "12",
    "7.2": "1234",
    "7.4": "12",
    "8.1": "1",
    "8.2": "12",
    "8.3": "1",
    "9.1": "123",
    "9.2": "1",
    "10.4": "12345",
    "11.3": "12",
    "11.4": "1",
    "12.1": "1",
    "12.2": "12",
    "13.4": "1",
    "14.2": "1",
    "14.3": "1",
    "15.1": "1",
    "15.2": "1",
    "15.3": "1",
}
"""The requirements of level 1: the last figure of each, by section."""


@cache
def named_in(file: str) -> frozenset[str]:
    """Return the names of the tests that a file has."""
    path = ROOT / file
    tree = ast.parse(path.read_text("utf-8")) if path.is_file() else ast.Module([], [])
    return frozenset(each.name for each in tree.body if isinstance(each, ast.FunctionDef))


def test_every_requirement_of_level_1_is_there_and_none_is_doubled():
    ids = [each["id"] for each in LISTED]
    assert sorted(set(ids)) == sorted(ids)
    first = {f"v5.0.0-{section}.{figure}" for section, figures in LEVEL_1.items() for figure in figures}
    assert len(first) == 70
    assert {each["id"] for each in LISTED if each["level"] == 1} == first


def test_they_stand_in_their_order():
    figures = [tuple(map(int, ID.fullmatch(each["id"]).groups())) for each in LISTED]
    assert figures == sorted(figures)


@pytest.mark.parametrize("each", LISTED, ids=lambda each: each["id"])
def test_each_says_how_it_stands_and_names_tests_that_there_are(each):
    assert set(each) == {"id", "level", "about", "status", "why", "tests"}
    assert each["status"] in STATES
    assert each["level"] in {1, 2}
    assert each["about"]
    assert each["why"]
    assert bool(each["tests"]) or each["status"] == "not-applicable"
    gone = [name for name in each["tests"] if name.partition("::")[2] not in named_in(name.partition("::")[0])]
    assert gone == []


def test_the_page_on_security_says_the_limits():
    said = {
        f"{address.LONGEST_PATH:,} characters of path",
        f"{address.DEEPEST_PATH} parts",
        f"{address.LONGEST_QUERY:,} characters of query",
        f"{address.MOST_QUERY_FIELDS} fields",
        f"{address.MOST_HEADERS}, together {address.LONGEST_HEADERS // 1024} KB; {address.MOST_COOKIES} cookies",
        f"{fields.MOST_BYTES // 1024**2} MB of text, {fields.MOST_FIELDS:,} inputs",
        f"{multipart.MOST_FILE_BYTES // 1024**2} MB each, {multipart.MOST_FILES} and",
        f"{multipart.MOST_BYTES_WITH_FILES // 1024**2} MB at once",
        f"{connection.PATIENCE} seconds, or {connection.LEAST_RATE:,} bytes a second",
        f"{2 * MOST_CONNECTIONS}, idle ones",
    }
    assert [each for each in said if each not in WORDS] == []


def test_the_page_on_security_says_the_numbers_of_signing_in():
    said = {
        f"{tries.FREE} failed tries",
        f"{sessions.IDLE.seconds // 3600} hours",
        f"{sessions.ABSOLUTE.seconds // 3600} hours",
        f"{sessions.HALF_WAY.seconds // 60} minutes",
        f"{INVITATION_LIFETIME.days} days",
        f"{PROOF_LIFETIME.seconds // 60} minutes",
        f"{owner.LIFETIME.seconds // 3600} hour",
        f"{MEMORY // 1024} MiB",
    }
    assert [each for each in said if each not in WORDS] == []


@pytest.mark.parametrize("heading", HEADINGS)
def test_the_page_on_security_says_what_is_to_be_written_down(heading):
    assert f"\n## {heading}\n" in WORDS
