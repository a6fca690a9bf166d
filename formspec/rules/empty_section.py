"""A form has sections, and a section has questions.

An empty section is a page with nothing to answer, which can never be done.

Fails::

    questions: []   # <- empty-section

Passes::

    - id: first-aid
      label: Who is trained in first aid?
      kind: text
"""

from collections.abc import Iterator

from formspec.problem import Problem
from formspec.written import Written, error

ID = "empty-section"


def check(written: Written) -> Iterator[Problem]:
    """Yield every section without questions, and a form without sections."""
    spec = written.spec
    if not spec.sections and written.has(spec, "sections"):
        yield error(
            written.key_place(spec, "sections"),
            ID,
            "The form has no sections: write at least one, with a question in it.",
        )
    for section in spec.sections:
        if not section.questions and written.has(section, "questions"):
            yield error(
                written.key_place(section, "questions"),
                ID,
                f"The section “{section.title or section.id}” has no questions: write one, or take the section out.",
            )
