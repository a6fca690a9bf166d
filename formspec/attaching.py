"""Which questions take photos and files beside their answers.

Here lives that question alone, which the engine, the size of a form and the comparing of versions all ask.
"""

from formspec.model import Question, Spec

ATTACHMENTS = "attachments"
"""What attachments are kept under, beside a question's answers."""
MOST = 30
"""The most attachments of a question. Never lowered: a record that was valid would no longer be."""
LONGEST_CAPTION = 200
"""The most characters of a caption. Never lowered."""


def takes_attachments(spec: Spec, question: Question) -> bool:
    """Say whether a question takes attachments: as it says itself, or else where it has evidence and the form allows.

    A question that has a column of that name already keeps its answers as it always did.
    """
    if question.group is not None:
        return False
    if question.attachments is not None:
        return question.attachments
    named = any(column.id == ATTACHMENTS for column in question.columns)
    return bool(question.evidence) and spec.attachments is not False and not named
