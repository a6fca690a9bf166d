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
from collections.abc import Iterable, Iterator
from itertools import chain

from formspec.logic import Check, Outcome
from formspec.model import Column, OptionList, Part, Prompt, Question, Section
from formspec.problem import Problem
from formspec.rules.check_fault import all_checks
from formspec.suggest import hyphened, short
from formspec.written import Written, error

ID = "id-form"
LONGEST = 60
LONGEST_ADDRESS = 300
FORM = "[a-z][a-z0-9]*(?:-[a-z0-9]+)*"
ADDRESS = rf"{FORM}(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)*"
Named = Check | Outcome | OptionList | Part
_FORM = re.compile(FORM)
_ADDRESS = re.compile(ADDRESS)


def check(written: Written) -> Iterator[Problem]:
    """Yield every id that is not well-formed, and every retired address that holds one."""
    spec = written.spec
    named: list[tuple[str, object, str]] = [(spec.form, spec, "form")]
    named += [(part.id, part, "id") for part in _parts(written)]
    for value, part, key in named:
        if value and not (_FORM.fullmatch(value) and len(value) <= LONGEST):
            yield error(written.place(part, key), ID, _message(value))
    for retired in spec.retired:
        if retired.address and not _is_address(retired.address):
            message = f"“{short(retired.address)}” is no address: write ids with dots between, as section.question."
            yield error(retired.place, ID, message)


def _parts(written: Written) -> Iterable[Section | Question | Prompt | Column | Named]:
    spec = written.spec
    questions = [question for _, question in written.questions]
    named: list[Named] = [*spec.parts, *spec.lists, *all_checks(written), *spec.outcomes]
    return chain(spec.sections, questions, written.prompts, written.columns, named)


def _message(value: str) -> str:
    if len(value) > LONGEST:
        return f"An id has {LONGEST} characters at the most: shorten “{short(value)}”."
    mended = hyphened(value)
    more = f" Write “{mended}”." if _FORM.fullmatch(mended) else ""
    return f"“{short(value)}” cannot be an id: use small letters, digits and hyphens, beginning with a letter.{more}"


def _is_address(text: str) -> bool:
    return len(text) <= LONGEST_ADDRESS and _ADDRESS.fullmatch(text) is not None
