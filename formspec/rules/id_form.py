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

from formspec.problem import Problem
from formspec.rules.walk import columns, prompts, questions
from formspec.written import Written, error

ID = "id-form"
_LONGEST = 60
_FORM = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


def check(written: Written) -> Iterator[Problem]:
    """Yield every id that is not well-formed."""
    spec = written.spec
    yield from _checked(written, spec, "form", spec.form)
    for section in spec.sections:
        yield from _checked(written, section, "id", section.id)
    for _, question in questions(spec):
        yield from _checked(written, question, "id", question.id)
        for prompt in prompts(question.evidence):
            yield from _checked(written, prompt, "id", prompt.id)
    for column in columns(spec):
        if written.names(column):
            yield from _checked(written, column, "id", column.id)


def _checked(written: Written, part: object, key: str, value: str) -> Iterator[Problem]:
    if not value or (len(value) <= _LONGEST and _FORM.fullmatch(value)):
        return
    if len(value) > _LONGEST:
        yield error(
            written.place(part, key), ID, f"An id has {_LONGEST} characters at the most: shorten “{value[:30]}…”."
        )
        return
    mended = re.sub(r"[^a-z0-9]+", "-", value.lower()).strip("-")
    more = f" Write “{mended}”." if _FORM.fullmatch(mended) else ""
    yield error(
        written.place(part, key),
        ID,
        f"“{value}” cannot be an id: use small letters, digits and hyphens, beginning with a letter.{more}",
    )
