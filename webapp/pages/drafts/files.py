"""Files chosen on a page, and taken out again, before the section is saved.

Here lives what becomes of an answer of files, and of what is added beside one: those it named, without the ones that
were ticked to go, with the ones that were chosen, and with the captions and prompts that were changed. Whether the
answer may have them (how many, which types, how large) its kind says, as of anything else that was entered.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from engine.attachments import Attachments
from engine.form import Cell
from engine.kinds.file import FileKind
from engine.stored_file import REMOVE, SAYS, SHOWS, TYPES, StoredFile, box_of, is_caption, read_files, write_files
from webapp.guard import Upload
from webapp.pages.files.keeping import BUSY, FileRefused, Keep, kept_file
from webapp.photos.remaking import TooBusyError

TAKEN = "taken"
"""What the name of a second input for the same answer ends with: the one that a camera fills."""
BESIDE = rf"\.(?:(?:{REMOVE}|{SAYS}|{SHOWS})\.[0-9a-f]{{16}}|{SHOWS}|{TAKEN})"
"""What the names of the boxes and inputs beside an input of files end with, as a pattern."""
_BOX = re.compile(rf"(?P<address>.+){BESIDE}")
YES = "yes"
"""What a box that takes a file out sends when it is ticked."""
_LONG_CAPTION = "The caption of “{name}” was not saved, because it has more than 200 characters: “{caption}”"


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of the file inputs of a page: the text of each entry, and a sentence for each file refused.

    `on_top_of` are the texts that the others were made from, but where two people gave one file different captions. Of
    those `agreed` are the texts with all that this person did but the captions, where that is anything.
    """

    entries: Mapping[str, str]
    refused: Mapping[str, tuple[str, ...]]
    on_top_of: Mapping[str, str] = field(default_factory=dict)
    agreed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """What was posted about files: the boxes, the files chosen, and what the person saw in each file input."""

    sent: Mapping[str, str]
    uploads: Mapping[str, Sequence[Upload]]
    seen: Mapping[str, str]


def take_files(cells: Iterable[Cell], entries: Mapping[str, str], posted: Posted, keep: Keep) -> Taken:
    """Return what is to stand in each file input, given what stands there now, and keep what is new.

    Only the files that were chosen and the boxes count: a text that was posted for an input of files is nobody's
    answer.
    """
    texts: dict[str, str] = {}
    refused: dict[str, tuple[str, ...]] = {}
    on_top_of: dict[str, str] = {}
    agreed: dict[str, str] = {}
    for cell in cells:
        address, before = cell.address, entries.get(cell.address, "")
        taking = _Taking(cell, before, posted)
        texts[address] = taking.text(keep)
        if taking.refused:
            refused[address] = tuple(taking.refused)
        if not taking.contested:
            on_top_of[address] = before
        elif taking.agreed != before:
            agreed[address] = taking.agreed
    return Taken(texts, refused, on_top_of, agreed)


def is_beside(name: str, addresses: Iterable[str]) -> bool:
    """Say whether an input is a box about a file of one of these answers, also when it no longer names it."""
    found = _BOX.fullmatch(name)
    return found is not None and found["address"] in addresses


def short_types(cell: Cell) -> tuple[str, ...]:
    """Return the types that an answer of files takes, () where it takes all."""
    taken = cell.kind.types(cell.column) if isinstance(cell.kind, FileKind) else ()
    return () if {*taken} == {*TYPES} else taken


class _Taking:
    """What becomes of one answer of files.

    `contested` are the files that two people gave different captions, as the other left them, and `agreed` is the text
    of the entry with these.
    """

    def __init__(self, cell: Cell, before: str, posted: Posted) -> None:
        self._cell = cell
        self._before = before
        self._sent = posted.sent
        self._chosen = [
            *posted.uploads.get(cell.address, ()),
            *posted.uploads.get(f"{cell.address}.{TAKEN}", ()),
        ]
        self._seen = {each.sha256: each for each in read_files(posted.seen.get(cell.address, "")) or ()}
        self._prompts = {option.value for option in cell.column.options if isinstance(cell.kind, Attachments)}
        self.refused: list[str] = []
        self.contested: dict[str, StoredFile] = {}
        self.agreed = before

    def text(self, keep: Keep) -> str:
        """Return the text of the entry: without what was ticked to go, with what was added, each content once."""
        before = read_files(self._before) or ()
        files = {each.sha256: self._edited(each) for each in before if self._box(REMOVE, each) != YES}
        for each in self._added(keep):
            files.setdefault(each.sha256, each)
        self.agreed = self._written({**files, **self.contested})
        return self._written(files)

    def _written(self, files: Mapping[str, StoredFile]) -> str:
        after = tuple(files.values())
        return self._before if after == (read_files(self._before) or ()) else write_files(after)

    def _box(self, what: str, file: StoredFile) -> str | None:
        return self._sent.get(box_of(self._cell.address, what, file.sha256))

    def _added(self, keep: Keep) -> Iterator[StoredFile]:
        shows = self._sent.get(f"{self._cell.address}.{SHOWS}", "")
        for chosen in self._chosen:
            try:
                file = kept_file(chosen, keep=keep, types=short_types(self._cell))
            except FileRefused as refusal:
                self.refused.append(str(refusal))
            except TooBusyError:
                self.refused.append(str(FileRefused(chosen.name, BUSY)))
            else:
                yield replace(file, prompt=shows if shows in self._prompts else "")

    def _edited(self, file: StoredFile) -> StoredFile:
        """Return a file with the caption and the prompt that were changed on the page."""
        if not isinstance(self._cell.kind, Attachments):
            return file
        was = self._seen.get(file.sha256, file)
        caption, is_captioned_twice = changed_box(self._box(SAYS, file), was.caption, file.caption)
        prompt, is_prompted_twice = changed_box(self._box(SHOWS, file), was.prompt, file.prompt)
        if is_captioned_twice or is_prompted_twice:
            self.contested[file.sha256] = file
        if caption and not is_caption(caption):
            self.refused.append(_LONG_CAPTION.format(name=file.name, caption=caption))
            caption = file.caption
        return replace(file, caption=caption, prompt=prompt if prompt in {"", *self._prompts} else file.prompt)


def changed_box(sent: str | None, was: str, now: str) -> tuple[str, bool]:
    """Return what stands after somebody left a box as it was, or changed it; and whether another changed it, too."""
    said = now if sent is None else " ".join(sent.split())
    return (now, False) if said == was else (said, now not in (was, said))
