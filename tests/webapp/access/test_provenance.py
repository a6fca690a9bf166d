"""Who submitted a record, and whether a letter was signed by a link: said wherever the record is shown."""

import json

import pytest
import sqlalchemy as sa

from engine.canonical import SEAL, digest
from engine.pdf.report import written
from formspec.reviews import day_in_words
from tests.webapp.access.school import FORMS, SPEC, School, Thing
from tests.webapp.pages.visitor import Visitor
from webapp.pages.words import today
from webapp.rights import Viewer
from webapp.storage import letter_statements
from webapp.storage.letters import Addressed
from webapp.storage.outbox_statements import Message
from webapp.storage.provenance_statements import Provenance
from webapp.storage.tables import records

EMAIL = "pat@provider.example"
LETTER = 'letter: {salutation: "Dear caretaker,", body: Please say how the place is.}\n'


@pytest.fixture(autouse=True)
def lettered(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    """A third form, which is a letter; a PDF is what would stand in it."""
    monkeypatch.setitem(FORMS, "lettered", "ordinary")
    folder = school.application.config["SPECS_OF_TEST"] / "lettered"
    folder.mkdir(exist_ok=True)
    (folder / "1.yaml").write_text(SPEC.format(form="lettered", access="ordinary") + LETTER, encoding="utf-8")
    found = school.shelf_desk.shelf.version("lettered", 1)
    assert found is not None
    school.repository.pin("lettered", 1, found.spec.sha256, found.text)
    monkeypatch.setattr("webapp.pages.pdf.make", lambda report, _: json.dumps(written(report).content).encode())


def signed(school: School, *, by_mail: bool = True, place: str = "The Forge") -> str:
    """Send a letter of a member of staff's, and let it be signed; return the record's id."""
    mine = school.repository.seen_by(school.people["staff"].viewer)
    to = Addressed(name="Pat Jones", email=EMAIL)
    letter, token = mine.send_letter("lettered", 1, to, write=(lambda *_: Message(EMAIL, "", "")) if by_mail else None)
    recipient = Visitor(school.client("nobody"))
    page = recipient.get("/letter").press("Open the letter", {"code": token, "email": EMAIL})
    page.press("Check before signing", {"main.place": place, "main.fit": "yes"}).press("Sign and send")
    return letter.draft


def entered(school: School, form: str = "lettered", by: str = "colleague", place: str = "The Forge") -> Thing:
    """Let a draft that a member of staff began be submitted by somebody whom they let in."""
    thing = school.draft("staff", form, joined="" if by == "staff" else by, about=place)
    school.repository.seen_by(school.people[by].viewer).submit(thing.id, base=1, build=school._document)
    return thing


def shown(school: School, *records: str) -> tuple[str, ...]:
    """What the page of a record says, its PDF, and one of it among others."""
    decider = Visitor(school.client("decider"))
    page = decider.get(f"/records/{records[0]}")
    single = decider.client.get(f"/records/{records[0]}.pdf").get_data(as_text=True)
    many = decider.get("/records").press(
        "Download those chosen as one PDF", {f"record-{each}": "yes" for each in records}
    )
    return page.text, said_in(single), said_in(many.response.get_data(as_text=True))


def said_in(content: str) -> str:
    facts = [each for printed in json.loads(content)["prints"] for each in printed["facts"]]
    return " ".join(f"{each['term']} {' '.join(each['paragraphs'])}" for each in facts)


def test_a_letter_says_that_it_was_signed_through_the_link_that_was_sent_and_to_whom(school: School) -> None:
    day = day_in_words(today())
    for text in shown(school, signed(school)):
        assert f"Signed by letter By Pat Jones, who confirmed the address {EMAIL}, on {day} at" in text
        assert f"through a link of the letter that was sent to them on {day}." in text
        assert "Submitted by" not in text


def test_a_link_that_was_seen_at_the_school_is_said_on_paper_too(school: School) -> None:
    for text in shown(school, signed(school, by_mail=False)):
        assert "Opened by a link that Staff at the school made and saw." in text


def test_a_letter_that_was_typed_in_at_the_school_says_so_and_by_whom(school: School) -> None:
    said = f"No. Entered at the school by Colleague on {day_in_words(today())}, not signed through a link."
    for text in shown(school, entered(school).id):
        assert f"Signed by letter {said}" in text
        assert "Submitted by Colleague" in text
        assert "who confirmed the address" not in text


def test_a_signed_letter_whose_signature_is_gone_never_reads_like_one_that_was_typed_in(school: School) -> None:
    entry = school.entry()
    record = signed(school, place=entry.name)
    with school.repository._database.writing("A forgery") as connection:
        for table in letter_statements.TABLES:
            connection.execute(sa.delete(table))
    day = day_in_words(today())
    for text in shown(school, record):
        said = f"Signed by letter Through a link on {day}, by the audit trail. What was signed is not there any more."
        assert f"{said} It is not as it was signed. It was signed, and its record," in text
        assert "Entered at the school" not in text
    page = Visitor(school.client("decider")).get(f"/registers/places/{entry.id}")
    assert f"signed through a link on {day}, today, and what was signed is not there any more." in page.text


def test_a_record_that_was_changed_with_its_digest_says_so_wherever_it_is_read(school: School) -> None:
    record = entered(school, "plain").id
    assert "Do not rely on it" not in Visitor(school.client("decider")).get(f"/records/{record}").text
    kept = school.repository.record(record)
    assert kept is not None
    document = {name: value for name, value in json.loads(kept.document).items() if name != SEAL}
    document["by"] = {"name": "Somebody Else"}
    document[SEAL] = digest(document)
    forged = {"document": json.dumps(document), "digest": document[SEAL]}
    with school.repository._database.writing("A forgery") as connection:
        connection.execute(sa.update(records).where(records.c.id == record).values(forged))
    decider = Visitor(school.client("decider"))
    said = "It is not the record that was submitted: the audit trail holds another digest."
    page = decider.get(f"/records/{record}").text
    assert f"This record is not as it was made. Do not rely on it: {said}" in page
    assert f"Do not rely on it. {said}" in decider.client.get(f"/records/{record}.pdf").get_data(as_text=True)


@pytest.mark.parametrize("by", ["staff", "colleague"])
def test_a_record_names_the_account_that_submitted_it_beside_whoever_began_it(school: School, by: str) -> None:
    for text in shown(school, entered(school, "plain", by).id):
        assert f"Submitted by {by.title()}" in text
        assert "Signed by letter" not in text


def test_the_register_tells_the_two_apart(school: School) -> None:
    entry = school.entry()
    path, decider = f"/registers/places/{entry.id}", Visitor(school.client("decider"))
    ago = f"on {day_in_words(today())}, today"
    signed(school, place=entry.name)
    assert f"“The lettered form”: signed by its recipient {ago}." in decider.get(path).text
    entered(school, place=entry.name)
    assert f"“The lettered form”: entered at the school {ago}, not signed through a link." in decider.get(path).text


def test_nobody_is_told_of_records_out_of_their_reach_and_all_are_asked_for_at_once(school: School) -> None:
    letter, typed = signed(school), entered(school, by="staff").id
    hidden = entered(school, "sealed", "decider").id
    ids = [letter, typed, hidden]
    found = school.repository.provenance(ids)
    people = {name: each.account.id for name, each in school.people.items()}
    assert found == {
        letter: Provenance("signed"),
        typed: Provenance("entered", people["staff"]),
        hidden: Provenance("entered", people["decider"]),
    }
    reader = school.repository.seen_by(school.people["reader"].viewer)
    assert reader.provenance(ids).keys() == {letter, typed}
    assert school.repository.seen_by(Viewer(id="", name="", roles=frozenset())).provenance(ids) == {}
