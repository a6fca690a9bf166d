"""A form has sections, and a section or a group has questions.

An empty section is a page with nothing to answer, which can never be done.

Fails::

    questions: []   # <- empty-section

Passes::

    - id: first-aid
      label: Who is trained in first aid?
      kind: text
"""

from collections.abc import Iterator

from formspec.nodes import Listing
from formspec.problem import Problem
from formspec.written import Written, error

ID = "empty-section"


def check(written: Written) -> Iterator[Problem]:
    """Yield every section or group without questions, and a form without sections."""
    if _nothing(written, written.spec, "sections"):
        place = written.key_place(written.spec, "sections")
        yield error(place, ID, "The form has no sections: write at least one, with a question in it.")
    for section in written.spec.sections:
        if _nothing(written, section, "questions"):
            message = (
                f"The section “{section.title or section.id}” has no questions: write one, or take the section out."
            )
            yield error(written.key_place(section, "questions"), ID, message)
    for _, question in written.questions:
        if question.group and _nothing(written, question, "questions"):
            message = "This group has no questions: write one, or take “questions” out and say its kind."
            yield error(written.key_place(question, "questions"), ID, message)


def _nothing(written: Written, part: object, key: str) -> bool:
    value = written.mapping(part).get(key)
    return isinstance(value, Listing) and not value.nodes
