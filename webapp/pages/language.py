"""The language in which a person reads a form: that of its spec, or one that its words are there in.

Here lives the choice. `?language=cy` makes it, the cookie of the visit keeps it, and a form that has no words in it is
shown in its own. What is entered is the same in every language, and so is what is kept of it.
"""

from dataclasses import dataclass

from flask import Flask, g, request, session, url_for
from markupsafe import Markup

from engine.language import ENGLISH
from formspec.translation import LANGUAGES
from webapp.pages.shelf import Edition, Shelf

CHOSEN = "language"
"""The name of the choice, in an address and in the cookie."""
NAMES = {ENGLISH.code: "English", "cy": "Cymraeg"}
"""What each language calls itself."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link to the same page in another language."""

    code: str
    name: str
    url: str


def register(application: Flask) -> None:
    """Give templates the links to the same page in other languages, and how they say which language a text is in."""
    application.context_processor(lambda: {"languages": _links(), "lang": _lang()})


def spoken(opened: Edition, shelf: Shelf) -> Edition:
    """Return an edition in the language that was chosen, its own where it has no words in that."""
    others = shelf.in_languages(opened)
    chosen = _chosen()
    found = others.get(chosen, opened)
    g.languages = tuple(code for code in (ENGLISH.code, *others) if code != found.form.language.code)
    g.lang = found.form.language.tag if found is not opened else ""
    return found


def _chosen() -> str:
    """Return the language that was chosen now or before; what is chosen now is kept for the pages that follow."""
    asked = request.args.get(CHOSEN, "")
    if asked in {ENGLISH.code, *LANGUAGES} and session.get(CHOSEN) != asked:
        session[CHOSEN] = asked
        session.permanent = True
    return str(session.get(CHOSEN, ENGLISH.code))


def _links() -> list[Link]:
    """Return the links to this page in other languages; none on a page that answers to what was sent."""
    if request.method != "GET" or request.endpoint is None:
        return []
    here, known = request.endpoint, {**(request.view_args or {}), **g.get("asked", {})}
    return [Link(code, NAMES[code], url_for(here, **known, language=code)) for code in g.get("languages", ())]


def _lang() -> Markup:
    """Return the attribute of an element whose text is in another language than the page around it, or nothing."""
    tag = g.get("lang", "")
    return Markup(' lang="{}"').format(tag) if tag else Markup()
