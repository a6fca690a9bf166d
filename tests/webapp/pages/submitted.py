"""A record that is made straight in the repository, from entries, as submitting a draft of them makes it."""

from collections.abc import Mapping
from datetime import UTC, datetime

from engine.document import plain_outcome, submission
from engine.json_value import as_list, as_object, as_text
from webapp.pages.downloads import as_line
from webapp.pages.shelf import Edition
from webapp.storage.repository import Document, Draft, Record, Repository


def submitted(
    repository: Repository,
    opened: Edition,
    entries: Mapping[str, str],
    *,
    moment: datetime | None = None,
    reissues: str = "",
) -> Record:
    """Submit entries of a form, now or at a moment; what is blank among them is left out."""
    spec = opened.spec
    repository.pin(spec.form, spec.version, spec.sha256, opened.text)
    filled = {name: text for name, text in entries.items() if text}
    draft = repository.start_draft(spec.form, spec.version, entries=filled, access=spec.access, reissues=reissues)
    about = entries[spec.about.question] if spec.about else ""
    return repository.submit(
        draft.id, base=draft.revision, build=lambda seen: _document(opened, seen, about, moment or datetime.now(UTC))
    ).record


def _document(opened: Edition, draft: Draft, about: str, moment: datetime) -> Document:
    made = submission(opened.form, draft.entries, id=draft.id, submitted=moment)
    found = as_object(made["findings"])
    return Document(
        text=as_line(made),
        digest=as_text(made["digest"]),
        about=about,
        outcome=plain_outcome(found),
        concerns=len(as_list(found["concerns"])),
        actions=len(as_list(found["actions"])),
        submitted=moment,
    )
