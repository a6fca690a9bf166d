"""What the page of a letter posted, which has all of its sections on it, and keeping it.

Here lives the putting together: what each section was sent is read as on its own page in a draft, and all of it is
merged and kept as one save.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain

from webapp.pages.desk import desk
from webapp.pages.drafts.declaring import cleared_by
from webapp.pages.drafts.saving import revision
from webapp.pages.drafts.typed import LIVE, Typed, answers_typed, taken_files, typed
from webapp.pages.shelf import Edition
from webapp.storage.stored import Draft, Saved


@dataclass(frozen=True, slots=True)
class Sent:
    """What was posted: section by section, as entries together, what to do then, and the row that came or went."""

    sections: tuple[Typed, ...]
    entries: Mapping[str, str]
    then: str
    base: int
    row: str

    @property
    def unknown(self) -> bool:
        """Whether something was posted that the form never asks for."""
        return any(each.unknown for each in self.sections)


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of a save, and a sentence for each file that was refused."""

    saved: Saved
    refused: tuple[str, ...]


def as_sent(draft: Draft, opened: Edition, sent: Mapping[str, str]) -> Sent:
    """Return what was posted on the page of a letter."""
    base = revision(sent)
    sections = tuple(
        typed(opened.form, each.id, draft.entries, _of_section(sent, each.id), base=base)
        for each in opened.spec.sections
    )
    entries = dict(chain.from_iterable(each.entries.items() for each in sections))
    strangers = {name.partition(".")[0] for name in sent if "." in name} - {each.id for each in opened.spec.sections}
    row = next((each.row for each in sections if each.row), "")
    then = "unknown" if strangers else sent.get("then", "").partition(" ")[0]
    return Sent(sections, entries, then, base, row)


def keep(draft: Draft, opened: Edition, sent: Sent) -> Kept:
    """Keep what was posted, merged with what was saved elsewhere meanwhile."""
    repository = desk().repository
    taken = [taken_files(each, draft, repository) for each in sent.sections]
    files = dict(chain.from_iterable(each.entries.items() for each in taken))
    saved = repository.save(
        draft.id,
        base=sent.base,
        posted={**sent.entries, **files},
        groups=[group for each in sent.sections for group in answers_typed(each, opened.form, draft.entries)],
        settle=cleared_by(opened.form, *sent.sections),
        on_top_of=dict(chain.from_iterable(each.on_top_of.items() for each in taken)),
        asked=draft.sha256,
    )
    return Kept(saved, tuple(sentence for each in taken for said in each.refused.values() for sentence in said))


def _of_section(sent: Mapping[str, str], section_id: str) -> dict[str, str]:
    """Return what was posted for one section, what a script says, and what to do then if it is done to a row of it."""
    own = {name: text for name, text in sent.items() if name.startswith(f"{section_id}.") or name == LIVE}
    _, _, address = sent.get("then", "").partition(" ")
    return {**own, "then": sent["then"]} if address.startswith(f"{section_id}.") else own
