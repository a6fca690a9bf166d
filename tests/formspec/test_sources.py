"""What a part of a new version was in the old one is read once, by one law."""

import pytest

from formspec.loader import load
from formspec.sources import Sources, sources

HEAD = "formspec: 1\nform: visit\nversion: 1\ntitle: A visit\nsections:\n"
OLD = (
    HEAD
    + """
  - id: ground
    title: Ground
    columns:
      - {id: answer, role: answer, label: Answer, kind: text}
      - {id: concerns, role: concern, label: Concerns, kind: long-text}
    questions:
      - id: fence
        label: Is the fence whole?
        evidence:
          - {id: posts, text: Look at the posts}
          - {id: gate, text: Look at the gate}
      - {id: gates, label: Are the gates shut?}
  - id: people
    title: People
    questions:
      - {id: lead, label: Who leads?, kind: text}
      - {id: ready, label: Ready?, kind: yes-no}
      - id: state
        label: State
        kind: choice
        options: [{value: good, label: Good}, {value: fair, label: Fair}, {value: bad, label: Bad}]
      - id: staff
        label: Staff
        row-label: Person
        questions:
          - {id: name, label: Name, kind: text}
          - {id: role, label: Role, kind: text}
"""
)


def compared(new: str) -> Sources:
    """Return what the sections written here, of a second version, were in the first."""
    specs = [load(text.encode()).spec for text in (OLD, HEAD + new)]
    assert specs[0] is not None
    assert specs[1] is not None
    return sources(specs[0], specs[1])


def test_a_version_is_what_it_was_in_itself():
    found = compared(OLD.removeprefix(HEAD))
    for traced in (found.sections, found.questions, found.answers, found.prompts, found.options):
        assert traced.origins
        assert all(names == (name,) for name, names in traced.origins.items())
        assert all(names == (name,) for name, names in traced.places.items())


MOVED = """
  - id: outside
    was: ground
    title: Outside
    columns:
      - {id: finding, role: answer, label: Answer, kind: text}
      - {id: worries, was: concerns, role: concern, label: Concerns, kind: long-text}
    questions:
      - id: fence
        label: Is the fence whole?
        evidence: [{id: stakes, was: posts, text: Look at the posts}, {id: gate, text: Look at the gate}]
      - {id: doors, was: ground.gates, label: Are the gates shut?}
      - {id: windows, label: Are the windows shut?}
"""


@pytest.mark.parametrize(
    ("sort", "new", "was"),
    [
        ("sections", "outside", ["ground"]),
        ("questions", "outside.fence", ["ground.fence"]),
        ("questions", "outside.doors", ["ground.gates"]),
        ("questions", "outside.windows", []),
        ("answers", "outside.fence.finding", ["ground.fence.answer"]),
        ("answers", "outside.doors.worries", ["ground.gates.concerns"]),
        ("answers", "outside.windows.finding", []),
        ("prompts", "outside.fence.evidence.stakes", ["ground.fence.evidence.posts"]),
        ("prompts", "outside.fence.evidence.gate", ["ground.fence.evidence.gate"]),
    ],
)
def test_what_has_another_name_or_place_says_what_it_was(sort, new, was):
    assert list(getattr(compared(MOVED), sort).was(new)) == was


def test_what_has_gone_has_no_place():
    found = compared(MOVED)
    assert found.sections.became("people") == ()
    assert found.questions.became("people.staff.name") == ()
    assert found.options.became("people.state.bad") == ()
    assert found.questions.became("ground.gates") == ("outside.doors",)


def test_of_a_split_both_were_the_old_question():
    found = compared(
        """
  - id: people
    title: People
    questions:
      - {id: lead, label: Who leads?, kind: text}
      - {id: deputy, was: people.lead, label: Who is the deputy?, kind: text}
"""
    )
    assert found.questions.was("people.deputy") == ("people.lead",)
    assert found.questions.became("people.lead") == ("people.lead", "people.deputy")


def test_of_a_merge_the_question_that_goes_on_comes_first():
    found = compared(
        """
  - id: ground
    title: Ground
    columns: [{id: answer, role: answer, label: Answer, kind: text}]
    questions:
      - {id: fence, was: [ground.gates, ground.walls], label: Is all shut?}
"""
    )
    assert found.questions.was("ground.fence") == ("ground.fence", "ground.gates")
    assert found.answers.was("ground.fence.answer") == ("ground.fence.answer", "ground.gates.answer")


def test_a_question_that_goes_on_takes_nothing_from_one_that_goes_on_too():
    found = compared(
        """
  - id: people
    title: People
    questions:
      - {id: lead, label: Who leads?, kind: text}
      - {id: ready, was: people.lead, label: Ready?, kind: yes-no}
"""
    )
    assert found.questions.was("people.ready") == ("people.ready",)


def test_a_group_takes_its_questions_along():
    found = compared(
        """
  - id: crew
    was: people
    title: Crew
    questions:
      - id: members
        was: people.staff
        label: Members
        row-label: Person
        questions:
          - {id: name, label: Name, kind: text}
          - {id: post, was: people.staff.role, label: Post, kind: text}
"""
    )
    assert found.questions.was("crew.members.name") == ("people.staff.name",)
    assert found.questions.was("crew.members.post") == ("people.staff.role",)
    assert found.answers.became("people.staff.role") == ("crew.members.post",)


@pytest.mark.parametrize(
    ("question", "answer", "was"),
    [
        ("columns: [{id: own, role: answer, label: A, kind: text}]", "people.lead.own", ["people.lead"]),
        (
            "columns: [{id: worry, label: W, kind: text}, {id: own, role: answer, label: A, kind: text}]",
            "people.lead.worry",
            [],
        ),
        ("kind: text", "people.lead", ["people.lead"]),
    ],
)
def test_a_plain_answer_goes_on_as_the_answer(question, answer, was):
    within = "\n  - id: people\n    title: People\n    questions:"
    section = f"{within}\n      - id: lead\n        label: Who?\n        {question}"
    assert list(compared(section).answers.was(answer)) == was


def test_an_answer_goes_on_where_the_columns_have_gone():
    found = compared(
        """
  - id: ground
    title: Ground
    questions:
      - {id: fence, label: Is the fence whole?, kind: text}
"""
    )
    assert found.answers.was("ground.fence") == ("ground.fence.answer",)
    assert found.answers.became("ground.fence.concerns") == ()


def test_options_go_by_their_values_and_by_what_they_were():
    found = compared(
        """
  - id: people
    title: People
    questions:
      - id: ready
        label: Ready?
        kind: choice
        options: [{value: yes, label: "Yes"}, {value: hardly, was: no, label: Hardly}, {value: partly, label: Partly}]
      - id: state
        label: State
        kind: choice
        options: [{value: fine, was: [good, fair], label: Fine}, {value: bad, label: Bad}]
"""
    )
    assert found.options.was("people.state.fine") == ("people.state.good", "people.state.fair")
    assert found.options.was("people.state.bad") == ("people.state.bad",)
    assert found.options.was("people.ready.yes") == ("people.ready.yes",)
    assert found.options.was("people.ready.hardly") == ("people.ready.no",)
    assert found.options.was("people.ready.partly") == ()
    assert found.options.became("people.state.fair") == ("people.state.fine",)


def test_a_section_that_several_became_takes_the_questions_of_all():
    found = compared(
        """
  - id: ground
    was: people
    title: All
    questions:
      - {id: lead, label: Who leads?, kind: text}
      - {id: fence, label: Is the fence whole?, kind: text}
"""
    )
    assert found.sections.was("ground") == ("ground", "people")
    assert found.questions.was("ground.lead") == ("people.lead",)
    assert found.questions.was("ground.fence") == ("ground.fence",)
