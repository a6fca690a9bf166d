"""The order in which the faults of a document are told: that of the form, whatever rows the document has.

Here lives that order alone. What the form does not ask for comes last.
"""

from collections.abc import Iterator, Mapping

from engine.answer_error import AnswerError
from engine.form import EVIDENCE, Form, Laid
from engine.rows import one_row_each

Key = tuple[float, ...]
_LAST: Key = (float("inf"),)


class Order:
    """The places of a form's questions and answers, which its errors are sorted by; rows stand as they are numbered."""

    def __init__(self, form: Form) -> None:
        form = form.lay(one_row_each(form.spec))
        addresses = [address for each in form.sections for address in (each.section.id, *_addresses(each.laid))]
        self._places: Mapping[str, int] = {address: place for place, address in enumerate(dict.fromkeys(addresses))}
        self._groups = frozenset(group.template for group in form.groups.values())
        self._inputs: Mapping[str, list[str]] = {
            cell.template: [name.removeprefix(cell.address) for name in cell.names] for cell in form.cells
        }

    def key(self, error: AnswerError) -> Key:
        """Return what an error is sorted by."""
        template, places, is_row = "", [], False
        for step in error.address.split("."):
            if is_row and step.isdigit():
                places.append(int(step))
                is_row = False
                continue
            template = f"{template}.{step}" if template else step
            if template not in self._places:
                return _LAST
            places.append(self._places[template])
            is_row = template in self._groups
        inputs, suffix = self._inputs.get(template, []), error.name.removeprefix(error.address)
        return (*places, inputs.index(suffix)) if suffix in inputs else (*places,)


def _addresses(laid: tuple[Laid, ...]) -> Iterator[str]:
    """Yield the addresses without rows of questions and of what belongs to them, in the order of a page."""
    for each in laid:
        yield each.template
        yield f"{each.template}.{EVIDENCE}"
        yield from (tick.template for tick in each.ticks)
        yield from (cell.template for cell in (*each.cells, *each.attaching))
        yield from _addresses(each.laid[0] if each.laid else ())
