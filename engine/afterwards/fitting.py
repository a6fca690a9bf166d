"""Whether what came after a submission fits it: the one thing that does not, in words.

Here lives what a schema cannot say: that its actions are the submission's, that a history goes forward, and that a
decision is one that the form comes to. Each answer ends a sentence that begins with the name of a document, and is ""
where nothing is wrong.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import accumulate, pairwise

from engine.afterwards.document import Afterwards, Decision, Followed
from engine.deciding import options_in_words, outcome_cell
from engine.document import entries_of
from engine.follow_up import actions_of
from engine.form import Form
from engine.json_value import JsonObject, as_text
from engine.kinds.choice import ChoiceKind
from engine.language import language
from engine.london import day_of
from formspec.attaching import MOST
from formspec.translation import LANGUAGES


def unfit(after: Afterwards, form: Form, document: JsonObject) -> str:
    """Return what does not fit a submission of a form, which is right itself; "" where all does."""
    return next(_faults(after, form, document), "")


def identity(followed: Followed) -> tuple[object, ...]:
    """Return what is the same of an action wherever it is told of, and never changes."""
    first = followed.history[0].moment
    return (followed.id, followed.text, followed.question, followed.version, followed.added, first)


def _faults(after: Afterwards, form: Form, document: JsonObject) -> Iterator[str]:
    written = [each for each in after.actions if not each.added]
    if after.actions and not _are_of(written, document):
        yield "does not tell of the further actions that its submission asks for"
    if [each.added for each in after.actions] != sorted(each.added for each in after.actions):
        yield "tells of an action that was added before one that was written"
    ids = [each.id for each in after.actions]
    if len(set(ids)) < len(ids):
        yield "tells of one action twice"
    if not all(_goes_forward(entry.moment for entry in each.history) for each in after.actions):
        yield "tells of an action in another order than it was followed up"
    if any(map(_is_crowded, after.actions)):
        yield f"tells of an action that has more than {MOST} files at once"
    if not all(map(_files_come_and_go, after.actions)):
        yield "tells of a file of an action that comes twice, or goes before it came"
    if len({each.sha256 for each in after.scans}) < len(after.scans):
        yield "tells of one scan twice"
    if not _goes_forward(each.moment for each in after.scans):
        yield "tells of scans in another order than they were added"
    yield from _of_decisions(after, form)
    if after.decisions and not _in_their_words(after.decisions, form, document):
        yield (
            "tells of a decision in other words than its form has for that option: have the ZIP made again where it "
            "was decided"
        )


def _files_come_and_go(followed: Followed) -> bool:
    """Say whether each file that is taken off stood there, and each that is added did not."""
    there: set[str] = set()
    for entry in followed.history:
        added = {each.sha256 for each in entry.files}
        if not there.issuperset(entry.removed) or added & (there - {*entry.removed}):
            return False
        there = there - {*entry.removed} | added
    return True


def _is_crowded(followed: Followed) -> bool:
    """Say whether an action has more files at once than one may."""
    comings = (len(entry.files) - len(entry.removed) for entry in followed.history)
    return any(there > MOST for there in accumulate(comings))


def _of_decisions(after: Afterwards, form: Form) -> Iterator[str]:
    options, known = _options(form), {each.id for each in after.actions}
    if any(each.option not in options for each in after.decisions):
        yield "tells of a decision that its form does not come to"
    if not _goes_forward(each.moment for each in after.decisions):
        yield "tells of decisions in another order than they were made"
    if not all(known.issuperset(each.conditions) for each in after.decisions):
        yield "names an action to be closed first that it does not tell of"
    if any(map(_counts_wrongly, after.decisions)):
        yield "counts more that was open than there was"


def _are_of(written: Sequence[Followed], document: JsonObject) -> bool:
    """Say whether actions are those of a document, each with its words in its cell."""
    raised = actions_of(document)
    return [(each.address, each.text.split()) for each in written] == [
        (_kept(each.address), _kept(each.text).split()) for each in raised
    ]


def _kept(text: str) -> str:
    """Return a text as a database keeps it."""
    return text.replace("\0", "")


def _options(form: Form) -> frozenset[str]:
    cell = outcome_cell(form)
    return cell.kind.allowed(cell.column) if cell and isinstance(cell.kind, ChoiceKind) else frozenset()


def _in_their_words(decisions: Iterable[Decision], form: Form, document: JsonObject) -> bool:
    """Say whether each decision is in the words that its option has in the form, after what was answered.

    Yes and No are taken in every language, because a decision was once kept in that of whoever made it.
    """
    entries, _ = entries_of(form, document["answers"])
    words = options_in_words(form, entries, day_of(datetime.fromisoformat(as_text(document["submitted"]))))
    said = {value: {" ".join(_kept(label).split())} for value, label in words.items()}
    cell = outcome_cell(form)
    if cell is not None and cell.column.kind == "yes-no":
        for code in LANGUAGES:
            said["yes"].add(language(code).say("Yes"))
            said["no"].add(language(code).say("No"))
    return all(" ".join(each.words.split()) in said.get(each.option, ()) for each in decisions)


def _goes_forward(moments: Iterable[datetime]) -> bool:
    return all(one <= other for one, other in pairwise(moments))


def _counts_wrongly(made: Decision) -> bool:
    return any(still_open > everything for everything, still_open in (made.concerns, made.actions))
