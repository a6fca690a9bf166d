"""A spec's text as HTML, with a hole for every earlier answer whose words stand in it.

Here lives the escaping of such texts, and how a hole says which answer it means, and to whom.
"""

from collections.abc import Mapping

from markupsafe import Markup, escape

from engine.page.stencil import Mark, mark, shield
from engine.rows import concrete
from engine.rules.coverage import Context
from engine.texts import is_open
from formspec.placeholders import PLACEHOLDER

WHERE = "where"
"""The sort of a mark that stands for an address with its rows."""


def said(text: str, rows: Context | None = ()) -> Markup:
    """Return a text as HTML; where the words of an answer stand in it, a hole that is filled for who reads it."""
    if not is_open(text):
        return escape(shield(text))
    html = Markup()
    end = 0
    for found in PLACEHOLDER.finditer(text):
        html += escape(shield(text[end : found.start()])) + _hole(found[1], rows)
        end = found.end()
    return html + escape(shield(text[end:]))


def _hole(address: str, rows: Context | None) -> Markup:
    """Return the hole for an answer's words; where the rows are not known yet, two marks that `stood` replaces."""
    span = Markup('<span data-text="{}">{}</span>')
    if rows is None:
        return span.format(mark(WHERE, address), mark("text", address))
    within: Mapping[str, str] = dict(rows)
    return span.format(concrete(address, within), mark("text", address, written_rows(rows)))


def said_of_a_column(text: str) -> Markup:
    """Return a text of a column as HTML, whose answers are asked in rows that are not known yet."""
    return said(text, None)


def stood(hole: Mark, rows: Context) -> str | Mark:
    """Return a hole of a column's text as it is for an answer in these rows."""
    return concrete(hole.name, dict(rows)) if hole.sort == WHERE else hole._replace(option=written_rows(rows))


def written_rows(rows: Context) -> str:
    """Return rows as one word, to be kept with a hole."""
    return ";".join(f"{group}={row}" for group, row in rows)


def read_rows(word: str) -> Context:
    """Return the rows that a word says."""
    pairs = (each.partition("=") for each in word.split(";") if each)
    return tuple((group, row) for group, _, row in pairs)
