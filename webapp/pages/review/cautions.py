"""What has to be said of a version that another is compared with, where people had another one in use.

Here lives that one sentence and what it leads to: the version was withdrawn, or is not in force yet.
"""

from dataclasses import dataclass
from datetime import date

from formspec.reviews import day_in_words
from webapp.pages.desk import desk
from webapp.pages.review.versions import version_in_use


@dataclass(frozen=True, slots=True)
class Caution:
    """That a version is not the one in force, and `why`, a sentence without its end; `used` is that one, if any."""

    form: str
    version: int
    used: int | None
    why: str

    @property
    def words(self) -> str:
        """Both, in one sentence."""
        return f"{self.why}, and {self._used} is in force."

    def before(self, version: int) -> str:
        """Both, of what was when a later version that is compared with this one came into force."""
        return (
            f"These are the changes from version {self.version}. {self.why}, and {self._used} was in force before "
            f"version {version}."
        )

    @property
    def _used(self) -> str:
        return f"version {self.used}" if self.used else "no version"


def caution(form: str, version: int, day: date, *, before: int = 0) -> Caution | None:
    """Return what has to be said of a version on a day; None where it is in force, or was and then was replaced.

    `before` is a version that counts no more than those after it, 0 for none: the one that is compared with this one.
    """
    library = desk().shelf.published
    release = library.release(form, version) if version in library.versions(form) else None
    used = version_in_use(form, day, before=before)
    if release is None or release.stands(day) or used == version:
        return None
    if release.in_force > day:
        return Caution(form, version, used, f"Version {version} is in force from {day_in_words(release.in_force)} on")
    gone = day_in_words(release.withdrawn) if release.withdrawn else ""
    return Caution(form, version, used, f"Version {version} was withdrawn on {gone}")
