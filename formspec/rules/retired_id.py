"""An address that is retired is not used again.

Records of earlier versions keep their answers under it. A new question under an old name would make old answers look
like answers to the new question.

Fails::

    retired: [visit.first-aid]
    questions:
      - id: first-aid   # <- retired-id
        label: Who is trained in first aid?
        kind: text

Passes::

    retired: [visit.first-aid]
    questions:
      - id: first-aid-training
        label: Who is trained in first aid?
        kind: text
"""

from collections.abc import Iterator

from formspec.problem import Problem
from formspec.rules.walk import prompts
from formspec.written import Written, error

ID = "retired-id"


def check(written: Written) -> Iterator[Problem]:
    """Yield every part whose address stands among the retired ones."""
    retired = {each.address: each.place.line for each in written.spec.retired}
    if not retired:
        return
    for address, part, key in _addresses(written):
        if address in retired:
            message = f"“{address}” was retired on line {retired[address]} and is never used again: choose another id."
            yield error(written.place(part, key), ID, message)


def _addresses(written: Written) -> Iterator[tuple[str, object, str]]:
    for section in written.spec.sections:
        yield section.id, section, "id"
    for section, question in written.questions:
        address = f"{section.id}.{question.id}"
        yield address, question, "id"
        for column in question.columns:
            if column.id:
                yield f"{address}.{column.id}", column, "id"
            for option in column.options:
                yield (
                    f"{address}.{column.id}.{option.value}" if column.id else f"{address}.{option.value}",
                    option,
                    "value",
                )
        for prompt in prompts(question.evidence):
            yield f"{address}.evidence.{prompt.id}", prompt, "id"
