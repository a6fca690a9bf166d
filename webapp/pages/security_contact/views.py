"""The file that says whom to write to about a weakness (RFC 9116).

Here lives that file alone. Anybody may read it; where no contact is set, there is none.
"""

from datetime import UTC, datetime, time, timedelta

from flask import Blueprint, Response, abort, current_app

security_contact = Blueprint("security_contact", __name__)
_GOOD_FOR = timedelta(days=180)
"""Less than a year, as the standard recommends. It is counted from each day on which the file is asked for."""


@security_contact.get("/.well-known/security.txt")
def page() -> Response:
    """Say whom to write to, and until when this can be relied on."""
    contact = current_app.config["SECURITY_CONTACT"]
    if not contact:
        abort(404)
    until = datetime.combine(datetime.now(UTC) + _GOOD_FOR, time(), UTC)
    lines = (f"Contact: {contact}", f"Expires: {until:%Y-%m-%dT%H:%M:%SZ}", "Preferred-Languages: en, cy")
    return Response("".join(f"{line}\n" for line in lines), mimetype="text/plain")
