"""What became of each answer when a draft or a document was carried to another version.

Here live the steps of that report, how documents and storage keep them, and the shapes of that. Nothing here carries
anything: `engine.carry` does.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from engine.json_value import Json, JsonObject, as_list, as_object, as_text
from engine.kinds import numbers
from engine.kinds.kind import CNFO
from engine.shapes import Shape, closed, listing, matching, one_of, words

KEPT, MOVED, MAPPED, AGAIN, LEFT = "kept", "moved", "mapped", "again", "left"
SORTS = (KEPT, MOVED, MAPPED, AGAIN, LEFT)
"""What can become of an answer, from nothing at all to no place any more."""
VERSION = numbers.shape(whole=True, places=None, least=Decimal(1), most=None)
"""The shape of the number of a version."""
_SPEC = "sha256:"
_MOST = 20_000
_WRITTEN = ("address", "was", "question", "before", "note", "role")
ROLES = ("concern", "action", CNFO)
"""What an answer can bring to light, and still does where it has no place any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What became of one answer, tick, reason or row.

    `sort` is kept (as it was), moved (to another address), mapped (written another way), again (to be answered or
    looked at again) or left (it has no place any more). `address` is where it stands now ("" where it has no place),
    `was` where it stood ("" where it is asked for the first time). `question` is what was asked, and `before` the old
    answer, both in words; `note` says why. `role` is what it brought to light, if anything: one of `ROLES`.
    `names` are the old entries that this step accounts for.
    """

    sort: str
    address: str = ""
    was: str = ""
    question: str = ""
    before: str = ""
    note: str = ""
    role: str = ""
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


@dataclass(frozen=True, slots=True)
class Carry:
    """One time that something was carried, as it is kept: from which version, by its spec's checksum, to which.

    `left` are the entries that have no place any more, by the names that they had under that version.
    """

    version: int
    sha256: str
    to: int
    report: tuple[Step, ...]
    left: Mapping[str, str]

    def of(self, sort: str) -> tuple[Step, ...]:
        """Return the steps of one sort."""
        return tuple(step for step in self.report if step.sort == sort)


@dataclass(frozen=True, slots=True)
class Reissued:
    """The submission that another one is issued in place of: its id, its version and its digest."""

    id: str
    version: int
    digest: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a document came from, beyond what was typed: each time that it was carried, and what it re-issues."""

    carries: tuple[Carry, ...] = ()
    reissues: Reissued | None = None

    def members(self) -> JsonObject:
        """Return the members that documents keep of it; none where there is nothing."""
        found: JsonObject = {"carried": [written(each) for each in self.carries]} if self.carries else {}
        if self.reissues is not None:
            before = self.reissues
            found["reissues"] = {"id": before.id, "version": before.version, "digest": before.digest}
        return found


NEW = Origin()
"""The origin of what was filled in under one version alone."""


def origin_of(document: JsonObject) -> Origin:
    """Return where a document came from, whose shape has been accepted."""
    carries = tuple(map(read, as_list(document.get("carried", []))))
    if "reissues" not in document:
        return Origin(carries)
    said = as_object(document["reissues"])
    return Origin(carries, Reissued(as_text(said["id"]), _whole(said["version"]), as_text(said["digest"])))


def _whole(value: Json) -> int:
    return int(numbers.exact(value))


def written(carry: Carry) -> JsonObject:
    """Return a carry as documents keep it; what is "" is absent."""
    return {
        "from": carry.version,
        "spec": f"{_SPEC}{carry.sha256}",
        "to": carry.to,
        "report": [_written(step) for step in carry.report],
        "left": [{"name": name, "text": text.strip()} for name, text in carry.left.items()],
    }


def _written(step: Step) -> JsonObject:
    words = {name: getattr(step, name).strip() for name in _WRITTEN if name != "role" or step.sort == LEFT}
    return {"sort": step.sort, **{name: text for name, text in words.items() if text}}


def read(kept: Json) -> Carry:
    """Return a carry that a document keeps, and whose shape has been accepted."""
    said = as_object(kept)
    left = (as_object(each) for each in as_list(said["left"]))
    return Carry(
        _whole(said["from"]),
        as_text(said["spec"]).removeprefix(_SPEC),
        _whole(said["to"]),
        tuple(map(_read, map(as_object, as_list(said["report"])))),
        {as_text(each["name"]): as_text(each["text"]) for each in left},
    )


def _read(step: JsonObject) -> Step:
    said = {name: as_text(step.get(name, "")) for name in ("sort", *_WRITTEN)}
    return Step(
        sort=said["sort"],
        address=said["address"],
        was=said["was"],
        question=said["question"],
        before=said["before"],
        note=said["note"],
        role=said["role"],
    )


def shape() -> Shape:
    """Return the shape of every carry of a document, the first first."""
    step = {"sort": one_of(SORTS), **dict.fromkeys(_WRITTEN, words()), "role": one_of(ROLES)}
    kept = {"name": words(), "text": words()}
    carry = {
        "from": VERSION,
        "spec": matching(f"{_SPEC}[0-9a-f]{{64}}"),
        "to": VERSION,
        "report": listing(closed(step, required=["sort"]), most=_MOST),
        "left": listing(closed(kept, required=kept), most=_MOST),
    }
    return listing(closed(carry, required=carry), least=1, most=_MOST)
