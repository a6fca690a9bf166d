"""By which words a record is found: what it is about, and all that people wrote in its document.

Here lives that alone. What is said of it afterwards is found by itself: its actions, and what was decided on it.
"""

import json

import sqlalchemy as sa

from webapp.storage import search_statements
from webapp.storage.stored import Record
from webapp.storage.written import texts_of


def index_record(connection: sa.Connection, record: Record) -> None:
    """Let a record be found by its words; not a trial."""
    if not record.trial:
        texts = (record.about, *texts_of(json.loads(record.document)))
        search_statements.keep(connection, "record", record.id, texts)
