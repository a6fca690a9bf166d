"""A script submits a draft as a person does: once however often it asks, and with a reason when it is refused."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.answers import LETTER, LETTER_TITLE
from tests.webapp.access.school import School, opened_school
from tests.webapp.pages.visitor import Page, Visitor

OP, NEXT = "0" * 32, "1" * 32


@pytest.fixture
def complete(visitor: Visitor) -> Page:
    """The page of checking a letter in which nothing is missing."""
    return visitor.fill(visitor.start(LETTER_TITLE), LETTER)


def submit(page: Page, op: str = OP, *, base: object = None, who: str = "") -> tuple[int, dict[str, Any]]:
    """Ask for the draft of a page of checking to be submitted, as a script does."""
    fields = next(each for each in page.forms if each.action.endswith("/submit")).fields
    sent = {"csrf": fields["csrf"], "base": fields["base"] if base is None else base, "op": op, "who": who}
    answer = page.visitor.client.post(page.path.replace("/check", "/submissions"), data=sent)
    return answer.status_code, json.loads(answer.data)


def test_it_is_done_once_and_a_repeat_is_answered_like_the_first(complete: Page) -> None:
    first = submit(complete)
    receipt = complete.path.replace("/drafts", "/records").replace("/check", "/receipt")
    assert first == (200, {"submitted": receipt})
    assert submit(complete) == first
    assert complete.visitor.get(receipt).status == 200


def test_a_draft_that_was_changed_since_is_not_submitted(complete: Page) -> None:
    status, said = submit(complete, base=0)
    assert (status, said["check"]) == (409, True)
    assert re.fullmatch(
        r"Not submitted: somebody changed “.+” and \d+ more meanwhile\. Check your answers, and submit again\.",
        said["refused"],
    )
    assert said["at"].startswith(complete.path.replace("/check", "/sections/"))
    assert "#" in said["at"]
    assert complete.visitor.get(complete.path).status == 200


def test_what_is_missing_is_a_reason_with_a_page_that_says_more(visitor: Visitor, complete: Page) -> None:
    csrf = complete.forms[-1].fields["csrf"]
    empty = visitor.start(LETTER_TITLE)
    answer = visitor.client.post(f"{empty.path}/submissions", data={"csrf": csrf, "op": OP, "base": 0, "who": ""})
    assert answer.status_code == 422
    assert json.loads(answer.data) == {
        "refused": "Not submitted: something is missing, or is to be corrected. Check your answers, and submit again.",
        "check": True,
    }


def test_a_draft_that_was_discarded_says_so(complete: Page) -> None:
    complete.visitor.get(complete.path.replace("/check", "/discard")).press("Discard")
    assert submit(complete) == (409, {"closed": "discarded"})


@pytest.mark.parametrize(("given", "status"), [({"op": "1"}, 400), ({"who": "somebody else"}, 401)])
def test_what_no_page_of_this_person_sends_submits_nothing(complete: Page, given: dict[str, Any], status: int) -> None:
    assert submit(complete, **given)[0] == status
    assert complete.visitor.get(complete.path).status == 200


@pytest.fixture
def school(tmp_path: Path) -> Iterator[School]:
    with opened_school(tmp_path) as opened:
        yield opened


@pytest.fixture
def shared(school: School) -> Page:
    """The page of checking a whole draft of somebody's, which a colleague was let into, as its beginner has it."""
    draft = school.draft("staff", "plain", joined="colleague")
    return Visitor(school.client("staff")).get(f"/drafts/{draft.id}/check")


def save(school: School, page: Page, who: str, words: str) -> str:
    """Save words in the draft of a page as somebody else's page or device does; return the id of whose page it is."""
    kept = school.repository.seen_by(school.people[who].viewer)
    draft = kept.draft(page.path.split("/")[2])
    kept.save(draft.id, base=draft.revision, posted={"main.words": words})
    return school.people["staff"].account.id


def test_ones_own_words_that_came_in_another_line_hold_no_submission_up(school: School, shared: Page) -> None:
    me = save(school, shared, "staff", "From another line of the same device")
    save(school, shared, "staff", "And again")
    status, said = submit(shared, who=me)
    assert (status, list(said)) == (200, ["submitted"])
    record = school.repository.record(shared.path.split("/")[2])
    assert json.loads(record.document)["answers"]["main"]["words"] == "And again"


def test_a_colleague_s_words_hold_it_up_also_between_ones_own(school: School, shared: Page) -> None:
    save(school, shared, "staff", "Mine")
    save(school, shared, "colleague", "Theirs")
    me = save(school, shared, "staff", "Mine again")
    assert submit(shared, who=me)[0] == 409
    assert submit(shared, NEXT, who=me, base=3)[0] == 200


def test_a_submission_that_builds_on_what_the_draft_has_not_come_to_is_not_made(school: School, shared: Page) -> None:
    me = save(school, shared, "staff", "Mine")
    assert submit(shared, who=me, base=3)[0] == 409
    assert [submit(shared, who=me, base=base)[0] for base in (10**17, "", "1.5", -1)] == [400] * 4


def test_a_page_that_is_posted_by_hand_submits_only_what_it_showed(school: School, shared: Page) -> None:
    save(school, shared, "staff", "From another line of the same device")
    assert shared.press("Submit").status == 409


def test_without_accounts_nothing_is_known_to_be_ones_own(complete: Page) -> None:
    draft = complete.path.rpartition("/")[0]
    section = complete.visitor.get(f"{draft}/sections/{next(iter(LETTER))}")
    name = next(iter(LETTER[next(iter(LETTER))]))
    section.press("Save and back to list", {name: "Elsewhere"})
    assert submit(complete)[0] == 409
