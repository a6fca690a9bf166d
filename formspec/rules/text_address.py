"""What a working comes to is no text that reads like the address of an answer.

Behind “calculate”, `visit.taken` is an address. Behind “is” in a choice or a band it is a text as it stands, and would
be recorded so. Write `is: {question: visit.taken}` in a choice for the answer; a band takes texts alone, so write a
choice in its place. This is a warning.

Warns::

    - id: taken
      label: How much was taken?
      kind: whole-number
    - id: counted
      label: What counts
      kind: calculated
      calculate:
        choose:
          - {when: {question: visit.taken, more-than: 5}, is: '5'}
          - {is: visit.taken}   # <- text-address
    - id: banded
      label: What counts, by bands
      kind: calculated
      calculate:
        look-up: visit.taken
        bands:
          - {below: 5, is: visit.taken}   # <- text-address
          - {least: 5, is: '5'}

Passes::

    - id: taken
      label: How much was taken?
      kind: whole-number
    - id: counted
      label: What counts
      kind: calculated
      calculate:
        choose:
          - {when: {question: visit.taken, more-than: 5}, is: '5'}
          - {is: {question: visit.taken}}
"""

from collections.abc import Iterator

from formspec.problem import Problem
from formspec.rules.walk import once, values
from formspec.written import Written, warning

ID = "text-address"


def check(written: Written) -> Iterator[Problem]:
    """Yield every text that a working comes to and that is an address of an answer."""
    yield from once(_found(written))


def _found(written: Written) -> Iterator[Problem]:
    for _, value in values(written):
        for branch in value.branches:
            if branch.comes_to.op == "literal" and _is_address(written, branch.comes_to.text):
                text = branch.comes_to.text
                message = f"{_said(text)}: write “is: {{question: {text}}}” for the answer."
                yield warning(written.place(branch, "is"), ID, message)
        for band in value.bands:
            if _is_address(written, band.comes_to):
                message = f"{_said(band.comes_to)}, and a band takes no other: write “choose” for the answer."
                yield warning(written.place(band, "is"), ID, message)


def _said(text: str) -> str:
    return f"This is the text “{text}”, not the answer at that address"


def _is_address(written: Written, text: str) -> bool:
    named = written.addresses.get(text)
    return named is not None and named.column is not None
