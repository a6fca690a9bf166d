"""How a command ends: its exit status, and the exceptions that end it early.

    CommandError            the command cannot go on, and says why in one sentence
    └── OutputError         what it prints can no longer be written

What is wrong with a spec or an answer is never an exception; it is printed.
"""

from enum import IntEnum


class Exit(IntEnum):
    """The exit status of a command."""

    DONE = 0
    FAULTS = 1
    USAGE = 2
    INTERRUPTED = 130
    UNREAD = 141


class CommandError(Exception):
    """A command that cannot go on: one sentence that says why and what to do, and the status it ends with.

    A spec that cannot be used has a line for each of its problems instead.
    """

    def __init__(self, *lines: str, status: Exit = Exit.USAGE) -> None:
        super().__init__(*lines)
        self.lines = lines
        self.status = status


class OutputError(CommandError):
    """Output that can no longer be written. Nothing is said when the reader simply stopped reading."""

    def __init__(self, fault: OSError) -> None:
        if isinstance(fault, BrokenPipeError):
            super().__init__(status=Exit.UNREAD)
        else:
            super().__init__(f"formspec: the output could not be written: {fault.strerror}.", status=Exit.FAULTS)
