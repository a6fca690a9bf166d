"""What a form says of the records that it makes: who may see them, how long they are kept, and who decides.

Here live these values with their words. When a record may go is for `engine.keeping` to say; nothing here is kept,
shown or deleted.
"""

from dataclasses import dataclass, field

from formspec.logic import Duration
from formspec.nodes import Place

ORDINARY, SENSITIVE = "ordinary", "sensitive"
ACCESSES: dict[str, str] = {
    ORDINARY: "by whoever filled them in, by those who decide and by readers, such as governors",
    SENSITIVE: "only by whoever filled them in and by those who decide, such as the Head and the DSL",
}
"""What access to the records of a form may be, each with who sees them."""
SUBMITTED = "submitted"
"""What starts the clock where no date of the form does: the day of submission."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """How long records are kept, and who decides what becomes of them then.

    The clock starts at `from_`: `SUBMITTED`, or the address of a question that is answered with a day. `decided_by` and
    `reason` are for people to read.
    """

    keep: Duration
    from_: str
    decided_by: str
    reason: str = ""
    place: Place = field(default=Place(1, 1), compare=False, repr=False)
