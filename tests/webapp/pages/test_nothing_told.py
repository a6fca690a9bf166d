"""What was typed is in no log line, in no address and on no page of an error, whatever fails."""

import logging
import re
from collections.abc import Iterator
from itertools import cycle
from urllib.parse import unquote_plus

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.sessions import SecureCookieSessionInterface

from tests.webapp.pages.visitor import Page, Visitor
from webapp.application import close, create_app
from webapp.log import Discreet
from webapp.pages.entrances import ENTRANCES, Entrance
from webapp.rights import Act
from webapp.settings import Settings

MARKED = [f"marked{at:02}word" for at in range(40)]
REFERENCE = re.compile(r"Reference: ([0-9a-f]{8})")
DUMMIES = {"form": "ap-audit", "version": 1, "revision": 1, "sha256": "0" * 64, "section_id": "a"}
REFUSE = {
    "sqlite": "CREATE TRIGGER refuse BEFORE INSERT ON draft_entries BEGIN SELECT json(NEW.value); END",
    "postgresql": "ALTER TABLE draft_entries ADD CONSTRAINT refuse CHECK (value = '') NOT VALID",
}


@pytest.fixture
def kept(tmp_path, specs, database_url) -> Iterator[Flask]:
    """The application on a database of each kind."""
    given = {"FORMSPEC_DATA": str(tmp_path / "kept"), "FORMSPEC_SPECS": str(specs), "FORMSPEC_DATABASE": database_url}
    made = create_app(Settings.from_environment(given))
    yield made
    close(made)


@pytest.fixture
def logged(caplog):
    """All that is logged, as it is written."""
    caplog.set_level(logging.DEBUG)
    return lambda: "\n".join(map(Discreet().format, caplog.records))


@pytest.fixture
def addresses(kept, monkeypatch):
    """Every address that was asked for or led to."""
    seen: list[str] = []
    kept.before_request(lambda: seen.append(_asked()))
    kept.after_request(lambda response: seen.append(response.headers.get("Location", "")) or response)
    return seen


def _asked() -> str:
    from flask import request  # noqa: PLC0415 (only within one)

    return request.full_path


def marked(answers):
    """Return answers in which a marked word stands wherever a text can be typed."""
    words = cycle(MARKED)
    typed = {name: next(words) for name in ("trip.place", "trip.why", "trip.signed.name", "trip.where.line-1")}
    typed |= {"trip.where.town": next(words), "trip.leave.time": next(words), "trip.day.day": next(words)[-2:]}
    return {**answers["trip"], **typed, "trip.why": " ".join(MARKED)}


def untold(text: str) -> list[str]:
    return [word for word in MARKED if word in unquote_plus(text)]


def test_a_database_that_repeats_what_it_refuses_is_not_repeated(kept, logged, third_answers, database_url):
    visitor = Visitor(kept.test_client())
    section = f"{visitor.start('Trip check').path}/sections/trip"
    page = visitor.get(section)
    engine = sa.create_engine(database_url)
    with engine.begin() as connection:
        connection.exec_driver_sql(REFUSE[engine.dialect.name])
    engine.dispose()
    refused = page.press("Save and continue", marked(third_answers))
    assert refused.status == 503
    [reference] = REFERENCE.findall(refused.text)
    assert reference in logged()
    assert re.search(r"(sqlite3|psycopg)\.", logged())
    assert untold(logged()) == []
    [told] = re.findall(r'role="alert".*?</div>', refused.html, re.DOTALL)
    assert untold(told) == []
    assert refused.fields()["trip.why"] == " ".join(MARKED)


def test_what_is_typed_is_in_no_address_on_the_whole_way(kept, addresses, logged, third_answers):
    visitor = Visitor(kept.test_client())
    answers = third_answers | {"trip": marked(third_answers), "more": {"more.else": " ".join(MARKED)}}
    check = visitor.fill(visitor.start("Trip check"), answers)
    mended = {name: third_answers["trip"][name] for name in ("trip.day.day", "trip.leave.time")}
    visitor.get(f"{check.path.removesuffix('/check')}/sections/trip").press("Save and continue", mended)
    receipt = visitor.get(check.path).press("Submit")
    record = receipt.follow("Open the record")
    visitor.get("/records")
    assert MARKED[0] in record.text
    assert len(addresses) > 20
    assert untold(" ".join(addresses)) == []
    assert untold(logged()) == []


def endpoints(application: Flask) -> list[tuple[str, str]]:
    """Return every endpoint with the method that it is asked with."""
    people = {endpoint for endpoint, asked in ENTRANCES.items() if asked is Act.MANAGE_PEOPLE}
    left_out = people | {"static", "sheet", "script"}  # people are looked after only once there are accounts
    rules = [rule for rule in application.url_map.iter_rules() if rule.endpoint not in left_out]
    return [(rule.endpoint, "POST" if "POST" in (rule.methods or ()) else "GET") for rule in rules]


def test_every_view_that_fails_ends_in_a_reference_and_nothing_else(application, logged):
    visitor = Visitor(application.test_client())
    asking = {True: _with_letter(application), False: (visitor, _token(visitor.get("/")))}
    many = endpoints(application)
    for endpoint, method in many:
        application.view_functions[endpoint] = _fail
        sent = _ask(application, endpoint, method, *asking[ENTRANCES.get(endpoint) is Entrance.RECIPIENT])
        assert sent.status_code == 500, endpoint
        [reference] = REFERENCE.findall(re.sub("<[^>]+>", "", sent.text))
        assert f"Reference {reference}, {method} {endpoint}" in logged()
        assert untold(sent.text) == []
    assert len(many) > 60
    assert untold(logged()) == []


def _fail(*_: object, **_given: object) -> None:
    raise RuntimeError(" ".join(MARKED))


def _token(page: Page) -> str:
    return re.search(r'name="csrf" value="([^"]+)"', page.html)[1]


def _with_letter(application: Flask) -> tuple[Visitor, str]:
    """Return the recipient of a letter, who has it open, and the token of its forms."""
    order = {"form": "provider-letter", "name": "Pat Jones", "email": "pat@provider.example"}
    shown = Visitor(application.test_client()).get("/letters/new").press("See the letter", order)
    link = shown.press("Make a link to copy").html.partition("readonly>")[2].partition("<")[0]
    recipient = Visitor(application.test_client())
    page = recipient.get("/letter").press("Open the letter", {"code": link, "email": order["email"]})
    return recipient, _token(page)


def _ask(application, endpoint, method, visitor, token):
    with application.test_request_context():
        rule = next(each for each in application.url_map.iter_rules(endpoint) if method in (each.methods or ()))
        values = {name: DUMMIES.get(name, "x") for name in rule.arguments}
        path = rule.build(values)[1]
    return visitor.client.open(path, method=method, data={"csrf": token} if method == "POST" else None)


class Unkept(SecureCookieSessionInterface):
    save_session = _fail


class Unopened(SecureCookieSessionInterface):
    open_session = _fail


HOOKS = {
    "before a request": lambda made: made.before_request(_fail),
    "after a request": lambda made: made.after_request(_fail),
    "before a view": lambda made: made.url_value_preprocessor(_fail),
    "making a page": lambda made: made.context_processor(_fail),
    "keeping a visit": lambda made: setattr(made, "session_interface", Unkept()),
    "opening a visit": lambda made: setattr(made, "session_interface", Unopened()),
    "making every page": lambda made: setattr(made, "jinja_env", None),
}


@pytest.mark.parametrize("break_it", HOOKS.values(), ids=HOOKS)
def test_whatever_fails_around_the_views_ends_so_too(application, logged, break_it):
    break_it(application)
    sent = application.test_client().get("/")
    assert sent.status_code == 500
    assert REFERENCE.search(re.sub("<[^>]+>", "", sent.text))
    assert untold(sent.text) == []
    assert untold(logged()) == []
    assert sent.headers["Content-Type"].startswith("text/html")
