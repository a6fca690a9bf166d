"""What there is to say of many changes together: how many of each level, and in which order they are told.

Here live the words that the formats share.
"""

from collections.abc import Iterable, Iterator, Sequence

from formspec.diff.change import Change, Level
from formspec.suggest import listed

LEVELS = (Level.BREAKING, Level.TIGHTENING, Level.ADDITION, Level.WORDING)
HEADINGS = {
    Level.BREAKING: "Breaking: answers have another place or meaning",
    Level.TIGHTENING: "Tightening: more must be answered",
    Level.ADDITION: "Additions: more may be answered",
    Level.WORDING: "Wordings: other words, the same answers",
}
MEANINGS = {
    Level.BREAKING: "Answers given before have another place, another meaning, or none.",
    Level.TIGHTENING: "A draft may need another answer to be submitted, or records are seen or kept otherwise.",
    Level.ADDITION: "More may be answered; what was answered before is still right.",
    Level.WORDING: "Only what people read has changed.",
}
_TOLD = (
    ("section", "added", "", "is new", "are new"),
    ("section", "removed", "", "is no longer there", "are no longer there"),
    ("question", "added", "", "is new", "are new"),
    ("question", "split", "", "was split off from another one", "were split off from others"),
    ("question", "merged", "", "was made of several", "were made of several"),
    ("question", "moved", "", "has moved", "have moved"),
    ("question", "removed", "", "is no longer asked", "are no longer asked"),
    ("question", "changed", "label", "is worded otherwise", "are worded otherwise"),
)
"""What is counted by itself where changes are told in short: the part, what became of it, its key, and the words."""
_SAID = frozenset({"kind", "access", "keep", "from"})
"""What the sentence itself says: what was there and what is there now."""
AFFECTED = {
    "drafts": "drafts in progress",
    "records": "records, when they are compared",
    "exports": "readers of exports",
    "readers": "whoever reads the form",
    "nobody": "nobody",
}
_GUARDED = frozenset({"access", "child-data"})
_GUARDING = {**AFFECTED, "records": "every record of the form"}
"""Whom a change affects that is about the records themselves, in words."""


def counted(changes: Sequence[Change]) -> str:
    """Return how many changes there are of each level, as “3 changes: 1 breaking, 2 wordings”."""
    if not changes:
        return "Nothing differs."
    counts = [(level, sum(each.level is level for each in changes)) for level in LEVELS]
    some = [f"{count} {_many(level, count)}" for level, count in counts if count]
    return f"{len(changes)} {'change' if len(changes) == 1 else 'changes'}: {listed(some, 'and')}."


def in_short(changes: Sequence[Change]) -> str:
    """Return what has become of sections and questions, as “2 questions are new and 1 other thing has changed”."""
    own = [each for each in changes if not each.language and not _is_inner(each, changes)]
    said: list[str] = []
    counted_so_far = 0
    for noun, sort, key, one, many in _TOLD:
        count = sum((each.noun, each.sort, each.key) == (noun, sort, key) for each in own)
        if count:
            said.append(f"1 {noun} {one}" if count == 1 else f"{count} {noun}s {many}")
        counted_so_far += count
    others = sum(not _is_inner(each, changes) for each in changes) - counted_so_far
    if others:
        other = "" if not said else "other "
        said.append(f"1 {other}thing has changed" if others == 1 else f"{others} {other}things have changed")
    return f"{listed(said, 'and')}." if said else ""


def _is_inner(change: Change, changes: Sequence[Change]) -> bool:
    """Say whether a question came, went or moved only with the group that it is asked in."""
    group = change.address.rpartition(".")[0]
    placed = ((each.noun, each.sort, each.key, each.address) for each in changes)
    return change.noun == "question" and not change.key and ("question", change.sort, "", group) in placed


def _many(level: Level, count: int) -> str:
    plural = level in {Level.ADDITION, Level.WORDING} and count > 1
    return f"{level}s" if plural else str(level)


def by_level(changes: Iterable[Change]) -> Iterator[tuple[Level, list[Change]]]:
    """Yield the levels that there are changes of, the weightiest first, with the changes as they came."""
    told = list(changes)
    for level in LEVELS:
        some = [each for each in told if each.level is level]
        if some:
            yield level, some


def affected(change: Change) -> str:
    """Return whom a change affects, in words."""
    words = _GUARDING if change.key in _GUARDED or change.noun == "retention" else AFFECTED
    return listed([words[each] for each in change.affects], "and")


def has_texts(change: Change) -> bool:
    """Say whether before and after are to be shown, because the sentence does not say them."""
    said = change.key in _SAID or {change.old, change.new} <= {"yes", "no", ""}
    return bool(change.key) and change.old != change.new and not said


def place(change: Change) -> str:
    """Return the address of a change, with the old one where it had another, and with its language."""
    was = f" (was {change.was})" if change.was else ""
    language = f" [{change.language}]" if change.language else ""
    return f"{change.address}{was}{language}"
