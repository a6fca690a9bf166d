"""What a page to be filled in gives its script: the form's rules, and what stands elsewhere than on the page.

Here lives that one value. The rules are the engine's own, written down; the script finds what stands on its page by
itself.
"""

from collections.abc import Mapping
from functools import lru_cache

from engine.form import Form
from engine.json_value import JsonObject
from engine.program import for_section, program
from webapp.pages.desk import today
from webapp.pages.shelf import Edition

_KEPT = 32


def rules_of(opened: Edition, form: Form, section_id: str, entries: Mapping[str, str]) -> JsonObject:
    """Return what the script of a section's page must know, given the form as it is laid out for these entries."""
    shown = form.section(section_id)
    own = set(shown.names)
    elsewhere = {name: text for name, text in entries.items() if name not in own}
    return {
        "program": for_section(_program(opened), shown.section, opened.spec),
        "entries": dict(elsewhere),
        "today": today().isoformat(),
        "section": section_id,
    }


def rules_of_whole(opened: Edition, form: Form, entries: Mapping[str, str]) -> JsonObject:
    """Return what the script of a page must know that has all sections on it; "" stands for them."""
    own = {name for each in form.sections for name in each.names}
    elsewhere = {name: text for name, text in entries.items() if name not in own}
    return {"program": _program(opened), "entries": dict(elsewhere), "today": today().isoformat(), "section": ""}


@lru_cache(maxsize=_KEPT)
def _program(opened: Edition) -> JsonObject:
    return program(opened.form)
