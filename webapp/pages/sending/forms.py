"""The forms that can be sent as a letter, and what is to be filled in before one goes.

Here lives which forms those are (those whose spec has a `letter`), what was typed about the recipient, and what is
known of the subject before: nothing here is written for one form.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from engine.document import caption
from engine.register.details import register_id
from webapp.accounts.addresses import is_email
from webapp.pages.desk import desk
from webapp.pages.shelf import Edition
from webapp.storage.letters import LIFETIME, Addressed
from webapp.storage.register_statements import RegisterEntry

DAYS = (7, 14, 28, 56)
"""How long a letter can be made to wait, in days."""
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed of a letter that is to go: by field, with a sentence for each that is wrong."""

    texts: Mapping[str, str]
    faults: Mapping[str, str]

    @property
    def days(self) -> int:
        """How many days the letter waits."""
        return int(self.texts["days"]) if self.texts["days"] in map(str, DAYS) else LIFETIME.days


def letters_in_force() -> dict[str, Edition]:
    """Return the forms in force that can be sent as a letter, by id: one that several people complete cannot."""
    found = (offer.edition for offer in desk().shelf.offers())
    return {each.spec.form: each for each in found if each is not None and each.spec.letter and not each.spec.parts}


def letters_about(entry: RegisterEntry | None) -> dict[str, Edition]:
    """Return the letters in force that may be about an entry, by id; all of them without one, or where there is none.

    A letter about another register would go without a word of this entry.
    """
    every = letters_in_force()
    if entry is None:
        return every
    abouts = {form: opened.spec.about for form, opened in every.items()}
    fitting = {form for form, about in abouts.items() if about is None or register_id(about.register) == entry.register}
    return {form: opened for form, opened in every.items() if form in fitting} or every


def typed(sent: Mapping[str, str], forms: Mapping[str, Edition], *, judged: bool = True) -> Typed:
    """Return what was sent of a letter; nothing is found fault with unless it is `judged`."""
    names = ("form", "name", "email", "days", "entry", "instead")
    texts = {name: sent.get(name, "").strip() for name in names}
    if not texts["form"] and len(forms) == 1:
        texts["form"] = next(iter(forms))
    return Typed(texts, dict(_faults(texts, forms)) if judged else {})


def _faults(texts: Mapping[str, str], forms: Mapping[str, Edition]) -> Mapping[str, str]:
    found = {}
    if texts["form"] not in forms:
        found["form"] = "Choose a form."
    if not texts["name"]:
        found["name"] = "Enter the name of whoever is to sign."
    elif len(texts["name"]) > LONGEST_NAME:
        found["name"] = f"Shorten the name to {LONGEST_NAME} letters or fewer."
    if not is_email(texts["email"]):
        found["email"] = "Enter their e-mail address, like name@provider.example."
    return found


def addressed(given: Typed, entry: RegisterEntry | None, page_id: str) -> Addressed:
    """Return to whom a letter goes, once from the page of an id."""
    return Addressed(
        name=given.texts["name"],
        email=given.texts["email"],
        lifetime=timedelta(days=given.days),
        register=entry.register if entry else "",
        entry=entry.id if entry else "",
        instead_of=given.texts["instead"],
        id=page_id,
    )


def known_before(opened: Edition, entry: RegisterEntry | None) -> dict[str, str]:
    """Return the entry that names the subject of a letter, so that its record belongs to the entry of the register."""
    about = opened.spec.about
    if entry is None or about is None or register_id(about.register) != entry.register:
        return {}
    for cell in opened.form.cells:
        for name in cell.typed:
            if caption(opened.form, about.question, {name: entry.name}) == entry.name:
                return {name: entry.name}
    return {}
