"""The audit trail as a page, and as a file that can be checked elsewhere."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from flask import Blueprint, Response, render_template, request, url_for

from webapp.deeds import Deed
from webapp.pages.downloads import lines
from webapp.pages.identity import at_hand
from webapp.storage.trail_statements import ActOf

trail = Blueprint("trail", __name__, url_prefix="/trail", template_folder="templates")
_LONGEST_NUMBER = 15
_CHECKSUMS = frozenset({"digest", "sha256", "what"})


@dataclass(frozen=True, slots=True)
class Shown:
    """An act as a person reads it: when, who, and what they did to which thing."""

    act: ActOf
    who: str
    words: str
    more: str


@trail.get("")
def page() -> str:
    """Show the latest acts: all of them, of one person, or to one thing."""
    before, who, thing = (request.args.get(name, "") for name in ("before", "who", "thing"))
    number = int(before) if before.isascii() and before.isdigit() and len(before) < _LONGEST_NUMBER else None
    acts = at_hand().acts(before=number, who=who, thing=thing)
    at_hand().look(Deed.TRAIL_READ, "trail")
    older = url_for(".page", before=acts[-1].number, who=who or None, thing=thing or None) if acts else ""
    return render_template(
        "trail.html", acts=list(_shown(acts)), older=older, narrowed=bool(who or thing), first=not before
    )


@trail.get(".jsonl")
def download() -> Response:
    """Give the whole trail as a file, one act a line, each with its hash and that of the one before it."""
    at_hand().look(Deed.TRAIL_READ, "trail", what="download")
    return lines((act.line for act in at_hand().every_act()), "audit-trail.jsonl")


def _shown(acts: tuple[ActOf, ...]) -> Iterator[Shown]:
    names, deeds = at_hand().names(), {each.value: each for each in Deed}
    for act in acts:
        words = deeds[act.act].words if act.act in deeds else act.act
        yield Shown(act, names.get(act.who, "Somebody on this computer" if not act.who else act.who), words, _more(act))


def _more(act: ActOf) -> str:
    """Return what else is kept of an act, in words; checksums are for the file."""
    kept = json.loads(act.detail) if act.detail else {}
    return ", ".join(f"{name}: {value}" for name, value in kept.items() if name not in _CHECKSUMS)
