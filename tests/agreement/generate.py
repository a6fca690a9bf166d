"""Specs made by chance, as the text of a file: sections, groups and columns of every kind, with rules on the earlier.

Here lives what a form is made of. What its rules say is made in `rules_by_chance`, what is answered in
`answers_by_chance`.
"""

from dataclasses import replace
from random import Random

from formspec.loader import load
from tests.agreement.kinds_by_chance import (
    SHARED,
    SORTS,
    VALUES,
    Making,
    calculated,
    chance_answer,
    is_scored,
    plain_options,
    values_of,
    worked,
)
from tests.agreement.rules_by_chance import condition
from tests.agreement.scope import GROUP, OTHER, SECTION, Known, Tree
from tests.agreement.tests_by_chance import some
from tests.agreement.writing import Node, written

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
    making = Making(random)
    lists: list[Node] = [_list(making, name) for name in SHARED]
    sections: list[Node] = [_section(making, f"s{number_}") for number_ in range(1, random.choice((2, 3, 3, 4)))]
    tree: Tree = {"formspec": 1, "form": "chance", "version": 1, "title": "Chance", "lists": lists}
    tree["sections"] = sections
    checks = [_check(making, f"k{count}", (), ()) for count in range(random.choice((0, 1, 2)))]
    outcomes = [_outcome(making, f"o{count}") for count in range(random.choice((0, 1, 2)))]
    return tree | ({"checks": checks} if checks else {}) | ({"outcomes": outcomes} if outcomes else {})


def _list(making: Making, name: str) -> Tree:
    return {"id": name, "options": plain_options(making, scored=0.8)}


def _section(making: Making, name: str) -> Tree:
    made: Tree = {"id": name, "title": f"Section {name}"}
    if making.known and making.often(0.25):
        made["when"] = condition(making.scope(()))
    columns = _columns(making) if making.often(0.3) else []
    before = len(making.known)
    count = making.random.choice((2, 3, 4, 5))
    questions: list[Node] = [_question(making, name, (), columns) for _ in range(count)]
    if columns and not any("kind" not in each for each in questions if isinstance(each, dict)):
        questions.append(_with_columns(making, name, (), columns))
    sorts = frozenset(each.sort for each in making.known[before:])
    making.known.append(Known(name, SECTION, sorts=sorts, columns=_columns_in(making.known[before:])))
    return made | ({"columns": columns} if columns else {}) | {"questions": questions}


def _columns_in(known: list[Known]) -> tuple[str, ...]:
    """The columns among what is known."""
    named = [each.address.rsplit(".", 1)[1] for each in known]
    return tuple(each for each in ("found", "concern", "action") if each in named)


def _columns(making: Making) -> list[Node]:
    """Columns that a section's questions share: what was answered, and a concern or an action."""
    kind = making.random.choice(("choice", "whole-number", "yes-no", "text"))
    answer: Tree = {"id": "found", "label": "What was found", "kind": kind, "role": "answer"}
    if kind == "choice":
        answer["options"] = plain_options(making, scored=0.7)
    more = ("concern", "action")[: making.random.randint(1, 2)]
    columns: list[Node] = [answer]
    columns += ({"id": name, "label": f"The {name}", "kind": "long-text", "role": name} for name in more)
    known = [_known_column(each, "", ())[0] for each in columns if isinstance(each, dict)]
    _check_columns(making, columns, (), tuple(known))
    return columns


def _check_columns(making: Making, columns: list[Node], groups: tuple[str, ...], known: tuple[Known, ...]) -> None:
    """Give some of the columns of a question a check, which may look at all of them."""
    for column in columns:
        if isinstance(column, dict) and making.often(0.2):
            check: Tree = {"id": "k", making.random.choice(("when", "must")): _of_columns(making, groups, known)}
            if making.often(0.3):
                check["level"] = "warning"
            column["checks"] = [{**check, "message": f"Look at the {column['id']} again"}]


def _of_columns(making: Making, groups: tuple[str, ...], known: tuple[Known, ...]) -> Tree:
    asker = replace(making.scope(groups, known), counts_findings=False)
    if making.often(0.5):
        return condition(asker)
    return condition(replace(asker, known=()), 1)


def _question(making: Making, within: str, groups: tuple[str, ...], columns: list[Node]) -> Tree:
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
    answer, known = calculated(asker) if making.often(0.22) else chance_answer(making, asker)
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


def _with_columns(making: Making, within: str, groups: tuple[str, ...], columns: list[Node]) -> Tree:
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
    known = Known(f"{address}.{column['id']}", sort, groups, str(column["kind"]), values_of(column), is_scored(column))
    return known, column.get("role") == "answer"


def _own_columns(making: Making, groups: tuple[str, ...], address: str) -> list[Node]:
    answer, known = chance_answer(making, making.scope(groups), bare=True)
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
    rest = (_known_column(each, address, groups)[0] for each in columns[1:] if isinstance(each, dict))
    _check_columns(making, columns, groups, (known, *rest))
    return columns


def _group(making: Making, within: str, groups: tuple[str, ...], columns: list[Node]) -> Tree:
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
        places = [each.address for each in own if each.sort != SECTION]
        made["checks"] = [_check(making, "c1", inner, own, says_where=making.random.choice((address, *places)))]
    sorts = frozenset(each.sort for each in own)
    making.known.append(Known(address, GROUP, groups, sorts=sorts, columns=_columns_in(list(own))))
    return made | ({"rows": rows} if rows else {}) | {"questions": questions}


def _rows(making: Making, groups: tuple[str, ...]) -> Tree:
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


# Checks and outcomes


def _check(making: Making, name: str, groups: tuple[str, ...], own: tuple[Known, ...], *, says_where: str = "") -> Tree:
    """A check of a form, a question or the rows of a group."""
    asker = replace(making.scope(groups), counts_findings=not groups and not own)
    made: Tree = {"id": name, making.random.choice(("when", "must")): condition(asker)}
    if making.often(0.4):
        made["level"] = "warning"
    made["message"] = f"Look at {name} again"
    places = [each.address for each in making.known if each.sort != SECTION] if not says_where else [says_where]
    if places and making.often(0.6):
        made["at"] = making.random.choice(places)
    return made


def _outcome(making: Making, name: str) -> Tree:
    made: Tree = {"id": name, "label": f"Outcome {name}"}
    asker = making.scope(())
    if making.often(0.6):
        return made | {"calculate": worked(asker)[1]}
    places = [each.address for each in making.known]
    gaps: Tree = {"in": [making.random.choice(places)]} if making.often(0.5) else {}
    if within := [each for each in making.known if each.columns and making.often(0.3)]:
        gaps = {"in": [within[0].address], "of-column": within[0].columns[0]}
    if making.often(0.7):
        gaps["one-of"] = some(making.random, (*VALUES, "yes", "no"))
    if "one-of" not in gaps or making.often(0.4):
        gaps["at-most"] = making.random.choice((0, 1, 2))
    return made | {"gaps": gaps}
