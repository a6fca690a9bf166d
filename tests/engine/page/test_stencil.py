"""Pieces cut from a template give the same page as the template would, for any text."""

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from engine.page.stencil import CLOSE, OPEN, Mark, Plate, cut, fill, hole, mark, shield


def plate(html: str, **errors_at: str) -> Plate:
    return Plate(cut(html), errors_at=errors_at)


def test_a_template_is_cut_at_its_markers():
    html = f"<p>{mark('value', 'name')}</p><input{hole('checked', 'tick', 'seen')}>"
    assert cut(html) == ["<p>", Mark("value", "name"), "</p><input", Mark("checked", "tick", "seen"), ">"]


def test_marks_known_when_compiling_are_filled_and_the_others_stay():
    pieces = cut(f"{mark('label')}: {mark('value', '@')}")
    filled = fill(pieces, lambda at: "Name" if at.sort == "label" else at._replace(name="details.name"))
    assert filled == ["", "Name", ": ", Mark("value", "details.name"), ""]


@given(st.text())
def test_a_value_is_escaped_and_stands_where_its_marker_stood(text):
    page = plate(f"<b>{mark('value', 'name')}</b>")
    assert page.render({"name": text}, {}) == f"<b>{escape(text)}</b>"


def test_a_tick_is_put_only_where_the_entry_is_the_option():
    page = plate(f"<input{hole('checked', 'a', 'yes')}><input{hole('checked', 'a', 'no')}>")
    assert page.render({"a": "no"}, {}) == "<input><input checked>"
    assert page.render({"a": "maybe"}, {}) == "<input><input>"


def test_an_error_stands_at_the_address_of_its_input_and_marks_the_input():
    page = plate(
        f"<p>{mark('error', 'visited')}</p><input aria-invalid='{mark('invalid', 'visited.day')}'>",
        **{"visited.day": "visited", "visited.month": "visited"},
    )
    shown = page.render({}, {"visited.day": "Enter a <day>"})
    assert "Enter a &lt;day&gt;" in shown
    assert "aria-invalid='true'" in shown
    assert "aria-invalid='false'" in page.render({}, {"visited.month": "Enter a month"})
    assert "aria-invalid='false'" in page.render({}, {"somewhere.else": "?"})


def test_the_first_message_at_an_address_is_the_one_shown():
    page = plate(f"<p>{mark('error', 'v')}</p>", **{"v.day": "v", "v.year": "v"})
    assert "first" in page.render({}, {"v.day": "first", "v.year": "second"})
    assert "second" not in page.render({}, {"v.day": "first", "v.year": "second"})


def test_a_page_is_not_changed_by_being_rendered():
    page = plate(f"{mark('value', 'a')}{mark('error', 'a')}", a="a")
    blank = page.render({}, {})
    page.render({"a": "something"}, {"a": "wrong"})
    assert page.render({}, {}) == blank


def test_text_cannot_forge_a_marker():
    forged = f"{OPEN}value other{CLOSE}"
    assert cut(shield(forged)) == ["value other"]


def test_what_stood_there_before_is_told_where_there_is_anything_and_describes_the_input():
    page = plate(f"{mark('before', 'visited')}<input aria-describedby='{mark('before-id', 'visited')}visited--error'>")
    assert page.render({}, {}) == "<input aria-describedby='visited--error'>"
    assert page.render({}, {}, before={"elsewhere": "A"}) == "<input aria-describedby='visited--error'>"
    assert page.render({}, {}, before={"visited": "A < B"}) == (
        '<p class="before" id="visited--before">A &lt; B</p><input aria-describedby=\'visited--before visited--error\'>'
    )
    assert not page.is_live
