"""A letter by link, as its sender and its recipient have it before them."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from engine.register.details import Details
from tests.webapp.pages.visitor import Page, Visitor
from webapp.application import close, create_app
from webapp.mail.delivery import Delivery
from webapp.mail.envelope import opened
from webapp.pages.desk import EXTENSION
from webapp.settings import Settings
from webapp.storage.decision_statements import Made
from webapp.storage.identifiers import new_id
from webapp.storage.repository import Repository

EMAIL = "pat@provider.example"
ORDER = {"form": "provider-letter", "name": "Pat Jones", "email": EMAIL, "days": "28"}
SECOND = """\
formspec: 1
form: premises-letter
version: 1
title: Premises
about: {register: sites, question: main.site}
letter: {salutation: "Dear caretaker,", body: Please say how the site is.}
sections:
  - id: main
    title: The site
    questions:
      - {id: site, label: "Which site?", name: the site, kind: text, required: true}
      - {id: fit, label: "Is it fit?", name: whether it is fit, kind: yes-no, required: true}
      - {id: plan, label: "A plan of it", kind: file}
  - id: more
    title: More
    questions:
      - {id: what, label: "What is not?", kind: long-text, when: {question: main.fit, is: no}}
      - id: rooms
        label: Rooms
        row-label: Room
        questions:
          - {id: name, label: "Which room?", name: the room, kind: text}
"""


INSIDE = (
    *("/letter/form", "/letter/check", "/letter/copy.pdf", "/letter/decline", "/letter/receipt"),
    "/letter/signature.png",
)
"""Pages of a letter that is open."""


@pytest.fixture
def recipient(application: Flask) -> Visitor:
    """Somebody outside the school, at a browser of their own."""
    return Visitor(application.test_client())


def link_of(page: Page) -> str:
    return page.html.partition("readonly>")[2].partition("</textarea>")[0]


def sent(visitor: Visitor, **changes: str) -> str:
    page = visitor.get("/letters/new").press("See the letter", {**ORDER, **changes}).press("Make a link to copy")
    link = link_of(page)
    assert link.startswith("http://localhost/letter#"), page.text
    return link


def entered(recipient: Visitor, link: str, email: str = EMAIL) -> Page:
    return recipient.get("/letter").press("Open the letter", {"code": link, "email": email})


def test_a_letter_is_sent_read_completed_signed_and_kept(
    visitor: Visitor, recipient: Visitor, letter_answers: dict[str, dict[str, str]], repository: Repository
) -> None:
    preview = visitor.get("/letters/new").press("See the letter", ORDER)
    words = "As part of our ongoing commitment to safeguarding our pupils"
    assert words in preview.text
    link = link_of(preview.press("Make a link to copy"))
    page = entered(recipient, link)
    assert page.path == "/letter/form"
    assert words in page.text
    partly = page.press("Save for later", {"confirmation.position": "Manager"})
    assert "Saved" in partly.text
    again = entered(recipient, link.rpartition("#")[2], EMAIL.upper())
    assert again.fields()["confirmation.position"] == "Manager"
    missing = again.press("Check before signing")
    assert "Before you can sign" in missing.text
    check = recipient.get("/letter/form").press("Check before signing", letter_answers["confirmation"])
    receipt = check.press("Sign and send")
    assert "Signed and sent" in receipt.text
    copy = recipient.client.get("/letter/copy.pdf")
    assert (copy.status_code, copy.data[:5]) == (200, b"%PDF-")
    (record,) = repository.records()
    shown = visitor.get(f"/records/{record.id}")
    assert f"By Pat Jones, who confirmed the address {EMAIL}" in shown.text
    assert "It is as it was signed" in shown.text
    letter = shown.follow("What happened to the letter")
    assert "Signed" in letter.text
    assert "Opened, with the address confirmed" in letter.text
    for page_of_school in (shown, letter):
        assert "Opened by a link that somebody at the school made and saw." in page_of_school.text


AGAIN = "That was done already, and not again. A link is shown once; you can make another one."


def test_a_letter_whose_page_is_sent_again_is_one_letter_whose_link_is_not_shown_again(
    visitor: Visitor, recipient: Visitor, repository: Repository
) -> None:
    preview = visitor.get("/letters/new").press("See the letter", ORDER)
    link = link_of(preview.press("Make a link to copy"))
    again = preview.press("Make a link to copy")
    (letter,) = repository.letters()
    assert (again.path, AGAIN in again.text, "/letter#" in again.html) == (f"/letters/{letter.id}", True, False)
    assert entered(recipient, link).path == "/letter/form"
    sent(visitor)
    assert len(repository.letters()) == 2, "another page is another letter"


def test_a_reminder_whose_page_is_sent_again_makes_one_link(visitor: Visitor, repository: Repository) -> None:
    sent(visitor)
    (letter,) = repository.letters()
    page = visitor.get(f"/letters/{letter.id}")
    assert "/letter#" in page.press("Make a link to copy").html
    again = page.press("Make a link to copy")
    assert (AGAIN in again.text, "/letter#" in again.html) == (True, False)
    assert [each.what for each in repository.letter_events(letter.id)] == ["sent", "linked"]
    assert "/letter#" in again.press("Make a link to copy").html


def test_a_page_of_a_letter_without_an_id_is_read_again_before_it_goes(
    visitor: Visitor, repository: Repository
) -> None:
    preview = visitor.get("/letters/new").press("See the letter", ORDER)
    again = preview.press("Make a link to copy", {"id": "chosen"})
    assert "The letter as it will read" in again.text
    assert repository.letters() == ()
    assert link_of(again.press("Make a link to copy"))


def test_the_list_of_letters_goes_on_a_page_at_a_time(
    visitor: Visitor, repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("webapp.pages.sending.views._PAGE", 2)
    for number in range(5):
        sent(visitor, name=f"Person {number}")
    assert repository.letter_subjects([]) == {}
    repository.revoke_letter(repository.letters()[0].id)
    page = visitor.get("/letters")
    for here in (("Person 4", "Person 3"), ("Person 2", "Person 1"), ("Person 0",)):
        shown = [f"Person {number}" for number in range(5) if f"Person {number}<" in page.html]
        assert shown == sorted(here)
        page = page.follow("Older") if len(here) == 2 else page
    assert "Older" not in page.text
    unopened = visitor.get("/letters?state=sent")
    assert [f"Person {number}<" in unopened.html for number in range(5)] == [False, False, True, True, False]
    assert "Person 1<" in unopened.follow("Older").html
    assert "No letter stands like that" in visitor.get("/letters?state=signed").text


def test_no_page_of_letters_reads_all_of_them(
    visitor: Visitor, repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent(visitor)
    (letter,) = repository.letters()
    sent(visitor, instead=letter.id, name="Another")
    monkeypatch.setattr(Repository, "letters", None)
    assert "Another" in visitor.get("/letters").text
    assert "Replaced by The letter to Another" in visitor.get(f"/letters/{letter.id}").text


@pytest.mark.parametrize("instead", ["nonsense", "a" * 26])
def test_a_letter_in_place_of_none_that_there_is_is_not_sent(
    visitor: Visitor, repository: Repository, instead: str
) -> None:
    preview = visitor.get("/letters/new").press("See the letter", ORDER)
    for page in (
        preview.press("Make a link to copy", {"instead": instead}),
        visitor.get("/letters/new").press("See the letter", {**ORDER, "instead": instead}),
    ):
        assert page.status == 404
    assert repository.letters() == ()


def test_no_other_page_is_open_to_a_recipient(visitor: Visitor, recipient: Visitor, application: Flask) -> None:
    entered(recipient, sent(visitor))
    html = recipient.get("/letter/form").html
    leads = {part.partition('"')[0] for part in html.split('href="')[1:]}
    assert {each for each in leads if each.startswith("/") and not each.startswith(("/letter", "/static"))} == set()


def test_nobody_else_fills_the_draft_in(visitor: Visitor, repository: Repository) -> None:
    sent(visitor)
    (letter,) = repository.letters()
    assert visitor.get(f"/drafts/{letter.draft}").status == 404
    assert letter.draft not in visitor.get("/").html


def plain(recipient: Visitor, code: str, email: str = EMAIL) -> tuple[int, bytes]:
    page = recipient.get("/letter").press("Open the letter", {"code": code, "email": email})
    return page.status, page.response.data


def test_one_plain_page_answers_every_link_that_does_not_open(
    visitor: Visitor,
    recipient: Visitor,
    repository: Repository,
    letter_answers: dict[str, dict[str, str]],
) -> None:
    link = sent(visitor)
    guessed = plain(recipient, "A" * 43)
    assert guessed[0] == 404
    token = link.rpartition("#")[2]
    altered = (f"{token}A", token[:-1], "", token.swapcase())
    answers = [plain(recipient, link, "else@where.example"), *(plain(recipient, each) for each in altered)]
    revoked = sent(visitor)
    repository.revoke_letter(repository.letters()[0].id)
    answers.append(plain(recipient, revoked))
    page = entered(recipient, link).press("Check before signing", letter_answers["confirmation"]).press("Sign and send")
    assert page.status == 200
    answers.append(plain(recipient, link))
    declined = sent(visitor)
    entered(recipient, declined).follow("I do not sign this").press("Decline the letter", {"reason": "Not us."})
    answers.append(plain(recipient, declined))
    stranger = Visitor(recipient.client.application.test_client())
    answers += [(each.status, each.response.data) for each in map(stranger.get, INSIDE)]
    assert set(answers) == {guessed}


def test_looking_changes_nothing(visitor: Visitor, recipient: Visitor, repository: Repository) -> None:
    link = sent(visitor)
    (before,) = repository.letters()
    for path in ("/letter", f"/letter?code={link.rpartition('#')[2]}", "/letter/form"):
        for method in ("GET", "HEAD"):
            recipient.client.open(path, method=method)
    assert repository.letters() == (before,)
    assert [each.what for each in repository.letter_events(before.id)] == ["sent"]


def test_the_token_stands_in_no_log_no_address_and_no_page_after_it(
    visitor: Visitor, recipient: Visitor, caplog: pytest.LogCaptureFixture, repository: Repository
) -> None:
    caplog.set_level(logging.DEBUG)
    link = sent(visitor)
    token = link.rpartition("#")[2]
    page = entered(recipient, link)
    response = recipient.client.get("/letter/form")
    assert token not in page.html + page.path + caplog.text
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert response.headers["Cache-Control"] == "no-store"
    (letter,) = repository.letters()
    assert token not in visitor.get(f"/letters/{letter.id}").html


def test_the_session_is_a_strict_cookie_that_scripts_do_not_see(visitor: Visitor, recipient: Visitor) -> None:
    link = sent(visitor)
    form = recipient.get("/letter").forms[0]
    answer = recipient.client.post("/letter/open", data={**form.fields, "code": link, "email": EMAIL})
    cookie = next(each for each in answer.headers.getlist("Set-Cookie") if "-letter=" in each)
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert link.rpartition("#")[2] not in cookie


def test_a_browser_that_says_nothing_of_where_it_is_may_send_a_page_of_ours_alone(
    visitor: Visitor, recipient: Visitor
) -> None:
    link, form = sent(visitor), recipient.get("/letter").forms[0]
    data = {**form.fields, "code": link, "email": EMAIL}
    for said, status in (({}, 403), ({"Sec-Fetch-Site": "cross-site"}, 403), ({"Sec-Fetch-Site": "same-origin"}, 303)):
        answer = recipient.client.post("/letter/open", data=data, headers={"Origin": "null", **said})
        assert answer.status_code == status


def test_no_other_page_may_be_sent_by_a_browser_that_says_nothing_of_where_it_is(visitor: Visitor) -> None:
    form = visitor.get("/letters/new").forms[-1]
    headers = {"Origin": "null", "Sec-Fetch-Site": "same-origin"}
    assert visitor.client.post("/letters/new", data=form.fields, headers=headers).status_code == 403


def test_what_is_typed_in_a_letter_that_was_taken_back_is_given_back(
    visitor: Visitor, recipient: Visitor, repository: Repository
) -> None:
    page = entered(recipient, sent(visitor))
    repository.revoke_letter(repository.letters()[0].id)
    (form,) = (each for each in page.forms if "base" in each.fields)
    lost = recipient.send(page, form, {"confirmation.position": "Manager of words", "live": "yes"})
    assert lost.status == 404
    assert "Confirmation, position Manager of words" in lost.text
    assert "Live" not in lost.text


def test_nothing_is_signed_that_reads_otherwise_than_was_shown(
    visitor: Visitor, recipient: Visitor, letter_answers: dict[str, dict[str, str]], repository: Repository
) -> None:
    link = sent(visitor)
    check = entered(recipient, link).press("Check before signing", letter_answers["confirmation"])
    recipient.get("/letter/form").press("Save for later", {"confirmation.position": "Another"})
    moved = check.press("Sign and send")
    assert (moved.status, "Not signed" in moved.text) == (409, True)
    assert repository.records() == ()
    assert moved.press("Sign and send").path == "/letter/receipt"
    assert check.press("Sign and send").path == "/letter/receipt"
    assert len(repository.records()) == 1


def test_a_letter_is_passed_on_to_another_person(visitor: Visitor, recipient: Visitor, repository: Repository) -> None:
    link = sent(visitor)
    page = entered(recipient, link).follow("I do not sign this")
    wrong = page.press("Tell the school", {"name": "Lee", "email": "lee"})
    assert wrong.status == 422
    assert "The school is told" in wrong.press("Tell the school", {"email": "lee@provider.example"}).text
    (letter,) = repository.letters()
    shown = visitor.get(f"/letters/{letter.id}")
    assert "Lee lee@provider.example" in shown.text
    for page in (shown, visitor.get("/letters"), visitor.get("/letters?state=passed-on")):
        assert "Passed on to Lee" in page.text
    assert "Pat Jones" not in visitor.get("/letters?state=declined").text
    new = shown.follow("Send it to Lee")
    assert new.forms[-1].fields["email"] == "lee@provider.example"
    made_anew = link_of(new.press("See the letter").press("Make a link to copy"))
    assert entered(recipient, made_anew, "lee@provider.example").status == 200


def test_reminding_extending_and_taking_back(visitor: Visitor, recipient: Visitor, repository: Repository) -> None:
    link = sent(visitor)
    (letter,) = repository.letters()
    page = visitor.get(f"/letters/{letter.id}")
    again = link_of(page.press("Make a link to copy"))
    assert entered(recipient, again).status == entered(recipient, link).status == 200
    assert "more time" in page.press("Give more time", {"days": "56"}).text
    assert "taken back" in page.press("Take it back").text
    assert page.press("Give more time").status == 409
    assert plain(recipient, again)[0] == 404


def test_faults_of_an_order_are_said_at_their_place(visitor: Visitor, repository: Repository) -> None:
    page = visitor.get("/letters/new").press("See the letter", {"form": "provider-letter", "email": "pat"})
    assert page.status == 422
    assert "Enter the name of whoever is to sign." in page.text
    assert "Enter their e-mail address, like name@provider.example." in page.text
    assert repository.letters() == ()


def test_an_entry_of_a_register_fills_the_order_in_and_lists_its_letters(
    visitor: Visitor, recipient: Visitor, repository: Repository, letter_answers: dict[str, dict[str, str]]
) -> None:
    entry = repository.add_entry("providers", Details(name="The Forge", contact_name="Pat Jones", contact_email=EMAIL))
    new = visitor.get(f"/registers/providers/{entry.id}").follow("Send a letter")
    preview = new.press("See the letter", {"form": "provider-letter"})
    assert "The Forge, which is filled in already" in preview.text
    assert "The Forge" in preview.html.partition('<div class="sheet')[2].partition("<h2>Send it")[0]
    page = entered(recipient, link_of(preview.press("Make a link to copy")))
    assert "The Forge" in page.fields().values()
    assert "Nothing is saved yet" in page.text
    assert "to Pat Jones" in visitor.get(f"/registers/providers/{entry.id}").text
    answers = dict(letter_answers["confirmation"])
    del answers["confirmation.provider.name"]
    page.press("Check before signing", answers).press("Sign and send")
    assert repository.records()[0].about == "The Forge"


@pytest.fixture
def second(specs: Path) -> None:
    folder = specs / "premises-letter"
    folder.mkdir()
    (folder / "1.yaml").write_text(SECOND, encoding="utf-8")


def test_another_letter_with_conditions_rows_and_files_goes_through_alike(
    second: None, visitor: Visitor, recipient: Visitor, repository: Repository
) -> None:
    page = entered(recipient, sent(visitor, form="premises-letter"))
    plan = [("plan.txt", b"A plan")]
    page = page.press("Save for later", {"main.site": "North", "main.fit": "no", "main.plan": plan})
    assert page.status == 200, page.text
    assert recipient.client.get(page.link("plan.txt")).data == b"A plan"
    page = page.press("Add")
    room = next(name for name in page.fields() if name.startswith("more.rooms.") and name.endswith(".name"))
    page = page.press("Check before signing", {room: "Hall", "more.what": "The roof."})
    assert page.press("Sign and send").path == "/letter/receipt", page.text
    (record,) = repository.records()
    assert "Hall" in record.document
    assert "The roof." in record.document


@pytest.fixture
def with_mail(data_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """An application with a mail server, whose outbox waits for the test to take what is in it."""
    monkeypatch.setattr(Delivery.__init__, "__kwdefaults__", {"pause": 3600.0})
    given = {"FORMSPEC_MAIL": "smtp://127.0.0.1:1", "FORMSPEC_MAIL_FROM": "forms@school.example"}
    application = create_app(Settings.from_environment({"FORMSPEC_DATA": str(data_folder), **given}))
    yield application
    close(application)


def test_with_a_mail_server_the_link_goes_by_mail_alone(
    with_mail: Flask, letter_answers: dict[str, dict[str, str]]
) -> None:
    repository: Repository = with_mail.extensions[EXTENSION].repository
    visitor, recipient = Visitor(with_mail.test_client()), Visitor(with_mail.test_client())
    page = visitor.get("/letters/new").press("See the letter", ORDER).press("Send by e-mail")
    assert "on its way" in page.text
    (letter,) = repository.take_letters()
    mail = opened(letter.message, str(with_mail.secret_key))
    assert mail is not None
    assert (mail.recipient, mail.subject) == (EMAIL, "A letter for you to sign")
    assert EMAIL not in mail.body
    link = next(line for line in mail.body.splitlines() if "/letter#" in line)
    assert link not in page.html
    entered(recipient, link).press("Check before signing", letter_answers["confirmation"]).press("Sign and send")
    (copy,) = repository.take_letters()
    told = opened(copy.message, str(with_mail.secret_key))
    assert told is not None
    assert "http" not in told.body
    letter_page = visitor.get(f"/letters/{repository.letters()[0].id}")
    assert "Opened by a link from the mail" in letter_page.text
    assert "made and saw" not in letter_page.text + letter_page.follow("What was signed").text


def test_no_link_is_shown_to_the_school_once_a_letter_is_opened_by_its_mail(with_mail: Flask) -> None:
    repository: Repository = with_mail.extensions[EXTENSION].repository
    visitor, recipient = Visitor(with_mail.test_client()), Visitor(with_mail.test_client())
    visitor.get("/letters/new").press("See the letter", ORDER).press("Send by e-mail")
    before = visitor.get(f"/letters/{repository.letters()[0].id}")
    by_hand = before.press("Make a link to copy")
    assert "this one opens nothing any more" in by_hand.text
    early = Visitor(with_mail.test_client())
    form = entered(early, link_of(by_hand))
    waiting = visitor.get(before.path)
    (letter,) = repository.take_letters()
    mail = opened(letter.message, str(with_mail.secret_key))
    assert mail is not None
    entered(recipient, next(line for line in mail.body.splitlines() if "/letter#" in line))
    lost = form.press("Save for later", {"confirmation.position": "Manager of words"})
    assert (lost.status, "Manager of words" in lost.text) == (404, True)
    assert plain(early, link_of(by_hand))[0] == 404
    after = visitor.get(before.path)
    assert "links that were given by hand open nothing" in after.text
    assert "Make a link to copy" in before.html
    assert "Make a link to copy" not in after.html
    refused = waiting.press("Make a link to copy")
    assert (refused.status, "No link was made" in refused.text) == (409, True)
    assert after.press("Send a reminder").status == 200


def test_a_form_of_another_letter_than_the_open_one_is_refused_and_its_words_given_back(
    visitor: Visitor, recipient: Visitor, letter_answers: dict[str, dict[str, str]], repository: Repository
) -> None:
    first, second = sent(visitor), sent(visitor)
    page = entered(recipient, first)
    check = page.press("Check before signing", letter_answers["confirmation"])
    declining = recipient.get("/letter/decline")
    entered(recipient, second).press("Save for later", letter_answers["confirmation"])
    before = [(each.state, repository.letter_events(each.id)) for each in repository.letters()]
    lost = page.press("Save for later", {"confirmation.position": "Manager of words"})
    assert (lost.status, "Manager of words" in lost.text) == (409, True)
    declined = declining.press("Decline the letter", {"reason": "Words of mine."})
    assert (declined.status, "Words of mine." in declined.text) == (409, True)
    assert check.press("Sign and send").status == 409
    assert repository.records() == ()
    assert [(each.state, repository.letter_events(each.id)) for each in repository.letters()] == before
    assert recipient.get("/letter/form").fields()["confirmation.position"] != "Manager of words"


def test_a_form_that_says_of_no_letter_that_it_is_of_it_is_refused(visitor: Visitor, recipient: Visitor) -> None:
    link = sent(visitor)
    entering = recipient.get("/letter").forms[0].fields
    entered(recipient, link)
    for fields in (entering, {}):
        answer = recipient.client.post("/letter/form", data={**fields, "base": "0", "confirmation.position": "Lost?"})
        assert (answer.status_code, "Lost?" in answer.text) == (409, True)


def test_whom_a_letter_went_to_is_found_and_given_out(visitor: Visitor) -> None:
    sent(visitor)
    found = visitor.get("/retention/person").press("Find", {"words": "jones pat"})
    assert "1 letter found" in found.text
    assert "Letter to Pat Jones" in found.text
    given = found.press("Download all that is kept").response.get_data(as_text=True)
    assert f'"email":"{EMAIL}"' in given.replace(": ", ":")


def test_a_recipient_closes_the_letter_and_opens_it_again_by_its_link(
    visitor: Visitor, recipient: Visitor, letter_answers: dict[str, dict[str, str]], repository: Repository
) -> None:
    link = sent(visitor)
    page = entered(recipient, link).press("Save for later", {"confirmation.position": "Manager"})
    name = next(each.key for each in recipient.client._cookies.values() if each.key.endswith("-letter"))
    held = recipient.client.get_cookie(name)
    assert held is not None
    assert "The letter is closed" in page.press("Close the letter").text
    assert recipient.client.get_cookie(name) is None
    recipient.client.set_cookie(name, held.value)
    assert [recipient.get(each).status for each in INSIDE] == [404] * len(INSIDE)
    page = entered(recipient, link)
    assert page.fields()["confirmation.position"] == "Manager"
    receipt = page.press("Check before signing", letter_answers["confirmation"]).press("Sign and send")
    assert "You signed it, and the school has it." in receipt.press("Close the letter").text
    assert recipient.get("/letter/receipt").status == 404


@pytest.mark.parametrize(("signed_about", "strayed"), [("", False), ("the FORGE", False), ("The Mill", True)])
def test_a_letter_that_was_signed_about_something_else_than_its_entry_says_so(
    visitor: Visitor,
    recipient: Visitor,
    repository: Repository,
    letter_answers: dict[str, dict[str, str]],
    signed_about: str,
    strayed: bool,
) -> None:
    entry = repository.add_entry("providers", Details(name="The Forge", contact_name="Pat Jones", contact_email=EMAIL))
    new = visitor.get(f"/registers/providers/{entry.id}").follow("Send a letter")
    link = link_of(new.press("See the letter", {"form": "provider-letter"}).press("Make a link to copy"))
    answers = {**letter_answers["confirmation"], "confirmation.provider.name": signed_about or "The Forge"}
    entered(recipient, link).press("Check before signing", answers).press("Sign and send")
    (record,) = repository.records()
    (letter,) = repository.letters()
    said = "The letter was sent about The Forge , and signed about The Mill"
    for path in (f"/records/{record.id}", f"/letters/{letter.id}"):
        assert (said in visitor.get(path).text) == strayed


def test_a_signed_letter_leads_on_to_its_provider_and_to_the_decision_that_waits(
    visitor: Visitor,
    recipient: Visitor,
    repository: Repository,
    audit_answers: dict[str, dict[str, str]],
    letter_answers: dict[str, dict[str, str]],
) -> None:
    entry = repository.add_entry("providers", Details(name="The Forge", contact_name="Pat Jones", contact_email=EMAIL))
    audit_answers["details"]["details.provider"] = "the FORGE"
    receipt = visitor.submit("Alternative Provision Audit", audit_answers)
    (audit,) = repository.records()
    assert "It waits for a decision." in receipt.text
    assert receipt.link("See what there is to decide on, and decide") == f"/records/{audit.id}/decision"
    answers = {**letter_answers["confirmation"], "confirmation.provider.name": "The Forge"}
    entered(recipient, sent(visitor)).press("Check before signing", answers).press("Sign and send")
    letter = next(each for each in repository.records() if each.id != audit.id)
    shown = visitor.get(f"/records/{letter.id}")
    assert "Alternative Provision Audit: the FORGE, submitted on" in shown.text
    assert shown.link("See what there is to decide on, and decide") == f"/records/{audit.id}/decision"
    assert shown.link("Go to the page of The Forge") == f"/registers/providers/{entry.id}"
    repository.decide(audit.id, Made(id=new_id(), option="yes", words="Yes", reasons="Sound."), base="")
    assert "waits for a decision" not in visitor.get(f"/records/{letter.id}").text


def test_two_letters_to_the_same_person_are_told_apart_by_what_they_are_about(
    visitor: Visitor, recipient: Visitor, repository: Repository, letter_answers: dict[str, dict[str, str]]
) -> None:
    for name in ("The Forge", "The Mill"):
        entry = repository.add_entry("providers", Details(name=name))
        sent(visitor, entry=entry.id)
    page = entered(recipient, sent(visitor))
    assert about(visitor) == ["Not named", "The Mill", "The Forge"]
    page.press("Check before signing", letter_answers["confirmation"]).press("Sign and send")
    (record,) = repository.records()
    assert record.about
    assert about(visitor) == [record.about, "The Mill", "The Forge"]


@pytest.mark.parametrize(
    ("register", "offered"),
    [
        ("providers", ["provider-letter"]),
        ("sites", ["premises-letter"]),
        ("halls", ["premises-letter", "provider-letter"]),
    ],
)
def test_from_an_entry_go_letters_about_its_register(
    second: None, visitor: Visitor, repository: Repository, register: str, offered: list[str]
) -> None:
    entry = repository.add_entry(register, Details(name="North"))
    page = visitor.get(f"/letters/new?entry={entry.id}")
    assert sorted(form for form in ("provider-letter", "premises-letter") if f'value="{form}"' in page.html) == offered
    if len(offered) == 1:
        preview = page.press("See the letter", {"name": "Pat Jones", "email": EMAIL})
        assert "About North" in preview.text
        assert preview.press("Make a link to copy").status == 200


def about(visitor: Visitor) -> list[str]:
    """What the list of letters says that each is about, the latest first."""
    cells = visitor.get("/letters").html.split('<td data-label="About">')[1:]
    return [each.partition("</td>")[0] for each in cells]
