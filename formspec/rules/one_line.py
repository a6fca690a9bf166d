"""What is shown on one line is written as one line.

Titles, the headings of columns, the labels of options, messages and the short names in them have no room for
paragraphs. (A question, a hint, a letter and an introduction may have several.)

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
from formspec.rules.check_fault import all_checks
from formspec.rules.walk import values
from formspec.written import Written, error

ID = "one-line"
_SPEC = ("title", "subtitle", "questions-label")
_POLICY = ("title", "part", "organisation", "approved-by")
_RETENTION = ("keep", "from", "decided-by")
_LETTER = ("salutation", "sign-off", "signatory")
_ANSWER = ("name", "declaration", "name-label", "unit")
_OPTION = ("label", "please-say")


def check(written: Written) -> Iterator[Problem]:
    """Yield every text of several lines that stands where there is one."""
    if not any("\n" in text.text for text in written.texts):
        return
    for part, keys in _parts(written):
        yield from _several(written.mapping(part), keys)


def _parts(written: Written) -> Iterator[tuple[object, tuple[str, ...]]]:
    """Yield every part that has texts of one line, with their keys."""
    spec = written.spec
    for part, keys in ((spec, _SPEC), (spec.policy, _POLICY), (spec.retention, _RETENTION), (spec.letter, _LETTER)):
        if part is not None:
            yield part, keys
    for section in spec.sections:
        yield section, ("title", "number")
    for _, question in written.questions:
        yield question, ("number", "row-label")
    yield from ((each, ("message",)) for each in all_checks(written))
    yield from ((each, ("title",)) for each in spec.parts)
    yield from ((each, ("label", "unit")) for each in spec.outcomes)
    for column in written.columns:
        yield column, ("label", *_ANSWER) if column.id else _ANSWER
    yield from _of_rules(written)


def _of_rules(written: Written) -> Iterator[tuple[object, tuple[str, ...]]]:
    """Yield the options, and what else has a label, with the keys of their texts of one line."""
    for option in written.options:
        yield option, _OPTION
        yield from ((each, ("label",)) for each in option.worded)
    for _, value in values(written):
        yield from ((each, ("label",)) for each in (*value.bands, *value.branches))


def _several(mapping: Mapping, keys: tuple[str, ...]) -> Iterator[Problem]:
    for key in keys:
        value = mapping.get(key)
        if isinstance(value, Text) and "\n" in value.text.strip():
            yield error(value.place, ID, f"“{key}” is shown on one line: write it as one, without a line break.")
