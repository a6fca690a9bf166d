"""Every address of a form names what stands there, and whoever asks knows what stands before it."""

from pathlib import Path

import pytest

from formspec.addresses import Addresses, placed
from formspec.asking import asked, found
from formspec.loader import load
from formspec.logic import Check
from formspec.model import Spec

EVERY_KEY = Path(__file__).parent / "every-key.yaml"


@pytest.fixture(scope="module")
def spec() -> Spec:
    loaded = load(EVERY_KEY.read_bytes())
    assert loaded.spec is not None
    return loaded.spec


@pytest.mark.parametrize(
    ("address", "noun", "groups", "answers"),
    [
        ("details.visited", "question", (), ["details.visited"]),
        ("teaching.rating", "question", (), ["teaching.rating.answer"]),
        ("teaching.rating.concerns", "column", (), ["teaching.rating.concerns"]),
        ("teaching.lessons.evidence.books", "evidence prompt", (), []),
        ("staff.people.came", "question", ("staff.people",), ["staff.people.came"]),
        ("staff.people.jobs.job", "question", ("staff.people", "staff.people.jobs"), ["staff.people.jobs.job"]),
        ("staff.people.jobs", "group", ("staff.people",), ["staff.people.jobs.job", "staff.people.jobs.years"]),
        ("decision", "section", (), ["decision.suitable", "decision.reasons"]),
    ],
)
def test_an_address_names_what_stands_there(spec, address, noun, groups, answers):
    named = Addresses(spec).get(address)
    assert (named.noun, named.groups, [each.address for each in named.answers]) == (noun, groups, answers)


def test_an_option_is_found_at_its_answer(spec):
    addresses = Addresses(spec)
    named, option = addresses.option("teaching.rating.poor")
    assert (named.address, option.label) == ("teaching.rating", "Poor")
    assert addresses.option("teaching.rating.perfect") is None
    assert addresses.get("teaching.rating.poor") is None


def test_a_column_of_a_section_is_that_of_each_of_its_questions(spec):
    addresses = Addresses(spec)
    concerns = addresses.answers(addresses.get("teaching"), "concerns")
    assert [each.address for each in concerns] == ["teaching.lessons.concerns", "teaching.rating.concerns"]


def test_what_stands_before_has_the_smaller_number(spec):
    addresses = Addresses(spec)
    walk = [
        "details",
        "details.provider",
        "teaching.rating.answer",
        "teaching.rating.concerns",
        "staff.people.jobs.job",
    ]
    firsts = [addresses.get(address).first for address in walk]
    assert firsts == sorted(set(firsts))
    assert addresses.get("staff.people").last == addresses.get("staff.people.jobs.years").last


def test_whoever_asks_stands_in_its_own_rows_and_where_asks_in_those_that_are_counted(spec):
    addresses = Addresses(spec)
    all_found = list(found(asked(spec, tuple(placed(spec)), addresses), addresses))
    whole = {(each.asked.asker.address, each.asked.key): each for each in all_found if each.under is None}
    assert whole["staff.people.left", "when"].groups == ("staff.people",)
    assert whole["staff.people", "must"].groups == ("staff.people",)
    assert whole["reckoned.away", "calculate"].groups == ()
    assert {each.groups for each in all_found if each.where} == {("staff.people", "staff.people.jobs")}


def test_a_question_is_asked_only_while_everything_around_it_is(spec):
    addresses = Addresses(spec)
    every = list(asked(spec, tuple(placed(spec)), addresses))
    given = {each.asker.address: [condition.op for condition in each.given] for each in reversed(every)}
    assert given["teaching.lessons.action"] == ["contains"]
    checks = [each for each in every if isinstance(each.part, Check) and each.asker.within == "teaching.lessons"]
    assert [[condition.op for condition in each.given] for each in checks] == [["contains", "answered"]]
    assert given["teaching.term.to"] == ["contains"]
    assert given["staff.people.left"] == []


def test_a_section_covers_no_column_that_is_not_the_answer():
    spec = load(b"""
formspec: 1
form: covered
version: 1
title: Covered
sections:
  - id: a
    title: A
    questions:
      - {id: plain, label: Plain, kind: text}
      - id: rated
        label: Rated
        columns: [{id: note, label: Note, kind: text}, {id: mark, label: Mark, kind: text, role: answer}]
      - {id: noted, label: Noted, columns: [{id: note, label: Note, kind: text}]}
""").spec
    addresses = Addresses(spec)
    assert [each.address for each in addresses.get("a").answers] == ["a.plain", "a.rated.mark"]
    assert [each.address for each in addresses.get("a.noted").answers] == ["a.noted.note"]


def test_a_question_is_known_as_soon_as_its_answer_is(spec):
    addresses = Addresses(spec)
    question, answer = addresses.get("teaching.rating"), addresses.get("teaching.rating.answer")
    assert question.last == answer.last < addresses.get("teaching.rating.concerns").first
