"""How the further actions of exported submissions stand by now.

Here lives how what is kept of an action becomes what stands beside it in a table. What the table is lives in
`engine.export.findings`.
"""

from engine.export.findings import Followed, FollowedUp
from engine.json_value import JsonObject
from webapp.storage.action_statements import Action
from webapp.storage.repository import Repository


def followed_up(repository: Repository) -> FollowedUp:
    """Return what gives how the actions of a record stand, of those that whoever exports sees."""
    names = repository.names()

    def of_record(record_id: str) -> dict[int, Followed]:
        return {number: _followed(each, names) for number, each in repository.numbered_actions(record_id).items()}

    return of_record


def _followed(action: Action, names: dict[str, str]) -> Followed:
    standing = action.standing
    owner = names.get(standing.owner, "") or standing.who
    return Followed(standing.state.words, owner, standing.due, _added(action) if action.by_hand else None)


def _added(action: Action) -> JsonObject:
    version: JsonObject = {"version": action.version} if action.version else {}
    return {"address": action.address, "question": action.question, "text": action.text, **version}
