"""A part of a form taken out, with its lines, and its addresses kept among those that are never used again.

Here lives the removal and the list of what was retired.
"""

from collections.abc import Collection
from itertools import chain

from formspec.addresses import placed
from formspec.building import build
from formspec.edits.finding import Part
from formspec.edits.naming import addresses_of, formers_of
from formspec.edits.refused import EditRefused
from formspec.edits.revision import Revision
from formspec.grammar import LEVELS
from formspec.model import Spec
from formspec.suggest import short

_RETIRED = "retired"
_ONLY = {
    "sections": "A form needs a section, and this is its only one. Add another first.",
    "questions": "It is the only question here. Add another first, or retire the whole section or group.",
    "columns": "It is the only column here. Add another first.",
    "options": "It is the only option here. Add another first, or change the kind of the question.",
    "prompts": "It is the only prompt under its heading. Retire the heading instead.",
}


def retire(text: str, address: str, *, known: Collection[str] | None = None) -> str:
    """Return the text without a section, question, column, prompt or option, and with its addresses retired.

    Where the addresses of earlier versions are `known`, only those are retired: what no version had needs no keeping.
    """
    revision = Revision(text)
    part = revision.find(address, "section", "question", "column", "prompt", "option")
    _refuse_only(revision, part)
    _refuse_needed(revision.spec, address)
    revision.drop(part.path)
    keep_retired(revision, known)
    return revision.done()


def _refuse_only(revision: Revision, part: Part) -> None:
    listed, name = revision.said(part.within), str(part.within[-1])
    if listed is not None and len(listed) == 1 and name in _ONLY:
        raise EditRefused(f"“{short(part.address)}” stays. {_ONLY[name]}")


def _refuse_needed(spec: Spec, address: str) -> None:
    """Refuse what the form itself names: what it is about, who completed it, and from when records are kept."""
    for named, why in (
        (spec.about and spec.about.question, "The form is about this answer"),
        (spec.completed_by and spec.completed_by.question, "It says who completed this"),
        (spec.retention and spec.retention.from_, "It says from when records are kept"),
    ):
        if named and f"{named}.".startswith(f"{address}."):
            raise EditRefused(f"{why}, so it cannot be retired.")


def keep_retired(revision: Revision, known: Collection[str] | None) -> None:
    """Add to the retired addresses what the text had before it was changed, and has no longer.

    Where the addresses of earlier versions are `known`, a part that none of them had goes by what it was there.
    """
    before, after = revision.spec, build(revision.root, "").spec
    gone = _gone(before, after)
    if known is not None:
        gone = _known(gone, before, after, known)
    if not gone:
        return
    if not revision.has((), _RETIRED):
        revision.put((), _RETIRED, [*gone], tuple(LEVELS["spec"].keys))
        return
    for address in gone:
        revision.insert((_RETIRED,), len(revision.said((_RETIRED,)) or ""), address)


def _gone(before: Spec, after: Spec) -> list[str]:
    """Return the addresses that are no longer there; of what stood within them, the questions alone."""
    left = {*addresses_of(after), *(each.address for each in before.retired)}
    gone = dict.fromkeys(each for each in addresses_of(before) if each not in left)
    questions = {each.address for each in placed(before)}
    return [each for each in gone if each in questions or _home(each) not in gone]


def _known(gone: list[str], before: Spec, after: Spec, known: Collection[str]) -> list[str]:
    """Return what earlier versions call the parts that are gone, as far as nothing else goes by that name."""
    left = {*addresses_of(after), *(each.address for each in before.retired), *chain(*formers_of(after).values())}
    formers = formers_of(before)
    names = chain.from_iterable((each,) if each in known else formers.get(each, ()) for each in gone)
    return list(dict.fromkeys(each for each in names if each in known and each not in left))


def _home(address: str) -> str:
    """Return the address of what a part stands in: of a prompt, its question."""
    return address.rpartition(".")[0].removesuffix(".evidence")
