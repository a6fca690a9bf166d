"""The schema of a form with rules refuses no document that the form accepts, and misses only what it leaves unsaid.

The documents are pieced together from several submissions of one form, so that answers stand where they are not asked,
and are missing where they must be there.
"""

from collections.abc import Iterator
from copy import deepcopy
from random import Random
from typing import Any

import jsonschema
import jsonschema_rs

from engine.compile import compile_form
from engine.document import submission
from engine.form import Form
from engine.schema import submission_schema, unsaid
from engine.validate import validate
from formspec.loader import load
from formspec.model import Spec
from tests.agreement.answers_by_chance import chance_answers, entries_of
from tests.agreement.differences import MOMENT
from tests.agreement.generate import chance_source
from tests.agreement.places import template_of
from tests.engine.conftest import SEED, SOAK

SPECS = 40 * SOAK
PIECED = 20


def _documents(spec: Spec, form: Form, random: Random) -> list[Any]:
    given = [entries_of(spec, chance_answers(spec, random)) for _ in range(5)]
    whole = [submission(form, entries, id="a", submitted=MOMENT) for entries in given]
    return whole + [_pieced(random.choice(whole), random.choice(whole), random) for _ in range(PIECED)]


def _pieced(document: Any, other: Any, random: Random) -> Any:
    document = deepcopy(document)
    _graft(document["answers"], other["answers"], random)
    for _ in range(random.choice((0, 0, 1, 2))):
        places = list(_places(document["answers"]))
        if places:
            within, step = random.choice(places)
            del within[step]
    return document


def _graft(into: Any, other: Any, random: Random) -> None:
    """Put some of one document's answers in another, in the same places."""
    for name, value in other.items():
        mine = into.get(name)
        if isinstance(mine, dict) and isinstance(value, dict):
            _graft(mine, value, random)
        elif _is_rows(mine) and _is_rows(value):
            for row, another in zip(mine, value, strict=False):
                _graft(row, another, random)
            mine += [deepcopy(random.choice(value))] if random.random() < 0.3 else []
        elif random.random() < 0.3:
            into[name] = deepcopy(value)


def _is_rows(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, dict) and "option" not in each for each in value)


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    steps = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for step in steps:
        yield value, step
        yield from _places(value[step])


def test_documents_that_were_pieced_together_are_judged_alike_but_for_what_is_unsaid() -> None:
    print(f"FORMSPEC_SEED={SEED}")
    random, verdicts = Random(SEED), {True: 0, False: 0}
    for _ in range(SPECS):
        source = chance_source(random)
        spec = load(source.encode()).spec
        assert spec is not None
        form = compile_form(spec)
        schema, left = submission_schema(form), unsaid(form)
        jsonschema.Draft202012Validator.check_schema(schema)
        first, second = jsonschema.Draft202012Validator(schema), jsonschema_rs.Draft202012Validator(schema)
        for document in _documents(spec, form, random):
            errors, accepted = validate(form, document), first.is_valid(document)
            verdicts[accepted] += 1
            missed = {(template_of(spec, error.address), error.code) for error in errors} & left
            assert accepted == second.is_valid(document)
            assert accepted == (not errors) or (accepted and missed), f"{source}\n{document['answers']}\n{errors}"
    assert min(verdicts.values()) > SPECS
