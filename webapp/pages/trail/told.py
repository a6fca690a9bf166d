"""Acts of the audit trail as a person reads them: who, what they did, and what else is kept of it.

Here lives their wording alone. The trail keeps ids, and names stand where they are looked up: those of accounts for
everybody who reads the trail, that of the recipient of a letter for whoever may see the letter.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from webapp.deeds import Deed
from webapp.pages.identity import at_hand
from webapp.storage.stored_letters import LetterRequest
from webapp.storage.trail_statements import ActOf

_CHECKSUMS = frozenset({"digest", "drawn", "sha256", "shown", "signature", "spec", "what"})
_HERE = "Somebody on this computer"
_BY_ITSELF = "Formspec, by itself"
_WITH_A_LINK = "Somebody with the link"
_RECIPIENT = "The recipient of a letter"
_DEEDS = {each.value: each for each in Deed}


@dataclass(frozen=True, slots=True)
class Shown:
    """An act as a person reads it: when, who, and what they did to which thing."""

    act: ActOf
    who: str
    words: str
    more: str


@dataclass(frozen=True, slots=True)
class Names:
    """The names that a reader of the trail may see: of accounts, and by their ids the letters that name recipients.

    None stands for a letter that they may not see.
    """

    accounts: Mapping[str, str]
    letters: Mapping[str, LetterRequest | None]

    def of(self, who: str) -> str:
        """Return what somebody is called who has an id; the id itself where nobody here had it."""
        if who in self.accounts:
            return self.accounts[who]
        if who not in self.letters:
            return who
        letter = self.letters[who]
        return f"{letter.name} (by letter)" if letter else _RECIPIENT


def names_in(acts: Iterable[ActOf], *others: str) -> Names:
    """Return the names of who did some acts, of those that they were done to, and of others."""
    ids = {found for act in acts for found in (act.who, act.thing)}
    return Names(at_hand().names_of_accounts(), at_hand().letters_of_trail({*ids, *others}))


def told(acts: Iterable[ActOf], names: Names) -> Iterator[Shown]:
    """Yield acts as a person reads them."""
    for act in acts:
        kept = json.loads(act.detail) if act.detail else {}
        words = _DEEDS[act.act].words if act.act in _DEEDS else act.act
        yield Shown(act, _who(act, kept, names), words, ", ".join(_more(act, kept, names)))


def _who(act: ActOf, kept: Mapping[str, object], names: Names) -> str:
    if act.who:
        return _RECIPIENT if _is_of_erased(act, names) else names.of(act.who)
    if act.act == Deed.LETTER_REFUSED.value:
        return _WITH_A_LINK
    return _BY_ITSELF if kept.get("how") == "itself" else _HERE


def _is_of_erased(act: ActOf, names: Names) -> bool:
    """Return whether a recipient did something with their letter, of which nothing is kept any more."""
    return act.kind == "letter" and act.who == act.thing and act.who not in names.letters


def _more(act: ActOf, kept: Mapping[str, object], names: Names) -> Iterator[str]:
    """Yield what else is kept of an act, in words; checksums are for the file."""
    letter = names.letters.get(act.thing)
    if letter and act.act == Deed.LETTER_PASSED_ON.value:
        yield f"named: {letter.passed_to or 'nobody'}"
    elif letter and act.who != act.thing:
        yield f"to: {letter.name}"
    for name, value in kept.items():
        if name not in _CHECKSUMS and value not in {"", "itself"}:
            yield f"{name.replace('_', ' ')}: {names.of(str(value))}"
