"""Forms as PDFs: tagged, in reading order, with their own fonts, and with whatever was entered as it was entered."""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from engine.compile import compile_form
from engine.example import example_entries
from engine.form import Form
from engine.language import language
from engine.pdf.report import Address, Print, Report, Titled, blank_report, written
from engine.pdf.typesetting import typeset
from engine.stored_file import StoredFile, write_files
from formspec.loader import load
from formspec.published import SPECS
from formspec.translation import load_translation, translate
from tests.pdfs import Pdf
from tests.pictures import photo, png

GALLERY = Path(__file__).parents[2] / "gallery"
FORMS = sorted([*SPECS.glob("*/1.yaml"), *(each for each in GALLERY.glob("*.yaml") if ".cy." not in each.name)])
MOMENT = datetime(2026, 11, 23, 10, 15, tzinfo=UTC)
SPEC = """\
formspec: 1
form: visit
version: 1
title: Visit
subtitle: of a provider
policy: {title: Visits, part: Appendix 1, organisation: A school, approved: October 2025, review: October 2027}
intro: Look at everything.
columns:
  - {id: answer, role: answer, label: Answer, kind: long-text, required: true, could-not-find-out: true}
  - {id: concern, role: concern, label: Concern, kind: long-text}
sections:
  - id: place
    title: The place
    columns: []
    questions: [{id: name, label: Which place?, kind: text, required: true}]
  - id: safe
    title: Is it safe?
    text: Ask somebody.
    questions:
      - id: fire
        label: "What of ((place.name)) if it burns?"
        points: [Doors?, Alarms?]
        hint: Ask for the plan
        evidence: [{id: plan, text: Look at the plan}, {id: doors, text: Open the doors}]
      - {id: water, label: And of water?}
"""
ANSWERS = {
    "place.name": "The Forge",
    "safe.fire.answer": "All is well.\n\nThe plan is new.",
    "safe.fire.concern": "One door sticks",
    "safe.fire.evidence.doors": "seen",
    "safe.water.answer.could-not-find-out": "Nobody knew",
}


def form_of(path: Path) -> Form:
    spec = load(path.read_bytes()).spec
    assert spec is not None
    return compile_form(spec)


def visit() -> Form:
    spec = load(SPEC.encode()).spec
    assert spec is not None
    return compile_form(spec)


def made(report: Report, photos: dict[str, bytes] | None = None) -> Pdf:
    return Pdf(bytes_of(report, photos))


def bytes_of(report: Report, photos: dict[str, bytes] | None = None) -> bytes:
    said = written(report)
    return typeset(said.content, {**said.drawings, **(photos or {})}, report.moment)


def record(form: Form, entries: dict[str, str], **more: object) -> Report:
    printed = Print(form=form, entries=entries, today=MOMENT.date(), foot=form.spec.address, **more)
    return Report(title=form.spec.title, prints=(printed,), moment=MOMENT)


@pytest.mark.parametrize("path", FORMS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_form_filled_in_and_blank_keeps_the_rules_of_pdf_ua(path):
    form = form_of(path)
    assert made(record(form, dict(example_entries(form)))).faults() == []
    if path.stem != "large-audit":  # sixty pages of rows that are alike
        assert made(blank_report(form)).faults() == []


def test_a_record_is_read_in_the_order_of_its_page():
    facts = (("Submitted", ("23 November 2026",)),)
    before = (Titled("Concerns (1)", (("What burns?", ("One door sticks",)),)),)
    pdf = made(record(visit(), ANSWERS, facts=facts, before=before, notices=("Not for real.",)))
    assert pdf.text == (
        "Not for real. A school Visits, Appendix 1 Visit of a provider Approved: October 2025 Review date: October "
        "2027 Submitted 23 November 2026 Concerns (1) What burns? One door sticks Look at everything. "
        "The place 1.1 Which place? The Forge Is it safe? Ask somebody. Questions Answer Concern "
        "2.1 What of The Forge if it burns? • Doors? • Alarms? Ask for the plan "
        "Look at the plan Open the doors (seen) All is well. The plan is new. One door sticks "
        "2.2 And of water? Could not find out: Nobody knew Nothing entered"
    )
    assert pdf.headings == [
        ("/H1", "Visit"),
        ("/H2", "Concerns (1)"),
        ("/H2", "The place"),
        ("/H2", "Is it safe?"),
    ]
    assert [title for _, title in pdf.bookmarks] == [text for _, text in pdf.headings]


def test_a_table_has_its_columns_heads_and_a_row_for_each_question():
    head, fire, water = made(record(visit(), ANSWERS)).rows
    assert head == ["Questions", "Answer", "Concern"]
    assert (fire[2], water) == (
        "One door sticks",
        ["2.2 And of water?", "Could not find out: Nobody knew", "Nothing entered"],
    )


@pytest.mark.parametrize(("tag", "lines"), [("en", ["Full name", "Signature"]), ("cy", ["Enw llawn", "Llofnod"])])
def test_a_blank_signature_has_a_box_before_its_declaration_and_lines_for_the_name_and_the_hand(tag, lines):
    spec = load((SPECS / "provider-letter" / "1.yaml").read_bytes()).spec
    assert spec is not None
    content = written(blank_report(compile_form(spec, language(tag)))).content
    rows = content["prints"][0]["sections"][0]["runs"][0]["rows"]
    (room,) = [each["cells"][0]["room"] for each in rows if each["asks"]["paragraphs"] == ["Signed:"]]
    assert (room["choices"], room["parts"]) == (["I confirm that these checks are in place."], lines)


def test_a_blank_form_has_room_and_no_answers_and_no_date():
    pdf = made(blank_report(visit()))
    assert pdf.rows[1][1:] == ["Look at the plan Open the doors", ""]
    assert "Nothing entered" not in pdf.text
    assert "/CreationDate" not in pdf.file.docinfo


def test_a_record_is_made_to_be_kept_dated_when_it_was_submitted_and_the_same_each_time():
    report = record(visit(), ANSWERS)
    first, second = bytes_of(report), bytes_of(report)
    assert first == second
    pdf = Pdf(first)
    with pdf.file.open_metadata() as metadata:
        kept = {name: metadata[name] for name in ("pdfaid:part", "pdfaid:conformance", "dc:title", "xmp:CreateDate")}
    assert kept == {
        "pdfaid:part": "2",
        "pdfaid:conformance": "A",
        "dc:title": "Visit",
        "xmp:CreateDate": "2026-11-23T10:15:00+00:00",
    }
    assert str(pdf.root.Lang) == "en-GB"


@pytest.mark.parametrize(
    "hostile",
    [
        '#read("/etc/passwd")',
        "= A heading",
        "1. one",
        "- a *list* of _words_ $x^2$ <a> @b",
        '#import "table.typ": *',
        "// nothing \\ / [ ] { } ~ `raw`",
        '"}], "title": "other"',
        "https://example.org/",
        "{page} of {pages} {name}",
    ],
)
def test_what_is_entered_is_words_and_never_markup(hostile):
    pdf = made(record(visit(), ANSWERS | {"safe.fire.concern": hostile}))
    assert pdf.rows[1][2] == hostile
    assert len(pdf.headings) == 3
    assert not [tag for tag in pdf.tags if tag.role == "/Link"]


@pytest.mark.parametrize(
    "words", ["Tŷ Ŵyn, dŵr, ôl", "Łódź, żółć, ąę", "Ђ Їжак, Ёлка", "Ελλάδα", "½ £ € “q” – — …", "हिन्दी"]
)
def test_letters_of_many_languages_are_shown_as_they_are(words):
    pdf = made(record(visit(), ANSWERS | {"safe.fire.concern": words}))
    assert pdf.rows[1][2] == words
    assert pdf.faults() == []


def test_a_word_without_an_end_stays_within_its_cell():
    pdf = made(record(visit(), ANSWERS | {"safe.fire.concern": "x" * 300}))
    assert "".join(pdf.rows[1][2].replace("\u200b", "").split()) == "x" * 300
    assert lines(pdf) > lines(made(record(visit(), ANSWERS))) + 3


def lines(pdf: Pdf) -> int:
    """Return how many times a piece of text is placed."""
    streams = (pikepdf.parse_content_stream(page) for page in pdf.file.pages)
    return sum(str(operator) == "Tm" for stream in streams for _, operator in stream)


def test_arabic_is_shown_with_its_own_letters():
    words = "مدرسة"
    pdf = made(record(visit(), ANSWERS | {"safe.fire.concern": words}))
    assert set(words) <= set(pdf.rows[1][2])
    assert "�" not in pdf.text


def test_a_character_that_no_font_has_is_told_and_the_rest_is_shown():
    pdf = made(record(visit(), ANSWERS | {"safe.fire.concern": "漢 and 😀\ufeff\x0b"}))
    assert pdf.rows[1][2] == "� and �"
    assert pdf.text.endswith("� stands for a character that this PDF has no letter for. The record itself has it.")
    assert "stands for a character" not in made(record(visit(), ANSWERS)).text


@settings(max_examples=25, deadline=None)
@given(words=st.text(max_size=60))
def test_whatever_somebody_writes_there_is_a_pdf_of_it(words):
    assert made(record(visit(), ANSWERS | {"safe.fire.answer": f"a{words}b"})).faults() == []


def with_photos(*files: StoredFile) -> dict[str, str]:
    return ANSWERS | {"safe.fire.attachments": write_files(files)}


def a_photo(digit: str, **more: str) -> StoredFile:
    return StoredFile(digit * 64, 2048, "image/jpeg", f"{digit}.jpg", **more)


def test_photos_stand_at_their_answer_each_with_its_caption_as_the_alternative_text():
    files = (a_photo("a", caption="The door"), a_photo("b"), a_photo("c", prompt="plan"), a_photo("d"))
    photos = {"a" * 64: photo((3000, 2000)), "b" * 64: png(), "c" * 64: photo(), "d" * 64: b"no photo"}
    pdf = made(record(visit(), with_photos(*files)), photos)
    assert pdf.figures == [
        "The door",
        "Photo without a caption: b.jpg (2 KB)",
        "Look at the plan Photo without a caption: c.jpg (2 KB)",
    ]
    assert "d.jpg (2 KB) This photo cannot be shown here." in pdf.rows[1][1]
    assert pdf.faults() == []


def is_image(each: pikepdf.Object) -> bool:
    return isinstance(each, pikepdf.Stream) and each.stream_dict.get("/Subtype") == "/Image"


def test_a_photo_is_made_smaller_and_holds_nothing_beside_the_picture():
    pdf = made(record(visit(), with_photos(a_photo("a"))), {"a" * 64: photo((3000, 2000))})
    (kept,) = (each.read_raw_bytes() for each in pdf.file.objects if is_image(each))
    image = Image.open(BytesIO(kept))
    assert (image.size, dict(image.getexif())) == ((1200, 800), {})


def test_a_file_that_is_no_photo_is_named():
    named = StoredFile("e" * 64, 2048, "application/pdf", "plan.pdf", caption="The plan")
    report = record(visit(), with_photos(named))
    assert written(report).photos == ()
    assert "The plan plan.pdf (2 KB)" in " ".join(made(report).rows[1][1].split())


def test_the_code_of_the_address_says_where_it_leads():
    address = Address(
        "https://a.example/records/1", b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', "QR"
    )
    pdf = made(record(visit(), ANSWERS, address=address))
    assert pdf.figures == ["QR"]
    links = [note.A.URI for page in pdf.file.pages for note in page.get("/Annots", [])]
    assert [str(each) for each in links] == ["https://a.example/records/1"]
    assert pdf.faults() == []


def test_several_stand_in_one_file_with_a_list_before_them():
    prints = tuple(
        Print(form=visit(), entries=ANSWERS, today=MOMENT.date(), foot="x", bookmark=f"Visit {at}") for at in (1, 2)
    )
    pdf = made(
        Report(title="For a meeting", prints=prints, moment=MOMENT, contents="Contents", lines=("Two of them.",))
    )
    assert [title for level, title in pdf.bookmarks if level == 1] == ["Visit 1", "Visit 2"]
    assert pdf.text.startswith("For a meeting Two of them. Contents Visit 1")
    assert pdf.faults() == []


def test_a_form_in_welsh_says_so_and_so_does_its_pdf():
    text, words = (GALLERY / f"trip-consent.{end}" for end in ("yaml", "cy.yaml"))
    translation = load_translation(words.read_bytes(), text.read_bytes(), "cy").translation
    assert translation is not None
    spec = translate(text.read_bytes(), translation)
    assert spec is not None
    welsh = compile_form(spec, language("cy"))
    pdf = made(blank_report(welsh))
    assert str(pdf.root.Lang) == "cy"
    assert pdf.faults() == []
    mixed = made(record(welsh, {}))
    assert str(mixed.root.Lang) == "en-GB"
    first = {tag.lang for tag in mixed.tags if tag.role in {"/H1", "/H2", "/P"} and tag.parents == ("/Document",)}
    assert first == {"cy"}


def test_groups_stand_under_headings_of_their_own_level():
    form = form_of(GALLERY / "household-survey.yaml")
    levels = [role for role, _ in made(record(form, dict(example_entries(form)))).headings]
    assert {"/H3", "/H4", "/H5"} <= set(levels)


def test_what_is_checked_is_found_where_it_is_missing():
    pdf = made(record(visit(), ANSWERS))
    del pdf.root.Lang
    del pdf.root.ViewerPreferences
    heading = next(
        each for each in pdf.file.objects if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/H1"
    )
    heading.S = pikepdf.Name("/H3")
    assert [each.partition(":")[0] for each in pdf.faults()] == ["7.1", "7.2", "7.4.2"]
