"""The policy's own table says everything that was asked and answered, blank or filled in."""

from html.parser import HTMLParser
from pathlib import Path

import pytest

from engine.compile import compile_form
from engine.document import entries_of
from engine.example import example
from engine.form import Form
from engine.page import blank_page, sheet
from formspec.loader import load

SPECS = Path(__file__).parents[3] / "formspec" / "specs"
POLICY = Path(__file__).parents[2] / "formspec" / "policy"


class Words(HTMLParser):
    """Collects the words of a page, without those that only screen readers hear."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self._skipped: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag in {"span", "style", "title"} and (
            tag != "span" or given.get("class") in {"visually-hidden", "sheet-label", "row-reference"} or self._skipped
        ):
            self._skipped.append(tag)

    def handle_endtag(self, tag):
        if self._skipped and self._skipped[-1] == tag:
            self._skipped.pop()

    def handle_data(self, data):
        if not self._skipped:
            self.words += data.split()


def form(name: str) -> Form:
    spec = load((SPECS / name / "1.yaml").read_bytes()).spec
    assert spec is not None
    return compile_form(spec)


@pytest.mark.parametrize("name", ["ap-audit", "provider-letter"])
def test_the_blank_page_loads_nothing_from_anywhere(name):
    page = blank_page(form(name))
    for loading in ("http://", "https://", "<link", "<script", "src=", "@import", "url("):
        assert loading not in page


def test_the_blank_audit_is_the_policys_table():
    words = " ".join(Words(blank_page(form("ap-audit"))).words)
    for phrase in (
        "Wombridge Primary School",
        "Alternate Provision Policy, Appendix 2",
        "Questions Answer (plus evidence) Concerns Further action How did Ofsted judge safeguarding",
        "Look at: Recent Ofsted report National data (attainment and progress)",
        "Review date: October 2025",
    ):
        assert phrase in words
    assert words.count("Questions Answer (plus evidence) Concerns Further action") == 4


def test_every_answer_of_a_submission_is_on_its_sheet():
    compiled = form("ap-audit")
    entries, errors = entries_of(compiled, example(compiled)["answers"])
    assert not errors
    shown = " ".join(Words(sheet(compiled, entries)).words)
    for cell in compiled.cells:
        value = cell.value(entries)
        if value is not None:
            assert " ".join(cell.kind.show(cell.column, value).split()) in shown


def test_what_could_not_be_found_out_is_said_with_its_reason():
    shown = sheet(form("ap-audit"), {"transition.induction.answer.could-not-find-out": "Nobody <knew>"})
    assert "Could not find out:</strong> Nobody &lt;knew&gt;" in shown


def test_a_malformed_answer_is_shown_as_it_was_typed():
    shown = sheet(form("ap-audit"), {"details.visited.day": "31", "details.visited.month": "Febtember"})
    assert "31 Febtember" in shown


def test_a_ticked_prompt_says_so_in_words():
    shown = sheet(form("ap-audit"), {"safeguarding.staff-training.evidence.training-log": "seen"})
    assert shown.count("(seen)") == 1


def test_a_blank_signature_has_a_box_before_its_declaration_and_lines_for_the_name_and_the_hand():
    html = blank_page(form("provider-letter"))
    cell = html.partition("Signed:")[2].partition("<td")[2].partition("</td>")[0]
    box, line = '<span class="box" aria-hidden="true"></span> ', '<span class="room-part">'
    assert f"{box}I confirm that these checks are in place." in cell
    assert [each.partition("</span>")[0] for each in cell.split(line)[1:]] == ["Full name", "Signature"]


def test_what_was_not_answered_says_so_and_a_blank_sheet_does_not():
    compiled = form("provider-letter")
    assert sheet(compiled, {}).count("Nothing entered") == len(compiled.cells)
    assert "Nothing entered" not in sheet(compiled, None)


def test_each_section_can_be_changed_where_links_are_given():
    compiled = form("ap-audit")
    links = {section.section.id: f"/change/{section.section.id}" for section in compiled.sections}
    shown = sheet(compiled, {}, links=links)
    assert all(f'href="{link}"' in shown for link in links.values())
    assert "Change" not in sheet(compiled, {})


def test_blank_lines_part_paragraphs_and_single_ones_part_lines():
    shown = sheet(form("ap-audit"), {"decision.reasons": "One.\nTwo.\n \nThree."})
    assert "<p>One.\nTwo.</p><p>Three.</p>" in shown


TRIP = b"""\
formspec: 1
form: trip
version: 1
title: Trip
lists: [{id: often, options: [{value: never, label: Never, score: 0}, {value: daily, label: Daily, score: 1}]}]
sections:
  - id: child
    title: The child
    questions:
      - {id: name, label: Name, kind: text}
      - {id: comes, label: Does ((child.name)) come?, kind: yes-no}
      - id: by
        label: How?
        kind: choice
        when: {question: child.comes, is: yes}
        options:
          - {value: foot, label: "On foot, ((child.name))"}
          - {value: other, label: Otherwise, please-say: In what way?}
      - {id: weight, label: Weight, kind: decimal, unit: kg}
      - {id: double, label: Twice that, kind: calculated, calculate: {sum: [child.weight, child.weight]}, unit: kg}
      - {id: sick, label: Sick, kind: scale, options: often}
      - {id: sad, label: Sad, kind: scale, options: often}
      - {id: agreed, label: Agreed, kind: declaration, declaration: "((child.name)) may come."}
  - id: home
    title: At home
    when: {question: child.comes, is: no}
    questions:
      - {id: with, label: With whom?, kind: text}
  - id: marks
    title: Marks
    columns:
      - {id: mark, role: answer, label: Mark, kind: yes-no}
      - {id: why, label: Why, kind: text, when: {column: mark, is: no}}
    questions:
      - {id: neat, label: Neat}
"""


@pytest.fixture(scope="module")
def trip() -> Form:
    spec = load(TRIP).spec
    assert spec is not None
    return compile_form(spec)


def test_paper_says_what_is_asked_only_sometimes_and_what_is_worked_out(trip):
    words = " ".join(Words(blank_page(trip)).words)
    for phrase in (
        "How? If it applies",
        "At home If it applies",
        "Mark Why If it applies",
        "On foot, [Name] Otherwise In what way?",
        "Twice that Worked out from other answers",
        "Weight kg",
        "Questions Never Daily Sick Sad",
    ):
        assert phrase in words


def test_a_sheet_says_nothing_of_what_is_not_asked(trip):
    entries = {"child.name": "Ann", "child.comes": "yes", "marks.neat.mark": "yes"}
    words = " ".join(Words(sheet(trip, entries)).words)
    assert "How? Nothing entered" in words
    assert "At home" not in words
    assert words.endswith("Neat Yes")
    assert "If it applies" not in words


def test_options_and_declarations_are_shown_in_the_words_that_were_read(trip):
    entries = {"child.name": "Ann ((child.by))", "child.comes": "yes", "child.by": "foot", "child.agreed": "yes"}
    words = " ".join(Words(sheet(trip, entries)).words)
    assert "How? On foot, Ann ((child.by))" in words
    assert "Agreed Ann ((child.by)) may come." in words


def test_one_section_is_shown_without_its_title(trip):
    assert "The child" not in " ".join(Words(sheet(trip, {}, only=frozenset({"child"}), titled=False)).words)
    assert "The child" in " ".join(Words(sheet(trip, {}, only=frozenset({"child"}))).words)
