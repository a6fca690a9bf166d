"""Withdrawing a version that was published here: nobody starts it any more, and what was filled in opens as before.

Here lives the asking, with the reason that is kept. What withdrawing means is the repository's.
"""

from dataclasses import dataclass

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from formspec.release import Release
from webapp.guard.body import posted
from webapp.pages.desk import desk, today
from webapp.pages.review.versions import ShownForm, ShownVersion, shown_form

LONGEST = 500
"""How long a reason may be."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A version that is to be withdrawn, and what is offered in its place: a version, or None for none."""

    form: ShownForm
    version: ShownVersion
    instead: int | None


def page(form: str, version: int) -> str | Response:
    """Ask whether to withdraw a version, and why."""
    return _shown(_asked(form, version), why="", mistake="")


def withdraw(form: str, version: int) -> str | Response:
    """Withdraw a version from today on, with the reason that was given; ask again where none was."""
    asked = _asked(form, version)
    why = " ".join(posted(request).get("why", "").split())
    if not why:
        return _shown(asked, why=why, mistake="Enter why this version is withdrawn")
    if len(why) > LONGEST:
        return _shown(asked, why=why, mistake=f"Why this version is withdrawn must be {LONGEST} characters or fewer")
    desk().repository.withdraw(form, version, today(), why)
    return redirect(url_for(".form", form=form), 303)


def _asked(form: str, version: int) -> Asked:
    """Return what is to be withdrawn. Ends the request when that was not published here, or was withdrawn."""
    shown = shown_form(form)
    found = next((each for each in shown.versions if each.version == version), None)
    if found is None or not found.here:
        abort(404)
    if _withdrawn(found.release):
        abort(redirect(url_for(".form", form=form), 303))
    others = [each for each in desk().shelf.library.available(form, today()) if each != version]
    return Asked(shown, found, next((each for each in others if desk().shelf.version(form, each)), None))


def _withdrawn(release: Release | None) -> bool:
    return release is not None and release.withdrawn is not None


def _shown(asked: Asked, *, why: str, mistake: str) -> str:
    return render_template("withdraw.html", asked=asked, why=why, mistake=mistake)
