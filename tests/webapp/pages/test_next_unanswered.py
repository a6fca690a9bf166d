"""One press leads from anywhere to the next question that must be answered, and a line says how much is left."""

import pytest

from tests.webapp.pages.conftest import THIRD_ANSWERS
from tests.webapp.pages.visitor import Page, Visitor

AUDIT = "Alternative Provision Audit"
FIRST = "details.provider"


@pytest.fixture
def tasks(visitor: Visitor) -> Page:
    return visitor.start(AUDIT)


def next_after(visitor: Visitor, tasks: Page, after: str) -> str:
    found = visitor.client.get(f"{tasks.path}/next", query_string={"after": after})
    return found.headers["Location"].partition("/sections/")[2]


@pytest.mark.parametrize(
    ("after", "following"),
    [
        ("", "details#details.provider"),
        ("nothing.like.it", "details#details.provider"),
        ("details.provider", "details#details.visited.day"),
        ("details.completed-by", "safeguarding#safeguarding.ofsted-safeguarding.answer"),
        ("safeguarding.policies-in-place.evidence.policies", "safeguarding#safeguarding.policies-in-place.answer"),
        ("safeguarding.safeguarding-audit.action", "quality-of-education#quality-of-education.ofsted-quality.answer"),
        ("transition", "transition#transition.induction.answer"),
        ("decision.reasons", "details#details.provider"),
    ],
)
def test_the_next_question_is_behind_where_one_is_and_the_first_behind_the_last(visitor, tasks, after, following):
    assert next_after(visitor, tasks, after) == following


def test_what_is_answered_or_could_not_be_found_out_is_passed_over(visitor, tasks):
    answers = {"transition.induction.answer": "A day", "transition.taster-sessions.answer.could-not-find-out": "Away"}
    visitor.fill(tasks, {"transition": answers})
    assert next_after(visitor, tasks, "transition") == "transition#transition.pupil-visit.answer"


def test_where_nothing_is_left_it_leads_to_checking(visitor):
    tasks = visitor.start("Trip check")
    visitor.fill(tasks, THIRD_ANSWERS)
    assert visitor.get(f"{tasks.path}/next").path == f"{tasks.path}/check"
    assert visitor.get(tasks.path).follow("All answered: check").path == f"{tasks.path}/check"
    assert visitor.get(f"{tasks.path}/sections/trip").press("All answered: check").path == f"{tasks.path}/check"


def test_a_section_is_saved_on_the_way_to_the_next_question(visitor, tasks):
    page = visitor.get(f"{tasks.path}/sections/details").press("Next unanswered", {FIRST: "The Forge"})
    assert page.path == f"{tasks.path}/sections/details"
    assert page.fields()[FIRST] == "The Forge"
    sent = {FIRST: "The Forge", "at": "details.completed-by"}
    page = visitor.get(f"{tasks.path}/sections/details").press("Next unanswered", sent)
    assert page.path == f"{tasks.path}/sections/safeguarding"


def test_a_section_is_saved_on_the_way_to_another(visitor, tasks):
    page = visitor.get(f"{tasks.path}/sections/details").press("Is this AP suitable", {FIRST: "The Forge"})
    assert page.path == f"{tasks.path}/sections/decision"
    assert visitor.get(f"{tasks.path}/sections/details").fields()[FIRST] == "The Forge"


def test_a_section_that_the_form_has_not_is_not_gone_to(visitor, tasks):
    page = visitor.get(f"{tasks.path}/sections/details")
    form = next(each for each in page.forms if FIRST in each.inputs)
    assert visitor.send(page, form, {"then": "go nowhere"}).path == f"{tasks.path}/sections/safeguarding"


def test_a_line_says_how_much_is_answered_and_found(visitor, tasks):
    assert "0 of 31 answered, 0 concerns" in tasks.text
    visitor.fill(tasks, {"transition": {"transition.induction.answer": "A day", "transition.induction.concerns": "?"}})
    for path in ("", "/sections/details"):
        page = visitor.get(tasks.path + path)
        assert "1 of 31 answered, 1 concern" in page.text
        assert page.link("1 of 31 answered") == f"{tasks.path}/findings"


def test_a_form_that_finds_nothing_says_only_what_is_answered(visitor):
    tasks = visitor.start("Trip check")
    assert "0 of 7 answered" in tasks.text
    assert "concern" not in tasks.text
