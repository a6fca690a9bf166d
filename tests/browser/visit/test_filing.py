"""On a device without a connection a note is filed under a question: its words and where it is filed are one change."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, StorageState, expect

from tests.browser.conftest import PATIENCE_MILLISECONDS
from tests.browser.visit.place import School, begin, take_along
from tests.browser.walk import answer, save

QUESTION = "What safeguarding training have the AP staff had?"
ANSWER, CONCERN = "safeguarding.staff-training.answer", "safeguarding.staff-training.concerns"
STOOD = "Level 2 for all."
WORDS = "The side gate was propped open with a brick."
FILED = f"{STOOD}\n{WORDS}"


@pytest.fixture
def tasks(device: BrowserContext, ann: Page, place: School) -> str:
    """An audit with an answer and a note, which were sent, and that is taken along to where no connection is."""
    tasks = begin(ann, place.address)
    ann.goto(f"{tasks}/sections/safeguarding")
    answer(ann, {ANSWER: STOOD})
    ann.get_by_text("Write a note", exact=True).first.click()
    ann.get_by_label("Note").fill(WORDS)
    save(ann)
    take_along(ann, tasks)
    device.set_offline(True)
    return tasks


@pytest.fixture
def beside(chromium: Browser, ticket: StorageState) -> Iterator[BrowserContext]:
    """Another device of Ann's."""
    with chromium.new_context(viewport={"width": 390, "height": 780}, storage_state=ticket) as context:
        context.set_default_timeout(PATIENCE_MILLISECONDS)
        yield context


def file(page: Page, tasks: str, *, question: str = QUESTION, sort: str = "Answer") -> None:
    page.goto(f"{tasks}/notes")
    page.get_by_text("File it under a question").first.click()
    page.get_by_label("Question", exact=True).first.select_option(label=question)
    page.get_by_label(sort, exact=True).first.check()
    page.get_by_role("button", name="File it").first.click()


def stand(place: School, tasks: str) -> dict[str, str]:
    """Return what the server has of the answers, and where the note is filed."""
    asked = "select name, value from draft_entries where draft = ? order by revision"
    with closing(sqlite3.connect(place.data / "formspec.sqlite3")) as kept:
        found = dict(kept.execute(asked, (tasks.rpartition("/")[2],)))
    filed = {"filed" if name.endswith(".filed") else name: text for name, text in found.items()}
    return {name: text for name, text in filed.items() if name in {ANSWER, CONCERN, "filed"} and text}


def sent(device: BrowserContext, page: Page, place: School) -> None:
    device.set_offline(False)
    page.goto(f"{place.address}/visit")
    expect(page.get_by_text("All of it is sent.").first).to_be_visible()


def test_a_note_is_filed_and_sent_as_one_with_its_answer(
    device: BrowserContext, ann: Page, place: School, tasks: str
) -> None:
    ann.goto(tasks)
    ann.get_by_role("link", name="1 note to file").click()
    file(ann, tasks)
    told = ann.locator("#told")
    expect(told).to_have_text("The note is filed.")
    expect(told).to_be_focused()
    expect(ann.locator("#filed-notes")).to_contain_text(f"{WORDS}Filed under {QUESTION} (Answer (plus evidence))")
    expect(ann.locator("#saved-line")).to_contain_text("1 change on this device, not sent yet.")
    ann.locator("#filed-notes").get_by_role("link", name=QUESTION).click()
    expect(ann.locator(f'[id="{ANSWER}"]')).to_have_value(FILED)
    answer(ann, {ANSWER: f"{FILED} It was shut then."})
    save(ann)
    assert stand(place, tasks) == {ANSWER: STOOD}
    sent(device, ann, place)
    assert stand(place, tasks) == {ANSWER: f"{FILED} It was shut then.", "filed": ANSWER}
    ann.goto(f"{tasks}/notes")
    expect(ann.get_by_text(f"Filed under {QUESTION}")).to_be_visible()


def test_a_note_that_was_written_there_is_filed_as_a_concern_and_taken_out_again(
    device: BrowserContext, ann: Page, place: School
) -> None:
    tasks = begin(ann, place.address)
    take_along(ann, tasks)
    device.set_offline(True)
    ann.goto(f"{tasks}/sections/transition")
    ann.get_by_text("Write a note", exact=True).first.click()
    ann.get_by_label("Note").fill(WORDS)
    save(ann)
    file(ann, tasks, sort="Concerns")
    expect(ann.locator("#told")).to_have_text("The note is filed.")
    sent(device, ann, place)
    assert stand(place, tasks) == {CONCERN: WORDS, "filed": CONCERN}
    device.set_offline(True)
    ann.goto(f"{tasks}/notes")
    ann.get_by_role("button", name="Take it out again").click()
    expect(ann.locator("#told")).to_have_text("The note is not filed any more.")
    expect(ann.locator("#open-notes")).to_contain_text(WORDS)
    sent(device, ann, place)
    assert stand(place, tasks) == {}


def test_what_cannot_be_filed_is_said_at_its_place_and_a_note_that_is_not_needed_is_removed(
    device: BrowserContext, ann: Page, place: School, tasks: str
) -> None:
    ann.goto(f"{tasks}/notes")
    ann.get_by_text("File it under a question").click()
    filing = ann.get_by_role("button", name="File it")
    filing.click()
    expect(ann.get_by_text("Select the question that the note belongs to.")).to_be_visible()
    expect(ann.get_by_label("Question", exact=True)).to_be_focused()
    ann.goto(f"{tasks}/sections/safeguarding")
    answer(ann, {ANSWER: "x" * 4990})
    save(ann)
    file(ann, tasks)
    expect(ann.get_by_text("it takes 5,000 characters")).to_be_visible()
    ann.get_by_role("button", name="Remove this note").click()
    expect(ann.locator("#told")).to_have_text("The note is removed.")
    expect(ann.get_by_role("heading", name="Every note is filed")).to_be_visible()
    sent(device, ann, place)
    ann.goto(f"{tasks}/notes")
    expect(ann.get_by_role("heading", level=1)).to_have_text("Notes")
    expect(ann.get_by_text(WORDS)).to_have_count(0)


def test_one_that_was_filed_on_another_device_meanwhile_is_there_once_unless_somebody_wants_it_twice(
    device: BrowserContext, ann: Page, place: School, tasks: str, beside: BrowserContext
) -> None:
    other = beside.new_page()
    take_along(other, tasks)
    beside.set_offline(True)
    file(other, tasks, sort="Concerns")
    expect(other.locator("#told")).to_have_text("The note is filed.")
    file(ann, tasks)
    expect(ann.locator("#told")).to_have_text("The note is filed.")
    sent(beside, other, place)
    device.set_offline(False)
    ann.goto(f"{place.address}/visit")
    ann.get_by_role("link", name="Open the section").click()
    clash = ann.locator(".clash")
    expect(clash).to_contain_text("Somebody else filed the same note with another answer, where its words are.")
    expect(clash).to_contain_text(WORDS)
    assert stand(place, tasks) == {ANSWER: STOOD, CONCERN: WORDS, "filed": CONCERN}
    clash.get_by_role("button", name="Leave them out here").click()
    expect(ann.locator(f'[id="{ANSWER}"]')).to_have_value(STOOD)
    expect(clash).to_have_count(0)
    sent(device, ann, place)
    assert stand(place, tasks) == {ANSWER: STOOD, CONCERN: WORDS, "filed": CONCERN}


def test_one_that_was_filed_alike_on_two_devices_is_there_once(
    device: BrowserContext, ann: Page, place: School, tasks: str, beside: BrowserContext
) -> None:
    other = beside.new_page()
    take_along(other, tasks)
    beside.set_offline(True)
    for page in (other, ann):
        file(page, tasks)
        expect(page.locator("#told")).to_have_text("The note is filed.")
    sent(beside, other, place)
    sent(device, ann, place)
    assert stand(place, tasks) == {ANSWER: FILED, "filed": ANSWER}


def test_a_filing_that_could_not_be_kept_leaves_the_note_where_it_was(
    device: BrowserContext, ann: Page, place: School, tasks: str
) -> None:
    ann.goto(f"{tasks}/notes")
    ann.evaluate(
        "() => { IDBObjectStore.prototype.put = () => { throw new DOMException('', 'QuotaExceededError'); }; }"
    )
    ann.get_by_text("File it under a question").first.click()
    ann.get_by_label("Question", exact=True).select_option(label=QUESTION)
    ann.get_by_role("button", name="File it").click()
    expect(ann.locator("#standing")).to_contain_text("This device is full")
    ann.reload()
    expect(ann.locator("#open-notes")).to_contain_text(WORDS)
    ann.goto(f"{tasks}/sections/safeguarding")
    expect(ann.locator(f'[id="{ANSWER}"]')).to_have_value(STOOD)


def change(page: Page, words: str, *, at: int = 0) -> None:
    page.get_by_text("Change its words").nth(at).click()
    page.get_by_label("What you wrote").nth(at).fill(words)
    page.get_by_role("button", name="Save the change").nth(at).click()


def notes(place: School, tasks: str) -> list[str]:
    """Return the words of the notes that the server has."""
    asked = "select name, value from draft_entries where draft = ? and name like '--note.%' order by revision"
    with closing(sqlite3.connect(place.data / "formspec.sqlite3")) as kept:
        found = dict(kept.execute(asked, (tasks.rpartition("/")[2],)))
    return sorted(text for name, text in found.items() if text and not name.endswith(".filed"))


def test_the_words_of_a_note_are_changed_it_is_removed_and_put_back(
    device: BrowserContext, ann: Page, place: School, tasks: str
) -> None:
    ann.goto(f"{tasks}/notes")
    told = ann.locator("#told")
    change(ann, " ")
    expect(ann.get_by_text("Write something, or remove the note.")).to_be_visible()
    expect(ann.get_by_label("What you wrote")).to_be_focused()
    for words in ("The side gate was open.", "The back gate was open."):
        ann.reload()
        change(ann, words)
        expect(told).to_have_text("The note is saved.")
        expect(told).to_be_focused()
    expect(ann.locator("#open-notes .words")).to_have_text(["The back gate was open."])
    ann.get_by_role("button", name="Remove this note").click()
    expect(told).to_have_text("The note is removed.")
    expect(ann.get_by_role("heading", name="Every note is filed")).to_be_visible()
    ann.get_by_role("button", name="Undo").click()
    expect(told).to_have_text("The note is back.")
    assert notes(place, tasks) == [WORDS]
    file(ann, tasks)
    expect(told).to_have_text("The note is filed.")
    sent(device, ann, place)
    assert notes(place, tasks) == ["The back gate was open."]
    assert stand(place, tasks) == {ANSWER: f"{STOOD}\nThe back gate was open.", "filed": ANSWER}


@pytest.mark.parametrize("meanwhile", ["changed", "filed"])
def test_words_for_a_note_that_was_changed_or_filed_on_another_device_stand_beside_its_own(
    device: BrowserContext, ann: Page, place: School, tasks: str, beside: BrowserContext, meanwhile: str
) -> None:
    other = beside.new_page()
    take_along(other, tasks)
    beside.set_offline(True)
    theirs = WORDS if meanwhile == "filed" else "Theirs."
    if meanwhile == "filed":
        file(other, tasks)
    else:
        other.goto(f"{tasks}/notes")
        change(other, theirs)
    expect(other.locator("#told")).to_have_text(f"The note is {'filed' if meanwhile == 'filed' else 'saved'}.")
    ann.goto(f"{tasks}/notes")
    change(ann, "Mine.")
    expect(ann.locator("#told")).to_have_text("The note is saved.")
    sent(beside, other, place)
    sent(device, ann, place)
    assert notes(place, tasks) == ["Mine.", theirs]
    device.set_offline(True)
    ann.goto(f"{tasks}/notes")
    expect(ann.locator("#open-notes .words, #filed-notes .words")).to_have_text(
        ["Mine.", theirs] if meanwhile == "filed" else [theirs, "Mine."]
    )


def test_what_is_typed_into_a_note_that_is_filed_in_another_tab_stays_in_its_box_and_can_be_kept(
    device: BrowserContext, ann: Page, place: School, tasks: str
) -> None:
    ann.goto(f"{tasks}/notes")
    ann.get_by_text("Change its words").click()
    ann.get_by_label("What you wrote").fill("Mine.")
    other = device.new_page()
    file(other, tasks)
    expect(other.locator("#told")).to_have_text("The note is filed.")
    ann.get_by_role("button", name="Save the change").click()
    expect(ann.locator("#told")).to_contain_text("This changed meanwhile in another tab")
    expect(ann.locator("#open-notes")).to_contain_text("This note was filed, or removed, while you wrote here.")
    expect(ann.get_by_label("What you wrote")).to_have_value("Mine.")
    asked: list[str] = []
    ann.once("dialog", lambda question: (asked.append(question.type), question.dismiss()))
    ann.close(run_before_unload=True)
    ann.get_by_role("button", name="Save the change").click()
    expect(ann.locator("#told")).to_have_text("Your words are kept as another note.")
    assert asked == ["beforeunload"]
    expect(ann.locator("#open-notes .words")).to_have_text(["Mine."])
    sent(device, ann, place)
    assert notes(place, tasks) == ["Mine.", WORDS]


def test_words_that_could_not_be_kept_stay_in_the_box(ann: Page, tasks: str) -> None:
    ann.goto(f"{tasks}/notes")
    ann.evaluate(
        "() => { IDBObjectStore.prototype.put = () => { throw new DOMException('', 'QuotaExceededError'); }; }"
    )
    change(ann, "Mine.")
    expect(ann.locator("#standing")).to_contain_text("This device is full")
    expect(ann.get_by_label("What you wrote")).to_have_value("Mine.")
    expect(ann.locator("#open-notes .words")).to_have_text([WORDS])
