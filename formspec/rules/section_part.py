"""Where a form has parts, each section belongs to one of them, and the parts come one after the other.

Parts are completed by different people in turn. A section without a part would be completed by nobody, and one behind
its part when that part is over.

Fails::

    parts:
      - {id: visit, title: Who visited}
      - {id: head, title: The person in charge}
    sections:
      - id: seen
        title: What was seen
        part: visit
        questions: [{id: what, label: What was seen?, kind: text}]
      - id: decision
        title: The decision
        part: haed   # <- section-part
        questions: [{id: why, label: Why?, kind: text}]
      - id: end
        title: The end
        part: head
        questions: [{id: when, label: When?, kind: date}]

Passes::

    parts:
      - {id: visit, title: Who visited}
      - {id: head, title: The person in charge}
    sections:
      - id: seen
        title: What was seen
        part: visit
        questions: [{id: what, label: What was seen?, kind: text}]
      - id: decision
        title: The decision
        part: head
        questions: [{id: why, label: Why?, kind: text}]
"""

from collections.abc import Iterator

from formspec.model import Section
from formspec.problem import Problem
from formspec.suggest import did_you_mean, listed, short
from formspec.written import Written, error

ID = "section-part"


def check(written: Written) -> Iterator[Problem]:
    """Yield every section without its part, with one that does not exist, or behind a later part."""
    parts = [part.id for part in written.spec.parts]
    latest = 0
    for section in written.spec.sections:
        if section.part in parts:
            at = parts.index(section.part)
            if at < latest:
                message = (
                    f"The part “{section.part}” is over here: move the section up to its part, or give it another."
                )
                yield error(written.place(section, "part"), ID, message)
            latest = max(latest, at)
        elif message := _message(parts, section):
            yield error(written.place(section, "part"), ID, message)


def _message(parts: list[str], section: Section) -> str:
    """Return what is wrong with a section that is in none of the parts, or ""."""
    known = listed([part for part in parts if part])
    if not section.part:
        return f"This form has parts, so each section says which it belongs to: write “part: {known}”." if parts else ""
    more = did_you_mean(section.part, parts) or (f" The parts are {known}." if parts else " Write it under “parts”.")
    return f"There is no part “{short(section.part)}”.{more}"
