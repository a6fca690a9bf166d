"""The forms in which changes are given out, one module each: text, JSON, Markdown and HTML.

Here lives the table of them. What differs, and what that means, is found elsewhere.
"""

from collections.abc import Callable, Sequence

from formspec.diff.change import Change
from formspec.diff.formats import html, markdown, plain
from formspec.diff.kept import written

Format = Callable[[str, Sequence[Change]], str]

FORMATS: dict[str, Format] = {
    "text": plain.written,
    "json": lambda _, changes: written(changes),
    "markdown": markdown.written,
    "html": html.written,
}
"""Each by its name: a function of a heading and of changes."""
