"""Options that were chosen, as the options of another version.

Here lives the mapping of a choice, a scale, a yes or no and a list of choices to any of them, with the words that were
typed beside an option. Which option became which is declared in the new spec, and read by `formspec.sources`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from engine.carried import AGAIN
from engine.carry.fit import Fit, moved
from engine.form import Cell
from engine.kinds.choice import ChoiceKind
from engine.kinds.choices import TICKED
from engine.kinds.kind import is_blank
from formspec.model import Option

Became = Callable[[str], tuple[str, ...]]
"""Which values of the new answer a value of the old one became."""
_OPTION, _OPTIONS = "option", "options"


@dataclass(frozen=True, slots=True)
class _Chosen:
    """An option that was chosen, and what it became; "" where that is no one option."""

    value: str
    label: str
    became: tuple[str, ...]
    score: Decimal | None = None

    @property
    def now(self) -> str:
        """The one option that goes on for it: itself where it is still there."""
        if self.value in self.became:
            return self.value
        return self.became[0] if len(self.became) == 1 else ""


def is_choosing(cell: Cell) -> bool:
    """Say whether an answer is made by choosing."""
    return cell.kind.reader in (_OPTION, _OPTIONS)


def options_of(cell: Cell) -> tuple[Option, ...]:
    """Return what can be chosen as an answer."""
    return cell.kind.options(cell.column) if isinstance(cell.kind, ChoiceKind) else cell.column.options


def chosen_again(old: Cell, new: Cell, texts: Mapping[str, str], became: Became) -> Fit:
    """Return what a choice becomes; `texts` are those of the old inputs, by what their names end with.

    What is no option at all stays as it is: it was to be put right before.
    """
    found = [
        _Chosen(each.value, each.label, became(each.value), each.score)
        for each in options_of(old)
        if _is_chosen(old, each, texts)
    ]
    several = new.kind.reader == _OPTIONS
    going_on = [each for each in found if each.now]
    if not several and len(going_on) > 1:
        going_on = []
    put = {f".{each.now}" if several else "": TICKED if several else each.now for each in going_on}
    boxes = _boxes(old, new, texts, became)
    stays = _malformed(old, new, texts)
    lost = [each for each in _lost(old, texts, going_on) if each not in stays]
    lost += [each for each in _typed_beside(old, texts) if each not in boxes]
    note = " ".join(_why(found, going_on, new, several=several))
    split = any(len(each.became) > 1 for each in going_on)
    put |= {now: texts[was] for was, now in boxes.items()} | stays
    return moved(texts, put, tuple(lost), sort=AGAIN if lost or split or _rescored(going_on, new) else "", note=note)


def _is_chosen(cell: Cell, option: Option, texts: Mapping[str, str]) -> bool:
    if cell.kind.reader == _OPTIONS:
        return texts.get(f".{option.value}") == TICKED
    return texts.get("") == option.value


def _lost(old: Cell, texts: Mapping[str, str], going_on: list[_Chosen]) -> list[str]:
    """Return the inputs whose option does not go on, or that hold none."""
    boxes = set(_typed_beside(old, texts))
    if old.kind.reader == _OPTIONS:
        placed = {f".{each.value}" for each in going_on}
        return [each for each, text in texts.items() if each not in placed | boxes and not is_blank(text)]
    return [] if going_on or is_blank(texts.get("", "")) else [""]


def _malformed(old: Cell, new: Cell, texts: Mapping[str, str]) -> dict[str, str]:
    """Return a text that is an option neither of the old answer nor of the new one."""
    text = texts.get("", "")
    known = {each.value for each in (*options_of(old), *options_of(new))}
    chosen = {old.kind.reader, new.kind.reader} == {_OPTION}
    return {"": text} if chosen and not is_blank(text) and text not in known else {}


def _typed_beside(old: Cell, texts: Mapping[str, str]) -> list[str]:
    """Return the inputs of the boxes that options open and in which something stands."""
    names = [f".{each.value}.text" for each in options_of(old) if each.please_say]
    return [each for each in names if not is_blank(texts.get(each, ""))]


def _boxes(old: Cell, new: Cell, texts: Mapping[str, str], became: Became) -> dict[str, str]:
    """Return the boxes with words in them, and where each of them stands now."""
    opens = {each.value for each in options_of(new) if each.please_say}
    found: dict[str, str] = {}
    for each in _typed_beside(old, texts):
        value = each.removeprefix(".").removesuffix(".text")
        now = _Chosen(value, "", became(value)).now
        if now in opens and f".{now}.text" not in found.values():
            found[each] = f".{now}.text"
    return found


def _why(found: list[_Chosen], going_on: list[_Chosen], new: Cell, *, several: bool) -> Iterable[str]:
    labels = {each.value: each.label for each in options_of(new)}
    if not several and sum(bool(each.now) for each in found) > 1:
        yield "Only one option can be chosen here now."
        return
    for each in found:
        named = " and ".join(f"“{labels[value]}”" for value in each.became)
        if not each.became:
            yield f"“{each.label}” is not one of the options any more."
        elif len(each.became) > 1:
            yield f"“{each.label}” became {named}: choose again."
        elif each in going_on and labels[each.now] != each.label:
            yield f"“{each.label}” is {named} now."
    for each in _rescored(going_on, new):
        yield f"“{each.label}” has another score now: look at it again."


def _rescored(going_on: list[_Chosen], new: Cell) -> list[_Chosen]:
    """Return the options that go on with another score than they had, or with none."""
    scores = {each.value: each.score for each in options_of(new)}
    return [each for each in going_on if each.score is not None and each.score != scores[each.now]]
