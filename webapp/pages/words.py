"""Moments, counts, digests and roles in plain English, as the templates' filters.

Here lives only the wording of single values; whole sentences stand in the templates.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime

from engine.language import ENGLISH
from engine.london import LONDON, in_london
from engine.period import period
from engine.stored_file import size_in_words
from engine.wording import first_paragraph
from formspec.model import Spec
from formspec.records import ACCESSES
from formspec.reviews import day_in_words

_DIGEST_SHOWN = 12
_ROLES = {"concern": "Concerns", "action": "Further actions"}


def clock(moment: datetime) -> str:
    """Return the time of day in London as "10:15am"."""
    local = in_london(moment)
    return f"{local.hour % 12 or 12}:{local.minute:02d}{'am' if local.hour < 12 else 'pm'}"  # noqa: PLR2004 (noon)


def day(moment: datetime) -> str:
    """Return the day in London as "23 November 2026"."""
    local = in_london(moment)
    return f"{local.day} {local:%B %Y}"


def today() -> date:
    """Return today's date in London."""
    return datetime.now(LONDON).date()


def moment(when: datetime, now: datetime | None = None) -> str:
    """Return a moment as "today at 10:15am" or "on 23 November 2026 at 10:15am"."""
    today = day(now or datetime.now(UTC))
    return f"today at {clock(when)}" if day(when) == today else f"on {stamp(when)}"


def stamp(when: datetime) -> str:
    """Return a moment in full, for what is kept or printed: "23 November 2026 at 10:15am"."""
    return f"{day(when)} at {clock(when)}"


def count(number: int, noun: str) -> str:
    """Return a number with its noun: "1 answer", "3 answers"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def size(count: int) -> str:
    """Return a number of bytes as people say it: "340 KB", "2.5 MB"."""
    return size_in_words(count, ENGLISH)


def named(title: str, about: str) -> str:
    """Return a form's title with what one of them is about: "Audit: The Forge"."""
    return f"{title.removesuffix('.')}: {about}" if about else title


def role_word(spec: Spec, role: str) -> str:
    """Return what a form calls its concerns or actions: its columns' label, or the plain word where they differ."""
    columns = (column for section in spec.sections for question in section.questions for column in question.columns)
    labels = {first_paragraph(column.label).removesuffix(":") for column in columns if column.role == role}
    return labels.pop() if len(labels) == 1 and all(labels) else _ROLES[role]


def seen_by(spec: Spec) -> str:
    """Return who is to see the records of a form, as it ends a sentence."""
    return ACCESSES[spec.access]


def spoken(address: str) -> str:
    """Return the address of a question in words, where nothing is known of its form."""
    words = address.replace(".", ", ").replace("-", " ")
    return words[:1].upper() + words[1:]


def short_digest(digest: str) -> str:
    """Return the first digits of a digest ("sha256:…"), enough to compare by eye, in groups of four."""
    digits = digest.removeprefix("sha256:")[:_DIGEST_SHOWN]
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))


FILTERS: dict[str, Callable[..., str]] = {
    "moment": moment,
    "on_day": day_in_words,
    "count": count,
    "named": named,
    "role_word": role_word,
    "seen_by": seen_by,
    "kept_for": period,
    "size": size,
    "stamp": stamp,
    "short_digest": short_digest,
    "spoken": spoken,
}
