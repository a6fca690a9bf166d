"""The desk's own pages: the forms that are looked after, one form with its versions, and the text of a version.

Here lives the blueprint of the desk. What the pages show is gathered in `versions`; publishing, the report for
governors, coverage and withdrawing have modules of their own.
"""

from flask import Blueprint, Response, abort, render_template, request
from werkzeug.wrappers import Response as Answer

from formspec.release import Release
from webapp.guard import FormExpired
from webapp.pages.desk import desk, today
from webapp.pages.review import covering, publishing, report_markdown, reporting, retrying, touching, using, withdrawing
from webapp.pages.review.cautions import caution
from webapp.pages.review.versions import every_form, last_published, new_forms, published_version, shown_form

review = Blueprint("review", __name__, url_prefix="/desk", template_folder="templates")
review.add_url_rule("/<form>/<int:version>/use", "use", using.page)
review.add_url_rule("/<form>/<int:version>/withdraw", "withdrawal", withdrawing.page)
review.add_url_rule("/<form>/<int:version>/withdraw", "withdraw", withdrawing.withdraw, methods=["POST"])
review.add_url_rule("/<form>/<int:version>/coverage", "covered", covering.page)
review.add_url_rule("/spec_drafts/<draft_id>/touched", "touched", touching.page)
review.add_url_rule("/spec_drafts/<draft_id>/past", "past", retrying.page)
review.add_url_rule("/spec_drafts/<draft_id>/publish", "publishing", publishing.page)
review.add_url_rule("/spec_drafts/<draft_id>/publish", "publish", publishing.publish, methods=["POST"])
review.add_url_rule("/<form>/<int:version>/report", "report", reporting.page)
review.add_url_rule("/<form>/<int:version>/report.md", "report_download", report_markdown.download)

_TYPED = {"review.publish": publishing.expired, "review.withdraw": withdrawing.expired}


@review.errorhandler(FormExpired)
def expired(refusal: FormExpired) -> Answer | str | tuple[str, int]:
    """Give back what was typed on a page that is too old to send."""
    give_back = _TYPED.get(request.endpoint or "")
    if give_back is None:
        raise refusal
    return give_back(refusal)


@review.get("")
def listing() -> str:
    """List every form with its version in force, its review, and what is being written and filled in."""
    forms = list(every_form())
    return render_template(
        "desk.html", forms=forms, new_forms=new_forms(), published=last_published(forms), asked=_asked()
    )


@review.get("/<form>")
def form(form: str) -> str:
    """Show a form: how its review stands, what is being written, and every version that was published."""
    shown = shown_form(form)
    usable = [each.version for each in shown.versions if not each.faults]
    cautious = caution(form, shown.versions[0].version, today())
    published = next((each for each in shown.versions if str(each.version) == request.args.get("published")), None)
    return render_template(
        "desk-form.html", form=shown, usable=usable, published=published, caution=cautious, asked=_asked()
    )


def _asked() -> dict[str, Release]:
    """Return what waits for a second person's approval, by the ids of the drafts; nothing where none has to approve."""
    return desk().repository.every_asked()


@review.get("/<form>/compare")
def compare(form: str) -> str:
    """Show what differs between two versions that were chosen."""
    return reporting.comparison(form, request.args.get("old", ""), request.args.get("new", ""))


@review.get("/<form>/<int:version>.yaml")
def text(form: str, version: int) -> Response:
    """Give the text of a version as a file, byte for byte as it was published."""
    found = published_version(form, version)
    kept = desk().repository.used_text(form, version)
    response = Response(found.text if kept is None else kept, mimetype="application/yaml")
    return _as_file(response, f"{form}-{version}.yaml")


@review.get("/<form>/<int:version>.<language>.yaml")
def words(form: str, version: int, language: str) -> Response:
    """Give the words of a version in another language as a file, byte for byte."""
    published_version(form, version)
    try:
        found = desk().shelf.published.words(form, version, language)
    except (KeyError, OSError):
        abort(404)
    return _as_file(Response(found, mimetype="application/yaml"), f"{form}-{version}.{language}.yaml")


def _as_file(response: Response, name: str) -> Response:
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
