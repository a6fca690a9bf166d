"""How a file that came whole is put beside its answer, with its caption.

Here lives which answer takes it, and what stands in that then. How it comes, piece by piece, is for `uploads`.
"""

from collections.abc import Container, Iterable
from dataclasses import replace

from engine.attachments import Attachments
from engine.form import Cell
from engine.kinds.file import FileKind
from engine.parts import is_open
from engine.stored_file import StoredFile, is_caption, read_files, write_files
from formspec.attaching import LONGEST_CAPTION
from webapp.pages.desk import desk
from webapp.pages.desk import opened as edition_of
from webapp.pages.shelf import Edition
from webapp.storage.stored import Draft, Upload

_SHUT = "It was not added: this section cannot be filled in now."
NEW_PLACE = "Save this page first: what it is to stand beside is not saved yet."
NO_PLACE = "It was not added: what it was to stand beside is not there any more."
_NO_CAPTION = f"Its caption must be one line of {LONGEST_CAPTION} characters or fewer. Change it, and try again."


class NotTaken(Exception):  # noqa: N818 (named for what became of the file)
    """A file that is not taken, with the sentence that says why."""


def cell_at(opened: Edition, draft: Draft, address: str, *, absent: str = NEW_PLACE) -> Cell:
    """Return the answer of files at an address, which can be filled in now. Raises NotTaken, `absent` if none is."""
    cell = opened.form.of(draft.entries).by_address.get(address)
    if cell is None or not isinstance(cell.kind, FileKind):
        raise NotTaken(absent)
    section = next(each for each in opened.spec.sections if each.id == cell.section)
    if not is_open(opened.form, draft.entries, section):
        raise NotTaken(_SHUT)
    return cell


def with_file(file: StoredFile, cell: Cell, draft: Draft) -> dict[str, str]:
    """Return the entry of an answer with a file added; one that stands there has its caption, unless it has another."""
    files = read_files(draft.entries.get(cell.address, "")) or ()
    if any(each.sha256 == file.sha256 for each in files):
        return {cell.address: write_files(tuple(_captioned(each, file.sha256, file.caption, {""}) for each in files))}
    text = write_files((*files, file))
    for fault in cell.kind.parse(cell.column, [text]).faults:
        if fault.code == "too-many":
            raise NotTaken(cell.error(fault).message)
    return {cell.address: text}


def caption_of(text: str) -> str:
    """Return the caption of a file as it is kept. Raises NotTaken for what is none."""
    says = _in_words(text)
    if says and not is_caption(says):
        raise NotTaken(_NO_CAPTION)
    return says


def _in_words(text: str) -> str:
    return " ".join(text.split())


def described_anew(draft: Draft, upload: Upload, says: str, said: Iterable[str]) -> tuple[Draft, Draft]:
    """Let a file that was added have another caption than those sent before; return before and after.

    Where nothing can be filled in any more, or somebody gave it another one, that stays.
    """
    before = {_in_words(each) for each in said} - {says}
    if not before:
        return draft, draft

    def describe(held: Draft) -> dict[str, str]:
        try:
            cell = cell_at(edition_of(draft), held, upload.address)
        except NotTaken:
            return {}
        if not isinstance(cell.kind, Attachments):
            return {}
        files = read_files(held.entries.get(cell.address, "")) or ()
        return {cell.address: write_files(tuple(_captioned(each, upload.sha256, says, before) for each in files))}

    return desk().repository.describe_upload(upload, describe=describe, asked=draft.sha256)


def _captioned(file: StoredFile, sha256: str, says: str, said: Container[str]) -> StoredFile:
    """Return a file, with another caption where it is the one of this checksum and has one of those before."""
    return replace(file, caption=says) if file.sha256 == sha256 and file.caption in said else file
