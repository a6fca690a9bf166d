"""What can be done here that is kept in the audit trail, each by its name.

Here lives the list alone. A name is what the trail keeps for ever: a new deed gets a new name, and none is reused. The
kind of thing that a deed is done to stands before the dot.
"""

from enum import Enum


class Deed(Enum):
    """A deed: the value is its name in the trail, `words` how a person reads it."""

    DRAFT_BEGUN = "draft.begun"
    DRAFT_SAVED = "draft.saved"
    DRAFT_CARRIED = "draft.carried"
    DRAFT_DISCARDED = "draft.discarded"
    DRAFT_READ = "draft.read"
    DRAFT_SHARED = "draft.shared"
    DRAFT_JOINED = "draft.joined"
    DRAFT_LEFT = "draft.left"
    SECTION_GIVEN = "draft.section-given"
    DRAFT_TAKEN = "draft.taken-along"
    RECORD_SUBMITTED = "record.submitted"
    RECORD_IMPORTED = "record.imported"
    RECORD_READ = "record.read"
    RECORD_EXPORTED = "record.exported"
    RECORDS_EXPORTED = "records.exported"
    RECORDS_SEARCHED = "records.searched"
    THINGS_SEARCHED = "things.searched"
    RECORD_UNDONE = "record.undone"
    RECORD_DECIDED = "record.decided"
    RECORD_HELD = "record.held"
    RECORD_RELEASED = "record.released"
    RECORD_SCAN_ADDED = "record.scan-added"
    RECORD_SCAN_REMOVED = "record.scan-removed"
    RECORD_ERASED = "record.erased"
    DRAFT_ERASED = "draft.erased"
    ENTRY_ADDED = "entry.added"
    ENTRY_CHANGED = "entry.changed"
    ENTRY_MERGED = "entry.merged"
    ENTRY_PARTED = "entry.parted"
    ENTRY_FORGOTTEN = "entry.forgotten"
    REGISTER_EXPORTED = "register.exported"
    ACTION_READ = "action.read"
    ACTION_ADDED = "action.added"
    ACTION_CHANGED = "action.changed"
    ACTION_FILE_ADDED = "action.file-added"
    ACTION_FILE_CAPTIONED = "action.file-captioned"
    ACTION_FILE_REMOVED = "action.file-removed"
    ACTION_FILE_PUT_BACK = "action.file-put-back"
    ACTIONS_EXPORTED = "actions.exported"
    CALENDAR_MADE = "calendar.made"
    CALENDAR_WITHDRAWN = "calendar.withdrawn"
    CALENDAR_READ = "calendar.read"
    LETTER_SENT = "letter.sent"
    LETTER_REMINDED = "letter.reminded"
    LETTER_LINKED = "letter.linked"
    LETTER_EXTENDED = "letter.extended"
    LETTER_REVOKED = "letter.revoked"
    LETTER_OPENED = "letter.opened"
    LETTER_LEFT = "letter.left"
    LETTER_REFUSED = "letter.refused"
    LETTER_DECLINED = "letter.declined"
    LETTER_PASSED_ON = "letter.passed-on"
    LETTER_SIGNED = "letter.signed"
    FILE_READ = "file.read"
    TRIAL_THROWN_AWAY = "trial.thrown-away"
    SPEC_BEGUN = "spec.begun"
    SPEC_SAVED = "spec.saved"
    SPEC_REBASED = "spec.rebased"
    SPEC_DISCARDED = "spec.discarded"
    SPEC_ASKED = "spec.asked"
    VERSION_PUBLISHED = "version.published"
    VERSION_WITHDRAWN = "version.withdrawn"
    REQUEST_MADE = "request.made"
    REQUEST_SETTLED = "request.settled"
    ACCOUNT_MADE = "account.made"
    ACCOUNT_INVITED = "account.invited"
    ACCOUNT_CHANGED = "account.changed"
    ACCOUNT_RENAMED = "account.renamed"
    ACCOUNT_LINKED = "account.linked"
    ACCOUNT_CLOSED = "account.closed"
    ACCOUNT_OPENED = "account.opened"
    PASSWORD_CHANGED = "password.changed"  # noqa: S105 (the name of a deed)
    REMINDERS_OFF = "reminders.off"
    REMINDERS_ON = "reminders.on"
    FACTOR_ADDED = "factor.added"
    FACTOR_REMOVED = "factor.removed"
    LINK_MADE = "link.made"
    SIGNED_IN = "session.begun"
    SIGN_IN_REFUSED = "session.refused"
    SESSION_ENDED = "session.ended"
    KEY_TAKEN_UP = "session.key-taken-up"
    CHOICE_CHANGED = "choice.changed"
    TRAIL_READ = "trail.read"
    BACKUP_RESTORED = "backup.restored"

    @property
    def kind(self) -> str:
        """The kind of thing that it is done to."""
        return self.value.partition(".")[0]

    @property
    def words(self) -> str:
        """What was done, as it follows a name: “read a record”."""
        return _WORDS[self]


_WORDS = {
    Deed.DRAFT_BEGUN: "began a draft",
    Deed.DRAFT_SAVED: "saved a draft",
    Deed.DRAFT_CARRIED: "carried a draft to another version",
    Deed.DRAFT_DISCARDED: "discarded a draft",
    Deed.DRAFT_READ: "downloaded a draft",
    Deed.DRAFT_SHARED: "let somebody into a draft",
    Deed.DRAFT_JOINED: "joined a draft",
    Deed.DRAFT_LEFT: "left a draft, or took somebody out of it",
    Deed.SECTION_GIVEN: "gave a section of a draft to somebody",
    Deed.DRAFT_TAKEN: "took a draft along on a device",
    Deed.RECORD_SUBMITTED: "submitted a record",
    Deed.RECORD_IMPORTED: "took a record in from an export",
    Deed.RECORD_READ: "read a record",
    Deed.RECORD_EXPORTED: "downloaded a record",
    Deed.RECORDS_EXPORTED: "downloaded many records",
    Deed.RECORDS_SEARCHED: "looked for records that name somebody",
    Deed.THINGS_SEARCHED: "searched for words",
    Deed.RECORD_UNDONE: "took a re-issue back",
    Deed.RECORD_DECIDED: "decided on a record",
    Deed.RECORD_HELD: "put a record on hold",
    Deed.RECORD_RELEASED: "took a hold off a record",
    Deed.RECORD_SCAN_ADDED: "added a scan of the paper to a record",
    Deed.RECORD_SCAN_REMOVED: "removed a scan from a record",
    Deed.RECORD_ERASED: "erased a record",
    Deed.DRAFT_ERASED: "erased a draft",
    Deed.ENTRY_ADDED: "added an entry to a register",
    Deed.ENTRY_CHANGED: "changed an entry of a register",
    Deed.ENTRY_MERGED: "merged an entry of a register into another one",
    Deed.ENTRY_PARTED: "undid that an entry was merged into another one",
    Deed.ENTRY_FORGOTTEN: "took earlier contacts out of the history of an entry",
    Deed.REGISTER_EXPORTED: "downloaded a register",
    Deed.ACTION_READ: "looked at an action",
    Deed.ACTION_ADDED: "added an action to a concern",
    Deed.ACTION_CHANGED: "followed up an action",
    Deed.ACTION_FILE_ADDED: "added a file to an action",
    Deed.ACTION_FILE_CAPTIONED: "changed what is said of a file of an action",
    Deed.ACTION_FILE_REMOVED: "removed a file from an action",
    Deed.ACTION_FILE_PUT_BACK: "put a file back that was removed from an action",
    Deed.ACTIONS_EXPORTED: "downloaded the days of their actions",
    Deed.CALENDAR_MADE: "made an address for their calendar",
    Deed.CALENDAR_WITHDRAWN: "withdrew the address for their calendar",
    Deed.CALENDAR_READ: "fetched the days of their actions by the address for their calendar",
    Deed.LETTER_SENT: "sent a letter to be signed",
    Deed.LETTER_REMINDED: "reminded somebody of a letter",
    Deed.LETTER_LINKED: "made a link to a letter",
    Deed.LETTER_EXTENDED: "gave a letter more time",
    Deed.LETTER_REVOKED: "took a letter back",
    Deed.LETTER_OPENED: "opened a letter by its link",
    Deed.LETTER_LEFT: "closed a letter in their browser",
    Deed.LETTER_REFUSED: "was refused a letter: the address was another one",
    Deed.LETTER_DECLINED: "declined a letter",
    Deed.LETTER_PASSED_ON: "passed a letter on to somebody else",
    Deed.LETTER_SIGNED: "signed a letter",
    Deed.FILE_READ: "opened a file",
    Deed.TRIAL_THROWN_AWAY: "threw a trial away",
    Deed.SPEC_BEGUN: "began the next version of a form",
    Deed.SPEC_SAVED: "saved the next version of a form",
    Deed.SPEC_REBASED: "took a later version into the next version of a form",
    Deed.SPEC_DISCARDED: "discarded the next version of a form",
    Deed.SPEC_ASKED: "asked a second person to publish a version",
    Deed.VERSION_PUBLISHED: "published a version",
    Deed.VERSION_WITHDRAWN: "withdrew a version",
    Deed.REQUEST_MADE: "asked a second person to agree",
    Deed.REQUEST_SETTLED: "settled what another person had asked",
    Deed.ACCOUNT_MADE: "made their account",
    Deed.ACCOUNT_INVITED: "invited somebody",
    Deed.ACCOUNT_CHANGED: "changed the roles of an account",
    Deed.ACCOUNT_RENAMED: "changed the name of an account",
    Deed.ACCOUNT_LINKED: "signed in by the sign-in service for the first time",
    Deed.ACCOUNT_CLOSED: "closed an account",
    Deed.ACCOUNT_OPENED: "opened an account again",
    Deed.PASSWORD_CHANGED: "set a password",
    Deed.REMINDERS_OFF: "turned reminders by e-mail off for themselves",
    Deed.REMINDERS_ON: "turned reminders by e-mail on for themselves",
    Deed.FACTOR_ADDED: "added a second factor",
    Deed.FACTOR_REMOVED: "removed a second factor",
    Deed.LINK_MADE: "made a link for an account",
    Deed.SIGNED_IN: "signed in",
    Deed.SIGN_IN_REFUSED: "was refused a sign-in",
    Deed.SESSION_ENDED: "ended a session",
    Deed.KEY_TAKEN_UP: "took up again the key of what a device keeps",
    Deed.CHOICE_CHANGED: "changed a setting",
    Deed.TRAIL_READ: "read the audit trail",
    Deed.BACKUP_RESTORED: "put a backup back",
}
