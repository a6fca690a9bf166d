"""How a version was published, as tests need it: what matters to none of them is the same in all."""

from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

from formspec.release import Release


def release_of(text: bytes, form: str, version: int, **said: Any) -> Release:
    """Return how a text was published as a version of a form, in force for long; `said` are other parts of it."""
    plain = Release(
        form=form,
        version=version,
        sha256=sha256(text).hexdigest(),
        note="",
        approved_by="",
        approved="",
        published_by="Ann Reed",
        published=datetime(2026, 11, 23, 10, 15, tzinfo=UTC),
        in_force=date(2020, 1, 1),
    )
    return replace(plain, **said)
