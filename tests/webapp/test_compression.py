"""A section of the audit comes in few bytes, with all that its page asks for."""

import gzip
import re
from urllib.parse import urljoin

import pytest
from flask.testing import FlaskClient
from werkzeug.datastructures import Headers

from tests.webapp.pages.visitor import Visitor
from webapp.application import close, create_app
from webapp.settings import Settings

GZIP = {"Accept-Encoding": "gzip, deflate, br"}
MOST = 200_000
"""What the first section may cost on a slow line, in bytes."""


@pytest.fixture
def client(tmp_path):
    application = create_app(Settings.from_environment({"FORMSPEC_DATA": str(tmp_path)}))
    yield application.test_client()
    close(application)


def section(client: FlaskClient) -> str:
    visitor = Visitor(client)
    return visitor.get(f"{visitor.start('Alternative Provision Audit').path}/sections/quality-of-education").html


def fetched(client: FlaskClient, path: str, **headers: str) -> tuple[bytes, Headers]:
    with client.get(path, headers=headers) as response:
        return response.data, response.headers


def assets(page: str) -> list[str]:
    return re.findall(r'(?:href|src)="(/(?:static|script|module)/[^"]+)"', page)


def all_loaded(client: FlaskClient, page: str) -> set[str]:
    """Return what a page asks for, with what its modules import in turn."""
    found: set[str] = set()
    asked = assets(page)
    while asked:
        path = asked.pop()
        if path not in found:
            found.add(path)
            text = fetched(client, path)[0].decode() if ".js" in path else ""
            asked += [urljoin(path, each) for each in re.findall(r'^import [^"]*"(\.[^"]+)";$', text, re.MULTILINE)]
    return found


def test_the_first_section_somebody_opens_costs_few_bytes(client):
    page = section(client)
    sizes = {path: len(fetched(client, path, **GZIP)[0]) for path in all_loaded(client, page)}
    assert len(sizes) >= 20
    assert len(page.encode()) + sum(sizes.values()) < MOST


def test_an_asset_unpacks_to_what_others_are_given_whole(client):
    for path in assets(section(client)):
        (whole, headers), (packed, others) = fetched(client, path), fetched(client, path, **GZIP)
        assert "Content-Encoding" not in headers
        assert others["Content-Encoding"] == "gzip"
        assert "Accept-Encoding" in headers["Vary"]
        assert gzip.decompress(packed) == whole
        assert others["Cache-Control"] == headers["Cache-Control"]


@pytest.mark.parametrize("accepted", ["", "identity", "gzip;q=0", "br"])
def test_a_browser_that_takes_no_gzip_is_given_none(client, accepted):
    _, headers = fetched(client, assets(section(client))[0], **{"Accept-Encoding": accepted})
    assert "Content-Encoding" not in headers


def test_pages_go_as_they_are(client):
    assert "Content-Encoding" not in fetched(client, "/", **GZIP)[1]
