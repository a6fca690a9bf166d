"""The fields of a section: everything that is asked is there, named by its address, and nothing else."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from engine.compile import compile_form
from engine.form import Form
from engine.page import Pages
from formspec.loader import load
from formspec.model import Prompt, Question, Section, Spec

SPECS = Path(__file__).parents[3] / "formspec" / "specs"

EVERY_KIND = b"""
formspec: 1
form: every-kind
version: 1
title: Every kind <b>&amp;</b>
columns:
  - id: rating
    role: answer
    label: Rating
    kind: choice
    required: true
    options: [{value: good, label: Good}, {value: poor, label: Poor, hint: Say why}]
  - {id: checked-on, label: Checked on, kind: date, hint: When you looked}
sections:
  - id: rows
    title: Rows
    text: Read this first.
    questions:
      - id: validate
        label: |-
          First paragraph <script>alert(1)</script>
          Second paragraph
        points: [One, Two]
        hint: A hint
        evidence:
          - {id: heading, text: "Look at:", prompts: [{id: books, text: Books}]}
      - {id: plain-among-rows, label: Plain, columns: [], kind: text}
      - {id: another, label: Another}
  - id: kinds
    title: Kinds
    columns: []
    questions:
      - {id: text, label: Text, kind: text, required: true}
      - {id: long, label: Long, kind: long-text, could-not-find-out: true}
      - {id: day, label: Day, kind: date}
      - {id: moment, label: Moment, kind: date-time}
      - {id: sure, label: Sure, kind: yes-no, evidence: [{id: seen, text: See it}]}
      - {id: one, label: One, kind: choice, options: [{value: a, label: A}, {value: b, label: B}]}
      - {id: many, label: Many, kind: choices, options: [{value: a, label: A}, {value: b, label: B}], points: [x]}
      - {id: signed, label: Signed, kind: signature, declaration: I declare}
      - {id: home, label: Home, kind: address, name-label: Name}
"""


def form_of(data: bytes) -> Form:
    loaded = load(data)
    assert loaded.spec is not None, loaded.problems
    return compile_form(loaded.spec)


@pytest.fixture(scope="module")
def every_kind() -> Form:
    return form_of(EVERY_KIND)


class Inputs(HTMLParser):
    """Collects what a browser would send, and what points where."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.ids: list[str] = []
        self.labelled: list[str] = []
        self.described: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag in {"input", "textarea", "select"}:
            self.names.append(given["name"])
        self.ids += [given["id"]] if "id" in given else []
        self.labelled += [given["for"]] if tag == "label" else []
        self.described += (given.get("aria-describedby") or "").split()
        self.described += (given.get("aria-labelledby") or "").split()


@pytest.mark.parametrize("form", ["ap-audit", "provider-letter", ""])
def test_each_section_asks_for_every_input_of_its_form_and_no_other(form, every_kind):
    compiled = form_of((SPECS / form / "1.yaml").read_bytes()) if form else every_kind
    pages = Pages(compiled)
    asked = [name for section in compiled.sections for name in Inputs(pages.blank(section.section.id)).names]
    assert {name for name in asked if not name.endswith(BESIDE)} == set(compiled.limits)


@pytest.mark.parametrize("form", ["ap-audit", "provider-letter", ""])
def test_ids_are_unique_and_every_label_and_description_points_at_one(form, every_kind):
    compiled = form_of((SPECS / form / "1.yaml").read_bytes()) if form else every_kind
    for section in compiled.sections:
        page = Inputs(Pages(compiled).blank(section.section.id))
        assert len(page.ids) == len(set(page.ids))
        assert set(page.labelled) <= set(page.ids)
        assert set(page.described) <= set(page.ids)
        assert page.labelled


BESIDE = (".attachments.taken", ".attachments.shows")
"""What stands on a page beside the input of attachments: another way to it, and what the next ones show."""
NEIGHBOURS = ("visit", "visit-2", "visit-3", "visit-error", "visit-hint", "visit-1", "visit-day", "visit-evidence")


def test_ids_are_unique_whatever_the_questions_are_called(soak, seeded, column_by_chance):
    for _ in range(40 * soak):
        names = seeded.sample(NEIGHBOURS, 5)
        prompts = (Prompt(id="visit", text="Look", prompts=(Prompt(id="visit-2", text="At it"),)),)
        columns = tuple(column_by_chance(seeded, name) for name in names)
        table = Question(id=names[0], label="Table", hint="A hint", evidence=prompts, columns=columns)
        plain = tuple(
            Question(id=name, label=name, hint="A hint", evidence=prompts, columns=(column_by_chance(seeded, ""),))
            for name in names[1:]
        )
        section = Section(id="s", title="S", questions=(table, *plain))
        form = compile_form(Spec(form="f", version=1, title="F", sections=(section,)))
        page = Inputs(Pages(form).blank("s"))
        assert sorted(page.ids) == sorted(set(page.ids))
        assert set(page.labelled) | set(page.described) <= set(page.ids)
        assert set(form.limits) <= set(page.ids)


def test_every_input_shows_what_was_entered(every_kind):
    pages = Pages(every_kind)
    for section in every_kind.sections:
        for name, limit in every_kind.limits.items():
            if not name.startswith(section.section.id + "."):
                continue
            text = "yes" if limit <= 4 and "evidence" not in name else "seen"
            changed = pages.section(section.section.id).render({name: text}, {}) != pages.blank(section.section.id)
            options = {"rows.validate.rating", "rows.another.rating", "kinds.one"}
            assert changed == (name not in options and not name.endswith(".attachments")), name


def test_an_option_that_was_chosen_is_checked_and_no_other(every_kind):
    shown = Pages(every_kind).section("kinds").render({"kinds.one": "b"}, {})
    checked = re.findall(r"<input[^>]* checked[^>]*>", shown)
    assert len(checked) == 1
    assert 'value="b"' in checked[0]


def test_a_tick_of_a_signature_is_shown_once(every_kind):
    shown = Pages(every_kind).section("kinds").render({"kinds.signed.declared": "yes"}, {})
    assert shown.count(" checked") == 1


def test_every_input_has_a_place_for_its_message(every_kind):
    pages = Pages(every_kind)
    for name in every_kind.limits:
        section = name.partition(".")[0]
        shown = pages.section(section).render({}, {name: "Something is <wrong>"})
        assert shown.count("Something is &lt;wrong&gt;") == 1, name


def test_spec_text_is_escaped_and_paragraphs_are_kept_apart(every_kind):
    shown = Pages(every_kind).blank("rows")
    assert "<script>" not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown
    assert "<p>Second paragraph</p>" in shown


def test_questions_with_columns_stand_in_tables_and_plain_ones_between_them(every_kind):
    shown = Pages(every_kind).blank("rows")
    assert shown.count("<table") == 2
    assert shown.index("</table>") < shown.index("rows.plain-among-rows") < shown.rindex("<table")


def test_an_optional_question_says_so_and_a_required_one_does_not(every_kind):
    shown = Pages(every_kind).blank("kinds")
    assert shown.count("(optional)") - shown.count("line 2 (optional)") - shown.count("County (optional)") == 8


def test_the_letter_stands_before_the_first_section_only():
    form = form_of((SPECS / "provider-letter" / "1.yaml").read_bytes())
    assert "Dear Provider," in Pages(form).blank("confirmation")
    audit = Pages(form_of((SPECS / "ap-audit" / "1.yaml").read_bytes()))
    assert "letter" not in audit.blank("safeguarding")


def test_an_unknown_section_is_a_key_error(every_kind):
    with pytest.raises(KeyError):
        Pages(every_kind).section("nowhere")


def test_a_choice_can_be_taken_back_where_it_may_be_left_and_nowhere_else(every_kind):
    pages = Pages(every_kind)
    assert pages.blank("kinds").count(">No answer<") == 2
    assert "No answer" not in pages.blank("rows")


@pytest.mark.parametrize("kind", ["choice", "choices"])
def test_an_option_is_shown_with_its_hint(kind):
    form = form_of(
        f"""
formspec: 1
form: groups
version: 1
title: Groups
sections:
  - id: who
    title: Who
    questions:
      - id: groups
        label: Which groups?
        kind: {kind}
        options: [{{value: cubs, label: Cubs, hint: 8 to 10 years}}, {{value: scouts, label: Scouts}}]
""".encode()
    )
    assert Pages(form).blank("who").count('<span class="hint">8 to 10 years</span>') == 1
