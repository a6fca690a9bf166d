"""The answer that names a submission must be given.

A form about a provider whose name may be left out yields records about nobody, which cannot be found again.

Warns::

    about: {register: providers, question: visit.provider}   # <- name-not-required
    questions:
      - id: provider
        label: Name of the provider
        kind: text

Passes::

    about: {register: providers, question: visit.provider}
    questions:
      - id: provider
        label: Name of the provider
        kind: text
        required: true
"""

from collections.abc import Iterator

from formspec.problem import Problem
from formspec.written import Written, warning

ID = "name-not-required"


def check(written: Written) -> Iterator[Problem]:
    """Yield `about` where the answer that it goes by may be missing from a submission."""
    about = written.spec.about
    named = written.addresses.get(about.question) if about else None
    column = named.column if named else None
    if about and column and not column.required:
        message = (
            f"“{about.question}” may be left out, and then a submission is about nobody: write “required: true” there."
        )
        yield warning(written.place(about, "question"), ID, message)
