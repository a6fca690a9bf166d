"""A register as CSV: downloaded, and imported once somebody has seen row by row what that would do.

Here lives the asking. How a register is read and written, and what a row would do, is for `engine.register` to say.
Nothing is written before it is confirmed, and what is confirmed is what was shown.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from engine.register.details import Details, changed
from engine.register.plan import SORTS, Planned, Sort, fingerprint
from engine.register.sheet import COLUMNS, MOST_ROWS, Unread, read_rows, text_of, written
from webapp.deeds import Deed
from webapp.guard import FormExpired, posted, uploaded
from webapp.pages.desk import desk
from webapp.pages.registers.views import in_words
from webapp.pages.subjects import Register, known_register
from webapp.storage.register_failures import RegisterMoved

register_sheets = Blueprint("register_sheets", __name__, url_prefix="/registers", template_folder="templates")
_Answer = str | Response | tuple[str, int]
_EXPIRED = "This page was open for too long, so nothing was imported. Choose the file again."
_WORDS: Mapping[Sort, str] = {
    "new": "New",
    "changed": "Changed",
    "same": "The same",
    "doubtful": "Doubtful, left out",
    "wrong": "Wrong, left out",
}
_UNFIT = 422
_CONFLICT = 409


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row of a plan: what would become of it, and what each field that would change says before and after.

    Of a new entry that is every field that says something, and nothing before.
    """

    planned: Planned
    words: str
    changes: tuple[tuple[str, str, str], ...]


@register_sheets.get("/<register>.csv")
def export(register: str) -> Response:
    """Give a register as CSV; the audit trail keeps that somebody took it."""
    known, repository = known_register(register), desk().repository
    repository.look(Deed.REGISTER_EXPORTED, known.id)
    entries = repository.register_entries(known.id)
    response = Response("".join(written((each.id, each.details) for each in entries)), mimetype="text/csv")
    response.headers.set("Content-Disposition", "attachment", filename=f"{known.id}.csv")
    response.headers["Cache-Control"] = "no-store"
    return response


@register_sheets.get("/<register>/import")
def importing(register: str) -> str:
    """Ask for the file."""
    return _asking(known_register(register))


@register_sheets.post("/<register>/import")
def plan(register: str) -> _Answer:
    """Show row by row what an import would do. Nothing is written."""
    posted(request)
    known = known_register(register)
    files = uploaded(request).get("file", [])
    if not files:
        return _asking(known, "Choose a CSV file"), _UNFIT
    try:
        text = text_of(files[0].data)
        rows = read_rows(text)
    except Unread as fault:
        return _asking(known, str(fault)), _UNFIT
    if not rows:
        return _asking(
            known, "There is no entry in this file: below line 1, which names the columns, nothing stands."
        ), _UNFIT
    return _planned(known, text, desk().repository.plan_import(known.id, rows))


@register_sheets.post("/<register>/import/confirmed")
def import_planned(register: str) -> _Answer:
    """Do what was shown, unless the register has changed since: then show it again."""
    sent, known = posted(request), known_register(register)
    text, repository = sent.get("text", ""), desk().repository
    try:
        rows = read_rows(text)
        done = repository.import_entries(known.id, rows, seen=sent.get("seen", ""))
    except Unread as fault:
        return _asking(known, str(fault)), _UNFIT
    except RegisterMoved as moved:
        return _planned(known, text, repository.plan_import(known.id, rows), str(moved)), _CONFLICT
    told = urlencode([("done", "imported"), *_counted(done).items()])
    return redirect(f"{url_for('registers.listing', register=known.id)}?{told}", 303)


@register_sheets.errorhandler(FormExpired)
def expired(refusal: FormExpired) -> tuple[str, int]:
    """Ask for the file again on a page whose token no longer holds."""
    return _asking(known_register((request.view_args or {}).get("register", "")), _EXPIRED), refusal.status


def _asking(register: Register, fault: str = "") -> str:
    return render_template("register-import.html", register=register, fault=fault, columns=COLUMNS, most=MOST_ROWS)


def _counted(planned: Sequence[Planned]) -> dict[Sort, int]:
    """Return what becomes of how many rows, in the order in which that is told."""
    return {sort: sum(each.sort == sort for each in planned) for sort in SORTS}


def _planned(register: Register, text: str, planned: Sequence[Planned], refused: str = "") -> str:
    counts = _counted(planned)
    return render_template(
        "register-plan.html",
        register=register,
        rows=[ShownRow(each, _WORDS[each.sort], _changes(each)) for each in planned],
        counts=[(_WORDS[sort], number) for sort, number in counts.items()],
        writes=counts["new"] + counts["changed"],
        left=counts["doubtful"] + counts["wrong"],
        text=text,
        seen=fingerprint(planned),
        refused=refused,
    )


def _changes(planned: Planned) -> tuple[tuple[str, str, str], ...]:
    if planned.sort not in {"new", "changed"}:
        return ()
    before = planned.before or Details(name=planned.details.name)
    old, new = before.texts(), planned.details.texts()
    return tuple(
        (each.label, in_words(each.name, old[each.name]), in_words(each.name, new[each.name]))
        for each in changed(before, planned.details)
    )
