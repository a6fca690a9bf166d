"""What a form says of its records, as the page of the form's own edits asks for it.

Here lives what there is to choose from, and what is chosen now. Nothing here changes a text.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.wording import question_text
from formspec.addresses import Addresses
from formspec.model import Spec
from formspec.records import ACCESSES, SUBMITTED
from formspec.rules.retention_start import starts_clock

_TEXTS = (
    (
        "keep",
        "How long a record is kept",
        "Such as 6 years. Leave this and the boxes below empty where nothing is said.",
    ),
    ("decided-by", "Who decides then", "Who decides what becomes of a record then, such as The Head."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownRecords:
    """What can be said of records, with what is said now.

    `accesses` and `starts` are what can be chosen, by what is sent; `texts` are the boxes: their keys, labels, hints
    and words. `reason` may have several lines.
    """

    access: str
    accesses: Mapping[str, str]
    child_data: bool
    start: str
    starts: Mapping[str, str]
    texts: tuple[tuple[str, str, str, str], ...]
    reason: str


def shown_records(spec: Spec, sent: Mapping[str, str]) -> ShownRecords:
    """Return what a form says of its records, or what was sent to be said of them and was refused."""
    kept = spec.retention
    now = {"keep": str(kept.keep), "decided-by": kept.decided_by, "reason": kept.reason} if kept else {}
    said = {**now, "from": kept.from_ if kept else SUBMITTED, "access": spec.access}
    asked = sent.get("edit") == "records"
    found = {**said, **sent} if asked else said
    return ShownRecords(
        access=found["access"],
        accesses={name: f"{name.capitalize()}: {by}" for name, by in ACCESSES.items()},
        child_data=sent.get("child_data") == "yes" if asked else spec.child_data,
        start=found["from"],
        starts={SUBMITTED: "The day of submission", **dict(_starts(spec, said["from"]))},
        texts=tuple((key, label, hint, found.get(key, "")) for key, label, hint in _TEXTS),
        reason=found.get("reason", ""),
    )


def _starts(spec: Spec, chosen: str) -> Iterator[tuple[str, str]]:
    """Yield each answer from which the time can run, once, with its question."""
    for address, named in Addresses(spec).table.items():
        if named.question and starts_clock(named) and address in {named.answers[0].address, chosen}:
            yield address, f"The answer to “{question_text(named.question)}”"
