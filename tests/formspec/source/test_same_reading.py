"""What means the same is read the same: other line ends, a byte order mark, a remark above; and another walker agrees.

Every file of this folder, both specs and specs spoiled by chance are read twice, before and after the change.
"""

import os
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import yaml

from formspec.nodes import Json, as_json
from formspec.problem import Problem
from formspec.source import Source, read
from tests.formspec.source.mutators import spoil
from tests.formspec.source.test_mutations import seeds

ROUNDS = 400 * int(os.environ.get("FORMSPEC_SOAK", "1"))
SEED = int(os.environ.get("FORMSPEC_SEED", "20261124"))
REMARK = b"# a remark \xe2\x80\xa2 above\n"


def sources() -> Iterator[bytes]:
    print(f"FORMSPEC_SEED={SEED}")
    whole = seeds()
    yield from dict.fromkeys(whole)
    for number in range(ROUNDS):
        chance = random.Random(f"{SEED}/same/{number}")
        yield spoil(chance, chance.choice(whole))


def said(source: Source) -> tuple[Json, tuple[Problem, ...]]:
    return source.root and as_json(source.root), source.problems


def test_line_ends_of_windows_change_nothing():
    compared = 0
    for data in sources():
        if b"\r" in data or b"\x00" in data or len(data) > 500_000:
            continue
        compared += 1
        assert said(read(data.replace(b"\n", b"\r\n"))) == said(read(data)), data
    assert compared > ROUNDS // 2


def test_a_byte_order_mark_changes_nothing():
    for data in sources():
        if not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")) and b"\x00" not in data[:4]:
            assert said(read(b"\xef\xbb\xbf" + data)) == said(read(data)), data


def test_a_remark_above_moves_every_problem_down_by_a_line():
    for data in sources():
        before, after = read(data), read(REMARK + data)
        named = any(problem.rule in ("duplicate-key", "empty", "encoding", "too-large") for problem in before.problems)
        if named or data.startswith((b"\xef\xbb\xbf", b"\r")):
            continue
        moved = tuple(replace(problem, line=problem.line + 1) for problem in before.problems)
        assert said(after) == (said(before)[0], moved), data


def loaded(data: bytes) -> object:
    """Return what the plain loader makes of a source: every text a string, nothing the empty text."""
    return yaml.load(data.decode("utf-8-sig"), Loader=yaml.CBaseLoader)


def blank(tree: Json) -> object:
    if isinstance(tree, dict):
        return {key: blank(value) for key, value in tree.items()}
    if isinstance(tree, list):
        return [blank(each) for each in tree]
    return tree or ""


def test_what_is_read_without_a_problem_is_what_the_plain_loader_reads():
    compared = 0
    for data in sources():
        source = read(data)
        if source.root is not None and not source.problems:
            compared += 1
            assert blank(as_json(source.root)) == loaded(data), data
    assert compared > ROUNDS // 20


def test_nothing_outside_the_subset_is_read_without_a_problem():
    read_so = Counter()
    for data in sources():
        if read(data).problems:
            continue
        for event in yaml.parse(data.decode("utf-8-sig"), Loader=yaml.CBaseLoader):
            read_so[type(event)] += 1
            assert not any(getattr(event, name, None) for name in ("anchor", "tag", "version", "tags")), data
    assert read_so[yaml.AliasEvent] == 0
    assert read_so[yaml.ScalarEvent] > ROUNDS
