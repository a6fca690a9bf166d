"""What every view works with: the repository and the shelf, and the drafts and records that they open together.

Here lives the way from a request to stored things. A view never reaches past it.
"""

from dataclasses import dataclass, replace
from typing import NoReturn, cast

from flask import abort, current_app, g, redirect, url_for

from engine.document import caption
from formspec.model import Spec
from webapp.guard import Refused
from webapp.pages.identity import viewer
from webapp.pages.language import spoken
from webapp.pages.shelf import Edition, Shelf, edition
from webapp.pages.words import stamp, today
from webapp.rights import Act, Reach, Viewer
from webapp.storage.choices import TWO_PEOPLE
from webapp.storage.publications import PUBLISH_SENSITIVE
from webapp.storage.repository import Repository
from webapp.storage.stored import ORDINARY, Draft, Record

__all__ = ["EXTENSION", "Desk", "about", "desk", "kept_record", "open_draft", "opened", "subject_input", "today"]
EXTENSION = "formspec"
_GONE = 410
_NAME = 80
_TYPED = "text"
"""The kind whose answer is a name as it is typed."""


@dataclass(frozen=True, slots=True)
class Desk:
    """The repository of drafts and records, and the shelf of forms.

    `second_person` says that a version is published only once a second person has approved it.
    """

    repository: Repository
    shelf: Shelf
    second_person: bool = False

    def needs_second(self, *specs: Spec | None) -> bool:
        """Return whether a second person has to approve of publishing: always, or where one of these is sensitive."""
        return self.second_person or (is_sealed(*specs) and PUBLISH_SENSITIVE in self.repository.choice(TWO_PEOPLE))

    def edition(self, sha256: str) -> Edition:
        """Return the edition that a draft or a record was asked with, word for word, by the checksum it names."""
        return edition(self.repository.text_of(sha256))

    def spoken(self, sha256: str) -> Edition:
        """Return the same edition, in the language that its reader chose."""
        return spoken(self.edition(sha256), self.shelf)

    def as_used(self, offered: Edition) -> Edition:
        """Return the edition of a published version with the words it was used with, which its file may have lost."""
        kept = self.repository.used_text(offered.spec.form, offered.spec.version)
        return offered if kept is None or kept == offered.text else edition(kept)


def is_sealed(*specs: Spec | None) -> bool:
    """Return whether one of these is marked sensitive."""
    return any(spec is not None and spec.access != ORDINARY for spec in specs)


def is_sensitive(form: str, access: str) -> bool:
    """Return whether what was entered in a form is sensitive: it was declared so then, or is in any version now."""
    return access != ORDINARY or _is_sealed(desk().shelf, form)


def desk() -> Desk:
    """Return the desk of the application that handles the request, as the person who asks sees it."""
    whole = whole_desk()
    if "desk" not in g:
        g.desk = replace(whole, repository=whole.repository.seen_by(_viewer(whole.shelf)))
    return cast(Desk, g.desk)


def whole_desk() -> Desk:
    """Return the desk for what the application does by itself, on nobody's behalf."""
    return cast(Desk, current_app.extensions[EXTENSION])


def organisations() -> tuple[str, ...]:
    """Return whose policies the forms on offer belong to, such as the school's name: anybody may know it."""
    policies = (each.edition.spec.policy for each in desk().shelf.offers() if each.edition)
    return tuple(sorted({policy.organisation for policy in policies if policy and policy.organisation}))


def _viewer(shelf: Shelf) -> Viewer:
    """Return who asks, with the forms that are sealed, where that matters to what they see."""
    who = viewer()
    if who.reach(Act.READ_RECORDS) is not Reach.ALL:
        return who
    return replace(who, sealed=frozenset(form for form in shelf.published.forms() if _is_sealed(shelf, form)))


def _is_sealed(shelf: Shelf, form: str) -> bool:
    """Return whether any version of a form is sensitive, in force or not; one that cannot be read counts as such."""
    found = (shelf.version(form, version) for version in shelf.versions(form))
    return any(each is None or each.spec.access != ORDINARY for each in found)


def any_draft(draft_id: str) -> tuple[Draft, Edition]:
    """Return a draft in any state with its edition; ends the request when there is none."""
    return seen_draft(draft_id) or refuse_absent(draft_id)


def seen_draft(draft_id: str) -> tuple[Draft, Edition] | None:
    """Return a draft in any state with its edition; None when who asks sees none."""
    draft = desk().repository.draft(draft_id)
    return None if draft is None else (draft, opened(draft))


def open_draft(draft_id: str) -> tuple[Draft, Edition]:
    """Return a draft that can be changed, with its edition.

    Ends the request when there is none: a draft that was submitted leads to its receipt, any other is not found.
    """
    draft = desk().repository.draft(draft_id)
    if draft is None:
        refuse_absent(draft_id)
    if draft.state == "submitted":
        abort(redirect(url_for("records.receipt", record_id=draft_id), 303))
    if draft.state != "open":
        abort(404)
    return draft, opened(draft)


def subject_input(opened: Edition) -> str:
    """Return the name of the input whose text names what a form is about; "" where that is not one typed text."""
    cell = opened.form.cell(opened.spec.about.question) if opened.spec.about else None
    return cell.typed[0] if cell is not None and cell.kind.name == _TYPED else ""


def kept_record(record_id: str) -> tuple[Record, Edition]:
    """Return a record with its edition; ends the request when there is none."""
    record = desk().repository.record(record_id)
    if record is None:
        refuse_absent(record_id)
    return record, opened(record)


def refuse_absent(thing: str) -> NoReturn:
    """End a request for a record or a draft that is not there: whoever could have seen it reads that it was erased."""
    repository = desk().repository
    erased = repository.tombstone(thing)
    if erased is None:
        abort(404)
    names = repository.names()
    by = " and ".join(names.get(each, each) for each in (erased.ordered_by, erased.seconded_by) if each)
    order = f", on the order of {by}" if by else ""
    when = stamp(erased.erased)
    raise Refused(_GONE, f"This {erased.kind} was erased on {when}{order}. Nothing that was entered is kept.")


def opened(kept: Draft | Record) -> Edition:
    """Return the edition of a draft or a record, in its reader's language; each page of a trial says so."""
    g.trial = kept.trial
    return desk().spoken(kept.sha256)


def about(draft: Draft, opened: Edition) -> str:
    """Return the name of what a draft is about, or "": shortened when it is longer than a name."""
    asked = opened.spec.about
    name = caption(opened.form, asked.question, draft.entries) if asked else ""
    return name if len(name) <= _NAME else f"{name[:_NAME].rstrip()}…"
