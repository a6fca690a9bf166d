"""No text that anybody types acts where there are accounts: about people, signing in, the trail, what is kept."""

import os
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.payloads import PAYLOADS, Placed, place, write_form
from tests.browser.test_accounts import PASSWORD
from tests.browser.walk import save, serving
from tests.browser.watched import Watched
from tests.webapp.access.door import take, twice
from tests.webapp.pages.visitor import Visitor
from webapp.application import close, create_app
from webapp.guard.owner import owner_token
from webapp.pages.desk import EXTENSION, Desk
from webapp.rights import ANYBODY
from webapp.settings import Settings

COUNT = 1 if int(os.environ.get("FORMSPEC_SOAK", "1")) == 1 else len(PAYLOADS)
SEED = int(os.environ.get("FORMSPEC_SEED", random.SystemRandom().randrange(2**32)))
ANN = "ann@school.example"
FORM = "visit-0"


@pytest.fixture(scope="module")
def chosen() -> list[str]:
    print(f"FORMSPEC_SEED={SEED}")
    return random.Random(SEED).sample(PAYLOADS, COUNT)


@pytest.fixture(scope="module")
def placed(tmp_path_factory: pytest.TempPathFactory, chosen: list[str]) -> Iterator[tuple[str, Placed, list[str]]]:
    """The address of an application with accounts, where a text stands in one form, and the paths that show others."""
    folder: Path = tmp_path_factory.mktemp("hostile")
    write_form(folder / "specs", FORM, chosen[0])
    given = {"FORMSPEC_DATA": str(folder / "kept"), "FORMSPEC_SPECS": str(folder / "specs")}
    made = create_app(Settings.from_environment(given))
    ann = Visitor(made.test_client())
    first = take(ann, owner_token(str(made.secret_key)))
    first.press("Make the account", {"name": chosen[0], "email": ANN, **twice(PASSWORD)})
    where = place(ann, FORM, chosen[0])
    paths = [path for text in chosen for path in (*said_of_people(ann, text), *said_of_records(ann, where, text))]
    close(made)
    with serving(folder / "kept", folder / "specs") as address:
        yield address, where, [*dict.fromkeys(paths), "/account", "/trail", "/people"]


def said_of_people(visitor: Visitor, text: str) -> list[str]:
    """Invite somebody of this name, and return the path of their page."""
    email = f"p{abs(hash(text))}@school.example"
    made = visitor.get("/people").press("Invite", {"name": text, "email": email, "role-staff": "yes"})
    assert made.status == 200
    return [next(href for href, words in visitor.get("/people").links if href.startswith("/people/") and words)]


def said_of_records(visitor: Visitor, where: Placed, text: str) -> list[str]:
    """Hold a record, erase a draft and ask for erasing another, each with the text as the reason."""
    record = next(path for path in where.pages if path.startswith("/records/")).split("/")[2]
    held = visitor.get(f"/retention/records/{record}").press("Place the hold", {"reason": text})
    assert held.status == 200
    begun = next(each for each in visitor.get(f"/forms/{FORM}").forms if each.action.endswith("/drafts"))
    for two in (False, True):
        desk: Desk = visitor.client.application.extensions[EXTENSION]
        desk.repository.seen_by(ANYBODY).choose("two-people", ["erase"] if two else [])
        draft = visitor.send(visitor.get(f"/forms/{FORM}"), begun, {}).path.split("/")[2]
        asked = visitor.get(f"/retention/drafts/{draft}/erase")
        asked = asked.press("Ask" if two else "Erase it for good", {"reason": text})
        assert asked.status == 200
    request = next(href for href, _ in visitor.get("/retention/requests").links if "/requests/" in href)
    shown = ("", "/open", "/drafts", "/erased", "/requests", f"/records/{record}", f"/records/{record}/erase")
    return [*(f"/retention{each}" for each in shown), request]


@pytest.fixture
def signed_in(browse: Callable[..., Page], placed) -> Watched:
    watched = Watched(browse(user_agent=f"Chrome/1 {PAYLOADS[11]}"), placed[0])
    watched.look("/sign-in")
    sign_in(watched.page)
    return watched


def sign_in(page: Page) -> None:
    page.get_by_label("E-mail address").fill(ANN)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    save(page, "Sign in", exact=True)


def test_nothing_acts_on_any_page_of_a_form_when_somebody_is_signed_in(signed_in, placed):
    for path in placed[1].pages:
        signed_in.look(path)


def test_nothing_acts_on_the_pages_about_people_the_trail_and_what_is_kept(signed_in, placed):
    assert len(placed[2]) > 10
    for path in placed[2]:
        signed_in.look(path)


def test_nothing_acts_that_is_looked_for_as_a_name(signed_in, chosen):
    for text in chosen:
        signed_in.look("/retention/person")
        signed_in.page.fill('[name="words"]', text)
        save(signed_in.page, "Find")
        signed_in.settle("/retention/person")


def test_nothing_acts_that_is_typed_where_one_signs_in(browse, placed, chosen):
    watched = Watched(browse(), placed[0])
    for text in chosen:
        watched.look("/sign-in")
        watched.page.evaluate("document.querySelector('#email').form.noValidate = true")
        watched.page.evaluate("document.querySelector('#email').type = 'text'")
        watched.page.fill("#email", text)
        watched.page.fill("#password", text)
        save(watched.page, "Sign in", exact=True)
        watched.settle("/sign-in")
        assert watched.page.input_value("#email") == text


def test_nothing_acts_that_was_typed_before_a_session_ended(signed_in, placed, chosen):
    page = signed_in.page
    for text in chosen:
        signed_in.look(placed[1].typing)
        page.fill('[name="home.street"]', text)
        held = [each for each in page.context.cookies() if each["name"].endswith("-in")]
        page.context.clear_cookies(name=held[0]["name"])
        save(page)
        signed_in.settle("signed out")
        sign_in(page)
        page.locator("summary", has_text="What you typed").click()
        signed_in.settle("save now")
        assert text in (page.locator("dl.conflict").text_content() or "")
        save(page, "Save it now")
