"""How long the records of a form are kept, in words.

Here lives the wording alone, apart from the reckoning in `engine.keeping`, which needs all of the engine.
"""

from engine.wording import question_text
from formspec.addresses import Addresses
from formspec.model import Spec


def period(spec: Spec) -> str:
    """Return how long records are kept and from when, as "6 years from the day of submission"; "" where it is open."""
    retention = spec.retention
    if retention is None:
        return ""
    named = Addresses(spec).get(retention.from_)
    question = named.question if named else None
    start = f"the answer to “{question_text(question)}”" if question else "the day of submission"
    return f"{retention.keep} from {start}"
