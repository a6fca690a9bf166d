"""The token that proves a form is ours, and the cookie that it belongs to."""

from datetime import UTC, datetime, timedelta
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from flask import Flask, session
from itsdangerous import timed

from webapp.guard import FormExpired, Refused, csrf_token, protect
from webapp.guard.signature import signer
from webapp.settings import Settings
from webapp.storage.opening import make_folder


def test_a_form_without_our_token_changes_nothing(application):
    client = application.test_client()
    token = client.get("/").text
    for data in ({"a": "1"}, {"csrf": ""}, {"csrf": "x"}, {"csrf": token[:-1]}, {"csrf": f"{token}x"}, {"csrf": "é.ŵ"}):
        sent = client.post("/", data=data)
        assert sent.status_code == 403
        assert sent.text.startswith("This page was open for too long")
    assert client.post("/", data={"csrf": token}).status_code == 200


def test_a_request_with_no_body_at_all_has_no_token(application):
    assert application.test_client().post("/").status_code == 403


def test_every_method_that_changes_something_needs_the_token(application):
    application.add_url_rule("/all", "all", lambda: "done", methods=["POST", "PUT", "PATCH", "DELETE"])
    client = application.test_client()
    token = client.get("/").text
    for method in ("post", "put", "patch", "delete"):
        assert getattr(client, method)("/all", data={"a": "1"}).status_code == 403
        assert getattr(client, method)("/all", data={"csrf": token}).status_code == 200


def test_a_token_of_another_visit_is_worth_nothing(application):
    ours, theirs = application.test_client(), application.test_client()
    token = ours.get("/").text
    theirs.get("/")
    assert theirs.post("/", data={"csrf": token}).status_code == 403
    assert application.test_client().post("/", data={"csrf": token}).status_code == 403


def test_all_pages_of_one_visit_stay_good_whichever_was_loaded_last(application):
    client = application.test_client()
    tokens = [client.get("/").text for _ in range(3)]
    assert [client.post("/", data={"csrf": token}).status_code for token in tokens] == [200, 200, 200]


def test_a_token_signed_with_another_key_or_for_another_use_is_worth_nothing(application):
    client = application.test_client()
    client.get("/")
    with client.session_transaction() as kept:
        visit = kept["visit"]
    for key, salt in (("guessed", "webapp.guard.token"), (application.secret_key, "cookie-session")):
        forged = signer(str(key), salt).dumps(visit)
        assert client.post("/", data={"csrf": forged}).status_code == 403


def test_a_cookie_made_up_elsewhere_is_worth_nothing(application):
    client = application.test_client()
    name = application.config["SESSION_COOKIE_NAME"]
    token = client.get("/").text
    client.set_cookie(name, "eyJ2aXNpdCI6IngifQ.made.up")
    assert client.post("/", data={"csrf": token}).status_code == 403


def at(monkeypatch, moment):
    """Let it be a certain moment, for signing and for reading what was signed."""
    monkeypatch.setattr(timed.time, "time", moment.timestamp)


def test_a_form_can_be_sent_a_month_after_its_page_was_loaded(application, monkeypatch):
    start = datetime.now(UTC)
    client = application.test_client()
    token = client.get("/").text
    at(monkeypatch, start + timedelta(days=30, hours=23))
    assert client.post("/", data={"csrf": token}).status_code == 200
    at(monkeypatch, start + timedelta(days=31, hours=1))
    assert client.post("/", data={"csrf": token}).status_code == 403


def test_each_page_with_a_form_begins_the_month_anew(application, monkeypatch):
    start = datetime.now(UTC)
    client = application.test_client()
    first = client.get("/").text
    at(monkeypatch, start + timedelta(days=20))
    client.get("/")
    at(monkeypatch, start + timedelta(days=40))
    assert client.post("/", data={"csrf": first}).status_code == 200


def test_the_cookie_is_for_our_pages_alone_and_outlives_the_browser(application):
    sent = application.test_client().get("/")
    [cookie] = SimpleCookie(sent.headers["Set-Cookie"]).values()
    assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["domain"]) == (True, "Lax", "/", "")
    expires = datetime.strptime(cookie["expires"], "%a, %d %b %Y %H:%M:%S %Z").replace(tzinfo=UTC)
    assert abs(expires - datetime.now(UTC) - timedelta(days=31)) < timedelta(minutes=1)


def test_a_page_without_a_form_sets_no_cookie(application):
    client = application.test_client()
    assert "Set-Cookie" not in client.get("/plain").headers
    client.get("/")
    assert "Set-Cookie" not in client.get("/plain").headers


def test_two_servers_on_one_computer_do_not_take_each_others_cookies(tmp_path: Path):
    names = set()
    for folder in ("one", "two"):
        made = Flask(folder)
        protect(made, Settings.from_environment({"FORMSPEC_DATA": str(tmp_path / folder)}))
        names.add(made.config["SESSION_COOKIE_NAME"])
    assert len(names) == 2


def test_a_visit_goes_on_after_the_server_was_started_again(settings, application):
    client = application.test_client()
    token = client.get("/").text
    cookie = client.get_cookie(application.config["SESSION_COOKIE_NAME"])
    again = Flask("again")
    again.add_url_rule("/", "echo", lambda: "taken", methods=["POST"])
    protect(again, settings)
    later = again.test_client()
    later.set_cookie(cookie.key, cookie.value)
    assert later.post("/", data={"csrf": token}).text == "taken"


def test_visits_cannot_be_guessed(application):
    visits = set()
    for _ in range(20):
        with application.test_request_context("/"):
            csrf_token()
            visits.add(session["visit"])
    assert len(visits) == 20
    assert min(len(visit) for visit in visits) >= 22


@pytest.mark.parametrize("found", [None, 7, [], "two"])
def test_a_visit_of_another_shape_is_begun_anew(application, found):
    client = application.test_client()
    with client.session_transaction() as kept:
        kept["visit"] = found
    token = client.get("/").text
    assert client.post("/", data={"csrf": token}).status_code == 200


def test_a_template_has_the_field_escaped_and_signed(application):
    from flask import render_template_string  # noqa: PLC0415

    application.add_url_rule("/form", "form", lambda: render_template_string("{{ csrf_field() }}|{{ csrf_token() }}"))
    field, _, token = application.test_client().get("/form").text.partition("|")
    assert field == f'<input type="hidden" name="csrf" value="{token}">'


def test_an_expired_form_can_be_told_from_other_refusals(application):
    seen = []
    application.register_error_handler(
        FormExpired, lambda refusal: (seen.append(refusal), ("again", refusal.status))[1]
    )
    sent = application.test_client().post("/", data={"a": "1"})
    assert (sent.status_code, sent.text, isinstance(seen[0], Refused)) == (403, "again", True)


def test_the_folder_is_made_for_its_owner(tmp_path: Path):
    make_folder(tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b").stat().st_mode & 0o777 == 0o700
