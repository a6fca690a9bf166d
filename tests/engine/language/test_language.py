"""What the engine says in another language is all of what it says in English, and changes no answer.

One language is made up: it puts every sentence in square brackets, so that whatever stands outside them was not said
through the catalogue. The specs that are looked at have all of their own texts in brackets, too.
"""

import json
import re
from datetime import UTC, date, datetime, time
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from babel.dates import format_date
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from engine.answers import answers_of
from engine.check import check
from engine.compile import compile_form
from engine.document import submission
from engine.form import Form
from engine.kinds import calendar
from engine.kinds.kind import Fault
from engine.language import ENGLISH, MONTHS, Language, language
from engine.page.section import Pages
from engine.page.sheet import blank_page, heading, letter, sheet
from engine.program import program
from engine.rows import one_row_each
from engine.taking import entries_of
from engine.validate import validate
from formspec import kinds
from formspec.loader import load
from formspec.published import SPECS
from formspec.source import read
from formspec.translatable import wordy
from formspec.translation import LANGUAGES, load_translation, translate

ROOT = Path(__file__).parents[3]
ENGINE = ROOT / "engine"
GALLERY = ROOT / "tests" / "gallery"
FORMS = [*(path for path in sorted(GALLERY.glob("*.yaml")) if "." not in path.stem), *sorted(SPECS.glob("*/*.yaml"))]
CASES = sorted(GALLERY.glob("trip-consent/*valid-*.json"))
WELSH = language("cy")
METHODS = [("**.py", "python"), ("**.html", "jinja2.ext:babel_extract")]
SAID = frozenset(
    message for _, _, message, _, _ in extract_from_dir(ENGINE, METHODS, keywords={"say": None, "noted": None})
)
"""Every sentence that the engine's code and templates say, as Babel finds them."""


class Bracketed(dict[str, str]):
    """What every sentence is in the language that is made up."""

    def get(self, key: str, default: Any = None) -> str:
        return f"[{key}]"


def bracketed_language() -> Language:
    return Language("cy", "Made up", Bracketed(), tuple(f"[{month}]" for month in MONTHS))


def by_name(path: Path) -> str:
    return f"{path.parent.name}-{path.stem}"


@cache
def bracketed(path: Path) -> Form:
    """Return a form all of whose own texts are in brackets, in the language that is made up."""
    data = path.read_bytes()
    texts: dict[str, dict[str, Any]] = {}
    for address, part in wordy(read(data).root).items():
        for key, own in part.texts.items():
            name, _, code = key.partition(".")
            said = ["\n".join(f"[{line}]" for line in each.text.strip().split("\n")) for each in own]
            within = texts.setdefault(address, {})
            if code:
                within.setdefault(name, {})[code] = said[0]
            else:
                within[name] = said if name in {"points", "worded", "labels"} else said[0]
    spec = load(data).spec
    head = {"formspec": 1, "form": spec.form, "version": spec.version, "language": "cy"}
    words = json.dumps({**head, "texts": texts}, ensure_ascii=False).encode()
    return compile_form(translate(data, load_translation(words, data, "cy").translation), bracketed_language())


class Words(HTMLParser):
    """The texts of a page that a person reads, without what is only for programs."""

    def __init__(self) -> None:
        super().__init__()
        self.texts = [""]
        self._skipped = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._skipped += tag in {"style", "script"}
        self.texts += [] if tag == "span" else [""]

    def handle_endtag(self, tag: str) -> None:
        self._skipped -= tag in {"style", "script"}

    def handle_data(self, data: str) -> None:
        if not self._skipped:
            self.texts[-1] += data


def outside(text: str) -> str:
    """Return what of a text stands outside all brackets."""
    while (shorter := re.sub(r"\[[^\[\]]*\]", "", text)) != text:
        text = shorter
    return text


def unsaid(html: str) -> list[str]:
    """Return the words of a page that were not said through the language."""
    words = Words()
    words.feed(html)
    return [text.strip() for text in words.texts if re.search("[A-Za-z]", outside(text))]


def fields(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_catalogue_has_every_sentence_that_the_engine_says_and_no_other(code):
    with (ENGINE / "language" / f"{code}.po").open("rb") as file:
        entries = {each.id: each.string for each in read_po(file) if each.id}
    assert set(entries) == SAID
    assert [sentence for sentence, said in entries.items() if not said] == []
    assert [sentence for sentence, said in entries.items() if fields(sentence) != fields(said)] == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_sentence_in_another_language_is_another_sentence(code):
    same = {sentence for sentence in SAID if language(code).say(sentence) == sentence}
    assert same == set()


def test_english_says_a_sentence_as_it_is_written():
    assert language("en") is ENGLISH
    assert ENGLISH.say("{subject} must be {number} or more", subject="{it}", number=3) == "{it} must be 3 or more"
    assert ENGLISH.say("Day") == "Day"


def test_there_is_no_other_language():
    with pytest.raises(KeyError):
        language("fr")


@pytest.mark.parametrize("path", FORMS, ids=by_name)
def test_every_message_of_every_answer_is_said_through_the_language(path):
    form = bracketed(path)
    form = form.lay(one_row_each(form.spec))
    told = [
        cell.error(Fault(code, each.suffix, "[x]")).message
        for cell in form.cells
        for code in (*kinds.KINDS.get(cell.column.kind, kinds.KINDS["file"]).error_codes, "malformed")
        for each in cell.inputs
    ]
    assert [message for message in told if re.search("[A-Za-z]", outside(message))] == []


@pytest.mark.parametrize("path", FORMS, ids=by_name)
def test_every_message_of_a_pages_rules_is_said_through_the_language(path):
    found: list[str] = []

    def walk(node: Any) -> None:
        if isinstance(node, dict):
            found.extend(text for text in node.get("messages", {}).values())
            for each in node.values():
                walk(each)
        elif isinstance(node, list):
            for each in node:
                walk(each)

    walk(program(bracketed(path)))
    assert found
    assert [message for message in found if re.search("[A-Za-z]", outside(message))] == []


@pytest.mark.parametrize("path", FORMS, ids=by_name)
def test_every_word_of_a_page_is_said_through_the_language(path):
    form = bracketed(path)
    pages = Pages(form)
    laid = form.lay(one_row_each(form.spec))
    errors = dict.fromkeys(laid.limits, "[wrong]")
    for section in form.spec.sections:
        assert unsaid(pages.section(section.id, laid).render({}, errors)) == []


@pytest.mark.parametrize("path", FORMS, ids=by_name)
def test_every_word_of_a_sheet_is_said_through_the_language(path):
    form = bracketed(path)
    names = {form.spec.policy.organisation, form.spec.address} if form.spec.policy else {form.spec.address}
    for html in (heading(form), letter(form, {}), sheet(form, {}, links={each.id: "#" for each in form.spec.sections})):
        assert [text for text in unsaid(html) if text not in names] == []
    assert [text for text in unsaid(blank_page(form)) if text not in names] == []
    assert '<html lang="cy">' in blank_page(form)


def test_days_are_shown_as_the_language_writes_them():
    for month in range(1, 13):
        day = date(2026, month, 3)
        assert calendar.show_day(day.isoformat(), WELSH) == format_date(day, "d MMMM y", locale="cy")
        assert calendar.show_day(day.isoformat(), WELSH).split()[1] == calendar.WELSH_MONTHS[month - 1]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("2026-11-23", "23 Tachwedd 2026"),
        ("2026-11-23T14:30", "23 Tachwedd 2026 am 2:30yh"),
        ("10:15", "10:15yb"),
        ("12:00", "hanner dydd"),
        ("00:00", "hanner nos"),
        ("not a day", "not a day"),
    ],
)
def test_days_and_times_are_shown_in_welsh(written, shown):
    assert calendar.show(written, WELSH) == shown


@pytest.mark.parametrize("spoken", [ENGLISH, WELSH], ids=["en", "cy"])
def test_what_is_shown_can_be_typed_whatever_the_language_of_the_page(spoken):
    for hour in range(24):
        for minute in ("00", "05"):
            clock = f"{hour:02}:{minute}"
            assert calendar.read_time(calendar.show_time(clock, spoken)) == clock
    for number, name in enumerate(spoken.months, 1):
        assert calendar.read_month(name) == calendar.read_month(name.upper()) == number
        assert calendar.read_month(name[:3]) == number


def test_the_dates_of_a_policy_have_their_months_in_the_language_and_nothing_else():
    assert WELSH.policy_date("October 2025") == "Hydref 2025"
    assert WELSH.policy_date("3 may 2025") == "3 Mai 2025"
    assert WELSH.policy_date("2025-10") == "2025-10"
    assert ENGLISH.policy_date("October 2025") == "October 2025"


def both() -> tuple[Form, Form]:
    data = (GALLERY / "trip-consent.yaml").read_bytes()
    words = load_translation((GALLERY / "trip-consent.cy.yaml").read_bytes(), data, "cy")
    assert words.problems == ()
    english = compile_form(load(data).spec)
    return english, compile_form(translate(data, words.translation), WELSH, english)


@pytest.mark.parametrize("path", CASES, ids=by_name)
def test_answers_are_right_or_wrong_alike_in_both_languages_and_are_the_same_answers(path):
    case = json.loads(path.read_text(encoding="utf-8"))
    english, welsh = both()
    today = date.fromisoformat(case["today"])
    entries, _ = entries_of(english, case["answers"])
    found = [
        [(error.address, error.name, error.code) for error in check(form, entries, complete=True, today=today)]
        for form in (english, welsh)
    ]
    assert found[0] == found[1]
    assert answers_of(english, entries, today) == answers_of(welsh, entries, today)
    noon = datetime.combine(today, time(12), UTC)
    documents = [submission(form, entries, id="gallery", submitted=noon) for form in (english, welsh)]
    assert documents[0] == documents[1]
    assert [each.code for each in validate(welsh, documents[0])] == [
        each.code for each in validate(english, documents[0])
    ]


def test_a_message_is_in_the_words_of_the_form_and_its_language():
    _, welsh = both()
    entries = {"child.born.day": "3", "child.born.month": "Tachwedd", "child.going": "yes", "consent.day.day": "1"}
    told = {error.name: error.message for error in check(welsh, entries, complete=True, today=date(2026, 11, 23))}
    assert told["child.name"] == "Rhowch enw eich plentyn"
    assert told["child.born.year"] == "Y dyddiad geni: rhaid cynnwys blwyddyn"
    assert told["consent.day.month"] == "Y dyddiad: rhaid cynnwys mis a hefyd blwyddyn"
