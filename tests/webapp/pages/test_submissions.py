"""A script submits a draft as a person does: once however often it asks, and with a reason when it is refused."""

import json
from typing import Any

import pytest

from tests.browser.answers import LETTER, LETTER_TITLE
from tests.webapp.pages.visitor import Page, Visitor

OP, NEXT = "0" * 32, "1" * 32


@pytest.fixture
def complete(visitor: Visitor) -> Page:
    """The page of checking a letter in which nothing is missing."""
    return visitor.fill(visitor.start(LETTER_TITLE), LETTER)


def submit(page: Page, op: str = OP, *, base: int | None = None, who: str = "") -> tuple[int, dict[str, Any]]:
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
    assert "somebody changed this form meanwhile" in said["refused"]
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
