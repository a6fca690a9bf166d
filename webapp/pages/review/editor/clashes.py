"""What a save came to when somebody else wrote meanwhile: both texts in one, and the lines that both changed.

Here lives the way from two texts to what is put before a person. The rule of merging is storage's.
"""

from dataclasses import dataclass

from webapp.pages.desk import desk
from webapp.storage.line_merge import Clash, settle
from webapp.storage.stored import SpecDraft


@dataclass(frozen=True, slots=True)
class Both:
    """A text with what both wrote, yours where they clash, the clashes, and who wrote the other one."""

    text: str
    clashes: tuple[Clash, ...]
    writer: str


def both(now: SpecDraft, base: int, text: str) -> Both:
    """Return what a text, written from the revision `base`, and the draft as it is now are together."""
    kept = desk().repository.spec_texts_of(now.id)
    seen = next((each.text for each in kept if each.revision == base), "")
    merged, clashes = settle(seen, now.text, text)
    return Both(merged, clashes, kept[-1].author if kept else "")
