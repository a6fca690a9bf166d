"""A form of no school that comes to a decision and asks for actions, and what came after one submission of it."""

import json
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any

from engine.afterwards.document import NOBODY, Afterwards, Answered, Decision, Entry, Followed, Person, Scan
from engine.archive.writing import Arrived
from engine.document import submission
from engine.follow_up import Raised, actions_of
from engine.stored_file import StoredFile
from tests.engine.export.visits import form_of

HALL = """\
formspec: 1
form: hall-check
version: 1
title: Hall check
about: {register: halls, question: details.hall}
sections:
  - id: details
    title: Details
    questions:
      - {id: hall, label: "Which hall?", name: the hall, kind: text, required: true}
  - id: main
    title: Main
    columns:
      - {id: answer, role: answer, label: Answer, kind: text}
      - {id: worry, role: concern, label: Worries, kind: long-text}
      - {id: todo, role: action, label: To do, kind: long-text}
      - {id: who, role: who, label: By whom, kind: text}
      - {id: due, role: by-when, label: By when, kind: date}
    questions:
      - {id: exits, label: Are the exits clear?}
      - {id: stairs, label: Are the stairs lit?}
      - {id: roof, label: Is the roof sound?}
  - id: end
    title: End
    questions:
      - {id: fit, label: "Is it fit for use?", kind: yes-no, role: outcome}
"""
FORM = form_of(HALL)
MOMENT = datetime(2026, 7, 1, 9, 30, 0, 5, tzinfo=UTC)
ANN, BEN = Person("Ann", "ann@hall.example"), Person("Ben “B” Ó", "ben@hall.example")
PROOF, MISTAKE = b"%PDF-1.7 the exits are clear", b"\xff\xd8\xff a photo of something else"
CONTENTS = {sha256(each).hexdigest(): each for each in (PROOF, MISTAKE)}
CLEAR, WRONG = (
    StoredFile(name, len(content), type_, called, caption)
    for (name, content), (type_, called, caption) in zip(
        CONTENTS.items(),
        (("application/pdf", "exits.pdf", "All “clear”"), ("image/jpeg", "wrong.jpg", "")),
        strict=True,
    )
)
ENTRIES = {
    "details.hall": "The Barn",
    "main.exits.worry": "Chairs in the way",
    "main.exits.todo": "Move the chairs",
    "main.exits.who": "Pat",
    "main.exits.due": "2026-08-01",
    "main.stairs.todo": "Buy lamps",
    "end.fit": "yes",
}


def at(minutes: int) -> datetime:
    return MOMENT + timedelta(minutes=minutes)


def entry(minutes: int, state: str = "open", **given: Any) -> Entry:
    nothing: dict[str, Any] = {"by": NOBODY, "owner": NOBODY, "who": "", "due": None, "note": ""}
    return Entry(moment=at(minutes), state=state, **(nothing | given))


def document(number: int = 0, **more: str) -> dict[str, Any]:
    return dict(submission(FORM, ENTRIES | more, id=f"hall-{number}", submitted=at(0)))


def followed(number: int = 0) -> Afterwards:
    """Return what came after a submission of the hall: two written actions, one that was added, and two decisions.

    One action has two files, of which one was taken off again; the other one is a scan of the submission, too.
    """
    chairs, lamps = map(_written, actions_of(document()), ("a", "b"))
    files = (CLEAR, WRONG)
    done = entry(9, "done", by=BEN, owner=ANN, who="Pat", due=date(2026, 8, 1), note="Moved.\nAll of them", files=files)
    gone = entry(10, "done", by=BEN, owner=ANN, who="Pat", due=date(2026, 8, 1), removed=(WRONG.sha256,))
    more = Followed(
        id="c", address="main.exits.worry", question="Are the exits clear?", text="Put a sign up", version=0,
        added=True, history=(entry(3, by=ANN, owner=BEN),),
    )  # fmt: skip
    chairs = Followed(**{**_members(chairs), "history": (*chairs.history, done, gone)})
    return Afterwards(
        submission=f"hall-{number}",
        decisions=(_decision("x", 5, ("b", "c"), option="yes"), _decision("y", 6, (), option="no", by=Person("Cy"))),
        actions=(chairs, lamps, more),
        scans=(Scan(at(11), CLEAR.sha256, CLEAR.size, CLEAR.type),),
    )


def arrived(after: Afterwards | None = None, number: int = 0) -> Arrived:
    return Arrived(json.dumps(document(number), ensure_ascii=False), at(0), after or followed(number))


def _written(raised: Raised, name: str) -> Followed:
    first = entry(0, who=raised.who, due=raised.due)
    return Followed(
        id=name, address=raised.address, question=raised.question, text=raised.text, version=0, added=False,
        history=(first,),
    )  # fmt: skip


def _members(one: Followed) -> dict[str, Any]:
    return {name: getattr(one, name) for name in Followed.__slots__}


def _decision(name: str, minutes: int, conditions: tuple[str, ...], *, option: str, by: Person = ANN) -> Decision:
    return Decision(
        id=name, moment=at(minutes), by=by, option=option, words=option.title(), reasons="So it is.", concerns=(1, 1),
        actions=(3, 2), warnings=(Answered("checks.a", "It is old", "Not very"),), conditions=conditions,
    )  # fmt: skip
