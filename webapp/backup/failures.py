"""What stands in the way of a backup or of a restore, as an exception whose message is one sentence for a person.

BackupError         nothing was made or put in place, and what is kept is as it was
└── DamagedError    the backup is not as it was written: cut short, changed, or never whole
"""


class BackupError(Exception):
    """A backup that was not made, or not restored. The message says why, and what to do."""


class DamagedError(BackupError):
    """A backup that is not as it was written: `what` says where, as a part of a sentence."""

    def __init__(self, what: str) -> None:
        self.what = what
        super().__init__(f"The backup is damaged or cut short: {what}. Take another copy of it, or an earlier backup.")
