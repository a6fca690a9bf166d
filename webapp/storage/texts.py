"""The texts of specs, as they were asked: which text a version has, and every text that anything was asked with.

Here lives what keeps a version from ever having two texts.
"""

import sqlalchemy as sa

from webapp.rights import Act
from webapp.storage import text_statements
from webapp.storage.failures import NotYours, PinnedDifferently, PublishedDifferently, Unknown
from webapp.storage.opened import Opened, now

_FORM = "The form"


class Texts(Opened):
    """The texts of specs that are kept."""

    def pin(self, form: str, version: int, sha256: str, text: bytes) -> None:
        """Keep the text that a version has.

        A text that nothing was asked with yet gives way to another one. Raises PinnedDifferently when something was, or
        when it was published here, and NotYours.
        """
        self._require(Act.FILL_IN)
        with self._database.writing(_FORM) as connection:
            pin(connection, form, version, sha256=sha256, text=text)

    def text_of(self, sha256: str) -> bytes:
        """Return the text that a draft or a record is asked with, by its checksum. Raises Unknown without one.

        The recipient of a letter has that of the letter alone. Raises NotYours.
        """
        if not self._viewer.draft:
            self._require(Act.READ_FORMS)
        with self._database.reading(_FORM) as connection:
            if self._viewer.draft and text_statements.asked_with(connection, self._viewer.draft) != sha256:
                raise NotYours
            text = text_statements.text(connection, sha256)
        if text is None:
            raise Unknown("The words that this was asked with are not kept here.")
        return text

    def used_text(self, form: str, version: int) -> bytes | None:
        """Return the text that a version was used with; None while no draft was begun on it."""
        with self._database.reading(_FORM) as connection:
            used = text_statements.is_used(connection, form, version)
            return text_statements.pinned_text(connection, form, version) if used else None


def pin(connection: sa.Connection, form: str, version: int, *, sha256: str, text: bytes) -> None:
    """Keep the text that a version has, and hold it until the transaction ends. Raises PinnedDifferently."""
    text_statements.keep_text(connection, sha256, text, now=now())
    text_statements.pin_if_absent(connection, form, version, sha256=sha256, now=now())
    if text_statements.pinned_sha256(connection, form, version) == sha256:
        return
    if text_statements.is_published(connection, form, version):
        raise PublishedDifferently(form, version)
    if text_statements.is_used(connection, form, version):
        raise PinnedDifferently(form, version)
    text_statements.replace_pin(connection, form, version, sha256=sha256, now=now())


def never_used(form: str, version: int) -> Unknown:
    """Return what is said of a version that is not pinned."""
    return Unknown(f"Version {version} of “{form}” was never used here.")
