"""Changes as HTML: a document that stands by itself, and the pieces of it that a page of the application takes.

Every text is escaped. What has gone stands in `<del>`, what has come in `<ins>`, each with words for who cannot see
that.
"""

from collections.abc import Iterator, Sequence
from html import escape

from formspec.diff.change import Change
from formspec.diff.formats.summary import HEADINGS, MEANINGS, affected, by_level, counted, has_texts, place
from formspec.diff.words import runs

_HEAD = '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
_VIEW = '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
_STYLE = (
    "<style>body{font:1.1rem/1.5 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem;"
    "color-scheme:light dark}del{text-decoration:line-through}ins{text-decoration:underline;font-weight:600}"
    ".aside{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}code{overflow-wrap:anywhere}"
    "@media print{li{break-inside:avoid}}</style>\n"
)
_MARKS = {
    "same": ("", ""),
    "gone": ('<del><span class="aside">[taken out: </span>', '<span class="aside">]</span></del>'),
    "come": ('<ins><span class="aside">[put in: </span>', '<span class="aside">]</span></ins>'),
}


def written(heading: str, changes: Sequence[Change]) -> str:
    """Return a whole document about the changes."""
    title = escape(heading)
    body = "\n".join([f"<h1>{title}</h1>", f"<p>{escape(counted(changes))}</p>", *_sections(changes)])
    return f"{_HEAD}{_VIEW}<title>{title}</title>\n{_STYLE}</head>\n<body>\n<main>\n{body}\n</main>\n</body>\n</html>"


def _sections(changes: Sequence[Change]) -> Iterator[str]:
    for level, some in by_level(changes):
        yield f"<h2>{escape(HEADINGS[level])}</h2>\n<p>{escape(MEANINGS[level])}</p>\n<ul>"
        yield from (f"<li>{entry(change)}</li>" for change in some)
        yield "</ul>"


def entry(change: Change) -> str:
    """Return one change: its sentence, where it is, whom it affects, and its words before and after."""
    text = f"<p>{marked(change.old, change.new)}</p>" if has_texts(change) else ""
    about = f"<code>{escape(place(change))}</code>. Affects {escape(affected(change))}."
    return f"<p><strong>{escape(change.sentence)}</strong></p>{text}<p>{about}</p>"


def marked(old: str, new: str) -> str:
    """Return two texts as one, with what has gone and what has come marked."""
    return "".join(
        f"{_MARKS[mark][0]}{'<br>'.join(map(escape, text.split(chr(10))))}{_MARKS[mark][1]}"
        for mark, text in runs(old, new)
    )
