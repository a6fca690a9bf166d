"""What becomes of each answer when it is carried to a version in which something is otherwise."""

from datetime import date

import pytest

from engine.carry import AGAIN, KEPT, LEFT, MAPPED, MOVED, Carried, carry, carry_through
from engine.compile import compile_form
from engine.form import Form
from formspec.loader import load

TODAY = date(2026, 11, 23)
HASH = "a" * 64


def form(sections: str, version: int = 1) -> Form:
    """The form of a version with these sections; one that begins with a question is in a section by itself."""
    if not sections.lstrip().startswith("sections:"):
        sections = f"sections: [{{id: s, title: Section, questions: [{sections}]}}]"
    loaded = load(f"formspec: 1\nform: visit\nversion: {version}\ntitle: A visit\n{sections}\n".encode())
    assert loaded.spec is not None, loaded.problems
    return compile_form(loaded.spec)


def carried(old: str, new: str, entries: dict[str, str]) -> Carried:
    return carry(form(old), form(new, 2), entries, today=TODAY)


def told(found: Carried) -> list[tuple[str, str, str]]:
    return [(step.sort, step.was, step.address) for step in found.report]


TEXT = "{id: q, label: What?, kind: text}"
LONG = "{id: q, label: What?, kind: long-text}"
CHOICE = "{id: q, label: What?, kind: choice, options: [{value: good, label: Good}, {value: bad, label: Bad}]}"
CHOICES = "{id: q, label: What?, kind: choices, options: [{value: good, label: Good}, {value: bad, label: Bad}]}"
SAYS = (
    "{id: q, label: What?, kind: choice, options: "
    "[{value: good, label: Good}, {value: other, label: Other, please-say: Which?}]}"
)
ONE = [
    ("the same", TEXT, TEXT, {"": "A"}, {"": "A"}, KEPT, ""),
    ("another wording", TEXT, "{id: q, label: Which one?, kind: text}", {"": "A"}, {"": "A"}, KEPT, ""),
    ("a line as paragraphs", TEXT, LONG, {"": "A"}, {"": "A"}, KEPT, ""),
    (
        "paragraphs as a line",
        LONG,
        TEXT,
        {"": "A\nB"},
        {"": "A\nB"},
        AGAIN,
        "The answer to “What?” must be on one line",
    ),
    (
        "shorter now",
        TEXT,
        "{id: q, label: What?, kind: text, max-length: 3}",
        {"": "Long"},
        {"": "Long"},
        AGAIN,
        "The answer to “What?” must be 3 characters or less: it is 1 too long",
    ),
    (
        "too long before as well",
        "{id: q, label: What?, kind: text, max-length: 2}",
        "{id: q, label: What?, kind: text, max-length: 3}",
        {"": "Long"},
        {"": "Long"},
        KEPT,
        "",
    ),
    ("a number", TEXT, "{id: q, label: What?, kind: whole-number}", {"": "12"}, {"": "12"}, KEPT, ""),
    (
        "no number",
        TEXT,
        "{id: q, label: What?, kind: whole-number}",
        {"": "twelve"},
        {"": "twelve"},
        AGAIN,
        "The answer to “What?” must be a number, like 12",
    ),
    (
        "a day in words",
        "{id: q, label: What?, kind: date}",
        TEXT,
        {".day": "3", ".month": "4", ".year": "2026"},
        {"": "3 April 2026"},
        MAPPED,
        "",
    ),
    (
        "words as a day",
        TEXT,
        "{id: q, label: What?, kind: date}",
        {"": "3 April 2026"},
        {".day": "3", ".month": "April", ".year": "2026"},
        MAPPED,
        "",
    ),
    (
        "no day",
        TEXT,
        "{id: q, label: What?, kind: date}",
        {"": "in spring"},
        {},
        AGAIN,
        "What was answered cannot be read as an answer of this sort.",
    ),
    (
        "a day without its time",
        "{id: q, label: What?, kind: date}",
        "{id: q, label: What?, kind: date-time}",
        {".day": "3", ".month": "4", ".year": "2026"},
        {".day": "3", ".month": "4", ".year": "2026"},
        AGAIN,
        "The answer to “What?” must include a time",
    ),
    ("an option", CHOICE, CHOICE, {"": "good"}, {"": "good"}, KEPT, ""),
    (
        "an option of another name",
        CHOICE,
        CHOICE.replace("value: good, label: Good", "value: fine, was: good, label: Fine"),
        {"": "good"},
        {"": "fine"},
        MAPPED,
        "“Good” is “Fine” now.",
    ),
    (
        "an option that has gone",
        CHOICE,
        CHOICE.replace("value: good, label: Good", "value: new, label: New"),
        {"": "good"},
        {},
        AGAIN,
        "“Good” is not one of the options any more.",
    ),
    (
        "an option that became two",
        CHOICE,
        CHOICE.replace(
            "{value: good, label: Good}", "{value: a, was: good, label: A}, {value: b, was: good, label: B}"
        ),
        {"": "good"},
        {},
        AGAIN,
        "“Good” became “A” and “B”: choose again.",
    ),
    (
        "an option that another came out of",
        CHOICE,
        CHOICE.replace("{value: good, label: Good}", "{value: good, label: Good}, {value: b, was: good, label: B}"),
        {"": "good"},
        {"": "good"},
        AGAIN,
        "“Good” became “Good” and “B”: choose again.",
    ),
    ("an option as a word", CHOICE, TEXT, {"": "good"}, {"": "Good"}, MAPPED, ""),
    ("a word as an option", TEXT, CHOICE, {"": "good"}, {"": "good"}, KEPT, ""),
    (
        "a yes",
        "{id: q, label: What?, kind: yes-no}",
        CHOICE.replace("good", "yes").replace("Good", "Yes"),
        {"": "yes"},
        {"": "yes"},
        KEPT,
        "",
    ),
    ("one of several", CHOICE, CHOICES, {"": "good"}, {".good": "yes"}, MAPPED, ""),
    ("the only one", CHOICES, CHOICE, {".good": "yes"}, {"": "good"}, MAPPED, ""),
    (
        "not the only one",
        CHOICES,
        CHOICE,
        {".good": "yes", ".bad": "yes"},
        {},
        AGAIN,
        "Only one option can be chosen here now.",
    ),
    (
        "several in words",
        CHOICES,
        LONG,
        {".good": "yes", ".bad": "yes"},
        {"": "Good\nBad"},
        MAPPED,
        "",
    ),
    (
        "words beside an option",
        SAYS,
        SAYS.replace("value: other", "value: else, was: other"),
        {"": "other", ".other.text": "A garden"},
        {"": "else", ".else.text": "A garden"},
        MAPPED,
        "",
    ),
    (
        "words beside an option that opens no box any more",
        SAYS,
        SAYS.replace(", please-say: Which?", ""),
        {"": "other", ".other.text": "A garden"},
        {"": "other"},
        AGAIN,
        "Look at it again.",
    ),
    (
        "a name",
        TEXT,
        "{id: q, label: What?, kind: person}",
        {"": "Ann"},
        {".name": "Ann"},
        MAPPED,
        "",
    ),
    (
        "a person where an e-mail address is asked for",
        "{id: q, label: What?, kind: person}",
        "{id: q, label: What?, kind: email}",
        {".name": "Ann", ".role": "Head"},
        {},
        AGAIN,
        "What was answered cannot be read as an answer of this sort.",
    ),
    (
        "a declaration of other words",
        "{id: q, label: What?, kind: signature, declaration: So it is.}",
        "{id: q, label: What?, kind: signature, declaration: So be it.}",
        {".name": "Ann", ".declared": "yes"},
        {".name": "Ann"},
        AGAIN,
        "The words to be declared are others now: “So be it.”",
    ),
    (
        "a signature where there was a name",
        TEXT,
        "{id: q, label: What?, kind: signature, declaration: So be it.}",
        {"": "Ann"},
        {},
        AGAIN,
        "This has to be declared anew.",
    ),
    (
        "a file of a sort that is not taken any more",
        "{id: q, label: What?, kind: file}",
        "{id: q, label: What?, kind: photo}",
        {"": f"{HASH} 5 application/pdf a.pdf"},
        {"": f"{HASH} 5 application/pdf a.pdf"},
        AGAIN,
        "“a.pdf” must be a JPEG, PNG or HEIC file",
    ),
    (
        "a file where words are asked for",
        "{id: q, label: What?, kind: file}",
        TEXT,
        {"": f"{HASH} 5 application/pdf a.pdf"},
        {},
        AGAIN,
        "What was answered cannot be read as an answer of this sort.",
    ),
    (
        "worked out now",
        "{id: q, label: What?, kind: whole-number}",
        "{id: q, label: What?, kind: calculated, calculate: {number: 3}}",
        {"": "4"},
        {},
        LEFT,
        "It is worked out from other answers now.",
    ),
]


@pytest.mark.parametrize(
    ("old", "new", "typed", "becomes", "sort", "note"), [case[1:] for case in ONE], ids=[case[0] for case in ONE]
)
def test_one_answer_becomes(old, new, typed, becomes, sort, note):
    entries = {f"s.q{suffix}": text for suffix, text in typed.items()}
    found = carried(old, new, entries)
    now = {name.removeprefix("s.q"): text for name, text in found.entries.items()}
    assert (now, [(step.sort, step.note) for step in found.report]) == (becomes, [(sort, note)])


def test_what_could_not_be_carried_is_kept_aside_as_it_was_typed():
    found = carried(TEXT, "{id: q, label: What?, kind: date}", {"s.q": " in spring "})
    (step,) = found.report
    assert (step.before, found.left) == ("in spring", {"s.q": " in spring "})


def test_what_has_no_place_any_more_is_kept_aside():
    found = carried(f"{TEXT}, {{id: r, label: R?, kind: text}}", TEXT, {"s.q": "A", "s.r": "B"})
    assert told(found) == [(KEPT, "s.q", "s.q"), (LEFT, "s.r", "")]
    assert (found.entries, found.left) == ({"s.q": "A"}, {"s.r": "B"})


def test_an_answer_moves_with_its_question():
    new = """sections:
  - {id: t, title: T, questions: [{id: r, was: s.q, label: What?, kind: text}]}"""
    found = carried(TEXT, new, {"s.q": "A"})
    assert (told(found), found.entries) == ([(MOVED, "s.q", "t.r")], {"t.r": "A"})


def test_of_a_split_the_answer_stands_in_both_to_be_looked_at_again():
    found = carried(TEXT, f"{TEXT}, {{id: r, was: s.q, label: And what else?, kind: text}}", {"s.q": "A"})
    assert told(found) == [(KEPT, "s.q", "s.q"), (AGAIN, "s.q", "s.r")]
    assert (found.entries, found.left) == ({"s.q": "A", "s.r": "A"}, {})


def test_long_texts_that_become_one_stand_under_one_another():
    old = f"{LONG}, {{id: r, label: And?, kind: long-text}}"
    found = carried(old, LONG.replace("id: q", "id: q, was: s.r"), {"s.q": "A", "s.r": "B\nC"})
    assert found.entries == {"s.q": "What?\nA\n\nAnd?\nB\nC"}
    assert (told(found), found.left) == ([(MOVED, "s.q", "s.q"), (MOVED, "s.r", "s.q")], {})


def test_one_long_text_alone_stays_as_it_was():
    old = f"{LONG}, {{id: r, label: And?, kind: long-text}}"
    found = carried(old, LONG.replace("id: q", "id: q, was: s.r"), {"s.r": "B"})
    assert (told(found), found.entries) == ([(MOVED, "s.r", "s.q")], {"s.q": "B"})


def test_of_long_texts_that_are_too_long_together_the_first_counts():
    old = f"{LONG}, {{id: r, label: And?, kind: long-text}}"
    new = LONG.replace("id: q", "id: q, was: s.r").replace("kind", "max-length: 12, kind")
    found = carried(old, new, {"s.q": "Six wo", "s.r": "Six mo"})
    assert told(found) == [(KEPT, "s.q", "s.q"), (AGAIN, "s.r", "s.q")]
    assert (found.entries, found.left) == ({"s.q": "Six wo"}, {"s.r": "Six mo"})


def test_of_other_answers_that_become_one_the_first_counts():
    old = f"{TEXT}, {{id: r, label: And?, kind: text}}"
    found = carried(old, TEXT.replace("id: q", "id: q, was: s.r"), {"s.q": "A", "s.r": "B"})
    assert told(found) == [(KEPT, "s.q", "s.q"), (AGAIN, "s.r", "s.q")]
    assert (found.entries, found.left) == ({"s.q": "A"}, {"s.r": "B"})


def test_ticks_that_become_one_are_put_together():
    old = f"{CHOICES}, {CHOICES.replace('id: q', 'id: r')}"
    found = carried(old, CHOICES.replace("id: q", "id: q, was: s.r"), {"s.q.good": "yes", "s.r.bad": "yes"})
    assert (found.entries, found.left) == ({"s.q.good": "yes", "s.q.bad": "yes"}, {})


COLUMNS = (
    "{id: q, label: What?, columns: [{id: answer, role: answer, label: Answer, kind: text, could-not-find-out: true},"
    " {id: worry, role: concern, label: Worry, kind: long-text}], evidence: [{id: books, text: Books}]}"
)


def test_columns_ticks_and_reasons_keep_their_places():
    entries = {"s.q.worry": "B", "s.q.answer.could-not-find-out": "Away", "s.q.evidence.books": "seen"}
    found = carried(COLUMNS, COLUMNS.replace("What?", "Which?"), entries)
    assert (found.entries, found.whole) == (entries, True)


def test_the_answer_goes_on_where_the_columns_have_gone():
    entries = {"s.q.answer": "A", "s.q.worry": "B", "s.q.evidence.books": "seen"}
    found = carried(COLUMNS, TEXT, entries)
    assert (found.entries, found.left) == ({"s.q": "A"}, {"s.q.worry": "B", "s.q.evidence.books": "seen"})


def test_why_something_could_not_be_found_out_is_asked_again_where_an_answer_must_be_given():
    new = COLUMNS.replace(", could-not-find-out: true", "")
    found = carried(COLUMNS, new, {"s.q.answer.could-not-find-out": "Away"})
    assert [(step.sort, step.note) for step in found.report] == [(AGAIN, "An answer has to be given here now.")]
    assert found.left == {"s.q.answer.could-not-find-out": "Away"}


EXCUSED = TEXT.replace("kind", "could-not-find-out: true, kind")


def test_why_something_could_not_be_found_out_gives_way_to_an_answer():
    old = f"{EXCUSED}, {EXCUSED.replace('id: q', 'id: r')}"
    found = carried(old, EXCUSED.replace("id: q", "id: q, was: s.r"), {"s.q.could-not-find-out": "Away", "s.r": "A"})
    assert (found.entries, found.left) == ({"s.q": "A"}, {"s.q.could-not-find-out": "Away"})


def test_of_two_reasons_for_not_finding_out_the_first_counts():
    old = f"{EXCUSED}, {EXCUSED.replace('id: q', 'id: r')}"
    entries = {"s.q.could-not-find-out": "Away", "s.r.could-not-find-out": "Ill"}
    found = carried(old, EXCUSED.replace("id: q", "id: q, was: s.r"), entries)
    assert [step.sort for step in found.report] == [KEPT, AGAIN]
    assert (found.entries, found.left) == ({"s.q.could-not-find-out": "Away"}, {"s.r.could-not-find-out": "Ill"})


def test_of_answers_that_become_one_the_first_is_the_one_that_is_named_first():
    old = f"{TEXT}, {{id: r, label: And?, kind: text}}"
    found = carried(old, TEXT.replace("id: q", "id: p, was: [s.r, s.q]"), {"s.q": "A", "s.r": "B"})
    assert (found.entries, found.left) == ({"s.p": "B"}, {"s.q": "A"})


SUGGESTING = "{id: a, label: A?, kind: yes-no}, {id: q, label: What?, kind: yes-no, suggest: {text: yes}}"


def test_the_reason_for_another_answer_than_suggested_goes_with_the_suggestion():
    entries = {"s.q": "no", "s.q.reason": "So"}
    assert carried(SUGGESTING, SUGGESTING.replace("What", "Which"), entries).entries == entries
    found = carried(SUGGESTING, "{id: q, label: What?, kind: yes-no}", entries)
    assert (told(found), found.left) == ([(KEPT, "s.q", "s.q"), (LEFT, "s.q.reason", "")], {"s.q.reason": "So"})


CHECKED = """sections: [{id: s, title: S, questions: [{id: q, label: What?, kind: whole-number}]}]
checks: [{id: dear, level: warning, when: {question: s.q, more-than: 3}, message: This is dear}]"""


def test_the_reason_for_a_warning_is_looked_at_again_where_the_warning_says_something_else():
    entries = {"s.q": "4", "checks.dear": "It is so"}
    assert carried(CHECKED, CHECKED.replace("What", "How much"), entries).whole
    found = carried(CHECKED, CHECKED.replace("This is dear", "Nobody pays that"), entries)
    assert told(found) == [(KEPT, "s.q", "s.q"), (AGAIN, "checks.dear", "checks.dear")]
    assert found.entries == entries


def test_a_check_that_an_answer_breaks_now_asks_for_it_again():
    found = carried(CHECKED, CHECKED.replace("level: warning, ", ""), {"s.q": "4"})
    assert [(step.sort, step.note) for step in found.report] == [(AGAIN, "This is dear")]


GROUP = (
    "{id: g, label: Staff, row-label: Person, questions: "
    "[{id: n, label: Name, kind: text}, {id: r, label: Role, kind: text}]}"
)
STAFF = {"s.g.k7": "row", "s.g.2": "row", "s.g.k7.n": "Ann", "s.g.2.n": "Bo", "s.g.2.r": "Head"}


def test_rows_keep_their_ids():
    found = carried(GROUP, GROUP.replace("Staff", "People"), STAFF)
    assert (found.entries, found.whole) == (STAFF, True)


def test_rows_go_with_a_group_that_moves():
    new = GROUP.replace("id: g", "id: h, was: s.g").replace("id: r", "id: p, was: s.g.r")
    found = carried(GROUP, new, STAFF)
    assert found.entries == {"s.h.k7": "row", "s.h.2": "row", "s.h.k7.n": "Ann", "s.h.2.n": "Bo", "s.h.2.p": "Head"}
    assert {step.sort for step in found.report} == {MOVED}


def test_rows_are_counted_in_their_order_where_there_are_exactly_so_many():
    found = carried(GROUP, GROUP.replace("row-label", "rows: {exactly: 1}, row-label"), STAFF)
    assert found.entries == {"s.g.1.n": "Bo", "s.g.1.r": "Head"}
    assert found.left == {"s.g.k7": "row", "s.g.k7.n": "Ann"}


def test_rows_of_a_counted_group_are_there_where_a_person_adds_them_now():
    counted = GROUP.replace("row-label", "rows: {exactly: 2}, row-label")
    found = carried(counted, GROUP, {"s.g.2.n": "Bo"})
    assert found.entries == {"s.g.2.n": "Bo", "s.g.2": "row"}


def test_a_row_that_was_taken_away_stays_away_with_its_words():
    entries = {name: text for name, text in STAFF.items() if name != "s.g.k7"}
    found = carried(GROUP, GROUP.replace("Staff", "People"), entries)
    assert found.entries == entries


def test_rows_of_two_groups_that_become_one_stand_beside_each_other():
    old = f"{GROUP}, {GROUP.replace('id: g', 'id: h')}"
    entries = {"s.g.1": "row", "s.g.1.n": "Ann", "s.h.1": "row", "s.h.1.n": "Bo"}
    found = carried(old, GROUP.replace("id: g", "id: g, was: s.h"), entries)
    assert found.entries == {"s.g.1": "row", "s.g.1.n": "Ann", "s.g.2": "row", "s.g.2.n": "Bo"}


def test_rows_of_two_counted_groups_that_become_one_are_counted_on():
    counted = GROUP.replace("row-label", "rows: {exactly: 2}, row-label")
    old = f"{counted}, {counted.replace('id: g', 'id: h')}"
    new = GROUP.replace("row-label", "rows: {exactly: 3}, row-label").replace("id: g", "id: g, was: s.h")
    found = carried(old, new, {"s.g.1.n": "Ann", "s.g.2.n": "Bo", "s.h.1.n": "Cy", "s.h.2.n": "Di"})
    assert found.entries == {"s.g.1.n": "Ann", "s.g.2.n": "Bo", "s.g.3.n": "Cy"}
    assert found.left == {"s.h.2.n": "Di"}


def test_rows_of_a_group_stay_where_they_are_when_a_question_of_another_group_comes_in():
    one = "{id: a, label: A, row-label: R, rows: {exactly: 1}, questions: [{id: q, label: Q, kind: text}]}"
    other = "{id: b, label: B, row-label: R, rows: {exactly: 2}, questions: [{id: n, label: N, kind: text}]}"
    new = other.replace("kind: text}", "kind: text}, {id: q, was: s.a.q, label: Q, kind: text}")
    found = carried(f"{one}, {other.replace('exactly: 2', 'exactly: 1')}", new, {"s.a.1.q": "A", "s.b.1.n": "B"})
    assert found.entries == {"s.b.1.n": "B", "s.b.2.q": "A"}


def test_rows_that_are_not_counted_any_more_are_kept_aside():
    many = "{id: m, label: How many?, kind: whole-number}, " + GROUP.replace(
        "row-label", "rows: {as-many-as: s.m}, row-label"
    )
    new = many.replace("id: m", "id: more, was: s.m").replace("as-many-as: s.m}", "as-many-as: s.other}")
    new = "{id: other, label: How many others?, kind: whole-number}, " + new
    found = carried(many, new, {"s.m": "1", "s.g.1.n": "Ann"})
    assert told(found) == [(MOVED, "s.m", "s.more"), (LEFT, "s.g.1.n", "")]
    assert (found.entries, found.left) == ({"s.more": "1"}, {"s.g.1.n": "Ann"})


def test_words_of_a_row_taken_away_that_were_put_together_with_others_are_kept_aside_with_them():
    q = "{id: q, label: What?, kind: long-text"
    many = "{id: m, label: How many?, kind: whole-number}"
    group = "{id: g, label: G, row-label: R, rows: {as-many-as: s.m}, questions: [QUESTION]}"
    inner = f"{{id: h, label: H, row-label: I, questions: [{q}}}]}}"
    new = group.replace("s.m", "s.o").replace("QUESTION", f"{q}, was: s.g.h.q}}")
    entries = {"s.m": "1", "s.g.1.h.1": "row", "s.g.1.h.1.q": "Ann", "s.g.1.h.2.q": "Bo"}
    found = carried(f"{many}, {group.replace('QUESTION', inner)}", f"{many.replace('id: m', 'id: o')}, {new}", entries)
    assert (found.entries, found.left) == ({}, entries)
    assert {step.sort for step in found.report} == {LEFT}


def test_a_group_that_may_have_fewer_rows_now_is_to_be_looked_at():
    found = carried(GROUP, GROUP.replace("row-label", "rows: {most: 1}, row-label"), STAFF)
    assert found.entries == STAFF
    [step] = found.of(AGAIN)
    assert (step.address, step.note) == ("s.g", "“Staff” may have 1 row at the most: remove some")
    many = STAFF | {"s.g.3": "row"}
    few = GROUP.replace("row-label", "rows: {most: 2}, row-label")
    assert carried(few, few.replace("most: 2", "most: 1"), many).of(AGAIN) == ()


def test_the_same_number_in_another_unit_is_to_be_given_again():
    km = "{id: q, label: How far?, kind: decimal, unit: km}"
    miles = km.replace("km", "miles")
    found = carried(km, miles, {"s.q": "12.5"})
    [step] = found.report
    assert (step.sort, step.note) == (AGAIN, "This was given in km and is asked for in miles now: give it again.")
    assert found.entries == {"s.q": "12.5"}
    assert carried(km.replace(", unit: km", ""), km, {"s.q": "12.5"}).whole
    [step] = carried(km.replace("decimal", "whole-number"), miles, {"s.q": "12"}).report
    assert (step.sort, step.note) == (AGAIN, "This was given in km and is asked for in miles now: give it again.")


def test_an_option_with_another_score_is_to_be_looked_at_again():
    scale = "{id: q, label: Q, kind: scale, options: [{value: a, label: A, score: 1}, {value: b, label: B, score: 2}]}"
    found = carried(scale, scale.replace("score: 1", "score: 3"), {"s.q": "a"})
    [step] = found.report
    assert (step.sort, step.note) == (AGAIN, "“A” has another score now: look at it again.")
    assert carried(scale, scale.replace("score: 1", "score: 3"), {"s.q": "b"}).whole
    choice = scale.replace("scale", "choice")
    [step] = carried(choice, choice.replace(", score: 1", ""), {"s.q": "a"}).report
    assert step.sort == AGAIN


def test_a_question_that_comes_into_a_group_begins_its_first_row():
    new = "{id: g, label: G, row-label: R, questions: [{id: n, was: s.q, label: What?, kind: text}]}"
    found = carried(TEXT, new, {"s.q": "A"})
    assert (told(found), found.entries) == ([(MOVED, "s.q", "s.g.1.n")], {"s.g.1.n": "A", "s.g.1": "row"})


def test_of_rows_that_become_one_question_the_first_counts():
    found = carried(GROUP, "{id: n, was: s.g.n, label: Name, kind: text}", STAFF)
    assert found.entries == {"s.n": "Bo"}
    assert found.left == {"s.g.k7.n": "Ann", "s.g.2.r": "Head", "s.g.2": "row", "s.g.k7": "row"}


PARTS = """parts: [{id: one, title: One}, {id: two, title: Two}]
sections:
  - {id: s, part: one, title: S, questions: [{id: q, label: What?, kind: text}]}
  - {id: t, part: two, title: T, questions: [{id: r, label: And?, kind: text}]}"""


def test_a_part_that_was_complete_is_to_be_completed_again():
    seal = f"2026-11-23T10:15:00Z sha256:{HASH}"
    found = carry(_parts(1), _parts(2), {"s.q": "A", "parts.one": seal}, today=TODAY)
    assert told(found) == [(KEPT, "s.q", "s.q"), (AGAIN, "parts.one", "parts.one")]
    assert (found.entries, found.left) == ({"s.q": "A"}, {"parts.one": seal})


def _parts(version: int) -> Form:
    loaded = load(f"formspec: 1\nform: visit\nversion: {version}\ntitle: V\n{PARTS}\n".encode())
    assert loaded.spec is not None
    return compile_form(loaded.spec)


def test_what_is_asked_for_the_first_time_and_must_be_answered_is_told():
    found = carried(TEXT, f"{TEXT}, {{id: r, label: And?, kind: text, required: true}}", {"s.q": "A"})
    assert told(found) == [(KEPT, "s.q", "s.q"), (AGAIN, "", "s.r")]
    assert found.report[1].note == "Enter an answer to “And?”"


def test_what_must_be_answered_now_and_could_be_left_out_before_is_told():
    required = TEXT.replace("kind", "required: true, kind")
    assert told(carried(TEXT, required, {})) == [(AGAIN, "s.q", "s.q")]
    assert told(carried(required, required.replace("What", "Which"), {})) == []


def test_several_versions_are_gone_through_by_what_each_says_of_the_one_before():
    versions = [form(TEXT), form(TEXT.replace("id: q", "id: r, was: s.q"), 2)]
    versions += [form(TEXT.replace("id: q", "id: p, was: s.r"), 3)]
    found = carry_through(versions, {"s.q": "A"}, today=TODAY)
    assert (told(found), found.entries) == ([(MOVED, "s.q", "s.p")], {"s.p": "A"})


def test_a_version_between_that_could_not_hold_an_answer_loses_nothing():
    versions = [form(TEXT), form("{id: q, label: What?, kind: date}", 2), form(LONG, 3)]
    assert carry_through(versions, {"s.q": "in spring"}, today=TODAY).entries == {"s.q": "in spring"}


def test_what_the_form_never_asked_for_is_kept_aside():
    found = carried(TEXT, TEXT.replace("What", "Which"), {"s.x": "A"})
    assert ([step.note for step in found.report], found.left) == (["The form did not ask for this."], {"s.x": "A"})


def test_what_was_entered_under_a_later_version_goes_back_to_an_earlier_one():
    second = f"""sections:
  - {{id: t, was: s, title: T, questions: [
      {{id: r, was: s.q, label: What?, kind: text}},
      {CHOICE.replace("id: q", "id: c").replace("value: good", "value: fine, was: good")},
      {{id: n, label: New?, kind: text}}]}}"""
    third = second.replace("id: t, was: s,", "id: u, was: t,").replace("id: r, was: s.q", "id: p, was: t.r")
    third = third.replace("value: fine, was: good", "value: fine")
    first = f"{TEXT}, {CHOICE.replace('id: q', 'id: c')}"
    forms = [form(third, 3), form(second, 2), form(first)]
    found = carry_through(forms, {"u.p": "A", "u.c": "fine", "u.n": "B"}, today=TODAY)
    assert (found.entries, found.left) == ({"s.q": "A", "s.c": "good"}, {"u.n": "B"})
    assert told(found) == [(MOVED, "u.p", "s.q"), (MAPPED, "u.c", "s.c"), (LEFT, "u.n", "")]


def test_what_was_split_is_put_together_again_in_an_earlier_version():
    second = f"{LONG}, {{id: r, was: s.q, label: And?, kind: long-text}}"
    found = carry(form(second, 2), form(LONG), {"s.q": "A", "s.r": "B"}, today=TODAY)
    assert (found.entries, found.left) == ({"s.q": "What?\nA\n\nAnd?\nB"}, {})
