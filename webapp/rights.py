"""Who may do and see what: the one table.

Here lives the table, what a role reaches in it, and nothing else. The repository asks it before it gives out or changes
anything, the documentation is made of it, and the tests try each of its cells at every address of the application.

What a role reaches is `NONE`, `OWN` (what the person began, was let into or was given), or `ALL`. Records and drafts of
a form that is marked sensitive are reached by `ALL` only with `SENSITIVE`; one's own are one's own whatever they are.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, IntEnum


class Role(Enum):
    """What a person is here: the value is what is kept, the title what people read."""

    STAFF = "staff"
    DECIDER = "decider"
    POLICY_LEAD = "policy-lead"
    READER = "reader"
    ADMINISTRATOR = "administrator"

    @property
    def title(self) -> str:
        """The role as people call it."""
        return _TITLES[self]

    @property
    def about(self) -> str:
        """What the role is for, in one sentence."""
        return _ABOUT[self]


_TITLES = {
    Role.STAFF: "Staff",
    Role.DECIDER: "Decider (Head, DSL)",
    Role.POLICY_LEAD: "Policy lead",
    Role.READER: "Reader (governor)",
    Role.ADMINISTRATOR: "Administrator",
}
_ABOUT = {
    Role.STAFF: "Fills in forms, sees what they filled in themselves, and keeps the registers.",
    Role.DECIDER: "Sees every record, sensitive ones too, re-issues them, decides on them, and on what is erased.",
    Role.POLICY_LEAD: "Writes and publishes the forms, and sees how many drafts and records a change touches.",
    Role.READER: "Reads the records of ordinary forms, and changes nothing.",
    Role.ADMINISTRATOR: "Looks after people, settings and the audit trail, and sees no answers.",
}


class Reach(IntEnum):
    """How far a role comes with an act: nowhere, to one's own things, to all of them, and to sensitive ones too."""

    NONE = 0
    OWN = 1
    ALL = 2
    SENSITIVE = 3


class Act(Enum):
    """Something that a person may do or see: the value is the name that the audit trail and the documentation use."""

    READ_FORMS = "read forms"
    FILL_IN = "fill in forms"
    READ_RECORDS = "read records"
    REISSUE = "re-issue records"
    SEND_LETTERS = "send letters"
    READ_REGISTERS = "read registers"
    CHANGE_REGISTERS = "change registers"
    DECIDE = "decide on records"
    SEE_ACTIONS = "see actions"
    CHANGE_ACTIONS = "follow up actions"
    LOOK_OVER = "see the overview and search"
    COUNT_RECORDS = "count drafts and records"
    READ_DESK = "read the desk"
    WRITE_SPECS = "write specs"
    PUBLISH = "publish and withdraw versions"
    FIND_PERSON = "find records that name a person"
    RETAIN = "see what is due, and hold it"
    ERASE = "erase"
    MANAGE_PEOPLE = "look after people and settings"
    READ_TRAIL = "read the audit trail"

    def words(self, reach: Reach) -> str:
        """How far a reach comes with this act, in a word or two."""
        return ("No", "Own", "All ordinary", "All")[reach] if self in _OF_THINGS else ("No", "Yes", "Yes", "Yes")[reach]


_OF_THINGS = frozenset(
    {
        Act.FILL_IN,
        Act.READ_RECORDS,
        Act.REISSUE,
        Act.DECIDE,
        Act.SEE_ACTIONS,
        Act.CHANGE_ACTIONS,
        Act.SEND_LETTERS,
        Act.COUNT_RECORDS,
        Act.FIND_PERSON,
        Act.RETAIN,
        Act.ERASE,
    }
)
"""The acts that are done to drafts and records, each of which is somebody's and has a level of access."""
_NOT = Reach.NONE
_OWN = Reach.OWN
_ALL = Reach.ALL
_SEALED = Reach.SENSITIVE
_ROLES = (Role.STAFF, Role.DECIDER, Role.POLICY_LEAD, Role.READER, Role.ADMINISTRATOR)


def _row(*reaches: Reach) -> Mapping[Role, Reach]:
    return dict(zip(_ROLES, reaches, strict=True))


RIGHTS: Mapping[Act, Mapping[Role, Reach]] = {
    #                          staff  decider  policy  reader  administrator
    Act.READ_FORMS: _row(_ALL, _ALL, _ALL, _ALL, _ALL),
    Act.FILL_IN: _row(_OWN, _OWN, _OWN, _NOT, _NOT),
    Act.READ_RECORDS: _row(_OWN, _SEALED, _OWN, _ALL, _NOT),
    Act.REISSUE: _row(_OWN, _SEALED, _NOT, _NOT, _NOT),
    Act.SEND_LETTERS: _row(_OWN, _SEALED, _NOT, _NOT, _NOT),
    Act.READ_REGISTERS: _row(_ALL, _ALL, _ALL, _ALL, _NOT),
    Act.CHANGE_REGISTERS: _row(_ALL, _ALL, _NOT, _NOT, _NOT),
    Act.DECIDE: _row(_NOT, _SEALED, _NOT, _NOT, _NOT),
    Act.SEE_ACTIONS: _row(_OWN, _SEALED, _OWN, _ALL, _NOT),
    Act.CHANGE_ACTIONS: _row(_OWN, _SEALED, _OWN, _NOT, _NOT),
    Act.LOOK_OVER: _row(_ALL, _ALL, _ALL, _ALL, _NOT),
    Act.COUNT_RECORDS: _row(_NOT, _SEALED, _SEALED, _NOT, _NOT),
    Act.READ_DESK: _row(_NOT, _ALL, _ALL, _ALL, _NOT),
    Act.WRITE_SPECS: _row(_NOT, _NOT, _ALL, _NOT, _NOT),
    Act.PUBLISH: _row(_NOT, _NOT, _ALL, _NOT, _NOT),
    Act.FIND_PERSON: _row(_NOT, _SEALED, _NOT, _NOT, _NOT),
    Act.RETAIN: _row(_NOT, _SEALED, _NOT, _NOT, _NOT),
    Act.ERASE: _row(_NOT, _SEALED, _NOT, _NOT, _NOT),
    Act.MANAGE_PEOPLE: _row(_NOT, _NOT, _NOT, _NOT, _ALL),
    Act.READ_TRAIL: _row(_NOT, _ALL, _NOT, _NOT, _ALL),
}
"""The table. A person with several roles reaches as far as the one that reaches farthest."""


_OF_RECIPIENTS = frozenset({Act.FILL_IN, Act.READ_RECORDS})
"""The acts that the recipient of a letter may do, each to the one draft or record that is theirs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """Somebody who uses the application: an account with its roles, or whoever sits at a computer without accounts.

    `sealed` are the forms that are marked sensitive now, whatever their older versions say. Or it is the recipient of a
    letter: `id` is that of the request then, and `draft` the one draft that they come to, and the record that it
    becomes. "" for everybody else.
    """

    id: str
    name: str
    roles: frozenset[Role]
    sealed: frozenset[str] = frozenset()
    anybody: bool = False
    draft: str = ""

    def reach(self, act: Act) -> Reach:
        """Return how far this person comes with an act."""
        if self.anybody:
            return Reach.SENSITIVE
        if self.draft:
            return Reach.OWN if act in _OF_RECIPIENTS else Reach.NONE
        return max((RIGHTS[act][role] for role in self.roles), default=Reach.NONE)

    def may(self, act: Act) -> bool:
        """Return whether this person may do or see anything of the sort."""
        return self.reach(act) > Reach.NONE


ANYBODY = Viewer(id="", name="", roles=frozenset(), anybody=True)
"""Whoever uses an application without accounts: on their own computer, where everything is theirs."""
NOBODY = Viewer(id="", name="", roles=frozenset())
"""Somebody who has not signed in, where there are accounts."""
