"""The common edits without YAML: the form as an outline, and a page for each part with what can be done with it.

Here lives what these pages show and where they lead. The edits themselves live in `edits`.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from engine.wording import question_text
from formspec.addresses import placed
from formspec.diff.naming import names_of
from formspec.edits import EditRefused, words_of
from formspec.kinds import KINDS
from formspec.model import Question, Section, Spec
from webapp.guard import FormExpired, posted
from webapp.pages.desk import desk
from webapp.pages.refusals import with_reference
from webapp.pages.review.editor.edits import EDITS, Edited, Sent
from webapp.pages.review.editor.entered import entered, given_back
from webapp.pages.review.editor.opened import loaded, number, open_spec_draft, tell, title_of, told
from webapp.pages.review.editor.parts import FORM, ShownPart, shown_part
from webapp.pages.review.editor.records import ShownRecords, shown_records
from webapp.pages.review.editor.writing import EXPIRED
from webapp.pages.review.writer import keep_writer, writer
from webapp.storage.failures import DraftClosed, StorageError
from webapp.storage.stored import SpecDraft

_CLASH = (
    "Somebody else changed the same lines meanwhile, so nothing was done. Look at the words as they are now, below, "
    "then do it again."
)


@dataclass(frozen=True, slots=True)
class OutlinedQuestion:
    """A question in the outline: its address, its words, what it is answered with, and how deep it stands."""

    address: str
    label: str
    kind: str
    required: bool
    depth: int


@dataclass(frozen=True, slots=True)
class OutlinedSection:
    """A section in the outline, with its questions."""

    section: Section
    questions: tuple[OutlinedQuestion, ...]


def page(draft_id: str) -> str:
    """Show the form as an outline, each part with the way to its edits."""
    draft = open_spec_draft(draft_id)
    spec = loaded(draft.text).spec
    at = request.args.get("at", "") if spec else ""
    return render_template(
        "spec-outline.html",
        draft=draft,
        title=title_of(draft.text),
        spec=spec,
        sections=list(_sections(spec)) if spec else [],
        done=told(),
        writer=writer(),
        at=at if spec and at in _outlined(spec) else "",
    )


def part(draft_id: str) -> Response | str:
    """Show one part of the form with everything that can be done with it; the outline when it is not there."""
    draft = open_spec_draft(draft_id)
    shown = _shown(draft, request.args.get("at", ""))
    if shown is None:
        return redirect(url_for(".outline", draft_id=draft_id), 303)
    return _part_page(draft, shown)


def named(draft_id: str) -> Response:
    """Keep the name of who is writing, and lead back to the part or the outline where it was asked for."""
    sent = posted(request)
    draft = open_spec_draft(draft_id)
    keep_writer(sent)
    at = sent.get("at", "")
    back = url_for(".part", draft_id=draft.id, at=at) if at else url_for(".outline", draft_id=draft.id)
    return redirect(back, 303)


def edit(draft_id: str) -> Response | tuple[str, int]:
    """Make an edit, unless somebody changed the same lines since its page was made, and lead back to the outline."""
    sent = posted(request)
    make, at, base = EDITS.get(sent.get("edit", "")), sent.get("at", ""), number(sent.get("base", ""))
    draft = desk().repository.spec_draft(draft_id)
    if draft is None or draft.state != "open":
        return given_back(draft, sent)
    if make is None:
        abort(400)
    try:
        edited = make(draft.text, at, Sent(sent, _known(draft.form)))
        saved = desk().repository.save_spec_draft(draft_id, base=base, text=edited.text, author=keep_writer(sent))
    except EditRefused as refused:
        return _refused(draft, at, str(refused), sent)
    except DraftClosed:
        return given_back(desk().repository.spec_draft(draft_id), sent)
    except StorageError as failure:
        return _refused(draft, at, with_reference(failure), sent, 503)
    if saved.conflict:
        return _refused(saved.draft, at, _CLASH, sent, 409)
    return redirect(_after(draft, saved.draft, edited), 303)


def _known(form: str) -> frozenset[str]:
    """Return every address that a published version of a form had."""
    shelf = desk().shelf
    opened = filter(None, (shelf.version(form, each) for each in shelf.versions(form)))
    return frozenset(address for each in opened for _, address in names_of(each.spec))


def expired(refusal: FormExpired) -> tuple[str, int]:
    """Give back what was entered on a page whose token no longer holds, with a fresh one."""
    sent = posted(request)
    draft = desk().repository.spec_draft((request.view_args or {})["draft_id"])
    if draft is None or draft.state != "open":
        return given_back(draft, sent)
    return _refused(draft, sent.get("at", ""), EXPIRED, sent, refusal.status)


def _after(before: SpecDraft, now: SpecDraft, edited: Edited) -> str:
    """Return where an edit leads, and keep what was done for the page there."""
    tell(edited.sentence, before.revision if now.revision != before.revision else 0)
    at = _place(now.text, edited.at)
    return url_for(".outline", draft_id=now.id, at=at or None, _anchor=at or None)


def _place(text: str, address: str) -> str:
    """Return the place in the outline of a part, or of what it stands in; "" when that is not among them."""
    spec = loaded(text).spec
    places = _outlined(spec) if spec else set()
    while address and address not in places:
        address = address.rpartition(".")[0]
    return address


def _outlined(spec: Spec) -> set[str]:
    """Return the addresses that have a place in the outline."""
    columns = (f"columns.{each.id}" for each in spec.columns)
    return {*columns, *(each.id for each in spec.sections), *(each.address for each in placed(spec))}


def _refused(draft: SpecDraft, at: str, why: str, sent: dict[str, str], status: int = 422) -> tuple[str, int]:
    shown = _shown(draft, at)
    if shown is None:
        return given_back(draft, sent, why=why, status=status)
    return _part_page(draft, shown, refused=why, sent=sent), status


def _shown(draft: SpecDraft, at: str) -> ShownPart | None:
    spec = loaded(draft.text).spec
    try:
        return shown_part(spec, at, words_of(draft.text, at)) if spec else None
    except EditRefused:
        return None


def _part_page(draft: SpecDraft, shown: ShownPart, *, refused: str = "", sent: dict[str, str] | None = None) -> str:
    return render_template(
        "spec-part.html",
        draft=draft,
        title=title_of(draft.text),
        part=shown,
        dates=_dates(draft),
        records=_records(draft, sent or {}) if shown.address == FORM else None,
        kinds=KINDS.values(),
        refused=refused,
        sent=defaultdict(str, sent or {}),
        entered=entered(sent or {}),
        writer=writer(),
    )


def _dates(draft: SpecDraft) -> dict[str, str]:
    """Return the dates of the policy behind a form, as it writes them."""
    spec = loaded(draft.text).spec
    policy = spec.policy if spec else None
    if policy is None:
        return {}
    approved, review = (each.text if each else "" for each in (policy.approved, policy.review))
    return {"approved": approved, "approved_by": policy.approved_by, "review": review}


def _records(draft: SpecDraft, sent: dict[str, str]) -> ShownRecords | None:
    """Return what a form says of its records."""
    spec = loaded(draft.text).spec
    return shown_records(spec, sent) if spec else None


def _sections(spec: Spec) -> Iterator[OutlinedSection]:
    for section in spec.sections:
        listed = (each for each in placed(spec) if each.section is section)
        questions = tuple(_question(each.address, each.question, len(each.groups)) for each in listed)
        yield OutlinedSection(section, questions)


def _question(address: str, question: Question, depth: int) -> OutlinedQuestion:
    columns = question.columns
    kind = "group of rows" if question.group else columns[0].kind if question.plain else "columns"
    return OutlinedQuestion(
        address=address,
        label=question_text(question),
        kind=kind,
        required=any(each.required for each in columns),
        depth=depth,
    )
