"""Publishing a form that is marked sensitive takes two accounts where the school says so."""

from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

import pytest
from flask import Flask

from formspec.release import Release
from tests.webapp.access.door import account_of, invited
from tests.webapp.pages.revision import ENTERED
from tests.webapp.pages.visitor import Visitor
from webapp.rights import Role, Viewer
from webapp.storage import seconding
from webapp.storage.failures import SecondPersonNeeded
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


@pytest.fixture(autouse=True)
def long_ago(monkeypatch: pytest.MonkeyPatch) -> None:
    """Count no change of an account as one of the last day."""
    monkeypatch.setattr(seconding, "SETTLED_FOR", timedelta(0))


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


def test_storage_itself_wants_the_second_person(repository: Repository, leads: tuple[Visitor, Visitor]) -> None:
    text = SPEC.format(access="sensitive").encode()
    account = account_of(repository, "pat")
    pat = repository.seen_by(Viewer(id=account.id, name="Pat", roles=account.roles))
    release = Release(
        form="welfare",
        version=1,
        sha256=sha256(text).hexdigest(),
        note="First.",
        approved_by="",
        approved="",
        published_by="Pat",
        seconded_by="Nobody",
        published=datetime.now(UTC),
        in_force=date(2026, 1, 1),
    )
    draft = repository.start_spec_draft("", 0, text.decode(), "Pat")
    for spec_draft in (None, draft.id):
        with pytest.raises(SecondPersonNeeded):
            pat.publish(release, text, {}, spec_draft, sealed=True)
    assert repository.release("welfare", 1) is None


def test_who_was_invited_today_is_no_second_person(
    repository: Repository, leads: tuple[Visitor, Visitor], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seconding, "SETTLED_FOR", timedelta(hours=24))
    pat, lee = leads
    draft, _ = asked(repository, pat, "sensitive")
    refused = lee.get(f"/desk/spec_drafts/{draft.id}/publish").press("Approve and publish version 1")
    assert (refused.status, "in the last 24 hours" in refused.text) == (409, True)
    assert repository.release("welfare", 1) is None


def test_one_administrator_asks_to_lift_it_and_another_agrees(
    application: Flask, repository: Repository, owner: Visitor, leads: tuple[Visitor, Visitor]
) -> None:
    bea = invited(repository, application, "bea", Role.ADMINISTRATOR)
    page = owner.get("/people")
    form = next(each for each in page.forms if each.action.endswith("/choices"))
    del form.fields["two-publish-sensitive"]
    mine = owner.send(page, form, {})
    assert "You asked on" in mine.text
    assert repository.choice("two-people") == {"publish-sensitive"}
    assert "Ann" in bea.get("/people").press("Agree, so that one person is enough").text
    assert repository.choice("two-people") == frozenset()
    again = mine.press("Take the request back")
    assert (again.status, "settled already" in again.text) == (409, True)
