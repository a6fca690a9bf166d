"""Specs made by chance, as the text of a file: sections, groups and columns of every kind, with rules on the earlier.

Here lives what a form is made of. What its rules say is made in `rules_by_chance`, what is answered in
`answers_by_chance`.
"""

from dataclasses import dataclass, field, replace
from random import Random

from formspec.kinds import KINDS
from formspec.loader import load
from tests.agreement.rules_by_chance import (
    CLOCKS,
    DATE,
    DAYS,
    GROUP,
    MOMENT,
    NUMBER,
    OPTION,
    OPTIONS,
    OTHER,
    SECTION,
    TEXT,
    TIME,
    Known,
    Scope,
    Tree,
    as_tree,
    choose,
    clock,
    condition,
    day,
    look_up,
    number,
    some,
)
from tests.agreement.writing import Node, written

SORTS = {
    "whole-number": NUMBER, "decimal": NUMBER, "date": DATE, "date-time": MOMENT, "time": TIME, "yes-no": OPTION,
    "choice": OPTION, "scale": OPTION, "choices": OPTIONS, "text": TEXT, "long-text": TEXT, "email": TEXT,
    "phone": TEXT, "url": TEXT,
}  # fmt: skip
OFTEN = ("whole-number", "whole-number", "decimal", "date", "choice", "choice", "choices", "yes-no", "scale", "text")
KINDS_ANSWERED = tuple(kind for kind in KINDS if kind != "calculated")
SHARED = ("rating", "size")
_VALUES = ("low", "mid", "high", "na")


@dataclass
class _Making:
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


TRIALS = 60


def chance_source(random: Random) -> str:
    """Return the text of a spec that the loader accepts."""
    return written(chance_tree(random))


def chance_tree(random: Random) -> Tree:
    """Return a spec that the loader accepts, as mappings and lists.

    One in which a condition can never hold is found by the loader, and another is made.
    """
    for _ in range(TRIALS):
        tree = _tree(random)
        if load(written(tree).encode()).spec is not None:
            return tree
    raise AssertionError(f"none of {TRIALS} specs was accepted")


def _tree(random: Random) -> Tree:
    making = _Making(random)
    lists: list[Node] = [_list(making, name) for name in SHARED]
    sections: list[Node] = [_section(making, f"s{number_}") for number_ in range(1, random.choice((2, 3, 3, 4)))]
    tree: Tree = {"formspec": 1, "form": "chance", "version": 1, "title": "Chance", "lists": lists}
    tree["sections"] = sections
    checks = [_check(making, f"k{count}", (), ()) for count in range(random.choice((0, 1, 2)))]
    outcomes = [_outcome(making, f"o{count}") for count in range(random.choice((0, 1, 2)))]
    return tree | ({"checks": checks} if checks else {}) | ({"outcomes": outcomes} if outcomes else {})


def _list(making: _Making, name: str) -> Tree:
    return {"id": name, "options": _plain_options(making, scored=0.8)}


def _plain_options(making: _Making, scored: float) -> list[Node]:
    values = _VALUES[: making.random.randint(2, 4)]
    options: list[Node] = []
    for score, value in enumerate(values):
        says = making.often(scored) and value != "na"
        options.append({"value": value, "label": f"Is {value}", **({"score": score} if says else {})})
    return options


def _section(making: _Making, name: str) -> Tree:
    made: Tree = {"id": name, "title": f"Section {name}"}
    if making.known and making.often(0.25):
        made["when"] = condition(making.scope(()))
    columns = _columns(making) if making.often(0.2) else []
    before = len(making.known)
    count = making.random.choice((2, 3, 4, 5))
    questions: list[Node] = [_question(making, name, (), columns) for _ in range(count)]
    if columns and not any("kind" not in each for each in questions if isinstance(each, dict)):
        questions.append(_with_columns(making, name, (), columns))
    sorts = frozenset(each.sort for each in making.known[before:])
    making.known.append(Known(name, SECTION, sorts=sorts))
    return made | ({"columns": columns} if columns else {}) | {"questions": questions}


def _columns(making: _Making) -> list[Node]:
    """Columns that a section's questions share: what was answered, and a concern or an action."""
    kind = making.random.choice(("choice", "whole-number", "yes-no", "text"))
    answer: Tree = {"id": "found", "label": "What was found", "kind": kind, "role": "answer"}
    if kind == "choice":
        answer["options"] = _plain_options(making, scored=0.7)
    more = ("concern", "action")[: making.random.randint(1, 2)]
    return [answer, *({"id": name, "label": f"The {name}", "kind": "long-text", "role": name} for name in more)]


def _question(making: _Making, within: str, groups: tuple[str, ...], columns: list[Node]) -> Tree:
    if columns and making.often(0.5):
        return _with_columns(making, within, groups, columns)
    if len(groups) < 2 and making.often(0.22 if not groups else 0.2):
        return _group(making, within, groups, columns)
    if making.often(0.12):
        return _with_columns(making, within, groups, [])
    name = making.name("q")
    asker = making.scope(groups)
    made: Tree = {"id": name, "label": f"Question {name}?"}
    if making.known and making.often(0.25):
        made["when"] = condition(asker)
    answer, known = _calculated(asker) if making.often(0.22) else _answer(making, asker)
    known = replace(known, address=f"{within}.{name}", groups=groups)
    made |= answer
    if columns:
        made["columns"] = []
    if making.often(0.1):
        made["evidence"] = [{"id": "seen-it", "text": f"Look at {name}"}]
    making.known.append(known)
    if making.often(0.15):
        made["checks"] = [_check(making, "c1", groups, (known,), says_where=known.address)]
    return made


def _with_columns(making: _Making, within: str, groups: tuple[str, ...], columns: list[Node]) -> Tree:
    """A question with columns of its own, or those of its section."""
    name = making.name("q")
    address = f"{within}.{name}"
    made: Tree = {"id": name, "label": f"Question {name}?"}
    if making.known and making.often(0.2):
        made["when"] = condition(making.scope(groups))
    own = columns or _own_columns(making, groups, address)
    if not columns:
        made["columns"] = own
    known = [_known_column(each, address, groups) for each in own if isinstance(each, dict)]
    answer = next(each for each in known if each[1])[0]
    making.known += [each for each, _ in known] + [replace(answer, address=address)]
    return made


def _known_column(column: Tree, address: str, groups: tuple[str, ...]) -> tuple[Known, bool]:
    sort = SORTS.get(str(column["kind"]), OTHER)
    known = Known(
        f"{address}.{column['id']}", sort, groups, str(column["kind"]), _values_of(column), _is_scored(column)
    )
    return known, column.get("role") == "answer"


def _own_columns(making: _Making, groups: tuple[str, ...], address: str) -> list[Node]:
    answer, known = _answer(making, making.scope(groups), bare=True)
    known = replace(known, address=f"{address}.found", groups=groups)
    columns: list[Node] = [{"id": "found", "label": "What was found", "role": "answer", **answer}]
    for name in ("concern", "action")[: making.random.randint(1, 2)]:
        column: Tree = {"id": name, "label": f"The {name}", "kind": "long-text", "role": name}
        asker = making.scope(groups, (known,))
        if making.often(0.5):
            column["when"] = condition(asker, 1)
        if making.often(0.5):
            column["required"] = condition(asker, 1)
        columns.append(column)
    return columns


def _group(making: _Making, within: str, groups: tuple[str, ...], columns: list[Node]) -> Tree:
    name = making.name("g")
    address = f"{within}.{name}"
    made: Tree = {"id": name, "label": f"Group {name}", "row-label": "Row"}
    if making.known and making.often(0.2):
        made["when"] = condition(making.scope(groups))
    rows = _rows(making, groups)
    before = len(making.known)
    inner = (*groups, address)
    questions: list[Node] = [_question(making, address, inner, columns) for _ in range(making.random.choice((1, 2, 3)))]
    own = tuple(making.known[before:])
    if making.often(0.3):
        made["checks"] = [_check(making, "c1", inner, own, says_where=making.random.choice(own).address)]
    making.known.append(Known(address, GROUP, groups, sorts=frozenset(each.sort for each in own)))
    return made | ({"rows": rows} if rows else {}) | {"questions": questions}


def _rows(making: _Making, groups: tuple[str, ...]) -> Tree:
    counts = [each for each in making.scope(groups).singles if each.kind == "whole-number"]
    if counts and making.often(0.4):
        return {"as-many-as": making.random.choice(counts).address}
    match making.random.choice(("bounded", "bounded", "exactly", "unsaid")):
        case "exactly":
            return {"exactly": making.random.choice((1, 2, 3))}
        case "bounded":
            least = making.random.choice((0, 0, 1, 2))
            return {"least": least, "most": least + making.random.choice((1, 2))}
        case _:
            return {}


# What a question is answered with


def _answer(making: _Making, asker: Scope, *, bare: bool = False) -> tuple[Tree, Known]:
    """The kind of an answer with its settings, and what a rule may know of it, but for its address."""
    kind = making.random.choice(OFTEN if making.often(0.8) else KINDS_ANSWERED)
    made: Tree = {"kind": kind, **_settings(making, asker, kind)}
    if making.often(0.3):
        made["required"] = True
    elif making.known and making.often(0.25):
        made["required"] = condition(asker)
    if making.often(0.12):
        made["could-not-find-out"] = True
    if not bare and kind in {"long-text", "choice"} and making.often(0.3):
        made["role"] = making.random.choice(("concern", "action"))
    options = ("yes", "no") if kind == "yes-no" else _values_of(made)
    return made, Known("", SORTS.get(kind, OTHER), (), kind, options, _is_scored(made))


def _values_of(answer: Tree) -> tuple[str, ...]:
    if answer.get("kind") == "yes-no":
        return ("yes", "no")
    options = answer.get("options", [])
    if isinstance(options, str):
        return _VALUES[:2]
    return tuple(str(each["value"]) for each in options if isinstance(each, dict)) if isinstance(options, list) else ()


def _is_scored(answer: Tree) -> bool:
    options = answer.get("options", [])
    if answer.get("kind") not in {"choice", "scale"}:
        return False
    return isinstance(options, str) or (
        isinstance(options, list) and any(isinstance(each, dict) and "score" in each for each in options)
    )


def _settings(making: _Making, asker: Scope, kind: str) -> Tree:
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


def _range(making: _Making, asker: Scope) -> Tree:
    made: Tree = {}
    for key, literal in (("least", 0), ("most", 5)):
        if making.often(0.4):
            made[key] = literal
        elif making.known and making.often(0.25):
            made[key] = as_tree(number(asker, 1))
    return made


def _days(making: _Making, asker: Scope, kind: str) -> Tree:
    made: Tree = {}
    for key, literal in (("earliest", 0), ("latest", -1)):
        worked = clock(asker) if kind == "time" else day(asker)
        if making.often(0.2):
            made[key] = CLOCKS[literal] if kind == "time" else sorted(DAYS)[literal]
        elif worked and making.often(0.3):
            made[key] = worked if making.often(0.6) or kind == "time" else "today"
    return made


def _choosing(making: _Making, asker: Scope, kind: str) -> Tree:
    made: Tree = {}
    if kind in {"choice", "choices", "scale"}:
        made["options"] = _options(making, asker, kind)
    if kind == "choices":
        made |= making.random.choice(({}, {}, {"least": 2}, {"most": 1}))
    elif making.known and making.often(0.25):
        values = list(_values_of({"kind": kind, **made}))
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


def _options(making: _Making, asker: Scope, kind: str) -> Node:
    if making.often(0.3):
        return making.random.choice(SHARED)
    options = _plain_options(making, scored=1.0 if kind == "scale" else 0.6)
    for count, each in enumerate(options):
        if isinstance(each, dict):
            _embellish(making, asker, kind, each, is_last=count == len(options) - 1)
    return options


def _embellish(making: _Making, asker: Scope, kind: str, option: Tree, *, is_last: bool) -> None:
    if making.known and making.often(0.15):
        option["when"] = condition(asker, 1)
    if making.known and making.often(0.08):
        option["worded"] = [{"when": condition(asker, 0), "label": f"Reads {option['value']}"}]
    if kind == "choices" and is_last and making.often(0.5):
        option["exclusive"] = True
    if kind in {"choice", "choices"} and making.often(0.1):
        option["please-say"] = "Please say"


# What is worked out


def _calculated(asker: Scope) -> tuple[Tree, Known]:
    sort, value, words = _worked(asker)
    made: Tree = {"kind": "calculated", "calculate": value}
    if sort == NUMBER and asker.often(0.5):
        made["decimal-places"] = asker.random.choice((0, 1, 3))
    return made, Known("", sort, (), "calculated", words)


def _worked(asker: Scope) -> tuple[str, Tree, tuple[str, ...]]:
    """The sort of a value, the value, and the words that it may come to."""
    words = ("pass", "fail", "refer")
    days = day(asker) if asker.often(0.15) else None
    if days and ("plus" in days or "minus" in days or "smallest" in days or "largest" in days):
        return DATE, days, ()
    if asker.often(0.2):
        found = look_up(asker, list(words)) if asker.often(0.5) else None
        return TEXT, found or choose(asker, [*words], 1), words
    return NUMBER, as_tree(number(asker)), ()


# Checks and outcomes


def _check(
    making: _Making, name: str, groups: tuple[str, ...], own: tuple[Known, ...], *, says_where: str = ""
) -> Tree:
    """A check of a form, a question or the rows of a group."""
    asker = replace(making.scope(groups), counts_findings=not groups and not own)
    made: Tree = {"id": name, making.random.choice(("when", "must")): condition(asker)}
    if making.often(0.4):
        made["level"] = "warning"
    made["message"] = f"Look at {name} again"
    singles = [each.address for each in asker.singles]
    if says_where or singles:
        made["at"] = says_where or making.random.choice(singles)
    return made


def _outcome(making: _Making, name: str) -> Tree:
    made: Tree = {"id": name, "label": f"Outcome {name}"}
    asker = making.scope(())
    if making.often(0.6):
        return made | {"calculate": _worked(asker)[1]}
    places = [each.address for each in making.known]
    gaps: Tree = {"in": [making.random.choice(places)]} if making.often(0.5) else {}
    if making.often(0.7):
        gaps["one-of"] = some(making.random, (*_VALUES, "yes", "no"))
    if "one-of" not in gaps or making.often(0.4):
        gaps["at-most"] = making.random.choice((0, 1, 2))
    return made | {"gaps": gaps}
