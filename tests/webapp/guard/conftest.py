"""A tiny guarded application: one page with a form, one address that gives back what was posted, one asset."""

from pathlib import Path
from urllib.parse import urlencode

import pytest
from flask import Flask, Response, jsonify, request
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from webapp.guard import Refused, csrf_token, posted, protect, uploaded
from webapp.settings import Settings

FORM_TYPE = "application/x-www-form-urlencoded"


class Browser:
    """A browser that loaded the page, and what it can send from there."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        self.token = client.get("/").text

    def send(self, body: bytes | str, **headers: str) -> TestResponse:
        """Send a body behind the token of the page; a header's name is written with underscores."""
        given = {name.replace("_", "-"): text for name, text in headers.items()}
        kind = given.pop("Content-Type", FORM_TYPE)
        raw = body.encode() if isinstance(body, str) else body
        whole = urlencode({"csrf": self.token}).encode() + b"&" + raw
        return self.client.post("/", data=whole, content_type=kind, headers=given)

    def kept(self, body: bytes | str) -> dict[str, str]:
        """Send a body that is taken, and return what was read of it, without the token."""
        sent = self.send(body)
        assert sent.status_code == 200, sent.text
        return {name: text for name, text in sent.get_json().items() if name != "csrf"}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings.from_environment({"FORMSPEC_DATA": str(tmp_path / "kept")})


@pytest.fixture
def application(settings: Settings) -> Flask:
    return _guarded(settings, https=False)


@pytest.fixture
def secure(settings: Settings) -> Flask:
    """The same application, reached by HTTPS."""
    return _guarded(settings, https=True)


def _guarded(settings: Settings, *, https: bool) -> Flask:
    made = Flask("guarded", static_folder=None)
    made.add_url_rule("/", "page", csrf_token)
    made.add_url_rule("/", "echo", lambda: jsonify(posted(request)), methods=["POST"])
    made.add_url_rule("/files", "files", _files, methods=["POST"])
    made.add_url_rule("/plain", "plain", lambda: "nothing to send")
    made.add_url_rule("/fails", "fails", lambda: 1 // 0)
    made.add_url_rule("/asset", "asset", lambda: Response("x", headers={"Cache-Control": "public, max-age=9"}))
    made.register_error_handler(Refused, lambda refusal: (refusal.sentence, refusal.status))
    protect(made, settings, https=https)
    return made


def _files() -> Response:
    """Give back the files that were posted, a character for each byte."""
    sent = uploaded(request)
    return jsonify({name: [[each.name, each.data.decode("latin-1")] for each in sent[name]] for name in sent})


@pytest.fixture
def browser(application: Flask) -> Browser:
    return Browser(application.test_client())
