"""What stands in a PDF: its title, and one print or many, each of a record or a blank form.

Here live these values and the JSON that the template reads. Rows and cells are `engine.pdf.table`'s; the words around
them come from whoever asks for the PDF.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from engine.form import Form
from engine.json_value import Json, JsonObject
from engine.language import ENGLISH, Language, noted
from engine.page.picture import Picture
from engine.page.stencil import paragraphs, shield
from engine.pdf.table import is_wide, section
from engine.texts import Told
from formspec.model import Policy

Entry = tuple[str, tuple[str, ...]]
"""What is said under a word: the word, and paragraphs."""
_UNSHOWN = noted("� stands for a character that this PDF has no letter for. The record itself has it.")
_MARK = 12
"""How much of a spec's checksum stands at the foot of a blank form."""
_PAGE = noted("Page {page} of {pages}")
_UNSAID = noted("Photo without a caption: {name}")
_NO_PHOTO = noted("This photo cannot be shown here.")


@dataclass(frozen=True, slots=True)
class Titled:
    """A list with a title, such as the findings: what is said of each entry, and perhaps a sentence before them all."""

    title: str
    entries: tuple[Entry, ...]
    text: str = ""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a record is found: its address, and the QR code of it as SVG, with what the code says in words."""

    url: str
    code: bytes
    says: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A signature that was drawn, as PNG: the heading that it stands under, and what it is in words."""

    title: str
    content: bytes
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """One form as it is printed: with entries, or blank where there are None.

    `today` is the day by which rules are judged, `notices` are sentences that come before all else, `facts` what is
    known of the record, `before` and `after` the lists around the questions, `foot` stands at the foot of each page.
    What is `drawn` comes right after the questions.
    """

    form: Form
    entries: Mapping[str, str] | None
    foot: str
    today: date | None = None
    notices: tuple[str, ...] = ()
    facts: tuple[Entry, ...] = ()
    address: Address | None = None
    before: tuple[Titled, ...] = ()
    after: tuple[Titled, ...] = ()
    bookmark: str = ""
    drawn: Drawn | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A PDF: its title and language, its prints, and the moment that it is dated, None where it has none.

    With `contents`, a list of the prints that is called so comes first, under `lines`.
    """

    title: str
    prints: tuple[Print, ...]
    moment: datetime | None = None
    language: Language = ENGLISH
    contents: str = ""
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """A report as the template reads it: JSON, its drawings by name, and the checksums of the photos it shows.

    A drawing is an SVG where its name says so, and else a PNG.
    """

    content: JsonObject
    drawings: Mapping[str, bytes]
    photos: tuple[str, ...] = field(default=())


def blank_report(form: Form) -> Report:
    """Return a blank form as a report: it has no date, so that a version is printed alike on any day."""
    spec = form.spec
    printed = Print(form=form, entries=None, foot=f"{spec.title}   {spec.address}   {spec.sha256[:_MARK]}")
    return Report(title=spec.title, prints=(printed,), language=form.language)


def written(report: Report) -> Written:
    """Return a report as the template reads it."""
    drawings = {f"code-{at}.svg": each.address.code for at, each in enumerate(report.prints) if each.address}
    drawings |= {f"drawn-{at}": each.drawn.content for at, each in enumerate(report.prints) if each.drawn}
    photos: dict[str, None] = {}
    content: JsonObject = {
        "title": shield(report.title),
        **_tagged(report.language),
        "contents": report.contents,
        "lines": list(report.lines),
        "page": report.language.say(_PAGE),
        "unshown": report.language.say(_UNSHOWN),
        "prints": [_print(each, at, photos) for at, each in enumerate(report.prints)],
    }
    return Written(content, drawings, tuple(photos))


def _print(printed: Print, at: int, photos: dict[str, None]) -> JsonObject:
    picture = Picture(printed.form, printed.entries, printed.today, lambda sha256: sha256)
    shown = tuple(picture.sections())
    sections: list[Json] = [section(picture, each) for each in shown]
    photos.update(dict.fromkeys(_photos(sections)))
    say = printed.form.language.say
    address, drawn = printed.address, printed.drawn
    return {
        **_tagged(printed.form.language),
        **_heading(picture),
        "bookmark": printed.bookmark,
        "foot": shield(printed.foot),
        "wide": is_wide(shown),
        "blank": printed.entries is None,
        "notices": list(printed.notices),
        "facts": _entries(printed.facts),
        "address": None if address is None else {"url": address.url, "code": f"code-{at}.svg", "says": address.says},
        "before": [_titled(each) for each in printed.before],
        "letter": list(_letter(picture.told)),
        "sections": sections,
        "drawn": None if drawn is None else {"title": drawn.title, "file": f"drawn-{at}", "says": drawn.says},
        "after": [_titled(each) for each in printed.after],
        "words": {
            "could_not": say("Could not find out:"),
            "seen": say("(seen)"),
            "applies": say("If it applies"),
            "worked": say("Worked out from other answers"),
            "unsaid": say(_UNSAID),
            "no_photo": say(_NO_PHOTO),
        },
    }


def _tagged(language: Language) -> JsonObject:
    """Return a language as the template takes it: its code, and the country where that matters."""
    code, _, region = language.tag.partition("-")
    return {"lang": code, "region": region or None}


def _heading(picture: Picture) -> JsonObject:
    spec, language = picture.form.spec, picture.form.language
    lines = list(_policy(spec.policy)) if spec.policy else []
    dates = list(_dates(spec.policy, language))
    return {"title": shield(spec.title), "subtitle": shield(spec.subtitle), "policy": lines, "dates": dates}


def _policy(policy: Policy) -> Iterator[Json]:
    if policy.organisation:
        yield policy.organisation
    yield f"{policy.title}, {policy.part}" if policy.part else policy.title


def _dates(policy: Policy | None, language: Language) -> Iterator[Json]:
    if policy and policy.approved:
        approved = language.policy_date(policy.approved.text)
        if policy.approved_by:
            yield language.say("Approved by {who}: {date}", who=policy.approved_by, date=approved)
        else:
            yield language.say("Approved: {date}", date=approved)
    if policy and policy.review:
        yield language.say("Review date: {date}", date=language.policy_date(policy.review.text))


def _letter(told: Told) -> Iterator[Json]:
    """Yield the paragraphs of what stands before the questions: the introduction, and the letter."""
    spec = told.form.spec
    letter = spec.letter
    texts = (spec.intro, letter.salutation, letter.body, letter.sign_off, letter.signatory) if letter else (spec.intro,)
    for text in texts:
        yield from (told.filled(each) for each in paragraphs(text))


def _entries(entries: tuple[Entry, ...]) -> list[Json]:
    return [{"term": term, "paragraphs": list(said)} for term, said in entries]


def _titled(titled: Titled) -> JsonObject:
    return {"title": titled.title, "text": titled.text, "entries": _entries(titled.entries)}


def _photos(content: Json) -> Iterator[str]:
    """Yield the checksum of every photo that stands in the content of sections, in their order."""
    if isinstance(content, list):
        for each in content:
            yield from _photos(each)
    elif isinstance(content, dict):
        photo = content.get("photo")
        if isinstance(photo, str) and photo:
            yield photo
        for each in content.values():
            yield from _photos(each)
