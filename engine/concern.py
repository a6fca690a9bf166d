"""Whom a change to a form concerns: whether a draft or a document is among those that it touches.

Here lives that test alone, on what was entered. What a change is about lives in `formspec.diff.extent`.
"""

from collections.abc import Mapping, Sequence

from engine.form import Form
from engine.impact import touched_among
from formspec.diff.extent import Extent


def concerned(form: Form, entries: Mapping[str, str], extents: Sequence[Extent]) -> tuple[bool, ...]:
    """Return for each of several changes whether it concerns what was entered under a version of a form.

    The addresses of the extents are those of that version.
    """
    asked = list(dict.fromkeys(address for each in extents for address in each.addresses))
    given = frozenset(touched_among(form, entries, asked)) if asked else frozenset()
    return tuple(_concerns(each, given) for each in extents)


def _concerns(extent: Extent, given: frozenset[str]) -> bool:
    if extent.everyone:
        return True
    found = given.intersection(extent.addresses)
    return len(found) < len(extent.addresses) if extent.missing else bool(found)
