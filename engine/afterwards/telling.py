"""How a document of what came after a submission is written and read.

Here lives that alone. What is read has the shape of one already.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime

from engine.afterwards.document import NOBODY, Afterwards, Answered, Decision, Entry, Followed, Person, Scan
from engine.afterwards.shape import MOMENT
from engine.attachments import attached, kind_in
from engine.json_value import Json, JsonObject, as_list, as_object, as_text
from engine.kinds.numbers import exact
from engine.language import ENGLISH


def written(after: Afterwards) -> JsonObject:
    """Return what came after a submission as its document says it."""
    return {
        "submission": after.submission,
        "decisions": [_decision(each) for each in after.decisions],
        "actions": [_action(each) for each in after.actions],
        **_listed("scans", [_scan(each) for each in after.scans]),
    }


def read(document: JsonObject) -> Afterwards:
    """Return what a document says that has the shape of one."""
    return Afterwards(
        submission=as_text(document["submission"]),
        decisions=tuple(map(_read_decision, _objects(document["decisions"]))),
        actions=tuple(map(_read_action, _objects(document["actions"]))),
        scans=tuple(map(_read_scan, _objects(document.get("scans", [])))),
    )


def _decision(made: Decision) -> JsonObject:
    return {
        "id": made.id,
        "moment": _moment(made.moment),
        **_person("by", made.by),
        "option": made.option,
        "words": made.words,
        "reasons": made.reasons,
        "concerns": _count(made.concerns),
        "actions": _count(made.actions),
        "warnings": [{"check": each.check, "message": each.message, "reason": each.reason} for each in made.warnings],
        "conditions": list(made.conditions),
    }


def _action(followed: Followed) -> JsonObject:
    version: JsonObject = {"version": followed.version} if followed.version else {}
    return {
        "id": followed.id,
        "address": followed.address,
        "question": followed.question,
        "text": followed.text,
        **version,
        "added": followed.added,
        "history": [_entry(each) for each in followed.history],
    }


def _entry(entry: Entry) -> JsonObject:
    due: JsonObject = {"due": entry.due.isoformat()} if entry.due else {}
    return {
        "moment": _moment(entry.moment),
        **_person("by", entry.by),
        "state": entry.state,
        **_person("owner", entry.owner),
        **_said("who", entry.who),
        **due,
        **_said("note", entry.note),
        **_listed("files", [kind_in(ENGLISH).described(each) for each in entry.files]),
        **_listed("removed", list(entry.removed)),
    }


def _scan(scan: Scan) -> JsonObject:
    return {"moment": _moment(scan.moment), "sha256": scan.sha256, "size": scan.size, "type": scan.type}


def _person(name: str, person: Person) -> JsonObject:
    """Return somebody under a name; nothing where it is nobody."""
    return {} if person == NOBODY else {name: {"name": person.name, **_said("email", person.email)}}


def _said(name: str, text: str) -> JsonObject:
    return {name: text} if text else {}


def _listed(name: str, values: list[Json]) -> JsonObject:
    return {name: values} if values else {}


def _count(counted: tuple[int, int]) -> JsonObject:
    return {"all": counted[0], "open": counted[1]}


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime(MOMENT)


def _read_decision(found: JsonObject) -> Decision:
    return Decision(
        id=as_text(found["id"]),
        moment=_read_moment(found["moment"]),
        by=_read_person(found.get("by")),
        option=as_text(found["option"]),
        words=as_text(found["words"]),
        reasons=as_text(found["reasons"]),
        concerns=_read_count(as_object(found["concerns"])),
        actions=_read_count(as_object(found["actions"])),
        warnings=tuple(
            Answered(*(as_text(each[name]) for name in ("check", "message", "reason")))
            for each in _objects(found["warnings"])
        ),
        conditions=tuple(map(as_text, as_list(found["conditions"]))),
    )


def _read_action(found: JsonObject) -> Followed:
    return Followed(
        **{name: as_text(found[name]) for name in ("id", "address", "question", "text")},
        version=int(exact(found.get("version", 0))),
        added=found["added"] is True,
        history=tuple(map(_read_entry, _objects(found["history"]))),
    )


def _read_entry(found: JsonObject) -> Entry:
    return Entry(
        moment=_read_moment(found["moment"]),
        by=_read_person(found.get("by")),
        state=as_text(found["state"]),
        owner=_read_person(found.get("owner")),
        who=as_text(found.get("who", "")),
        due=date.fromisoformat(as_text(found["due"])) if "due" in found else None,
        note=as_text(found.get("note", "")),
        files=attached(found.get("files")),
        removed=tuple(map(as_text, as_list(found.get("removed", [])))),
    )


def _read_scan(found: JsonObject) -> Scan:
    moment, size = _read_moment(found["moment"]), int(exact(found["size"]))
    return Scan(moment, as_text(found["sha256"]), size, as_text(found["type"]))


def _read_person(found: Json) -> Person:
    return Person(*(as_text(found.get(name, "")) for name in ("name", "email"))) if isinstance(found, dict) else NOBODY


def _read_count(found: JsonObject) -> tuple[int, int]:
    return int(exact(found["all"])), int(exact(found["open"]))


def _read_moment(found: Json) -> datetime:
    return datetime.strptime(as_text(found), MOMENT).replace(tzinfo=UTC)


def _objects(found: Json) -> Iterable[JsonObject]:
    return map(as_object, as_list(found))
