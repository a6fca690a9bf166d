"""Measure the overview at many submissions: `python tests/bench/overview.py`.

BENCH_RECORDS is how many submissions there are (default 100,000), BENCH_ENTRIES about how many subjects (default 500),
BENCH_TURNS how often each page is asked for (default 5), BENCH_NEW how many of the submissions the first start has yet
to go through (default 2,000), BENCH_DATABASE a PostgreSQL database that is empty, in place of an SQLite file. Times are
medians in milliseconds, of whole pages; they and those of the process alone, which say more where others use the
machine.
"""

import json
import os
import random
import statistics
import tempfile
import time
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from itertools import islice

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from engine.canonical import digest
from engine.document import submission
from engine.example import example_entries
from engine.json_value import as_text
from engine.register.details import Details
from formspec.published import SPECS, Library
from webapp.application import close, create_app
from webapp.pages.shelf import Edition, Shelf
from webapp.settings import Settings
from webapp.storage.action_tables import action_entries, action_places, actions
from webapp.storage.decision_tables import decisions
from webapp.storage.identifiers import new_id
from webapp.storage.opening import open_repository
from webapp.storage.overview_tables import raised_concerns
from webapp.storage.repository import Record, Repository
from webapp.storage.search_tables import search_texts
from webapp.storage.tables import records

RECORDS = int(os.environ.get("BENCH_RECORDS", "100000"))
ENTRIES = int(os.environ.get("BENCH_ENTRIES", "500"))
TURNS = int(os.environ.get("BENCH_TURNS", "5"))
NEW = int(os.environ.get("BENCH_NEW", "2000"))
BATCH = 500
YEARS = 5
UNFINISHED = 0.1
OK = 200
WORDS = "they showed us the log, which is kept with care and was looked at in the spring, and told us who keeps it"
NOW = datetime.now(UTC)
FORM, LETTER = "ap-audit", "provider-letter"
ASKED_AT = "safeguarding.staff-training"
PAGES = (
    "/overview",
    f"/overview/concerns/{FORM}",
    f"/overview/concerns/{FORM}?section=safeguarding",
    f"/overview/outcomes/{FORM}?option=yes",
    "/overview/reviews/providers",
    "/registers/providers?state=review-overdue",
    "/actions?show=overdue-long",
)
chance = random.Random(1)


def main() -> None:
    """Fill a database, open it, and print one line for each page."""
    with tempfile.TemporaryDirectory() as folder:
        given = {"FORMSPEC_DATA": folder, "FORMSPEC_DATABASE": os.environ.get("BENCH_DATABASE", "")}
        settings = Settings.from_environment(given)
        with open_repository(settings) as repository:
            fill(repository)
        began, worked = time.perf_counter(), time.process_time()
        application = create_app(settings)
        took, worked = time.perf_counter() - began, time.process_time() - worked
        print(f"the first start, with {NEW} submissions to go through: {took:.1f} s, of the process {worked:.1f} s")
        try:
            measure(application)
        finally:
            close(application)


def fill(repository: Repository) -> None:
    """Keep records about the entries of a register, with their actions and decisions."""
    shelf = Shelf(Library(SPECS))
    opened = [found for form in (FORM, LETTER) if (found := shelf.version(form, 1))]
    for each in opened:
        repository.pin(each.spec.form, each.spec.version, each.spec.sha256, each.text)
    names = [f"Provider {number}" for number in range(ENTRIES)]
    for name in names:
        made = repository.add_entry("providers", Details(name=name, next_review=day(-200, 200)))
        repository.save_entry(made.id, base=made.revision, details=Details(name=name, next_review=day(-100, 300)))
    templates = [template(each) for each in (*opened[:1] * 8, *opened[1:] * 2)]
    made_records = (record(chance.choice(templates), chance.choice(names)) for _ in range(RECORDS))
    kept = 0
    while batch := list(islice(made_records, BATCH)):
        keep(repository, batch, is_known=kept < RECORDS - NEW)
        kept += len(batch)


def day(first: int, last: int) -> str:
    return (NOW + timedelta(days=chance.randrange(first, last))).date().isoformat()


def template(opened: Edition) -> Record:
    """Return a record of a form, with about 6,000 letters, two concerns and an action where it asks for them."""
    entries = {name: text for name, text in example_entries(opened.form).items() if "attachments" not in name}
    places = [name for name in entries if name.endswith(".concerns")]
    raised = chance.sample(places, min(2, len(places)))
    left = {*raised, *(each.replace(".concerns", ".action") for each in raised[:1])}
    longer = {name: f"{text}: {WORDS}" for name, text in entries.items() if name.endswith(".answer") or name in left}
    entries = {name: text for name, text in entries.items() if not name.endswith((".concerns", ".action"))}
    document = submission(opened.form, entries | longer, id=new_id(), submitted=NOW)
    return Record(
        id="",
        form=opened.spec.form,
        version=1,
        sha256=opened.spec.sha256,
        submitted=NOW,
        about="",
        outcome="yes" if opened.spec.form == FORM else "",
        concerns=len(raised),
        actions=len(raised[:1]),
        document=json.dumps(document, ensure_ascii=False),
        digest=as_text(document["digest"]),
    )


def record(made: Record, name: str) -> Record:
    """Return a record like one, about a subject, at some moment of the last years."""
    moment = NOW - timedelta(minutes=chance.randrange(YEARS * 365 * 24 * 60))
    outcome = chance.choice(("yes", "yes", "no")) if made.outcome else ""
    document = json.loads(made.document) | {"id": new_id()}
    document["digest"] = digest(document)
    return replace(
        made,
        id=document["id"],
        submitted=moment,
        about=name,
        outcome=outcome,
        document=json.dumps(document, ensure_ascii=False),
        digest=document["digest"],
    )


def keep(repository: Repository, batch: list[Record], *, is_known: bool) -> None:
    """Keep records with their actions, and most audits with a decision; known ones need no first start."""
    acted = [(new_id(), each) for each in batch if each.actions]
    decided = [each for each in batch if each.form == FORM and chance.random() < 0.8]
    rows = [{name: said for name, said in asdict(each).items() if name != "joined"} for each in batch]
    with repository._database.writing("The benchmark") as connection:
        connection.execute(sa.insert(records), rows)
        begun = [action(*each) for each in acted]
        connection.execute(sa.insert(actions), begun)
        connection.execute(sa.insert(action_entries), [entry(each) for each in begun])
        connection.execute(sa.insert(action_places), [place(*each) for each in acted])
        made = [decision(each) for each in decided]
        connection.execute(sa.insert(decisions), made)
        if is_known:
            things = [("record", each.id) for each in batch]
            things += [("action", each) for each, _ in acted] + [("decision", str(each["id"])) for each in made]
            texts = [{"kind": kind, "thing": thing, "words": "log spring care"} for kind, thing in things]
            connection.execute(sa.insert(search_texts), texts)
            connection.execute(sa.insert(raised_concerns), [each for found in batch for each in raised(found)])


def action(action_id: str, made: Record) -> dict[str, object]:
    """Return the row of an action: one of ten is not finished."""
    state = "open" if chance.random() < UNFINISHED else "done"
    due = (made.submitted + timedelta(days=chance.randrange(400))).date()
    said = {"text": WORDS, "question": "Which?", "version": 0, "by_hand": False, "owner": "", "who": "Somebody"}
    moments = {"made": made.submitted, "changed": made.submitted}
    return {"id": action_id, "revision": 1, "state": state, "due": due, **said, **moments}


def entry(begun: dict[str, object]) -> dict[str, object]:
    """Return the row of the entry that the history of an action begins with."""
    same = {name: begun[name] for name in ("revision", "state", "owner", "who", "due")}
    return {"action": begun["id"], "moment": begun["made"], "author": "", "note": "", **same}


def raised(made: Record) -> list[dict[str, object]]:
    sections = chance.choices(("safeguarding", "transition", "communication"), k=made.concerns)
    return [
        {"record": made.id, "number": number, "version": 1, "section": section, "asked_at": ASKED_AT}
        for number, section in enumerate(sections)
    ]


def place(action_id: str, made: Record) -> dict[str, object]:
    return {"action": action_id, "record": made.id, "address": f"{ASKED_AT}.action", "number": 0}


def decision(made: Record) -> dict[str, object]:
    said = {"option": made.outcome, "words": made.outcome, "reasons": WORDS, "who": "Head", "author": ""}
    counts = {"concerns": 2, "concerns_open": 0, "actions": 1, "actions_open": 0}
    return {"id": new_id(), "record": made.id, "number": 1, "moment": made.submitted, **said, **counts}


def measure(application: Flask) -> None:
    """Print what each page takes."""
    client = application.test_client()
    for address in PAGES:
        whole, alone = zip(*(timed(client, address) for _ in range(TURNS)), strict=True)
        print(f"| {address} | {statistics.median(whole):.0f} | {statistics.median(alone):.0f} |", flush=True)


def timed(client: FlaskClient, address: str) -> tuple[float, float]:
    """Return how many milliseconds a page takes, and how many of them the process works."""
    began, worked = time.perf_counter(), time.process_time()
    response = client.get(address)
    if response.status_code != OK:
        raise SystemExit(f"{address}: {response.status}")
    return (time.perf_counter() - began) * 1000, (time.process_time() - worked) * 1000


if __name__ == "__main__":
    main()
