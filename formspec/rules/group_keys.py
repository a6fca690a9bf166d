"""A group asks its questions again in each row, and has no answer of its own.

What is said of an answer (its kind, its options, that it is required) belongs to the questions in the group; how many
rows there are belongs to the group.

Fails::

    - id: people
      label: The people
      kind: text   # <- group-keys
      questions:
        - {id: name, label: Name, kind: text}

Passes::

    - id: people
      label: The people
      questions:
        - {id: name, label: Name, kind: text}
"""

from collections.abc import Iterator

from formspec.building import ANSWER_KEYS
from formspec.problem import Problem
from formspec.written import Written, error

ID = "group-keys"
_OF_A_GROUP = ("rows", "row-label")
_OF_A_QUESTION = ANSWER_KEYS | {"evidence", "attachments", "points"}


def check(written: Written) -> Iterator[Problem]:
    """Yield every key of an answer on a group, and every key of a group on what is none."""
    for _, question in written.questions:
        for entry in written.mapping(question).entries:
            key = entry.key.text
            if question.group and key in _OF_A_QUESTION:
                message = f"“{key}” means nothing for a group, which has no answer: write it at its questions."
                yield error(entry.key.place, ID, message)
            elif not question.group and key in _OF_A_GROUP:
                message = f"“{key}” is for a group: write “questions” here, with what is asked in each row."
                yield error(entry.key.place, ID, message)
