"""Photos and files that are added with a change of an action.

Here lives what becomes of what was chosen. It is kept at once, and stands in the action once all of the change is kept.
Where something else was wrong with that, it waits on the page and need not be chosen again: signed for the person and
the action, so that nobody names a content that they never sent.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from flask import current_app
from itsdangerous import URLSafeTimedSerializer

from engine.attachments import ALONE, kind_in
from engine.attachments import TYPES as SHORT
from engine.language import ENGLISH
from engine.stored_file import TYPES, StoredFile, read_files, write_files
from formspec.attaching import MOST
from formspec.suggest import listed
from webapp.guard import Upload
from webapp.guard.signature import BadSignature, timed_signer
from webapp.pages.desk import desk
from webapp.pages.files.keeping import BUSY, FileRefused, kept_file
from webapp.pages.identity import viewer
from webapp.photos.remaking import TooBusyError
from webapp.storage.action_failures import TooManyFiles
from webapp.storage.action_statements import Action

FILES, TAKEN = "files", "taken"
"""The inputs in which files are chosen: any, and one that a camera fills."""
WAITING = "waiting-"
"""What the names of the boxes begin with that hold the files which wait on a page."""
ACCEPTED = kind_in(ENGLISH).accepted(ALONE)
_ALLOWED = frozenset(media_type for short in SHORT for media_type in TYPES[short])
_WANTED = f"it must be a {listed([each.upper() for each in SHORT])} file."
_THERE = "the action has it already."
_LOST = "A file that waited here is not kept any more. Choose it again."
_CHOOSE = "Choose what you describe, or leave the description out."
_WAITS = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Attached:
    """The files that a change adds, without their caption, and what is wrong with what was chosen, "" for nothing."""

    files: tuple[StoredFile, ...] = ()
    fault: str = ""


def attached_to(action: Action, sent: Mapping[str, str], chosen: Mapping[str, Iterable[Upload]]) -> Attached:
    """Return what is added to an action by what was posted, and keep what is new."""
    there = {each.sha256 for each in desk().repository.action_files(action)}
    found, faults = dict[str, StoredFile](), dict[str, None]()
    for each in (*_waited(action, sent), *_kept(there, chosen)):
        if isinstance(each, str):
            faults[each] = None
        else:
            found[each.sha256] = each
    if not faults and len(there) + len(found) > MOST:
        faults[str(TooManyFiles(MOST))] = None
    if sent.get("caption", "").strip() and not found and not faults:
        faults[_CHOOSE] = None
    return Attached(tuple(found.values()), " ".join(faults))


def waiting(action: Action, files: Iterable[StoredFile]) -> list[tuple[StoredFile, str]]:
    """Return files that wait on the page of an action, each with what the page holds for it."""
    return [(each, _signer().dumps(_said(action, each))) for each in files]


def waited(action: Action, sent: Mapping[str, str]) -> tuple[StoredFile, ...]:
    """Return the files that waited on the page that was sent, and still do."""
    return tuple(each for each in _waited(action, sent) if isinstance(each, StoredFile))


def _waited(action: Action, sent: Mapping[str, str]) -> Iterator[StoredFile | str]:
    """Yield the files that waited on the page that was sent, and a sentence where one is not known any more."""
    for name, signed in sent.items():
        if name.startswith(WAITING):
            try:
                whose, where, text = _signer().loads(signed, max_age=int(_WAITS.total_seconds()))
            except (BadSignature, ValueError, TypeError):
                yield _LOST
                continue
            yield from (read_files(text) or ()) if [whose, where] == [viewer().id, action.id] else (_LOST,)


def _kept(there: Iterable[str], chosen: Mapping[str, Iterable[Upload]]) -> Iterator[StoredFile | str]:
    """Yield what was chosen once it is kept, and a sentence for each file that is refused."""

    def require(file: StoredFile) -> None:
        if file.type not in _ALLOWED:
            raise FileRefused(file.name, _WANTED)
        if file.sha256 in there:
            raise FileRefused(file.name, _THERE)

    for each in (*chosen.get(TAKEN, ()), *chosen.get(FILES, ())):
        try:
            yield kept_file(each, keep=desk().repository.keep_file, types=SHORT, require=require)
        except FileRefused as refusal:
            yield str(refusal)
        except TooBusyError:
            yield str(FileRefused(each.name, BUSY))


def _said(action: Action, file: StoredFile) -> list[str]:
    return [viewer().id, action.id, write_files([replace(file, caption="", prompt="")])]


def _signer() -> URLSafeTimedSerializer:
    return timed_signer(str(current_app.secret_key), "webapp.pages.actions.attaching")
