"""Findings as pages show them: what the answers brought to light, taken out of a document's findings.

Here lives only the narrowing from JSON to values; what counts as a finding is for `engine.document` to say.
"""

from dataclasses import dataclass

from engine.form import Form
from engine.json_value import JsonObject, as_list, as_object, as_text


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: the question, and the words that were written."""

    question: str
    text: str


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything the answers brought to light."""

    concerns: tuple[Finding, ...]
    actions: tuple[Finding, ...]
    could_not_find_out: tuple[Finding, ...]

    @property
    def any(self) -> bool:
        """Whether there is anything at all."""
        return bool(self.concerns or self.actions or self.could_not_find_out)


def shown(found: JsonObject) -> Findings:
    """Return a document's findings as values."""
    return Findings(*(_listed(found, key) for key in ("concerns", "actions", "could-not-find-out")))


def _listed(found: JsonObject, key: str) -> tuple[Finding, ...]:
    listed = map(as_object, as_list(found.get(key, [])))
    return tuple(Finding(as_text(each["question"]), as_text(each["text"])) for each in listed)


def can_find(form: Form) -> bool:
    """Say whether answers to this form can bring anything to light."""
    return any(cell.column.role in {"concern", "action"} or cell.reason for cell in form.cells)
