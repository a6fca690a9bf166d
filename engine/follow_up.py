"""What a document asks to be followed up: its concerns and further actions, read out of its findings.

Here lives which further action belongs to which concern, and which is one that was followed up already because the
document re-issues another one. What becomes of an action is for whoever keeps it to say.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from engine.carried import Carry, origin_of
from engine.json_value import JsonObject, as_list, as_object, as_text
from engine.kinds.numbers import exact
from engine.partners import BY_WHEN, WHO


@dataclass(frozen=True, slots=True, kw_only=True)
class Raised:
    """A concern or a further action as a document lists it.

    `address` is the cell that it was written in, `version` the earlier version that asked for it, 0 for the
    document's own. `who` and `due` stand beside an action alone: who does it, in words, and by which day.
    """

    address: str
    question: str
    text: str
    version: int = 0
    who: str = ""
    due: date | None = None

    @property
    def asked_at(self) -> str:
        """Where the question of it stands, with its rows."""
        return question_of(self.address)


def question_of(address: str) -> str:
    """Return the address of the question whose column stands at an address."""
    return address.rpartition(".")[0]


def actions_of(document: JsonObject) -> tuple[Raised, ...]:
    """Return the further actions of a document, in its order; none of one that has no findings."""
    return _raised(document, "actions")


def concerns_of(document: JsonObject) -> tuple[Raised, ...]:
    """Return the concerns of a document, in its order; none of one that has no findings."""
    return _raised(document, "concerns")


def open_concerns(document: JsonObject, actions: Iterable[tuple[str, bool]]) -> tuple[Raised, ...]:
    """Return the concerns of a document about which something is left to be done, or nothing was begun.

    `actions` are the addresses of what is followed up, each with whether it is closed.
    """
    settled = settled_questions(actions)
    return tuple(each for each in concerns_of(document) if each.asked_at not in settled)


def settled_questions(actions: Iterable[tuple[str, bool]]) -> frozenset[str]:
    """Return the addresses of the questions, with their rows, about which all that was begun is closed.

    `actions` are the addresses of what is followed up, each with whether it is closed.
    """
    closed: dict[str, bool] = {}
    for address, is_closed in actions:
        closed[question_of(address)] = is_closed and closed.get(question_of(address), True)
    return frozenset(question for question, is_closed in closed.items() if is_closed)


def _raised(document: JsonObject, name: str) -> tuple[Raised, ...]:
    found = as_object(document.get("findings", {}))
    return tuple(_read(as_object(each)) for each in as_list(found.get(name, [])))


def _read(found: JsonObject) -> Raised:
    return Raised(
        address=as_text(found["address"]),
        question=as_text(found["question"]),
        text=as_text(found["text"]),
        version=int(exact(found["version"])) if "version" in found else 0,
        who=as_text(found.get(WHO, "")),
        due=date.fromisoformat(as_text(found[BY_WHEN])) if BY_WHEN in found else None,
    )


def went_to(document: JsonObject, before: JsonObject) -> Mapping[str, str]:
    """Return where each answer of the document `before` stands in one that re-issues it, by where it stood there.

    What became of the answers of `before` earlier is told in both, and is passed over.
    """
    went: dict[str, str] = {}
    known = len(origin_of(before).carries)
    for place, carry in enumerate(origin_of(document).carries[known:]):
        moved = _moved(carry)
        went = {was: moved.get(at, at) for was, at in went.items()} if place else moved
    return went


def _moved(carry: Carry) -> dict[str, str]:
    """Return where each answer went when it was carried once: the first place, or where it was if it has none."""
    moved: dict[str, str] = {}
    for step in carry.report:
        if step.was:
            moved.setdefault(step.was, step.address or step.was)
    return moved


def continued(
    before: Sequence[tuple[str, str]], document: JsonObject, went: Mapping[str, str]
) -> tuple[int | None, ...]:
    """Return for each action of a document that re-issues another which one of `before` it goes on with.

    `before` are the addresses and texts of the actions that the other one had, `went` where its answers stand now; the
    answer is a place among them, None for an action that was not there. It is the same action where the same words
    stand in the cell that it was carried to, or else where the same words stand anywhere; each goes on once. Other
    words are another action.
    """
    actions, left = actions_of(document), dict(enumerate(before))
    found: list[int | None] = [None] * len(actions)
    for anywhere in (False, True):
        for at, action in enumerate(actions):
            if found[at] is None:
                found[at] = next(
                    (
                        place
                        for place, (address, text) in left.items()
                        if _same(text, action.text) and (anywhere or went.get(address, address) == action.address)
                    ),
                    None,
                )
                left.pop(-1 if (gone := found[at]) is None else gone, None)
    return tuple(found)


def _same(one: str, other: str) -> bool:
    return one.split() == other.split()
