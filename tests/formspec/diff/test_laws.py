"""What holds of the differences between any two versions, however unlike they are.

The differences applied to the old version give the new one; a version does not differ from itself; and nothing that is
told is untrue: what is said to have been there was, and what is said to be there is.
"""

import os
from pathlib import Path
from random import Random

import pytest

from formspec.diff import Change, apply, compare, differences
from formspec.diff.between import right_after
from formspec.diff.naming import names_of
from formspec.loader import load, reopen
from formspec.model import Spec
from formspec.sources import sources, sources_through
from tests.agreement.generate import chance_source
from tests.revisions import revise

ROOT = Path(__file__).parents[3]
FILES = [
    *sorted((ROOT / "formspec" / "specs").glob("*/1.yaml")),
    *sorted(path for path in (ROOT / "tests" / "gallery").glob("*.yaml") if path.suffixes == [".yaml"]),
    ROOT / "tests" / "formspec" / "every-key.yaml",
    Path(__file__).with_name("base.yaml"),
]
PAIRS = 40 * int(os.environ.get("FORMSPEC_SOAK", "1"))
SEED = int(os.environ.get("FORMSPEC_SEED", "20261126"))
CONTAINED = frozenset({"section", "question", "column", "prompt", "option", "check", "part", "outcome", "standard"})


def spec_in(path: Path) -> Spec:
    spec = load(path.read_bytes()).spec
    assert spec is not None, path
    return spec


SPECS = {f"{path.parent.name}/{path.name}": spec_in(path) for path in FILES}


def hold(old: Spec, new: Spec) -> None:
    """Hold the laws for one pair."""
    told = differences(old, new)
    assert apply(old, told) == new
    assert bool(told) is (old != new)
    changes = compare(old, new)
    assert bool(changes) is bool(told)
    before, after = names_of(old), names_of(new)
    for each in changes:
        assert is_true(each, before, after), each


def is_true(told: Change, before: dict, after: dict) -> bool:
    """Say whether a part was there, and is there, as a difference says."""
    if told.noun not in CONTAINED or told.key or told.sort in {"reordered", "spared", "kept"}:
        return True
    here, there = (told.noun, told.address), (told.noun, told.was or told.address)
    if "columns." in told.address or "checks" in told.address:
        return True
    if told.sort == "removed":
        return here in before
    return here in after and (told.sort == "added" or there in before)


@pytest.mark.parametrize("name", SPECS)
def test_a_version_does_not_differ_from_itself(name):
    assert differences(SPECS[name], SPECS[name]) == ()
    assert compare(SPECS[name], SPECS[name]) == ()


@pytest.mark.parametrize("name", SPECS)
def test_the_laws_hold_between_forms_that_have_nothing_in_common(name):
    for other in SPECS.values():
        hold(SPECS[name], other)


def test_the_laws_hold_between_specs_made_by_chance():
    print(f"seed {SEED}, {PAIRS} pairs")
    previous = None
    for number in range(PAIRS):
        spec = spec_of(chance_source(Random(SEED + number)))
        if previous is not None:
            hold(previous, spec)
        previous = spec


def test_the_laws_hold_between_a_version_and_its_revisions():
    print(f"seed {SEED}, {PAIRS} revisions")
    texts = [path.read_text(encoding="utf-8") for path in FILES]
    for number in range(PAIRS):
        random = Random(SEED + number)
        text = random.choice(texts) if number % 2 else chance_source(random)
        hold(spec_of(text), spec_of(revise(text, random)))


def spec_of(text: str) -> Spec:
    spec = reopen(text.encode())
    assert spec is not None
    return spec


def test_a_version_compared_with_an_earlier_one_has_in_it_what_its_parts_were_there():
    print(f"seed {SEED}, {PAIRS} lines of versions")
    for number in range(PAIRS):
        random = Random(f"{SEED} between {number}")
        texts = [chance_source(random)]
        for _ in range(random.randint(2, 3)):
            texts.append(revise(texts[-1], random, most=4))
        versions = [spec for text in texts if (spec := load(text.encode()).spec) is not None]
        last = right_after(versions)
        assert apply(versions[0], differences(versions[0], last)) == last
        once, step_by_step = sources(versions[0], last), sources_through(versions)
        for sort in ("sections", "questions", "prompts"):
            now, then = getattr(once, sort), getattr(step_by_step, sort)
            assert {name: was[:1] for name, was in now.origins.items()} == {
                name: was[:1] for name, was in then.origins.items()
            }, "\n---\n".join(texts)
