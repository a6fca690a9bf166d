"""What a difference is in one plain sentence: what has changed, and what that means.

Here live the sentences, one table for whole parts and one for the single words of the language.
"""

from dataclasses import dataclass

from formspec.diff.change import Difference, Level
from formspec.diff.prompts import ListedPrompt, in_a_row
from formspec.logic import Check
from formspec.model import Column, Question

_NAMELESS = {
    "form": "the form",
    "policy": "the policy",
    "letter": "the letter",
    "about": "“about”",
    "completed-by": "“completed-by”",
}
_NOUNS = {"list": "the shared list", "prompt": "the evidence prompt", "group": "the group"}
_OF_POLICY = {
    "title": "the title of the policy",
    "part": "which part of the policy the form is",
    "organisation": "the name of the organisation",
    "approved": "the date on which the policy was approved",
    "approved-by": "who approved the policy",
    "review": "the date of the next review of the policy",
}
_SORTS = {
    "section": "sections",
    "question": "questions",
    "column": "columns",
    "prompt": "evidence prompts",
    "option": "options",
    "check": "checks",
    "part": "parts",
    "list": "shared lists",
    "outcome": "outcomes",
    "standard": "standards",
}
_THINGS = {
    "label": "the wording of {part}",
    "title": "the title of {part}",
    "text": "the wording of {part}",
    "hint": "the hint of {part}",
    "points": "the list in the wording of {part}",
    "message": "the message of {part}",
    "name": "what messages call {part}",
    "errors": "the wording of messages about {part}",
    "intro": "the introduction of {part}",
    "subtitle": "the subtitle of {part}",
    "body": "the text of {part}",
    "declaration": "what is declared with {part}",
    "unit": "the unit of {part}",
    "number": "the number shown before {part}",
    "numbering": "the numbering of {part}",
    "questions-label": "the heading over the questions",
    "row-label": "what a row of {part} is called",
    "worded": "what {part} is called in some cases",
    "source": "where {part} stands",
    "meets": "which standards {part} meets",
    "heading": "the prompt that {part} stands under",
    "columns": "what {part} is answered with",
    "version": "the number of the version",
    "retired": "the list of addresses that are never used again",
    "was": "the note of what {part} was before",
    "form": "the id of the form",
    "kind": "the kind of answer to {part}",
    "required": "whether {part} must be answered",
    "required-when": "when {part} must be answered",
    "when": "when {part} is asked",
    "could-not-find-out": "whether {part} may be marked as “could not find out”",
    "must": "what {part} wants to be so",
    "min-length": "the fewest characters of {part}",
    "max-length": "the most characters of {part}",
    "least": "the least of {part}",
    "most": "the most of {part}",
    "earliest": "the earliest of {part}",
    "latest": "the latest of {part}",
    "max-size": "the largest size of a file for {part}",
    "decimal-places": "how many decimal places {part} may have",
    "pattern": "how {part} must be written",
    "check-character": "the check of the characters of {part}",
    "types": "which types of file may be added to {part}",
    "calculate": "how {part} is worked out",
    "gaps": "which answers {part} lists",
    "suggest": "what is suggested for {part}",
    "score": "the score of {part}",
    "role": "what the findings collect {part} as",
    "shared": "the shared list that {part} offers",
    "please-say": "the box for other words beside {part}",
    "name-label": "the box for a name at {part}",
    "at": "the place where {part} is told",
    "part": "the part of the form that {part} belongs to",
    "exactly": "how many rows {part} has",
    "as-many-as": "what says how many rows {part} has",
    "register": "the register of what a submission is about",
    "question": "the answer that {part} takes",
    "sign-off": "the ending of {part}",
    "signatory": "who signs {part}",
    "salutation": "the beginning of {part}",
    "exclusive": "whether {part} excludes the others",
    "warns": "whether {part} is advice",
    "tickable": "whether {part} can be ticked",
    "group": "the rows of {part}",
}
"""What each word of the language says of a part."""
_WHY = {
    Level.WORDING: "answers stay as they are",
    Level.ADDITION: "what was answered before is still right",
    Level.TIGHTENING: "a draft may need another answer before it can be submitted",
    Level.BREAKING: "answers given before may have another meaning, or none",
}
_GONE = "what was entered is kept with the record, and has no place in the new version"
_CARRIED = "answers are carried along, and exports hold them under another address"
_OF_PARTS = {
    "renamed": "{part} has another id: " + _CARRIED,
    "option renamed": "“{was}” is now {part}: whoever chose it has chosen this, and exports hold another value",
    "option merged": "“{was}” is now {part}: whoever chose it has chosen this, and exports hold another value",
    "option split": "{part} was split off from “{was}”: whoever chose that has to choose again",
    "moved": "{part} has moved from {without} to {within}: " + _CARRIED,
    "split": "{part} was split off from “{was}”: what was entered there stands in both, to be looked at again",
    "merged": (
        "“{was}” has become part of {part}: what was entered is carried there as far as it can be, and kept with the "
        "record"
    ),
    "reordered": "the {parts} of {within} stand in another order: answers stay as they are",
    "spared": "{part} is not asked here, unlike elsewhere in the form: nothing changes",
    "kept": "{part} stays here, unlike elsewhere in the form: nothing changes",
    "added": "{part} is new",
    "removed": "{part} is gone",
}
"""The sentence about a whole part, by what has become of it."""
_WITH_KIND = {
    "added": "{part} comes with the new kind of answer",
    "removed": "{part} goes with the old kind of answer: what was chosen is carried along where it fits",
}
"""The sentence about an option of an answer that is of another kind now."""
_GONE_PARTS = {
    "check": "{part} is made no more: what it found can now be submitted",
    "section": "{part} is gone: what becomes of its questions is told for each",
    "question": "{part} is no longer asked: " + _GONE,
    "column": "{part} is no longer asked: " + _GONE,
    "option": "{part} can no longer be chosen: whoever chose it has to choose again, and their answer is kept",
    "prompt": "{part} is gone: whether it was ticked is kept with the record",
    "outcome": "{part} is worked out no more: new submissions do not have it",
}
"""The sentence about a part that is gone, where there is more to say than that."""
_OF_VALUES = {
    "required": (
        "{part} must now be answered: a draft without an answer cannot be submitted until it has one",
        "{part} may now be left blank",
    ),
    "required-when": (
        "{part} must now be answered when {new}",
        "{part} must no longer be answered in some cases",
    ),
    "when": (
        "{part} is now asked only when {new}: otherwise what was entered is kept, and left out of the submission",
        "{part} is now always asked",
    ),
    "check when": ("{part} now finds something when {new}: drafts may meet it", ""),
    "check must": ("{part} now wants it to be so that {new}: drafts may meet it", ""),
    "option when": ("{part} is now offered only when {new}", "{part} is now always offered"),
    "kind": (
        "{part} is now answered with {new} instead of {old}: an answer that does not fit is to be given again",
        "",
    ),
    "could-not-find-out": (
        "{part} may now be marked as “could not find out”",
        "{part} can no longer be marked as “could not find out”: whoever did has to answer it",
    ),
    "exclusive": ("{part} now excludes the other options", "{part} no longer excludes the others"),
    "warns": (
        "{part} is now advice, which a person may override with a reason",
        "{part} now stands in the way of submitting",
    ),
    "tickable": ("{part} can now be ticked", "{part} is now a heading over others, and is not ticked"),
    "group": (
        "{part} is now {new}: answers given before are to be looked at again",
        "{part} is asked once, and no longer in rows: answers given before are to be looked at again",
    ),
}
"""The sentences about a value of its own kind: where it is there now, and where it is not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """The words around a difference.

    `part` is what people call the part, with its sort, and `was` what they called it; `old` and `new` are what was and
    is there, `without` and `within` what the part stood in and stands in. An option of an answer that is of
    `other_kind` now came or went with that.
    """

    part: str
    was: str
    old: str
    new: str
    without: str
    within: str
    other_kind: bool = False


def sentence(told: Difference, level: Level, beside: Beside) -> str:
    """Return the sentence about a difference."""
    said = _of_value(told, level, beside) if told.key else _of_part(told, beside)
    return f"{said[:1].upper()}{said[1:]}."


def noun_phrase(noun: str, name: str) -> str:
    """Return what a part is called, with its sort where its name alone would not say it."""
    if noun in _NAMELESS:
        return _NAMELESS[noun]
    return f"“{name}”" if noun == "question" else f"{_NOUNS.get(noun, f'the {noun}')} “{name}”"


def _filled(template: str, told: Difference, beside: Beside) -> str:
    return template.format(
        part=beside.part,
        parts=_SORTS.get(told.noun, told.noun),
        was=beside.was,
        old=beside.old,
        new=beside.new,
        without=beside.without,
        within=beside.within or "the form",
    )


def _of_part(told: Difference, beside: Beside) -> str:
    template = _OF_PARTS.get(f"{told.noun} {told.sort}") or _OF_PARTS[told.sort]
    if beside.other_kind and told.sort in _WITH_KIND:
        return _filled(_WITH_KIND[told.sort], told, beside)
    if told.sort == "removed":
        template = _GONE_PARTS.get(told.noun, template)
    elif told.sort == "added":
        template += _added(told.after)
    return _filled(template, told, beside)


def _added(part: object) -> str:
    """Return what more there is to say about a part that is new."""
    match part:
        case Check():
            return ": what it finds " + ("needs a reason" if part.warns else "cannot be submitted")
        case Question() if part.group:
            return ", and asked in rows"
        case Question():
            return _prompted(part) + _asked(part.columns)
        case Column():
            return _asked((part,))
        case ListedPrompt() if not part.tickable:
            return ", as a heading over others"
        case _:
            return ""


def _prompted(question: Question) -> str:
    count = sum(each.tickable for each in in_a_row(question.evidence))
    return f", with {count} evidence {'prompt' if count == 1 else 'prompts'}," if count else ""


def _asked(columns: tuple[Column, ...]) -> str:
    if any(column.required for column in columns):
        return " and must be answered: drafts need it before they can be submitted"
    if any(column.required_when for column in columns):
        return " and must be answered in some cases"
    calculated = all(column.kind == "calculated" for column in columns)
    return ", and worked out from other answers" if calculated else " and may be left blank"


def _of_value(told: Difference, level: Level, beside: Beside) -> str:
    of_policy = _OF_POLICY.get(told.key, "") if told.noun == "policy" else ""
    thing = _filled(of_policy or _THINGS.get(told.key, f"“{told.key}” of {{part}}"), told, beside)
    if told.sort == "kept":
        return f"{thing} stays as it was, unlike elsewhere in the form: nothing changes"
    if told.key == "kind" and level is Level.ADDITION:
        return f"{beside.part} is now answered with {beside.new} instead of {beside.old}: every answer fits it"
    if told.key == "required-when" and told.before is True:
        return f"{beside.part} must no longer be answered always, but only when {beside.new}"
    there, gone = _OF_VALUES.get(f"{told.noun} {told.key}") or _OF_VALUES.get(told.key, ("", ""))
    special = there if told.after else gone
    if special:
        return _filled(special, told, beside)
    whole = thing.startswith("the ") and not (beside.old and beside.new)
    done = ("is new" if beside.new else "is gone") if whole else "has changed"
    return f"{thing} {done}: {_WHY[level]}"
