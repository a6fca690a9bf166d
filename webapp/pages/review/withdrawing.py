"""Withdrawing a version that was published here: nobody starts it any more, and what was filled in opens as before.

Here lives the asking, with the reason that is kept. What withdrawing means is the repository's.
"""

from dataclasses import dataclass

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from formspec.release import Release
from webapp.guard import FormExpired, posted
from webapp.pages.desk import desk, today
from webapp.pages.review.editor.writing import EXPIRED
from webapp.pages.review.versions import ShownForm, ShownVersion, shown_form

_Answer = str | Response | tuple[str, int]
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
    return _shown(_asked(form, version), why="")


def withdraw(form: str, version: int) -> _Answer:
    """Withdraw a version from today on, with the reason that was given; ask again where none was."""
    why = " ".join(posted(request).get("why", "").split())
    if _is_late(form, version, why):
        return _too_late(form, why), 409
    asked = _asked(form, version)
    if not why:
        return _shown(asked, why=why, mistake="Enter why this version is withdrawn")
    if len(why) > LONGEST:
        return _shown(asked, why=why, mistake=f"Why this version is withdrawn must be {LONGEST} characters or fewer")
    desk().repository.withdraw(form, version, today(), why)
    return redirect(url_for(".form", form=form), 303)


def expired(refusal: FormExpired) -> _Answer:
    """Give back the reason that was typed on a page whose token no longer holds, with a fresh one."""
    given, why = request.view_args or {}, posted(request).get("why", "")
    if _is_late(given["form"], given["version"], why):
        return _too_late(given["form"], why), 409
    return _shown(_asked(given["form"], given["version"]), why=why, refused=EXPIRED), refusal.status


def _is_late(form: str, version: int, why: str) -> bool:
    """Return whether a version was withdrawn already, with another reason than this one."""
    known = desk().repository.release(form, version)
    return known is not None and _withdrawn(known) and why not in {"", known.withdrawn_why}


def _asked(form: str, version: int) -> Asked:
    """Return what is to be withdrawn. Ends the request when that was not published here, or was withdrawn."""
    shown = shown_form(form)
    found = next((each for each in shown.versions if each.version == version), None)
    if found is None or not found.here:
        abort(404)
    if _withdrawn(found.release):
        abort(redirect(url_for(".form", form=form), 303))
    others = [each for each in desk().shelf.published.available(form, today()) if each != version]
    return Asked(shown, found, next((each for each in others if desk().shelf.version(form, each)), None))


def _withdrawn(release: Release | None) -> bool:
    return release is not None and release.withdrawn is not None


def _shown(asked: Asked, *, why: str, mistake: str = "", refused: str = "") -> str:
    return render_template("withdraw.html", asked=asked, why=why, mistake=mistake, refused=refused)


def _too_late(form: str, why: str) -> str:
    """Return the page of a reason for a version that somebody else has withdrawn, so that it can be copied."""
    return render_template(
        "too-late.html",
        heading="Your reason was not kept",
        why="This version was withdrawn meanwhile, with another reason.",
        typed={"Why is it withdrawn?": why},
        url=url_for(".form", form=form),
    )
