"""A record as it is printed in a PDF: what its page says, in the page's words and order.

Here lives what stands around the questions. The record is read by `webapp.pages.records.reading`, for both.
"""

from collections.abc import Iterator
from io import BytesIO

import segno
from flask import current_app, get_template_attribute, url_for
from markupsafe import Markup

from engine.carried import LEFT
from engine.pdf.report import Address, Drawn, Entry, Print, Titled
from formspec.model import Spec
from webapp.pages.actions.shown import ShownAction, shown
from webapp.pages.decisions.waiting import comes_to_decision
from webapp.pages.decisions.wording import in_words, met_words
from webapp.pages.desk import desk
from webapp.pages.findings import COULD_NOT_FIND_OUT, Finding, ShownOutcome
from webapp.pages.records.provenance import came
from webapp.pages.records.reading import ReadRecord
from webapp.pages.records.scanned import scans_of
from webapp.pages.words import day, named, role_word, short_digest, stamp
from webapp.storage.decision_statements import Decision
from webapp.storage.stored import Record
from webapp.storage.stored_letters import LetterRequest, Signature

Signed = tuple[LetterRequest, Signature]
"""A letter that was signed, and what was signed with it."""
_UNDECIDED: Entry = ("Not decided", ("Nothing was decided on this record yet.",))
_TRIAL = "Trial. This form is not published."
_UNDONE = "This re-issue was undone on {when}. It stands in no list and no export."
_AFTER = "Re-issued on version {version}, on {when}. The reference of that record is {id}."


def print_of(said: ReadRecord, *, dated: bool = False) -> Print:
    """Return a record as it is printed. `dated` puts the day into its heading, where it stands among others."""
    record, spec = said.record, said.form.spec
    title, signed = named(spec.title, record.about), desk().repository.letter_of(record.id)
    return Print(
        form=said.form,
        entries=said.entries,
        today=said.on,
        bookmark=f"{title}, {day(record.submitted)}" if dated else title,
        foot=f"{title}   {spec.address}   {record.id}   {short_digest(record.digest)}",
        notices=tuple(_notices(record)),
        facts=tuple(_facts(said, signed)),
        address=_address(record),
        before=tuple(_before(said, spec)),
        after=tuple(_left(said)),
        drawn=_drawn(record, signed),
    )


def signed_copy_of(said: ReadRecord, signed_by: str) -> Print:
    """Return a letter as its recipient keeps it: what they signed and the facts of that, nothing of what came after."""
    record, spec = said.record, said.form.spec
    title = named(spec.title, record.about)
    facts: tuple[Entry, ...] = (
        *([("About", (record.about,))] if record.about else []),
        ("Signed by", (signed_by,)),
        ("Signed", (stamp(record.submitted),)),
        ("Version", (spec.address,)),
        ("Reference", (record.id,)),
        ("Fingerprint", (record.digest,)),
    )
    return Print(
        form=said.form,
        entries=said.entries,
        today=said.on,
        bookmark=title,
        foot=f"{title}   {spec.address}   {record.id}   {short_digest(record.digest)}",
        facts=facts,
        drawn=_drawn(record, desk().repository.letter_of(record.id)),
    )


def _notices(record: Record) -> Iterator[str]:
    if faults := desk().repository.record_faults(record.id):
        yield f"This record is not as it was made. Do not rely on it. {' '.join(faults)}"
    if record.trial:
        yield _TRIAL
    if record.undone is not None:
        yield _UNDONE.format(when=stamp(record.undone))
    for each in desk().repository.reissued_by(record.id):
        yield _AFTER.format(version=each.version, when=stamp(each.submitted), id=each.id)


def _facts(said: ReadRecord, signed: Signed | None) -> Iterator[Entry]:
    record, spec = said.record, said.form.spec
    if record.about:
        yield "About", (record.about,)
    if said.by:
        yield "Completed by", (said.by,)
    how = came(record, spec, signed)
    if how.submitted_by:
        yield "Submitted by", (how.submitted_by,)
    if said.outcome:
        filled_in = ", as filled in" if _is_decided_on(said) else ""
        yield said.outcome.question, (said.outcome.answer + filled_in,)
    yield "Submitted", (stamp(record.submitted),)
    if how.of_letter:
        yield "Signed by letter", (how.of_letter, *_unsound(record), *_seen(signed))
    if scans := tuple(each.line for each in scans_of(record)):
        yield "On paper", scans
    for part in said.parts:
        yield part.title, (f"Completed on {stamp(part.completed)}, sealed as {short_digest(part.seal)}",)
    yield "Version", (spec.address,)
    yield "Reference", (record.id,)
    before = desk().repository.listed(record.reissues) if record.reissues else None
    if before:
        yield "Re-issues", (f"The record of {stamp(before.submitted)}, version {before.version}",)
    if said.carries:
        yield "Carried", (_carried(said),)
    yield "Fingerprint", (record.digest,)


def _unsound(record: Record) -> Iterator[str]:
    """Yield what is no longer as it was signed."""
    faults = desk().repository.letter_faults(record.id)
    if faults:
        yield f"It is not as it was signed. {' '.join(faults)}"


def _seen(signed: Signed | None) -> Iterator[str]:
    """Yield by whom the link was seen that a letter was opened by, where somebody at the school did see it."""
    if signed and signed[1].way.is_seen:
        line: Markup = get_template_attribute("letter-parts.html", "seen_line")(
            signed[1].seen_by, desk().repository.names()
        )
        yield line.striptags()


def drawn_words(sent: LetterRequest, signature: Signature) -> str:
    """Return what the signature is in words that was drawn when a letter was signed."""
    return f"Signature drawn by {sent.name} on {stamp(signature.signed)}"


def _drawn(record: Record, signed: Signed | None) -> Drawn | None:
    """Return the signature that was drawn where a record was signed as a letter; None where none was."""
    content = desk().repository.drawn_signature(record.id) if signed and signed[1].drawn else None
    return Drawn("Drawn signature", content, drawn_words(*signed)) if signed and content else None


def _carried(said: ReadRecord) -> str:
    """Return what became of answers that were carried, in the words of the page."""
    line: Markup = get_template_attribute("carried-parts.html", "carried_line")(said.carries)
    return " ".join(line.striptags().split())


def _address(record: Record) -> Address | None:
    """Return where the record is found, where the application has an address that others can use."""
    if not current_app.config["SERVER_NAME"]:
        return None
    url = url_for("records.page", record_id=record.id, _external=True)
    drawn = BytesIO()
    segno.make(url, error="m").save(drawn, kind="svg", border=2)
    return Address(url, drawn.getvalue(), f"QR code of the address of this record: {url}")


def _decision(decision: Decision) -> Iterator[Entry]:
    """Yield what was decided, and by whom and why; what was said to each warning, and what is to be closed first."""
    yield in_words(decision), (f"{stamp(decision.moment)}, {decision.who}", *decision.reasons.splitlines())
    for each in decision.warnings:
        yield each.message, (each.reason,)
    if decision.conditions:
        listed = (f"{each.text} ({each.state.words.lower()})" for each in decision.conditions)
        yield f"To be closed first: {met_words(decision)}", tuple(listed)


def _is_decided_on(said: ReadRecord) -> bool:
    return not said.record.trial and comes_to_decision(said.form, said.record)


def _decided(said: ReadRecord) -> Iterator[Titled]:
    """Yield what was decided and, apart from it, what was decided before; that nothing was where that is waited for."""
    if not _is_decided_on(said):
        return
    standing, *earlier = desk().repository.decisions_of(said.record) or (None,)
    yield Titled("Decision", tuple(_decision(standing)) if standing else (_UNDECIDED,))
    if earlier:
        yield Titled("Earlier decisions", tuple(entry for each in earlier if each for entry in _decision(each)))


def _followed(action: ShownAction) -> Entry:
    said = f"State: {action.action.standing.state.words}. Who: {action.owner}. By when: {action.due}."
    is_touched = action.action.revision > 1
    last = f"Last followed up on {day(action.action.changed)}." if is_touched else "Nobody has followed it up yet."
    return action.action.text, (f"{said} {last}",)


def _before(said: ReadRecord, spec: Spec) -> Iterator[Titled]:
    yield from _decided(said)
    if said.outcomes:
        yield Titled("What it came to", tuple(map(_outcome, said.outcomes)))
    if said.warnings:
        reasons = tuple((each.question, (each.text or "No reason was given.",)) for each in said.warnings)
        yield Titled("Warnings", reasons)
    listed = (
        (role_word(spec, "concern"), said.found.concerns),
        (role_word(spec, "action"), said.found.actions),
        (COULD_NOT_FIND_OUT, said.found.could_not_find_out),
    )
    for title, found in listed:
        if found:
            yield Titled(f"{title} ({len(found)})", tuple(map(_finding, found)))
    followed = shown(desk(), desk().repository.actions_of(said.record))
    if followed:
        yield Titled("Follow-up", tuple(map(_followed, followed)))


def _outcome(outcome: ShownOutcome) -> Entry:
    if outcome.gaps is None:
        return outcome.label, (outcome.value,)
    gaps = tuple(f"{gap.text}: {gap.question}" for gap in outcome.gaps)
    return outcome.label, (str(len(gaps)), *gaps) if gaps else ("None",)


def _finding(finding: Finding) -> Entry:
    beside = (
        finding.severity,
        f"Who: {finding.who}" if finding.who else "",
        f"By when: {finding.by_when}" if finding.due else "",
        f"Asked under version {finding.version}" if finding.version else "",
    )
    return finding.question, (finding.text, *([". ".join(filter(None, beside))] if any(beside) else []))


def _left(said: ReadRecord) -> Iterator[Titled]:
    """Yield the words that have no place any more, which are kept with the record."""
    for carry in said.carries:
        steps = carry.of(LEFT)
        if steps:
            yield Titled(
                f"No place any more since version {carry.to}",
                tuple((each.question, tuple(filter(None, (each.before, each.note)))) for each in steps),
                f"These words were entered under version {carry.version}. Version {carry.to} does not ask for them; "
                "they are kept with the record.",
            )
