"""An action and its history, as what is kept of somebody tells them.

Here lives that shape alone: accounts by their ids, what is not there left out.
"""

from collections.abc import Sequence

from engine.json_value import JsonObject
from engine.stored_file import StoredFile
from webapp.storage.action_statements import Action, Entry


def told_action(action: Action, entries: Sequence[Entry]) -> JsonObject:
    """Return an action and its history as JSON says them."""
    return {
        "id": action.id,
        "address": action.address,
        "question": action.question,
        "text": action.text,
        "by-hand": action.by_hand,
        "history": [_told_entry(each) for each in entries],
    }


def _told_entry(entry: Entry) -> JsonObject:
    standing = entry.standing
    due: JsonObject = {"due": standing.due.isoformat()} if standing.due else {}
    said: JsonObject = {"moment": entry.moment.isoformat(), "author": entry.author, "state": standing.state.value}
    files: JsonObject = {"files": list(map(_told_file, entry.files))} if entry.files else {}
    removed: JsonObject = {"removed": [each.sha256 for each in entry.removed]} if entry.removed else {}
    return {**said, "owner": standing.owner, "who": standing.who, **due, "note": entry.note, **files, **removed}


def _told_file(file: StoredFile) -> JsonObject:
    return {"name": file.name, "caption": file.caption, "sha256": file.sha256}
