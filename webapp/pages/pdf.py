"""A PDF as a file to keep, or the page that says why there is none.

Here lives how a report is given out. What stands in it is for the pages that ask for it.
"""

from io import BytesIO

from flask import Response, make_response, send_file

from engine.pdf.report import Report
from webapp.pages.refusals import message
from webapp.typesetting.making import NotMade, Photos, TooBusyError, make, no_photos

_TYPE = "application/pdf"
_TOO_MUCH = 422
_BUSY = 503
_IN_SECONDS = "10"
_NOT_MADE = "This PDF was not made"
_WAIT = "Several PDFs are being made at this moment. Go back, wait ten seconds, and try again."


def given(report: Report, name: str, photos: Photos = no_photos) -> Response:
    """Return a report as a PDF of that name, which gets its ending; where it cannot be made, a page that says so."""
    try:
        made = make(report, photos)
    except NotMade as why:
        return make_response(message(_NOT_MADE, str(why)), _TOO_MUCH)
    except TooBusyError:
        return make_response(message(_NOT_MADE, _WAIT), _BUSY, {"Retry-After": _IN_SECONDS})
    response = send_file(BytesIO(made), _TYPE, as_attachment=True, download_name=f"{name}.pdf", etag=False)
    response.headers["Cache-Control"] = "no-store"
    return response
