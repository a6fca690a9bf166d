"""Who else has a draft open now, and in which section.

Here lives how that is said, as a page is made and each time that it asks again. A page that is in sight asks every 20
seconds; that neither prolongs a session nor stands in the audit trail.
"""

import logging
from dataclasses import dataclass

from flask import Blueprint, Response, jsonify, request, url_for

from webapp.guard import posted
from webapp.log import trace
from webapp.pages.desk import desk, open_draft
from webapp.pages.drafts.steps import titles
from webapp.pages.shelf import Edition
from webapp.storage.failures import StorageError
from webapp.storage.stored import Draft

presence = Blueprint("presence", __name__)
_LOG = logging.getLogger(__name__)
_NOBODY = "Nobody else has this draft open now."


@dataclass(frozen=True, slots=True)
class Here:
    """What a page says of who else is here, the address that it asks again, and its section, "" for none."""

    words: str
    url: str
    section: str


@presence.post("/drafts/<draft_id>/here")
def ping(draft_id: str) -> Response:
    """Keep that somebody still has a page of a draft open, and tell it who else has."""
    draft, opened = open_draft(draft_id)
    section = posted(request).get("section", "")
    found = here(draft, opened, section if section in titles(opened, draft) else "")
    return jsonify(words=found.words if found else "")


def here(draft: Draft, opened: Edition, section: str = "") -> Here | None:
    """Keep that who asks is here, and return what their page says of the others; None for a draft of one person.

    What cannot be kept of it now is kept the next time: no page fails over it.
    """
    if not draft.joined:
        return None
    try:
        desk().repository.arrive(draft, section)
    except StorageError as failure:
        _LOG.warning("Who has a draft open was not kept: %s", trace(failure))
    return Here(_words(draft, opened), url_for("presence.ping", draft_id=draft.id), section)


def _words(draft: Draft, opened: Edition) -> str:
    names, titled = desk().repository.names(), titles(opened, draft)
    others = desk().repository.present(draft)
    said = [f"{names[each.user]} is {_place(titled.get(each.section, ''))}." for each in others]
    return " ".join(sorted(said)) or _NOBODY


def _place(title: str) -> str:
    return f"in “{title}” now" if title else "looking at the list now"
