"""Working together: who is let into a draft, who does which of its sections, and who has it open now.

Here lives what may happen among the people of a draft. How far somebody comes who was let in is for `opened` to say,
and what each of them may save for `drafts`.
"""

from collections.abc import Mapping

import sqlalchemy as sa

from webapp.deeds import Deed
from webapp.rights import RIGHTS, Act
from webapp.storage import account_statements, together_statements
from webapp.storage.account_statements import Account
from webapp.storage.drafts import Drafts, require_open
from webapp.storage.failures import NotYours, Unknown
from webapp.storage.identifiers import is_id, storable
from webapp.storage.opened import now
from webapp.storage.stored import Draft
from webapp.storage.together_statements import Present

_PEOPLE = "Who works on this"


class Together(Drafts):
    """The people of the drafts that are kept."""

    def colleagues(self) -> tuple[Account, ...]:
        """Return everybody who may fill in forms, by name. Raises NotYours to those who may not themselves."""
        self._require(Act.FILL_IN)
        with self._database.reading("The accounts") as connection:
            return tuple(filter(_fills_in, account_statements.accounts(connection)))

    def let_in(self, draft_id: str, user_id: str) -> None:
        """Let somebody into an open draft who may fill in forms; who is in stays in.

        A trial is not shared. Raises DraftClosed, Unknown and NotYours.
        """
        with self._database.writing(_PEOPLE) as connection:
            draft = self._shareable(connection, draft_id)
            found = account_statements.account(connection, user_id) if is_id(user_id) else None
            if found is None or not _fills_in(found):
                raise Unknown("There is nobody like that who fills in forms.")
            if found.id in people_of(draft):
                return
            together_statements.let_in(connection, draft_id, found.id, by=self._viewer.id, now=now())
            self._note(connection, Deed.DRAFT_SHARED, draft_id, person=found.id)

    def take_out(self, draft_id: str, user_id: str) -> None:
        """Take somebody out of a draft who was let in, or oneself; the sections that they had are nobody's then.

        Whoever began it stays. Raises DraftClosed, Unknown and NotYours.
        """
        with self._database.writing(_PEOPLE) as connection:
            self._shareable(connection, draft_id)
            if together_statements.take_out(connection, draft_id, storable(user_id)):
                self._note(connection, Deed.DRAFT_LEFT, draft_id, person=user_id)

    def give_sections(self, draft_id: str, given: Mapping[str, str], *, seen: Mapping[str, str]) -> dict[str, str]:
        """Let people of a draft do sections, by the section's id; "" takes it from whoever did it.

        `seen` is who did them when this person looked: what they left as it was is no wish of theirs. Return who does
        each section now that somebody else gave to another meanwhile, and that stays theirs. Raises DraftClosed,
        Unknown where somebody is not in the draft, and NotYours.
        """
        with self._database.writing(_PEOPLE) as connection:
            draft = self._shareable(connection, draft_id)
            wished = {section: user for section, user in given.items() if seen.get(section, "") != user}
            if not people_of(draft) >= {*filter(None, wished.values())}:
                raise Unknown("There is nobody like that in this draft.")
            before = together_statements.sections_given(connection, draft_id)
            now_does = {section: before.get(section, "") for section in wished}
            taken = {section: does for section, does in now_does.items() if does != seen.get(section, "")}
            changed = {section: user for section, user in wished.items() if section not in taken}
            together_statements.give_sections(connection, draft_id, changed)
            for section, user in changed.items():
                self._note(connection, Deed.SECTION_GIVEN, draft_id, section=section, person=user)
            return {section: does for section, does in taken.items() if does != wished[section]}

    def sections_given(self, draft: Draft) -> dict[str, str]:
        """Return the account that does each section of a draft, by the section's id. Raises NotYours."""
        self._require_reach(Act.FILL_IN, draft)
        with self._database.reading(_PEOPLE) as connection:
            return together_statements.sections_given(connection, draft.id)

    def arrive(self, draft: Draft, section: str) -> None:
        """Keep that this person has a draft open for the next minute, and the first time that they have joined it."""
        self._require_reach(Act.FILL_IN, draft)
        with self._database.writing(_PEOPLE) as connection:
            moment = now()
            together_statements.arrive(connection, draft.id, self._viewer.id, storable(section), now=moment)
            if together_statements.mark_joined(connection, draft.id, self._viewer.id, now=moment):
                self._note(connection, Deed.DRAFT_JOINED, draft.id)

    def present(self, draft: Draft) -> tuple[Present, ...]:
        """Return who else has a draft open now. Raises NotYours."""
        self._require_reach(Act.FILL_IN, draft)
        with self._database.reading(_PEOPLE) as connection:
            here = together_statements.present(connection, draft.id, but=self._viewer.id, now=now())
        return tuple(each for each in here if each.user in people_of(draft))

    def _shareable(self, connection: sa.Connection, draft_id: str) -> Draft:
        """Return an open draft of this person that others may be let into."""
        draft = self._held_draft(connection, draft_id)
        if not self._viewer.id or draft.trial:
            raise NotYours
        require_open(draft)
        return draft


def people_of(draft: Draft) -> frozenset[str]:
    """Return the accounts that are in a draft: whoever began it, and those who were let in."""
    return draft.joined | {draft.owner}


def _fills_in(account: Account) -> bool:
    return account.state == "active" and any(RIGHTS[Act.FILL_IN][role] for role in account.roles)
