"""What is asked of the database about the index of the search, each a function of the connection it is asked on.

Here lives how words go in and out, always in the transaction that keeps or erases what they are of, and how rows are
found by them. Which of them somebody may see is for `searching` to say.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import TSQUERY

from webapp.sought import Terms, words_of
from webapp.storage.search_tables import FOUND, VECTOR, search_texts

Kind = Literal["record", "action", "decision"]
_MOST_BYTES = 500_000
"""How much of the words of one text is kept: more than any form comes to, and less than PostgreSQL takes."""
_SEARCH = sa.table(FOUND, sa.column("rowid", sa.Integer), sa.column(FOUND))


_HIT = (search_texts.c.kind, search_texts.c.thing, search_texts.c.number)


@dataclass(frozen=True, slots=True)
class Hit:
    """Something whose words were found: its kind and its id, and its number in the order of writing."""

    kind: Kind
    thing: str
    number: int


def keep(connection: sa.Connection, kind: Kind, thing: str, texts: Iterable[str]) -> None:
    """Keep the words of something, in the place of those that it had."""
    connection.execute(sa.delete(search_texts).where(search_texts.c.thing == thing))
    words = " ".join(_within(words_of(texts)))
    connection.execute(sa.insert(search_texts).values(kind=kind, thing=thing, words=words))


def remove(connection: sa.Connection, things: sa.Select[tuple[str]] | Sequence[str]) -> None:
    """Take the words of things out; what is left of them in the index goes with `sweep`."""
    connection.execute(sa.delete(search_texts).where(search_texts.c.thing.in_(things)))


def sweep(connection: sa.Connection) -> None:
    """Leave no word in the index that only stood in what was taken out; PostgreSQL does so once it is asked to free it.

    FTS5 keeps what was deleted until all of its parts are made into one.
    """
    if connection.dialect.name == "sqlite":
        connection.execute(sa.insert(_SEARCH).values({FOUND: "optimize"}))


def found(
    connection: sa.Connection, terms: Terms, within: sa.ColumnElement[bool], *, before: int | None, limit: int
) -> tuple[Hit, ...]:
    """Return what holds all of the words within reach, what was written last first, from before a number on."""
    asked = sa.select(*_HIT)
    if connection.dialect.name == "postgresql":
        order: sa.ColumnElement[int] = search_texts.c.number
        query = " & ".join(f"'{word}'{'' if terms.is_whole(word) else ':*'}" for word in terms.each)
        asked = asked.where(sa.literal_column(VECTOR).op("@@")(sa.cast(query, TSQUERY)))
    else:
        order = _SEARCH.c.rowid
        query = " AND ".join(f'"{word}"{"" if terms.is_whole(word) else "*"}' for word in terms.each)
        asked = asked.select_from(sa.join(_SEARCH, search_texts, search_texts.c.number == _SEARCH.c.rowid))
        asked = asked.where(_SEARCH.c[FOUND].op("MATCH")(query))
    return _page(connection, asked.where(within), order, before, limit)


def found_among(
    connection: sa.Connection, terms: Terms, things: sa.Select[tuple[str]], *, before: int | None, limit: int
) -> tuple[Hit, ...]:
    """Return the same among few things, by reading the words of each: however many others hold them takes no time."""
    around = sa.literal(" ") + search_texts.c.words + " "
    holds = (around.like(f"% {word} %" if terms.is_whole(word) else f"% {word}%") for word in terms.each)
    asked = sa.select(*_HIT).where(search_texts.c.thing.in_(things), *holds)
    return _page(connection, asked, search_texts.c.number, before, limit)


def _page(
    connection: sa.Connection,
    asked: sa.Select[tuple[str, str, int]],
    order: sa.ColumnElement[int],
    before: int | None,
    limit: int,
) -> tuple[Hit, ...]:
    """Return some of what is asked for, what was written last first."""
    if before is not None:
        asked = asked.where(order < before)
    return tuple(
        Hit(row.kind, row.thing, row.number) for row in connection.execute(asked.order_by(order.desc()).limit(limit))
    )


def _within(words: Iterable[str]) -> Iterator[str]:
    """Yield words, as many as are kept."""
    length = 0
    for word in words:
        length += len(word.encode()) + 1
        if length > _MOST_BYTES:
            return
        yield word
