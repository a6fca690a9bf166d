"""What storage cannot do with registers, as exceptions whose message is one sentence for a person.

StorageError               something was not kept, or cannot be read
├── EntryMerged            the entry of a register was merged into another one: `into` says which
├── NameTaken              a name is that of another entry of the register: `entry` says which
├── RegisterMoved          a register has changed since it was seen
└── TooManyDocuments       an entry of a register has as many documents as it may have
"""

from webapp.storage.failures import StorageError


class EntryMerged(StorageError):  # noqa: N818 (named after what happened)
    """An entry of a register was merged into another one, so it can no longer change by itself."""

    def __init__(self, into: str) -> None:
        super().__init__("This entry was merged into another one. Change that one, or undo the merging first.")
        self.into = into


class NameTaken(StorageError):  # noqa: N818 (named after what happened)
    """A name is that of another entry: `entry` is its id."""

    def __init__(self, name: str, entry: str, called: str) -> None:
        super().__init__(
            f"“{name}” is a name of “{called}” already. Give another name, or merge the two entries where they are one."
        )
        self.entry = entry


class RegisterMoved(StorageError):  # noqa: N818 (named after what happened)
    """A register has changed since what is to be done was looked at."""

    def __init__(self) -> None:
        super().__init__(
            "The register has changed since you looked at it, so nothing was done. Look again, then decide."
        )


class TooManyDocuments(StorageError):  # noqa: N818 (named after what happened)
    """An entry of a register has as many documents as it may have."""

    def __init__(self, most: int) -> None:
        super().__init__(f"This entry has {most} documents already, and may have no more: remove one first.")
