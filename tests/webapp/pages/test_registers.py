"""Registers to be read: what stands on the list, on the page of an entry, and on that of a record."""

import re
from dataclasses import replace
from datetime import date

import pytest
from flask import Flask

from engine.follow_up import Raised
from engine.register.details import Details
from tests.webapp.pages.inspected import publish, record
from tests.webapp.pages.visitor import Visitor
from webapp.action_state import State
from webapp.deeds import Deed
from webapp.storage.decision_statements import Made
from webapp.storage.identifiers import new_id
from webapp.storage.repository import Repository

HALL = Details(name="The Old Hall", other_names="Parish Room", address="1 Church Lane\nLeeds", next_review="2020-01-05")


@pytest.fixture
def specs(specs):
    publish(specs)
    return specs


@pytest.fixture
def hall(repository: Repository) -> str:
    return repository.add_entry("halls", HALL).id


def test_every_register_that_a_published_form_names_has_its_list(visitor: Visitor) -> None:
    page = visitor.get("/registers")
    assert [words for href, words in page.links if href.startswith("/registers/")] == ["Halls", "Providers", "Trips"]
    assert visitor.get("/").follow("Registers").path == "/registers"
    assert page.follow("Halls").text.count("Nothing is in this register yet") == 1


@pytest.mark.parametrize("path", ["/registers/barns", "/registers/halls/x", f"/registers/halls/{'x' * 26}"])
def test_what_is_not_there_is_not_found(visitor: Visitor, path: str) -> None:
    assert visitor.get(path).status == 404


def test_an_entry_is_of_its_own_register_alone(visitor: Visitor, hall: str) -> None:
    assert visitor.get(f"/registers/halls/{hall}").status == 200
    assert visitor.get(f"/registers/providers/{hall}").status == 404


def test_the_list_says_how_each_stands(visitor: Visitor, repository: Repository, hall: str) -> None:
    made = record(repository, "hall-visit", "old hall", fit="yes", exits_worry="Blocked")
    repository.decide(made.id, Made(id=new_id(), option="yes", words="Yes", reasons="Sound."), base="")
    repository.add_entry("halls", Details(name="Barn"))
    page = visitor.get("/registers/halls")
    assert [words for href, words in page.links if href.endswith(hall)] == ["The Old Hall"]
    assert "Yes, with something to settle" in page.text
    assert [words for words in ("Not known", "1 open") if words in page.text] == ["Not known", "1 open"]
    assert "5 January 2020 (past)" in page.text
    assert page.text.index("Barn") < page.text.index("The Old Hall")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("q=OLD+hall", ["The Old Hall"]),
        ("q=parish", ["The Old Hall"]),
        ("q=bar", ["Barn"]),
        ("q=mill", []),
        ("state=overdue", ["The Old Hall"]),
        ("state=No+record+yet", ["Barn", "The Old Hall"]),
        ("state=Yes", []),
    ],
)
def test_the_list_is_narrowed_as_one_types(
    visitor: Visitor, repository: Repository, hall: str, asked: str, found: list[str]
) -> None:
    repository.add_entry("halls", Details(name="Barn"))
    page = visitor.get(f"/registers/halls?{asked}")
    names = [
        words for href, words in page.links if href.startswith("/registers/halls/") and words in {"Barn", HALL.name}
    ]
    assert names == found


def test_whom_a_record_names_and_nobody_entered_is_added_with_one_press(
    visitor: Visitor, repository: Repository, hall: str
) -> None:
    record(repository, "hall-visit", "Great Barn", fit="yes")
    record(repository, "hall-visit", "great barn ltd")
    record(repository, "hall-visit", "Parish Room")
    page = visitor.get("/registers/halls")
    missing = page.text.partition("Not in the register yet")[2]
    assert "great barn ltd 2 records" in missing
    assert "Parish Room" not in missing
    added = page.press("Add great barn ltd to the register")
    assert "Added to the register" in added.text
    assert added.text.count("Not decided yet: what was filled in is Yes.") == 1
    assert "Not in the register yet" not in visitor.get("/registers/halls").text


def test_the_page_of_an_entry_shows_its_records_by_form_and_what_it_says(
    visitor: Visitor, repository: Repository, hall: str
) -> None:
    first = record(repository, "hall-visit", "Old Hall", days=40, fit="no", exits_worry="No second exit")
    last = record(repository, "hall-visit", "THE OLD HALL", days=3, fit="yes", exits_worry="The exit is blocked")
    letter = record(repository, "hall-letter", "Parish room")
    record(repository, "hall-visit", "Another")
    page = visitor.get(f"/registers/halls/{hall}")
    for each in (first, last, letter):
        assert f"/records/{each.id}" in [href for href, _ in page.links]
    assert "as “Parish room”" in page.text
    concerns = page.text.partition("Open concerns")[2].partition("Details")[0]
    assert "The exit is blocked" in concerns
    assert "No second exit" not in page.text
    assert "1 Church Lane Leeds" in page.text
    assert "Another" not in page.text


def test_what_was_decided_stands_beside_what_was_filled_in(visitor: Visitor, repository: Repository, hall: str) -> None:
    made = record(repository, "hall-visit", "Old Hall", fit="yes")
    repository.decide(made.id, Made(id=new_id(), option="no", words="No", reasons="The roof."), base="")
    text = visitor.get(f"/registers/halls/{hall}").text
    assert "No, by the last decision." in text
    assert "Is it fit for use: Yes, as filled in. Decided: No" in text


def test_a_decision_stands_on_every_page_until_somebody_makes_another(
    visitor: Visitor, repository: Repository, hall: str
) -> None:
    first = record(repository, "hall-visit", "Old Hall", days=40, fit="no")
    row = visitor.get("/registers/halls").text.partition("Old Hall")[2]
    assert row.startswith(" Not decided yet None")
    repository.decide(first.id, Made(id=new_id(), option="no", words="No", reasons="The roof."), base="")
    later = record(repository, "hall-visit", "Old Hall", days=3, fit="yes")
    page = visitor.get(f"/registers/halls/{hall}")
    assert "No, by the last decision." in page.text
    assert "Is it fit for use: Yes, as filled in on" in page.text
    assert any(
        href == f"/records/{later.id}" and "Nobody has decided on that record yet" in w for href, w in page.links
    )
    assert visitor.get("/registers/halls").text.partition("Old Hall")[2].startswith(" No No, ")
    counted = [words for href, words in visitor.get("/overview").links if href == "/registers/halls?state=No"]
    assert [each.partition(":")[0] for each in counted] == ["1"]
    repository.decide(later.id, Made(id=new_id(), option="yes", words="Yes", reasons="Mended."), base="")
    assert "Yes, by the last decision" in visitor.get(f"/registers/halls/{hall}").text


def test_what_is_still_to_be_done_stands_on_the_page_until_it_is_finished(
    visitor: Visitor, repository: Repository, hall: str
) -> None:
    made = record(repository, "hall-visit", "Old Hall", fit="yes", exits_worry="Blocked")
    asked = "Are the exits clear?"
    raised = Raised(address="main.exits.worry", question=asked, text="Clear the exit", due=date(2020, 1, 5))
    action = repository.add_action(made.id, raised, owner="")
    page = visitor.get(f"/registers/halls/{hall}")
    assert "1 action not finished, 1 of them overdue." in page.text
    assert f"/actions/{action.id}" in [href for href, _ in page.links]
    done = replace(action.standing, state=State.DONE)
    repository.change_action(action.id, base=action.revision, standing=done, note="The exit is clear.")
    assert "not finished" not in visitor.get(f"/registers/halls/{hall}").text


def test_a_concern_is_open_until_all_about_it_is_closed(visitor: Visitor, repository: Repository, hall: str) -> None:
    made = record(repository, "hall-visit", "Old Hall", fit="yes", exits_worry="Blocked")
    repository.decide(made.id, Made(id=new_id(), option="yes", words="Yes", reasons="Fit."), base="")
    raised = Raised(address="main.exits.worry", question="Are the exits clear?", text="Clear the exit")
    told = []
    for state in (None, State.OPEN, State.NOT_NEEDED):
        if state is State.OPEN:
            action = repository.add_action(made.id, raised, owner="")
        elif state:
            standing = replace(action.standing, state=state)
            repository.change_action(action.id, base=action.revision, standing=standing, note="It was cleared.")
        page, listed = visitor.get(f"/registers/halls/{hall}").text, visitor.get("/registers/halls").text
        told.append(("Open concerns" in page, "Worries: 1 open, in" in page, "1 open" in listed))
    assert told == [(True, True, True), (True, True, True), (False, False, False)]
    assert "Worries: 1 closed, in “Hall visit”" in page
    assert "1 closed" in listed


def test_that_concerns_were_read_is_in_the_audit_trail(visitor: Visitor, repository: Repository, hall: str) -> None:
    made = record(repository, "hall-visit", "Old Hall", fit="yes", exits_worry="Blocked")
    visitor.get(f"/registers/halls/{hall}")
    assert repository.acts(thing=made.id)[0].act == Deed.RECORD_READ.value


def test_a_damaged_record_keeps_no_page_from_being_read(
    application: Flask, visitor: Visitor, repository: Repository, hall: str
) -> None:
    made = record(repository, "hall-visit", "Old Hall", fit="yes", exits_worry="Blocked")
    with repository._database.writing("The record") as connection:
        connection.exec_driver_sql(f"UPDATE records SET document = '{{}}' WHERE id = '{made.id}'")
    page = visitor.get(f"/registers/halls/{hall}")
    assert page.status == 200
    assert "This record is damaged" in page.text


def test_a_record_leads_to_its_entry_or_to_the_place_where_it_is_added(
    visitor: Visitor, repository: Repository, hall: str
) -> None:
    made, other = record(repository, "hall-visit", "old hall"), record(repository, "hall-visit", "Barn")
    assert visitor.get(f"/records/{made.id}").follow("old hall").path == f"/registers/halls/{hall}"
    page = visitor.get(f"/records/{other.id}").follow("Not in the register yet")
    assert page.press("Add Barn to the register").status == 200


def test_the_names_of_the_register_are_offered_where_a_form_asks_what_it_is_about(
    visitor: Visitor, repository: Repository, hall: str
) -> None:
    repository.add_entry("halls", Details(name='Barn "<b>"'))
    page = visitor.start("Hall visit")
    body = visitor.client.get(f"{page.path}/sections/main").get_data(as_text=True)
    listed = re.findall('<datalist id="main.hall--known">(.*?)</datalist>', body)
    assert listed == ['<option value="Barn &#34;&lt;b&gt;&#34;"><option value="The Old Hall">']
    assert re.search('<input [^>]*id="main.hall"[^>]*>', body)[0].count('list="main.hall--known"') == 1  # type: ignore[index]
    assert body.count("--known") == 2


def test_a_receipt_says_that_no_entry_goes_by_the_name(visitor: Visitor, repository: Repository, hall: str) -> None:
    known, other = record(repository, "hall-visit", "old hall"), record(repository, "hall-visit", "Bran")
    assert "No entry of the register" not in visitor.get(f"/records/{known.id}/receipt").text
    page = visitor.get(f"/records/{other.id}/receipt")
    assert "No entry of the register goes by “Bran”." in page.text
    assert "/registers/halls?q=Bran" in [href for href, _ in page.links]


def test_the_directory_counts_where_a_form_names_one_and_is_shown_where_it_is_noted(
    visitor: Visitor, repository: Repository, hall: str
) -> None:
    assert "Is this listed in the county's list?" in visitor.get(f"/registers/halls/{hall}/edit").text
    assert "Nobody noted whether this is listed in the county's list." in visitor.get(f"/registers/halls/{hall}").text
    noted = repository.add_entry("trips", Details(name="Ironbridge", listed="yes", listed_checked="2026-11-20")).id
    other = repository.add_entry("trips", Details(name="Coalport")).id
    assert "Is this listed in a directory" in visitor.get(f"/registers/trips/{other}/edit").text
    told = visitor.get(f"/registers/trips/{noted}").text
    assert "Listed in a directory Yes Looked up there on 20 November 2026" in told
    assert "isted" not in visitor.get(f"/registers/trips/{other}").text


def test_hostile_words_stay_words(visitor: Visitor, repository: Repository) -> None:
    words = "<script>alert(1)</script>&\"'"
    made = repository.add_entry("halls", Details(name=words, note=words, address=words))
    record(repository, "hall-visit", f"{words} x")
    for path in ("", f"/{made.id}", f"/{made.id}/edit", f"/{made.id}/history", f"/{made.id}/merge"):
        assert "<script>alert" not in visitor.get(f"/registers/halls{path}").html


def test_a_record_is_compared_with_the_one_before_under_another_name_of_its_entry(
    visitor: Visitor, repository: Repository, hall: str
) -> None:
    record(repository, "hall-visit", "Parish Room", days=9, exits_worry="Blocked")
    made = record(repository, "hall-visit", "The Old Hall", exits_worry="Blocked")
    page = visitor.get(f"/records/{made.id}/comparison")
    assert "By the register: “Parish Room” and “The Old Hall” are names of one entry." in page.text
