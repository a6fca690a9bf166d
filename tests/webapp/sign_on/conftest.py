"""An application whose people sign in by a service that runs for the test, and a person at a browser who goes there."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests
from flask import Flask

from tests.webapp.pages.visitor import Page, Visitor
from tests.webapp.sign_on.provider import CLIENT, SECRET, Provider
from webapp.application import close, create_app
from webapp.pages.desk import EXTENSION
from webapp.rights import Role, Viewer
from webapp.settings import Settings
from webapp.storage.account_statements import Account
from webapp.storage.repository import Repository


class Traveller(Visitor):
    """A browser that goes to the service and comes back."""

    def leave(self, page: Page | None = None) -> str:
        """Press the button for the service; return the address of ours to which that sends the browser back."""
        leaving = (page or self.get("/sign-in")).press("Sign in with School Login")
        assert leaving.status == 200, leaving.text
        sent = requests.get(leaving.link("Continue to School Login"), allow_redirects=False, timeout=10)
        assert sent.status_code == 302, sent.text
        back = urlsplit(sent.headers["Location"])
        return f"{back.path}?{back.query}"

    def sign_on(self, page: Page | None = None) -> Page:
        return self.get(self.leave(page))


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Provider]:
    made = Provider(tmp_path_factory.mktemp("provider"), "http://localhost/sign-on/back")
    made.start()
    yield made
    made.stop()


@pytest.fixture
def provider(service: Provider) -> Provider:
    """The service, as it should be."""
    service.make_good()
    return service


@pytest.fixture
def application(tmp_path: Path, provider: Provider) -> Iterator[Flask]:
    settings = {
        "FORMSPEC_DATA": str(tmp_path / "kept"),
        "FORMSPEC_OIDC_ISSUER": provider.issuer,
        "FORMSPEC_OIDC_CLIENT_ID": CLIENT,
        "FORMSPEC_OIDC_CLIENT_SECRET": SECRET,
        "FORMSPEC_OIDC_NAME": "School Login",
    }
    made = create_app(Settings.from_environment(settings))
    yield made
    close(made)


@pytest.fixture
def administrator(application: Flask) -> Repository:
    """What the application keeps, as the one who looks after people sees it."""
    kept: Repository = application.extensions[EXTENSION].repository
    made = kept.make_first("head@school.example", "The Head", {Role.ADMINISTRATOR}, "no password")
    return kept.seen_by(Viewer(id=made.id, name=made.name, roles=made.roles))


@pytest.fixture
def invited(administrator: Repository) -> Account:
    """Somebody who was invited and has not signed in yet."""
    return administrator.invite("pat@school.example", "Pat Jones", {Role.STAFF})


@pytest.fixture
def traveller(application: Flask) -> Traveller:
    return Traveller(application.test_client())
