"""The text of a calendar: what RFC 5545 asks of it, read back by a reader that knows that alone."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.pages.actions.ics import Event, written

MOMENT = datetime(2026, 11, 23, 10, 15, tzinfo=UTC)
DAY = date(2026, 12, 3)


@dataclass
class Component:
    name: str
    values: dict[str, str] = field(default_factory=dict)
    inside: list["Component"] = field(default_factory=list)


def read(text: str) -> Component:
    """Read a calendar as sections 3.1 and 3.6 say: unfold, then take component by component."""
    assert text.endswith("\r\n")
    assert not {"\n", "\r"} & set(text.replace("\r\n", ""))
    for line in text.split("\r\n"):
        assert len(line.encode()) <= 75
    open_ones, whole = [Component("")], text.replace("\r\n ", "")
    for line in whole.split("\r\n")[:-1]:
        name, colon, value = line.partition(":")
        assert colon, line
        if name == "BEGIN":
            open_ones.append(Component(value))
        elif name == "END":
            ended = open_ones.pop()
            assert ended.name == value
            open_ones[-1].inside.append(ended)
        else:
            assert name not in open_ones[-1].values
            open_ones[-1].values[name] = value
    (calendar,) = open_ones.pop().inside
    return calendar


def plain(value: str) -> str:
    """Return a text as it was before it was escaped (3.3.11)."""
    found, signs = "", iter(value)
    for sign in signs:
        assert sign not in ",;"
        found += {"n": "\n", "\\": "\\", ",": ",", ";": ";"}[next(signs)] if sign == "\\" else sign
    return found


def event(summary: str, description: str = "") -> Event:
    return Event("a1@formspec", MOMENT, 3, DAY, summary, description, "https://forms.school.example/actions/a1")


def test_a_calendar_holds_what_every_reader_needs() -> None:
    calendar = read(written([event("Buy a lock")], name="Formspec actions"))
    assert calendar.name == "VCALENDAR"
    assert (calendar.values["VERSION"], calendar.values["PRODID"]) == ("2.0", "-//Formspec//Actions//EN")
    (found,) = calendar.inside
    assert found.name == "VEVENT"
    assert found.values == {
        "UID": "a1@formspec",
        "DTSTAMP": "20261123T101500Z",
        "LAST-MODIFIED": "20261123T101500Z",
        "SEQUENCE": "3",
        "DTSTART;VALUE=DATE": "20261203",
        "SUMMARY": "Buy a lock",
        "DESCRIPTION": "",
        "URL": "https://forms.school.example/actions/a1",
        "TRANSP": "TRANSPARENT",
    }


def test_a_calendar_with_nothing_in_it_is_one() -> None:
    assert read(written([], name="Formspec actions")).inside == []


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ('a;b,c\\d\ne:f"g', 'a;b,c\\d\ne:f"g'),
        ("one\r\ntwo\x00\x07", "one\ntwo"),
        ("\nBEGIN:VEVENT\nEND:VCALENDAR", "\nBEGIN:VEVENT\nEND:VCALENDAR"),
        ("é" * 200, "é" * 200),
        ("a\u2028b\u0085c", "abc"),
    ],
)
def test_what_somebody_wrote_stays_one_text(text: str, kept: str) -> None:
    (found,) = read(written([event(text)], name="x")).inside
    assert plain(found.values["SUMMARY"]) == kept


@given(st.text(max_size=300), st.text(max_size=300))
def test_every_text_comes_back_and_no_line_is_too_long(summary: str, description: str) -> None:
    events = [event(summary, description), event(description, summary)]
    first, second = read(written(events, name=summary)).inside
    assert first.values["SUMMARY"] == second.values["DESCRIPTION"]
    printable = "".join(sign for sign in summary if sign in "\n\t" or sign.isprintable())
    assert plain(first.values["SUMMARY"]) == printable
