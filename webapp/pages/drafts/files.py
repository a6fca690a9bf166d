"""Files chosen on a page, and taken out again, before the section is saved.

Here lives what becomes of an answer of files: those it named, without the ones that were ticked to go, and with the
ones that were chosen. Whether the answer may have them (how many, which types, how large) its kind says, as of anything
else that was entered; a file is refused here only when it can be kept for no answer at all.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from engine.stored_file import StoredFile, read_files, removal, write_files
from formspec.suggest import listed
from webapp.guard import Upload
from webapp.guard.multipart import MOST_FILE_BYTES
from webapp.media_type import media_type_of, named_as

Keep = Callable[[bytes, str], str]
"""What keeps a content with its media type, and returns the checksum of it."""

_REMOVAL = re.compile(rf"(?P<address>.+){re.escape('.remove.')}[0-9a-f]{{16}}")
_NO_NAME = "file"
_YES = "yes"
_UNKNOWN = (
    "it must be a PDF, a photo (JPEG, PNG or HEIC), a Word document (.docx), an Excel workbook (.xlsx), or a CSV or "
    "text file saved as UTF-8."
)
_TOO_LARGE = f"it must be {MOST_FILE_BYTES // 1024**2} MB or smaller."
_EMPTY = "it is empty."


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of the file inputs of a page: the text of each entry, and a sentence for each file refused."""

    entries: Mapping[str, str]
    refused: Mapping[str, tuple[str, ...]]


def take_files(
    entries: Mapping[str, str],
    *,
    sent: Mapping[str, str],
    uploads: Mapping[str, Sequence[Upload]],
    keep: Keep,
    types: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> Taken:
    """Return what is to stand in each file input, given what stands there now ("" for nothing), and keep what is new.

    `types` are the short names of those that an input takes, where it does not take all. Only the files of `uploads`
    and the boxes ticked in `sent` count: a text that was posted for an input of files is nobody's answer.
    """
    texts: dict[str, str] = {}
    refused: dict[str, tuple[str, ...]] = {}
    for address, text in entries.items():
        judged = [(each, *_judged(each, types.get(address, ()))) for each in uploads.get(address, ())]
        added = [_kept(each, media_type, keep) for each, media_type, fault in judged if not fault]
        texts[address] = _text(address, text, sent, added)
        if faults := tuple(f"“{each.name or _NO_NAME}” was not added: {fault}" for each, _, fault in judged if fault):
            refused[address] = faults
    return Taken(texts, refused)


def is_removal(name: str, addresses: Iterable[str]) -> bool:
    """Say whether an input is a box to take a file out of one of these answers, also when it no longer names it."""
    found = _REMOVAL.fullmatch(name)
    return found is not None and found["address"] in addresses


def _text(address: str, text: str, sent: Mapping[str, str], added: Iterable[StoredFile]) -> str:
    """Return the text of an entry without what was ticked to go and with what was added, each content once."""
    before = read_files(text) or ()
    files = {each.sha256: each for each in before if sent.get(removal(address, each.sha256)) != _YES}
    for each in added:
        files.setdefault(each.sha256, each)
    after = tuple(files.values())
    return text if after == before else write_files(after)


def _judged(chosen: Upload, types: Sequence[str]) -> tuple[str, str]:
    """Return the media type of a file, and "" for why it cannot be kept; or the other way round."""
    if not chosen.data:
        return "", _EMPTY
    if chosen.too_large:
        return "", _TOO_LARGE
    media_type = media_type_of(chosen.data, chosen.name)
    if media_type:
        return media_type, ""
    return "", f"it must be a {listed([each.upper() for each in types])} file." if types else _UNKNOWN


def _kept(chosen: Upload, media_type: str, keep: Keep) -> StoredFile:
    name = named_as(chosen.name or _NO_NAME, media_type)
    return StoredFile(keep(chosen.data, media_type), len(chosen.data), media_type, name)
