"""The short reference of each row of a form, by which paper and pages are matched: 2.4.

Here lives what the references are, and the row of one. They stand for the questions of the sections, not for those in a
group's rows, and stay the same as long as the spec does.
"""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from engine.form import FormSection
from engine.numbering import numbers
from formspec.model import Spec


def references(spec: Spec) -> Mapping[str, str]:
    """Return the reference of every question of a section, by the question's address; no two are the same.

    Where every question has a number of its own that is shown, it is that; elsewhere the place of the section and the
    place of the question in it.
    """
    shown = numbers(spec)
    placed = {
        f"{section.id}.{question.id}": f"{at}.{row}"
        for at, section in enumerate(spec.sections, 1)
        for row, question in enumerate(section.questions, 1)
    }
    own = [shown.get(address, "") for address in placed]
    is_one_each = all(own) and len({each.casefold() for each in own}) == len(own)
    return MappingProxyType(dict(zip(placed, own, strict=True)) if is_one_each else placed)


def beside_numbers(spec: Spec) -> Mapping[str, str]:
    """Return the references that are to be shown: none where they are the numbers that are shown anyway."""
    shown, found = numbers(spec), references(spec)
    return {address: reference for address, reference in found.items() if shown.get(address) != reference}


def address_of(spec: Spec, reference: str) -> str:
    """Return the address of the question that a typed reference means, "" for none; blanks around it do not count."""
    wanted = "".join(reference.split()).casefold().removesuffix(".")
    found = (address for address, each in references(spec).items() if each.replace(" ", "").casefold() == wanted)
    return next(found, "")


def row_alone(section: FormSection, address: str) -> FormSection:
    """Return a section with one of its questions alone. KeyError when it has none of that address."""
    laid = {each.address: each for each in section.laid}[address]

    def within(name: str) -> bool:
        return f"{name}.".startswith(f"{address}.")

    return replace(
        section,
        laid=(laid,),
        cells=tuple(each for each in section.cells if within(each.address)),
        ticks=tuple(each for each in section.ticks if within(each.name)),
        names=tuple(filter(within, section.names)),
    )
