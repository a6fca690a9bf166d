"""What people call the parts of a form: a question by its wording, an option by its label.

Here lives that look-up alone, by sort of part and address.
"""

from collections.abc import Iterator

from formspec.addresses import prompts
from formspec.diff.flat import flat
from formspec.diff.record import joined
from formspec.logic import Check
from formspec.model import Column, OptionList, Question, Spec

_LONGEST = 80
_FIXED = {
    "form": "the form",
    "policy": "the policy",
    "about": "what a submission is about",
    "completed-by": "who completed a submission",
    "letter": "the letter",
    "retention": "how long records are kept",
}
Named = tuple[str, str]


def names_of(spec: Spec) -> dict[Named, str]:
    """Return the name of every part of a spec, by its sort and its address."""
    return dict(_named(spec))


def shown(text: str) -> str:
    """Return a text as a name: its first line, cut where it is long."""
    line = text.partition("\n")[0].strip()
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1].rstrip()}…"


def name_of(part: object) -> str:
    """Return what a part is called by its own words, "" when it has none."""
    for attribute in ("label", "title", "text", "message", "id"):
        text = getattr(part, attribute, "")
        if isinstance(text, str) and text:
            return shown(text)
    return ""


def _named(spec: Spec) -> Iterator[tuple[Named, str]]:
    for noun, name in _FIXED.items():
        yield (noun, noun), name
    for name, noun, parts in (
        ("parts", "part", spec.parts),
        ("outcomes", "outcome", spec.outcomes),
        ("standards", "standard", spec.standards),
    ):
        for part in parts:
            yield (noun, f"{name}.{part.id}"), name_of(part)
    for each in spec.lists:
        yield ("list", f"lists.{each.id}"), each.id
        yield from _options(f"lists.{each.id}", each)
    yield from _checks("checks", spec.checks)
    yield from _columns("columns", spec.columns)
    laid = flat(spec)
    for address, section in laid.sections.items():
        yield ("section", address), name_of(section)
        yield from _columns(f"{address}.columns", section.columns)
    for address, question in laid.questions.items():
        yield from _question(address, question)


def _question(address: str, question: Question) -> Iterator[tuple[Named, str]]:
    name = name_of(question)
    yield ("question", address), name
    yield ("group", address), name
    for prompt in prompts(question.evidence):
        yield ("prompt", f"{address}.evidence.{prompt.id}"), shown(prompt.text)
    yield from _checks(f"{address}.checks", question.checks)
    if question.group:
        yield from _columns(f"{address}.columns", question.group.columns)
    for (noun, place), label in _columns(address, question.columns):
        yield (noun, place), name if place == address else label


def _columns(within: str, columns: tuple[Column, ...]) -> Iterator[tuple[Named, str]]:
    for column in columns:
        address = joined(within, column.id)
        yield ("column", address), column.label or column.id
        yield from _checks(f"{address}.checks", column.checks)
        yield from _options(address, column)


def _options(within: str, offered: Column | OptionList) -> Iterator[tuple[Named, str]]:
    for option in offered.options:
        yield ("option", f"{within}.{option.value}"), shown(option.label or option.value)


def _checks(within: str, checks: tuple[Check, ...]) -> Iterator[tuple[Named, str]]:
    for check in checks:
        yield ("check", f"{within}.{check.id}"), name_of(check)
