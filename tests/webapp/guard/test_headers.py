"""What a browser is told about every answer."""

import pytest
from flask import Response

from webapp.guard.headers import with_nothing_left

PATHS = {"/": 200, "/plain": 200, "/asset": 200, "/nowhere": 404, "/fails": 500}
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'none'; object-src 'none'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Origin-Agent-Cluster": "?1",
    "Permissions-Policy": "accelerometer=(), autoplay=(), bluetooth=(), camera=(), display-capture=(), "
    "encrypted-media=(), fullscreen=(), geolocation=(), gyroscope=(), hid=(), idle-detection=(), local-fonts=(), "
    "magnetometer=(), microphone=(), midi=(), payment=(), picture-in-picture=(), screen-wake-lock=(), serial=(), "
    "usb=(), xr-spatial-tracking=()",
}


@pytest.mark.parametrize(("path", "status"), PATHS.items())
def test_every_answer_has_every_header(browser, path, status):
    sent = browser.client.get(path)
    assert sent.status_code == status
    assert {name: sent.headers.getlist(name) for name in HEADERS} == {name: [text] for name, text in HEADERS.items()}


def test_a_refusal_has_every_header_too(browser):
    refusals = [
        browser.client.get("/", headers={"Host": "evil.example"}),
        browser.client.post("/", headers={"Sec-Fetch-Site": "cross-site"}),
        browser.send("a=1&a=2"),
    ]
    assert [sent.status_code for sent in refusals] == [400, 403, 400]
    for sent in refusals:
        assert {name: sent.headers.get(name) for name in HEADERS} == HEADERS
        assert sent.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/", "/plain", "/nowhere", "/fails"])
def test_no_page_is_kept_by_a_browser(browser, path):
    assert browser.client.get(path).headers["Cache-Control"] == "no-store"


def test_an_asset_is_kept_for_as_long_as_its_view_said(browser):
    assert browser.client.get("/asset").headers["Cache-Control"] == "public, max-age=9"


def test_a_browser_forgets_everything_when_it_is_told_to():
    sent = with_nothing_left(Response("Signed out"))
    assert sent.headers["Clear-Site-Data"] == '"cache", "storage"'


def test_a_browser_that_keeps_what_others_entered_forgets_pages_alone():
    sent = with_nothing_left(Response("Signed out"), keeps_others=True)
    assert sent.headers["Clear-Site-Data"] == '"cache"'
