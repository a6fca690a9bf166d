"""A submission as tables read it: its answers one by one, each under the form that it was asked with.

Here lives whether something was answered, not answered, not asked, or could not be found out. What stands in a table is
what stands in the document; the rules are asked only whether what is absent was asked.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from heapq import merge
from operator import attrgetter
from typing import Self

from engine.answers import TICKED, VALUE
from engine.check import state_of
from engine.form import Cell, Form, Path, Tick
from engine.json_value import Json, JsonObject, as_object, as_text
from engine.kinds.kind import CNFO, Tabled
from engine.london import day_of
from engine.taking import entries_of
from engine.texts import Told
from engine.wording import question_text


class Standing(Enum):
    """How an answer stands in a submission; the value is what tables say."""

    ANSWERED = "answered"
    NOT_ANSWERED = "not answered"
    NOT_ASKED = "not asked"
    COULD_NOT_FIND_OUT = "could not find out"


@dataclass(frozen=True, slots=True)
class Given:
    """One answer, or one evidence prompt, and how it stands.

    `value` is what was answered, the words of a prompt that was ticked, or why an answer could not be found out; None
    where there is nothing.
    """

    owner: Cell | Tick
    standing: Standing
    value: Tabled | None = None

    @property
    def address(self) -> str:
        """Where it stands in the form, with its rows."""
        return self.owner.address if isinstance(self.owner, Cell) else self.owner.name

    @property
    def key(self) -> str:
        """The address of the column that it stands in: without rows, and the prompts of a question together."""
        return self.owner.template if isinstance(self.owner, Cell) else self.owner.template.rpartition(".")[0]


@dataclass(frozen=True, slots=True)
class Submission:
    """The document of a submission, and the form that it was asked with, laid out for its rows."""

    document: JsonObject
    told: Told

    @classmethod
    def of(cls, document: JsonObject, form: Form) -> Self:
        """Return a document as tables read it; `form` is the very version that it names."""
        answers = as_object(document["answers"])
        entries, _ = entries_of(form, answers)
        laid = form.own.of(entries)
        return cls(document, Told(laid, entries, state_of(laid, entries, day_of(_moment(document)))))

    @property
    def form(self) -> Form:
        """The form, with the rows that the submission has."""
        return self.told.form

    @property
    def submitted(self) -> datetime:
        """The moment at which it was submitted, in UTC."""
        return _moment(self.document)

    def text(self, member: str, within: str = "") -> str:
        """Return a text that stands around the answers, "" where there is none."""
        around = as_object(self.document.get(within, {})) if within else self.document
        return as_text(around.get(member, ""))

    def given(self) -> Iterator[Given]:
        """Yield every answer and every evidence prompt that the form has, in its order."""
        for section in self.form.sections:
            owners: Iterator[Cell | Tick] = merge(section.cells, section.ticks, key=attrgetter("place"))
            for owner in owners:
                yield self.answer(owner) if isinstance(owner, Cell) else self._evidence(owner)

    def answer(self, cell: Cell) -> Given:
        """Return the answer of a cell, and how it stands."""
        held = self._held(cell.path)
        if held is None:
            return Given(cell, self._absent(cell.address))
        if cell.reason and isinstance(held, dict) and CNFO in held:
            return Given(cell, Standing.COULD_NOT_FIND_OUT, as_text(held[CNFO]))
        value = as_object(held)[VALUE] if cell.override else held
        return Given(cell, Standing.ANSWERED, cell.kind.tabled(self.told.column(cell), value))

    def is_asked(self, address: str) -> bool:
        """Say whether what stands at an address was asked."""
        return self.told.state.asked.get(address, True)

    def question(self, owner: Cell | Tick) -> str:
        """Return the question that an answer belongs to, as it was read."""
        return self.told.filled(question_text(owner.question), owner.rows)

    def _evidence(self, tick: Tick) -> Given:
        if TICKED.accepts(self._held(tick.path)):
            return Given(tick, Standing.ANSWERED, self.told.filled(tick.prompt.text, tick.rows))
        return Given(tick, self._absent(tick.question_address))

    def _absent(self, address: str) -> Standing:
        return Standing.NOT_ANSWERED if self.is_asked(address) else Standing.NOT_ASKED

    def _held(self, path: Path) -> Json:
        """Return what the document holds at a path of its answers, None for nothing."""
        within: Json = self.document["answers"]
        for step in path:
            if isinstance(within, dict):
                within = within.get(str(step)) if step != "" else within
            elif isinstance(within, list) and isinstance(step, int):
                within = within[step] if step < len(within) else None
            elif step != "":
                return None
        return within


def _moment(document: JsonObject) -> datetime:
    return datetime.fromisoformat(as_text(document["submitted"]))
