"""Captions of files and what these show, each in a box of a page, as a script saves them by themselves.

Here lives the way from such a box to the entry that names the files, and back. A box is no input of an answer: it is
changed in the list as it stands, whatever was added to that or taken out of it meanwhile. Only two texts for one box
clash.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from engine.attachments import Attachments
from engine.form import Cell, Form
from engine.stored_file import SAYS, SHOWS, StoredFile, box_of, is_caption, read_files, write_files
from formspec.attaching import ATTACHMENTS, LONGEST_CAPTION
from webapp.pages.drafts.files import changed_box
from webapp.storage.operations import Boxed
from webapp.storage.stored import Conflict, Entry

_BOX = re.compile(rf"(?P<address>.+\.{ATTACHMENTS})\.(?P<what>{SAYS}|{SHOWS})\.(?P<mark>[0-9a-f]{{16}})")
TOO_LONG = f"Not saved: a caption must be one line of {LONGEST_CAPTION} characters or fewer. Shorten it."


@dataclass(frozen=True, slots=True)
class _Box:
    """A box by its name: the address of the answer that has the file, what it is for, and which file it is about."""

    name: str
    address: str
    what: str
    mark: str


def _box(name: str) -> _Box | None:
    found = _BOX.fullmatch(name)
    return _Box(name, found["address"], found["what"], found["mark"]) if found else None


def address_of(name: str) -> str:
    """Return the address of the answer whose file a box is about; the name itself of what is no such box."""
    box = _box(name)
    return box.address if box else name


def apart_boxes(entries: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the entries without boxes, and the boxes."""
    boxes = {name: text for name, text in entries.items() if _box(name)}
    return {name: text for name, text in entries.items() if name not in boxes}, boxes


def without_rows(form: Form, boxes: Mapping[str, str], inputs: Mapping[str, str]) -> dict[str, str]:
    """Return the boxes that are in no row which these inputs take away: what is said in one goes with it.

    The form is laid out for what stood.
    """
    gone = tuple(f"{name}." for name, text in inputs.items() if not text and name.rpartition(".")[0] in form.groups)
    return {name: text for name, text in boxes.items() if not name.startswith(gone)}


def are_boxes(form: Form, boxes: Iterable[str], *stood: Mapping[str, str]) -> bool:
    """Say whether all are boxes of answers that the form has, or had with one of the entries given."""
    forms = [form.of(each) for each in stood]
    return all(any(_takes(each, address_of(name)) for each in forms) for name in boxes)


def _takes(form: Form, address: str) -> bool:
    cell = form.by_address.get(address)
    return cell is not None and isinstance(cell.kind, Attachments)


def is_too_long(boxes: Mapping[str, str]) -> bool:
    """Say whether a caption among these is longer than any can be."""
    captions = (_squeezed(text) for name, text in boxes.items() if (box := _box(name)) and box.what == SAYS)
    return any(text and not is_caption(text) for text in captions)


def listed(boxes: Iterable[str], seen: Mapping[str, str], history: Callable[[], Iterable[Entry]]) -> dict[str, str]:
    """Return what stood before whoever changed these boxes, with the files that came since, as each was when it came.

    A page lists a file that is sent from it without being loaded again. `seen` are the entries at the revision that it
    was loaded at, or heard of last, and `history` gives all texts that ever stood, the first first.
    """
    late = {box.name: box.address for box in map(_box, boxes) if box and not is_there(box.name, seen)}
    found = dict(seen)
    for entry in history() if late else ():
        known = read_files(found.get(entry.name, "")) or ()
        files = read_files(entry.value) or () if entry.name in late.values() else ()
        there = {each.sha256 for each in known}
        new = [
            each for each in files if each.sha256 not in there and not late.keys().isdisjoint(_names(entry.name, each))
        ]
        found |= {entry.name: write_files((*known, *new))} if new else {}
    return found


def put_into(
    form: Form, boxes: Mapping[str, str], kept: Mapping[str, str], *, seen: Mapping[str, str], beside: Mapping[str, str]
) -> Boxed:
    """Return the entries of answers with the boxes about their files, and what clashes.

    `kept` is what stands now, `seen` what stood before whoever changed them, as `listed` has it, and
    `beside` what is saved with them. A file that is not there any more clashes with all that is said of it.
    """
    entries: dict[str, str] = {}
    refused: dict[str, str] = {}
    conflicts: list[Conflict] = []
    cells = form.of({**kept, **beside}).by_address
    for box in filter(None, map(_box, boxes)):
        was, cell = entries.get(box.address, kept.get(box.address, "")), cells.get(box.address)
        change = _change(box, _squeezed(boxes[box.name]), files=was, seen=seen.get(box.address, ""), cell=cell)
        if change.is_contested:
            conflicts.append(Conflict(box.name, change.stands, boxes[box.name]))
            refused |= {box.address: change.text} if change.text != was else {}
        else:
            entries[box.address] = change.text
    made = {name: text for name, text in entries.items() if text != kept.get(name, "")}
    behind = {each.name for each in conflicts}
    saved = {name: address_of(name) for name in boxes if name not in behind}
    aside = tuple(Conflict(name, entries.get(name, kept[name]), text) for name, text in refused.items())
    return Boxed(made, saved, tuple(conflicts), aside)


@dataclass(frozen=True, slots=True)
class _Change:
    """What a box makes of an entry: its text with what was said, what stood in the box, and whether that clashes."""

    text: str
    stands: str
    is_contested: bool


def _change(box: _Box, said: str, *, files: str, seen: str, cell: Cell | None) -> _Change:
    listed = read_files(files) or ()
    file = _marked(listed, box)
    if file is None or cell is None:
        return _Change(files, "", is_contested=bool(said))
    known = {"", *(option.value for option in cell.column.options)}
    if box.what == SHOWS and said not in known:
        said = _text(file, box)
    stands = _text(file, box)
    text, is_contested = changed_box(said, _text(_marked(read_files(seen) or (), box) or file, box), stands)
    return _Change(write_files(_with(each, box, text) for each in listed), stands, is_contested)


def _marked(files: Iterable[StoredFile], box: _Box) -> StoredFile | None:
    return next((each for each in files if box_of(box.address, box.what, each.sha256) == box.name), None)


def _names(address: str, file: StoredFile) -> tuple[str, str]:
    return box_of(address, SAYS, file.sha256), box_of(address, SHOWS, file.sha256)


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _text(file: StoredFile, box: _Box) -> str:
    return file.caption if box.what == SAYS else file.prompt


def boxes_in(entries: Mapping[str, str], addresses: Iterable[str]) -> dict[str, str]:
    """Return what stands in the boxes of the files that are named at these addresses, by the names of the boxes."""
    named = (each for each in addresses if each.rpartition(".")[2] == ATTACHMENTS)
    return dict(_boxes(named, entries))


def _boxes(addresses: Iterable[str], entries: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for address in addresses:
        for file in read_files(entries.get(address, "")) or ():
            yield from zip(_names(address, file), (file.caption, file.prompt), strict=True)


def is_there(name: str, stood: Mapping[str, str]) -> bool:
    """Say whether the file that a box is about is named in entries."""
    box = _box(name)
    return box is not None and _marked(read_files(stood.get(box.address, "")) or (), box) is not None


def last_said(name: str, history: Iterable[Entry]) -> Entry | None:
    """Return the entry with which a box came to say what it says, or its file went; `history` is the first first."""
    said, found = None, None
    for entry in history:
        if entry.name == address_of(name):
            now = boxes_in({entry.name: entry.value}, [entry.name]).get(name)
            found = entry if now != said else found
            said = now
    return found


def as_entries(
    boxes: Mapping[str, str], stood: Mapping[str, str], history: Callable[[], Iterable[Entry]]
) -> dict[str, str]:
    """Return the entries that would name the files of these boxes with what is said in them.

    `stood` is what stood; a file that is not there any more is in the list that had it last.
    """
    entries: dict[str, str] = {}
    for box in filter(None, map(_box, boxes)):
        texts = [entries.get(box.address, stood.get(box.address, ""))]
        if not is_there(box.name, {box.address: texts[0]}):
            texts = [each.value for each in history() if each.name == box.address]
        lists = [read_files(text) or () for text in texts if is_there(box.name, {box.address: text})]
        said = _squeezed(boxes[box.name])
        if lists and (box.what == SHOWS or not said or is_caption(said)):
            entries[box.address] = write_files(_with(each, box, said) for each in lists[-1])
    return entries


def _with(file: StoredFile, box: _Box, said: str) -> StoredFile:
    """Return a file with what its box says; another file as it is."""
    if box.name not in _names(box.address, file):
        return file
    return replace(file, caption=said) if box.what == SAYS else replace(file, prompt=said)
