"""Working on a draft together: who is in it, letting people in and taking them out, and who does which section.

Here lives what pages say and do about the people of a draft. Who may do that, and what it changes, is for the
repository to say. Without accounts nothing of it is shown.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp.guard import posted
from webapp.pages.desk import about, desk, open_draft
from webapp.pages.drafts.steps import titles
from webapp.pages.identity import viewer
from webapp.pages.refusals import message
from webapp.pages.shelf import Edition
from webapp.rights import Role
from webapp.storage.account_statements import Account
from webapp.storage.failures import DraftClosed, Unknown
from webapp.storage.stored import Draft
from webapp.storage.together import people_of

sharing = Blueprint("sharing", __name__, template_folder="templates")
_SECTION = "does-"
"""What the name of the box of a section begins with, before the section's id."""
_SEEN = "had-"
"""And that of what says who did it when the page was made."""
_Answer = Response | tuple[str, int]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is in a draft: whether they began it, and whether it is who reads the page."""

    id: str
    name: str
    began: bool
    you: bool


@dataclass(frozen=True, slots=True)
class Taken:
    """A section that somebody else gave to another meanwhile: who does it now, and who was chosen; None for anybody."""

    id: str
    title: str
    now: Person | None
    chosen: Person | None


@dataclass(frozen=True, slots=True)
class Company:
    """Who is in a draft, and who does which of its sections, by the section's id."""

    people: tuple[Person, ...]
    does: Mapping[str, Person]

    @property
    def others(self) -> str:
        """The names of the others, as they stand in a sentence; "" where there is nobody else."""
        return " and ".join(each.name for each in self.people if not each.you)


@sharing.get("/drafts/<draft_id>/together")
def page(draft_id: str) -> str:
    """Show who is in a draft, and whom else one can let in."""
    return _page(*_shareable(draft_id))


@sharing.post("/drafts/<draft_id>/together")
def let_in(draft_id: str) -> _Answer:
    """Let the person in who was chosen."""
    draft, opened = _shareable(draft_id)
    person = posted(request).get("person", "")
    if not person:
        return _page(draft, opened, missing=True), 422
    desk().repository.let_in(draft_id, person)
    return redirect(url_for(".page", draft_id=draft_id), 303)


@sharing.post("/drafts/<draft_id>/together/out")
def take_out(draft_id: str) -> _Answer:
    """Take somebody out of a draft, or leave it oneself."""
    _shareable(draft_id)
    person = posted(request).get("person", "")
    desk().repository.take_out(draft_id, person)
    if person == viewer().id and desk().repository.draft(draft_id) is None:
        return redirect(url_for("start.page", _anchor="drafts"), 303)
    return redirect(url_for(".page", draft_id=draft_id), 303)


@sharing.post("/drafts/<draft_id>/together/sections")
def give_sections(draft_id: str) -> _Answer:
    """Keep who does which section."""
    draft, opened = _shareable(draft_id)
    sent = posted(request)
    given, seen = (_by_section(opened, sent, beginning) for beginning in (_SECTION, _SEEN))
    taken = desk().repository.give_sections(draft.id, given, seen=seen)
    if taken:
        return _page(draft, opened, taken=_taken(draft, opened, taken, given)), 409
    return redirect(url_for("drafts.tasks", draft_id=draft_id, given="yes"), 303)


@sharing.errorhandler(Unknown)
def unknown(refusal: Unknown) -> tuple[str, int]:
    """Say that somebody is not there, or not in the draft any more."""
    return message("Nothing was changed", str(refusal)), 422


@sharing.errorhandler(DraftClosed)
def closed(late: DraftClosed) -> tuple[str, int]:
    """Say that the draft was submitted or discarded meanwhile."""
    return message("This draft is closed", str(late)), 409


def company(draft: Draft) -> Company | None:
    """Return who is in a draft; None where nobody can be let into it."""
    if not is_shareable(draft):
        return None
    names, repository = desk().repository.names(), desk().repository
    found = [_person(each, draft, names) for each in people_of(draft)]
    people = tuple(sorted(found, key=lambda each: (not each.began, each.name.casefold())))
    does = {section: _person(user, draft, names) for section, user in repository.sections_given(draft).items()}
    return Company(people, does)


def is_shareable(draft: Draft) -> bool:
    """Return whether others can be let into a draft: there are accounts, and it is no trial."""
    return bool(viewer().id) and not draft.trial


def does_each(draft: Draft) -> dict[str, str]:
    """Return who does each section that was given to somebody, in words for a list of sections, by the section's id."""
    among = company(draft)
    given = among.does.items() if among else ()
    return {section: "You do this one" if each.you else f"{each.name} does this one" for section, each in given}


def does_words(draft: Draft, section_id: str) -> str:
    """Return who does a section, as a sentence for its page; "" where nobody was given it."""
    does = desk().repository.sections_given(draft).get(section_id, "") if draft.joined else ""
    if not does:
        return ""
    if does == viewer().id:
        return "You do this section."
    return f"{desk().repository.names()[does]} does this section. You can fill it in, too."


def _shareable(draft_id: str) -> tuple[Draft, Edition]:
    draft, opened = open_draft(draft_id)
    if not is_shareable(draft):
        abort(404)
    return draft, opened


def _by_section(opened: Edition, sent: Mapping[str, str], beginning: str) -> dict[str, str]:
    """Return what was sent for each section under a name that begins so."""
    return {each.id: sent[name] for each in opened.spec.sections if (name := f"{beginning}{each.id}") in sent}


def _taken(draft: Draft, opened: Edition, taken: Mapping[str, str], given: Mapping[str, str]) -> tuple[Taken, ...]:
    titled, names = titles(opened, draft), desk().repository.names()

    def person(user: str) -> Person | None:
        return _person(user, draft, names) if user else None

    return tuple(Taken(each, titled[each], person(now), person(given[each])) for each, now in taken.items())


def _page(draft: Draft, opened: Edition, *, missing: bool = False, taken: tuple[Taken, ...] = ()) -> str:
    everybody = desk().repository.colleagues()
    colleagues = [each for each in everybody if each.id not in people_of(draft)]
    return render_template(
        "together.html",
        spec=opened.spec,
        draft=draft,
        about=about(draft, opened),
        company=company(draft),
        colleagues=[(each.id, told_apart(each, everybody)) for each in colleagues],
        invited=[each.name for each in desk().repository.invited() if each.id not in people_of(draft)],
        missing=missing,
        taken=taken,
    )


def told_apart(person: Account, among: Iterable[Account]) -> str:
    """Return the name of somebody, with their roles where it is not theirs alone, and a number where those are not."""
    alike = [each for each in among if each.name.casefold() == person.name.casefold()]
    if len(alike) == 1:
        return person.name
    same = sorted((each for each in alike if each.roles == person.roles), key=lambda each: (each.created, each.id))
    roles = ", ".join(each.title for each in Role if each in person.roles)
    number = f", account {same.index(person) + 1}" if len(same) > 1 else ""
    return f"{person.name} ({roles}{number})"


def _person(user: str, draft: Draft, names: Mapping[str, str]) -> Person:
    return Person(user, names.get(user, user), began=user == draft.owner, you=user == viewer().id)
