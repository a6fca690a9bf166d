"""The page of the search: what is found, how it is shown and where it leads, and what is said to what is no word."""

import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import quote

import pytest
from flask import Flask

from engine.notes import name_of
from engine.register.details import Details
from tests.webapp.pages.inspected import of_form, publish, record
from tests.webapp.pages.submitted import submitted
from tests.webapp.pages.visitor import Page, Visitor
from webapp.application import close, create_app
from webapp.pages.shelf import Edition
from webapp.pages.words import today
from webapp.settings import Settings
from webapp.storage.decision_statements import Made
from webapp.storage.repository import Repository

MARKED = re.compile(r"<mark>([^<]*)</mark>")


@pytest.fixture
def application(settings: Settings) -> Iterator[Flask]:
    publish(settings.specs[0])
    made = create_app(settings)
    yield made
    close(made)


def search(visitor: Visitor, words: str) -> Page:
    return visitor.get(f"/search?q={quote(words)}")


def test_a_record_is_found_by_an_answer_and_by_what_it_is_about(repository: Repository, visitor: Visitor) -> None:
    made = record(repository, "hall-visit", "North Hall", exits_worry="Chairs before the café door", fit="yes")
    for words, marked in (("cafe CHAIRS", ["Chairs", "café"]), ("north", ["North"])):
        page = search(visitor, words)
        assert set(MARKED.findall(page.html)) >= set(marked)
        assert page.link("Hall visit: North Hall") == f"/records/{made.id}"
    assert "Are the exits clear?" in search(visitor, "chairs").text
    assert "Nothing that you may see holds all of these words." in search(visitor, "north absent").text


def test_an_action_and_a_decision_are_found_and_lead_to_their_pages(repository: Repository, visitor: Visitor) -> None:
    made = record(repository, "hall-visit", "North Hall", fit="yes")
    decision = Made(id="1" * 26, option="yes", words="Yes", reasons="Zebras", who="Pat", warnings=(), conditions=())
    repository.decide(made.id, decision, base="")
    page = search(visitor, "zebras")
    assert page.link("Hall visit: North Hall") == f"/records/{made.id}/decision"
    assert (MARKED.findall(page.html), "Reasons" in page.text) == (["Zebras"], True)


def test_drafts_with_their_notes_and_entries_with_all_names_are_found(repository: Repository, visitor: Visitor) -> None:
    opened = of_form("hall-visit")
    repository.pin("hall-visit", 1, opened.spec.sha256, opened.text)
    draft = repository.start_draft("hall-visit", 1, entries={"main.hall": "Quartz Hall", "main.exits.worry": "Ropes"})
    repository.save(draft.id, base=draft.revision, posted={name_of("0123456789ab"): "Ask about lanterns"})
    entry = repository.add_entry("halls", Details(name="South Hall", other_names="The Old Mill"))
    assert search(visitor, "quartz ropes").link("Hall visit: Quartz Hall") == f"/drafts/{draft.id}"
    assert "Ask about lanterns" in search(visitor, "lantern").text
    assert search(visitor, "old mill").link("South Hall") == f"/registers/halls/{entry.id}"
    repository.discard(draft.id, base=repository.draft(draft.id).revision)
    assert f"/drafts/{draft.id}" not in search(visitor, "quartz").html


def test_what_is_further_back_stands_on_pages_of_its_own(repository: Repository, visitor: Visitor) -> None:
    made = {record(repository, "hall-visit", f"Hall {number}", exits_worry="Lantern").id for number in range(25)}
    page, seen = search(visitor, "lantern"), list[str]()
    for _ in range(2):
        seen += re.findall(r'<h3><a href="/records/([0-9a-z]{26})"', page.html)
        page = page.follow("Further back") if "Further back" in page.html else page
    assert (len(seen), {*seen}) == (25, made)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [("", "Enter words"), ('"*', "Enter words"), ("-", "Enter words"), ("x" * 2000, "must be 200 characters or fewer")],
)
def test_what_cannot_be_looked_for_is_said_in_one_sentence(visitor: Visitor, words: str, sentence: str) -> None:
    page = search(visitor, words)
    assert (page.status, page.text.count(sentence), "Error: " in page.title) == (422, 2, True)
    assert f'value="{words}"' in page.html or words == '"*'


@pytest.mark.parametrize(
    "words", ["<script>alert(1)</script>", "NEAR(a b)", 'a" OR "b', "a*", "main:x", "ﬁre İ 日本語", "a -b"]
)
def test_whatever_is_typed_is_words_alone(repository: Repository, visitor: Visitor, words: str) -> None:
    record(repository, "hall-visit", "North Hall", exits_worry=f"before {words} behind")
    page = search(visitor, words)
    assert page.status == 200
    assert "Hall visit: North Hall" in page.text
    assert "<script>alert" not in page.html
    assert search(visitor, f"{words} absent").status == 200


@pytest.mark.parametrize(
    ("before", "further"), [("x", False), ("'; --", False), ("9" * 26, False), ("é", False), ("0", True)]
)
def test_an_address_that_nobody_made_is_the_first_page_or_nothing(
    repository: Repository, visitor: Visitor, before: str, *, further: bool
) -> None:
    record(repository, "hall-visit", "North Hall")
    page = visitor.get(f"/search?q=north&before={quote(before)}")
    assert (page.status, "Nothing stands further back." in page.text) == (200, further)
    assert further is (not MARKED.findall(page.html))


def test_a_record_of_any_form_is_found_by_what_was_entered(
    repository: Repository, visitor: Visitor, specs: object
) -> None:
    opened: Edition = of_form("hall-letter")
    made = submitted(repository, opened, {"main.hall": f"Hall of {date(1987, 1, 2).year}"})
    assert search(visitor, "1987").link("Letter to the keeper") == f"/records/{made.id}"


@pytest.mark.parametrize("words", ["submitted", f"{today().year}", "hall-letter"])
def test_no_record_is_found_by_what_stands_around_every_one(
    repository: Repository, visitor: Visitor, specs: object, words: str
) -> None:
    submitted(repository, of_form("hall-letter"), {"main.hall": "North"})
    assert "Nothing that you may see holds all of these words." in search(visitor, words).text
