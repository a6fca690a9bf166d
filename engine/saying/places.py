"""Rules written down as JSON Schema, each at the lowest object of the answers that holds all it looks at.

Here live the finding of that object and the writing of `if`, `then` and `else`. A rule that looks at a row and beyond
it is written in the object that sees both, with what it asks of the rows in their `items`. Conditions that occur more
than once stand once, under `$defs`.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import takewhile

from engine import nothing
from engine.json_value import Json, JsonObject
from engine.saying.demand import Demand, Rule
from engine.saying.formula import (
    ROW,
    TRUE,
    Every,
    Formula,
    Holds,
    Some,
    Steps,
    every,
    leaves,
    opposite,
    sayable,
    shows,
    terms,
    withins,
)

CONDITION = "condition"


@dataclass(frozen=True, slots=True)
class _Clause:
    """One rule, or one case of it, at an object: what is demanded where a premise holds, and where it does not."""

    address: str
    what: str
    place: Steps
    premise: Formula
    then: Json
    otherwise: Json = True


@dataclass(frozen=True, slots=True)
class Written:
    """The rules of a form as schemas, by the steps of the object that they belong to, with what they refer to."""

    rules: Mapping[Steps, list[Json]]
    definitions: JsonObject


def written(rules: Iterable[Rule]) -> Written:
    """Return the rules as schemas, as far as they can be said."""
    clauses: dict[Steps, list[_Clause]] = {}
    for rule in rules:
        for clause in _clauses(rule):
            _add(clauses.setdefault(clause.place, []), clause)
    schemas = {place: [_schema(each) for each in some] for place, some in clauses.items()}
    definitions = _shared(schemas)
    if json.dumps(nothing.reference()) in json.dumps([definitions, *schemas.values()]):
        definitions |= nothing.definitions()
    return Written({place: [*some] for place, some in schemas.items()}, definitions)


def _add(clauses: list[_Clause], clause: _Clause) -> None:
    """Add a clause; the opposite of the one before becomes its other half."""
    last = clauses[-1] if clauses else None
    if last and last.otherwise is True and last.address == clause.address and last.premise == opposite(clause.premise):
        what = last.what if last.what == clause.what else f"{last.what}, {clause.what}"
        clauses[-1] = replace(last, what=what, otherwise=clause.then)
    else:
        clauses.append(clause)


def _clauses(rule: Rule) -> Iterator[_Clause]:
    for case in terms(sayable(rule.premise)) or ():
        premises: dict[Steps, Formula] = {}
        for part in case:
            for within in withins(part) or {rule.demand.within}:
                premises[within] = every((premises.get(within, TRUE), part))
        if all(premise != Some(()) for premise in premises.values()):
            yield _clause(rule, premises)


def _clause(rule: Rule, premises: Mapping[Steps, Formula]) -> _Clause:
    outer, *inner = sorted({*premises, rule.demand.within}, key=len)
    premise, demand = premises.get(outer, TRUE), rule.demand
    if inner:
        demand = Demand(outer, inner[0][len(outer) :], _inside(inner, premises, rule.demand))
    place = _lowest(premise, demand)
    return _Clause(rule.address, rule.what, outer + place, _from(premise, place), _demanded(demand, place))


def _inside(withins: list[Steps], premises: Mapping[Steps, Formula], demand: Demand) -> JsonObject:
    """Return what a row must be, where the premise looks at the row, too."""
    within, *inner = withins
    if inner:
        demand = Demand(within, inner[0][len(within) :], _inside(inner, premises, demand))
    return _conditional(premises.get(within, TRUE), _demanded(demand, ()))


def _lowest(premise: Formula, demand: Demand) -> Steps:
    """Return the steps to the lowest object that holds all that a rule looks at.

    Where that object is missing, nothing is demanded any more; so it must be one that the premise shows to be there,
    unless what is demanded cannot be missed.
    """
    seen = [leaf.steps for leaf in leaves(premise) if isinstance(leaf, Holds)]
    place = _common([_holder(steps) for steps in (*seen, demand.steps) if steps])
    may_be_missing = bool(demand.steps) and not demand.there
    while place and not (may_be_missing or shows(premise, demand.within, place)):
        place = place[:-1]
    return place


def _holder(steps: Steps) -> Steps:
    """Return the steps to the last object before any rows that holds something on the way."""
    return steps[: steps.index(ROW) if ROW in steps else None][:-1]


def _common(some: list[Steps]) -> Steps:
    """Return the steps that all begin with."""
    alike = takewhile(lambda column: len(set(column)) == 1, zip(*some, strict=False))
    return tuple(column[0] for column in alike)


def _from(formula: Formula, place: Steps) -> Formula:
    """Return a formula as it is seen from a place further inside."""
    match formula:
        case Holds():
            return replace(formula, steps=formula.steps[len(place) :])
        case Every(parts):
            return Every(tuple(_from(part, place) for part in parts))
        case Some(parts):
            return Some(tuple(_from(part, place) for part in parts))
        case _:
            return formula


def _demanded(demand: Demand, place: Steps) -> Json:
    schema = demand.schema if isinstance(demand.schema, bool) else dict(demand.schema)
    return _at(demand.steps[len(place) :], schema, there=demand.there)


def _schema(clause: _Clause) -> JsonObject:
    said = _conditional(clause.premise, clause.then, clause.otherwise)
    return {"$comment": f"{clause.address}: {clause.what}", **said}


def _conditional(premise: Formula, then: Json, otherwise: Json = True) -> JsonObject:
    if premise == TRUE:
        return then if isinstance(then, dict) else {"not": {}}
    if all(isinstance(leaf, Holds) and leaf.negated for leaf in leaves(premise)):
        premise, then, otherwise = opposite(premise), otherwise, then
    if then is False and otherwise is True:
        return {"not": _condition(premise)}
    branches = {name: schema for name, schema in (("then", then), ("else", otherwise)) if schema is not True}
    return {"if": _condition(premise), **branches}


def _condition(formula: Formula) -> Json:
    match formula:
        case Holds(steps=steps, schema=schema, negated=True):
            return _at(steps, {"not": schema} if schema else False)
        case Holds(steps=steps, schema=schema):
            return _at(steps, schema or True, there=True)
        case Every(parts):
            return _all_of([_condition(part) for part in parts])
        case Some(parts):
            return {"anyOf": [_condition(part) for part in parts]}
        case _:
            raise TypeError("what cannot be said is taken out before")


def _at(steps: Steps, schema: Json, *, there: bool = False) -> Json:
    """Return the schema of an object in which something stands at the end of the steps: if it is there, or always."""
    if not steps:
        return schema
    inner = _at(steps[1:], schema, there=there)
    if steps[0] == ROW:
        return {"contains" if there else "items": inner}
    held: JsonObject = {} if inner is True else {"properties": {steps[0]: inner}}
    return {**held, "required": [steps[0]]} if there else held


def _all_of(schemas: list[Json]) -> Json:
    """Return the schema of what fits all of these, as one object where that is possible."""
    joined: Json = True
    for each in schemas:
        together = _joined(joined, each)
        if together is None:
            return {"allOf": schemas}
        joined = together
    return joined


def _joined(one: Json, other: Json) -> Json:
    """Return one schema for two that only say what members must be; None when they cannot be joined."""
    if one is True:
        return other
    if not (isinstance(one, dict) and isinstance(other, dict) and {*one, *other} <= {"properties", "required"}):
        return None
    properties, added = one.get("properties", {}), other.get("properties", {})
    if not (isinstance(properties, dict) and isinstance(added, dict)) or not properties.keys().isdisjoint(added):
        return None
    required: list[Json] = [name for each in (one, other) for name in _names(each)]
    return {"properties": {**properties, **added}, "required": list(dict.fromkeys(map(str, required)))}


def _names(schema: JsonObject) -> list[Json]:
    names = schema.get("required", [])
    return names if isinstance(names, list) else []


def _shared(schemas: Mapping[Steps, list[JsonObject]]) -> JsonObject:
    """Put a reference in the place of every condition that occurs more than once, and return what they refer to."""
    rules = [rule for some in schemas.values() for rule in some if "if" in rule]
    counted = Counter(json.dumps(rule["if"]) for rule in rules)
    definitions: JsonObject = {}
    names: dict[str, str] = {}
    for rule in rules:
        condition = json.dumps(rule["if"])
        if counted[condition] > 1:
            name = names.setdefault(condition, f"{CONDITION}-{len(names) + 1}")
            definitions[name] = rule["if"]
            rule["if"] = {"$ref": f"#/$defs/{name}"}
    return definitions
