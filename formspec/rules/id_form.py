"""An id is small letters, digits and hyphens, and begins with a letter.

An id is a permanent name: it stands in records, addresses and links. Capitals, spaces and signs are typed in two ways
sooner or later, and then two names mean one thing.

Fails::

    - id: First Aid   # <- id-form
      label: Who is trained in first aid?
      kind: text

Passes::

    - id: first-aid
      label: Who is trained in first aid?
      kind: text
"""

import re
from collections.abc import Iterator

from formspec.nodes import Place
from formspec.problem import Problem
from formspec.suggest import hyphened, short
from formspec.written import Written, error

ID = "id-form"
LONGEST = 60
LONGEST_ADDRESS = 300
FORM = "[a-z][a-z0-9]*(?:-[a-z0-9]+)*"
ADDRESS = rf"{FORM}(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)*"
_FORM = re.compile(FORM)
_ADDRESS = re.compile(ADDRESS)


def check(written: Written) -> Iterator[Problem]:
    """Yield every id that is not well-formed, and every retired address that holds one."""
    spec = written.spec
    yield from _checked(written.place(spec, "form"), spec.form)
    for section in spec.sections:
        yield from _checked(written.place(section, "id"), section.id)
    for _, question in written.questions:
        yield from _checked(written.place(question, "id"), question.id)
    for prompt in written.prompts:
        yield from _checked(written.place(prompt, "id"), prompt.id)
    for column in written.columns:
        yield from _checked(written.place(column, "id"), column.id)
    for retired in spec.retired:
        if retired.address and not _is_address(retired.address):
            message = f"“{short(retired.address)}” is no address: write ids with dots between, as section.question."
            yield error(retired.place, ID, message)


def _checked(place: Place, value: str) -> Iterator[Problem]:
    if not value or (len(value) <= LONGEST and _FORM.fullmatch(value)):
        return
    if len(value) > LONGEST:
        yield error(place, ID, f"An id has {LONGEST} characters at the most: shorten “{short(value)}”.")
        return
    mended = hyphened(value)
    more = f" Write “{mended}”." if _FORM.fullmatch(mended) else ""
    message = f"“{short(value)}” cannot be an id: use small letters, digits and hyphens, beginning with a letter.{more}"
    yield error(place, ID, message)


def _is_address(text: str) -> bool:
    return len(text) <= LONGEST_ADDRESS and _ADDRESS.fullmatch(text) is not None
