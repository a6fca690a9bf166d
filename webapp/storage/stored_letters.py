"""What storage gives out of letters: frozen values, never rows.

Here lives the shape of a letter, of what happened to it, and of what was signed. How they are kept lives in
`letter_tables`.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

LetterState = Literal["sent", "opened", "signed", "declined", "revoked"]
"""What became of a letter; that one has expired is a matter of the moment, and not kept."""
How = Literal["mail", "hand"]
"""How a link is given: by a mail that nobody at the school sees, or by hand."""


@dataclass(frozen=True, slots=True)
class Way:
    """How the link was given by which a letter is opened: one given by hand was seen by the account that made it.

    Where there are no accounts, that is "".
    """

    how: How
    seen_by: str = ""

    @property
    def is_seen(self) -> bool:
        """Whether somebody at the school saw the link."""
        return self.how == "hand"


BY_MAIL = Way("mail")


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterRequest:
    """A letter that was sent to somebody to be signed: the version it is of, its recipient, and how it stands.

    `draft` is what the recipient fills in, and the record that it becomes. `owner` is the account that sent it, `entry`
    the entry of a `register` that it was sent about, "" for none, and `instead_of` the request that it takes the place
    of, because the first one went to somebody else.
    """

    id: str
    draft: str
    form: str
    version: int
    sha256: str
    access: str
    owner: str
    register: str
    entry: str
    name: str
    email: str
    state: LetterState
    sent: datetime
    expires: datetime
    instead_of: str = ""

    @property
    def is_pending(self) -> bool:
        """Whether it was neither signed nor declined nor revoked: its recipient may sign it, unless it has expired."""
        return self.state in {"sent", "opened"}

    def is_open(self, moment: datetime) -> bool:
        """Return whether its recipient may come to it at a moment."""
        return self.is_pending and self.expires > moment


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterEvent:
    """Something that happened to a letter: what, by which account or its recipient, when, and what was said of it."""

    number: int
    what: str
    who: str
    moment: datetime
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """What a recipient signed: with which confirmed address and when, and the exact words that stood before them.

    `shown_sha256` is the checksum of those words, `spec` that of the text of the form, and `digest` the record's. `how`
    and `seen_by` say of the link by which the letter was opened what a `Way` does.
    """

    email: str
    signed: datetime
    shown: str
    shown_sha256: str
    spec: str
    digest: str
    how: How
    seen_by: str

    @property
    def way(self) -> Way:
        """How the link was given by which the letter was opened."""
        return Way(self.how, self.seen_by)
