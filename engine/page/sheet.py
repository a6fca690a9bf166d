"""The policy's own table: a form as it stands on paper, blank or with what was answered.

Here lives the read-only picture of a form as HTML, whether it goes into a page of the application, onto paper, or into
a file of its own. Nothing here can be filled in. What is not asked is left out, except from a blank form.
"""

from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files

from markupsafe import Markup

from engine.form import Form
from engine.page.environment import template
from engine.page.live import Live
from engine.page.picture import NOTHING, Picture, Previews
from engine.page.runs import TABLE, questions_label
from engine.page.shown import ShownSection
from engine.page.stencil import cut


def sheet(  # noqa: PLR0913 (each pages ask for apart)
    form: Form,
    entries: Mapping[str, str] | None,
    *,
    links: Mapping[str, str] | None = None,
    only: frozenset[str] | None = None,
    titled: bool = True,
    today: date | None = None,
    previews: Previews | None = None,
) -> str:
    """Return the form as the policy's table, as HTML: blank when there are no entries, else with the answers.

    `links` gives, by section id, where a section can be changed; `only` are the sections shown, all without it;
    `titled` says whether their titles are; `today` is the day by which rules are judged. `previews` gives where the
    preview of a photo is, by its checksum; without it, none is shown.
    """
    picture = Picture(form, entries, today, previews)
    shown = tuple(each for each in picture.sections() if only is None or each.id in only)
    return _rendered(picture, shown, blank=entries is None, titled=titled, links=links)


def sheet_to_go_on_with(form: Form, entries: Mapping[str, str], *, today: date | None = None) -> str:
    """Return the form as the policy's table, as HTML: the answers so far, and room to write what is not answered yet.

    What is not asked so far has its room, too: on paper it may come to be.
    """
    picture = Picture(form, entries, today, room=True)
    return _rendered(picture, tuple(picture.sections()), room_left=True)


def _rendered(
    picture: Picture,
    shown: tuple[ShownSection, ...],
    *,
    blank: bool = False,
    room_left: bool = False,
    titled: bool = True,
    links: Mapping[str, str] | None = None,
) -> str:
    form = picture.form
    html = template("sheet.html").render(
        sections=shown,
        questions_label=questions_label(form),
        wide=any(run.sort == TABLE for section in shown for run in section.runs),
        blank=blank,
        room_left=room_left,
        titled=titled,
        links=links,
        nothing=form.language.say(NOTHING),
        say=form.language.say,
    )
    return _told(html, _live(picture))


def letter(form: Form, entries: Mapping[str, str] | None = None) -> str:
    """Return what stands before the questions, the introduction and the letter, as HTML; "" when there is neither."""
    return _told(template("letter.html").render(spec=form.spec), _live(Picture(form, entries, None)))


def heading(form: Form) -> str:
    """Return the form's title with its policy and the policy's dates, as HTML."""
    return template("heading.html").render(spec=form.spec, say=form.language.say, policy_date=form.language.policy_date)


def running(form: Form, about: str = "") -> str:
    """Return what stands on top of each printed page, as HTML: the form with what it is about, and the version."""
    title = f"{form.spec.title.removesuffix('.')}: {about}" if about else form.spec.title
    return template("running.html").render(title=title, version=form.spec.version, say=form.language.say)


def blank_page(form: Form) -> str:
    """Return the blank form as one self-contained HTML page, ready to print."""
    return template("blank.html").render(
        spec=form.spec,
        language=form.language.tag,
        css=Markup(sheet_css()),  # noqa: S704 (our own file)
        running=Markup(running(form)),  # noqa: S704 (rendered with escaping)
        heading=Markup(heading(form)),  # noqa: S704 (rendered with escaping)
        letter=Markup(letter(form)),  # noqa: S704 (rendered with escaping)
        sheet=Markup(sheet(form, None)),  # noqa: S704 (rendered with escaping)
    )


@cache
def sheet_css() -> str:
    """Return the style sheet of the policy's table."""
    return files("engine.page").joinpath("sheet.css").read_text(encoding="utf-8")


def _live(picture: Picture) -> Live:
    return Live(picture.form, picture.entries, picture.state)


def _told(html: str, live: Live) -> str:
    """Return HTML with the words of answers in their places."""
    return "".join(piece if isinstance(piece, str) else live(piece) for piece in cut(html))
