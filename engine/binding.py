"""A form bound to entries as WTForms, for applications that are built on WTForms.

Here lives the bridge: a `BaseForm` with one field for every input, named as the input, whose validators ask
`engine.check`. `BaseForm` keeps its fields in a dictionary, so a question may be called `validate` or `data`. Nothing
here decides what is right.

This is the library's door for applications that have pages of their own; ours has its pages from `engine.page` and
does not pass here. The answers' fields are the kinds' own, the same that the pages are made of; ticks and reasons,
which belong to no kind, are made here with the pages' words.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from wtforms import Field
from wtforms.form import BaseForm
from wtforms.validators import StopValidation

from engine.check import AnswerError, check
from engine.form import Form
from engine.kinds import controls
from engine.wording import REASON_LABEL

if TYPE_CHECKING:
    from wtforms.fields.core import UnboundField

Extra = Mapping[str, Sequence[Callable[[BaseForm, Field], object]]]


class Posted:
    """Entries as WTForms reads them: every name with a list of texts."""

    def __init__(self, entries: Mapping[str, str]) -> None:
        """Keep the entries."""
        self._entries = entries

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def __contains__(self, name: object) -> bool:
        return name in self._entries

    def getlist(self, name: str) -> list[str]:
        """Return the texts under a name."""
        return [self._entries[name]] if name in self._entries else []


class BoundForm(BaseForm):
    """A form's inputs with what was entered, and after `validate` with the errors beside them."""

    def __init__(self, form: Form, entries: Mapping[str, str], *, complete: bool = True) -> None:
        """Bind the entries; `complete` as in `engine.check.check`."""
        super().__init__(_fields(form))
        self._form = form
        self._entries = dict(entries)
        self._complete = complete
        self._found: dict[str, AnswerError] = {}
        self.process(formdata=Posted(self._entries) if entries else None)

    @property
    def answer_errors(self) -> tuple[AnswerError, ...]:
        """What the last `validate` found, in the form's order."""
        return tuple(self._found.values())

    def validate(self, extra_validators: Extra | None = None) -> bool:
        """Check the entries; say whether nothing is wrong. What belongs to no field is in `form_errors`."""
        found = check(self._form, self._entries, complete=self._complete)
        self._found = {error.name: error for error in found}
        self.form_errors = [error.message for error in found if error.name not in self]
        return super().validate(extra_validators) and not found

    def error_at(self, name: str) -> AnswerError | None:
        """Return what the last `validate` found at an input."""
        return self._found.get(name)


def bind(form: Form, entries: Mapping[str, str], *, complete: bool = True) -> BoundForm:
    """Return the form's inputs as WTForms, holding these entries."""
    return BoundForm(form, entries, complete=complete)


@lru_cache(maxsize=64)
def _fields(form: Form) -> "dict[str, UnboundField[Field]]":
    fields: dict[str, UnboundField[Field]] = {}
    for tick in form.ticks:
        fields[tick.name] = controls.tick(tick.prompt.text, "seen")
    for cell in form.cells:
        fields |= {cell.address + suffix: field for suffix, field in cell.kind.fields(cell.column).items()}
        if cell.reason:
            fields[cell.reason] = controls.lines(form.language.say(REASON_LABEL), rows=2)
    for field in fields.values():
        field.kwargs["validators"] = [_as_checked]
    return {name: fields[name] for name in form.limits}


def _as_checked(form: BoundForm, field: Field) -> None:
    error = form.error_at(field.name)
    if error is not None:
        raise StopValidation(error.message)
