"""PDFs where people look for them: of a record, of those that were chosen, and of a blank form."""

import json
import re
from dataclasses import replace

import pytest
from flask import g
from werkzeug.http import parse_options_header
from werkzeug.test import TestResponse

from tests.pdfs import Pdf
from tests.pictures import photo
from tests.webapp.pages.visitor import Page, Visitor
from webapp.action_state import State
from webapp.deeds import Deed
from webapp.pages.desk import desk
from webapp.pages.records import printed, printing
from webapp.pages.words import short_digest
from webapp.rights import ANYBODY
from webapp.storage.decision_statements import Made
from webapp.storage.identifiers import new_id
from webapp.storage.repository import Repository
from webapp.typesetting.making import NotMade, TooBusyError

TRIP = "Trip check"
AUDIT = "Alternative Provision Audit"
ATTACHED = "safeguarding.policies-in-place.attachments"


def sent(visitor: Visitor, page: Page, words: str) -> TestResponse:
    """Return what the first link with these words on a page gives."""
    return visitor.client.get(page.link(words))


def pdf_of(given: TestResponse) -> Pdf:
    assert given.mimetype == "application/pdf", given.get_data(as_text=True)
    return Pdf(given.get_data())


def chosen(visitor: Visitor, *ids: str) -> TestResponse:
    """Tick the records of these references on the list, and ask for one PDF of them."""
    form = next(each for each in visitor.get("/records").forms if each.action == "/records.pdf")
    return visitor.client.post(form.action, data={**form.fields, **{f"record-{each}": "yes" for each in ids}})


def test_a_record_is_had_as_a_pdf_that_says_what_its_page_says(visitor, audit_answers):
    record = visitor.submit(AUDIT, audit_answers).follow("Open the record")
    given = sent(visitor, record, "Download PDF")
    kept = json.loads(record.follow("Download JSON").html)
    pdf = pdf_of(given)
    assert pdf.faults() == []
    named = parse_options_header(given.headers["Content-Disposition"])[1]["filename"]
    assert re.fullmatch(r"Alternative Provision Audit - .+ - 20\d\d-\d\d-\d\d\.pdf", named)
    assert given.headers["Cache-Control"] == "no-store"
    for words in (f"Reference {kept['id']}", f"Fingerprint {kept['digest']}", "Version ap-audit@1", "Completed by"):
        assert words in pdf.text
    for answers in kept["answers"]["safeguarding"].values():
        assert " ".join(answers["answer"].split()) in pdf.text
    for finding in kept["findings"]["concerns"]:
        assert finding["text"] in pdf.text
    assert short_digest(kept["digest"]) in record.text


def test_each_page_of_a_pdf_says_of_what_it_is(visitor: Visitor, audit_answers: dict[str, dict[str, str]]) -> None:
    record = visitor.submit(AUDIT, audit_answers).follow("Open the record")
    about = audit_answers["details"]["details.provider"]
    blank = visitor.get("/forms/ap-audit/1/blank")
    for page, link, title in ((record, "Download PDF", f"{AUDIT}: {about}"), (blank, "download it as a PDF", AUDIT)):
        pages = pdf_of(sent(visitor, page, link)).pages
        foot = f"{title} ap-audit@1".replace(" ", "")
        assert len(pages) > 1
        assert [at for at, text in enumerate(pages, 1) if foot not in text] == []
        assert [at for at, text in enumerate(pages, 1) if f"Page{at}of{len(pages)}" not in text] == []


def test_a_pdf_says_what_was_decided_and_how_each_action_stands(
    visitor: Visitor, repository: Repository, audit_answers: dict[str, dict[str, str]]
) -> None:
    record = visitor.submit(AUDIT, audit_answers).follow("Open the record")
    pdf = pdf_of(sent(visitor, record, "Download PDF"))
    assert "Is this AP suitable Yes, as filled in" in pdf.text
    assert "Decision Not decided Nothing was decided on this record yet." in pdf.text
    assert re.search(
        r"Follow-up .*State: Open. Who: Nobody yet. By when: No day. Nobody has followed it up yet.", pdf.text
    )
    assert "Last followed up" not in pdf.text
    kept = repository.record(record.path.rpartition("/")[2])
    assert kept
    first, *_ = repository.actions_of(kept)
    standing = replace(first.standing, state=State.DONE, who="Pat Lee")
    repository.change_action(first.id, base=first.revision, standing=standing, note="It is there.")
    base = ""
    for option in ("yes", "no"):
        made = Made(id=new_id(), option=option, words=option.title(), reasons=f"So it is {option}.", who="Head")
        base = repository.decide(kept.id, made, base=base).decision.id
    after = pdf_of(sent(visitor, record, "Download PDF"))
    assert after.faults() == []
    assert re.search(r"Decision No .*So it is no. Earlier decisions Yes .*So it is yes.", after.text)
    assert re.search(r"Follow-up .*State: Done. Who: Pat Lee. By when: .* Last followed up on ", after.text)


def test_the_same_record_gives_the_same_bytes(visitor, third_answers):
    record = visitor.submit(TRIP, third_answers).follow("Open the record")
    first, second = (sent(visitor, record, "Download PDF").data for _ in range(2))
    assert first == second


def test_the_photos_of_a_record_stand_in_its_pdf(visitor, audit_answers):
    tasks = visitor.start(AUDIT)
    section = visitor.get(f"{tasks.path}/sections/safeguarding")
    section.press("Save and continue", {ATTACHED: [("door.jpg", photo())]})
    saved = visitor.get(section.path)
    caption = next(each["name"] for _, each in saved.tags if ".says." in each.get("name", ""))
    saved.press("Save and continue", {caption: "The new door"})
    plain = {
        section: {name: text for name, text in entries.items() if ".attachments" not in name}
        for section, entries in audit_answers.items()
    }
    pdf = pdf_of(sent(visitor, visitor.fill(tasks, plain).press("Submit"), "Download PDF"))
    assert pdf.figures == ["The new door"]
    assert pdf.faults() == []


def test_without_an_address_that_others_can_use_the_reference_stands_alone(visitor, third_answers):
    pdf = pdf_of(sent(visitor, visitor.submit(TRIP, third_answers), "Download PDF"))
    assert (pdf.figures, [tag for tag in pdf.tags if tag.role == "/Link"]) == ([], [])


def test_with_a_public_address_a_code_and_a_link_lead_to_the_record(visitor, application, third_answers):
    record = visitor.submit(TRIP, third_answers).follow("Open the record")
    application.config.update(SERVER_NAME="forms.school.example", PREFERRED_URL_SCHEME="https")
    try:
        with application.test_request_context(record.path):
            g.viewer = ANYBODY
            address = printed._address(desk().repository.record(record.path.split("/")[2]))
    finally:
        application.config.update(SERVER_NAME=None, PREFERRED_URL_SCHEME="http")
    url = f"https://forms.school.example{record.path}"
    assert (address.url, address.says) == (url, f"QR code of the address of this record: {url}")
    assert b"<svg" in address.code


def test_records_that_are_chosen_stand_in_one_file_behind_a_list_of_them(visitor, repository, third_answers):
    visitor.submit(TRIP, third_answers)
    visitor.submit(TRIP, third_answers)
    ids = [each.id for each in repository.records()]
    boxes = [each for name, each in visitor.get("/records").tags if name == "input" and each.get("form") == "together"]
    assert [each["name"] for each in boxes] == [f"record-{each}" for each in ids]
    pdf = pdf_of(chosen(visitor, *ids))
    tops = [title for level, title in pdf.bookmarks if level == 1]
    assert len(tops) == 2
    assert all(each.startswith("Trip check: Ironbridge, ") for each in tops)
    assert pdf.text.startswith("Submitted forms 2 records, the last of them submitted on ")
    assert pdf.faults() == []
    told = [(each.act, each.thing) for each in repository.acts(limit=2)]
    assert sorted(told) == sorted((Deed.RECORD_EXPORTED.value, each) for each in ids)


@pytest.mark.parametrize("count", [0, printing.MOST + 1])
def test_none_or_too_many_are_told_what_to_do(visitor, third_answers, count):
    visitor.submit(TRIP, third_answers)
    given = chosen(visitor, *map(str, range(count)))
    assert given.status_code == 400
    assert "Go back" in given.get_data(as_text=True)
    assert '<a href="/records">Go to what was submitted</a>' in given.get_data(as_text=True)


def test_what_is_not_there_stands_in_no_file(visitor, third_answers):
    visitor.submit(TRIP, third_answers)
    assert chosen(visitor, "01arz3ndektsv4rrffq69g5fav").status_code == 404


def test_a_blank_form_is_had_as_a_pdf_from_its_page(visitor):
    pdf = pdf_of(sent(visitor, visitor.get("/forms/trip-check"), "Blank form (PDF)"))
    assert pdf.headings[0] == ("/H1", "Trip check")
    assert pdf.faults() == []
    assert pdf_of(sent(visitor, visitor.get("/forms/trip-check/1/blank"), "download it as a PDF")).text == pdf.text
    assert visitor.get("/forms/trip-check/9/blank.pdf").status == 404


@pytest.mark.parametrize(
    ("raised", "status", "words"),
    [
        (NotMade("This form is too long for one PDF."), 422, "This form is too long for one PDF."),
        (TooBusyError(), 503, "wait ten seconds"),
    ],
)
def test_where_a_pdf_cannot_be_made_one_sentence_says_so(visitor, monkeypatch, raised, status, words):
    def refuse(*_: object) -> bytes:
        raise raised

    monkeypatch.setattr("webapp.pages.pdf.make", refuse)
    page = visitor.get("/forms/trip-check/1/blank.pdf")
    assert page.status == status
    assert words in page.text
    assert ("Retry-After" in page.response.headers) == (status == 503)


def test_many_photos_are_set_as_their_previews(monkeypatch, application, repository):
    kept = repository.keep_file(photo((900, 600)), "image/jpeg", preview=photo((60, 40)))
    with application.test_request_context():
        g.viewer = ANYBODY
        assert dict(printing._photos((kept,))) == {kept: photo((900, 600))}
        monkeypatch.setattr(printing, "_MOST_IN_FULL", 0)
        assert dict(printing._photos((kept, "0" * 64))) == {kept: photo((60, 40))}
