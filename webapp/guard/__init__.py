"""What stands between the network and the pages.

Here lives what every request passes before a view sees it, and every answer before it leaves: which hosts and origins
are served, how large and how well-formed a request must be, the token that proves a form is ours, and the headers that
tell a browser what a page may do. What a refusal looks like is the pages' matter: they show `Refused`.
"""

from webapp.guard.body import Upload, posted, uploaded
from webapp.guard.protection import protect, require_tokens
from webapp.guard.refusal import FormExpired, Refused
from webapp.guard.token import csrf_token, csrf_valid

__all__ = [
    "FormExpired",
    "Refused",
    "Upload",
    "csrf_token",
    "csrf_valid",
    "posted",
    "protect",
    "require_tokens",
    "uploaded",
]
