"""What a question of a spec made by chance is answered with: its kind, the kind's settings, or how it is worked out.

Here lives also the form in the making, which knows what was asked so far.
"""

from dataclasses import dataclass, field
from random import Random

from formspec.kinds import KINDS
from tests.agreement.rules_by_chance import as_tree, choose, condition, look_up, number
from tests.agreement.scope import (
    CLOCKS,
    DATE,
    DAYS,
    MOMENT,
    NUMBER,
    OPTION,
    OPTIONS,
    OTHER,
    TEXT,
    TIME,
    Known,
    Scope,
    Tree,
)
from tests.agreement.tests_by_chance import clock, day
from tests.agreement.writing import Node

SORTS = {
    "whole-number": NUMBER, "decimal": NUMBER, "date": DATE, "date-time": MOMENT, "time": TIME, "yes-no": OPTION,
    "choice": OPTION, "scale": OPTION, "choices": OPTIONS, "text": TEXT, "long-text": TEXT, "email": TEXT,
    "phone": TEXT, "url": TEXT, "person": TEXT, "signature": TEXT,
}  # fmt: skip
OFTEN = ("whole-number", "whole-number", "decimal", "date", "choice", "choice", "choices", "yes-no", "scale", "text")
KINDS_ANSWERED = tuple(kind for kind in KINDS if kind != "calculated")
SHARED = ("rating", "size")
VALUES = ("low", "mid", "high", "na")


@dataclass
class Making:
    """A form in the making: what is known so far, and whose rows the next question stands in."""

    random: Random
    known: list[Known] = field(default_factory=list)
    numbers: int = 0

    def scope(self, groups: tuple[str, ...], columns: tuple[Known, ...] = ()) -> Scope:
        return Scope(self.random, tuple(self.known), groups, columns)

    def often(self, chance: float) -> bool:
        return self.random.random() < chance

    def name(self, letter: str) -> str:
        self.numbers += 1
        return f"{letter}{self.numbers}"


def plain_options(making: Making, scored: float) -> list[Node]:
    values = VALUES[: making.random.randint(2, 4)]
    options: list[Node] = []
    for score, value in enumerate(values):
        says = making.often(scored) and value != "na"
        options.append({"value": value, "label": f"Is {value}", **({"score": score} if says else {})})
    return options


def chance_answer(making: Making, asker: Scope, *, bare: bool = False) -> tuple[Tree, Known]:
    """The kind of an answer with its settings, and what a rule may know of it, but for its address."""
    kind = making.random.choice(OFTEN if making.often(0.72) else KINDS_ANSWERED)
    made: Tree = {"kind": kind, **_settings(making, asker, kind)}
    if making.often(0.3):
        made["required"] = True
    elif making.known and making.often(0.25):
        made["required"] = condition(asker)
    if making.often(0.12):
        made["could-not-find-out"] = True
    if not bare and kind in {"long-text", "choice"} and making.often(0.3):
        made["role"] = making.random.choice(("concern", "action"))
    options = ("yes", "no") if kind == "yes-no" else values_of(made)
    return made, Known("", SORTS.get(kind, OTHER), (), kind, options, is_scored(made))


def values_of(answer: Tree) -> tuple[str, ...]:
    if answer.get("kind") == "yes-no":
        return ("yes", "no")
    options = answer.get("options", [])
    if isinstance(options, str):
        return VALUES[:2]
    return tuple(str(each["value"]) for each in options if isinstance(each, dict)) if isinstance(options, list) else ()


def is_scored(answer: Tree) -> bool:
    options = answer.get("options", [])
    if answer.get("kind") not in {"choice", "scale"}:
        return False
    return isinstance(options, str) or (
        isinstance(options, list) and any(isinstance(each, dict) and "score" in each for each in options)
    )


def _settings(making: Making, asker: Scope, kind: str) -> Tree:
    match kind:
        case "whole-number" | "decimal":
            return _range(making, asker) | (
                {"decimal-places": making.random.choice((1, 2))} if kind == "decimal" else {}
            )
        case "date" | "date-time" | "time":
            return _days(making, asker, kind)
        case "choice" | "choices" | "scale" | "yes-no":
            return _choosing(making, asker, kind)
        case "text":
            return making.random.choice(({}, {}, {"min-length": 3}, {"max-length": 5}, {"pattern": "[A-Z][a-z]+"}))
        case "signature" | "declaration":
            return {"declaration": "I declare it."}
        case "file":
            return {"types": ["pdf"]}
        case _:
            return {}


def _range(making: Making, asker: Scope) -> Tree:
    made: Tree = {}
    for key, literal in (("least", 0), ("most", 5)):
        if making.often(0.4):
            made[key] = literal
        elif making.known and making.often(0.25):
            made[key] = as_tree(number(asker, 1))
    return made


def _days(making: Making, asker: Scope, kind: str) -> Tree:
    made: Tree = {}
    for key, literal in (("earliest", 0), ("latest", -1)):
        worked = clock(asker) if kind == "time" else day(asker)
        if making.often(0.2):
            made[key] = CLOCKS[literal] if kind == "time" else sorted(DAYS)[literal]
        elif worked and making.often(0.3):
            made[key] = worked if making.often(0.6) or kind == "time" else "today"
    return made


def _choosing(making: Making, asker: Scope, kind: str) -> Tree:
    made: Tree = {}
    if kind in {"choice", "choices", "scale"}:
        made["options"] = _options(making, asker, kind)
    if kind == "choices":
        made |= making.random.choice(({}, {}, {"least": 2}, {"most": 1}))
    elif making.known and making.often(0.25):
        values = list(values_of({"kind": kind, **made}))
        suggested = _suggestion(asker, values)
        if suggested:
            _take_out_words(made)
            made["suggest"] = suggested
    return made


def _take_out_words(made: Tree) -> None:
    """An answer that is suggested asks for no words of one's own."""
    options = made.get("options")
    for each in options if isinstance(options, list) else []:
        if isinstance(each, dict):
            each.pop("please-say", None)


def _suggestion(asker: Scope, values: list[str]) -> Tree | None:
    others = [each for each in asker.of(OPTION) if set(each.options) & set(values)]
    if others and asker.often(0.3):
        return {"question": asker.random.choice(others).address}
    if asker.often(0.5):
        return look_up(asker, values[:3])
    return choose(asker, [*values[:2]], 1)


def _options(making: Making, asker: Scope, kind: str) -> Node:
    if making.often(0.3):
        return making.random.choice(SHARED)
    options = plain_options(making, scored=1.0 if kind == "scale" else 0.6)
    for count, each in enumerate(options):
        if isinstance(each, dict):
            _embellish(making, asker, kind, each, is_last=count == len(options) - 1)
    return options


def _embellish(making: Making, asker: Scope, kind: str, option: Tree, *, is_last: bool) -> None:
    if making.known and making.often(0.15):
        option["when"] = condition(asker, 1)
    if making.known and making.often(0.08):
        option["worded"] = [{"when": condition(asker, 0), "label": f"Reads {option['value']}"}]
    if kind == "choices" and is_last and making.often(0.5):
        option["exclusive"] = True
    if kind in {"choice", "choices"} and making.often(0.1):
        option["please-say"] = "Please say"


def calculated(asker: Scope) -> tuple[Tree, Known]:
    sort, value, words = worked(asker)
    made: Tree = {"kind": "calculated", "calculate": value}
    if sort == NUMBER and asker.often(0.5):
        made["decimal-places"] = asker.random.choice((0, 1, 3))
    return made, Known("", sort, (), "calculated", words)


def worked(asker: Scope) -> tuple[str, Tree, tuple[str, ...]]:
    """The sort of a value, the value, and the words that it may come to."""
    words = ("pass", "fail", "refer")
    days = day(asker) if asker.often(0.15) else None
    if days and ("plus" in days or "minus" in days or "smallest" in days or "largest" in days):
        return DATE, days, ()
    if asker.often(0.2):
        found = look_up(asker, list(words)) if asker.often(0.5) else None
        return TEXT, found or choose(asker, [*words], 1), words
    called = [each for each in asker.of(OPTION, TEXT) if each.options]
    if called and asker.often(0.15):
        return _called(asker, asker.random.choice(called), words)
    return NUMBER, as_tree(number(asker)), ()


def _called(asker: Scope, known: Known, words: tuple[str, ...]) -> tuple[str, Tree, tuple[str, ...]]:
    """A value that is an answer with words of its own, at once or in one of several cases."""
    if asker.often(0.5):
        return known.sort, {"question": known.address}, known.options
    return TEXT, choose(asker, [{"question": known.address}, *words[:1]], 1), (*known.options, *words[:1])
