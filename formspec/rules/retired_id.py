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

from formspec.addresses import prompts
from formspec.problem import Problem
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
    """Yield every address with the part and the key that give it: the question's, where it shares its columns."""
    for section in written.spec.sections:
        yield section.id, section, "id"
    for address, _, question, _ in written.placed:
        yield address, question, "id"
        own_columns = written.has(question, "columns")
        own_options = own_columns or written.has(question, "options")
        for column in question.columns:
            within = f"{address}.{column.id}" if column.id else address
            if column.id:
                yield within, column if own_columns else question, "id"
            for option in column.options:
                yield f"{within}.{option.value}", *((option, "value") if own_options else (question, "id"))
        for prompt in prompts(question.evidence):
            yield f"{address}.evidence.{prompt.id}", prompt, "id"
