"""The files that an answer of a draft names, as a list on its page.

Here lives that piece of HTML alone: each file a link, with a box to take it out at the next save, and beside an answer
with its preview, its caption and the prompt that it shows.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from flask import render_template, url_for
from markupsafe import Markup

from engine.attachments import Attachments
from engine.form import Form
from engine.json_value import JsonObject
from engine.page.live import Files
from engine.stored_file import REMOVE, SAYS, SHOWS, StoredFile, box_of, read_files
from formspec.attaching import LONGEST_CAPTION
from webapp.pages.drafts.files import YES

_NEW = StoredFile("0" * 64, 0, "image/jpeg", "")
"""The pattern of a file in the list: a script gives it the address and the prompts of the files that it sends."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where a file of an answer is, and where its preview, each by its checksum."""

    file: Callable[[str], str]
    preview: Callable[[str], str]


def file_list(draft_id: str, form: Form, boxes: Mapping[str, str] = MappingProxyType({})) -> Files:
    """Return what lists the files of an answer, for the page of a draft.

    `boxes` are those beside files that were changed on a page and are not saved yet, by their names.
    """
    return files_at(_of_draft(draft_id), form, boxes)


def files_at(places: Places, form: Form, boxes: Mapping[str, str] = MappingProxyType({})) -> Files:
    """Return what lists the files of an answer, for a page that has them elsewhere; `boxes` as of `file_list`."""

    def listed(name: str, text: str) -> Markup:
        cell = form.by_address.get(name)
        attached = cell is not None and isinstance(cell.kind, Attachments)
        prompts = cell.column.options if cell and attached else ()
        items = [_item(places, name, each, boxes) for each in read_files(text) or ()]
        html = render_template(
            "file-list.html",
            files=items,
            attached=attached,
            prompts=prompts,
            new=_item(places, "", _NEW, {}),
            longest=LONGEST_CAPTION,
        )
        return Markup(html)  # noqa: S704 (rendered with escaping)

    return listed


def previews(draft_id: str) -> Callable[[str], str]:
    """Return what gives the address of a preview in a draft."""
    return lambda sha256: url_for("files.preview_of_draft", draft_id=draft_id, sha256=sha256)


def described(draft_id: str, file: StoredFile) -> JsonObject:
    """Return what a script must know of a file to list it."""
    return _described(_of_draft(draft_id), file)


def _of_draft(draft_id: str) -> Places:
    return Places(lambda sha256: url_for("files.of_draft", draft_id=draft_id, sha256=sha256), previews(draft_id))


def _described(places: Places, file: StoredFile) -> JsonObject:
    return {
        "mark": box_of("", REMOVE, file.sha256).rpartition(".")[2],
        "name": file.name,
        "size": file.size,
        "caption": file.caption,
        "prompt": file.prompt,
        "url": places.file(file.sha256),
        "preview": places.preview(file.sha256) if file.is_photo else "",
    }


def _item(places: Places, name: str, file: StoredFile, typed: Mapping[str, str]) -> dict[str, object]:
    boxes = {what: box_of(name, what, file.sha256) for what in (REMOVE, SAYS, SHOWS)}
    caption, prompt = typed.get(boxes[SAYS], file.caption), typed.get(boxes[SHOWS], file.prompt)
    item = _described(places, replace(file, caption=caption, prompt=prompt))
    return {"boxes": boxes, "out": typed.get(boxes[REMOVE]) == YES, **item}
