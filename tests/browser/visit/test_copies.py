"""A copy of a draft is saved to a plain file without a connection, and read back as typed changes."""

import json
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.visit.place import WORDS, School, begin, go_away, take_along
from tests.browser.walk import answer

PROVIDER_NAME = "details.provider"
PROVIDER = f"[name='{PROVIDER_NAME}']"


def saved(page: Page, folder: Path) -> Path:
    """Save a copy; return the file."""
    with page.expect_download() as found:
        page.get_by_role("button", name="Save a copy to a file").click()
    found.value.save_as(folder / "copy.json")
    return folder / "copy.json"


def test_it_holds_what_was_entered_and_what_stands_on_the_page(
    device: BrowserContext, ann: Page, place: School, tmp_path: Path
) -> None:
    tasks = go_away(device, ann, place.address)
    ann.goto(f"{tasks}/sections/details")
    answer(ann, {"details.completed-by": "Not saved yet"})
    copy = json.loads(saved(ann, tmp_path).read_text("utf-8"))
    assert copy["form"] == "ap-audit"
    assert copy["entries"] == {"details.provider": WORDS, "details.completed-by": "Not saved yet"}


def test_it_is_read_back_as_changes_that_are_still_to_be_sent(
    device: BrowserContext, ann: Page, place: School, tmp_path: Path
) -> None:
    tasks = go_away(device, ann, place.address)
    ann.goto(tasks)
    copy = saved(ann, tmp_path)
    copy.write_text(copy.read_text("utf-8").replace(WORDS, "From the copy"), "utf-8")
    ann.get_by_label("Read a copy back").set_input_files(copy)
    ann.get_by_role("button", name="Read it into this form").click()
    expect(ann.locator("#copies-told")).to_contain_text("The copy was read.")
    ann.goto(f"{tasks}/sections/details")
    expect(ann.locator(PROVIDER)).to_have_value("From the copy")


def test_on_another_device_it_is_read_back_where_the_list_of_sections_and_the_start_page_say(
    device: BrowserContext, ann: Page, place: School, tmp_path: Path
) -> None:
    tasks = begin(ann, place.address)
    told = {"formspec-copy": 1, "form": "ap-audit", "version": 1, "draft": tasks.rpartition("/")[2]}
    copy = {**told, "entries": {PROVIDER_NAME: "From afar"}}
    (tmp_path / "copy.json").write_text(json.dumps(copy), "utf-8")
    ann.goto(place.address)
    ann.get_by_text("Is a device lost, or was a copy saved to a file?").click()
    expect(ann.get_by_text("is read back into its form")).to_be_visible()
    take_along(ann, tasks)
    ann.get_by_role("link", name="Read back a copy that was saved to a file").click()
    expect(ann.get_by_label("Read a copy back")).to_be_focused()
    ann.get_by_label("Read a copy back").set_input_files(tmp_path / "copy.json")
    ann.get_by_role("button", name="Read it into this form").click()
    expect(ann.locator("#copies-told")).to_contain_text("The copy was read.")
    expect(ann.locator("#saved-line")).to_contain_text("Everything that was entered here is sent.")
    ann.goto(f"{tasks}/sections/details")
    expect(ann.locator(PROVIDER)).to_have_value("From afar")


def test_names_of_files_reasons_and_seals_are_not_read_back_and_hold_nothing_else_up(
    device: BrowserContext, ann: Page, place: School, tmp_path: Path
) -> None:
    tasks = go_away(device, ann, place.address)
    ann.goto(tasks)
    copy = json.loads(saved(ann, tmp_path).read_text("utf-8"))
    copy["entries"] |= {
        "details.provider": "From the copy",
        "safeguarding.staff-training.attachments": '[{"sha256": "0"}]',
        "safeguarding.staff-training.attachments.shows": "report",
        "safeguarding.staff-training.answer": "Level 2",
        "safeguarding.staff-training.answer.checks.old": "It is done again in May",
        "checks.whole": "Asked by telephone",
        "parts.first": "0",
    }
    (tmp_path / "copy.json").write_text(json.dumps(copy), "utf-8")
    ann.get_by_label("Read a copy back").set_input_files(tmp_path / "copy.json")
    ann.get_by_role("button", name="Read it into this form").click()
    expect(ann.locator("#copies-told")).to_contain_text("The copy was read.")
    expect(ann.locator("#copies-told li")).to_have_text(["It is done again in May", "Asked by telephone"])
    device.set_offline(False)
    ann.goto(f"{tasks}/sections/safeguarding")
    expect(ann.locator("[name='safeguarding.staff-training.answer']")).to_have_value("Level 2")
    ann.goto(f"{place.address}/visit")
    expect(ann.get_by_text("All of it is sent.").first).to_be_visible()


def test_what_was_sent_since_the_list_was_opened_stands_in_it_in_its_copies_and_in_those_of_the_device(
    device: BrowserContext, ann: Page, place: School, tmp_path: Path
) -> None:
    tasks = go_away(device, ann, place.address)
    ann.goto(f"{tasks}/sections/details")
    answer(ann, {"details.completed-by": "Sent since"})
    expect(ann.locator("#saving")).to_contain_text("Saved on this device, not yet sent")
    ann.goto(tasks)
    expect(ann.get_by_text("2 of 3 answered")).to_be_visible()
    overview = device.new_page()
    overview.goto(f"{place.address}/visit")
    expect(overview.get_by_text("1 change not sent yet.")).to_be_visible()
    overview.evaluate("() => { navigator.locks.request = () => new Promise(() => {}); }")
    device.set_offline(False)
    expect(ann.get_by_text("Everything that was entered here is sent.")).to_be_visible()
    expect(ann.get_by_text("2 of 3 answered")).to_be_visible()
    for page in (ann, overview):
        copy = json.loads(saved(page, tmp_path).read_text("utf-8"))
        assert copy["entries"] == {"details.provider": WORDS, "details.completed-by": "Sent since"}
    copy["entries"]["details.completed-by"] = "From the copy"
    (tmp_path / "copy.json").write_text(json.dumps(copy), "utf-8")
    ann.get_by_label("Read a copy back").set_input_files(tmp_path / "copy.json")
    ann.get_by_role("button", name="Read it into this form").click()
    expect(ann.locator("#copies-told")).to_contain_text("The copy was read.")
    expect(ann.get_by_text("Everything that was entered here is sent.")).to_be_visible()
    expect(ann.get_by_text("2 of 3 answered")).to_be_visible()
    ann.goto(f"{tasks}/sections/details")
    expect(ann.locator("[name='details.completed-by']")).to_have_value("From the copy")


def test_a_copy_of_another_draft_is_read_only_once_that_was_said(
    device: BrowserContext, ann: Page, place: School, tmp_path: Path
) -> None:
    tasks = go_away(device, ann, place.address)
    ann.goto(tasks)
    copy = json.loads(saved(ann, tmp_path).read_text("utf-8"))
    other = copy | {"draft": "another", "entries": {"details.provider": "The mill", "details.completed-by": "Ann"}}
    (tmp_path / "other.json").write_text(json.dumps(other), "utf-8")
    ann.get_by_label("Read a copy back").set_input_files(tmp_path / "other.json")
    expect(ann.locator("#copies-told")).to_contain_text("a copy of another draft of this form")
    expect(ann.locator("#copies-told")).to_contain_text("It would set 2 answers here.")
    ann.get_by_role("button", name="Read nothing").click()
    expect(ann.get_by_text("1 of 3 answered")).to_be_visible()
    ann.get_by_label("Read a copy back").set_input_files(tmp_path / "other.json")
    ann.get_by_role("button", name="Read it into this form").click()
    expect(ann.locator("#copies-told")).to_contain_text("The copy was read.")
    expect(ann.get_by_text("2 of 3 answered")).to_be_visible()
    ann.goto(f"{tasks}/sections/details")
    expect(ann.locator(PROVIDER)).to_have_value("The mill")


def test_what_is_no_copy_of_the_form_changes_nothing(
    device: BrowserContext, ann: Page, place: School, tmp_path: Path
) -> None:
    tasks = go_away(device, ann, place.address)
    ann.goto(tasks)
    expect(ann.get_by_label("Read a copy back")).to_be_visible()
    cases = {
        "[1": "This file is no copy",
        '{"formspec-copy": 1, "entries": {"a.b": 1}}': "This file is no copy",
        '{"formspec-copy": 1, "form": "provider-letter", "version": 1, "entries": {}}': "a copy of another form",
    }
    for text, sentence in cases.items():
        (tmp_path / "other.json").write_text(text, "utf-8")
        ann.get_by_label("Read a copy back").set_input_files(tmp_path / "other.json")
        expect(ann.locator("#copies-told")).to_contain_text(sentence)
    ann.goto(tasks)
    expect(ann.get_by_text("Everything that was entered here is sent.")).to_be_visible()
