"""A report of what was carried, as it is read: grouped by what became of the answers, what needs somebody first.

Here live the groups and their words. How they look lives in `carried-parts.html`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from engine.carried import AGAIN, KEPT, LEFT, MAPPED, MOVED, Step
from engine.form import Cell, Form, Tick
from engine.row_words import question_words
from engine.rules.state import State
from engine.texts import Told
from engine.wording import question_text
from webapp.pages.words import count

_GROUPS = (
    (AGAIN, "To be answered, or looked at, again", "Somebody has to look at each of these under the new version."),
    (LEFT, "No place any more", "The new version does not ask for these. The words stay with the record."),
    (MAPPED, "Written another way", "The answer is the same; the new version writes it another way."),
    (MOVED, "Moved", "The answer stands at another place in the form."),
    (KEPT, "Kept as it was", "The new version asks for this as the old one did."),
)
_COUNTED = {
    AGAIN: "to be answered, or looked at, again",
    LEFT: "with no place any more",
    MAPPED: "written another way",
    MOVED: "moved",
    KEPT: "kept as {}",
}


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """The answers of which the same became: what, in words, and whether somebody has to look at them."""

    sort: str
    title: str
    text: str
    steps: tuple[Step, ...]

    @property
    def urgent(self) -> bool:
        """Whether it stands open on the page."""
        return self.sort in (AGAIN, LEFT)


@dataclass(frozen=True, slots=True)
class ShownReport:
    """A report: its counts in words, and its groups, none of which is empty.

    `places` says what is asked now where an answer went, by the address that it has there.
    """

    counts: tuple[str, ...]
    groups: tuple[ShownGroup, ...]
    places: Mapping[str, str]


def shown_report(report: Iterable[Step], form: Form | None = None) -> ShownReport:
    """Return a report as it is read; `form` is what was carried to, laid out for the entries, where that is at hand."""
    steps = tuple(report)
    groups = tuple(_groups(steps))
    return ShownReport(tuple(_counted(group) for group in groups), groups, dict(_places(form, steps)) if form else {})


def _places(form: Form, steps: Iterable[Step]) -> Iterator[tuple[str, str]]:
    """Yield the addresses that answers have now and did not have, with what is asked there and in which section."""
    told, titles = Told(form, {}, State()), {each.id: each.title for each in form.spec.sections}
    for address in (step.address for step in steps if step.was and step.address not in {"", step.was}):
        owner = form.by_address.get(address) or form.tables.owners.get(address)
        if isinstance(owner, Cell | Tick):
            question = question_words(told, address, question_text(owner.question))
            yield address, f"“{question}”, in “{told.filled(titles[address.partition('.')[0]])}”"


def _groups(steps: tuple[Step, ...]) -> Iterator[ShownGroup]:
    for sort, title, text in _GROUPS:
        found = tuple(step for step in steps if step.sort == sort)
        if found:
            yield ShownGroup(sort, title, text, found)


def _counted(group: ShownGroup) -> str:
    number, noun = len(group.steps), "question" if group.sort == AGAIN else "answer"
    return f"{count(number, noun)} {_COUNTED[group.sort].format('it was' if number == 1 else 'they were')}"
