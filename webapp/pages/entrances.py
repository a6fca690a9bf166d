"""What each address of the application asks of whoever comes to it.

Here lives one row for every endpoint: `OPEN` to anybody, `SIGNED_IN` for all who have an account, or the act of the
table of rights that they must be allowed. What they then see of it is for the repository to say. An endpoint without a
row stops the application from starting.
"""

from collections.abc import Mapping
from enum import Enum

from flask import Flask

from webapp.rights import Act


class Entrance(Enum):
    """Who may come to an address that no act of the table of rights stands for."""

    OPEN = "anybody"
    UNSEEN = "anybody, without using the session"
    HALF = "who has given a password, and shows or sets up a second factor"
    RECIPIENT = "whoever has a letter open that was sent to them"
    SIGNED_IN = "everybody who is signed in"


_OPEN = (
    "static",
    "sheet",
    "script",
    "module",
    "visit.worker",
    "visit.manifest",
    "security_contact.page",
    "calendar.feed",
    "recipient.page",
    "recipient.enter",
    "signing.page",
    "signing.sign_in",
    "signing.join",
    "signing.take_link",
    "forgotten.page",
    "forgotten.ask",
    "sign_on.begin",
    "sign_on.back",
    "second.options_alone",
    "second.passkey_alone",
)
_HALF = (
    "signing.sign_out",
    "second.page",
    "second.code",
    "second.options",
    "second.passkey",
    "factors.app",
    "factors.options",
    "factors.passkey",
    "proving.page",
    "proving.prove",
)
_RECIPIENT = (
    "recipient.close",
    "letter_form.page",
    "letter_form.save",
    "letter_form.file",
    "letter_form.preview",
    "letter_signing.page",
    "letter_signing.explain",
    "letter_signing.sign",
    "letter_signing.receipt",
    "letter_signing.copy",
    "letter_signing.drawing",
    "letter_declining.page",
    "letter_declining.decline",
    "letter_declining.pass_on",
)
_SIGNED_IN = (
    "start.page",
    "visit.page",
    "visit.shell",
    "visit.key",
    "visit.take_up",
    *("account.page", "account.password", "account.reminders"),
    *("account.end", "account.end_others"),
    "second.go_on",
    "factors.remove_app",
    "factors.remove_passkey",
    "factors.codes",
)
_ROWS: Mapping[Act, tuple[str, ...]] = {
    Act.READ_FORMS: ("forms.page", "forms.blank", "forms.blank_pdf"),
    Act.FILL_IN: (
        "forms.start",
        "drafts.tasks",
        "drafts.check",
        "drafts.next_question",
        "drafts.submit",
        "drafts.explain",
        "drafts.download",
        "drafts.discard",
        "drafts.discard_now",
        "carrying.page",
        "carrying.carry",
        "carrying.report",
        "parts.complete",
        "parts.reopen",
        "sections.page",
        "sections.save",
        "saves.save",
        *("saves.set_aside", "saves.submit"),
        "files.of_draft",
        "found.page",
        "notes.listing",
        "notes.add",
        "notes.note",
        "notes.change",
        "visit.kit",
        "shells.tasks",
        "shells.check",
        "shells.notes",
        "shells.section",
        "files.preview_of_draft",
        "uploads.begin",
        "uploads.piece",
        "uploads.done",
        "uploads.told",
        "presence.ping",
        "sharing.page",
        "sharing.let_in",
        "sharing.take_out",
        "sharing.give_sections",
        "history.page",
        "history.answer",
        "history.put_back",
        *("keying.page", "keying.save", "paper.page"),
        *("scans.adding", "scans.add", "scans.removing", "scans.remove"),
    ),
    Act.READ_RECORDS: (
        "records.listing",
        "records.page",
        "records.receipt",
        "records.signed",
        "decisions.page",
        "records.download",
        "records.download_many",
        "printing.record",
        "printing.many",
        "exports.page",
        "exports.file",
        "reissuing.report",
        "comparing.page",
        "files.of_record",
        "files.preview_of_record",
        "files.drawing_of_record",
    ),
    Act.READ_REGISTERS: (
        "registers.index",
        "registers.listing",
        "registers.page",
        "registers.history",
        "files.of_entry",
        "register_sheets.export",
    ),
    Act.CHANGE_REGISTERS: (
        "register_changes.adding",
        "register_changes.add",
        "register_changes.add_named",
        "register_changes.editing",
        "register_changes.edit",
        "register_changes.merging",
        "register_changes.merge",
        "register_changes.part",
        *("register_documents.add", "register_documents.removing", "register_documents.remove"),
        "register_sheets.importing",
        "register_sheets.plan",
        "register_sheets.import_planned",
    ),
    Act.REISSUE: ("reissuing.page", "reissuing.reissue", "reissuing.undoing", "reissuing.undo"),
    Act.DECIDE: ("decisions.decide",),
    Act.SEE_ACTIONS: (
        *("actions.listing", "actions.page", "calendar.page", "calendar.download"),
        *("files.of_action", "files.preview_of_action"),
    ),
    Act.CHANGE_ACTIONS: (
        *("actions.change", "actions.new", "actions.add", "calendar.make", "calendar.withdraw"),
        *("action_files.remove", "action_files.put_back", "action_files.caption"),
    ),
    Act.LOOK_OVER: ("overview.page", "overview.concerns", "overview.outcomes", "overview.reviews", "search.page"),
    Act.SEND_LETTERS: (
        "letters.listing",
        "letters.new",
        "letters.preview",
        "letters.send",
        "letters.page",
        "letters.remind",
        "letters.extend",
        "letters.revoke",
    ),
    Act.READ_DESK: (
        "review.listing",
        "review.form",
        "review.words",
        "review.text",
        "review.covered",
        "review.report",
        "review.report_download",
        "review.compare",
        "editor.file",
    ),
    Act.COUNT_RECORDS: ("review.use", "review.touched"),
    Act.WRITE_SPECS: (
        "editor.page",
        "editor.save",
        "editor.download",
        "editor.autosave",
        "editor.changes",
        "editor.discard",
        "editor.discard_now",
        "editor.edit",
        "editor.history",
        "editor.past_text",
        "editor.restore",
        "editor.messages",
        "editor.named",
        "editor.outline",
        "editor.part",
        "editor.preview",
        "editor.blank",
        "editor.frame",
        "editor.replacement",
        "editor.replace",
        "editor.take_over",
        "editor.trials",
        "editor.try_it",
        "editor.throw_away",
        "editor.check",
        "editor.complete",
        "editor.new",
        "editor.begin",
        "review.past",
    ),
    Act.PUBLISH: ("review.publishing", "review.publish", "review.withdrawal", "review.withdraw"),
    Act.FIND_PERSON: ("person.page", "person.find", "person.export"),
    Act.RETAIN: (
        "retention.listing",
        "retention.open_ended",
        "retention.drafts",
        "retention.erased",
        "retention.record",
        "retention.hold",
        "retention.release",
    ),
    Act.ERASE: (
        "register_changes.forgetting",
        "register_changes.forget",
        "erasing.record",
        "erasing.erase_record",
        "erasing.draft",
        "erasing.erase_draft",
        "erasing.requests",
        "erasing.asked",
        "erasing.agree",
        "erasing.refuse",
    ),
    Act.MANAGE_PEOPLE: (
        "people.listing",
        "people.invite",
        "people.page",
        "people.change",
        "people.close",
        "people.reopen",
        "people.link",
        "people.end_sessions",
        "people.remove_factors",
        "people.choose",
        "people.agree",
        "people.refuse",
    ),
    Act.READ_TRAIL: ("trail.page", "trail.download"),
}
UNNOTICED = frozenset({"presence.ping"})
"""Endpoints that pages ask for by themselves: coming to them does not prolong a session."""
ENTRANCES: Mapping[str, Entrance | Act] = {
    **dict.fromkeys(_OPEN, Entrance.OPEN),
    "account.standing": Entrance.UNSEEN,
    **dict.fromkeys(_HALF, Entrance.HALF),
    **dict.fromkeys(_RECIPIENT, Entrance.RECIPIENT),
    **dict.fromkeys(_SIGNED_IN, Entrance.SIGNED_IN),
    **{endpoint: act for act, endpoints in _ROWS.items() for endpoint in endpoints},
}
"""The rows, by endpoint."""


def require_rows(application: Flask) -> None:
    """Raise LookupError when an endpoint of the application has no row, or a row stands for none."""
    known = {rule.endpoint for rule in application.url_map.iter_rules()}
    if known != ENTRANCES.keys():
        raise LookupError(f"addresses and entrances differ: {sorted(known ^ ENTRANCES.keys())}")
