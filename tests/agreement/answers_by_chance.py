"""Answers made by chance for a spec: mostly sensible ones, some missing, some at a bound, some off.

Here live the answers as values with the rows that were added, and the entries that a page would post for them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from random import Random

from engine.kinds import KINDS
from formspec.model import Column, Group, Spec
from tests.agreement.malformed import CNFO, Broken, excused, given
from tests.agreement.oracle import Verdict, judge
from tests.agreement.places import Item, Spot, items, template_of
from tests.agreement.scope import ALIKE, CLOCKS, DAYS, MOMENTS, NONE, WORDS

TODAY = date(2026, 11, 23)
ROW_IDS = ("1", "2", "3", "k7", "zz", "10")
_PDF = {"name": "a.pdf", "size": 5, "type": "application/pdf", "sha256": "0" * 64}
_PNG = {"name": "a.png", "size": 5, "type": "image/png", "sha256": "1" * 64}
_SENSIBLE: dict[str, tuple[object, ...]] = {
    "whole-number": (0, 1, 2, 2, 3, 3, 4, 5),
    "decimal": (0, 0.5, 1, 1.5, 2, 2.5, 3, 4.5),
    "date": DAYS,
    "date-time": MOMENTS,
    "time": CLOCKS,
    "yes-no": ("yes", "no"),
    "email": ("ann@example.org",),
    "phone": ("01952 380000",),
    "url": ("https://example.org/a",),
    "person": ({"name": "Ann"}, {"name": "ann"}, {"name": "Bo", "role": "Head"}),
    "file": ([_PDF],),
    "photo": ([_PNG],),
    "signature": tuple({"name": name, "declaration": "I declare it."} for name in ("Ann", "ANN", "Bo")),
    "declaration": ({"declaration": "I declare it."},),
    "address": ({"line-1": "1 High Street", "town": "Telford", "postcode": "TF1 1AA"},),
}
_OFF: dict[str, tuple[object, ...]] = {
    "whole-number": (6, -1, 12, Broken(("not-a-number",), {"": "x1"})),
    "decimal": (6, -0.5, 2.555, Broken(("not-a-number",), {"": "1.2.3"})),
    "date": ("2026-10-30", "2027-02-01", Broken(("not-a-date",), {".day": "31", ".month": "2", ".year": "2026"})),
    "date-time": (Broken(("not-a-time",), {".day": "1", ".month": "2", ".year": "2026", ".time": "25:00"}),),
    "time": ("00:00", "23:59", Broken(("not-a-time",), {"": "late"})),
    "yes-no": (Broken(("not-an-option",), {"": "maybe"}),),
    "choice": (Broken(("not-an-option",), {"": "x"}),),
    "scale": (Broken(("not-an-option",), {"": "x"}),),
    "text": ("A", "xy", "Longer than that", Broken(("one-line",), {"": "a\nb"})),
    "email": (Broken(("not-an-email",), {"": "ann"}),),
    "url": (Broken(("not-a-url",), {"": "not a page"}),),
}


@dataclass
class Given:
    """What was answered: the values by their addresses with rows, and the rows that were added."""

    values: dict[str, object] = field(default_factory=dict)
    rows: dict[str, list[str]] = field(default_factory=dict)

    def verdict(self, spec: Spec) -> Verdict:
        return judge(spec, self.values, self.rows, TODAY)


def chance_answers(spec: Spec, random: Random) -> Given:
    """Return answers by chance; some of the time they are then mended until little is wrong with them."""
    made, care = Given(), random.choice((0.6, 0.85, 0.97))
    known = items(spec)
    for spot in _spots(spec, made, random):
        column = known[spot.address].column
        if column is not None and column.kind != "calculated":
            value = _value(column, random, care)
            if value is not None:
                made.values[spot.concrete] = value
    if random.random() < 0.6:
        for _ in range(6):
            _mend(spec, made, random)
    return made


def _spots(spec: Spec, made: Given, random: Random) -> Iterator[Spot]:
    """The answers that there could be, asked or not, in rows that there are and rows that there were."""
    for item in items(spec).values():
        if item.column:
            yield from _in_rows(items(spec), item, made, random)


def _in_rows(known: dict[str, Item], item: Item, made: Given, random: Random) -> list[Spot]:
    spots = [Spot(item.address)]
    for address in item.groups:
        question = known[address].question
        assert question is not None
        assert question.group is not None
        spots = [
            Spot(item.address, (*spot.rows, (address, row)))
            for spot in spots
            for row in _rows(question.group, Spot(address, spot.rows).concrete, made, random)
        ]
    return spots


def _rows(group: Group, address: str, made: Given, random: Random) -> list[str]:
    if group.exactly is not None or group.as_many_as:
        return ["1", "2", "3", "4"]
    if address not in made.rows:
        wanted = random.choice((0, 1, 1, 2, 2, 3, 4))
        made.rows[address] = sorted(random.sample(ROW_IDS, wanted)) if random.random() < 0.5 else list(ROW_IDS[:wanted])
    return sorted({*made.rows[address], "1", "2"})


def _value(column: Column, random: Random, care: float) -> object:
    if column.could_not_find_out and random.random() < 0.3:
        return {CNFO: "They were away"}
    if random.random() > care:
        off = _off(column)
        return random.choice((None, *off))
    return None if random.random() < 0.1 else sensible(column, random)


def _off(column: Column) -> list[object]:
    """Values that may be wrong; what is wrong with them as typed is right for this column."""
    short = [Broken(("too-short",), {"": "ab"})] if column.min_length else []
    return [*(_OFF.get(column.kind, ()) if not short else ()), *short]


def sensible(column: Column, random: Random) -> object:
    """A value that fits the kind."""
    options = [each.value for each in column.options]
    match column.kind:
        case "choice" | "scale":
            value: object = _with_words(column, random.choice(options), random)
        case "choices":
            chosen = random.sample(options, random.randint(1, len(options)))
            value = [_with_words(column, each, random) for each in options if each in chosen]
        case "text" | "long-text":
            value = random.choice((*WORDS, *ALIKE, *NONE))
        case kind:
            value = random.choice(_SENSIBLE[kind])
    if column.suggest and value is not None:
        return {"value": value, "reason": "It is so"} if random.random() < 0.4 else {"value": value}
    return value


def _with_words(column: Column, option: str, random: Random) -> object:
    asks = next(each.please_say for each in column.options if each.value == option)
    if not asks:
        return option
    return {"option": option, "text": "In my words"} if random.random() < 0.9 else {"option": option}


def _mend(spec: Spec, made: Given, random: Random) -> None:
    """Answer what is missing, explain what is not as suggested, take out what is wrong."""
    columns = {address: item.column for address, item in items(spec).items()}
    for address, code in sorted(made.verdict(spec).faults):
        column = columns.get(template_of(spec, address))
        if code == "too-many-rows":
            made.rows[address].pop()
        elif column is not None and code in {"required", "not-offered", "incomplete", "too-few"}:
            made.values[address] = sensible(column, random)
        elif code == "say-why" and address in made.values:
            made.values[address] = {"value": given(made.values[address]), "reason": "It is so"}
        elif random.random() < 0.5 and column is not None and column.kind != "calculated":
            made.values[address] = sensible(column, random)
        else:
            made.values.pop(address, None)


def entries_of(spec: Spec, made: Given) -> dict[str, str]:
    """Return what a page would post for the answers, with the markers of the rows that were added."""
    entries = {f"{group}.{row}": "row" for group, rows in made.rows.items() for row in rows}
    columns = {address: item.column for address, item in items(spec).items()}
    for address, value in made.values.items():
        column = columns[template_of(spec, address)]
        assert column is not None
        entries |= {f"{address}{suffix}": text for suffix, text in _typed(column, value).items()}
    return entries


def _typed(column: Column, value: object) -> dict[str, str]:
    if isinstance(value, Broken):
        return value.typed
    if excused(value):
        return {f".{CNFO}": str(value[CNFO])}  # type: ignore[index]
    answer = given(value)
    plain = [_option(each) for each in answer] if isinstance(answer, list) else _option(answer)
    typed = dict(KINDS[column.kind].spread(column, plain))  # type: ignore[arg-type]
    for each in answer if isinstance(answer, list) else [answer]:
        if isinstance(each, dict) and "text" in each:
            typed[f".{each['option']}.text"] = str(each["text"])
    reason = value.get("reason") if isinstance(value, dict) else None
    return typed | ({".reason": reason} if reason else {})


def _option(value: object) -> object:
    return value["option"] if isinstance(value, dict) and "option" in value else value
