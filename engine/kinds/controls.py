"""The WTForms fields that kinds are entered with.

Here lives the choice of field and its attributes, so that the kinds share them. No validators: what is right is
decided by `engine.check` alone.
"""

from collections.abc import Iterable

from wtforms import BooleanField, Field, MultipleFileField, RadioField, StringField, TextAreaField
from wtforms import SelectChoice as Choice  # type: ignore[attr-defined]  # newer than the stubs
from wtforms.fields.core import UnboundField


def line(label: str, **attributes: str) -> "UnboundField[Field]":
    """Return a field of one line; underscores in the attributes' names stand for hyphens."""
    named = {name.replace("_", "-"): text for name, text in attributes.items()}
    return UnboundField(StringField, label, render_kw=named)


def lines(label: str, *, rows: int = 4) -> "UnboundField[Field]":
    """Return a field of several lines."""
    return UnboundField(TextAreaField, label, render_kw={"rows": str(rows)})


def radios(label: str, options: Iterable[tuple[str, str]]) -> "UnboundField[Field]":
    """Return a field of which one option (a value with its label) is selected."""
    return UnboundField(
        RadioField, label, choices=[Choice(value, label) for value, label in options], validate_choice=False
    )


def tick(label: str, text: str = "yes") -> "UnboundField[Field]":
    """Return a box that sends the text when it is ticked."""
    return UnboundField(BooleanField, label, false_values=("", False), render_kw={"value": text})


def files(label: str, media_types: Iterable[str], most_bytes: int) -> "UnboundField[Field]":
    """Return a field that files of these types, of so many bytes, are added with; the page shows those added before."""
    shown = {"accept": ",".join(media_types), "data-most-bytes": str(most_bytes)}
    return UnboundField(MultipleFileField, label, render_kw=shown)
