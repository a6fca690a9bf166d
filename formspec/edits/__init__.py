"""Edits of a spec in its text: each returns the new text, or is refused with one sentence that says what to do.

What stands outside the edited place stays byte for byte, remarks and layout included. Each edit is proved before it is
returned: the new text says what was meant and nothing else, and has no new errors. One sort of edit lives in one
module here; the modules beneath them know where things stand in a text, and how words are written.
"""

from formspec.edits.adding import (
    NewOption,
    NewPrompt,
    NewQuestion,
    NewSection,
    add_option,
    add_prompt,
    add_question,
    add_section,
    split_question,
)
from formspec.edits.asking import changed_kind, set_required
from formspec.edits.dating import next_version, set_dates
from formspec.edits.keeping import set_records
from formspec.edits.moving import move
from formspec.edits.naming import suggest_id, taken_ids
from formspec.edits.refused import EditRefused
from formspec.edits.retiring import retire
from formspec.edits.rewording import reword, words_of

__all__ = [
    "EditRefused",
    "NewOption",
    "NewPrompt",
    "NewQuestion",
    "NewSection",
    "add_option",
    "add_prompt",
    "add_question",
    "add_section",
    "changed_kind",
    "move",
    "next_version",
    "retire",
    "reword",
    "set_dates",
    "set_records",
    "set_required",
    "split_question",
    "suggest_id",
    "taken_ids",
    "words_of",
]
