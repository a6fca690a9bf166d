"""The report of coverage: which questions meet which standard, which none does, and what a revision changes in that."""

from formspec.coverage import coverage, coverage_changes
from formspec.loader import load

HEAD = """\
formspec: 1
form: visit
version: {version}
title: Visit
standards:
  - {{id: s1, title: Risks are assessed}}
  - {{id: s2, title: Staff are trained}}
  - {{id: s3, title: Premises are safe}}
sections:
"""
FIRST = """\
  - id: safety
    title: Safety
    meets: [s1]
    questions:
      - {id: risks, label: How are risks assessed?, kind: text}
      - {id: training, label: Who is trained?, kind: text, meets: [s2]}
  - id: place
    title: The place
    questions:
      - id: rooms
        label: Each room
        questions:
          - {id: fence, label: Is it fenced?, kind: text, meets: [s3]}
          - {id: size, label: How big is it?, kind: text}
      - id: exits
        label: Each exit
        questions: [{id: door, label: Which door?, kind: text}]
      - {id: other, label: "Anything else?", kind: text}
"""


def spec(sections=FIRST, head=HEAD, version=1):
    loaded = load((head.format(version=version) + sections).encode())
    assert loaded.spec, loaded.problems
    return loaded.spec


def met(found):
    return {each.standard.id: [question.address for question in each.questions] for each in found.standards}


def changes(new, **settings):
    found = coverage_changes(spec(), spec(new, version=2, **settings))
    return {
        each.standard.id: (
            each.sentence,
            [question.address for question in each.gained],
            [question.address for question in each.lost],
            each.worse,
        )
        for each in found
    }


def test_what_a_section_meets_counts_for_all_its_questions_and_a_question_adds_its_own():
    assert met(coverage(spec())) == {
        "s1": ["safety.risks", "safety.training"],
        "s2": ["safety.training"],
        "s3": ["place.rooms.fence"],
    }


def test_a_question_is_named_by_its_section_and_the_first_line_of_its_label():
    serving = coverage(spec(FIRST.replace("Who is trained?", '"Who is trained?\\nName them."'))).standards[1].questions
    assert [(each.section, each.label) for each in serving] == [("Safety", "Who is trained?")]


def test_what_meets_no_standard_is_listed_once_a_group_and_not_where_something_in_the_group_does():
    assert [each.address for each in coverage(spec()).apart] == ["place.exits", "place.other"]


def test_a_standard_that_no_question_meets_is_named():
    assert coverage(spec()).untested == ()
    found = coverage(spec(FIRST.replace(", meets: [s2]", "").replace(", meets: [s3]", "")))
    assert [each.id for each in found.untested] == ["s2", "s3"]


def test_a_group_in_a_section_that_meets_a_standard_counts_as_one_question():
    grown = FIRST.replace("title: The place\n", "title: The place\n    meets: [s2]\n")
    assert met(coverage(spec(grown)))["s2"] == ["safety.training", "place.rooms", "place.exits", "place.other"]


def test_a_form_without_standards_has_nothing_covered():
    only = "  - {id: only, title: Only, questions: [{id: a, label: A, kind: text}]}\n"
    bare = spec(only, HEAD.partition("standards")[0] + "sections:\n")
    assert (coverage(bare).standards, coverage(bare).untested) == ((), ())
    assert [each.address for each in coverage(bare).apart] == ["only.a"]


def test_nothing_changes_between_a_form_and_itself():
    assert changes(FIRST) == {}


def test_a_question_that_moves_or_is_renamed_serves_its_standard_as_before():
    moved = FIRST.replace("      - {id: training, label: Who is trained?, kind: text, meets: [s2]}\n", "").replace(
        "      - {id: other,",
        "      - {id: trained, was: safety.training, label: Who is trained?, kind: text, meets: [s1, s2]}\n"
        "      - {id: other,",
    )
    assert changes(moved) == {}


def test_a_standard_that_nothing_meets_any_more_is_worse():
    assert changes(FIRST.replace(", meets: [s2]", "")) == {
        "s2": ("No question meets this standard any more; before, 1 question met it.", [], ["safety.training"], True)
    }


def test_a_question_that_comes_to_meet_a_standard_is_gained():
    more = FIRST.replace('"Anything else?", kind: text', '"Anything else?", kind: text, meets: [s2]')
    assert changes(more) == {
        "s2": ("Now 2 questions meet this standard, 1 more than before.", ["place.other"], [], False)
    }


def test_gained_and_lost_are_both_told():
    other = FIRST.replace('"Anything else?", kind: text', '"Anything else?", kind: text, meets: [s2]')
    other = other.replace("Who is trained?, kind: text, meets: [s2]", "Who is trained?, kind: text")
    assert changes(other)["s2"] == (
        "Now 1 question meets this standard, 1 more and 1 fewer than before.",
        ["place.other"],
        ["safety.training"],
        False,
    )


def test_a_standard_that_is_new_or_gone_is_told():
    head = HEAD.replace("  - {{id: s3, title: Premises are safe}}\n", "  - {{id: s4, title: Pupils are heard}}\n")
    assert changes(FIRST.replace(", meets: [s3]", ""), head=head) == {
        "s4": ("This standard is new on the form, and no question meets it.", [], [], False),
        "s3": (
            "The form does not name this standard any more; before, 1 question met it.",
            [],
            ["place.rooms.fence"],
            True,
        ),
    }


def test_a_standard_that_was_met_by_none_and_is_met_now_is_told():
    bare = spec(FIRST.replace(", meets: [s2]", ""))
    (change,) = coverage_changes(bare, spec(version=2))
    assert change.sentence == "No question met this standard before; now 1 question meets it."
