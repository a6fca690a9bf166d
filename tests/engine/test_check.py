"""What `check` says of entries: everything at once, in the form's order, at the right input."""

from collections.abc import Mapping

import pytest

from engine.binding import bind
from engine.check import AnswerError, check, check_section
from engine.compile import compile_form
from engine.document import answers_of
from engine.form import Form
from formspec.loader import load
from formspec.model import Column, Option, Prompt, Question, Section, Spec

ANSWER = Column(id="answer", role="answer", kind="long-text", label="Answer", required=True, could_not_find_out=True)
CONCERNS = Column(id="concerns", role="concern", kind="long-text", label="Concerns")
LOOK = Prompt(id="look", text="Look at:", prompts=(Prompt(id="log", text="The log"),))


def _question(question_id: str, *columns: Column, evidence: tuple[Prompt, ...] = ()) -> Question:
    return Question(id=question_id, label=f"About {question_id}?\nMore.", columns=columns, evidence=evidence)


def _plain(kind: str, **settings: object) -> Column:
    return Column(id="", kind=kind, **settings)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def form() -> Form:
    details = Section(
        id="details",
        title="Details",
        questions=(
            _question("provider", _plain("text", name="the name of the provider", required=True)),
            _question("visited", _plain("date", name="the date of the visit", required=True)),
            _question("how", _plain("choices", options=(Option(value="a", label="A"), Option(value="b", label="B")))),
        ),
    )
    rows = Section(
        id="rows",
        title="Rows",
        columns=(ANSWER, CONCERNS),
        questions=(
            _question("one", ANSWER, CONCERNS, evidence=(LOOK,)),
            _question("two", ANSWER, CONCERNS),
        ),
    )
    return compile_form(Spec(form="f", version=1, title="F", sections=(details, rows)))


GOOD = {
    "details.provider": "Hillside",
    "details.visited.day": "23",
    "details.visited.month": "11",
    "details.visited.year": "2026",
    "rows.one.answer": "Good",
    "rows.one.evidence.log": "seen",
    "rows.two.answer.could-not-find-out": "They were away",
}


def _found(form: Form, entries: Mapping[str, str], *, complete: bool = True) -> list[tuple[str, str]]:
    return [(each.name, each.code) for each in check(form, entries, complete=complete)]


def test_complete_entries_are_right(form: Form) -> None:
    assert check(form, GOOD, complete=True) == ()


def test_everything_missing_is_told_at_once_in_the_forms_order(form: Form) -> None:
    assert check(form, {}, complete=True) == (
        AnswerError("details.provider", "details.provider", "required", "Enter the name of the provider"),
        AnswerError("details.visited", "details.visited.day", "required", "Enter the date of the visit"),
        AnswerError(
            "rows.one.answer",
            "rows.one.answer",
            "required",
            "Enter an answer to “About one?”, or say why you could not find out",
        ),
        AnswerError(
            "rows.two.answer",
            "rows.two.answer",
            "required",
            "Enter an answer to “About two?”, or say why you could not find out",
        ),
    )


def test_a_draft_may_lack_everything(form: Form) -> None:
    assert check(form, {}, complete=False) == ()


@pytest.mark.parametrize("blank", ["", " ", "\n\t", "\u2028", "\u3000"])
def test_what_is_blank_counts_as_missing(form: Form, blank: str) -> None:
    entries = dict.fromkeys(form.limits, blank[:1])
    assert check(form, entries, complete=True) == check(form, {}, complete=True)
    assert check(form, entries, complete=False) == ()


def test_faults_of_every_sort_come_in_the_forms_order_and_unknown_names_last(form: Form) -> None:
    entries = {
        "zz": "1",
        "rows.two.answer": "Good",
        "rows.two.answer.could-not-find-out": "They were away",
        "rows.two.concerns": "x" * 5001,
        "rows.one.evidence.log": "yes",
        "rows.one.answer.could-not-find-out": "x" * 501,
        "details.how.b": "on",
        "details.visited.day": "31",
        "details.visited.month": "2",
        "details.visited.year": "2026",
        "details.provider": "two\nlines",
        "rows.one.evidence.look": "seen",
    }
    both = [
        ("details.provider", "one-line"),
        ("details.visited.day", "not-a-date"),
        ("details.how.b", "not-an-option"),
        ("rows.one.evidence.log", "not-an-option"),
        ("rows.one.answer.could-not-find-out", "too-long"),
        ("rows.two.answer.could-not-find-out", "not-both"),
        ("rows.two.concerns", "too-long"),
        ("zz", "unknown"),
        ("rows.one.evidence.look", "unknown"),
    ]
    assert _found(form, entries) == both
    assert _found(form, entries, complete=False) == both


@pytest.mark.parametrize(
    ("name", "most", "blanks"),
    [
        ("details.provider", 200, " "),
        ("details.provider", 200, "\n"),
        ("rows.one.concerns", 5000, "\n\u2028 "),
        ("rows.two.answer.could-not-find-out", 500, "\t"),
    ],
)
def test_blanks_around_a_text_do_not_count_against_its_limit(form: Form, name: str, most: int, blanks: str) -> None:
    for text in ("x" * most + blanks, blanks + "x" * most, blanks * most + "x" + blanks):
        assert check(form, GOOD | {name: text}, complete=True) == ()
        assert answers_of(form, GOOD | {name: text}) == answers_of(form, GOOD | {name: text.strip()})
        assert bind(form, GOOD | {name: text}).validate()
    assert _found(form, GOOD | {name: "x" * (most + 1) + blanks}) == [(name, "too-long")]
    assert _found(form, GOOD | {name: "x" + blanks * most + "x"}) == [(name, "too-long")]


def test_blanks_beyond_any_limit_are_still_nothing(form: Form) -> None:
    blank = dict.fromkeys(form.limits, " " * 6000)
    assert check(form, blank, complete=False) == ()
    assert check(form, blank, complete=True) == check(form, {}, complete=True)


def test_a_tick_or_an_option_is_exactly_that_however_long(form: Form) -> None:
    assert _found(form, GOOD | {"details.how.a": "yes "}) == [("details.how.a", "not-an-option")]
    assert _found(form, GOOD | {"rows.one.evidence.log": "seen" + " " * 9}) == [
        ("rows.one.evidence.log", "not-an-option")
    ]


def test_a_column_that_is_no_answer_is_named_by_its_label(form: Form) -> None:
    (found,) = check(form, GOOD | {"rows.one.concerns": "x" * 5001}, complete=True)
    assert found.message == "Concerns for “About one?” must be 5,000 characters or less: it is 1 too long"


def test_an_answer_and_a_reason_together_are_an_error_and_neither_is_dropped(form: Form) -> None:
    entries = GOOD | {"rows.two.answer": "Good"}
    (found,) = check(form, entries, complete=True)
    assert (found.address, found.name) == ("rows.two.answer", "rows.two.answer.could-not-find-out")
    assert found.message == "For “About two?”, give an answer or say why you could not find out, not both"
    assert entries["rows.two.answer"] == "Good"


def test_a_reason_of_blanks_is_no_reason(form: Form) -> None:
    assert _found(form, GOOD | {"rows.two.answer.could-not-find-out": " \n"}) == [("rows.two.answer", "required")]
    assert _found(form, GOOD | {"rows.one.answer.could-not-find-out": " \n"}) == []


def test_one_section_is_checked_by_itself(form: Form) -> None:
    entries = {"rows.one.answer": "Good", "zz": "1"}
    assert check_section(form, "rows", entries, complete=True) == check(form, {}, complete=True)[3:]
    assert check_section(form, "details", entries, complete=True) == check(form, {}, complete=True)[:2]


def test_an_unknown_section_cannot_be_checked(form: Form) -> None:
    with pytest.raises(KeyError):
        check_section(form, "rowz", {}, complete=True)


def test_the_sections_together_say_what_the_form_says(form: Form) -> None:
    for entries in ({}, GOOD, dict.fromkeys(form.limits, "x" * 400)):
        whole = check(form, entries, complete=True)
        parts = [
            error for each in form.sections for error in check_section(form, each.section.id, entries, complete=True)
        ]
        assert list(whole) == parts


def test_a_form_knows_the_names_of_its_sections_inputs_in_order(form: Form) -> None:
    assert form.section("rows").names == (
        "rows.one.evidence.log",
        "rows.one.answer",
        "rows.one.answer.could-not-find-out",
        "rows.one.concerns",
        "rows.one.attachments",
        "rows.two.answer",
        "rows.two.answer.could-not-find-out",
        "rows.two.concerns",
    )
    assert sorted(form.limits) == sorted(name for each in form.sections for name in each.names)


def test_the_address_of_a_question_with_columns_stands_for_its_answer(form: Form) -> None:
    cell = form.cell("rows.one")
    assert cell is not None
    assert cell.address == "rows.one.answer"
    for nowhere in ("rows.three", "rows", "details", "", ".", "rows.one.evidence", "rows.one.answer.more"):
        assert form.cell(nowhere) is None


REACHABLE = b"""\
formspec: 1
form: contacts
version: 1
title: Contacts
sections:
  - id: people
    title: People
    questions:
      - id: contact
        label: People we can call
        rows: {least: 1, most: 2}
        checks:
          - id: reachable
            must: {exactly-one: [people.contact.phone, people.contact.email]}
            message: Enter a telephone number or an email address
            at: people.contact.phone
        questions:
          - {id: phone, label: Telephone number, kind: phone}
          - {id: email, label: Email address, kind: email}
"""
PHONE, EMAIL = {"people.contact.1.phone": "01632 960001"}, {"people.contact.1.email": "a@example.org"}


@pytest.fixture(scope="module")
def contacts() -> Form:
    spec = load(REACHABLE).spec
    assert spec is not None
    return compile_form(spec)


@pytest.mark.parametrize(("entries", "while_filling", "at_the_end"), [({}, 0, 1), (PHONE, 0, 0), (PHONE | EMAIL, 1, 1)])
def test_a_check_that_finds_fault_with_a_blank_waits_for_the_end(contacts, entries, while_filling, at_the_end):
    assert len(check_section(contacts, "people", entries, complete=False)) == while_filling
    assert len(check_section(contacts, "people", entries, complete=True)) == at_the_end


def test_too_many_rows_are_told_on_their_section(contacts):
    rows = {f"people.contact.{row}": "row" for row in "123"}
    found = check_section(contacts, "people", rows, complete=False)
    assert [(error.name, error.code) for error in found] == [("people.contact", "too-many-rows")]
