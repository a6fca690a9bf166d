"""A record is shown beside the one before about the same: what was found first, then what changed by question."""

import json
from dataclasses import replace

import pytest

from tests.webapp.pages.conftest import THIRD_ANSWERS
from tests.webapp.pages.revised import publish
from tests.webapp.pages.test_language import WORDS
from webapp.action_state import Standing, State
from webapp.storage.decision_statements import Made
from webapp.storage.identifiers import new_id

SITE = """\
formspec: 1
form: site-check
version: 1
title: Site check
about: {register: sites, question: visit.site}
columns:
  - {id: answer, role: answer, label: Answer, kind: long-text, could-not-find-out: true}
  - {id: concern, role: concern, label: Worries, kind: long-text}
  - id: bad
    role: severity
    label: How bad?
    kind: choice
    options: [{value: minor, label: Minor}, {value: major, label: Major}]
  - {id: action, role: action, label: To do, kind: long-text}
sections:
  - id: visit
    title: The visit
    columns: []
    questions:
      - {id: site, label: Which site?, kind: text, required: true}
      - {id: suitable, label: Is it suitable?, kind: yes-no, role: outcome, required: true}
  - id: fire
    title: Fire
    questions:
      - {id: exits, label: Are the exits clear?}
      - {id: alarm, label: When was the alarm tested?}
      - {id: drill, label: When was the last drill?}
      - {id: doors, label: Do the doors close?}
"""
NEXT = (
    SITE.replace("version: 1", "version: 2\nretired: [fire.doors]")
    .replace(
        "id: alarm, label: When was the alarm tested?", "id: tested, was: fire.alarm, label: Who tested the alarm?"
    )
    .replace("      - {id: doors, label: Do the doors close?}\n", "")
    + "      - {id: wardens, label: Who are the wardens?}\n"
)
BEFORE = {
    "visit": {"visit.site": "The Forge", "visit.suitable": "yes"},
    "fire": {
        "fire.exits.answer": "One of three is blocked by boxes",
        "fire.exits.concern": "The back exit is blocked",
        "fire.exits.bad": "minor",
        "fire.exits.action": "Clear it",
        "fire.alarm.answer": "In May",
        "fire.alarm.concern": "Nobody wrote it down",
        "fire.drill.answer": "In June",
        "fire.drill.concern": "Too slow",
        "fire.doors.answer": "Two do not",
        "fire.doors.concern": "Two doors stick",
    },
}
NOW = {
    "visit": {"visit.site": "the  FORGE", "visit.suitable": "no"},
    "fire": {
        "fire.exits.answer": "One of four is blocked by boxes",
        "fire.exits.concern": "The back exit is blocked again",
        "fire.exits.bad": "major",
        "fire.tested.answer": "In May",
        "fire.drill.answer.could-not-find-out": "The book was locked away",
        "fire.wardens.answer": "Nobody",
        "fire.wardens.concern": "There is no warden",
        "fire.wardens.action": "Name two",
    },
}


@pytest.fixture
def site(specs):
    """The folder of a form with concerns, in its first version."""
    folder = specs / "site-check"
    folder.mkdir()
    (folder / "1.yaml").write_text(SITE, encoding="utf-8")
    return folder


@pytest.fixture
def comparison(visitor, site):
    """The page of a record of version 2 beside one of version 1."""
    visitor.submit("Site check", BEFORE)
    (site / "2.yaml").write_text(NEXT, encoding="utf-8")
    return visitor.submit("Site check", NOW).follow("Open the record").follow("What changed since the one before")


def between(page, start: str, end: str) -> str:
    return page.text.partition(start)[2].partition(end)[0].strip()


def record_of(page) -> str:
    return page.path.removesuffix("/comparison").rpartition("/")[2]


def test_the_first_one_says_so(visitor, site):
    record = visitor.submit("Site check", BEFORE).follow("Open the record")
    assert "What changed since the one before" not in record.text
    page = visitor.get(f"{record.path}/comparison")
    assert (page.status, page.path.endswith("/comparison")) == (200, True)
    assert "This is the first one about “The Forge” that you can see." in page.text


def test_the_summary_says_in_numbers_what_changed(comparison):
    assert "Worries: 1 new, 1 repeated, 2 not known if still there, 1 not raised again" in comparison.text
    assert "Could not find out: 1 new" in comparison.text
    assert (
        "Questions: 4 changed, 1 could not be found out this time, 1 newly asked, 1 no longer asked, of 7"
        in comparison.text
    )
    assert "Is it suitable? No, as filled in. Before: Yes" in comparison.text
    assert [comparison.link(words) for words in ("Worries: 1", "Could not", "Questions: 4")] == [
        "#concerns",
        "#not-found-out",
        "#questions",
    ]


def test_it_says_that_the_two_were_matched_by_name(comparison):
    assert "By name: both say that they are about “the FORGE”, written “The Forge” before." in comparison.text


def test_a_concern_is_new_repeated_not_raised_again_or_not_known_to_be_there(comparison):
    found = between(comparison, "are underlined.", "Question by question")
    assert "New (1) Not in the record before. Who are the wardens? There is no warden To do, now: Name two" in found
    assert "This was not asked before." in found
    repeated = found.partition("Repeated (1)")[2].partition("Not known")[0]
    assert "Are the exits clear? Major (before: Minor) Before The back exit is blocked" in repeated
    assert "Now The back exit is blocked [put in: again ] To do, before: Clear it" in repeated
    unknown = found.partition("Not known if still there (2)")[2].partition("Not raised again (1)")[0]
    assert "When was the last drill? Too slow This time, the answer could not be found out." in unknown
    assert "Do the doors close? Two doors stick This was not asked this time." in unknown
    assert "When was the alarm tested? Nobody wrote it down" in found.partition("Not raised again (1)")[2]


def test_a_concern_of_before_says_whether_all_about_it_is_closed(visitor, repository, comparison):
    found = between(comparison, "are underlined.", "Question by question")
    left = "till open: something is left to be done about it, or nothing was begun."
    assert found.count(left) == 4
    assert (
        f"Now The back exit is blocked [put in: again ] To do, before: Clear it The concern before is s{left}" in found
    )
    assert f"Nobody wrote it down S{left}" in found
    assert "warden To do, now: Name two This was not asked" in found
    before = repository.records()[-1]
    (action,) = repository.actions_of(before)
    done = Standing(State.DONE, "", "", None)
    repository.change_action(action.id, base=action.revision, standing=done, note="Seen.")
    found = between(visitor.get(comparison.path), "are underlined.", "Question by question")
    assert "The concern before is closed: all that was to be done about it was done, or is not needed." in found
    assert found.count(left) == 3


def test_what_was_decided_stands_beside_what_was_filled_in(visitor, repository, comparison):
    assert "Decided" not in comparison.text
    now, before = repository.records()
    made = Made(id=new_id(), option="no", words="No", reasons="The exits.", who="Pat")
    repository.decide(before.id, made, base="")
    page = visitor.get(comparison.path)
    assert between(page, "Decided ", "Worries").startswith("Nothing yet. Before: No")
    repository.decide(now.id, replace(made, id=new_id()), base="")
    page = visitor.get(comparison.path)
    assert between(page, "Decided ", "Worries").startswith("No")
    decided = [href for href, words in page.links if "the decision on the record of" in words]
    assert decided == [f"/records/{each.id}/decision" for each in (now, before)]


def test_a_question_shows_both_texts_with_the_words_that_differ_marked(comparison):
    assert '<del><span class="visually-hidden">[taken out: </span>three<span' in comparison.html
    assert '<ins><span class="visually-hidden">[put in: </span>four<span' in comparison.html
    told = between(comparison, "Question by question", "Back to the record")
    assert "Are the exits clear? Changed Answer Before One of [taken out: three ] is blocked" in told
    assert "Worded before: When was the alarm tested?" in told
    assert "Do the doors close? No longer asked Answer Two do not" in told
    assert "Who are the wardens? Newly asked" in told


def test_a_finding_leads_to_its_question(comparison):
    for href, _ in comparison.links:
        if href.startswith("#") and href != "#main":
            assert comparison.ids.count(href[1:]) == 1, href
    assert len(set(comparison.ids)) == len(comparison.ids)


def test_what_stayed_is_folded_away(visitor, site):
    visitor.submit("Site check", BEFORE)
    later = BEFORE | {"fire": BEFORE["fire"] | {"fire.drill.answer": "In July"}}
    page = visitor.submit("Site check", later).follow("Open the record").follow("What changed since the one before")
    assert "3 questions as they were in Fire" in page.text
    assert [tag for tag, _ in page.tags].count("details") == 2
    assert (
        page.text.index("[put in: July")
        < page.text.index("3 questions as they were in Fire")
        < page.text.index("In May")
    )


def with_columns(site, *columns: str) -> None:
    """Publish version 2 of the form, with more columns and one prompt more."""
    more = "".join(f"  - {each}\n" for each in columns)
    text = SITE.replace("version: 1", "version: 2").replace("sections:\n", f"{more}sections:\n", 1)
    asked = "drill, label: When was the last drill?"
    text = text.replace(asked, f"{asked}, evidence: [{{id: log, text: Look at the log}}]")
    (site / "2.yaml").write_text(text, encoding="utf-8")


def test_columns_that_only_the_newer_version_has_count_where_they_are_answered(visitor, site):
    visitor.submit("Site check", BEFORE)
    with_columns(
        site, "{id: who, role: who, label: Who, kind: text}", "{id: due, role: by-when, label: By when, kind: date}"
    )
    more = {"fire.exits.who": "Jo Hartley", "fire.drill.evidence.log": "seen"}
    doors = {"fire.doors.answer": "Three do not", "fire.doors.action": "Mend them", "fire.doors.who": "Jo Hartley"}
    later = BEFORE | {"fire": BEFORE["fire"] | more | doors}
    page = visitor.submit("Site check", later).follow("Open the record").follow("What changed since the one before")
    assert "Questions: 1 changed, 2 with more asked and answered now, 3 as they were, of 6" in page.text
    told = between(page, "Question by question", "Back to the record")
    assert "Are the exits clear? More asked and answered now Who : also asked now Jo Hartley Answer As it was" in told
    assert "When was the last drill? More asked and answered now Answer As it was In June" in told
    assert "Look at the log : asked for only now, and ticked as seen" in told
    assert "By when" not in told


WHO = "  - {id: who, role: who, label: Whose, kind: text}\n  - {id: due, role: by-when, label: Until, kind: date}\n"
JO = {"who": "Jo Hartley"}
DAY = {"due.day": "10", "due.month": "12", "due.year": "2026"}
BESIDE = {
    "neither time": ({}, {}, "To do, both times: Clear it"),
    "only now": (
        {},
        JO | DAY | {"bad": "major"},
        "(said only now) Both times It is dark To do, both times: Clear it Who, now: Jo Hartley By when, now: 10",
    ),
    "only before": (
        JO | {"bad": "minor"},
        {},
        "Minor (said only before) Both times It is dark To do, both times: Clear it Who, before: Jo Hartley",
    ),
    "the same both times": (JO | DAY, JO | DAY, "both times: Clear it Who: Jo Hartley By when: 10 December 2026"),
    "somebody else": (JO, {"who": "Di"}, "To do, both times: Clear it Who, before: Jo Hartley Who, now: Di"),
    "another action": (
        JO,
        {"action": "Lock it"} | DAY,
        "before: Clear it Who: Jo Hartley To do, now: Lock it By when: 10",
    ),
    "no concern": (
        {"concern": ""} | JO,
        {"concern": ""} | DAY,
        "Both times Clear it Who, before: Jo Hartley By when, now: 10 December 2026",
    ),
}


@pytest.mark.parametrize(("before", "now", "said"), BESIDE.values(), ids=BESIDE)
def test_what_stands_beside_an_action_says_when_it_stood_there(visitor, site, before, now, said):
    (site / "1.yaml").write_text(SITE.replace("sections:\n", f"{WHO}sections:\n", 1), encoding="utf-8")
    own = {"answer": "One is blocked", "concern": "It is dark", "action": "Clear it"}
    first, last = (
        BEFORE | {"fire": {f"fire.exits.{name}": text for name, text in (own | each).items()}} for each in (before, now)
    )
    visitor.submit("Site check", first)
    page = visitor.submit("Site check", last | {"visit": BEFORE["visit"] | {"visit.suitable": "no"}})
    page = page.follow("Open the record").follow("What changed since the one before")
    found = between(page, "are underlined.", "Question by question")
    assert said in found.replace(" :", ":").replace(" ,", ",")
    assert ("Who" in found, "By when" in found) == ("Who" in said, "By when" in said)


def test_columns_that_only_the_newer_version_has_and_nobody_answered_differ_in_nothing(visitor, site):
    visitor.submit("Site check", BEFORE)
    with_columns(site, "{id: who, role: who, label: Who, kind: text}")
    page = visitor.submit("Site check", BEFORE).follow("Open the record").follow("What changed since the one before")
    assert "Nothing differs between the two." in page.text


def test_two_that_say_the_same_differ_in_nothing(visitor, site):
    visitor.submit("Site check", BEFORE)
    page = visitor.submit("Site check", BEFORE).follow("Open the record").follow("What changed since the one before")
    assert "Nothing differs between the two." in page.text


def test_another_one_before_can_be_chosen_and_no_other(visitor, site, comparison):
    third = visitor.submit("Site check", NOW).follow("Open the record").follow("What changed since the one before")
    options = [given["value"] for tag, given in third.tags if tag == "option"]
    assert options[0] == record_of(comparison)
    assert "Nothing differs between the two." in third.text
    first = third.press("Compare", {"with": options[1]})
    assert "Before" in first.text
    assert "version 1" in between(first, "Before", "Matched")
    assert "Worries: 1 new, 1 repeated" in first.text
    other = visitor.submit("Site check", NOW | {"visit": NOW["visit"] | {"visit.site": "Elsewhere"}})
    for wrong in ("nothing", record_of(third), other.path.split("/")[2]):
        assert visitor.get(f"{third.path}?with={wrong}").status == 404
    assert visitor.get(f"{comparison.path}?with={record_of(third)}").status == 404


def test_a_re_issue_is_compared_with_the_one_before_what_it_re_issues(visitor, specs):
    before = visitor.submit("Trip check", THIRD_ANSWERS).follow("Open the record")
    record = visitor.submit("Trip check", THIRD_ANSWERS).follow("Open the record")
    publish(specs)
    again = visitor.get(record.path).follow("Re-issue this record on version 2").press("Re-issue it")
    page = again.follow("What changed since the one before")
    assert f'value="{before.path.rpartition("/")[2]}" selected' in page.html
    assert "The record now re-issues this one" not in page.text
    own = visitor.get(f"{page.path}?with={record.path.rpartition('/')[2]}")
    assert "The record now re-issues this one." in own.text


def test_it_is_in_the_language_of_its_reader_and_stays_with_the_record_that_was_chosen(visitor, specs):
    (specs / "trip-check" / "1.cy.yaml").write_text(WORDS, encoding="utf-8")
    first = visitor.submit("Trip check", THIRD_ANSWERS).path.split("/")[2]
    visitor.submit("Trip check", THIRD_ANSWERS)
    last = visitor.submit("Trip check", THIRD_ANSWERS | {"more": {"more.else": "No"}}).path.split("/")[2]
    page = visitor.get(f"/records/{last}/comparison?with={first}")
    welsh = page.follow("Cymraeg")
    assert f'value="{first}" selected' in welsh.html
    assert 'lang="cy">I ble rydych chi' in welsh.html
    assert "Anything else? Answered now, not before" in welsh.text


def test_a_record_that_is_about_nothing_has_none_before(visitor, specs):
    folder = specs / "note"
    folder.mkdir()
    text = "formspec: 1\nform: note\nversion: 1\ntitle: A note\nsections:\n- id: s\n  title: S\n  questions:\n"
    (folder / "1.yaml").write_text(text + "  - {id: q, label: What?, kind: text}\n", encoding="utf-8")
    record = visitor.submit("A note", {"s": {"s.q": "This"}}).follow("Open the record")
    assert "What changed" not in record.text
    page = visitor.get(f"{record.path}/comparison")
    assert "This record does not say what it is about" in page.text


def test_both_documents_stay_as_they_were(visitor, comparison):
    name = record_of(comparison)
    document = visitor.client.get(f"/records/{name}.json").get_data(as_text=True)
    visitor.get(comparison.path)
    assert visitor.client.get(f"/records/{name}.json").get_data(as_text=True) == document
    assert json.loads(document)["version"] == 2
