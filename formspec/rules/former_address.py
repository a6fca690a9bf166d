"""What a part was is written as the version before named it.

`was` carries the answers of older versions to where they belong now. A section, a column and an evidence prompt name
their old id, an option its old value, and a question its whole old address, because it may have stood elsewhere.

Fails::

    - id: named-person
      was: Safeguarding Lead   # <- former-address
      label: Who is the named person?
      kind: text

Passes::

    - id: named-person
      was: safeguarding.lead
      label: Who is the named person?
      kind: text
"""

import re
from collections.abc import Iterator

from formspec.model import Column, Option, Prompt, Section
from formspec.problem import Problem
from formspec.rules import id_form
from formspec.suggest import short
from formspec.written import Written, error

ID = "former-address"
_STEP = "[a-z0-9]+(?:-[a-z0-9]+)*"
FORM = rf"{_STEP}(?:\.{_STEP})*"
_QUESTION = re.compile(rf"{_STEP}(?:\.{_STEP})+")
_NAME = re.compile(_STEP)


def check(written: Written) -> Iterator[Problem]:
    """Yield everything that a part is said to have been and that is no name of such a part."""
    for _, question in written.questions:
        yield from _former(written, question, question.was, whole=True)
    parts: list[Section | Column | Prompt | Option] = [*written.spec.sections, *written.columns]
    for part in [*parts, *written.prompts, *written.options]:
        yield from _former(written, part, part.was, whole=False)


def _former(written: Written, part: object, was: tuple[str, ...], *, whole: bool) -> Iterator[Problem]:
    wanted, form = ("the whole address, as section.question", _QUESTION) if whole else ("the old id alone", _NAME)
    for name in was:
        if not form.fullmatch(name) or len(name) > id_form.LONGEST_ADDRESS:
            message = f"“{short(name)}” is not what this can have been: write {wanted}, as the version before has it."
            yield error(written.place(part, "was"), ID, message)
        elif was.count(name) > 1:
            yield error(written.place(part, "was"), ID, f"“{short(name)}” stands twice here: leave it once.")
            return
