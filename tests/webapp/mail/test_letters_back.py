"""Mail to whoever sent a letter: that it came back, and how, without a word of what was answered."""

from collections.abc import Callable

import pytest

from engine.register.details import Details
from tests.webapp.access.school import FORMS, School
from tests.webapp.mail.conftest import Letters
from tests.webapp.pages.visitor import Page, Visitor
from webapp.storage.letters import Addressed
from webapp.storage.stored_letters import LetterRequest

EMAIL, MARK = "pat@provider.example", "markedanswerword"


def sent(school: School, form: str = "plain") -> tuple[LetterRequest, Page]:
    """Send a letter of a member of staff's about an entry, and open it as its recipient."""
    entry = school.repository.add_entry("places", Details(name="The Forge"))
    to = Addressed(name="Pat Jones", email=EMAIL, register="places", entry=entry.id)
    mine = school.repository.seen_by(school.people["staff"].viewer)
    made, token = mine.send_letter(form, 1, to, access=FORMS[form])
    recipient = Visitor(school.client("nobody"))
    return made, recipient.get("/letter").press("Open the letter", {"code": token, "email": EMAIL})


def sign(page: Page) -> None:
    check = page.press("Check before signing", {"main.place": "The Forge", "main.words": MARK, "main.fit": "yes"})
    check.press("Sign and send")


def decline(page: Page) -> None:
    page.follow("I do not sign this").press("Decline the letter", {"reason": MARK})


def pass_on(page: Page) -> None:
    page.follow("I do not sign this").press("Tell the school", {"name": MARK, "email": f"{MARK}@provider.example"})


WAYS = [
    (sign, "it was signed."),
    (decline, "it was declined."),
    (pass_on, "somebody else is to sign it."),
]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("close", "words"), WAYS)
def test_whoever_sent_a_letter_is_told_that_it_came_back_and_none_of_its_answers(
    school: School, letters: Letters, close: Callable[[Page], None], words: str, form: str
) -> None:
    letter, page = sent(school, form)
    close(page)
    (told,) = [each for each in letters(2 if close is sign else 1) if each.startswith("staff@")]
    assert told == (
        "staff@school.example\nA letter came back\nDear Staff,\n\n"
        f"a letter that you sent to Pat Jones came back: {words}\n"
        f"The {form} form.\nIt was sent about The Forge.\n\nhttp://localhost/letters/{letter.id}\n"
    )
    start = Visitor(school.client("staff")).get("/")
    assert "1 letter of yours came back in the last 14 days" in start.text
    listed = start.follow("1 letter of yours came back")
    assert (listed.path, f"/letters/{letter.id}" in listed.html) == ("/letters", True)


def test_whoever_may_send_no_letters_any_more_is_not_written_to(school: School, letters: Letters) -> None:
    _, page = sent(school)
    school.repository.close_account(school.people["staff"].account.id)
    decline(page)
    letters(0)


def test_without_a_mail_server_the_start_page_says_it(school: School, letters: Letters) -> None:
    school.application.config["HAS_MAIL"] = False
    _, page = sent(school)
    decline(page)
    letters(0)
    assert "1 letter of yours came back" in Visitor(school.client("staff")).get("/").text
