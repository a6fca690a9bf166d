"""A spec laid flat: its sections and questions by address, and the order in which they stand.

Here lives that shape and the way there and back, which loses nothing. Parts within a question stay within it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from formspec.model import Question, Section, Spec


@dataclass(frozen=True, slots=True)
class Flat:
    """A spec without its sections, its sections without their questions, its questions without inner questions.

    `order` holds the addresses of what stands in a section or a group, by its address; those of the sections under "".
    """

    head: Spec
    sections: dict[str, Section]
    questions: dict[str, Question]
    order: dict[str, tuple[str, ...]]

    def parent(self, address: str) -> str:
        """Return the address of what a question stands in."""
        return address.rpartition(".")[0]


def flat(spec: Spec) -> Flat:
    """Return a spec laid flat."""
    order = {"": tuple(section.id for section in spec.sections)}
    questions: dict[str, Question] = {}
    for section in spec.sections:
        _lay(section.questions, section.id, questions, order)
    sections = {section.id: replace(section, questions=()) for section in spec.sections}
    return Flat(replace(spec, sections=()), sections, questions, order)


def whole(laid: Flat) -> Spec:
    """Return the spec that was laid flat."""
    sections = (replace(laid.sections[each], questions=tuple(_inside(laid, each))) for each in laid.order[""])
    return replace(laid.head, sections=tuple(sections))


def bare(question: Question) -> Question:
    """Return a question without those that stand in it."""
    return replace(question, group=replace(question.group, questions=())) if question.group else question


def _lay(
    listed: tuple[Question, ...], within: str, questions: dict[str, Question], order: dict[str, tuple[str, ...]]
) -> None:
    order[within] = tuple(f"{within}.{each.id}" for each in listed)
    for each in listed:
        address = f"{within}.{each.id}"
        questions[address] = bare(each)
        if each.group:
            _lay(each.group.questions, address, questions, order)


def _inside(laid: Flat, within: str) -> Iterator[Question]:
    for address in laid.order.get(within, ()):
        question = laid.questions[address]
        group = question.group
        inner = replace(group, questions=tuple(_inside(laid, address))) if group else None
        yield replace(question, group=inner) if inner else question
