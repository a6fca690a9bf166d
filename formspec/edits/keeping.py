"""What a form says of its records: who sees them, whether they are about children, and how long they are kept.

Here lives the edit of these words at the head of a form. What they mean is for the rules of sense and the engine to
say.
"""

from collections.abc import Mapping

from formspec.edits.revision import Revision
from formspec.edits.wording import cleaned
from formspec.grammar import LEVELS
from formspec.records import ORDINARY

_RETENTION = "retention"


def set_records(text: str, *, access: str, child_data: bool, retention: Mapping[str, str]) -> str:
    """Return the text with other words about its records.

    `retention` has words by its keys (`keep`, `from`, `decided-by`, `reason`). A key without words is taken out, and
    all of it where there are none but for the beginning.
    """
    revision = Revision(text)
    before = revision.spec
    if access != before.access:
        _write(revision, (), "access", cleaned(access) if access != ORDINARY else "")
    if child_data != before.child_data:
        _write(revision, (), "child-data", "true" if child_data else "")
    said = {key: words for key in LEVELS[_RETENTION].keys if (words := cleaned(retention.get(key, "")))}
    if said.keys() <= {"from"}:
        said = {}
    if not said or before.retention is None:
        _write(revision, (), _RETENTION, said)
    else:
        for key in LEVELS[_RETENTION].keys:
            _write(revision, (_RETENTION,), key, said.get(key, ""))
    return revision.done()


def _write(revision: Revision, path: tuple[str, ...], key: str, value: str | dict[str, str]) -> None:
    """Put a value behind a key, unless it stands there already, or take the key out where there is none."""
    there = revision.has(path, key)
    if not value:
        if there:
            revision.drop((*path, key))
    elif not there or str(revision.said((*path, key))).strip() != value:
        order = tuple(LEVELS[_RETENTION if path else "spec"].keys)
        revision.put(path, key, {**value} if isinstance(value, dict) else value, order)
