"""What cannot be shown or done: one sentence, what to do next, and never what went wrong inside."""

import logging
import re

import pytest

from webapp.application import close, create_app

HIDDEN = [
    "/.git/HEAD",
    "/.env",
    "/static/",
    "/static/../settings.py",
    "/script/",
    "/templates/base.html",
    "/formspec.sqlite3",
]


@pytest.mark.parametrize("path", ["/nothing", "/drafts/", "/records/x/y/z", *HIDDEN])
def test_an_unknown_address_is_told_plainly(visitor, path):
    page = visitor.get(path)
    assert page.status == 404
    assert "Page not found" in page.text
    assert page.follow("Go to the start page").status == 200


@pytest.mark.parametrize("number", ["9" * 25, "9" * 10, "0" * 900])
def test_a_number_that_no_version_has_is_not_found(visitor, number):
    token = visitor.get("/").forms[0].fields["csrf"]
    for path in ("withdraw", "use", "report"):
        assert visitor.get(f"/desk/trip-check/{number}/{path}").status == 404
    sent = visitor.client.post(f"/desk/trip-check/{number}/withdraw", data={"csrf": token})
    assert sent.status_code == 404


def test_a_request_that_an_address_does_not_take_is_refused_with_what_it_takes(visitor):
    sent = visitor.client.get("/forms/ap-audit/drafts")
    assert sent.status_code == 405
    assert "POST" in sent.headers["Allow"]


def test_a_form_that_is_too_large_is_refused_plainly(visitor):
    tasks = visitor.start("Trip check")
    page = visitor.get(f"{tasks.path}/sections/more").press("Save and continue", {"more.else": "x" * 20_000_000})
    assert page.status == 413
    assert "Too much was sent at once" in page.text


def test_a_request_from_elsewhere_changes_nothing(visitor):
    assert visitor.client.post("/forms/ap-audit/drafts", data={"csrf": "x"}).status_code == 403
    assert "You have no drafts" in visitor.get("/").text


def test_a_failure_is_told_without_its_inside_and_logged_with_a_reference(visitor, monkeypatch, caplog):
    def fail(*_: object) -> None:
        raise RuntimeError("the inside of it")

    monkeypatch.setattr("webapp.pages.start.views.desk", fail)
    with caplog.at_level(logging.ERROR):
        page = visitor.get("/")
    assert page.status == 500
    assert "Sorry, there is a problem" in page.text
    assert "inside" not in page.html
    reference = re.search(r"Reference: ([0-9a-f]{8})", page.text)
    assert reference
    assert reference[1] in caplog.text
    assert "builtins.RuntimeError" in caplog.text
    assert "the inside of it" not in caplog.text


@pytest.mark.parametrize("path", ["/", "/nothing", "/records", "/forms/ap-audit/1/blank", "/desk", "/static/sheet.css"])
def test_every_text_says_what_it_is_and_in_which_letters(visitor, path):
    sort = "text/css" if path.endswith(".css") else "text/html"
    with visitor.client.get(path) as sent:
        assert sent.headers["Content-Type"] == f"{sort}; charset=utf-8"


def test_nothing_that_is_set_outside_turns_debugging_on(settings, monkeypatch):
    for name in ("FLASK_DEBUG", "FLASK_ENV"):
        monkeypatch.setenv(name, "development" if name == "FLASK_ENV" else "1")
    made = create_app(settings)
    assert (made.debug, made.testing, made.config["PROPAGATE_EXCEPTIONS"]) == (False, False, None)
    close(made)


@pytest.mark.parametrize("path", ["/", "/records", "/forms/ap-audit", "/forms/ap-audit/1/blank", "/records.jsonl"])
def test_every_page_answers_head(visitor, path):
    sent = visitor.client.head(path)
    assert sent.status_code == 200
    assert sent.data == b""


@pytest.mark.parametrize("asset", ["app.css", "page.js", "icon.svg", "sheet.css"])
def test_assets_are_named_by_their_content_and_served(visitor, asset):
    page = visitor.get("/forms/ap-audit/1/blank")
    [address] = {each for _, given in page.tags for each in given.values() if f"/static/{asset}" in each}
    assert "?v=" in address
    with visitor.client.get(address) as sent:
        assert sent.status_code == 200
        assert "max-age=" in sent.headers["Cache-Control"]
