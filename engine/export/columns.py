"""The answers of several versions of a form, side by side: which column each version's answers stand in.

Here lives the alignment alone. An answer keeps its column while it keeps its address; one that a later version renamed
or moved (`was:`) goes on in the same column, unless it was split or joined. A group's answers share a column, whatever
its rows, and so do the evidence prompts of a question.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from engine.form import EVIDENCE, Cell, Form, Laid
from engine.rows import one_row_each
from engine.wording import first_paragraph, question_text
from formspec.attaching import ATTACHMENTS
from formspec.sources import Traced, sources

EVIDENCE_SEEN = "Evidence seen"


@dataclass(frozen=True, slots=True)
class AnswerColumn:
    """A column of answers: its address and its words in the latest version that has it.

    `at` is the address of its answers in each version that has it, by the version's number; `groups` are the groups
    that they stand in, outermost first.
    """

    address: str
    question: str
    label: str
    at: Mapping[int, str]
    groups: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """What stands over the column, for people."""
        return f"{self.question}: {self.label}" if self.label else self.question


def columns_of(forms: Sequence[Form]) -> tuple[AnswerColumn, ...]:
    """Return the columns for the answers of some versions of one form, given from first to last.

    They are in the order of the last one; what an earlier version asked besides stands behind what it stood behind
    there.
    """
    columns: list[AnswerColumn] = []
    later: dict[str, str] = {}
    for form in reversed(forms):
        columns, later = _beside(columns, form, later)
        later = _followed(forms, form, later)
    return tuple(columns)


def _beside(
    columns: list[AnswerColumn], form: Form, named: Mapping[str, str]
) -> tuple[list[AnswerColumn], dict[str, str]]:
    """Return the columns with those of an earlier version among them, and the column of each of its addresses.

    `named` says which column an address of this version goes on in, as far as later versions say.
    """
    found = {each.address: each for each in columns}
    order = [each.address for each in columns]
    behind, places = -1, {}
    for own in _of_version(form):
        address = named.get(own.address, own.address)
        taken = address in found and form.spec.version in found[address].at
        if taken and address != own.address:
            address = own.address
        if address in found:
            found[address] = replace(found[address], at={**found[address].at, **own.at})
            behind = order.index(address)
        else:
            behind += 1
            order.insert(behind, address)
            found[address] = own
        places[own.address] = address
    return [found[each] for each in order], places


def _followed(forms: Sequence[Form], form: Form, places: Mapping[str, str]) -> dict[str, str]:
    """Return which column the addresses of the version before a form go on in."""
    before = next((old for old, new in pairwise(forms) if new is form), None)
    if before is None:
        return {}
    was = sources(before.spec, form.spec)
    named: dict[str, str] = {}
    for own in _of_version(before):
        question, _, step = own.address.rpartition(".")
        beside = step in _BESIDE and question in was.questions.places
        now = _one(was.questions, question) if beside else _one(was.answers, own.address)
        goes_on = f"{now}.{step}" if beside and now else now
        if goes_on in places:
            named[own.address] = places[goes_on]
    return named


_BESIDE = frozenset({EVIDENCE, ATTACHMENTS})
"""The last step of columns that stand beside the answers of a question, and go where the question goes."""


def _one(traced: Traced, old: str) -> str:
    """Return the one part that an old part became, where it is that alone; "" otherwise."""
    became = traced.became(old)
    return became[0] if len(became) == 1 and traced.was(became[0]) == (old,) else ""


def _of_version(form: Form) -> Iterator[AnswerColumn]:
    """Yield the columns of one version, in its order."""
    for section in form.lay(one_row_each(form.spec)).sections:
        yield from _of_questions(section.laid, form.spec.version, ())


def _of_questions(questions: tuple[Laid, ...], version: int, groups: tuple[Laid, ...]) -> Iterator[AnswerColumn]:
    for laid in questions:
        if laid.row_ids is not None:
            yield from _of_questions(laid.laid[0] if laid.laid else (), version, (*groups, laid))
            continue
        question = ": ".join(question_text(each.question).rstrip(": ") for each in (*groups, laid))
        within = tuple(each.template for each in groups)
        if laid.ticks:
            key = f"{laid.template}.{EVIDENCE}"
            yield AnswerColumn(key, question, EVIDENCE_SEEN, {version: key}, within)
        for cell in (*laid.cells, *laid.attaching):
            yield AnswerColumn(cell.template, question, _label(cell), {version: cell.template}, within)


def _label(cell: Cell) -> str:
    return first_paragraph(cell.column.label).removesuffix(":") if cell.column.id else ""
