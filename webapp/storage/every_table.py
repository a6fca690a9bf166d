"""All the tables together, of whatever part: what a database is brought to, copied from and compared with."""

from webapp.storage import (
    account_tables,
    action_tables,
    decision_tables,
    letter_tables,
    operation_tables,
    overview_tables,
    register_tables,
    scan_tables,
    together_tables,
    trail_tables,
)
from webapp.storage.tables import metadata

__all__ = [
    "account_tables",
    "action_tables",
    "decision_tables",
    "letter_tables",
    "metadata",
    "operation_tables",
    "overview_tables",
    "register_tables",
    "scan_tables",
    "together_tables",
    "trail_tables",
]
