"""Finding every record, draft and letter that names a person, and giving out all that is kept of them.

Here lives the asking. What somebody looked for stands in no address, no log and no audit trail.
"""

from itertools import chain

from flask import Blueprint, Response, render_template, request

from webapp.guard import FormExpired, posted
from webapp.pages.desk import desk
from webapp.pages.downloads import as_line, lines
from webapp.pages.retention.reasons import EXPIRED
from webapp.sought import Sought
from webapp.storage.finding import Found, FoundEntry, FoundLetter, entry_holding, letter_holding

person = Blueprint("person", __name__, url_prefix="/retention/person", template_folder="templates")
_LONGEST = 200
_MOST_SHOWN = 200
_UNFIT = 422


@person.get("")
def page() -> str:
    """Ask whom to look for."""
    return _page("")


@person.post("")
def find() -> str | tuple[str, int]:
    """Show every record, draft, letter and entry of a register that holds the words."""
    words = _words()
    if fault := _fault(words):
        return _page(words, fault=fault), _UNFIT
    repository, sought = desk().repository, Sought(words)
    return _page(words, repository.find(sought), repository.find_entries(sought), repository.find_letters(sought))


@person.post("/export")
def export() -> Response | tuple[str, int]:
    """Give all that is kept of what holds the words as one file, a line each: records, drafts, entries and letters."""
    words = _words()
    if fault := _fault(words):
        return _page(words, fault=fault), _UNFIT
    repository = desk().repository
    sought = Sought(words)
    held = repository.holdings(repository.find(sought))
    entries = map(entry_holding, repository.find_entries(sought))
    letters = map(letter_holding, repository.find_letters(sought))
    return lines(map(as_line, chain(held, entries, letters)), "records-that-name-a-person.jsonl")


@person.errorhandler(FormExpired)
def expired(refusal: FormExpired) -> tuple[str, int]:
    """Give back what was typed on a page whose token no longer holds, with a fresh one."""
    return _page(_words(), refused=EXPIRED), refusal.status


def _words() -> str:
    return " ".join(posted(request).get("words", "").split())


def _fault(words: str) -> str:
    if len(words) > _LONGEST:
        return f"What you look for must be {_LONGEST} characters or fewer"
    return "" if Sought(words).each else "Enter the name of a person, or words to look for"


def _page(
    words: str,
    found: tuple[Found, ...] | None = None,
    entries: tuple[FoundEntry, ...] = (),
    letters: tuple[FoundLetter, ...] = (),
    *,
    fault: str = "",
    refused: str = "",
) -> str:
    at = desk()
    at.repository.look_at((found or ())[:_MOST_SHOWN])
    shown = [(each, at.edition(each.sha256).spec.title) for each in (found or ())[:_MOST_SHOWN]]
    return render_template(
        "person-search.html",
        words=words,
        found=None if found is None else len(found),
        shown=shown,
        entries=entries,
        letters=letters,
        fault=fault,
        refused=refused,
    )
