"""A form and its entries with the rows of every group called 1, 2, 3, as documents have them.

Here lives that renaming alone. In a draft a row keeps the id that it was given; outside it, rows have numbers.
"""

from collections.abc import Iterator, Mapping
from itertools import chain

from engine.form import Form, FormSection, Laid


def numbered(form: Form, entries: Mapping[str, str]) -> tuple[Form, Mapping[str, str]]:
    """Return the form laid out with numbered rows, and the entries by their names there."""
    form = form.of(entries)
    if not form.groups:
        return form, entries
    other, names = renaming(form)
    return other, {new: entries[old] for old, new in names.items() if old in entries}


def renaming(form: Form) -> tuple[Form, dict[str, str]]:
    """Return a form laid out with numbered rows, and the names there of all that it has names for as it is laid out."""
    other = form.lay(dict(_numbered(form.sections)))
    return other, dict(zip(_all_names(form), _all_names(other), strict=True))


def _all_names(form: Form) -> Iterator[str]:
    yield from chain.from_iterable(section.names for section in form.sections)
    yield from form.reasons
    yield from form.seals


def _numbered(sections: tuple[FormSection, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each group's address and rows, with every row called by its number."""
    for section in sections:
        yield from _numbered_within(section.laid, section.section.id)


def _numbered_within(laid: tuple[Laid, ...], within: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for each in laid:
        address = f"{within}.{each.question.id}"
        if each.row_ids is not None:
            yield address, tuple(str(number) for number in range(1, len(each.row_ids) + 1))
        for number, row in enumerate(each.laid, 1):
            yield from _numbered_within(row, f"{address}.{number}")
