"""What somebody typed on a page whose session had ended, kept until they have signed in again.

Here lives how it travels: signed, in the page itself, bound to the account that was signed in, so that no word is lost
and none is shown to another person. Files cannot travel so; their names are said, to be chosen again.
"""

from collections.abc import Mapping
from typing import NamedTuple

from flask import current_app, request
from itsdangerous import URLSafeTimedSerializer

from webapp.guard import posted, uploaded
from webapp.guard.signature import BadSignature, timed_signer
from webapp.guard.token import FIELD, made_for
from webapp.pages.entrances import ENTRANCES
from webapp.rights import Act

NAME = "kept"
"""The name of the input that holds it."""
_PRESSED = frozenset({"base", "then", "from", "version", "again", "taken"})
"""What a form holds that nobody typed."""
_SECTION = "sections.save"
_LONGEST = 24 * 60 * 60


class Kept(NamedTuple):
    """A form that was sent: where to, by whom ("" where nobody knows), its fields, and the names of its files."""

    path: str
    user: str
    fields: dict[str, str]
    files: list[str]
    saves: bool

    def may_be_saved(self, user_id: str) -> bool:
        """Whether an account may save this by one press: what it entered itself, or answers of nobody knows whom.

        Whatever else a button did than to keep words, such as to publish or to erase, is done on its own page again.
        """
        return self.saves and self.user in {"", user_id}

    @property
    def has_words(self) -> bool:
        """Whether anything was typed at all, rather than a button pressed."""
        typed = (value for name, value in self.fields.items() if name not in _PRESSED)
        return any(value.strip() for value in typed) or bool(self.files)


def keep(before: str) -> str:
    """Return what the request sent, to travel in the page that is shown instead; "" where no words are typed there.

    It is of the account that its form was made for, or else of the one that was signed in `before`. Of nobody knows
    whom, such as from a page that was made when there were no accounts, only the answers of a section are kept.

    Passwords and codes are asked for by pages that no act of the table of rights stands for, and those that look after
    people are not for another to press: nothing of either is kept.
    """
    asked = ENTRANCES.get(request.endpoint or "")
    if not isinstance(asked, Act) or asked is Act.MANAGE_PEOPLE:
        return ""
    user = made_for(posted(request)) or before
    if not user and request.endpoint != _SECTION:
        return ""
    fields = {name: value for name, value in posted(request).items() if name != FIELD}
    files = [each.name for some in uploaded(request).values() for each in some]
    saves = asked in {Act.FILL_IN, Act.WRITE_SPECS}
    return str(_signer().dumps(Kept(request.full_path.rstrip("?"), user, fields, files, saves)))


def kept_in(sent: Mapping[str, str]) -> Kept | None:
    """Return what a page carried along; None when it carried nothing that is ours."""
    try:
        path, user, fields, files, saves = _signer().loads(sent.get(NAME, ""), max_age=_LONGEST)
    except (BadSignature, ValueError):
        return None
    return Kept(str(path), str(user), dict(fields), list(files), bool(saves))


def _signer() -> URLSafeTimedSerializer:
    return timed_signer(str(current_app.secret_key), "webapp.pages.signing.kept")
