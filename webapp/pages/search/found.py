"""What was found, as the page shows it: what it is, where the words stand, and where it leads.

Here lives the way from something that was found to its words, always by the repository: what somebody may not see by
then is left out.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flask import url_for

from engine.notes import notes_of
from engine.register.details import FIELDS
from engine.stored_file import read_files
from webapp.pages.desk import Desk, about
from webapp.pages.records.reading import ReadRecord, read
from webapp.pages.search.snippets import Snippet, snippets
from webapp.pages.subjects import registers
from webapp.pages.words import named, stamp
from webapp.sought import Terms
from webapp.storage.failures import Damaged
from webapp.storage.search_statements import Hit
from webapp.storage.stored import Draft

_ABOUT = "About"


@dataclass(frozen=True, slots=True)
class Found:
    """Something that was found: what it is and when it is from, its name, where it leads, and its words.

    `kind` and `id` are what the audit trail keeps of its being shown, "" for what it keeps nothing of.
    """

    what: str
    name: str
    url: str
    snippets: tuple[Snippet, ...]
    kind: str = ""
    id: str = ""


def indexed(at: Desk, terms: Terms, hits: Iterable[Hit]) -> Iterator[Found]:
    """Yield records, actions and decisions that were found."""
    for hit in hits:
        show = {"record": _record, "action": _action, "decision": _decision}[hit.kind]
        found = show(at, terms, hit.thing)
        if found is not None:
            yield found


def drafts(at: Desk, terms: Terms) -> Iterator[Found]:
    """Yield the drafts of whoever asks that hold all of the words, with their notes."""
    for draft in at.repository.drafts():
        opened = at.edition(draft.sha256)
        texts = list(_entered(at, draft))
        if terms.all_in(text for _, text in texts):
            yield Found(
                what=f"Draft, last changed {stamp(draft.changed)}",
                name=named(opened.spec.title, about(draft, opened)),
                url=url_for("drafts.tasks", draft_id=draft.id),
                snippets=snippets(terms, texts),
                kind="draft",
                id=draft.id,
            )


def entries(at: Desk, terms: Terms) -> Iterator[Found]:
    """Yield the entries of registers that say all of the words, or go by them."""
    labels = {each.name: each.label for each in FIELDS}
    for register in registers(at).values():
        for entry in at.repository.register_entries(register.id):
            said = [(labels[name], text) for name, text in entry.details.texts().items() if text]
            if terms.all_in(text for _, text in said):
                url = url_for("registers.page", register=register.id, entry_id=entry.id)
                yield Found(f"Entry of “{register.title}”", entry.name, url, snippets(terms, said))


def _record(at: Desk, terms: Terms, record_id: str) -> Found | None:
    try:
        record = at.repository.record(record_id)
    except Damaged:
        record = None
    if record is None:
        return None
    said = read(record, at.edition(record.sha256))
    return Found(
        what=f"Submitted {stamp(record.submitted)}",
        name=named(said.form.spec.title, record.about),
        url=url_for("records.page", record_id=record.id),
        snippets=snippets(terms, _answered(said)),
        kind="record",
        id=record.id,
    )


def _action(at: Desk, terms: Terms, action_id: str) -> Found | None:
    action = at.repository.action(action_id)
    if action is None:
        return None
    history = at.repository.action_history(action)
    said = [("Action", action.text), ("Question", action.question)]
    said += [pair for each in history for pair in (("Who", each.standing.who), ("What was done", each.note))]
    files = [file for each in history for file in each.files]
    said += [pair for each in files for pair in (("Photo or file", each.name), ("What it shows", each.caption))]
    return Found(
        what=f"Action, {action.standing.state.words.lower()}, from {stamp(action.submitted)}",
        name=named(at.edition(action.sha256).spec.title, action.about),
        url=url_for("actions.page", action_id=action.id),
        snippets=snippets(terms, said),
        kind="action",
        id=action.id,
    )


def _decision(at: Desk, terms: Terms, decision_id: str) -> Found | None:
    record = at.repository.listed(at.repository.decided_on(decision_id) or "")
    made = {each.id: each for each in at.repository.decisions_of(record)}.get(decision_id) if record else None
    if record is None or made is None:
        return None
    said = [("Decision", made.words), ("Reasons", made.reasons), ("Decided by", made.who)]
    said += [(each.message, each.reason) for each in made.warnings]
    return Found(
        what=f"Decision of {stamp(made.moment)}",
        name=named(at.edition(record.sha256).spec.title, record.about),
        url=url_for("decisions.page", record_id=record.id),
        snippets=snippets(terms, said),
        kind="record",
        id=record.id,
    )


def _answered(said: ReadRecord) -> Iterator[tuple[str, str]]:
    """Yield every answer of a record with its question, as it is read."""
    yield _ABOUT, said.record.about
    for cell in said.form.cells:
        texts = (text for name in cell.names if (text := said.entries.get(name)))
        yield cell.wording.question, " ".join(texts)
    for each in (*said.found.concerns, *said.found.actions, *said.warnings):
        yield each.question, each.text
    yield from (("File", each.name) for each in said.files)
    yield "Completed by", said.by


def _entered(at: Desk, draft: Draft) -> Iterator[tuple[str, str]]:
    """Yield everything that stands in a draft, with its question; what belongs to none is a note."""
    form = at.edition(draft.sha256).form.of(draft.entries)
    questions = {name: cell.wording.question for cell in form.cells for name in cell.names}
    for name, text in form.standing(draft.entries).items():
        files = read_files(text)
        yield questions.get(name, "Draft"), " ".join(each.name for each in files) if files else text
    yield from (("Note", each.text) for each in notes_of(draft.notes))
