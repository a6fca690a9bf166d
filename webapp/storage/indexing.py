"""By which words a record is found: what it is about, and all that people wrote in its document.

Here lives that alone. What is said of it afterwards is found by itself: its actions, and what was decided on it.
"""

import json

import sqlalchemy as sa

from webapp.storage import search_statements
from webapp.storage.soundness import is_sealed
from webapp.storage.stored import Record
from webapp.storage.written import texts_of


def index_record(connection: sa.Connection, record: Record) -> None:
    """Let a record be found by its words; not a trial, nor one that is damaged."""
    if not record.trial and is_sealed(record.digest, record.document):
        texts = (record.about, *texts_of(json.loads(record.document)))
        search_statements.keep(connection, "record", record.id, texts)
