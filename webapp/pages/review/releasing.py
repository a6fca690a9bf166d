"""Making a version of a spec draft: the dates written into its text, the gate passed, and the version kept for ever.

Here lives what the button does, alone or with a second person. Nothing is published when the text moved meanwhile.

    NotReleased             the version was not published: one sentence says why
    └── Blocked             the gate found something in the way, which `verdict` has
"""

from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256

from formspec.coming_along import coming_along
from formspec.diff.kept import written
from formspec.edits import EditRefused, set_dates
from formspec.edits.translating import RevisedWords
from formspec.gate import Verdict, gate
from formspec.model import Policy, Spec
from formspec.release import Release
from formspec.release_words import Entered, same_person
from webapp.pages.desk import Desk, is_sealed, today
from webapp.storage.failures import (
    DraftClosed,
    DraftMoved,
    NotApart,
    OutOfTurn,
    PinnedDifferently,
    SamePerson,
    SecondPersonNeeded,
)
from webapp.storage.stored import SpecDraft

MOVED = (
    "The text of this draft was changed since you opened this page. Nothing was published. Look at what it says now, "
    "then decide again."
)
_SAME_PERSON = "Somebody else has to approve this: {} asked for it. Give a second person the address of this page."


class NotReleased(Exception):  # noqa: N818 (named after what happened)
    """The version was not published: one sentence that says why and what to do."""


class Blocked(NotReleased):
    """The gate found something in the way."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__("This cannot be published yet.")
        self.verdict = verdict


def ask_or_publish(at: Desk, draft: SpecDraft, spec: Spec, given: Entered) -> Release | None:
    """Publish a spec draft as it was seen, or ask for the second person where one is needed: then return None.

    Raises NotReleased.
    """
    dated = _kept(at, draft, _dated(draft.text, spec, given), given.by)
    verdict = _passed(at, dated)
    release = _release(dated, verdict, given)
    if not at.needs_second(verdict.spec, verdict.old):
        return _publish(at, dated, release, verdict)
    try:
        at.repository.ask_to_publish(dated.id, dated.revision, release)
    except DraftMoved:
        raise NotReleased(MOVED) from None
    return None


def second(at: Desk, draft: SpecDraft, asked: Release, by: str) -> Release:
    """Publish a spec draft as another person asked for it. Raises NotReleased, for the same person, too.

    What is asked for by now may be a later text than the one that was seen.
    """
    if same_person(asked.published_by, by):
        raise NotReleased(_SAME_PERSON.format(asked.published_by))
    if asked.sha256 != sha256(draft.text.encode()).hexdigest():
        raise NotReleased(MOVED)
    verdict = _passed(at, draft)
    made = replace(
        asked,
        seconded_by=by,
        published=datetime.now(UTC),
        in_force=max(asked.in_force, today()),
        report=written(verdict.changes) if verdict.before else "",
    )
    return _publish(at, draft, made, verdict)


def judged(at: Desk, draft: SpecDraft) -> Verdict:
    """Return what the gate says of a draft's text before its dates are written anew, those left out of account."""
    return _judged(at, draft, date.min)


def words_along(at: Desk, draft: SpecDraft) -> dict[str, RevisedWords]:
    """Return the translations of the version before a draft, as they come along with it; none while it has errors."""
    return coming_along(at.shelf.published, draft.text.encode())


def _judged(at: Desk, draft: SpecDraft, day: date) -> Verdict:
    return gate(draft.text.encode(), at.shelf.published, day, form=draft.form, words=_words(at, draft))


def _words(at: Desk, draft: SpecDraft) -> dict[str, bytes]:
    return {code: each.text for code, each in words_along(at, draft).items() if each.text}


def _dated(text: str, spec: Spec, given: Entered) -> str:
    """Return a text with the dates that were entered, where it has others."""
    if spec.policy is None:
        return text
    try:
        return set_dates(text, approved=given.approved, approved_by=given.approved_by, review=given.review)
    except EditRefused as refused:
        raise NotReleased(str(refused)) from None


def _kept(at: Desk, draft: SpecDraft, text: str, by: str) -> SpecDraft:
    """Return the draft with its dates kept. Raises NotReleased where somebody else changed it meanwhile."""
    try:
        saved = at.repository.save_spec_draft(draft.id, base=draft.revision, text=text, author=by)
    except DraftClosed as closed:
        raise NotReleased(str(closed)) from None
    if saved.draft.text != text:
        raise NotReleased(MOVED)
    return saved.draft


def _passed(at: Desk, draft: SpecDraft) -> Verdict:
    verdict = _judged(at, draft, today())
    if not verdict.opens:
        raise Blocked(verdict)
    return verdict


def _release(draft: SpecDraft, verdict: Verdict, given: Entered) -> Release:
    spec = verdict.spec
    if spec is None:
        raise Blocked(verdict)
    policy = spec.policy or Policy(title="")
    return Release(
        form=spec.form,
        version=spec.version,
        sha256=sha256(draft.text.encode()).hexdigest(),
        note=given.note,
        approved_by=given.approved_by,
        approved=given.approved,
        review=given.review or (policy.review.text if policy.review else ""),
        published_by=given.by,
        published=datetime.now(UTC),
        in_force=given.first_day(today()),
        report=written(verdict.changes) if verdict.before else "",
    )


def _publish(at: Desk, draft: SpecDraft, release: Release, verdict: Verdict) -> Release:
    sealed = is_sealed(verdict.spec, verdict.old)
    try:
        return at.repository.publish(
            release, draft.text.encode(), _words(at, draft), draft.id, last=verdict.last, sealed=sealed
        )
    except DraftMoved:
        raise NotReleased(MOVED) from None
    except (DraftClosed, NotApart, OutOfTurn, PinnedDifferently, SecondPersonNeeded) as refused:
        raise NotReleased(str(refused)) from None
    except SamePerson:
        raise NotReleased(_SAME_PERSON.format(release.published_by)) from None
