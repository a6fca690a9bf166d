"""The start page.

Here lives what is gathered for it. Where the forms, drafts and records come from lives behind the desk.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, render_template

from engine.form import Form
from formspec.model import Spec
from formspec.reviews import Review
from webapp.pages.actions.chosen import pressing
from webapp.pages.decisions.waiting import number_waiting
from webapp.pages.desk import Desk, about, desk, today
from webapp.pages.drafts.progress import progress
from webapp.pages.drafts.sharing import company
from webapp.pages.identity import viewer
from webapp.pages.shelf import Fault, Offer
from webapp.rights import Act
from webapp.storage.letters import BACK_FOR
from webapp.storage.stored import Draft, Record

start = Blueprint("start", __name__, template_folder="templates")
_LATEST = 5


@dataclass(frozen=True, slots=True)
class OfferedForm:
    """A form that can be started.

    `review` says when its policy is due for review; `changed` whether its file has other words than it was used with;
    `faults` are of versions that come after this one and cannot be used.
    """

    spec: Spec
    review: Review | None
    changed: bool
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class MyDraft:
    """A draft on the start page; `newer` is the version in force where it came after the draft's own, else 0.

    `others` are the names of who else is in it, and `began` whether it is who reads the page that began it.
    """

    id: str
    title: str
    about: str
    changed: datetime
    left: str
    version: int
    newer: int
    others: str
    began: bool


@start.get("/")
def page() -> str:
    """Show the forms, the drafts, and what was submitted last."""
    at = desk()
    offers = at.shelf.offers()
    return render_template(
        "start.html",
        faults=[fault for offer in offers if offer.edition is None for fault in offer.faults],
        forms=list(_offered(at, offers)),
        pressing=pressing(at) if viewer().may(Act.SEE_ACTIONS) else [],
        waiting=number_waiting(at),
        back=len(at.repository.letters_back()),
        back_for=BACK_FOR.days,
        drafts=list(_drafts(at, offers)),
        records=[(record, at.edition(record.sha256).spec.title) for record in _latest(at)],
    )


def _offered(at: Desk, offers: tuple[Offer, ...]) -> Iterator[OfferedForm]:
    for offer in offers:
        if offer.edition is not None:
            used = at.as_used(offer.edition)
            yield OfferedForm(used.spec, used.review(today()), used is not offer.edition, offer.faults)


def _latest(at: Desk) -> tuple[Record, ...]:
    return tuple(at.repository.records(limit=_LATEST))


def _drafts(at: Desk, offers: tuple[Offer, ...]) -> Iterator[MyDraft]:
    offered = {each.edition.spec.form: each.edition.spec.version for each in offers if each.edition is not None}
    for draft in at.repository.drafts():
        opened = at.edition(draft.sha256)
        yield MyDraft(
            id=draft.id,
            title=opened.spec.title,
            about=about(draft, opened),
            changed=draft.changed,
            left=_left(opened.form, draft),
            version=draft.version,
            others=with_whom.others if (with_whom := company(draft)) else "",
            began=at.repository.began(draft),
            newer=version if (version := offered.get(draft.form, 0)) > draft.version else 0,
        )


def _left(form: Form, draft: Draft) -> str:
    return progress(form, draft.entries, today()).left if draft.entries else "Nothing entered yet"
