"""A letter in a school with accounts: who saw its link is told, and no account opens one unseen."""

import json
from datetime import timedelta

import pytest

from engine.pdf.report import written
from tests.webapp.access.school import School
from tests.webapp.pages.visitor import Visitor
from webapp.rights import NOBODY
from webapp.storage.decision_statements import Made
from webapp.storage.identifiers import new_id
from webapp.storage.letter_recipients import recipient_of
from webapp.storage.letters import Addressed
from webapp.storage.outbox_statements import Message
from webapp.storage.stored_letters import LetterRequest

EMAIL = "pat@provider.example"
MARK = "markedreasonword"


@pytest.fixture
def sent(school: School) -> tuple[LetterRequest, str]:
    """A letter, and the code of its link that a member of staff made and saw."""
    mine = school.repository.seen_by(school.people["staff"].viewer)
    return mine.send_letter("plain", 1, Addressed(name="Pat Jones", email=EMAIL))


def test_no_letter_is_opened_in_a_browser_in_which_an_account_is_signed_in(
    school: School, sent: tuple[LetterRequest, str]
) -> None:
    staff = Visitor(school.client("staff"))
    page = staff.get("/letter")
    assert "sign out first, or use another browser" in page.text
    refused = page.press("Open the letter", {"code": sent[1], "email": EMAIL})
    assert (refused.status, "sign out first" in refused.text) == (403, True)
    assert staff.get("/letter/form").status == 404
    assert school.repository.letter(sent[0].id) == sent[0]


def test_the_letter_and_the_record_name_who_saw_the_link_and_the_copy_holds_what_was_signed_alone(
    school: School, sent: tuple[LetterRequest, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("webapp.pages.pdf.make", lambda report, _: json.dumps(written(report).content).encode())
    recipient, decider = Visitor(school.client("nobody")), Visitor(school.client("decider"))
    page = recipient.get("/letter").press("Open the letter", {"code": sent[1], "email": EMAIL})
    letter = sent[0]
    said = "Opened by a link that Staff at the school made and saw."
    assert said in decider.get(f"/letters/{letter.id}").text
    check = page.press("Check before signing", {"main.place": "The Forge", "main.fit": "yes"})
    receipt = check.press("Sign and send")
    assert "Signed and sent" in receipt.text
    assert said in decider.get(f"/letters/{letter.id}").text
    assert said in decider.get(f"/records/{letter.draft}").text
    for who, decides in (("decider", True), ("staff", False)):
        shown = Visitor(school.client(who)).get(f"/records/{letter.draft}")
        assert ("It waits for a decision." in shown.text) == decides
    decide(school, letter.draft)
    copy = recipient.client.get(receipt.link("Download your copy")).get_data(as_text=True)
    for word in ("The Forge", "Pat Jones", EMAIL):
        assert word in copy
    for word in ("Decision", MARK):
        assert word not in copy
    theirs = school.repository.seen_by(recipient_of(letter))
    record = theirs.record(letter.draft)
    assert record is not None
    assert (theirs.decisions_of(record), theirs.standing_decisions([record.id])) == ((), {})
    assert theirs.decision_moments() == {}
    words = decider.get(f"/records/{letter.draft}").follow("The words that were signed")
    assert "The Forge" in words.text
    assert MARK not in words.text
    assert said in words.text


def decide(school: School, record: str) -> None:
    """Decide on a record, with a reason that its reader knows again."""
    decider = school.repository.seen_by(school.people["decider"].viewer)
    decider.decide(record, Made(id=new_id(), option="fit", words="Fit", reasons=MARK), base="")


def test_recipients_are_named_where_their_letter_may_be_seen_and_nowhere_else(
    school: School, sent: tuple[LetterRequest, str]
) -> None:
    recipient = Visitor(school.client("nobody"))
    recipient.get("/letter").press("Open the letter", {"code": sent[1], "email": EMAIL})
    assert sent[0].id not in school.repository.names()
    for who, path in (("administrator", "/trail"), ("reader", "/actions")):
        page = Visitor(school.client(who)).get(path)
        assert page.status == 200
        assert "Pat Jones" not in page.text
    assert "Pat Jones (by letter)" in Visitor(school.client("decider")).get(f"/letters/{sent[0].id}").text


@pytest.mark.parametrize(
    ("who", "recipient", "to"),
    [
        ("decider", "Pat Jones (by letter)", "to: Pat Jones, form: plain"),
        ("administrator", "The recipient of a letter", "form: plain"),
    ],
)
def test_the_trail_says_who_did_something_with_a_letter_in_words(
    school: School, sent: tuple[LetterRequest, str], who: str, recipient: str, to: str
) -> None:
    letter, token = sent
    nobody = school.repository.seen_by(NOBODY)
    nobody.enter_letter(token, "somebody@else.example")
    session = nobody.enter_letter(token, EMAIL) or ""
    school.repository.seen_by(recipient_of(letter)).leave_letter(session)
    school.repository.chase_letters(lambda request, _: Message(request.email, "", ""), before=timedelta(days=60))
    reader = Visitor(school.client(who))
    page = reader.get(f"/trail?thing={letter.id}")
    for words in (
        f"Staff sent a letter to be signed ({to})",
        "Somebody with the link was refused a letter",
        f"{recipient} opened a letter by its link (how: hand, seen by: Staff)",
        f"{recipient} closed a letter in their browser",
        "Formspec, by itself reminded somebody of a letter",
    ):
        assert words in page.text
    narrowed = reader.get(f"/trail?who={letter.id}")
    assert f'<option value="{letter.id}" selected>{recipient}</option>' in narrowed.html


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("decider", "Pat Jones (by letter) passed a letter on to somebody else (named: Lee Archer)"),
        ("administrator", "The recipient of a letter passed a letter on to somebody else"),
    ],
)
def test_the_trail_says_of_a_letter_that_it_was_passed_on_and_to_whom_for_those_who_may_see_it(
    school: School, sent: tuple[LetterRequest, str], who: str, words: str
) -> None:
    school.repository.seen_by(NOBODY).enter_letter(sent[1], EMAIL)
    school.repository.seen_by(recipient_of(sent[0])).pass_letter_on("Lee Archer", "lee@provider.example")
    page = Visitor(school.client(who)).get(f"/trail?thing={sent[0].id}")
    assert words in page.text
    assert ("Lee Archer" in page.text) == (who == "decider")
    assert "declined" not in page.text


def test_the_trail_knows_the_recipient_of_a_letter_that_was_erased(
    school: School, sent: tuple[LetterRequest, str]
) -> None:
    letter, token = sent
    school.repository.seen_by(NOBODY).enter_letter(token, EMAIL)
    decider = school.repository.seen_by(school.people["decider"].viewer)
    decider.erase_draft(letter.draft, "Asked for.", base=0)
    page = Visitor(school.client("decider")).get(f"/trail?thing={letter.id}")
    assert "The recipient of a letter opened a letter by its link" in page.text
    assert "Pat Jones" not in page.text
