"""A session: its token, how it is renewed, how it ends, and what of it stands in the trail."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.webapp.access.door import OTHER, PASSWORD, account_of, cookie, invited, sign_in, twice
from tests.webapp.pages.visitor import Page, Visitor
from webapp.rights import Role
from webapp.storage.account_tables import sessions, users
from webapp.storage.opened import now
from webapp.storage.repository import Repository
from webapp.storage.sessions import ABSOLUTE, IDLE

ANN = "ann@school.example"
WAYS = {
    "the password once more": lambda owner: owner.get("/account/prove").press("Go on", {"password": PASSWORD}),
    "another password": lambda owner: owner.get("/account").press(
        "Change the password", {"now": PASSWORD, **twice(OTHER)}
    ),
    "signing in anew": lambda owner: sign_in(owner, ANN, PASSWORD),
}


def with_token(application: Flask, token: str) -> Page:
    """The start page, for whoever holds a token and nothing else."""
    thief = Visitor(application.test_client())
    thief.client.set_cookie(f"{application.config['SESSION_COOKIE_NAME']}-in", token)
    return thief.get("/")


@pytest.mark.parametrize("way", WAYS)
def test_who_proves_again_who_they_are_has_another_token_and_the_old_one_is_worth_nothing(
    application: Flask, owner: Visitor, way: str
) -> None:
    before = cookie(owner, "-in")
    assert with_token(application, before).path == "/"
    assert WAYS[way](owner).status == 200
    assert cookie(owner, "-in") not in {"", before}
    assert owner.get("/").path == "/"
    assert with_token(application, before).path == "/sign-in"


def test_tokens_are_256_random_bits_and_no_two_alike(application: Flask, owner: Visitor) -> None:
    tokens = [cookie(owner, "-in")]
    for _ in range(3):
        sign_in(owner, ANN, PASSWORD)
        tokens.append(cookie(owner, "-in"))
    assert len(set(tokens)) == 4
    assert all(re.fullmatch(r"[\w-]{43}", token) for token in tokens)


def test_a_token_that_was_made_up_opens_nothing(application: Flask, owner: Visitor) -> None:
    assert with_token(application, "A" * 43).path == "/sign-in"


def test_the_browser_forgets_what_it_kept_of_whoever_signs_out(owner: Visitor) -> None:
    form = next(each for each in owner.get("/").forms if each.action == "/sign-out")
    sent = owner.client.post(form.action, data=form.fields)
    assert sent.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert sent.headers["Cache-Control"] == "no-store"


def test_it_keeps_what_others_entered_where_the_page_says_so(owner: Visitor) -> None:
    form = next(each for each in owner.get("/").forms if each.action == "/sign-out")
    sent = owner.client.post(form.action, data={**form.fields, "keeps": "others"})
    assert sent.headers["Clear-Site-Data"] == '"cache"'


def test_every_page_offers_signing_out(owner: Visitor) -> None:
    places = [href for href, _ in owner.get("/").links if href.startswith("/") and "#" not in href]
    assert {"/account", "/people", "/trail", "/records", "/desk"} <= set(places)
    for path in places:
        page = owner.get(path)
        assert any(each.action == "/sign-out" for each in page.forms), path


def test_an_administrator_signs_somebody_out_everywhere(
    application: Flask, repository: Repository, owner: Visitor
) -> None:
    sam = invited(repository, application, "sam", Role.STAFF)
    phone = Visitor(application.test_client())
    sign_in(phone, "sam@school.example", OTHER)
    owner.get(f"/people/{account_of(repository, 'sam').id}").press("Sign out everywhere")
    assert [each.get("/").path for each in (sam, phone)] == ["/sign-in", "/sign-in"]
    assert owner.get("/").path == "/"


def test_signing_in_being_refused_and_signing_out_stand_in_the_trail(
    application: Flask, repository: Repository, owner: Visitor
) -> None:
    ann = account_of(repository, "ann").id
    before = len(list(repository.every_act()))
    visitor = Visitor(application.test_client())
    sign_in(visitor, ANN, "not the right password")
    sign_in(visitor, "stranger@school.example", "not the right password")
    sign_in(visitor, ANN, PASSWORD)
    visitor.get("/").press("Sign out")
    done = [(each.act, each.who) for each in list(repository.every_act())[before:]]
    assert done == [("session.refused", ann), ("session.refused", ""), ("session.begun", ann), ("session.ended", ann)]


def test_a_password_of_ten_years_ago_still_signs_in(application: Flask, repository: Repository, owner: Visitor) -> None:
    long_ago = sa.update(users).values(created=now() - timedelta(days=3653), changed=now() - timedelta(days=3653))
    with repository._database.writing("The test") as connection:
        connection.execute(long_ago)
    assert sign_in(Visitor(application.test_client()), ANN, PASSWORD).path == "/"


def test_a_page_asks_how_long_its_session_holds_without_using_it(repository: Repository, owner: Visitor) -> None:
    ann = account_of(repository, "ann").id
    owner.get("/")
    assert standing(owner) == (ann, IDLE, True)
    seen = now() - timedelta(hours=3)
    with repository._database.writing("The test") as connection:
        connection.execute(sa.update(sessions).values(seen=seen))
    assert standing(owner) == (ann, timedelta(hours=1), True)
    assert [each.seen for each in repository.sessions(ann)] == [seen]
    with repository._database.writing("The test") as connection:
        connection.execute(sa.update(sessions).values(seen=now(), created=now() - ABSOLUTE + timedelta(hours=1)))
    assert standing(owner) == (ann, timedelta(hours=1), True)
    owner.get("/").press("Sign out")
    assert standing(owner) == ("", timedelta(), True)


def standing(visitor: Visitor) -> tuple[str, timedelta, bool]:
    """Whose session a page is told of, how long it holds, and whether that is so to ten seconds."""
    told = visitor.client.get("/account/standing").get_json()
    left = timedelta(seconds=told["seconds"])
    hours = timedelta(hours=round(left / timedelta(hours=1)))
    return told["who"], hours, abs(hours - left) < timedelta(seconds=10)
