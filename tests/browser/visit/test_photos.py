"""Photos and files that are chosen are on the device until the server has each, and come there once."""

import mimetypes
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect

from engine.stored_file import StoredFile, read_files
from tests.browser.answers import AUDIT, AUDIT_TITLE
from tests.browser.test_session_end import let_it_rest
from tests.browser.visit.place import School, begin, enrol, phone, sign_in, take_along, unlock
from tests.browser.visit.test_left_on_device import found
from tests.browser.visit.test_without_connection import kill
from tests.browser.walk import fill, start, submit
from tests.pictures import photo, png
from tests.served import Served

AT = "safeguarding.policies-in-place.attachments"
SET = f'[data-attachments="{AT}"]'
PIECE = 256 * 1024
MARK = "marked-" + "straw-and-clay-" * 4
FULL = "IDBObjectStore.prototype.put = () => { throw new DOMException('', 'QuotaExceededError'); }"
AGAIN = "window.dispatchEvent(new Event('online'))"
OFTEN = "setInterval(() => window.dispatchEvent(new Event('online')), 300)"


def paper(name: str = "plan.pdf", size: int = 2000) -> dict[str, object]:
    """A file that is sent just as it is, with marked words in it."""
    return {"name": name, "mimeType": "application/pdf", "buffer": (b"%PDF-1.7 " + MARK.encode()).ljust(size, b".")}


def choose(page: Page, *files: dict[str, object]) -> None:
    if not page.locator(f"{SET} details[open]").count():
        page.locator(f"{SET} summary").click()
    page.locator(f'[id="{AT}"]').set_input_files(list(files))


def waiting(page: Page) -> Locator:
    return page.locator(f"{SET} ul.waiting li")


def kept(page: Page, count: int = 1) -> None:
    """Wait until so many files are said to be kept on the device."""
    expect(waiting(page).filter(has_text="kept on this device")).to_have_count(count)


def draft_of(address: str) -> str:
    return address.split("/drafts/")[1].partition("/")[0]


def standing(database: sqlite3.Connection, draft: str) -> list[StoredFile]:
    """The files that stand beside the answer on the server."""
    stands = "select value from draft_entries where draft = ? and name = ? order by revision desc limit 1"
    return [each for (text,) in database.execute(stands, (draft, AT)) for each in read_files(text) or ()]


def arrived(place: School, tasks: str) -> list[str]:
    """The names of the files that stand beside the answer on the server, each as often as it was sent."""
    draft = draft_of(tasks)
    sent = "select name from uploads where draft = ? and sha256 <> ''"
    with closing(sqlite3.connect(place.data / "formspec.sqlite3")) as database:
        names = sorted(each.name for each in standing(database, draft))
        assert names == sorted(name for (name,) in database.execute(sent, (draft,)))
    return names


def section(page: Page, place: School) -> str:
    """Begin an audit, and open the section of it that takes files, so that words are kept there; return its address."""
    there = f"{start(page, place.address, AUDIT_TITLE)}/sections/safeguarding"
    page.goto(there)
    page.wait_for_load_state("networkidle")
    return there


def nothing_is_left(page: Page, place: School) -> None:
    page.goto(f"{place.address}/visit")
    expect(page.get_by_text("Nothing is on this device.")).to_be_visible()


def test_a_photo_that_is_chosen_without_a_connection_outlasts_its_page(
    device: BrowserContext, ann: Page, place: School
) -> None:
    there = section(ann, place)
    device.set_offline(True)
    choose(ann, {"name": "hall.jpg", "mimeType": "image/jpeg", "buffer": photo((3000, 2000))}, paper())
    kept(ann, 2)
    expect(waiting(ann).locator("img")).to_have_count(1)
    assert waiting(ann).locator("img").evaluate("image => image.decode().then(() => image.naturalWidth)") == 2560
    expect(ann.locator("#photos-unsent")).to_have_text("2 files not sent yet.")
    ann.close()
    device.set_offline(False)
    page = device.new_page()
    page.goto(place.address)
    expect(page.locator("#unsent")).to_be_hidden()
    nothing_is_left(page, place)
    assert arrived(place, there) == ["hall.jpg", "plan.pdf"]


def test_what_was_left_by_another_page_is_listed_once_it_is_sent(
    device: BrowserContext, ann: Page, place: School
) -> None:
    there = section(ann, place)
    other = device.new_page()
    other.goto(there)
    device.set_offline(True)
    choose(ann, paper())
    kept(other)
    device.set_offline(False)
    for page in (ann, other):
        expect(page.locator(f"{SET} [data-file]")).to_have_count(1)
        expect(waiting(page)).to_have_count(0)
        expect(page.locator("#photos-unsent")).to_be_hidden()
    assert arrived(place, there) == ["plan.pdf"]


def test_a_page_of_the_device_keeps_files_through_the_death_of_the_browser_and_in_no_readable_form(
    chromium: Browser, tmp_path: Path, place: School
) -> None:
    profile = tmp_path / "profile"
    with phone(chromium, profile) as device:
        page = device.new_page()
        sign_in(page, place.address)
        tasks = begin(page, place.address)
        take_along(page, tasks)
    with phone(chromium, profile) as device:
        device.set_offline(True)
        page = device.new_page()
        page.goto(f"{tasks}/sections/safeguarding")
        unlock(page)
        choose(page, paper(size=400_000))
        kept(page)
        kill(profile)
    assert found(profile, [MARK]) == []
    with phone(chromium, profile) as device:
        device.set_offline(True)
        page = device.new_page()
        page.goto(f"{tasks}/sections/safeguarding")
        unlock(page)
        kept(page)
        device.set_offline(False)
        sign_in(page, place.address)
        page.goto(f"{place.address}/visit")
        expect(page.get_by_text("All of it is sent.")).to_be_visible()
    assert arrived(place, tasks) == ["plan.pdf"]


def lose(page: Page, path: str, *, after: int, times: int) -> list[bytes]:
    """Lose the answers of some requests to a path, after so many came through; return what was asked there."""
    asked: list[bytes] = []

    def drop(route: Route) -> None:
        asked.append(route.request.post_data_buffer or b"")
        if after < len(asked) <= after + times:
            route.fetch()
            route.abort()
        else:
            route.continue_()

    page.route(path, drop)
    return asked


def places(asked: list[bytes]) -> list[int]:
    return [int(re.search(rb'name="at"\r\n\r\n(\d+)', each)[1]) for each in asked]


def test_a_file_goes_on_from_where_the_connection_broke_off(device: BrowserContext, ann: Page, place: School) -> None:
    there = section(ann, place)
    through = iter([True])
    ann.route("**/pieces", lambda route: route.continue_() if next(through, False) else route.abort())
    with ann.expect_event("requestfailed"):
        choose(ann, paper(size=3 * PIECE))
    kept(ann)
    ann.close()
    page = device.new_page()
    pieces = lose(page, "**/pieces", after=9, times=0)
    page.goto(there)
    expect(page.locator(f"{SET} [data-file]")).to_have_count(1)
    assert places(pieces) == [PIECE, 2 * PIECE]
    assert arrived(place, there) == ["plan.pdf"]


@pytest.mark.parametrize("path", ["**/uploads", "**/pieces", "**/done"])
def test_a_file_whose_answers_are_lost_is_there_once(ann: Page, place: School, path: str) -> None:
    there = section(ann, place)
    ann.evaluate(OFTEN)
    lose(ann, path, after=0, times=2)
    choose(ann, paper(size=2 * PIECE))
    expect(ann.locator(f"{SET} [data-file]")).to_have_count(1)
    assert arrived(place, there) == ["plan.pdf"]


PORTAL = "<html><title>Welcome to the guest network</title>Press here to go on"
PAGE = {"status": 200, "content_type": "text/html", "body": PORTAL}
NOT_OURS = {
    "a page, when it is begun": ("**/uploads", PAGE),
    "a page, when it is done": ("**/done", PAGE),
    "JSON of another sort": ("**/done", {"status": 200, "json": None}),
    "a page that refuses": ("**/pieces", {**PAGE, "status": 403}),
    "a page that finds nothing": ("**/uploads", {**PAGE, "status": 404}),
}


@pytest.mark.parametrize("sort", NOT_OURS)
def test_a_file_is_kept_when_somebody_else_answers_for_the_server(ann: Page, place: School, sort: str) -> None:
    path, answer = NOT_OURS[sort]
    there = section(ann, place)
    ann.route(path, lambda route: route.fulfill(**answer))
    with ann.expect_response(path):
        choose(ann, paper())
    kept(ann)
    ann.unroute(path)
    ann.evaluate(AGAIN)
    expect(ann.locator(f"{SET} [data-file]")).to_have_count(1)
    assert arrived(place, there) == ["plan.pdf"]


def test_a_file_that_only_the_page_has_is_sent_after_somebody_else_answered(ann: Page, place: School) -> None:
    there = section(ann, place)
    ann.evaluate(f"() => {{ {FULL} }}")
    ann.route("**/done", lambda route: route.fulfill(**PAGE))
    with ann.expect_response("**/done"):
        choose(ann, paper())
    expect(waiting(ann)).to_contain_text("Keep this page open.")
    ann.unroute("**/done")
    ann.evaluate(AGAIN)
    expect(ann.locator(f"{SET} [data-file]")).to_have_count(1)
    assert arrived(place, there) == ["plan.pdf"]


def test_a_photo_of_a_form_that_was_submitted_meanwhile_keeps_no_other_from_being_sent(
    device: BrowserContext, ann: Page, place: School
) -> None:
    tasks = start(ann, place.address, AUDIT_TITLE)
    fill(ann, tasks, AUDIT)
    for there in (tasks, start(ann, place.address, AUDIT_TITLE)):
        ann.goto(f"{there}/sections/safeguarding")
        ann.wait_for_load_state("networkidle")
        device.route("**/uploads*", lambda route: route.abort())
        choose(ann, paper())
        kept(ann)
    with device.browser.new_context(storage_state=device.storage_state()) as elsewhere:
        submit(elsewhere.new_page(), tasks)
    device.unroute("**/uploads*")
    ann.evaluate(AGAIN)
    expect(ann.locator(f"{SET} [data-file]")).to_have_count(1)
    assert arrived(place, there) == ["plan.pdf"]
    ann.goto(f"{place.address}/visit")
    expect(ann.get_by_text("this form was submitted meanwhile").first).to_be_visible()


def test_what_is_not_taken_is_told_until_somebody_removes_it(ann: Page, place: School) -> None:
    section(ann, place)
    choose(ann, {"name": "page.heic", "mimeType": "image/heic", "buffer": b"\0\0\0\x18ftypheic, and no photo"})
    expect(waiting(ann).and_(ann.locator(".wrong"))).to_contain_text("“page.heic” was not added")
    expect(ann.locator("#photos-unsent")).to_have_text("1 photo not taken: see On this device")
    ann.goto(place.address)
    expect(ann.locator("#unsent")).to_contain_text("“page.heic” was not added")
    ann.get_by_role("link", name="See what is on this device").click()
    expect(ann.locator("li.wrong")).to_contain_text("“page.heic” was not added")
    ann.get_by_role("button", name="Remove page.heic").click()
    expect(ann.get_by_role("button", name="Remove page.heic")).to_have_count(0)
    nothing_is_left(ann, place)


def test_what_is_removed_before_it_is_sent_is_put_back_with_undo(
    device: BrowserContext, ann: Page, place: School
) -> None:
    there = section(ann, place)
    device.set_offline(True)
    choose(ann, paper("stays.pdf"), paper("goes.pdf", 2001))
    kept(ann, 2)
    for name in ("stays.pdf", "goes.pdf"):
        ann.get_by_role("button", name=f"Remove {name}").click()
        expect(waiting(ann).filter(has_text=f"{name} is removed, and is not sent.")).to_be_visible()
    ann.get_by_role("button", name="Undo stays.pdf").click()
    kept(ann)
    device.set_offline(False)
    expect(ann.locator(f"{SET} [data-file]")).to_have_count(1)
    assert arrived(place, there) == ["stays.pdf"]


LATE = "plan.pdf had reached Formspec before it was removed here"
ASKED = "plan.pdf is removed here. It may have reached Formspec before"


def test_what_is_removed_while_its_answer_is_lost_is_looked_for_and_listed(
    device: BrowserContext, ann: Page, place: School
) -> None:
    there = section(ann, place)
    lose(ann, "**/done", after=0, times=99)
    ann.route("**/uploads/*", lambda route: route.abort() if route.request.method == "GET" else route.fallback())
    with ann.expect_event("requestfailed", lambda request: request.url.endswith("/done")):
        choose(ann, paper())
    kept(ann)
    ann.get_by_role("button", name="Remove plan.pdf").click()
    expect(waiting(ann)).to_contain_text(ASKED)
    ann.unroute("**/uploads/*")
    ann.evaluate(AGAIN)
    expect(ann.locator(f"{SET} [data-file]")).to_have_count(1)
    expect(waiting(ann)).to_have_count(0)
    expect(ann.locator(f"{SET} [data-told]")).to_contain_text(LATE)
    assert arrived(place, there) == ["plan.pdf"]


def test_the_page_of_the_device_says_what_had_reached_the_server_before_it_was_removed(
    device: BrowserContext, ann: Page, place: School
) -> None:
    there = section(ann, place)
    lose(ann, "**/done", after=0, times=99)
    with ann.expect_event("requestfailed"):
        choose(ann, paper())
    kept(ann)
    device.set_offline(True)
    ann.close()
    device.set_offline(False)
    page = device.new_page()
    page.route("**/done", lambda route: route.abort())
    page.goto(f"{place.address}/visit")
    page.get_by_role("button", name="Remove plan.pdf").click()
    expect(page.locator("li.wrong")).to_contain_text(LATE)
    page.evaluate(AGAIN)
    expect(page.get_by_text("Nothing of it waits on this device any more.")).to_be_visible()
    expect(page.locator("li.wrong")).to_contain_text(LATE)
    expect(page.get_by_role("button", name="Undo plan.pdf")).to_have_count(0)
    page.get_by_role("link", name="Open the section").click()
    expect(page.locator(f"{SET} [data-file]")).to_have_count(1)
    assert arrived(place, there) == ["plan.pdf"]


def test_what_another_page_removes_before_it_is_added_is_not_added(
    device: BrowserContext, ann: Page, place: School
) -> None:
    there = section(ann, place)
    device.route("**/done", lambda route: route.abort())
    with ann.expect_event("requestfailed"):
        choose(ann, paper())
    kept(ann)
    other = device.new_page()
    other.goto(there)
    kept(other)
    other.evaluate("() => { window.fetch = () => new Promise(() => {}); }")
    other.get_by_role("button", name="Remove plan.pdf").click()
    expect(waiting(ann)).to_have_count(0)
    device.unroute("**/done")
    ann.evaluate(AGAIN)
    ann.wait_for_load_state("networkidle")
    assert arrived(place, there) == []


def test_a_file_that_is_too_large_is_refused_before_it_is_kept(
    device: BrowserContext, ann: Page, place: School
) -> None:
    section(ann, place)
    device.set_offline(True)
    choose(ann, paper("large.pdf", 10 * 1024 * 1024 + 1))
    expect(waiting(ann)).to_have_text("“large.pdf” was not added: it must be 10 MB or smaller.")
    expect(ann.locator("#photos-unsent")).to_be_hidden()


@pytest.mark.parametrize(("name", "content"), [
    ("notes.txt", b"They showed us the log."),
    ("hall.jpg", b"They showed us the log."),
    ("plan.pdf", b"<html><script>alert(1)</script>"),
    ("log.docx", b"PK\x03\x04 and more"),
    ("film.mp4", b"\0\0\0\0 and more"),
])  # fmt: skip
def test_a_file_of_a_sort_that_is_not_taken_is_refused_before_it_is_kept(
    device: BrowserContext, ann: Page, place: School, name: str, content: bytes
) -> None:
    section(ann, place)
    device.set_offline(True)
    choose(ann, {"name": name, "mimeType": mimetypes.guess_type(name)[0], "buffer": content})
    expect(waiting(ann)).to_have_text(f"“{name}” was not added: it must be a PDF, JPEG, PNG or HEIC file.")
    expect(ann.locator("#photos-unsent")).to_be_hidden()


def test_a_photo_that_the_browser_cannot_show_is_kept_and_said_to_be_looked_at(
    device: BrowserContext, ann: Page, place: School
) -> None:
    section(ann, place)
    device.set_offline(True)
    choose(ann, {"name": "hall.jpg", "mimeType": "image/jpeg", "buffer": b"\xff\xd8\xff\xe0 and no more"})
    kept(ann)
    expect(ann.locator(f"{SET} [data-told]")).to_contain_text("take it again if it is broken")


def test_a_device_that_is_full_says_so_and_the_page_is_to_be_kept_open(
    device: BrowserContext, ann: Page, place: School
) -> None:
    there = section(ann, place)
    ann.evaluate(f"() => {{ {FULL} }}")
    device.set_offline(True)
    choose(ann, paper())
    expect(waiting(ann)).to_contain_text("no connection. This device is full, so this was not kept on it.")
    expect(waiting(ann)).to_contain_text("Keep this page open.")
    device.set_offline(False)
    expect(ann.locator(f"{SET} [data-file]")).to_have_count(1)
    assert arrived(place, there) == ["plan.pdf"]


def test_signing_out_says_first_how_many_files_are_lost_by_it(device: BrowserContext, place: School) -> None:
    device.clear_cookies()
    page = device.new_page()
    sign_in(page, place.address)
    section(page, place)
    device.route("**/uploads", lambda route: route.abort())
    choose(page, paper())
    kept(page)
    page.get_by_role("button", name="Sign out", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("1 photo or file on this device was not sent")


def test_a_submission_waits_for_the_files_of_its_draft(device: BrowserContext, ann: Page, place: School) -> None:
    tasks = start(ann, place.address, AUDIT_TITLE)
    fill(ann, tasks, AUDIT)
    take_along(ann, tasks)
    device.set_offline(True)
    ann.goto(f"{tasks}/sections/safeguarding")
    choose(ann, paper(), {"name": "log.png", "mimeType": "image/png", "buffer": png()})
    kept(ann, 2)
    device.route("**/uploads", lambda route: route.abort())
    ann.goto(f"{tasks}/check")
    ann.get_by_role("button", name="Submit when there is a connection").click()
    expect(ann.locator("#submit-told")).to_contain_text("Waiting to be submitted")
    with ann.expect_event("requestfailed"):
        device.set_offline(False)
    ann.wait_for_timeout(1000)
    expect(ann.locator("#submit-told")).to_contain_text("Waiting to be submitted")
    assert arrived(place, tasks) == []
    device.unroute("**/uploads")
    expect(ann.locator("#submit-told")).to_contain_text("It was submitted.", timeout=30_000)
    nothing_is_left(ann, place)
    assert arrived(place, tasks) == ["log.png", "plan.pdf"]


def test_a_page_from_the_server_lets_nobody_submit_while_a_file_of_the_form_waits(
    device: BrowserContext, ann: Page, place: School
) -> None:
    tasks = start(ann, place.address, AUDIT_TITLE)
    fill(ann, tasks, AUDIT)
    device.route("**/uploads*", lambda route: route.abort())
    ann.goto(f"{tasks}/sections/safeguarding")
    choose(ann, paper())
    kept(ann)
    ann.goto(f"{tasks}/check")
    expect(ann.get_by_text("You can submit once what is on this device is sent")).to_be_visible()
    expect(ann.get_by_role("button", name="Submit")).to_have_count(0)
    device.unroute("**/uploads*")
    ann.evaluate(AGAIN)
    expect(ann.get_by_role("button", name="Submit")).to_be_visible()
    assert arrived(place, tasks) == ["plan.pdf"]


def test_after_a_session_has_ended_the_next_sign_in_sends_what_was_chosen(
    device: BrowserContext, place: School
) -> None:
    device.clear_cookies()
    page = device.new_page()
    sign_in(page, place.address)
    there = section(page, place)
    let_it_rest(place.data / "formspec.sqlite3")
    choose(page, paper())
    expect(waiting(page)).to_contain_text("kept on this device, not sent yet. You are signed out.")
    page.close()
    again = device.new_page()
    sign_in(again, place.address)
    nothing_is_left(again, place)
    assert arrived(place, there) == ["plan.pdf"]


def test_a_server_that_was_killed_between_two_pieces_is_sent_the_rest(chromium: Browser, tmp_path: Path) -> None:
    data = tmp_path / "data"
    enrol(data)
    with chromium.new_context() as device:
        page = device.new_page()
        with closing(Served(data)) as server:
            place = School(server.address, data)
            sign_in(page, server.address)
            there = section(page, place)
            asked = lose(page, "**/pieces", after=9, times=0)
            page.on("response", lambda answer: answer.url.endswith("/pieces") and server.kill())
            choose(page, paper(size=12 * PIECE))
            kept(page)
        page.evaluate(OFTEN)
        with closing(Served(data, port=server.port)):
            expect(page.locator(f"{SET} [data-file]")).to_have_count(1)
            assert places(asked).count(0) == 1
            assert arrived(place, there) == ["plan.pdf"]
