"""Passkeys on the pages: adding one, showing it after the password, and signing in with it alone."""

import pytest

from tests.webapp.authenticator import Authenticator
from webapp.accounts.passkeys import Answer, Site, made, making
from webapp.rights import Role, Viewer
from webapp.storage.factor_statements import Passkey
from webapp.storage.links import INVITATION_LIFETIME
from webapp.storage.opened import now

NUMBERS = "http://127.0.0.1/"
SITE = Site("localhost", "http://localhost")


def options(person, page, path: str) -> str:
    """Return what a browser is asked for at an address, as the script of a page fetches it."""
    token = next(form.fields["csrf"] for form in page.forms if "csrf" in form.fields)
    answer = person.visitor.client.post(path, data={"csrf": token})
    assert answer.status_code == 200, answer.text
    return answer.text


def add(person, page, authenticator: Authenticator):
    made = authenticator.make(options(person, page, "/account/factors/passkey/options"))
    return page.press("Add a passkey", {"credential": made, "name": "My phone"})


def beside(person, page, authenticator: Authenticator):
    """Show a passkey after the password."""
    shown = authenticator.show(options(person, page, "/sign-in/second/options"))
    return page.press("Use a passkey", {"credential": shown})


def alone(person, authenticator: Authenticator, then: str = "/account"):
    """Sign in with a passkey and nothing else."""
    page = person.visitor.get(f"/sign-in?then={then}")
    shown = authenticator.show(options(person, page, "/sign-in/passkey/options"))
    return page.press("Sign in with a passkey", {"credential": shown})


@pytest.fixture
def phone() -> Authenticator:
    return Authenticator()


@pytest.fixture
def with_phone(person, phone):
    """Ann, who has a passkey on her phone, and has signed out."""
    person.sign_in()
    page = person.keep(add(person, person.visitor.get("/account"), phone))
    assert "Passkey: My phone" in page.text
    person.sign_out()
    return person


def test_it_is_asked_for_after_the_password(with_phone, phone):
    page = with_phone.sign_in("/people")
    assert "Show your second factor" in page.text
    assert beside(with_phone, page, phone).path == "/people"


def test_alone_it_is_a_whole_sign_in(with_phone, phone):
    assert alone(with_phone, phone, "/people").path == "/people"


def test_one_that_never_counts_is_taken_again_and_again(with_phone, phone):
    phone.counts, phone.count = False, 0
    for _ in range(2):
        assert alone(with_phone, phone).path == "/account"
        with_phone.sign_out()


def test_an_answer_that_was_seen_is_worth_nothing_again(with_phone, phone):
    page = with_phone.visitor.get("/sign-in")
    seen = phone.show(options(with_phone, page, "/sign-in/passkey/options"))
    page.press("Sign in with a passkey", {"credential": seen})
    with_phone.sign_out()
    again = with_phone.visitor.get("/sign-in").press("Sign in with a passkey", {"credential": seen})
    assert (again.status, "was used already" in again.text) == (403, True)


def test_the_challenge_of_one_purpose_is_not_answered_for_another(with_phone, phone):
    page = with_phone.sign_in()
    shown = phone.show(options(with_phone, page, "/sign-in/second/options"))
    refused = with_phone.visitor.get("/sign-in").press("Sign in with a passkey", {"credential": shown})
    assert (refused.status, "was used already" in refused.text) == (403, True)


def test_the_challenge_of_one_session_is_not_answered_in_another(with_phone, phone):
    shown = phone.show(options(with_phone, with_phone.sign_in(), "/sign-in/second/options"))
    refused = with_phone.sign_in().press("Use a passkey", {"credential": shown})
    assert (refused.status, "was used already" in refused.text) == (403, True)


def test_an_answer_that_was_given_elsewhere_is_refused(with_phone, phone):
    phone.origin = "https://localhost.evil.example"
    assert alone(with_phone, phone).status == 403


@pytest.mark.parametrize("way", ["alone", "beside"])
def test_a_copy_that_counts_behind_is_refused_and_noted(with_phone, phone, administrator, way):
    for _ in range(2):
        alone(with_phone, phone)
        with_phone.sign_out()
    phone.count -= 1
    page = alone(with_phone, phone) if way == "alone" else beside(with_phone, with_phone.sign_in(), phone)
    assert (page.status, "there may be a copy of it" in page.text) == (403, True)
    assert administrator.acts()[0].act == "session.refused"


def test_one_that_does_not_verify_the_person_counts_after_the_password_and_not_alone(with_phone, phone):
    phone.verifies = False
    assert alone(with_phone, phone).status == 403
    assert beside(with_phone, with_phone.sign_in("/account"), phone).path == "/account"


def test_a_stranger_s_passkey_is_refused(with_phone):
    stranger = Authenticator()
    stranger.user = "c3RyYW5nZXI"
    page = alone(with_phone, stranger)
    assert (page.status, "not one of yours" in page.text) == (403, True)


def test_the_passkey_of_a_colleague_does_not_stand_beside_one_s_own_password(with_phone, administrator):
    bob, theirs = administrator.invite("bob@school.example", "Bob", [Role.STAFF]), Authenticator()
    asked = making(SITE, bob.id, (bob.email, bob.name), known=(), challenge=bytes(32))
    key = made(SITE, Answer.read(theirs.make(asked)))
    kept = Passkey(**key._asdict(), user=bob.id, name="Bob's", created=now(), used=None)
    administrator.seen_by(Viewer(id=bob.id, name=bob.name, roles=bob.roles)).add_passkey(kept, (), only_first=False)
    page = beside(with_phone, with_phone.sign_in(), theirs)
    assert (page.status, "not one of yours" in page.text) == (403, True)


def test_that_of_a_closed_account_signs_nobody_in(with_phone, phone, administrator, account):
    other = administrator.invite("bob@school.example", "Bob", [Role.ADMINISTRATOR])
    administrator.set_password_by_link(administrator.make_password_link(other.id, INVITATION_LIFETIME), "x")
    administrator.close_account(account.id)
    page = alone(with_phone, phone)
    assert (page.status, "is closed" in page.text) == (403, True)


def test_one_that_was_removed_is_not_taken(with_phone, phone):
    alone(with_phone, phone)
    with_phone.visitor.get("/account").press("Remove the passkey My phone")
    with_phone.sign_out()
    assert alone(with_phone, phone).status == 403


def test_the_same_one_is_not_added_twice(with_phone, phone):
    alone(with_phone, phone)
    page = add(with_phone, with_phone.visitor.get("/account"), phone)
    assert (page.status, "remove that one first" in page.text) == (422, True)


@pytest.mark.parametrize("credential", ["", "{}", "[]", "x" * 30_000])
def test_what_no_browser_answers_is_refused_in_a_sentence(with_phone, credential):
    for page in (with_phone.visitor.get("/sign-in"), with_phone.sign_in()):
        button = "Use a passkey" if "second factor" in page.text else "Sign in with a passkey"
        refused = page.press(button, {"credential": credential})
        assert (refused.status, "cannot be read" in refused.text) == (403, True)


def test_at_an_address_of_numbers_none_is_offered(with_phone):
    client = with_phone.visitor.client
    assert "data-passkey" in client.get("/sign-in").text
    assert "data-passkey" not in client.get("/sign-in", base_url=NUMBERS).text


def test_a_page_that_offers_one_runs_the_script_and_no_other(person):
    page = person.visitor.get("/sign-in")
    scripts = [given.get("src", "inline").partition("?")[0] for tag, given in page.tags if tag == "script"]
    assert scripts == ["/static/passkeys.js", "/static/page.js", "/static/session.js"]
