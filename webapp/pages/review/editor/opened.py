"""A spec draft that a request is about, and what the pages around it say of it.

Here lives the way from an address to a draft that can be changed, and the values that every page of it shows.
"""

import re
from dataclasses import dataclass

from flask import Response, abort, flash, get_flashed_messages, redirect, url_for

from formspec.loader import Loaded, load
from formspec.nodes import Mapping, Text
from formspec.rules import id_form
from formspec.source import read
from webapp.pages.desk import desk
from webapp.pages.leafing import whole_number
from webapp.storage.stored import SpecDraft

UNTITLED = "A form without a title"


@dataclass(frozen=True, slots=True)
class Done:
    """What was done just before a page, in a sentence, and the revision that takes it back, 0 for none."""

    sentence: str
    undo: int


def open_spec_draft(draft_id: str) -> SpecDraft:
    """Return a spec draft that can be changed; ends the request when there is none, or when it was put away."""
    draft = desk().repository.spec_draft(draft_id)
    if draft is None or draft.state == "discarded":
        abort(404)
    if draft.state == "published":
        abort(redirect(url_for("forms.page", form=draft.form), 303))
    return draft


def loaded(text: str) -> Loaded:
    """Return what a text comes to as a form, with all its problems."""
    return load(text.encode())


def title_of(text: str) -> str:
    """Return the title that a text says, whether or not the rest of it can be read as a form."""
    return said(text, "title") or UNTITLED


def said(text: str, key: str) -> str:
    """Return what a text says behind one of the form's own keys, as far as it can be made out; else ""."""
    root = read(text.encode()).root
    if not isinstance(root, Mapping):
        line = re.search(rf"^{key}:[ \t]+(.+)$", text, re.MULTILINE)
        return line[1].strip("\"' \t") if line else ""
    found = root.get(key)
    return " ".join(found.text.split()) if isinstance(found, Text) else ""


def is_form_id(text: str) -> bool:
    """Return whether a text can be the id of a form."""
    return len(text) <= id_form.LONGEST and re.fullmatch(id_form.FORM, text) is not None


def tell(sentence: str, undo: int = 0) -> None:
    """Keep what was done, for the page that follows."""
    flash(sentence, str(undo))


def told() -> tuple[Done, ...]:
    """Return what was done just before this page, once."""
    kept: list[tuple[str, str]] = get_flashed_messages(with_categories=True)  # type: ignore[assignment]
    return tuple(Done(sentence, int(undo)) for undo, sentence in kept)


def number(text: str) -> int:
    """Return the whole number that a text says; 0, which is no revision, when it says none."""
    return whole_number(text) or 0


def exact(draft: SpecDraft) -> Response:
    """Return the text of a draft as a file, byte for byte as it is kept."""
    response = Response(draft.text.encode(), mimetype="application/yaml")
    name = draft.form if is_form_id(draft.form) else "form"
    response.headers.set("Content-Disposition", "attachment", filename=f"{name}-draft.yaml")
    return response
