"""Every text that stood in an answer is kept, with who wrote it, and can be put back."""

from tests.webapp.pages.visitor import Page, Visitor

PLACE = "trip.place"


def changed(visitor: Visitor, *words: str) -> Page:
    """Begin a trip check, and write words into one answer, one after the other; return the list of sections."""
    tasks = visitor.start("Trip check")
    for each in words:
        visitor.get(f"{tasks.path}/sections/trip").press("Save and back to list", {PLACE: each})
    return tasks


def test_a_draft_in_which_nothing_was_changed_says_so(visitor: Visitor) -> None:
    tasks = changed(visitor, "Ironbridge")
    assert "No answer has been changed yet" in tasks.visitor.get(tasks.path).follow("Earlier answers").text


def test_every_text_is_there_and_one_is_put_back(visitor: Visitor) -> None:
    tasks = changed(visitor, "Ironbridge", "Telford", "")
    listed = visitor.get(f"{tasks.path}/history")
    assert "3 texts" in listed.text
    answer = listed.follow("Where are you going?")
    assert answer.text.index("Nothing") < answer.text.index("Telford") < answer.text.index("Ironbridge")
    back = answer.press("Put this back (Ironbridge)")
    assert "It is put back" in back.text
    assert visitor.get(f"{tasks.path}/sections/trip").fields()[PLACE] == "Ironbridge"
    assert "4 texts" in visitor.get(f"{tasks.path}/history").text


def test_nothing_is_put_back_over_what_somebody_wrote_meanwhile(visitor: Visitor, colleague: Visitor) -> None:
    tasks = changed(visitor, "Ironbridge", "Telford")
    answer = visitor.get(f"{tasks.path}/history/{PLACE}")
    colleague.get(f"{tasks.path}/sections/trip").press("Save and back to list", {PLACE: "Shrewsbury"})
    refused = answer.press("Put this back")
    assert refused.status == 409
    assert "Somebody changed this answer" in refused.text
    assert visitor.get(f"{tasks.path}/sections/trip").fields()[PLACE] == "Shrewsbury"


def test_a_date_comes_back_whole(visitor: Visitor) -> None:
    tasks = visitor.start("Trip check")
    for date in (("3", "12", "2026"), ("4", "1", "2027")):
        typed = dict(zip(("trip.day.day", "trip.day.month", "trip.day.year"), date, strict=True))
        visitor.get(f"{tasks.path}/sections/trip").press("Save and back to list", typed)
    visitor.get(f"{tasks.path}/history/trip.day").press("Put this back")
    fields = visitor.get(f"{tasks.path}/sections/trip").fields()
    assert [fields[f"trip.day.{part}"] for part in ("day", "month", "year")] == ["3", "12", "2026"]


def test_a_signature_comes_back_without_its_tick(visitor: Visitor) -> None:
    tasks = visitor.start("Trip check")
    for name in ("Pat Jones", "Sam Smith"):
        typed = {"trip.signed.name": name, "trip.signed.declared": "yes"}
        visitor.get(f"{tasks.path}/sections/trip").press("Save and back to list", typed)
    visitor.get(f"{tasks.path}/sections/trip").press("Save and back to list", {"trip.signed.name": ""})
    page = visitor.get(f"{tasks.path}/sections/trip")
    page.visitor.send(page, max(page.forms, key=lambda each: len(each.inputs)), {"trip.signed.declared": ""})
    answer = visitor.get(f"{tasks.path}/history/trip.signed")
    assert "whoever declares it ticks the box anew" in answer.text
    answer.press("Put this back (Pat Jones")
    fields = visitor.get(f"{tasks.path}/sections/trip").fields()
    assert fields["trip.signed.name"] == "Pat Jones"
    assert "trip.signed.declared" not in fields


def test_an_address_that_is_none_and_a_text_that_never_stood_are_refused(visitor: Visitor) -> None:
    tasks = changed(visitor, "Ironbridge", "Telford")
    assert visitor.get(f"{tasks.path}/history/trip.nothing").status == 404
    page = visitor.get(f"{tasks.path}/history/{PLACE}")
    form = next(each for each in page.forms if "revision" in each.fields)
    for revision in ("99", "x", "", "0"):
        assert visitor.send(page, form, {"revision": revision}).status == 422
