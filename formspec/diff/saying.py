"""What a difference is in one plain sentence: what has changed, and what that means.

Here live the sentences, one table for whole parts and one for the single words of the language.
"""

from dataclasses import dataclass

from formspec.attaching import ATTACHMENTS
from formspec.diff.change import Difference, Level
from formspec.diff.prompts import ListedPrompt, in_a_row
from formspec.diff.things import NAMELESS, NOUNS, OF_POLICY, SORTS, THINGS
from formspec.logic import Check
from formspec.model import Column, Question

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
    "retention added": "records are now kept for {new}: until now nothing said for how long",
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
    "retention": "nothing says any more how long records are kept, so none is ever due to go",
}
"""The sentence about a part that is gone, where there is more to say than that."""
_GONE_ADVICE = "{part} is made no more: no reason is asked for what it found"
_MOVES = ": with a first prompt to tick, exports hold the answer to the question in another place"
_SUGGESTED = (
    "no answer is suggested for {part} any more: exports hold the answer by itself, and no longer what was suggested",
    "an answer is now suggested for {part}: exports hold the answer together with what was suggested",
)
"""The sentence about a suggestion that has gone, and about one that has come."""
_ATTACHED = {
    "question": (
        "photos and files can now be added beside the answer to {part}",
        "photos and files can no longer be added beside the answer to {part}: those that were are kept with the record",
    ),
    "form": (
        "photos and files can now be added wherever there is evidence",
        "photos and files can no longer be added where there is evidence: those that were are kept with the record",
    ),
}
"""The sentences about attachments of a question and of a whole form: where they can be added now, and where not."""
_FEWER = {
    ("check", "when"): "{part} finds something in fewer cases now, when {new}",
    ("check", "must"): "{part} finds something in fewer cases now: it wants it to be so that {new}",
    ("column", "required-when"): "{part} must be answered in fewer cases now, when {new}",
}
"""The sentence about a demand that is made less often than before."""
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
    "declaration": (
        "what is declared with {part} has changed: whoever declared it has to declare it again in the new words",
        "",
    ),
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
    "access": ("drafts and records are now seen {new}, and no longer {old}", ""),
    "child-data": (
        "the form now says that it holds the personal data of children",
        "the form no longer says that it holds the personal data of children",
    ),
    "keep": ("records are now kept for {new} instead of {old}", ""),
    "from": ("the time that records are kept now runs from {new} instead of {old}", ""),
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
    said = _of_value(told, level, beside) if told.key else _of_part(told, level, beside)
    return f"{said[:1].upper()}{said[1:]}."


def noun_phrase(noun: str, name: str) -> str:
    """Return what a part is called, with its sort where its name alone would not say it."""
    if noun in NAMELESS:
        return NAMELESS[noun]
    return f"“{name}”" if noun == "question" else f"{NOUNS.get(noun, f'the {noun}')} “{name}”"


def _filled(template: str, told: Difference, beside: Beside) -> str:
    return template.format(
        part=beside.part,
        parts=SORTS.get(told.noun, told.noun),
        was=beside.was,
        old=beside.old,
        new=beside.new,
        without=beside.without,
        within=beside.within or "the form",
    )


def _of_part(told: Difference, level: Level, beside: Beside) -> str:
    template = _OF_PARTS.get(f"{told.noun} {told.sort}") or _OF_PARTS[told.sort]
    if beside.other_kind and told.sort in _WITH_KIND:
        return _filled(_WITH_KIND[told.sort], told, beside)
    if told.sort == "removed":
        advice = isinstance(told.before, Check) and told.before.warns
        template = _GONE_ADVICE if advice else _GONE_PARTS.get(told.noun, template)
    elif told.sort == "added":
        template += _MOVES if level is Level.BREAKING else _added(told.after)
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
    of_policy = OF_POLICY.get(told.key, "") if told.noun == "policy" else ""
    thing = _filled(of_policy or THINGS.get(told.key, f"“{told.key}” of {{part}}"), told, beside)
    if told.sort == "kept":
        return f"{thing} stays as it was, unlike elsewhere in the form: nothing changes"
    if told.key == "kind" and level is Level.ADDITION:
        return f"{beside.part} is now answered with {beside.new} instead of {beside.old}: every answer fits it"
    if told.key == "required-when" and told.before is True:
        return f"{beside.part} must no longer be answered always, but only when {beside.new}"
    if told.before and told.after and level is Level.ADDITION and (told.noun, told.key) in _FEWER:
        return f"{_filled(_FEWER[told.noun, told.key], told, beside)}: {_WHY[level]}"
    if told.key == "suggest" and level is Level.BREAKING:
        return _filled(_SUGGESTED[bool(told.after)], told, beside)
    if told.key == ATTACHMENTS:
        return _of_attachments(told, level, beside)
    there, gone = _OF_VALUES.get(f"{told.noun} {told.key}") or _OF_VALUES.get(told.key, ("", ""))
    special = there if told.after else gone
    if special:
        return _filled(special, told, beside)
    whole = thing.startswith("the ") and not (beside.old and beside.new)
    done = ("is new" if beside.new else "is gone") if whole else "has changed"
    return f"{thing} {done}: {_WHY[level]}"


def _of_attachments(told: Difference, level: Level, beside: Beside) -> str:
    added = bool(told.after) or (told.after is None and told.before is False)
    said = _filled(_ATTACHED[told.noun][not added], told, beside)
    return f"{said}; exports hold the answer in another place" if added and level is Level.BREAKING else said
