"""What storage cannot do with files of actions, as exceptions whose message is one sentence for a person.

StorageError               something was not kept, or cannot be read
├── FileGone               what a file holds that is to be added is not kept any more
└── TooManyFiles           an action would have more files than it may
"""

from engine.stored_file import StoredFile
from webapp.storage.failures import StorageError


class FileGone(StorageError):  # noqa: N818 (named after what happened)
    """A file is to be added whose content is not kept any more: it waited for too long."""

    def __init__(self, file: StoredFile) -> None:
        super().__init__(f"“{file.name}” was not added: it is not kept any more. Choose it again.")
        self.sha256 = file.sha256


class TooManyFiles(StorageError):  # noqa: N818 (named after what happened)
    """An action would have more files than it may."""

    def __init__(self, most: int) -> None:
        super().__init__(f"An action can have {most} photos and files: choose fewer, or remove some first.")
