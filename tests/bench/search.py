"""Measure the search at many submissions, beside reading all of their documents: `python tests/bench/search.py`.

BENCH_RECORDS is how many submissions there are (default 100,000), BENCH_TURNS how often each thing is asked (default
9), BENCH_DATABASE a PostgreSQL database that is empty, in place of an SQLite file. Times are medians in milliseconds,
of the question to the database alone, with what each person may see; LIKE is the same question by reading documents.
"""

import json
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from itertools import accumulate, islice

import sqlalchemy as sa

from engine.canonical import digest
from webapp.rights import ANYBODY, Role, Viewer
from webapp.settings import Settings
from webapp.sought import Terms, words_of
from webapp.storage import search_statements
from webapp.storage.identifiers import new_id
from webapp.storage.opening import open_repository
from webapp.storage.repository import Record, Repository
from webapp.storage.search_tables import search_texts
from webapp.storage.tables import records

RECORDS = int(os.environ.get("BENCH_RECORDS", "100000"))
TURNS = int(os.environ.get("BENCH_TURNS", "9"))
PEOPLE = 40
ANSWERS = 26
BATCH = 500
BEGAN = datetime(2020, 1, 1, tzinfo=UTC)
chance = random.Random(1)
KNOWN = [
    f"{a}{b}{c}" for a in "bdfglmnprst" for b in ("ar", "el", "in", "om", "ur") for c in ("a", "et", "ing", "on", "ley")
]
KNOWN += [
    f"{word}{end}" for word in KNOWN for end in ("s", "er", "ness", "ment", "field", "ford", "ton", "worth", "ham")
]
chance.shuffle(KNOWN)
WEIGHTS = list(accumulate(1 / rank for rank in range(1, len(KNOWN) + 1)))


def main() -> None:
    """Fill a database, and print one line for each question."""
    with tempfile.TemporaryDirectory() as folder:
        given = {"FORMSPEC_DATA": folder, "FORMSPEC_DATABASE": os.environ.get("BENCH_DATABASE", "")}
        with open_repository(Settings.from_environment(given)) as repository:
            began = time.perf_counter()
            people = fill(repository)
            print(f"{RECORDS} records were made and indexed in {time.perf_counter() - began:.0f} s")
            sizes(repository)
            measure(repository, people)
            measure_writing(repository)


def fill(repository: Repository) -> list[str]:
    """Keep records of made-up words, and what finds them."""
    repository.pin("audit", 1, "aa", b"form: audit")
    people = [new_id() for _ in range(PEOPLE)]
    made = (record(number, people) for number in range(RECORDS))
    while batch := list(islice(made, BATCH)):
        with repository._database.writing("The benchmark") as connection:
            rows = [{name: value for name, value in asdict(each).items() if name != "joined"} for each in batch]
            connection.execute(sa.insert(records), rows)
            texts = [" ".join(words_of((each.about, *answers(each)))) for each in batch]
            indexed = [
                {"kind": "record", "thing": each.id, "words": words} for each, words in zip(batch, texts, strict=True)
            ]
            connection.execute(sa.insert(search_texts), indexed)
    if repository._database.writer is not None and repository._database.writer.dialect.name == "postgresql":
        with repository._database.writer.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql("VACUUM ANALYZE")
    return people


def record(number: int, people: list[str]) -> Record:
    content = {"answers": {f"q{at}": " ".join(words(chance.randrange(4, 30))) for at in range(ANSWERS)}}
    if number % (RECORDS // 5) == 7:
        content["answers"]["q0"] += " zzyzx"
    return Record(
        id=new_id(),
        form="audit",
        version=1,
        sha256="aa",
        submitted=BEGAN + timedelta(minutes=30 * number),
        about=f"{chance.choice(KNOWN)} farm",
        outcome="yes",
        concerns=0,
        actions=0,
        document=json.dumps(content),
        digest=digest(content),
        owner=people[number % PEOPLE] if number % 50 else people[0],
    )


def words(number: int) -> list[str]:
    return chance.choices(KNOWN, cum_weights=WEIGHTS, k=number)


def answers(made: Record) -> list[str]:
    return list(json.loads(made.document)["answers"].values())


def sizes(repository: Repository) -> None:
    """Print how large documents and their index are."""
    with repository._database.reading("The benchmark") as connection:
        whole = connection.scalar(sa.select(sa.func.sum(sa.func.length(records.c.document)))) or 0
        print(f"documents: {whole / 1e6:.0f} MB")
        if connection.dialect.name == "sqlite":
            asked = "SELECT sum(pgsize) FROM dbstat WHERE name LIKE '%search_%'"
            print(f"index: {connection.exec_driver_sql(asked).scalar() / 1e6:.0f} MB")
        else:
            asked = "SELECT pg_total_relation_size('search_texts')"
            print(f"index: {(connection.exec_driver_sql(asked).scalar() or 0) / 1e6:.0f} MB")


def measure(repository: Repository, people: list[str]) -> None:
    """Print what each question takes, by the index and by reading."""
    staff = Viewer(id=people[7], name="Staff", roles=frozenset({Role.STAFF}))
    nobody = Viewer(id=new_id(), name="New", roles=frozenset({Role.STAFF}))
    print("| | search, ms | LIKE, ms |")
    questions = {
        "a word in 5 records": "zzyzx",
        "a word in nearly all": KNOWN[0],
        "two words, one of them rare": f"{KNOWN[0]} {KNOWN[-1]}",
        "three words in many": " ".join(KNOWN[1:4]),
        "the beginning of a word": KNOWN[40][:3],
        "a word that is not there": "absentword",
    }
    for who, viewer in (("everything", ANYBODY), ("a 40th", staff), ("nothing", nobody)):
        mine = repository.seen_by(viewer)
        for title, text in questions.items():
            ours = timed(lambda mine=mine, text=text: mine.search(Terms(text), limit=21))
            scan = timed(lambda mine=mine, text=text: scanned(mine, text), turns=3)
            print(f"| {title}; sees {who} | {ours:.1f} | {scan:.0f} |", flush=True)


def scanned(repository: Repository, text: str) -> list[str]:
    """Return the latest records that hold words, by reading all documents until there are enough."""
    asked = sa.select(records.c.id).where(*repository_conditions(repository))
    asked = asked.where(*(records.c.document.ilike(f"%{word}%") for word in Terms(text).each))
    with repository._database.reading("The benchmark") as connection:
        return list(connection.scalars(asked.order_by(records.c.submitted.desc(), records.c.id.desc()).limit(21)))


def repository_conditions(repository: Repository) -> tuple[sa.ColumnElement[bool], ...]:
    return (repository._readable(), records.c.undone.is_(None), sa.not_(records.c.trial))


def measure_writing(repository: Repository) -> None:
    """Print what it takes to keep the words of one more record, and to leave none of what was erased."""
    texts = [" ".join(words(400)) for _ in range(TURNS)]
    kept = timed(lambda: keep(repository, texts[chance.randrange(TURNS)]))
    print(f"keeping the words of one more record, its commit included: {kept:.1f} ms")
    swept = timed(lambda: sweep(repository), turns=1)
    print(f"leaving nothing of an erased one in the index: {swept / 1000:.1f} s")


def keep(repository: Repository, text: str) -> None:
    with repository._database.writing("The benchmark") as connection:
        search_statements.keep(connection, "record", new_id(), (text,))


def sweep(repository: Repository) -> None:
    with repository._database.writing("The benchmark") as connection:
        first = connection.scalars(sa.select(search_texts.c.thing).limit(1)).all()
        search_statements.remove(connection, first)
        search_statements.sweep(connection)


def timed(ask: Callable[[], object], turns: int = TURNS) -> float:
    """Return the median of some turns, in milliseconds."""
    found = []
    for _ in range(turns):
        began = time.perf_counter()
        ask()
        found.append(time.perf_counter() - began)
    return statistics.median(found) * 1000


if __name__ == "__main__":
    main()
