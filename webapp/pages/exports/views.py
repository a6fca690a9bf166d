"""Exports in the browser: what is asked for, and the file, sent while it is made.

Here lives the asking. Whoever comes here gets what they may read, and the audit trail keeps that they took it. What the
formats are is for `webapp.exports` to say.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from flask import Blueprint, Response, render_template, request

from webapp.deeds import Deed
from webapp.exports.asking import Unclear, selection
from webapp.exports.formats import FORMATS, Format, NotExported, Ordered, pieces
from webapp.pages.desk import Desk, desk
from webapp.storage.exported import Selection

exports = Blueprint("exports", __name__, url_prefix="/exports", template_folder="templates")
MOST_AT_ONCE = 5_000
"""How many submissions a page waits for, where a file is sent only once it is whole: a minute or two."""
_UNFIT = 422
_ASKED = ("form", "since", "until", "format")


@dataclass(frozen=True, slots=True)
class Kept:
    """A form that there are submissions of: its title in the last version that any was asked with, and how many."""

    form: str
    title: str
    number: int


@exports.get("")
def page() -> str:
    """Ask what is to be exported."""
    return _page(request.args, {})


@exports.get("/file")
def file() -> Response | tuple[str, int]:
    """Give the file that is asked for, or ask again where that cannot be made."""
    at = desk()
    try:
        chosen, asked = _chosen(at)
        at.repository.look(Deed.RECORDS_EXPORTED, asked.form or "all", what=chosen.name)
        made = pieces(chosen, Ordered(at.repository, asked))
        first = next(made, b"")
    except Unclear as fault:
        return _page(request.args, {fault.about: str(fault)}), _UNFIT
    except NotExported as fault:
        return _page(request.args, {"format": str(fault)}), _UNFIT
    return _sent(chain((first,), made), chosen, asked)


def _chosen(at: Desk) -> tuple[Format, Selection]:
    """Return the format and the records that are asked for. Raises Unclear."""
    words = {name: request.args.get(name) or None for name in _ASKED}
    chosen = FORMATS.get(words["format"] or "")
    if chosen is None:
        raise Unclear("format", "Choose a format.")
    asked = selection(words["form"], words["since"], words["until"])
    if chosen.of_one_form and asked.form is None:
        raise Unclear("form", f"Choose one form: the columns of “{chosen.title}” are its questions.")
    number = sum(each.number for each in at.repository.asked_with(asked))
    if not number:
        raise Unclear("form", "Nothing was submitted that this asks for.")
    if not chosen.in_pieces and number > MOST_AT_ONCE:
        raise Unclear(
            "format",
            f"These are {number:,} submissions, and “{chosen.title}” takes at most {MOST_AT_ONCE:,} here: choose a "
            "shorter period, a CSV, or “formspec export” on the computer that runs Formspec.",
        )
    return chosen, asked


def _sent(made: Iterator[bytes], chosen: Format, asked: Selection) -> Response:
    version = f"-{asked.version}" if asked.version else ""
    response = Response(made, mimetype=chosen.media_type)
    name = f"{asked.form or 'submissions'}{version}.{chosen.suffix}"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    response.headers["Cache-Control"] = "no-store"
    return response


def _page(given: Mapping[str, str], faults: Mapping[str, str]) -> str:
    kept = list(_kept(desk()))
    return render_template(
        "exports.html",
        kept=kept,
        number=sum(each.number for each in kept),
        formats=list(FORMATS.values()),
        given={name: given.get(name, "") for name in _ASKED},
        faults={name: faults.get(name, "") for name in _ASKED},
    )


def _kept(at: Desk) -> Iterator[Kept]:
    found = at.repository.asked_with(Selection())
    for form in dict.fromkeys(each.form for each in found):
        versions = [each for each in found if each.form == form]
        yield Kept(form, at.edition(versions[-1].sha256).spec.title, sum(each.number for each in versions))
