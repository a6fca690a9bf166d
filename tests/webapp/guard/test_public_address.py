"""At a public address: one host, one origin, cookies and links of HTTPS, whatever a proxy or a stranger says."""

from pathlib import Path

import pytest
from flask import Flask, url_for

from webapp.guard import protect
from webapp.settings import Settings

HOST = "forms.school.example"
STRANGERS = [
    "",
    "127.0.0.1",
    "127.0.0.1:8000",
    "localhost",
    "[::1]:8000",
    f"{HOST}:80",
    f"{HOST}:8443",
    f"{HOST}:443:443",
    f"{HOST}.",
    f"{HOST}:",
    f"www.{HOST}",
    f"{HOST}.evil.example",
    f"{HOST},evil.example",
    f"evil@{HOST}",
    "evil.example",
]
PROXIES = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "http", "Forwarded": "host=evil.example;proto=http"}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    given = {"FORMSPEC_DATA": str(tmp_path), "FORMSPEC_URL": f"https://{HOST}", "FORMSPEC_PROXY": "yes"}
    return Settings.from_environment(given)


@pytest.mark.parametrize("host", [HOST, HOST.upper(), f"{HOST}:443"])
def test_its_host_is_served(browser, host):
    assert browser.client.get("/plain", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("host", STRANGERS)
@pytest.mark.parametrize("path", ["/plain", "/asset", "/nowhere"])
def test_no_other_host_is_served_not_even_this_computer(browser, path, host):
    sent = browser.client.get(path, environ_overrides={"HTTP_HOST": host})
    assert (sent.status_code, sent.text) == (400, f"This address is not served here. Open https://{HOST}/ instead.")


@pytest.mark.parametrize("host", [HOST, f"{HOST}:443", f"{HOST}:8443:443", f"{HOST}:8444"])
def test_an_address_with_a_port_is_served_with_it_alone(tmp_path: Path, host: str) -> None:
    made = Flask("elsewhere", static_folder=None)
    made.add_url_rule("/plain", "plain", lambda: "nothing to send")
    given = {"FORMSPEC_DATA": str(tmp_path), "FORMSPEC_URL": f"https://{HOST}:8443", "FORMSPEC_PROXY": "yes"}
    protect(made, Settings.from_environment(given))
    client = made.test_client()
    assert client.get("/plain", headers={"Host": f"{HOST}:8443"}).status_code == 200
    assert client.get("/plain", headers={"Host": host}).status_code == 400


@pytest.mark.parametrize("name", ["X-Forwarded-Host", "X-Host", "X-Original-Host", "Forwarded"])
def test_a_proxy_cannot_say_another_host(browser, name):
    text = f"host={HOST}" if name == "Forwarded" else HOST
    assert browser.client.get("/plain", headers={"Host": "evil.example", name: text}).status_code == 400


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_its_origin_is_of_https_whatever_the_last_step_was(application, scheme):
    client = application.test_client()
    token = client.get("/").text
    given = {"Origin": f"https://{HOST}", **PROXIES}
    sent = client.post("/", data={"csrf": token}, headers=given, environ_overrides={"wsgi.url_scheme": scheme})
    assert sent.status_code == 200


@pytest.mark.parametrize(
    "origin",
    [
        f"http://{HOST}",
        f"https://{HOST}:8443",
        f"https://{HOST}:443",
        "https://evil.example",
        "null",
        f"https://{HOST}/",
    ],
)
def test_no_other_origin_changes_anything(application, origin):
    client = application.test_client()
    token = client.get("/").text
    sent = client.post("/", data={"csrf": token}, headers={"Origin": origin, **PROXIES})
    assert sent.status_code == 403
    assert sent.text.startswith("This did not come from a page")


def test_its_cookie_belongs_to_this_host_alone_and_travels_by_https(application):
    cookie = application.test_client().get("/").headers["Set-Cookie"]
    name, _, rest = cookie.partition("=")
    assert name.startswith("__Host-formspec-")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(rest.split("; "))
    assert "Domain" not in cookie


def test_browsers_are_told_to_use_https_from_then_on(browser):
    assert browser.client.get("/plain").headers["Strict-Transport-Security"] == "max-age=63072000"


def test_links_are_made_with_it_with_and_without_a_request(application: Flask) -> None:
    application.add_url_rule("/link", "link", lambda: url_for("page", _external=True))
    assert application.test_client().get("/link", headers=PROXIES).text == f"https://{HOST}/"
    with application.app_context():
        assert url_for("page", _external=True) == f"https://{HOST}/"


def test_a_key_that_is_set_goes_before_the_one_in_the_folder(tmp_path: Path) -> None:
    key = "k" * 32
    settings = Settings.from_environment({"FORMSPEC_DATA": str(tmp_path / "kept"), "FORMSPEC_SECRET_KEY": key})
    made = Flask("keyed", static_folder=None)
    protect(made, settings)
    assert made.secret_key == key
    assert not (tmp_path / "kept").exists()
