"""What people read is not blank.

A question, column, prompt or option without words is a box nobody knows how to fill. (A label that is left out
altogether is a missing key.)

Fails::

    - id: first-aid
      label: "  "   # <- missing-label
      kind: text

Passes::

    - id: first-aid
      label: Who is trained in first aid?
      kind: text
"""

from collections.abc import Iterator

from formspec.nodes import Text
from formspec.problem import Problem
from formspec.rules.walk import columns, options, prompts, questions
from formspec.written import Written, error

ID = "missing-label"


def check(written: Written) -> Iterator[Problem]:
    """Yield every wording that is there but blank."""
    for part, key, words in _wordings(written):
        value = written.mapping(part).get(key)
        if not words and isinstance(value, Text) and not value.empty:
            yield error(value.place, ID, f"“{key}” is blank: write the words that people will read.")


def _wordings(written: Written) -> Iterator[tuple[object, str, str]]:
    spec = written.spec
    yield spec, "title", spec.title
    for section in spec.sections:
        yield section, "title", section.title
    for _, question in questions(spec):
        yield question, "label", question.label
        for prompt in prompts(question.evidence):
            yield prompt, "text", prompt.text
    for column in columns(spec):
        if written.names(column):
            yield column, "label", column.label
    for option in options(spec):
        yield option, "label", option.label
