"""What was entered for a common edit that was not made, given back so that no word of it is lost.

Here lives the page that shows it where the part itself cannot be shown: it went, the text broke, the draft was closed.
"""

from collections.abc import Mapping

from flask import render_template

from webapp.pages.review.editor.edits import WORDS
from webapp.pages.review.editor.opened import title_of
from webapp.storage.stored import SpecDraft

_NAMES: Mapping[str, str] = {
    "label": "The question",
    "title": "The title of the section",
    "first_label": "The first question",
    "second_label": "The second question",
    "hint": "Hint",
    "kind": "Kind of answer",
    "options": "Options",
    "declaration": "What is declared",
    "required": "An answer must be given",
    "prompt": "Evidence prompt",
    "option": "Option",
    "approved": "Approved",
    "approved_by": "Approved by",
    "review": "Next review",
    "to": "To another place",
    "access": "Who sees the records",
    "child_data": "The personal data of children",
    "keep": "How long a record is kept",
    "from": "From when",
    "decided-by": "Who decides then",
    "reason": "Why as long as that",
}


def entered(sent: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return what a person entered on the page of a part, each with what it was asked as."""
    listed = [(name, _NAMES.get(name, _of_words(name)), words.strip()) for name, words in sent.items()]
    return [(asked, words) for _, asked, words in listed if asked and words]


def given_back(
    draft: SpecDraft | None, sent: Mapping[str, str], *, why: str = "", status: int = 409
) -> tuple[str, int]:
    """Return the page of an edit whose part cannot be shown any more, so that what was entered can be copied."""
    shown = render_template(
        "spec-not-done.html",
        draft=draft,
        is_open=draft is not None and draft.state == "open",
        title=title_of(draft.text) if draft else "",
        why=why,
        entered=entered(sent),
    )
    return shown, status


def _of_words(name: str) -> str:
    """Return what an input of a part's own words asks for, "" for any other input."""
    return name.removeprefix(WORDS).replace("-", " ").capitalize() if name.startswith(WORDS) else ""
