"""The overview: each number is that of the rows of the list that it leads to, whatever form it is of."""

import random
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from engine.register.details import Details
from tests.webapp.pages.inspected import publish, record
from tests.webapp.pages.submitted import submitted
from tests.webapp.pages.visitor import Page, Visitor
from webapp.application import close, create_app
from webapp.pages.desk import EXTENSION
from webapp.pages.overview.months import MONTHS, last_months
from webapp.pages.shelf import edition
from webapp.pages.words import today
from webapp.settings import Settings
from webapp.storage.action_statements import Chosen
from webapp.storage.decision_statements import Made
from webapp.storage.repository import Repository

INSPECTION = """\
formspec: 1
form: premises
version: {version}
title: Premises inspection
about: {{register: premises, question: site.name}}
sections:
  - id: site
    title: The site
    questions:
      - {{id: name, label: "Which site?", name: the site, kind: text, required: true}}
  - id: {first}
    title: {title}
    {was}
    columns:
      - {{id: seen, role: answer, label: Seen, kind: text}}
      - {{id: defect, role: concern, label: Defects, kind: long-text}}
      - {{id: repair, role: action, label: Repairs, kind: long-text}}
      - {{id: day, role: by-when, label: By when, kind: date}}
    questions:
      - {{id: doors, label: Fire doors}}
      - {{id: lifts, label: Lifts}}
  - id: end
    title: The end
    questions:
      - id: grade
        label: Which grade?
        kind: choice
        role: outcome
        options: [{{value: open, label: May open}}, {{value: shut, label: Must shut}}]
"""
FIRST = INSPECTION.format(version=1, first="fire", title="Fire", was="text: As it stands.")
SECOND = INSPECTION.format(version=2, first="safety", title="Fire and lifts", was="was: [fire]")
THIRD = INSPECTION.format(version=3, first="safety", title="Fire and lifts", was="text: Again.").replace(
    "[{value: open, label: May open}", "[{value: ready, was: [open], label: May open}, {value: open, label: Is open}"
)
NUMBER = re.compile(r'<a href="([^"]+)">([0-9]+)<span class="visually-hidden">: ([^<]*)</span></a>')
ROWS = re.compile(r'<th scope="row">')


@pytest.fixture
def application(settings: Settings, specs: Path) -> Iterator[Flask]:
    publish(specs)
    (specs / "premises").mkdir()
    for number, text in enumerate((FIRST, SECOND, THIRD), 1):
        (specs / "premises" / f"{number}.yaml").write_text(text, encoding="utf-8")
    made = create_app(settings)
    yield made
    close(made)


def inspected(
    repository: Repository, text: str, site: str, *, days: int = 0, reissues: str = "", **answers: str
) -> str:
    """Submit an inspection so many days ago; an answer is named `doors_defect` or `grade`."""
    section = "fire" if text == FIRST else "safety"
    entries = {"site.name": site, "end.grade": answers.pop("grade", "")}
    entries |= {f"{section}.{name.replace('_', '.')}": said for name, said in answers.items()}
    moment = datetime.now(UTC) - timedelta(days=days)
    return submitted(repository, edition(text.encode()), entries, moment=moment, reissues=reissues).id


def numbers(page: Page) -> list[tuple[str, int, str]]:
    """Every number of the overview: where it leads, what it is, and of what."""
    return [(href.replace("&amp;", "&"), int(number), label) for href, number, label in NUMBER.findall(page.html)]


def listed(page: Page) -> int:
    """How many rows the list of a page has."""
    assert page.status == 200, page.text
    return len(ROWS.findall(page.html.partition('<table class="list">')[2].partition("</table>")[0]))


@pytest.mark.parametrize("seed", range(3))
def test_each_number_is_that_of_the_rows_of_its_list(repository: Repository, visitor: Visitor, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(12):
        text, site = chance.choice((FIRST, SECOND, THIRD)), chance.choice(("North", "South", "The East"))
        said = {each: f"Broken {each}" for each in ("doors_defect", "lifts_defect") if chance.random() < 0.5}
        said |= {each.replace("defect", "repair"): "Mend it" for each in said if chance.random() < 0.5}
        grade = chance.choice(("open", "shut", "", *(("ready", "open") if text == THIRD else ())))
        made = inspected(repository, text, site, days=chance.randrange(400), grade=grade, **said)
        if chance.random() < 0.3:
            inspected(
                repository, SECOND, site, days=chance.randrange(10), grade=grade, reissues=made, lifts_defect="Again"
            )
        record(repository, "hall-visit", chance.choice(("Old", "New")), days=chance.randrange(100), exits_worry="Shut")
    for name in ("North", "South", "West"):
        away = chance.choice((-400, -40, -3, 0, 20, 90, None))
        day = "" if away is None else (today() + timedelta(days=away)).isoformat()
        repository.add_entry("premises", Details(name=name, next_review=day))
    for each in repository.actions(Chosen(), limit=None):
        due = chance.choice((-60, -31, -30, -1, 0, 7, 8, None))
        standing = replace(each.standing, due=None if due is None else today() + timedelta(days=due))
        repository.change_action(each.id, base=each.revision, standing=standing, note="")
    found = numbers(visitor.get("/overview"))
    assert len(found) > 8
    for address, number, label in found:
        assert listed(visitor.get(address)) == number, f"{label}: {address}"


def test_versions_of_a_form_are_counted_together_by_what_their_sections_and_options_became(
    repository: Repository, visitor: Visitor
) -> None:
    inspected(repository, FIRST, "North", days=1, grade="shut", doors_defect="It sticks", lifts_defect="It is slow")
    inspected(repository, SECOND, "North", doors_defect="It sticks")
    page = visitor.get("/overview")
    found = {label: (address, number) for address, number, label in numbers(page)}
    assert found["Fire and lifts"][1] == 3
    assert found["Must shut"][1] == 1
    assert found["Nothing was decided"][1] == 1
    assert "earlier version" not in page.text
    text = visitor.get(found["Fire and lifts"][0]).text
    assert text.count("It sticks") == 2
    assert "3 in all" in text


def test_what_was_decided_counts_and_not_what_was_filled_in(repository: Repository, visitor: Visitor) -> None:
    made = inspected(repository, SECOND, "North", grade="shut")
    decision = Made(
        id="0" * 26, option="open", words="May open", reasons="Mended.", who="Pat", warnings=(), conditions=()
    )
    repository.decide(made, decision, base="")
    found = {label: number for _, number, label in numbers(visitor.get("/overview"))}
    assert ("Must shut" in found, found["May open"]) == (False, 1)


def test_what_was_re_issued_or_undone_is_counted_once(repository: Repository, visitor: Visitor) -> None:
    first = inspected(repository, SECOND, "North", days=3, doors_defect="It sticks")
    again = inspected(repository, SECOND, "North", doors_defect="It sticks", reissues=first)
    address = "/overview/concerns/premises"
    assert [listed(visitor.get(address)), f"/records/{again}" in visitor.get(address).html] == [1, True]
    repository.undo_reissue(again)
    assert [listed(visitor.get(address)), f"/records/{first}" in visitor.get(address).html] == [1, True]


def set_next_review(repository: Repository, entry_id: str, away: int) -> None:
    """Set the next review of an entry to so many days from today."""
    known = repository.register_entry(entry_id)
    assert known is not None
    details = replace(known.details, next_review=(today() + timedelta(days=away)).isoformat())
    repository.save_entry(entry_id, base=known.revision, details=details)


def test_reviews_are_done_by_the_first_look_after_their_day_was_set(repository: Repository, visitor: Visitor) -> None:
    def entry(name: str, away: int) -> str:
        day = (today() + timedelta(days=away)).isoformat()
        return repository.add_entry("premises", Details(name=name, next_review=day)).id

    entry("Late", -5)
    entry("Waits", -5)
    entry("Later", 5)
    entry("Today", 0)
    done = entry("In time", 0)
    for name in ("Late", "In time"):
        inspected(repository, SECOND, name)
    set_next_review(repository, done, 300)
    for name, away in (("To come", 300), ("To come back", -3_000)):
        moved = entry(name, 50)
        inspected(repository, SECOND, name)
        set_next_review(repository, moved, away)
    found = {label: (address, number) for address, number, label in numbers(visitor.get("/overview"))}
    for label, name in (("Done in time", "In time"), ("Done late", "Late"), ("Not done yet", "Waits")):
        address, number = found[label]
        page = visitor.get(address)
        assert (number, listed(page), name in page.text) == (1, 1, True)
    assert "1 of 3 done in time." in visitor.get("/overview").text


def test_where_nothing_is_counted_it_is_said_in_words(visitor: Visitor) -> None:
    text = visitor.get("/overview").text
    assert "Nothing is in this register yet." in text
    assert "Nothing is left to do." in text
    assert "Nothing was raised in the last 12 months." in text


def test_words_of_answers_stand_as_they_were_typed(repository: Repository, visitor: Visitor) -> None:
    words = "<script>alert(1)</script> “Ünïcode” 'and' \"quotes\""
    inspected(repository, SECOND, "<b>North</b>", doors_defect=words)
    page = visitor.get("/overview/concerns/premises")
    assert words in page.text
    assert "<script>alert" not in page.html
    assert "<b>North" not in page.html


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/overview/concerns/premises?month=2026-13", 404),
        ("/overview/concerns/premises?month=", 404),
        ("/overview/concerns/premises?section=%3Cx%3E", 404),
        ("/overview/concerns/premises?section=safety", 200),
        ("/overview/concerns/premises?page=x", 200),
        ("/overview/concerns/premises?page=999999999999", 200),
        ("/overview/concerns/nothing", 404),
        ("/overview/outcomes/premises?option=%00", 400),
        ("/overview/outcomes/nothing", 404),
        ("/overview/reviews/premises?done=x", 404),
        ("/overview/reviews/nothing", 404),
        ("/actions?show=overdue-long&own=yes", 200),
        ("/registers/premises?state=review-soon", 200),
    ],
)
def test_an_address_that_nobody_made_is_answered(visitor: Visitor, address: str, status: int) -> None:
    assert visitor.get(address).status == status


def test_concerns_of_records_from_before_are_gathered_when_the_application_opens(
    settings: Settings, application: Flask
) -> None:
    kept: Repository = application.extensions[EXTENSION].repository
    inspected(kept, SECOND, "North", doors_defect="It sticks", lifts_defect="It is slow")
    with kept._database.writing("A test") as connection:
        connection.exec_driver_sql("DELETE FROM raised_concerns")
    assert listed(Visitor(application.test_client()).get("/overview/concerns/premises")) == 0
    kept.catch_up(tell=lambda _: None)
    kept.catch_up(tell=lambda _: None)
    assert listed(Visitor(application.test_client()).get("/overview/concerns/premises")) == 2


def test_the_last_months_lie_one_behind_the_other() -> None:
    months = last_months(today())
    assert len(months) == MONTHS
    assert [each.until for each in months[:-1]] == [each.since for each in months[1:]]
    assert months[0].since < months[-1].since <= datetime.now(UTC) < months[-1].until
