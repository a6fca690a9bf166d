"""The log says when, what sort and where; never with which words."""

import io
import logging
import re
import sqlite3

import pytest

from webapp.log import Discreet, trace

SECRET = "marked-word"


def fail() -> None:
    raise ValueError(SECRET)


def failed(act) -> BaseException:
    try:
        act()
    except Exception as failure:
        return failure
    raise AssertionError("nothing failed")


def led_to() -> None:
    try:
        fail()
    except ValueError as cause:
        raise RuntimeError(SECRET) from cause


def met_on_the_way() -> None:
    try:
        fail()
    except ValueError:
        raise RuntimeError(SECRET)  # noqa: B904


def hidden() -> None:
    try:
        fail()
    except ValueError:
        raise RuntimeError(SECRET) from None


def refused_by_a_database() -> None:
    with sqlite3.connect(":memory:") as connection:
        connection.execute("CREATE TABLE a (b CHECK (b = 1))")
        connection.execute("INSERT INTO a VALUES (?)", (SECRET,))


@pytest.mark.parametrize(
    ("act", "sorts"),
    [
        (fail, ["builtins.ValueError"]),
        (led_to, ["builtins.RuntimeError", "builtins.ValueError"]),
        (met_on_the_way, ["builtins.RuntimeError", "builtins.ValueError"]),
        (hidden, ["builtins.RuntimeError"]),
        (refused_by_a_database, ["sqlite3.IntegrityError (SQLITE_CONSTRAINT_CHECK)"]),
    ],
)
def test_a_failure_is_told_by_its_sort_and_its_place_alone(act, sorts):
    told = trace(failed(act)).splitlines()
    assert [line for line in told if not line.startswith("  ")] == sorts
    assert all(re.fullmatch(r"  \S+\.py:[0-9]+ \w+", line) for line in told if line.startswith("  "))
    assert f"test_log.py:{act.__code__.co_firstlineno}"[:12] in told[1]
    assert SECRET not in "".join(told)


@pytest.fixture
def written():
    """What is written of what two loggers say, one of ours and one of others."""
    stream = io.StringIO()
    out = logging.StreamHandler(stream)
    out.setFormatter(Discreet())
    loggers = [logging.getLogger(name) for name in ("webapp.pages.tested", "webapp", "others")]
    for each in loggers:
        each.addHandler(out)
        each.propagate = False
    yield stream
    for each in loggers:
        each.removeHandler(out)
        each.propagate = True


def test_our_own_lines_are_written_as_they_are_with_their_moment(written):
    logging.getLogger("webapp.pages.tested").error("Reference %s", "ab12")
    assert re.fullmatch(r"[0-9-]{10}T[0-9:]{8}Z ERROR Reference ab12\n", written.getvalue())


@pytest.mark.parametrize("name", ["others", "webapp"])
def test_of_what_others_write_only_the_place_is_written(written, name):
    try:
        fail()
    except ValueError:
        logging.getLogger(name).exception("Exception on %s", f"/invitations/{SECRET}")
    line, *rest = written.getvalue().splitlines()
    assert re.fullmatch(rf"\S+ ERROR {name}: line [0-9]+ of test_log", line)
    assert rest[0] == "builtins.ValueError"
    assert SECRET not in written.getvalue()
