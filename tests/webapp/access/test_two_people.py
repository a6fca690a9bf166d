"""Publishing a form that is marked sensitive takes two accounts where the school says so."""

import pytest
from flask import Flask

from tests.webapp.access.door import account_of, invited
from tests.webapp.pages.revision import ENTERED
from tests.webapp.pages.visitor import Visitor
from webapp.rights import Role
from webapp.storage.repository import Repository

SPEC = """\
formspec: 1
form: welfare
version: 1
access: {access}
title: Welfare check
sections:
  - id: main
    title: Main
    questions:
      - {{id: words, label: What was seen?, kind: long-text}}
"""
DETAILS = {name: text for name, text in ENTERED.items() if name != "by"}


@pytest.fixture
def leads(application: Flask, repository: Repository, owner: Visitor) -> tuple[Visitor, Visitor]:
    """Two policy leads of a school that wants two people for a sensitive form."""
    owner.get("/people").press("Keep these choices", {"two-publish-sensitive": "yes"})
    return (
        invited(repository, application, "pat", Role.POLICY_LEAD),
        invited(repository, application, "lee", Role.POLICY_LEAD),
    )


def asked(repository: Repository, lead: Visitor, access: str):  # type: ignore[no-untyped-def]
    draft = repository.start_spec_draft("", 0, SPEC.format(access=access), "Pat")
    page = lead.get(f"/desk/spec_drafts/{draft.id}/publish")
    button = "Ask a second person" if access == "sensitive" else "Publish version 1"
    return draft, page.press(button, DETAILS)


def test_an_ordinary_form_is_published_by_one(repository: Repository, leads: tuple[Visitor, Visitor]) -> None:
    asked(repository, leads[0], "ordinary")
    release = repository.release("welfare", 1)
    assert release is not None
    assert (release.published_by, release.seconded_by) == ("Pat", "")


def test_a_sensitive_form_waits_for_another_account(repository: Repository, leads: tuple[Visitor, Visitor]) -> None:
    pat, lee = leads
    draft, page = asked(repository, pat, "sensitive")
    assert repository.release("welfare", 1) is None
    refused = page.press("Approve and publish version 1")
    assert refused.status == 409
    assert repository.release("welfare", 1) is None
    lee.get(f"/desk/spec_drafts/{draft.id}/publish").press("Approve and publish version 1")
    release = repository.release("welfare", 1)
    assert release is not None
    assert (release.published_by, release.seconded_by) == ("Pat", "Lee")


def test_another_name_does_not_make_another_account(
    repository: Repository, owner: Visitor, leads: tuple[Visitor, Visitor]
) -> None:
    _, page = asked(repository, leads[0], "sensitive")
    repository.change_account(account_of(repository, "pat").id, "Somebody Else", {Role.POLICY_LEAD})
    refused = leads[0].get(page.path).press("Approve and publish version 1")
    assert refused.status == 409
    assert repository.release("welfare", 1) is None


def test_the_name_that_a_page_sends_is_not_believed(repository: Repository, leads: tuple[Visitor, Visitor]) -> None:
    draft = repository.start_spec_draft("", 0, SPEC.format(access="ordinary"), "Pat")
    page = leads[0].get(f"/desk/spec_drafts/{draft.id}/publish")
    form = next(each for each in page.forms if "note" in each.inputs)
    leads[0].send(page, form, {**DETAILS, "by": "The Head"})
    release = repository.release("welfare", 1)
    assert release is not None
    assert release.published_by == "Pat"
