"""The changes between two versions: every difference, judged and said.

Here lives the way from two versions to that list, in the order in which a person reads the form.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from formspec.diff.between import right_after
from formspec.diff.change import Change, Difference
from formspec.diff.compare import differences, renamed_by
from formspec.diff.former import Former
from formspec.diff.judging import affected_by, level_of
from formspec.diff.languages import Words, compared_words
from formspec.diff.naming import Named, name_of, names_of
from formspec.diff.notes import is_note
from formspec.diff.renaming import readdressed_text
from formspec.diff.saying import Beside, noun_phrase, sentence
from formspec.diff.sides import Versions
from formspec.diff.structure import QUESTION, SECTION
from formspec.diff.together import together
from formspec.diff.wording import Telling
from formspec.model import Spec
from formspec.translatable import section_address


def compare(old: Spec, new: Spec, old_words: Words | None = None, new_words: Words | None = None) -> tuple[Change, ...]:
    """Return every change between two versions of a form; none between two that say the same.

    The words are the translations of each version by the code of their language. What only notes another change (the
    number of the version, what a part was, which addresses are retired) is told with that change.
    """
    told = together(differences(old, new))
    telling, former = _Judged(old, new, told), Former(told)
    changes = [telling.change(former.of(each)) for each in told if not is_note(each, told)]
    changes += compared_words(old_words or {}, new_words or {}, moved=_moved(told), renamed=renamed_by(told))
    return tuple(changes or map(telling.change, told))


def compare_through(
    versions: Sequence[Spec], old_words: Words | None = None, new_words: Words | None = None
) -> tuple[Change, ...]:
    """Return every change from the first to the last of several versions, by what each says its parts were.

    What a part of the last one was in the first is nobody's note, so none is told.
    """
    changes = compare(versions[0], right_after(versions), old_words, new_words)
    return changes if len(versions) <= 2 else tuple(each for each in changes if each.key != "was")  # noqa: PLR2004


def _moved(told: tuple[Difference, ...]) -> dict[str, str]:
    """Return the new addresses, as translations have them, of all parts that have another one, by the old."""
    placed = {section_address(was): section_address(now) for was, now in renamed_by(told).items()}
    within = [each for each in told if each.noun not in {SECTION, QUESTION}]
    return placed | {each.was: each.address for each in within if each.sort == "renamed" and not each.key}


class _Judged:
    """Says the differences between two versions with the names that each has."""

    def __init__(self, old: Spec, new: Spec, told: Iterable[Difference]) -> None:
        self._old, self._new = names_of(old), names_of(new)
        self._words = Telling(_readdressed(_by_address(self._old), told)), Telling(_by_address(self._new))
        self._versions = Versions(old, new)
        self._other_kind = {each.address for each in told if each.key == "kind"}

    def change(self, told: Difference) -> Change:
        """Return a difference with what it means."""
        level = level_of(told, self._versions.sides(told))
        name = self._name(told)
        old, new = self._words[0].keyed(told.key, told.before), self._words[1].keyed(told.key, told.after)
        beside = Beside(
            part=self._phrase(told, name),
            old=old,
            new=new,
            was=self._old.get((told.noun, told.was), told.was),
            within=_place(told.address, self._new, reordered=told.sort == "reordered", noun=told.noun),
            without=_place(told.was, self._old),
            other_kind=told.noun == "option" and told.within in self._other_kind,
        )
        return Change(
            sort=told.sort,
            noun=told.noun,
            address=told.address,
            was=told.was,
            key=told.key,
            level=level,
            affects=affected_by(told, level),
            sentence=sentence(told, level, beside),
            name=name,
            old=old,
            new=new,
        )

    def _phrase(self, told: Difference, name: str) -> str:
        """Return what a part is called, with its sort, and with its question where it is one of its columns."""
        names = self._old if told.sort == "removed" else self._new
        if told.noun != "column":
            return noun_phrase(told.noun, name)
        if ("question", told.address) in names:
            return noun_phrase("question", name)
        above = told.address.rpartition(".")[0].removesuffix(".columns")
        whose = next(((noun, names[noun, above]) for noun in ("question", "section") if (noun, above) in names), None)
        return noun_phrase("column", name) + (f" of {noun_phrase(*whose)}" if whose else "")

    def _name(self, told: Difference) -> str:
        if told.sort == "reordered":
            return self._new.get(("question", told.address)) or self._new.get(("section", told.address), "")
        if told.sort == "removed":
            return self._old.get((told.noun, told.address)) or name_of(told.before) or told.address
        found = self._new.get((told.noun, told.address)) or self._old.get((told.noun, told.was or told.address))
        return found or name_of(told.after) or told.address


def _by_address(names: Mapping[Named, str]) -> dict[str, str]:
    """Return the names of what conditions look at."""
    found = {address: name for (noun, address), name in names.items() if noun in {"column", "section"}}
    found |= {address: name for (noun, address), name in names.items() if noun == "question"}
    return (
        found | dict(_options(names)) | {address: name for (noun, address), name in names.items() if noun == "standard"}
    )


def _readdressed(names: Mapping[str, str], told: Iterable[Difference]) -> dict[str, str]:
    """Return old names by the addresses that are in the old rules once these are rewritten for the new version."""
    renamed = renamed_by(told)
    parts = ((address.partition("="), name) for address, name in names.items())
    return {readdressed_text(within, renamed) + sign + value: name for (within, sign, value), name in parts}


def _options(names: Mapping[Named, str]) -> Iterator[tuple[str, str]]:
    """Yield the labels of options by the address of their answer, and of its question, and by their value."""
    for (noun, address), label in names.items():
        if noun == "option":
            within, _, value = address.rpartition(".")
            yield f"{within}={value}", label
            if ("column", within) in names and ("question", within) not in names:
                yield f"{within.rpartition('.')[0]}={value}", label


def _place(address: str, names: Mapping[Named, str], *, reordered: bool = False, noun: str = "") -> str:
    """Return what a part stands in, in words."""
    above = address if reordered else address.rpartition(".")[0]
    for sort in ("question", "section", "column", "list"):
        if (sort, above) in names:
            return noun_phrase(sort, names[sort, above])
    return "the form" if noun in {"section", "check", "outcome", "part", "list"} else ""
