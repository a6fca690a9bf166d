"""A form can be read and filled in in another language, and what is submitted is the same in every one."""

import json
from pathlib import Path

import pytest

WORDS = """\
formspec: 1
form: trip-check
version: 1
language: cy
texts:
  form: {title: Gwirio'r daith, intro: Llenwch hwn cyn pob taith., questions-label: Beth i edrych arno}
  columns.state: {label: Cyflwr}
  columns.state.good: {label: Da}
  columns.state.poor: {label: Gwael, hint: Dywedwch pam wrth ei ymyl}
  columns.note: {label: Nodyn}
  trip: {title: Y daith, text: Atebwch y cyfan cyn gadael.}
  trip.place: {label: I ble rydych chi'n mynd?, name: y lle}
  trip.day: {label: Pa ddiwrnod?, name: y diwrnod}
  trip.first-aid: {label: A oes swyddog cymorth cyntaf?}
  trip.by: {label: Sut rydych chi'n teithio?}
  trip.by.coach: {label: Bws}
  trip.signed: {label: Llofnodwch yma, name: eich llofnod, declaration: Rwyf wedi gwirio hyn i gyd.}
  coach: {title: Y bws}
  coach.belts: {label: Gwregysau}
  coach.belts.evidence.looked: {text: Edrychwch ar bob sedd}
"""
TITLE, WELSH_TITLE = "Trip check", "Gwirio"


@pytest.fixture
def words(specs: Path) -> Path:
    """The words of the third form in Welsh, beside it."""
    path = specs / "trip-check" / "1.cy.yaml"
    path.write_text(WORDS, encoding="utf-8")
    return path


@pytest.fixture
def english(visitor, words):
    """The list of sections of a draft of the third form."""
    return visitor.start(TITLE)


def in_welsh(visitor, page):
    return visitor.get(page.link("Cymraeg"))


def spoken(page) -> list[str]:
    """Return what the texts of a page say that they are in, beside the links to other languages."""
    return [given["lang"] for tag, given in page.tags if given.get("lang") and tag not in {"a", "html"}]


def test_a_form_without_words_in_another_language_offers_none(visitor):
    tasks = visitor.start(TITLE)
    assert "Cymraeg" not in tasks.text
    page = visitor.get(f"{tasks.path}/sections/trip?language=cy")
    assert "Where are you going?" in page.text
    assert spoken(page) == []


def test_a_page_leads_to_the_same_page_in_the_other_language_and_back(visitor, english):
    page = visitor.get(f"{english.path}/sections/trip")
    welsh = in_welsh(visitor, page)
    assert welsh.path == page.path
    assert "I ble rydych chi'n mynd?" in welsh.text
    assert "Where are you going?" not in welsh.text
    assert "Where are you going?" in visitor.get(welsh.link("English")).text


def test_the_language_stays_for_the_pages_that_follow(visitor, english):
    in_welsh(visitor, english)
    for path in ("", "/sections/coach", "/check"):
        assert WELSH_TITLE in visitor.get(english.path + path).text


def test_somebody_else_reads_the_form_in_their_own_language(visitor, colleague, english):
    in_welsh(visitor, english)
    assert TITLE in colleague.get(english.path).text


def test_what_is_in_another_language_says_so_on_the_page(visitor, english):
    page = in_welsh(visitor, visitor.get(f"{english.path}/sections/trip"))
    assert spoken(page)
    assert set(spoken(page)) == {"cy"}
    assert spoken(visitor.get(page.link("English"))) == []


def test_labels_options_and_dates_that_no_spec_writes_are_in_the_language(visitor, english):
    page = in_welsh(visitor, visitor.get(f"{english.path}/sections/trip"))
    for text in ("Diwrnod", "Mis", "Blwyddyn", "Enw llawn", "Ie", "(dewisol)", "Cod post", "Methu cael gwybod"):
        assert text in page.text
    visitor.fill(english, {"trip": {"trip.day.day": "3", "trip.day.month": "Rhagfyr", "trip.day.year": "2026"}})
    assert "3 Rhagfyr 2026" in visitor.get(f"{english.path}/check").text
    assert "3 December 2026" in visitor.get(f"{english.path}/check?language=en").text


def test_errors_are_in_the_language(visitor, english):
    in_welsh(visitor, english)
    page = visitor.get(f"{english.path}/sections/trip").press("Save and continue", {"trip.day.day": "32"})
    assert "Y diwrnod: rhaid rhoi dyddiad go iawn" in page.text
    assert "Rhowch y lle" in visitor.get(f"{english.path}/check").text


def test_what_is_not_translated_is_in_the_words_of_the_form(visitor, english):
    in_welsh(visitor, english)
    assert "Why are you going?" in visitor.get(f"{english.path}/sections/trip").text


def test_the_blank_sheet_and_the_page_of_a_form_are_in_the_language(visitor, words):
    page = in_welsh(visitor, visitor.get("/forms/trip-check"))
    assert "Y daith" in page.text
    blank = page.follow("Blank form to print")
    assert "Gwregysau" in blank.text
    assert "Tystiolaeth" not in blank.text
    assert "Cyflwr" in blank.text


def submitted(visitor, answers, code: str) -> dict:
    """Return the document of a draft that was filled in, checked and submitted in a language."""
    tasks = visitor.start(TITLE)
    visitor.get(f"{tasks.path}?language={code}")
    receipt = visitor.fill(tasks, answers).press("Submit")
    record = receipt.follow("Open the record")
    return json.loads(record.follow("Download JSON").response.data)


def test_the_same_answers_are_the_same_submission_in_every_language(visitor, third_answers, words):
    in_months = {**third_answers, "trip": {**third_answers["trip"], "trip.day.month": "Rhagfyr"}}
    documents = [submitted(visitor, third_answers, "en"), submitted(visitor, in_months, "cy")]
    for each in documents:
        for member in ("id", "submitted", "digest"):
            each.pop(member)
    assert documents[0] == documents[1]
    assert documents[1]["answers"]["trip"]["signed"]["declaration"] == "I have checked all of this."


def test_a_record_is_read_in_the_language_that_its_reader_chose(visitor, third_answers, english):
    receipt = visitor.fill(english, third_answers).press("Submit")
    record = receipt.follow("Open the record")
    assert "The coach" in record.text
    assert "Y bws" in in_welsh(visitor, record).text


def test_words_with_an_error_in_them_are_not_offered(visitor, words, english):
    words.write_text(WORDS + "  nowhere: {label: Dim}\n", encoding="utf-8")
    page = visitor.get(english.path)
    assert "Cymraeg" not in page.text
    assert TITLE in visitor.get(f"{english.path}?language=cy").text


def test_words_of_another_text_than_a_draft_was_begun_with_are_not_offered(visitor, words, english):
    spec = words.with_name("1.yaml")
    spec.write_text(spec.read_text(encoding="utf-8").replace("Seat belts", "Belts"), encoding="utf-8")
    assert "Cymraeg" not in visitor.get(english.path).text


def test_a_draft_goes_on_in_its_own_words_when_the_others_are_gone(visitor, words, english):
    in_welsh(visitor, english)
    words.unlink()
    page = visitor.get(f"{english.path}/sections/trip")
    assert "Where are you going?" in page.text
    assert "Cymraeg" not in page.text


@pytest.mark.parametrize("asked", ["fr", "", "CY", "../cy"])
def test_a_language_that_there_is_none_of_chooses_nothing(visitor, english, asked):
    assert TITLE in visitor.get(f"{english.path}?language={asked}").text
