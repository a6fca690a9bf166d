"""The key of what a device keeps: whose it is, how long it holds, and what ends it."""

from base64 import b64decode

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.webapp.access.door import OTHER, PASSWORD, account_of, invited, sign_in, twice
from tests.webapp.pages.visitor import Visitor
from webapp.accounts.visit_key import mark_of, visit_key
from webapp.rights import Role
from webapp.storage.repository import Repository

ANN, SAM = "ann@school.example", "sam@school.example"


SCRIPT = {"Sec-Fetch-Dest": "empty", "Sec-Fetch-Mode": "same-origin"}


def asked(visitor: Visitor) -> TestResponse:
    """What a script in this browser is answered."""
    return visitor.client.get("/visit/key", headers=SCRIPT)


def taken_up(visitor: Visitor, key: str, **other: str) -> TestResponse:
    """What a script in this browser is answered that takes up a key which it has the mark of."""
    token = next(each.fields["csrf"] for each in visitor.get("/").forms if "csrf" in each.fields)
    sent = {"csrf": token, "who": asked(visitor).json["who"], "mark": mark_of(key), **other}
    return visitor.client.post("/visit/key", data=sent, headers=SCRIPT)


def key_of(visitor: Visitor) -> str:
    """The key that a script in this browser is given, "" when it is given none."""
    answer = asked(visitor)
    return answer.json["key"] if answer.status_code == 200 else ""


def sign_out(visitor: Visitor) -> None:
    visitor.get("/").press("Sign out", {})


def test_the_key_is_256_bits_and_the_same_for_as_long_as_one_is_signed_in(owner: Visitor) -> None:
    assert len(b64decode(key_of(owner))) == 32
    assert key_of(owner) == key_of(owner)


def test_a_browser_is_known_from_the_sign_in_on_so_that_pages_which_ask_at_once_get_one_key(owner: Visitor) -> None:
    assert not [each for each in asked(owner).headers.getlist("Set-Cookie") if "-browser=" in each]


def test_a_browser_that_lost_its_cookies_takes_the_key_up_again_of_what_it_has_the_mark_of(
    application: Flask, owner: Visitor
) -> None:
    before = key_of(owner)
    same = Visitor(application.test_client())
    sign_in(same, ANN, PASSWORD)
    assert key_of(same) != before
    assert taken_up(same, before).json["key"] == before
    assert key_of(same) == before
    gone = taken_up(same, before, mark="0" * 16)
    assert (gone.status_code, gone.json["key"]) == (404, "")


def test_the_key_that_a_browser_had_before_it_took_one_up_can_be_taken_up_as_well(
    application: Flask, owner: Visitor
) -> None:
    same = Visitor(application.test_client())
    sign_in(same, ANN, PASSWORD)
    own, before = key_of(same), key_of(owner)
    taken_up(same, before)
    assert taken_up(same, own).json["key"] == own
    assert taken_up(same, before).json["key"] == before


def test_taking_a_key_up_ends_the_session_that_had_it_so_that_ending_one_still_ends_its_key(
    application: Flask, repository: Repository, owner: Visitor
) -> None:
    device = invited(repository, application, "sam", Role.STAFF)
    before, had = key_of(device), repository.sessions(account_of(repository, "sam").id)
    other = Visitor(application.test_client())
    sign_in(other, SAM, OTHER)
    taken_up(other, before)
    assert key_of(device) == ""
    (left,) = repository.sessions(account_of(repository, "sam").id)
    assert left.id != had[0].id
    noted = [(each.act, each.thing) for each in repository.acts()[:2]]
    assert noted == [("session.key-taken-up", left.id), ("session.ended", had[0].id)]
    repository.end_session(account_of(repository, "sam").id, left.id, "lost")
    sign_in(device, SAM, OTHER)
    assert taken_up(device, before).status_code == 404


def test_a_key_is_taken_up_only_by_a_page_of_ours_and_of_its_person(owner: Visitor) -> None:
    before = key_of(owner)
    assert taken_up(owner, before, csrf="").status_code == 403
    assert taken_up(owner, before, who="somebody").status_code == 409
    assert owner.client.get(f"/visit/key?mark={mark_of(before)}", headers=SCRIPT).json["key"] == before


def test_nobody_else_takes_it_up(application: Flask, repository: Repository, owner: Visitor) -> None:
    sam = invited(repository, application, "sam", Role.STAFF)
    assert taken_up(sam, key_of(owner)).status_code == 404


def test_it_outlasts_a_session_in_the_same_browser(owner: Visitor) -> None:
    before = key_of(owner)
    sign_in(owner, ANN, PASSWORD)
    assert key_of(owner) == before


def test_it_outlasts_somebody_else_who_signs_in_there_and_is_not_theirs(
    application: Flask, repository: Repository, owner: Visitor
) -> None:
    invited(repository, application, "sam", Role.STAFF)
    before = key_of(owner)
    sign_in(owner, SAM, OTHER)
    assert key_of(owner) not in {"", before}
    sign_in(owner, ANN, PASSWORD)
    assert key_of(owner) == before


def test_another_browser_of_the_same_person_has_another_key(application: Flask, owner: Visitor) -> None:
    other = Visitor(application.test_client())
    sign_in(other, ANN, PASSWORD)
    assert key_of(other) not in {"", key_of(owner)}


def ended_at_sign_out(repository: Repository, device: Visitor, owner: Visitor) -> None:
    sign_out(device)


def ended_by_its_owner(repository: Repository, device: Visitor, owner: Visitor) -> None:
    elsewhere = Visitor(device.client.application.test_client())
    sign_in(elsewhere, SAM, OTHER)
    elsewhere.get("/account").press("Sign out everywhere else", {})


def ended_by_an_administrator(repository: Repository, device: Visitor, owner: Visitor) -> None:
    repository.end_sessions(account_of(repository, "sam").id, "lost")


def ended_with_the_account(repository: Repository, device: Visitor, owner: Visitor) -> None:
    sam = account_of(repository, "sam")
    repository.close_account(sam.id)
    repository.reopen_account(sam.id)


def ended_by_another_password(repository: Repository, device: Visitor, owner: Visitor) -> None:
    elsewhere = Visitor(device.client.application.test_client())
    sign_in(elsewhere, SAM, OTHER)
    elsewhere.get("/account").press("Change the password", {"now": OTHER, **twice(PASSWORD)})


def ended_with_the_second_factors(repository: Repository, device: Visitor, owner: Visitor) -> None:
    repository.remove_factors(account_of(repository, "sam").id)


def with_other_roles(repository: Repository) -> str:
    """Give Sam other roles, with which the sessions end and no key does."""
    sam = account_of(repository, "sam")
    repository.change_account(sam.id, sam.name, {Role.DECIDER})
    return sam.id


def ended_by_its_owner_after_its_session(repository: Repository, device: Visitor, owner: Visitor) -> None:
    with_other_roles(repository)
    ended_by_its_owner(repository, device, owner)


def ended_by_an_administrator_after_its_session(repository: Repository, device: Visitor, owner: Visitor) -> None:
    owner.get(f"/people/{with_other_roles(repository)}").press("Sign out everywhere")
    assert repository.acts()[0].act == "session.ended"


ENDS = {
    "signing out": ended_at_sign_out,
    "its owner elsewhere": ended_by_its_owner,
    "an administrator": ended_by_an_administrator,
    "closing the account": ended_with_the_account,
    "another password set elsewhere": ended_by_another_password,
    "taking off the second factors": ended_with_the_second_factors,
    "its owner elsewhere, after its session": ended_by_its_owner_after_its_session,
    "an administrator, after its session": ended_by_an_administrator_after_its_session,
}


@pytest.mark.parametrize("way", ENDS)
def test_what_a_device_keeps_can_be_opened_by_nobody_after(
    application: Flask, repository: Repository, owner: Visitor, way: str
) -> None:
    device = invited(repository, application, "sam", Role.STAFF)
    before = key_of(device)
    ENDS[way](repository, device, owner)
    assert key_of(device) == ""
    if way == "closing the account":
        return
    for password in (OTHER, PASSWORD):
        sign_in(device, SAM, password)
    assert key_of(device) not in {"", before}
    assert taken_up(device, before).status_code == 404


def test_it_stays_in_the_browser_in_which_the_password_is_changed(owner: Visitor) -> None:
    before = key_of(owner)
    owner.get("/account").press("Change the password", {"now": PASSWORD, **twice(OTHER)})
    assert key_of(owner) == before


def test_nobody_gets_a_key_who_is_not_signed_in_or_opens_it_as_a_page(application: Flask, owner: Visitor) -> None:
    assert key_of(Visitor(application.test_client())) == ""
    assert owner.client.get("/visit/key", headers={"Sec-Fetch-Mode": "navigate"}).status_code == 404


def test_no_copy_of_it_is_left_on_the_way(owner: Visitor) -> None:
    assert owner.client.get("/visit/key").headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("other", [{"number": "ab" * 32}, {"owner": "bob"}, {"key": "another secret"}])
def test_all_that_it_is_derived_from_counts(other: dict[str, str]) -> None:
    given = {"number": "cd" * 32, "owner": "ann", "key": "a secret"}
    assert visit_key(**given) != visit_key(**{**given, **other})
