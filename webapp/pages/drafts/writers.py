"""Who wrote what stands in a draft, and when, in words.

Here lives that wording. Which account saved each revision is kept with it; without accounts nobody has a name.
"""

from collections.abc import Iterable, Mapping

from webapp.pages.desk import desk
from webapp.pages.drafts.boxes import last_said
from webapp.pages.identity import viewer
from webapp.pages.words import moment, stamp
from webapp.storage.stored import Draft, Entry

_SOMEBODY = "Saved by somebody else"
_YOU = "You"
_ELSEWHERE = " in another window"


def name_of(author: str, names: Mapping[str, str]) -> str:
    """Return what an account is called on a page: “You” for who reads it, "" where nobody knows whose it is."""
    return _YOU if author and author == viewer().id else names.get(author, "")


def writers(draft: Draft, inputs: Iterable[str], *, is_kept: bool = False) -> dict[str, str]:
    """Return who wrote what stands in inputs of a draft, as it comes before their words, by the inputs' names.

    `is_kept` says that the words are to be true on another day, too.
    """
    wanted, names = frozenset(inputs), desk().repository.names()
    history = desk().repository.history(draft.id) if wanted else ()
    stands = {each.name: each for each in history if each.name in wanted and each.revision <= draft.revision}
    return {name: _wrote(each, names, is_kept=is_kept) for name, each in stands.items()}


def writers_of_boxes(draft: Draft, boxes: Iterable[str]) -> dict[str, str]:
    """Return who wrote what stands in boxes about files, or took the file out, as `writers` does for inputs."""
    wanted, names = tuple(boxes), desk().repository.names()
    history = (
        [each for each in desk().repository.history(draft.id) if each.revision <= draft.revision] if wanted else []
    )
    found = {name: last_said(name, history) for name in wanted}
    return {name: _wrote(each, names, is_kept=True) for name, each in found.items() if each}


def _wrote(entry: Entry, names: Mapping[str, str], *, is_kept: bool) -> str:
    name = name_of(entry.author, names)
    if not name:
        return _SOMEBODY
    where = _ELSEWHERE if name == _YOU else ""
    return f"{name} wrote {f'on {stamp(entry.saved)}' if is_kept else moment(entry.saved)}{where}"


def is_own(who: str) -> bool:
    """Say whether it is whoever reads it that wrote something, by what `writers` says of it."""
    return who.endswith(_ELSEWHERE)
