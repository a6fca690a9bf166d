"""How a letter about a subject was signed, as the reason of a register says it.

Here lives that wording alone. Only a link that nobody at the school saw shows that its recipient signed.
"""

from webapp.storage.provenance_statements import Provenance
from webapp.storage.register_statements import Mention


def how_signed(mention: Mention, came: Provenance | None, when: str) -> tuple[str, bool]:
    """Return how a letter was signed, in words, and whether by a link; `came` is None where that is not known."""
    if came is None or came.how == "imported":
        return f"submitted {when}, and it is not known here whether it was signed through a link", False
    if came.how == "lost":
        return f"signed through a link {when}, and what was signed is not there any more", False
    if came.how == "entered":
        done = "re-issued" if mention.reissues else "entered"
        return f"{done} at the school {when}, not signed through a link", False
    by = "through a link that the school made and saw" if came.is_seen else "by its recipient"
    return f"signed {by} {when}", True
