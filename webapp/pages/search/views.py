"""The page of the search: one box, and what holds all of the words that were typed.

Here lives what was typed and what is wrong with it. Who finds what is for the repository to say. What somebody looked
for stands in the address of their page and in no log or audit trail; that they searched, and what of whose words they
were shown, is kept.
"""

from collections.abc import Iterator
from itertools import islice

from flask import Blueprint, render_template, request

from webapp.pages.desk import desk
from webapp.pages.leafing import whole_number
from webapp.pages.search.found import Found, drafts, entries, indexed
from webapp.sought import Terms

search = Blueprint("search", __name__, template_folder="templates")
LONGEST = 200
_PAGE = 20
_FEW = 20
_UNFIT = 422


@search.get("/search")
def page() -> str | tuple[str, int]:
    """Ask for words, and show what holds all of them, what was written last first."""
    typed = " ".join(request.args.get("q", "").split())
    terms = Terms(typed[:LONGEST])
    if "q" not in request.args:
        return _page("")
    if len(typed) > LONGEST:
        return _page(typed, fault=f"What you look for must be {LONGEST} characters or fewer"), _UNFIT
    if not terms.each:
        return _page(typed, fault="Enter words or figures to look for"), _UNFIT
    return _found(typed, terms, whole_number(request.args.get("before", "")))


def _found(typed: str, terms: Terms, before: int | None) -> str:
    at = desk()
    hits = at.repository.search(terms, before=before, limit=_PAGE + 1)
    few = [] if before is not None else [*_first(drafts(at, terms)), *_first(entries(at, terms))]
    shown = [*few, *indexed(at, terms, hits[:_PAGE])]
    at.repository.note_search((each.kind, each.id) for each in shown if each.kind)
    older = hits[_PAGE - 1].number if len(hits) > _PAGE else None
    return _page(typed, found=shown, older=older, first=before is None)


def _first(found: Iterator[Found]) -> Iterator[Found]:
    return islice(found, _FEW)


def _page(
    typed: str, *, fault: str = "", found: list[Found] | None = None, older: int | None = None, first: bool = True
) -> str:
    return render_template(
        "search.html", typed=typed, fault=fault, found=found, older=older, first=first, longest=LONGEST, few=_FEW
    )
