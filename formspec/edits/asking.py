"""How a question or a column is answered: of another kind, with other options, required or not.

Here lives what belongs to the answer. What a new kind cannot have is taken out with the old one.
"""

from collections.abc import Collection
from typing import cast

from formspec.addresses import Addresses
from formspec.building import build
from formspec.edits.adding import DECLARING, NewOption, options_of, refuse_lacking
from formspec.edits.finding import Part
from formspec.edits.refused import EditRefused
from formspec.edits.retiring import keep_retired
from formspec.edits.revision import Revision
from formspec.edits.wording import cleaned
from formspec.kinds import KINDS, SETTINGS
from formspec.model import Column
from formspec.suggest import did_you_mean, short

_SCORED = "Each option of a scale has a score. Change or add them one by one, under “Options”."


def changed_kind(
    text: str,
    address: str,
    kind: str,
    *,
    options: tuple[NewOption, ...] = (),
    declaration: str = "",
    known: Collection[str] | None = None,
) -> str:
    """Return the text with a question or column of another kind, with the options or the declaration given.

    Settings and messages that the kind does not know are taken out. Options that are gone are retired where the kind
    stays: those of another kind go with it. Where the addresses of earlier versions are `known`, only those are.
    """
    revision = Revision(text)
    part = revision.find(address, "question", "column")
    if kind not in KINDS:
        raise EditRefused(f"There is no kind “{short(kind)}”.{did_you_mean(kind, KINDS)}")
    if kind == "scale" and options:
        raise EditRefused(_SCORED)
    before = _kind(revision, part)
    if kind != before:
        revision.put(part.path, "kind", kind, part.order)
    _drop_settings(revision, part, kind)
    _drop_errors(revision, part, kind)
    if kind != before:
        has_options, has_words = (revision.has(part.path, each) for each in ("options", "declaration"))
        refuse_lacking(kind, options=bool(options) or has_options, declaration=bool(declaration.strip()) or has_words)
    if declaration.strip() and kind in DECLARING:
        revision.put(part.path, "declaration", cleaned(declaration), part.order)
    if options:
        revision.put(part.path, "options", options_of(options), part.order)
    if kind == before:
        keep_retired(revision, known)
    return revision.done()


def set_required(text: str, address: str, required: bool) -> str:
    """Return the text with a question or column whose answer must be given, or need not be."""
    revision = Revision(text)
    part = revision.find(address, "question", "column")
    if required:
        revision.put(part.path, "required", "true", part.order)
        return revision.done()
    if revision.has(part.path, "required"):
        revision.drop((*part.path, "required"))
    if part.level.name == "question" and _is_required(revision, part):
        revision.put(part.path, "required", "false", part.order)
    return revision.done()


def _answer(revision: Revision, part: Part) -> Column | None:
    """Return what a question or column asks for as the text is now; None for a column that several questions share."""
    named = Addresses(build(revision.root, "").spec).get(part.address.removeprefix("sections."))
    return named.column if named else None


def _kind(revision: Revision, part: Part) -> str:
    if revision.has(part.path, "kind"):
        return str(revision.said((*part.path, "kind")))
    column = _answer(revision, part)
    return column.kind if column else ""


def _is_required(revision: Revision, part: Part) -> bool:
    """Say whether the answer must be given all the same, because its column says so."""
    column = _answer(revision, part)
    return column is not None and (column.required or column.required_when is not None)


def _drop_settings(revision: Revision, part: Part, kind: str) -> None:
    for name in SETTINGS:
        if name not in KINDS[kind].settings and revision.has(part.path, name):
            revision.drop((*part.path, name))


def _drop_errors(revision: Revision, part: Part, kind: str) -> None:
    if revision.has(part.path, "errors"):
        errors = cast("dict[str, str]", revision.said((*part.path, "errors")))
        for code in [each for each in errors if each not in KINDS[kind].error_codes]:
            revision.drop((*part.path, "errors", code))
