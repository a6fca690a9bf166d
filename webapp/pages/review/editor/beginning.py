"""Beginning a spec draft: the next version of a form, a new form from another or from an example, or a file.

Here lives the page that asks which, and what follows from the choice. Where the texts come from lives in `sources`.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from formspec.edits import EditRefused
from formspec.rules import id_form
from formspec.suggest import hyphened
from webapp.guard import FormExpired, posted, uploaded
from webapp.pages.desk import desk
from webapp.pages.review.editor.opened import tell
from webapp.pages.review.editor.sources import Source, examples, new_from, next_of, of_file, read_upload, text_of
from webapp.pages.review.editor.writing import EXPIRED
from webapp.pages.review.writer import keep_writer, writer
from webapp.storage.stored import SpecDraft

_NAME = "name"
_NEXT = "next"
_WRITTEN = (
    "The next version of this form is being written already: {} began it, and this is it. Write on here: what you "
    "change is kept beside what others change."
)
_NO_FORM = "Choose the form whose next version you want to write."
_NO_SOURCE = "Choose what the new form begins from."
_NO_TITLE = "Enter the title of the new form."
_KNOWN = "There is a form with this id already. Write its next version, or enter another id."


class NotBegun(Exception):  # noqa: N818 (named after what happened)
    """What was chosen cannot be begun with; the message is for a person."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A form that can be begun from: its id, its title, and what it shows, if that needs saying."""

    id: str
    title: str
    shows: str = ""


def page() -> str:
    """Ask who is writing, once, and then what a draft should begin with."""
    chosen = {"form": request.args.get("form", "")}
    return _page(chosen) if writer() else render_template("spec-writer.html", form=chosen["form"])


def begin() -> Response | tuple[str, int]:
    """Begin a draft with what was chosen, and lead to its text."""
    sent = posted(request)
    source, form = sent.get("from", ""), sent.get("form", "")
    if source in {_NAME, _NEXT} and not keep_writer(sent):
        return render_template("spec-writer.html", form=form), 200
    if source == _NAME and not form:
        return redirect(url_for(".new"), 303)
    if source in {_NAME, _NEXT} and (written := _being_written(form)):
        tell(_WRITTEN.format(written.author or "somebody"))
        return redirect(url_for(".page", draft_id=written.id), 303)
    try:
        found = _SOURCES.get(source, _nothing)(sent)
    except (NotBegun, EditRefused) as refused:
        return _page(sent, str(refused)), 422
    draft = desk().repository.start_spec_draft(found.form, found.base, found.text, writer())
    return redirect(url_for(".page", draft_id=draft.id), 303)


def _being_written(form: str) -> SpecDraft | None:
    """Return the draft of the next version of a form that was changed last, None when there is none."""
    open_drafts = desk().repository.spec_drafts()
    return next((each for each in open_drafts if each.base and each.form == form), None)


def expired(refusal: FormExpired) -> tuple[str, int]:
    """Give back what was chosen on a page whose token no longer holds, with a fresh one; a file is chosen again."""
    sent = posted(request)
    if "text" in sent:
        return render_template("spec-closed.html", draft=None, text=sent["text"], why=EXPIRED), refusal.status
    return _page(sent, EXPIRED), refusal.status


def _page(sent: Mapping[str, str], refused: str = "") -> str:
    shelf = desk().shelf
    forms = [Choice(each, _title(each)) for each in shelf.published.forms()]
    return render_template(
        "spec-begin.html",
        forms=forms,
        examples=[Choice(each.id, each.title, each.shows) for each in examples()],
        sent=defaultdict(str, sent),
        refused=refused,
        written=_being_written(sent.get("form", "")),
        is_written=any(_being_written(each.id) for each in forms),
    )


def _title(form: str) -> str:
    offer = desk().shelf.offer(form)
    return offer.edition.spec.title if offer.edition else form


def _next(sent: Mapping[str, str]) -> Source:
    found = next_of(sent.get("form", ""))
    if found is None:
        raise NotBegun(_NO_FORM)
    return found


def _new(sent: Mapping[str, str]) -> Source:
    """Return a new form with the words of another one or of an example."""
    title = " ".join(sent.get("title", "").split())
    if not title:
        raise NotBegun(_NO_TITLE)
    form = sent.get("id", "").strip() or hyphened(title)[: id_form.LONGEST].strip("-")
    if form in desk().shelf.published.forms():
        raise NotBegun(_KNOWN)
    return new_from(_words_of(sent.get("like", "")), form, title)


def _words_of(choice: str) -> str:
    """Return the text of the form or the example that was chosen."""
    sort, _, name = choice.partition(":")
    if sort == "example":
        text = next((each.text for each in examples() if each.id == name), "")
    else:
        versions = desk().shelf.versions(name) if sort == "form" else ()
        text = text_of(name, versions[0]) if versions else ""
    if not text:
        raise NotBegun(_NO_SOURCE)
    return text


def _file(sent: Mapping[str, str]) -> Source:  # noqa: ARG001 (one of the sources)
    text, refused = read_upload(uploaded(request).get("file", []))
    if refused:
        raise NotBegun(refused)
    return of_file(text)


def _nothing(sent: Mapping[str, str]) -> Source:  # noqa: ARG001 (one of the sources)
    raise NotBegun(_NO_SOURCE)


def _text(sent: Mapping[str, str]) -> Source:
    return of_file(sent.get("text", ""))


_SOURCES: dict[str, Callable[[Mapping[str, str]], Source]] = {
    _NAME: _next,
    _NEXT: _next,
    "second": _next,
    "new": _new,
    "file": _file,
    "text": _text,
}
"""What a draft can begin with, each by the name that its button sends."""
