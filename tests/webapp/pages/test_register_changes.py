"""Changing a register: what was typed is kept, or shown again beside what stands."""

from dataclasses import replace

import pytest

from engine.register.details import Details
from tests.webapp.pages.inspected import publish, record
from tests.webapp.pages.visitor import Visitor
from webapp.pages.words import today
from webapp.storage.repository import Repository

HALL = Details(name="The Old Hall", note="Ask for Ann", contact_name="Ann")


@pytest.fixture
def specs(specs):
    publish(specs)
    return specs


@pytest.fixture
def hall(repository: Repository) -> str:
    return repository.add_entry("halls", HALL).id


def details(repository: Repository, entry: str) -> Details:
    found = repository.register_entry(entry)
    assert found is not None
    return found.details


def test_an_entry_is_added_by_hand(visitor: Visitor) -> None:
    page = visitor.get("/registers/halls").follow("Add an entry")
    added = page.press("Add to the register", {"name": " Great  Barn ", "listed": "yes", "next_review": "2099-01-05"})
    assert "Added to the register" in added.text
    assert "Great Barn" in added.title
    assert "5 January 2099" in added.text


def test_an_entry_with_more_names_than_may_be_typed_is_still_changed(visitor: Visitor, repository: Repository) -> None:
    gone, stays = (
        repository.add_entry("halls", Details(name=name, other_names="\n".join(f"{name} {n}" for n in range(30))))
        for name in ("Barn", "Mill")
    )
    repository.merge_entries(gone.id, stays.id, base=gone.revision)
    editing = visitor.get(f"/registers/halls/{stays.id}").follow("Edit")
    assert editing.press("Save", {"note": "Ask for Bob"}).status == 200
    assert (details(repository, stays.id).note, len(details(repository, stays.id).names)) == ("Ask for Bob", 62)
    more = details(repository, stays.id).other_names + "\nThe Granary"
    assert editing.press("Save", {"other_names": more}).status == 422


PAST = "nter today or a later day, as that day is in the past"


@pytest.mark.parametrize("text", ["2020-01-06", "06/01/2020"])
def test_a_next_review_is_not_set_on_a_day_that_is_past_and_one_that_stands_there_stays(
    visitor: Visitor, repository: Repository, text: str
) -> None:
    late = visitor.get("/registers/halls/add").press("Add to the register", {"name": "Barn", "next_review": text})
    assert (late.status, late.text.count(PAST)) == (422, 2)
    barn = repository.add_entry("halls", Details(name="Barn", next_review="2020-01-05")).id
    page = visitor.get(f"/registers/halls/{barn}/edit")
    assert page.press("Save", {"note": "Ask for Bob"}).status == 200
    late = page.press("Save", {"next_review": text})
    assert (late.status, PAST in late.text, details(repository, barn).next_review) == (422, True, "2020-01-05")
    assert page.press("Save", {"next_review": today().isoformat()}).status == 200
    assert details(repository, barn).next_review == today().isoformat()


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [("name", "", "Enter the name"), ("contact_email", "ann", "Enter an e-mail address, like name@example.com")],
)
def test_what_is_wrong_is_said_at_its_box_and_nothing_is_lost(
    visitor: Visitor, repository: Repository, hall: str, field: str, text: str, sentence: str
) -> None:
    page = visitor.get(f"/registers/halls/{hall}/edit").press("Save", {"note": "Ask for Bob", field: text})
    assert page.status == 422
    assert page.title.startswith("Error: ")
    assert sentence in page.text
    assert (f"#{field}", True) in [(href, field in page.ids) for href, _ in page.links]
    form = max(page.forms, key=lambda each: len(each.inputs))
    assert (form.fields["note"], form.fields[field]) == ("Ask for Bob", text)
    assert details(repository, hall) == HALL


def test_a_stale_save_shows_both_and_loses_no_word(
    visitor: Visitor, colleague: Visitor, repository: Repository, hall: str
) -> None:
    mine = visitor.get(f"/registers/halls/{hall}/edit")
    colleague.get(f"/registers/halls/{hall}/edit").press("Save", {"note": "Ask for Bob", "contact_name": "Bob"})
    page = mine.press("Save", {"note": "Ask for Cat", "address": "1 Lane"})
    assert page.status == 409
    assert "Ask for Bob" in page.text
    form = max(page.forms, key=lambda each: len(each.inputs))
    assert [form.fields[name] for name in ("note", "address", "contact_name")] == ["Ask for Cat", "1 Lane", "Bob"]
    assert details(repository, hall).note == "Ask for Bob"
    assert page.press("Save").status == 200
    found = details(repository, hall)
    assert (found.note, found.address, found.contact_name) == ("Ask for Cat", "1 Lane", "Bob")


def test_a_name_of_another_entry_leads_there(visitor: Visitor, repository: Repository, hall: str) -> None:
    page = visitor.get("/registers/halls/add").press("Add to the register", {"name": "old hall ltd"})
    assert page.status == 409
    assert page.follow("Open that entry").path == f"/registers/halls/{hall}"
    assert len(repository.register_entries("halls")) == 1


def test_what_is_there_already_is_opened_instead_of_added_twice(visitor: Visitor, repository: Repository) -> None:
    record(repository, "hall-visit", "Barn")
    page = visitor.get("/registers/halls")
    first, second = (page.press("Add Barn to the register") for _ in range(2))
    assert first.path == second.path
    assert len(repository.register_entries("halls")) == 1


def test_two_are_merged_and_that_is_undone(visitor: Visitor, repository: Repository, hall: str) -> None:
    barn = repository.add_entry("halls", Details(name="Barn")).id
    made = record(repository, "hall-visit", "old hall", fit="yes")
    page = visitor.get(f"/registers/halls/{hall}").follow("Merge into another entry").press("Merge", {"into": barn})
    assert page.path == f"/registers/halls/{barn}"
    assert f"/records/{made.id}" in [href for href, _ in page.links]
    gone = visitor.get(f"/registers/halls/{hall}")
    assert "This entry was merged into Barn" in gone.text
    assert visitor.get(f"/registers/halls/{hall}/edit").path == f"/registers/halls/{barn}/edit"
    again = page.press("Undo the merging")
    assert again.path == f"/registers/halls/{hall}"
    assert details(repository, hall) == HALL
    history = again.follow("History").text
    assert (
        history.index("Stands for itself again") < history.index("Merged into another entry") < history.index("Added")
    )


def test_a_merging_needs_another_entry(visitor: Visitor, repository: Repository, hall: str) -> None:
    assert "There is no other entry" in visitor.get(f"/registers/halls/{hall}/merge").text
    barn = repository.add_entry("halls", Details(name="Barn")).id
    page = visitor.get(f"/registers/halls/{hall}/merge").press("Merge")
    assert page.status == 422
    assert "Choose the entry that stays" in page.text
    assert visitor.get(f"/registers/halls/{hall}/merge").press("Merge", {"into": hall}).status == 404
    stale = visitor.get(f"/registers/halls/{hall}/merge")
    repository.save_entry(hall, base=1, details=Details(name="Old Hall"))
    assert stale.press("Merge", {"into": barn}).status == 409


def test_a_merging_that_cannot_be_undone_says_what_is_in_its_way(
    visitor: Visitor, repository: Repository, hall: str
) -> None:
    barn = repository.add_entry("halls", Details(name="Barn")).id
    both = repository.merge_entries(hall, barn, base=1)
    repository.save_entry(barn, base=both.revision, details=Details(name="Old Hall", other_names="Barn"))
    page = visitor.get(f"/registers/halls/{hall}").press("Undo the merging")
    assert page.status == 409
    assert page.follow("Open the entry that is in its way").path == f"/registers/halls/{barn}"


def test_a_page_that_was_open_too_long_gives_back_what_was_typed(visitor: Visitor, hall: str) -> None:
    page = visitor.get(f"/registers/halls/{hall}/edit").press("Save", {"note": "Ask for Bob", "csrf": "old"})
    assert page.status == 403
    assert max(page.forms, key=lambda each: len(each.inputs)).fields["note"] == "Ask for Bob"
    assert page.press("Save").status == 200
    assert visitor.get("/registers/halls/add").press("Add to the register", {"name": "B", "csrf": "old"}).status == 403


@pytest.mark.parametrize("base", ["", "x", "9" * 30, "-1"])
def test_a_revision_that_no_page_has_is_as_good_as_none(
    visitor: Visitor, repository: Repository, hall: str, base: str
) -> None:
    page = visitor.get(f"/registers/halls/{hall}/edit").press("Save", {"note": "Ask for Bob", "base": base})
    assert page.status == 409
    assert details(repository, hall) == HALL


def test_earlier_contacts_are_forgotten_after_a_question(visitor: Visitor, repository: Repository, hall: str) -> None:
    repository.save_entry(hall, base=1, details=replace(HALL, contact_name="Bob"))
    page = visitor.get(f"/registers/halls/{hall}/history").follow("Forget earlier contacts")
    assert repository.entry_changes(hall)[0].details.contact_name == "Ann"
    done = page.press("Forget them")
    assert "The earlier contacts are forgotten" in done.text
    assert "Earlier contacts were forgotten" in done.text
    assert "Contact Now: Bob" in done.text
