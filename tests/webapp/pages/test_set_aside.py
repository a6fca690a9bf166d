"""What gives way to somebody else's text without scripts is set aside, told in the history, and put back."""

import pytest

from tests.webapp.pages.visitor import Page, Visitor

PLACE, WHY, DATE = "trip.place", "trip.why", ("trip.day.day", "trip.day.month", "trip.day.year")


def clashing(visitor: Visitor, colleague: Visitor, theirs: dict[str, str], yours: dict[str, str]) -> Page:
    """Let two people fill in one section at once, and return the page of the second, who sees both texts."""
    path = f"{visitor.start('Trip check').path}/sections/trip"
    mine = visitor.get(path)
    colleague.get(path).press("Save and continue", theirs)
    page = mine.press("Save and continue", yours)
    assert page.status == 409
    return page


def fields(page: Page, *names: str) -> list[str]:
    kept = page.visitor.get(page.path).fields()
    return [kept.get(name, "") for name in names]


def history(page: Page, address: str) -> Page:
    return page.visitor.get(f"{page.path.partition('/sections')[0]}/history/{address}")


def test_whoever_leaves_the_page_of_two_texts_finds_theirs_in_the_history(visitor: Visitor, colleague: Visitor) -> None:
    page = clashing(visitor, colleague, {PLACE: "Ironbridge"}, {PLACE: "Telford"})
    told = history(page, PLACE)
    assert "it never stood, because this answer was changed elsewhere too" in told.text
    assert "2 texts" in told.visitor.get(f"{page.path.partition('/sections')[0]}/history").text
    told.press("Put this back (Telford)")
    assert fields(page, PLACE) == ["Telford"]
    assert "Set aside" not in history(page, PLACE).text


def test_theirs_is_taken_and_mine_is_put_back_and_theirs_is_in_the_history(
    visitor: Visitor, colleague: Visitor
) -> None:
    page = clashing(visitor, colleague, {PLACE: "Ironbridge"}, {PLACE: "Telford", WHY: "For the bridge"})
    after = page.press("Save and continue", {f"--stay.{PLACE}": "theirs", PLACE: "Telford, by bus"})
    assert fields(page, PLACE, WHY) == ["Ironbridge", "For the bridge"]
    assert "yours is set aside: “Telford, by bus”" in after.text
    back = after.press("Put mine back")
    assert "Yours is put back" in back.text
    assert fields(page, PLACE) == ["Telford, by bus"]
    told = history(page, PLACE).text
    assert [words in told for words in ("Telford, by bus", "Ironbridge", "Telford")] == [True] * 3


def test_only_the_answers_that_were_chosen_give_way(visitor: Visitor, colleague: Visitor) -> None:
    page = clashing(visitor, colleague, {PLACE: "Ironbridge", WHY: "Theirs"}, {PLACE: "Telford", WHY: "Mine"})
    page.press("Save and continue", {f"--stay.{PLACE}": "theirs"})
    assert fields(page, PLACE, WHY) == ["Ironbridge", "Mine"]


@pytest.mark.parametrize(
    ("name", "both"), [(PLACE, "Theirs / Mine"), (WHY, "Theirs\n\nMine")], ids=["one line", "lines"]
)
def test_both_are_kept_one_after_the_other(visitor: Visitor, colleague: Visitor, name: str, both: str) -> None:
    page = clashing(visitor, colleague, {name: "Theirs"}, {name: "Mine"})
    page.press("Save and continue", {f"--stay.{name}": "both"})
    assert fields(page, name) == [both]


def test_both_are_not_offered_where_they_do_not_fit_or_are_no_texts(visitor: Visitor, colleague: Visitor) -> None:
    long = {PLACE: ("T" * 100, "M" * 98), DATE[0]: ("3", "4"), WHY: ("Theirs", "")}
    theirs, yours = ({name: texts[at] for name, texts in long.items()} for at in (0, 1))
    page = clashing(visitor, colleague, theirs, yours)
    assert 'value="theirs"' in page.html
    assert 'value="both"' not in page.html
    fitting = clashing(visitor, colleague, {PLACE: "T" * 100}, {PLACE: "M" * 97})
    assert 'value="both"' in fitting.html


def test_a_date_gives_way_and_comes_back_whole(visitor: Visitor, colleague: Visitor) -> None:
    theirs, yours = (dict(zip(DATE, date, strict=True)) for date in (("3", "12", "2026"), ("4", "1", "2026")))
    page = clashing(visitor, colleague, theirs, yours)
    after = page.press("Save and continue", {"--stay.trip.day": "theirs"})
    assert fields(page, *DATE) == ["3", "12", "2026"]
    after.press("Put mine back")
    assert fields(page, *DATE) == ["4", "1", "2026"]


def test_nothing_is_put_back_over_what_somebody_wrote_meanwhile(visitor: Visitor, colleague: Visitor) -> None:
    page = clashing(visitor, colleague, {PLACE: "Ironbridge"}, {PLACE: "Telford"})
    after = page.press("Save and continue", {f"--stay.{PLACE}": "theirs"})
    colleague.get(page.path).press("Save and continue", {PLACE: "Shrewsbury"})
    assert after.press("Put mine back").status == 409
    assert fields(page, PLACE) == ["Shrewsbury"]


def test_a_name_of_a_set_aside_text_that_is_none_is_refused(visitor: Visitor, colleague: Visitor) -> None:
    page = clashing(visitor, colleague, {PLACE: "Ironbridge"}, {PLACE: "Telford"})
    told = history(page, PLACE)
    form = next(each for each in told.forms if "op" in each.fields)
    for op in ("", "x", "0" * 32):
        assert visitor.send(told, form, {"op": op}).status == 422


def test_a_row_that_is_keyed_in_from_paper_gives_way_too(visitor: Visitor, colleague: Visitor) -> None:
    tasks = visitor.start("Trip check")
    path = f"{tasks.path}/key-in?ref=1.1"
    mine = visitor.get(path)
    colleague.get(path).press("Save and continue", {PLACE: "Ironbridge"})
    page = mine.press("Save and continue", {PLACE: "Telford"})
    assert page.status == 409
    page.press("Save and continue", {f"--stay.{PLACE}": "theirs"})
    assert visitor.get(path).fields()[PLACE] == "Ironbridge"
    assert "Set aside" in visitor.get(f"{tasks.path}/history/{PLACE}").text
