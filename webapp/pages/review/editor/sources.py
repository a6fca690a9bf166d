"""Where the text of a new spec draft comes from: a published version, an example, or a file.

Here lives what each of these gives: a text, the form's id, and the version that it begins from. Nothing is judged here:
a file is kept as it is, even with errors.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from formspec.edits import EditRefused, next_version
from formspec.edits.founding import as_new_form
from webapp.guard import Upload
from webapp.pages.desk import desk
from webapp.pages.review.editor.opened import is_form_id, said, title_of

_NO_FILE = "Choose a file."
_NOT_TEXT = "This file is not a text in UTF-8, so it cannot be read. Save it as UTF-8 in the program that wrote it."
_BROKEN = "The file of version {version} of this form is not a text in UTF-8. Mend the file, then begin again."


@dataclass(frozen=True, slots=True)
class Source:
    """What a draft begins with: the form's id, "" where it is not said, the version it begins from, the text."""

    form: str
    base: int
    text: str


@dataclass(frozen=True, slots=True)
class Example:
    """A form that comes with the product to begin from: its id, its title and what it shows."""

    id: str
    title: str
    shows: str
    text: str


@cache
def examples() -> tuple[Example, ...]:
    """Return the forms to begin from, by title."""
    folder = files("formspec").joinpath("examples")
    texts = (each.read_text(encoding="utf-8") for each in folder.iterdir() if each.name.endswith(".yaml"))
    return tuple(sorted(map(_example, texts), key=lambda each: each.title))


def _example(text: str) -> Example:
    shows = text.partition("\n")[0].removeprefix("#").strip()
    return Example(said(text, "form"), title_of(text), shows, text.partition("\n")[2])


def next_of(form: str) -> Source | None:
    """Return the next version of a form, begun from the last that was published; None when there is none."""
    versions = desk().shelf.versions(form)
    if not versions:
        return None
    text = text_of(form, versions[0])
    try:
        return Source(form, versions[0], next_version(text))
    except EditRefused:
        return Source(form, versions[0], text)


def text_of(form: str, version: int) -> str:
    """Return the text of a version that was published. Raises EditRefused when its file holds none."""
    try:
        return desk().shelf.published.open(form, version).text.decode()
    except UnicodeDecodeError:
        raise EditRefused(_BROKEN.format(version=version)) from None


def new_from(text: str, form: str, title: str) -> Source:
    """Return a new form with the words of another."""
    return Source(form, 0, as_new_form(text, form, title))


def of_file(text: str) -> Source:
    """Return what a file says, as it is: the next version of a form that is known, or a new one."""
    written = said(text, "form")
    form = written if is_form_id(written) else ""
    versions = desk().shelf.versions(form) if form else ()
    return Source(form, versions[0] if versions else 0, text)


def read_upload(given: Sequence[Upload]) -> tuple[str, str]:
    """Return the text of a file that was chosen, or else why it cannot be taken."""
    if not given:
        return "", _NO_FILE
    try:
        return given[0].data.decode(), ""
    except UnicodeDecodeError:
        return "", _NOT_TEXT
