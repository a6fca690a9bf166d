"""Two people, or two tabs, at one draft: neither overwrites the other unseen, and no answer is made of both."""

import pytest

from engine.stored_file import read_files

ANSWER = "safeguarding.ofsted-safeguarding.answer"


@pytest.fixture
def section(visitor):
    return visitor.get(f"{visitor.start('Alternative Provision Audit').path}/sections/safeguarding")


def test_two_people_who_answer_different_questions_both_keep_their_words(visitor, colleague, section):
    other = "safeguarding.staff-training.answer"
    mine, theirs = visitor.get(section.path), colleague.get(section.path)
    theirs.press("Save and continue", {other: "Level 2"})
    mine.press("Save and continue", {ANSWER: "Good"})
    kept = visitor.get(section.path).fields()
    assert (kept[ANSWER], kept[other]) == ("Good", "Level 2")


def test_two_people_who_answer_the_same_question_see_both_texts(visitor, colleague, section):
    other = "safeguarding.staff-training.answer"
    mine, theirs = visitor.get(section.path), colleague.get(section.path)
    theirs.press("Save and continue", {ANSWER: "Outstanding"})
    page = mine.press("Save and continue", {ANSWER: "Inadequate", other: "Level 2"})
    assert page.status == 409
    assert page.title.startswith("Error: ")
    assert "Saved by somebody else: Outstanding" in page.text
    assert "Yours, not saved yet: Inadequate" in page.text
    assert page.fields()[ANSWER] == "Inadequate"
    kept = visitor.get(section.path).fields()
    assert (kept[ANSWER], kept[other]) == ("Outstanding", "Level 2")
    after = page.press("Save and continue")
    assert "is saved" in after.text
    assert visitor.get(section.path).fields()[ANSWER] == "Inadequate"


def test_a_conflict_over_a_date_is_shown_as_one_date(visitor, colleague):
    tasks = visitor.start("Trip check")
    path = f"{tasks.path}/sections/trip"
    mine, theirs = visitor.get(path), colleague.get(path)
    date = ("trip.day.day", "trip.day.month", "trip.day.year")
    theirs.press("Save and continue", dict(zip(date, ("3", "12", "2026"), strict=True)))
    page = mine.press("Save and continue", dict(zip(date, ("4", "1", "2027"), strict=True)))
    assert "changed 1 answer that you changed too" in page.text
    assert "Saved by somebody else: 3 December 2026" in page.text
    assert "Yours, not saved yet: 4 January 2027" in page.text


def test_a_date_whose_parts_two_people_changed_is_shown_whole_and_never_made_of_both(visitor, colleague):
    path = f"{visitor.start('Trip check').path}/sections/trip"
    visitor.get(path).press("Save and continue", {"trip.day.day": "12", "trip.day.month": "3", "trip.day.year": "2026"})
    mine, theirs = visitor.get(path), colleague.get(path)
    theirs.press("Save and continue", {"trip.day.day": "15"})
    page = mine.press("Save and continue", {"trip.day.month": "4", "trip.place": "Ironbridge"})
    assert page.status == 409
    assert "changed 1 answer that you changed too" in page.text
    assert "Saved by somebody else: 15 March 2026" in page.text
    assert "Yours, not saved yet: 12 April 2026" in page.text
    kept = visitor.get(path).fields()
    assert (kept["trip.day.day"], kept["trip.day.month"], kept["trip.place"]) == ("15", "3", "Ironbridge")
    page.press("Save and continue")
    kept = visitor.get(path).fields()
    assert (kept["trip.day.day"], kept["trip.day.month"]) == ("12", "4")


@pytest.mark.parametrize(
    ("theirs", "yours", "shown"),
    [
        ({"trip.signed.name": "Pat Jones"}, {"trip.signed.declared": "yes"}, "Sign here"),
        ({"trip.bring.food": "yes"}, {"trip.bring.kit": "yes"}, "What do you bring?"),
        ({"trip.where.town": "Telford"}, {"trip.where.postcode": "TF8 7NH"}, "What is the address?"),
    ],
    ids=["a signature", "choices", "an address"],
)
def test_an_answer_is_never_put_together_from_two_people(visitor, colleague, theirs, yours, shown):
    path = f"{visitor.start('Trip check').path}/sections/trip"
    mine = visitor.get(path)
    colleague.get(path).press("Save and continue", theirs)
    page = mine.press("Save and continue", yours)
    assert page.status == 409
    assert [words for href, words in page.links if href.startswith("#trip.") and words == shown] == [shown]
    kept = {name: text for name, text in visitor.get(path).fields().items() if text}
    assert kept == theirs


def test_a_tick_and_a_reason_are_each_merged_apart_from_the_answer_beside_them(visitor, colleague):
    tasks = visitor.start("Trip check")
    trip, coach = f"{tasks.path}/sections/trip", f"{tasks.path}/sections/coach"
    mine = visitor.get(trip), visitor.get(coach)
    colleague.get(trip).press("Save and continue", {"trip.why": "To see the bridge"})
    colleague.get(coach).press("Save and continue", {"coach.belts.state": "good"})
    assert mine[0].press("Save and continue", {"trip.why.could-not-find-out": "Nobody there"}).status == 200
    assert mine[1].press("Save and continue", {"coach.belts.evidence.looked": "seen"}).status == 200
    kept = {**visitor.get(trip).fields(), **visitor.get(coach).fields()}
    assert {name: text for name, text in kept.items() if text} == {
        "trip.why": "To see the bridge",
        "trip.why.could-not-find-out": "Nobody there",
        "coach.belts.state": "good",
        "coach.belts.evidence.looked": "seen",
    }


def test_a_file_that_is_added_beside_two_captions_of_another_is_kept(visitor, colleague, section, repository):
    at = "safeguarding.policies-in-place.attachments"
    section.press("Save and continue", {at: [("first.pdf", b"%PDF-1.7 first")]})
    mine, theirs = visitor.get(section.path), colleague.get(section.path)
    caption = next(name for name in mine.fields() if name.startswith(f"{at}.says."))
    theirs.press("Save and continue", {caption: "The board"})
    page = mine.press("Save and continue", {caption: "The hall", at: [("second.pdf", b"%PDF-1.7 second")]})
    assert page.status == 409
    draft = section.path.split("/")[2]

    def kept():
        return [(each.name, each.caption) for each in read_files(repository.draft(draft).entries[at])]

    assert kept() == [("first.pdf", "The board"), ("second.pdf", "")]
    page.press("Save and continue")
    assert kept() == [("first.pdf", "The hall"), ("second.pdf", "")]
