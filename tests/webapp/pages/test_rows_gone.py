"""Rows that a script and somebody else change at once: one writes in a row, and the other took it away or lowered
their number."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.webapp.pages.visitor import Page, Visitor

PEOPLE = "people.members"
ADD, SAVE = "Add person in", "Save and continue"
COUNTED = """\
formspec: 1
form: counted
version: 1
title: The counted
sections:
  - id: one
    title: One
    columns: []
    questions:
      - {id: number, label: How many?, kind: whole-number}
      - id: dogs
        label: The dogs
        rows: {as-many-as: one.number}
        row-label: Dog
        questions:
          - {id: name, label: Name, kind: text}
          - {id: age, label: Age, kind: text}
"""


def change(page: Page, number: int, base: int, entries: dict[str, str]) -> dict[str, Any]:
    """Send a change as the script of a section's page does."""
    fields = page.forms[-1].fields
    sent = {"csrf": fields["csrf"], "base": base, "op": f"{number:032x}", "who": "", **entries}
    answer = page.visitor.client.post(page.path.partition("/sections")[0] + "/saves", data=sent)
    assert answer.status_code == 200
    told: dict[str, Any] = json.loads(answer.data)
    return told


def revision(page: Page) -> int:
    return int(page.forms[-1].fields["base"])


def conflicts(told: dict[str, Any]) -> dict[str, str]:
    return {each["name"]: each["theirs"] for each in told["conflicts"]}


@pytest.fixture
def people(visitor: Visitor, home_visit: str) -> Page:
    """The page of two people's rows, of whom the second has a name and a thing without words."""
    path = f"{visitor.start(home_visit).path}/sections/people"
    page = visitor.get(path).press(ADD)
    first, second = (name for name in page.forms[-1].fields if name.count(".") == 2 and name.startswith(f"{PEOPLE}."))
    page.press(SAVE, {f"{first}.name": "Ann", f"{second}.name": "Bo"})
    change(page, 99, revision(visitor.get(path)), {f"{second}.things.7": "row"})
    return visitor.get(path)


def second_row(page: Page) -> str:
    return [name for name in page.forms[-1].fields if name.count(".") == 2 and name.startswith(f"{PEOPLE}.")][1]


@pytest.mark.parametrize("inner", ["age", "things.7.what"])
def test_words_in_a_row_that_somebody_took_away_are_a_conflict_and_come_back_with_the_row(
    people: Page, colleague: Visitor, inner: str
) -> None:
    row, base = second_row(people), revision(people)
    colleague.get(people.path).press("Remove Person in [the street] 2")
    told = change(people, 1, base, {f"{row}.{inner}": "41"})
    assert f"{row}.{inner}" not in told["saved"]
    assert conflicts(told).items() >= {row: "", f"{row}.name": "", f"{row}.{inner}": ""}.items()
    assert change(people, 1, base, {f"{row}.{inner}": "41"}) == told
    assert row not in people.visitor.get(people.path).fields()
    mine = change(people, 2, told["revision"], {f"{row}.{inner}": "41"})
    assert (mine["saved"], mine["conflicts"]) == ([f"{row}.{inner}"], [])
    assert mine["changed"][row] == "row"
    assert change(people, 2, told["revision"], {f"{row}.{inner}": "41"}) == mine
    assert people.visitor.get(people.path).fields()[f"{row}.{inner}"] == "41"


def test_words_in_a_thing_that_somebody_took_away_bring_back_that_alone(people: Page, colleague: Visitor) -> None:
    row, base = second_row(people), revision(people)
    colleague.get(people.path).press("Remove Thing")
    told = change(people, 1, base, {f"{row}.things.7.what": "A piano", f"{row}.age": "41"})
    assert (told["saved"], conflicts(told).keys()) == ([f"{row}.age"], {f"{row}.things.7", f"{row}.things.7.what"})


def test_what_was_emptied_in_a_row_that_somebody_took_away_is_no_conflict(people: Page, colleague: Visitor) -> None:
    row, base = second_row(people), revision(people)
    colleague.get(people.path).press("Remove Person in [the street] 2")
    told = change(people, 1, base, {f"{row}.name": ""})
    assert (told["saved"], told["conflicts"]) == ([f"{row}.name"], [])
    assert row not in people.visitor.get(people.path).fields()


def taken_away(row: str) -> dict[str, str]:
    return {row: "", f"{row}.name": "", f"{row}.age": "", f"{row}.things.7": "", f"{row}.things.7.what": ""}


@pytest.mark.parametrize("inner", ["name", "things.7.what"])
def test_a_row_that_a_script_takes_away_while_somebody_writes_in_it_stays_whole_until_it_is_decided(
    people: Page, colleague: Visitor, inner: str
) -> None:
    row, base = second_row(people), revision(people)
    colleague.get(people.path).press(SAVE, {f"{row}.{inner}": "Theirs"})
    told = change(people, 1, base, taken_away(row))
    assert told["saved"] == []
    assert conflicts(told).items() >= {row: "row", f"{row}.{inner}": "Theirs", f"{row}.things.7": "row"}.items()
    fields = people.visitor.get(people.path).fields()
    assert {name for name in fields if name.startswith(row)} >= {row, f"{row}.name", f"{row}.things.7.what"}
    assert change(people, 2, told["revision"], taken_away(row))["conflicts"] == []
    assert row not in people.visitor.get(people.path).fields()


def test_a_row_that_a_script_takes_away_goes_with_all_that_was_in_it(people: Page) -> None:
    row, base = second_row(people), revision(people)
    told = change(people, 1, base, taken_away(row))
    assert (told["conflicts"], row in told["saved"]) == ([], True)
    assert row not in people.visitor.get(people.path).fields()


@pytest.fixture
def dogs(visitor: Visitor, specs: Path) -> Page:
    """The page of three dogs, of whom nothing is said yet."""
    (specs / "counted").mkdir()
    (specs / "counted" / "1.yaml").write_text(COUNTED, encoding="utf-8")
    page = visitor.get(f"{visitor.start('The counted').path}/sections/one")
    page.press("Save", {"one.number": "3"})
    return visitor.get(page.path)


def test_words_in_a_row_that_is_not_counted_any_more_are_a_conflict(dogs: Page, colleague: Visitor) -> None:
    base = revision(dogs)
    colleague.get(dogs.path).press("Save", {"one.number": "2"})
    told = change(dogs, 1, base, {"one.dogs.3.name": "Rex", "one.dogs.1.name": "Ada"})
    assert told["saved"] == ["one.dogs.1.name"]
    assert conflicts(told) == {"one.number": "2", "one.dogs.3.name": ""}
    assert "one.dogs.3.name" not in dogs.visitor.get(dogs.path).fields()
    mine = change(dogs, 2, told["revision"], {"one.number": "3", "one.dogs.3.name": "Rex"})
    assert {*mine["saved"]} == {"one.number", "one.dogs.3.name"}
    assert dogs.visitor.get(dogs.path).fields()["one.dogs.3.name"] == "Rex"


def test_a_page_that_is_posted_with_words_in_a_row_that_is_not_counted_shows_both(
    dogs: Page, colleague: Visitor
) -> None:
    colleague.get(dogs.path).press("Save", {"one.number": "2"})
    page = dogs.press("Save", {"one.dogs.3.name": "Rex"})
    assert page.status == 409
    assert page.fields()["one.dogs.3.name"] == "Rex"
    page.press("Save")
    assert dogs.visitor.get(dogs.path).fields()["one.dogs.3.name"] == "Rex"


def test_a_page_that_wrote_in_no_row_that_is_not_counted_any_more_is_saved(dogs: Page, colleague: Visitor) -> None:
    colleague.get(dogs.path).press("Save", {"one.number": "2"})
    assert dogs.press("Save", {"one.dogs.1.name": "Ada"}).status == 200
    fields = dogs.visitor.get(dogs.path).fields()
    assert (fields["one.number"], fields["one.dogs.1.name"]) == ("2", "Ada")
    assert "one.dogs.3.name" not in fields
