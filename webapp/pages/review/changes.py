"""The changes between two versions as pages tell them: by level, and within a level by section.

Here lives that arrangement, which the report for governors, the comparison of two versions and the page before
publishing share. What a change means, and how its words are marked, is the diff's to say.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from formspec.diff.change import Change, Level
from formspec.diff.formats.html import marked
from formspec.diff.formats.summary import HEADINGS, MEANINGS, affected, by_level, counted, has_texts, in_short
from formspec.model import Spec

_ELSEWHERE = "The form as a whole"


@dataclass(frozen=True, slots=True)
class Touch:
    """How many drafts and records a change concerns now, in words, and where they are listed, "" for none."""

    words: str
    url: str


Touches = Mapping[Change, Touch]


@dataclass(frozen=True, slots=True)
class ToldChange:
    """A change on a page: `marked` is the text with what has gone and what has come, "" where there is none.

    `touch` is whom it concerns now, None where that is not asked.
    """

    change: Change
    affected: str
    marked: Markup
    touch: Touch | None


@dataclass(frozen=True, slots=True)
class SectionChanges:
    """The changes of one level in one section, in the form's order."""

    title: str
    changes: tuple[ToldChange, ...]


@dataclass(frozen=True, slots=True)
class LevelChanges:
    """The changes of one level: what the level means, and its sections in the form's order."""

    level: Level
    heading: str
    meaning: str
    sections: tuple[SectionChanges, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """What changes between two versions: how much, what in short, and the levels, the weightiest first."""

    counted: str
    in_short: str
    levels: tuple[LevelChanges, ...]


def arranged(changes: Sequence[Change], new: Spec, old: Spec, touches: Touches | None = None) -> Changes:
    """Return changes as pages tell them, with the sections' titles of the new version, or of the old where it is gone.

    That the number of the version is another is left out: the heading of every page says it.
    """
    changes = [each for each in changes if each.key != "version"]
    titles = {each.id: each.title for spec in (old, new) for each in spec.sections}
    levels = (
        LevelChanges(level, HEADINGS[level], MEANINGS[level], tuple(_by_section(some, titles, touches or {})))
        for level, some in by_level(changes)
    )
    return Changes(counted(changes), in_short(changes), tuple(levels))


def _told(change: Change, touches: Touches) -> ToldChange:
    text = Markup(marked(change.old, change.new)) if has_texts(change) else Markup()  # noqa: S704 (marked escapes)
    return ToldChange(change, affected(change), text, touches.get(change))


def _by_section(changes: Iterable[Change], titles: Mapping[str, str], touches: Touches) -> Iterator[SectionChanges]:
    """Yield the sections that changes are in, each once and in the order in which they come."""
    found: dict[str, list[ToldChange]] = {}
    for change in changes:
        section = change.address.partition(".")[0]
        found.setdefault(titles.get(section, _ELSEWHERE), []).append(_told(change, touches))
    for title, some in found.items():
        yield SectionChanges(title, tuple(some))
