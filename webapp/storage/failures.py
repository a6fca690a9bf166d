"""What storage cannot do, as exceptions whose message is one sentence for a person.

StorageError               something was not kept, or cannot be read
├── AccountExists          somebody has an account with this address already
├── ActionMoved            the action has changed since the revision that was seen
├── ChoicesMoved           what the school chose has changed since it was seen
├── Damaged                what is kept is no longer what was kept
├── DecisionMoved          somebody else decided on the record since it was seen
├── DraftClosed            the draft was submitted or discarded: `state` says which
├── DraftMoved             the draft has changed since the revision that was seen
├── FactorExists           the account has this second factor already
├── PinnedDifferently      this version was used with another text
│   └── PublishedDifferently  or published with another one
├── Held                   a hold stands on the record that is to be erased
├── LastAdministrator      nobody would be left who looks after people
├── LastFactor             no second factor would be left where one is needed
├── LetterClosed           the letter was signed, declined or revoked, or has expired: `state` says which
├── NotTakenIn             records that were made elsewhere do not fit to what is here
├── NotReady               the database has no tables yet, or those of an older Formspec
├── OpenedByMail           the letter is opened already by a link that came by mail, so none is given by hand
├── OrderLapsed            who asked for something may no longer order it
├── OutOfTurn              a version is published before the one before it
├── ReasonMissing          a change of an action has to be explained: `reason` says what is to be told
├── ReissueBegun           an open draft re-issues the record that is to be undone: `draft` says which
├── ReissuedAlready        the record is re-issued already: `id` is of the draft or record that does
├── ReissuedSince          the record that is to be undone was itself re-issued
├── SamePerson             who asked for the agreement of a second person cannot give it
│   └── NotApart           or somebody whose account may be of their making
├── SecondPersonNeeded     nobody does this alone here
├── Settled                what was asked for was agreed to or refused before
└── Unknown                nothing is kept under this id
    └── NotYours           or nothing that this person may see or do: they are told no more than that

Those of registers live in `webapp.storage.register_failures`.
"""

from datetime import datetime

from webapp.action_state import Reason


class StorageError(Exception):
    """Something was not kept, or cannot be read. The message says what, and what to do."""


class AccountExists(StorageError):  # noqa: N818 (named after what happened)
    """An address has an account already."""

    def __init__(self, email: str) -> None:
        super().__init__("There is an account with this e-mail address already.")
        self.email = email


class FactorExists(StorageError):  # noqa: N818 (named after what happened)
    """A second factor is to be added that the account has already."""

    def __init__(self) -> None:
        super().__init__("Your account has a second factor of this sort already: remove that one first.")


class LastFactor(StorageError):  # noqa: N818 (named after what happened)
    """With a change no second factor would be left to somebody whose role needs one."""

    def __init__(self) -> None:
        super().__init__("Your role here needs a second factor, and this is the only one: add another one first.")


class LetterClosed(StorageError):  # noqa: N818 (named after what happened)
    """A letter waits for its recipient no more: `state` says why."""

    def __init__(self, state: str) -> None:
        was = "has expired" if state == "expired" else f"was {state}"
        super().__init__(f"This letter {was}, so it cannot be changed any more.")
        self.state = state


class OpenedByMail(StorageError):  # noqa: N818 (named after what happened)
    """A link is to be given by hand for a letter that its recipient has opened by one that came by mail."""

    def __init__(self) -> None:
        super().__init__(
            "The letter is opened already by a link that came by mail, so no link is shown to anybody at the school. "
            "Send a reminder by mail."
        )


class LastAdministrator(StorageError):  # noqa: N818 (named after what happened)
    """With a change nobody would be left who may look after people."""

    def __init__(self) -> None:
        super().__init__(
            "This is the only administrator: make somebody else one first, so that people can be looked after."
        )


class ActionMoved(StorageError):  # noqa: N818 (named after what happened)
    """Somebody else followed an action up since the revision that was seen; it is at `revision` now."""

    def __init__(self, revision: int) -> None:
        super().__init__("Somebody else has changed this action meanwhile. Look at it again.")
        self.revision = revision


class ChoicesMoved(StorageError):  # noqa: N818 (named after what happened)
    """What the school chose is no longer what was seen."""

    def __init__(self) -> None:
        super().__init__(
            "Somebody else changed these choices since you opened the page. This is how they are now: look at them "
            "again, then choose."
        )


class Damaged(StorageError):  # noqa: N818 (named after what happened)
    """What is kept is no longer what was kept, so `what` cannot be done; nothing of it is given out."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what}: it is damaged. Put a backup of the database back.")


class DecisionMoved(StorageError):  # noqa: N818 (named after what happened)
    """Something was decided on a record since it was seen by whoever decides now."""

    def __init__(self) -> None:
        super().__init__("Somebody else has decided meanwhile. Look at what was decided, then decide again.")


class DraftClosed(StorageError):  # noqa: N818 (named after what happened)
    """The draft was submitted or discarded, so it can no longer change."""

    def __init__(self, state: str) -> None:
        super().__init__(f"This draft was {state}, so it can no longer be changed.")
        self.state = state


class DraftMoved(StorageError):  # noqa: N818 (named after what happened)
    """The draft has changed since the revision that was seen."""

    def __init__(self, revision: int) -> None:
        super().__init__("This draft has changed since you looked at it. Look at it again, then decide.")
        self.revision = revision


class PinnedDifferently(StorageError):  # noqa: N818 (named after what happened)
    """A version of a form was used before with another text."""

    def __init__(self, form: str, version: int) -> None:
        super().__init__(
            f"Version {version} of “{form}” was used before with other words, and a version that was used is never "
            "changed. Publish it as a new version."
        )


class PublishedDifferently(PinnedDifferently):
    """A version of a form was published before with another text."""

    def __init__(self, form: str, version: int) -> None:
        StorageError.__init__(
            self,
            f"Version {version} of “{form}” was published before with other words, and a published version is never "
            "changed. Publish it as a new version.",
        )


class Held(StorageError):  # noqa: N818 (named after what happened)
    """A hold stands on the record that is to be erased."""

    def __init__(self) -> None:
        super().__init__("This record is on hold, so it cannot be erased. Release the hold first, if nothing needs it.")


class NotReady(StorageError):  # noqa: N818 (named after what happened)
    """The database has no tables yet, or those of an older Formspec: `found` is its last migration, "" for none."""

    def __init__(self, found: str) -> None:
        super().__init__("Nothing is kept there yet, or by an older Formspec: start it once with “formspec serve”.")
        self.found = found


class NotTakenIn(StorageError):  # noqa: N818 (named after what happened)
    """Records that were made elsewhere are not taken in, none of them: `why` is a sentence about one."""

    def __init__(self, why: str) -> None:
        super().__init__(f"Nothing was imported: {why}")


class OrderLapsed(StorageError):  # noqa: N818 (named after what happened)
    """The account that asked for something is closed, or has no role any more that may order it."""

    def __init__(self) -> None:
        super().__init__("Who asked for this may no longer order it. Refuse the request, and ask anew.")


class OutOfTurn(StorageError):  # noqa: N818 (named after what happened)
    """A version was to be published that is not one higher than the last."""

    def __init__(self, form: str, version: int, last: int) -> None:
        super().__init__(
            f"The last version of “{form}” is {last}, so the next one to publish is {last + 1} and not {version}. "
            f"Write “version: {last + 1}” in the spec."
        )
        self.last = last


class ReasonMissing(StorageError):  # noqa: N818 (named after what happened)
    """An action was to be closed, opened again or moved to another day without a word on why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(f"Say {reason.value}.")
        self.reason = reason


class ReissueBegun(StorageError):  # noqa: N818 (named after what happened)
    """A re-issue is to be undone that an open draft re-issues."""

    def __init__(self, draft: str) -> None:
        super().__init__("A draft was begun that re-issues this record. Submit or discard that draft first.")
        self.draft = draft


class ReissuedAlready(StorageError):  # noqa: N818 (named after what happened)
    """A record is to be re-issued that a record re-issues, or an open draft is to."""

    def __init__(self, id: str) -> None:  # noqa: A002 (what a draft and its record share)
        super().__init__("This record was re-issued already. Re-issue the one that was made then, or undo it first.")
        self.id = id


class ReissuedSince(StorageError):  # noqa: N818 (named after what happened)
    """A re-issue is to be undone that was itself re-issued."""

    def __init__(self) -> None:
        super().__init__("This record was re-issued itself since. Undo the later one first.")


class SamePerson(StorageError):  # noqa: N818 (named after what happened)
    """Somebody was to agree to what they had asked for themselves."""

    def __init__(self) -> None:
        super().__init__("Somebody else has to agree to this: you asked for it yourself.")


class NotApart(SamePerson):
    """The second person's account, or that of who asked, may be of the other one's making; `until` a moment."""

    def __init__(self, until: datetime) -> None:
        self.until = until
        StorageError.__init__(
            self,
            "Somebody else has to agree to this: one of you two was invited, or given other roles, in the last 24 "
            f"hours, or by the other in the last 7 days. You can from {until.day} {until:%B %Y, %H:%M} UTC on.",
        )


class SecondPersonNeeded(StorageError):  # noqa: N818 (named after what happened)
    """The school has chosen that nobody does this alone."""

    def __init__(self) -> None:
        super().__init__("Nobody does this alone here: ask for it, and another person who may do it has to agree.")


class Settled(StorageError):  # noqa: N818 (named after what happened)
    """What was asked for was agreed to or refused before."""

    def __init__(self) -> None:
        super().__init__("This was settled already. Look at the list of requests for what became of it.")


class Unknown(StorageError):  # noqa: N818 (named after what happened)
    """Nothing is kept under this id."""


class Unproven(StorageError):  # noqa: N818 (named after what happened)
    """Somebody was to be let in whose account or session was changed since they proved who they are."""

    def __init__(self) -> None:
        super().__init__("Your account was changed while you were signing in, or you took too long. Sign in once more.")


class NotYours(Unknown):
    """Nothing that this person may see, or may do: it is said like something that is not there."""

    def __init__(self) -> None:
        super().__init__("There is nothing at this address.")
