"""How a letter about a subject was signed, or what became of the last one that was sent, as a register says it.

Here lives that wording alone. Only a link that nobody at the school saw shows that its recipient signed.
"""

from collections.abc import Iterable

from engine.london import day_of
from formspec.reviews import day_in_words
from webapp.pages.sending.standing import Standing
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


def last_sent(letters: Iterable[Standing]) -> dict[str, str]:
    """Return what became of the last letter of each form, of letters the latest first, where no record came of it."""
    found: dict[str, str] = {}
    for each in letters:
        sent = each.request
        became = "signed, about another name" if each.state == "signed" else each.words[:1].lower() + each.words[1:]
        said = f"The last one was sent to {sent.name or sent.email} on {day_in_words(day_of(sent.sent))}: {became}."
        found.setdefault(sent.form, said)
    return found
