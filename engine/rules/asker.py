"""Who asks a rule's question: which rows that is in, and beside which question.

Here lives that value alone. Within a group an address means the row that asks, so every look-up has to know who asks.
"""

from typing import NamedTuple

from engine.rules.coverage import Context


class Asker(NamedTuple):
    """Who asks: the rows that it stands in, and the address of its question, "" where it stands in none."""

    rows: Context = ()
    question: str = ""


NOBODY = Asker()
