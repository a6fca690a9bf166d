"""What a question or section meets is one of the form's standards, and each standard has a name of its own.

A question that serves a standard nobody declared would count for nothing in the report of which standards are covered.

Fails::

    standards:
      - {id: dfe-ap-1.5, title: Risks are assessed}
    questions:
      - id: risks
        label: How are risks assessed?
        kind: text
        meets: [dfe-ap-1.6]   # <- unknown-standard

Passes::

    standards:
      - {id: dfe-ap-1.5, title: Risks are assessed}
    questions:
      - id: risks
        label: How are risks assessed?
        kind: text
        meets: [dfe-ap-1.5]
"""

import re
from collections.abc import Iterator

from formspec.model import Question, Section
from formspec.problem import Problem
from formspec.rules import id_form
from formspec.suggest import did_you_mean, short
from formspec.written import Written, error

ID = "unknown-standard"
FORM = "[a-z0-9]+(?:[.-][a-z0-9]+)*"
_FORM = re.compile(FORM)


def check(written: Written) -> Iterator[Problem]:
    """Yield every standard without a name of its own, and every one that is met and not declared."""
    known: dict[str, int] = {}
    for standard in written.spec.standards:
        place = written.place(standard, "id")
        if standard.id and not (_FORM.fullmatch(standard.id) and len(standard.id) <= id_form.LONGEST):
            message = f"“{short(standard.id)}” cannot name a standard: use small letters, digits, dots and hyphens."
            yield error(place, ID, message)
        elif standard.id in known:
            message = f"The standard “{standard.id}” stands on line {known[standard.id]} already: choose another name."
            yield error(place, ID, message)
        elif standard.id:
            known[standard.id] = place.line
    parts: list[Section | Question] = [*written.spec.sections, *(question for _, question in written.questions)]
    for part in parts:
        yield from _met(written, part, known)


def _met(written: Written, part: Section | Question, known: dict[str, int]) -> Iterator[Problem]:
    for name in part.meets:
        if name not in known:
            more = did_you_mean(name, known) or " Write it under “standards”, or take it out here."
            yield error(written.place(part, "meets"), ID, f"There is no standard “{short(name)}”.{more}")
