"""What became of each answer when a draft or a document was carried to another version.

Here live the steps of that report, and how documents keep them. Nothing here carries anything.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from engine.json_value import Json, JsonObject, as_list, as_object, as_text

KEPT, MOVED, MAPPED, AGAIN, LEFT = "kept", "moved", "mapped", "again", "left"
SORTS = (KEPT, MOVED, MAPPED, AGAIN, LEFT)
"""What can become of an answer, from nothing at all to no place any more."""
_WRITTEN = ("address", "was", "question", "before", "note")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What became of one answer, tick, reason or row.

    `sort` is kept (as it was), moved (to another address), mapped (written another way), again (to be answered or
    looked at again) or left (it has no place any more). `address` is where it stands now ("" where it has no place),
    `was` where it stood ("" where it is asked for the first time). `question` is what was asked, and `before` the old
    answer, both in words; `note` says why. `names` are the old entries that this step accounts for.
    """

    sort: str
    address: str = ""
    was: str = ""
    question: str = ""
    before: str = ""
    note: str = ""
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Carried:
    """What was carried: the entries under the new version, the report, and the old entries that have no place."""

    entries: dict[str, str]
    report: tuple[Step, ...]
    left: dict[str, str] = field(default_factory=dict)

    def of(self, sort: str) -> tuple[Step, ...]:
        """Return the steps of one sort."""
        return tuple(step for step in self.report if step.sort == sort)

    @property
    def whole(self) -> bool:
        """Whether nothing is to be answered again, and nothing is left behind."""
        return not any(step.sort in (AGAIN, LEFT) for step in self.report)


def listed(report: Iterable[Step]) -> list[Json]:
    """Return the steps as documents list them; what is "" is absent."""
    return [_listed(step) for step in report]


def _listed(step: Step) -> JsonObject:
    words = {name: getattr(step, name).strip() for name in _WRITTEN}
    return {"sort": step.sort, **{name: text for name, text in words.items() if text}}


def left_listed(left: Mapping[str, str]) -> list[Json]:
    """Return what has no place any more as documents list it: the name of each entry, and its text."""
    return [{"name": name, "text": text.strip()} for name, text in left.items()]


def read(report: Json) -> tuple[Step, ...]:
    """Return the steps that a document lists."""
    return tuple(map(_read, map(as_object, as_list(report))))


def _read(step: JsonObject) -> Step:
    said = {name: as_text(step.get(name, "")) for name in ("sort", *_WRITTEN)}
    return Step(
        sort=said["sort"],
        address=said["address"],
        was=said["was"],
        question=said["question"],
        before=said["before"],
        note=said["note"],
    )
