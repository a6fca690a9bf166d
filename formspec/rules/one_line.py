"""What is shown on one line is written as one line.

Titles, the headings of columns, the labels of options and the short names in messages have no room for paragraphs. (A
question, a hint, a letter and an introduction may have several.)

Fails::

    title: |-   # <- one-line
      A visit
      to a provider

Passes::

    title: A visit to a provider
"""

from collections.abc import Iterator

from formspec.nodes import Mapping, Text
from formspec.problem import Problem
from formspec.written import Written, error

ID = "one-line"
_SPEC = ("title", "subtitle", "questions-label")
_POLICY = ("title", "part", "organisation", "approved-by")
_LETTER = ("salutation", "sign-off", "signatory")
_ANSWER = ("name", "declaration", "name-label")


def check(written: Written) -> Iterator[Problem]:
    """Yield every text of several lines that stands where there is one."""
    if not any("\n" in text.text for text in written.texts):
        return
    spec = written.spec
    for part, keys in ((spec, _SPEC), (spec.policy, _POLICY), (spec.letter, _LETTER)):
        if part is not None:
            yield from _several(written.mapping(part), keys)
    for section in spec.sections:
        yield from _several(written.mapping(section), ("title",))
    for column in written.columns:
        yield from _several(written.mapping(column), ("label", *_ANSWER) if column.id else _ANSWER)
    for option in written.options:
        yield from _several(written.mapping(option), ("label",))


def _several(mapping: Mapping, keys: tuple[str, ...]) -> Iterator[Problem]:
    for key in keys:
        value = mapping.get(key)
        if isinstance(value, Text) and "\n" in value.text.strip():
            yield error(value.place, ID, f"“{key}” is shown on one line: write it as one, without a line break.")
