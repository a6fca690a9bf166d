"""Photos and files of an action on its page: added with what was done, seen, removed and put back, without scripts."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from flask import Flask

from engine.stored_file import StoredFile
from tests.pictures import GPS, heic, opened, photo, png
from tests.webapp.pages.safety import Submit, application_with, only, submitter
from tests.webapp.pages.visitor import Page, Visitor
from webapp.action_state import State
from webapp.guard.multipart import MOST_FILE_BYTES
from webapp.pages.actions import attaching
from webapp.photos.remaking import TooBusyError
from webapp.settings import Settings
from webapp.storage.action_statements import Action
from webapp.storage.files import Files
from webapp.storage.repository import Repository

PDF = b"%PDF-1.4 a receipt\n%%EOF\n"
PAGE = b"<!doctype html><script>alert(1)</script>"
SVG = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"
JUMPING_PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\n%%EOF\n"
POLICY = "sandbox; default-src 'none'; frame-ancestors 'none'"
KINDS = "it must be a PDF, JPEG, PNG or HEIC file."
Chosen = Sequence[tuple[str, bytes]]


@pytest.fixture
def application(settings: Settings, specs: Path) -> Iterator[Flask]:
    yield from application_with(settings, specs)


@pytest.fixture
def submit(application: Flask, specs: Path, repository: Repository) -> Submit:
    return submitter(specs, repository)


@pytest.fixture
def action(repository: Repository, submit: Submit) -> Action:
    return only(repository, submit())


def page_of(visitor: Visitor, action: Action) -> Page:
    return visitor.get(f"/actions/{action.id}")


def added(visitor: Visitor, action: Action, *chosen: tuple[str, bytes], **typed: str) -> Page:
    return page_of(visitor, action).press("Save", {"files": chosen, **typed})


def typed_in(page: Page) -> dict[str, str]:
    return next(each.fields for each in page.forms if "note" in each.inputs)


def there(repository: Repository, action: Action) -> tuple[StoredFile, ...]:
    return repository.action_files(action)


def history(page: Page) -> str:
    return page.text.partition("What was done")[2].partition("Follow it up")[0]


def test_an_action_is_closed_with_words_and_photos_in_one_go(
    visitor: Visitor, repository: Repository, action: Action
) -> None:
    chosen = [("lock.jpg", photo((640, 480))), ("receipt.pdf", PDF)]
    typed = {"state": "done", "note": "It is fitted.", "caption": "  The new   lock  "}
    page = page_of(visitor, action).press("Save", {"files": chosen, "taken": [("IMG_1.HEIC", heic())], **typed})
    assert (page.status, "The change is kept." in page.text) == (200, True)
    for words in ("State: Done It is fitted.", "The new lock lock.jpg", "The new lock receipt.pdf", "IMG_1.jpg"):
        assert words in history(page)
    names = [(each.name, each.type, each.caption) for each in there(repository, action)]
    assert names == [
        ("IMG_1.jpg", "image/jpeg", "The new lock"),
        ("lock.jpg", "image/jpeg", "The new lock"),
        ("receipt.pdf", "application/pdf", "The new lock"),
    ]
    kept = repository.action(action.id)
    assert kept is not None
    assert (kept.standing.state, kept.revision, len(repository.action_history(kept))) == (State.DONE, 2, 2)


def test_a_photo_is_made_anew_without_the_place_and_shown_small(
    visitor: Visitor, repository: Repository, action: Action
) -> None:
    page = added(visitor, action, ("lock.jpg", photo((640, 480))))
    (file,) = there(repository, action)
    sent = visitor.client.get(page.link("lock.jpg"))
    assert (sent.mimetype, sent.headers["Content-Disposition"]) == ("image/jpeg", "inline; filename=lock.jpg")
    picture = opened(sent.data)
    assert (picture.size, picture.getexif().get_ifd(GPS)) == ((640, 480), {})
    (small,) = (given["src"] for tag, given in page.tags if tag == "img")
    assert small == f"/actions/{action.id}/files/{file.sha256}/preview"
    assert max(opened(visitor.client.get(small).data).size) < 640


ANSWERS = {
    "a photo": ("a.jpg", photo()),
    "a PDF": ("a.pdf", PDF),
    "a PDF with a script": ("a.pdf", JUMPING_PDF),
    "a PDF that is called a page": ("a.html", PDF),
    "a drawing that is called a photo": ("a.jpg", png()),
}


@pytest.mark.parametrize("query", ["", "?inline"])
@pytest.mark.parametrize("chosen", ANSWERS.values(), ids=ANSWERS)
def test_nothing_in_a_file_can_act_as_a_page(
    visitor: Visitor, repository: Repository, action: Action, chosen: tuple[str, bytes], query: str
) -> None:
    assert added(visitor, action, chosen).status == 200
    (file,) = there(repository, action)
    sent = visitor.client.get(f"/actions/{action.id}/files/{file.sha256}{query}")
    assert sent.mimetype in {"application/pdf", "image/jpeg", "image/png"}
    assert sent.headers.getlist("Content-Security-Policy") == [POLICY]
    assert sent.headers.getlist("X-Content-Type-Options") == ["nosniff"]
    assert sent.headers["Cache-Control"] == "no-store"
    how, _, name = sent.headers["Content-Disposition"].partition("; filename=")
    assert how == ("inline" if query and file.is_photo else "attachment")
    assert name.rpartition(".")[2] in {"pdf", "jpg", "png"}


HOSTILE: dict[str, tuple[str, bytes, str]] = {
    "a page called a photo": ("a.jpg", PAGE, f"“a.jpg” was not added: {KINDS}"),
    "a page": ("a.html", PAGE, f"“a.html” was not added: {KINDS}"),
    "an SVG": ("a.svg", SVG, f"“a.svg” was not added: {KINDS}"),
    "an SVG called a drawing": ("a.png", SVG, f"“a.png” was not added: {KINDS}"),
    "a text, which an answer may be": ("a.txt", b"Fitted.", f"“a.txt” was not added: {KINDS}"),
    "a table, which an answer may be": ("a.csv", b"a,b", f"“a.csv” was not added: {KINDS}"),
    "a program": ("a.exe", b"MZ\x90\x00", f"“a.exe” was not added: {KINDS}"),
    "nothing at all": ("a.pdf", b"", "“a.pdf” was not added: it is empty."),
    "too large": ("a.pdf", PDF.ljust(MOST_FILE_BYTES + 1), "“a.pdf” was not added: it must be 10 MB or smaller."),
    "half a photo": ("a.jpg", photo()[:300], "“a.jpg” was not added: it cannot be opened as a photo"),
    "a path for a name": ("../../<b>.jpg", PAGE, f"“<b>.jpg” was not added: {KINDS}"),
}


@pytest.mark.parametrize(("name", "content", "sentence"), HOSTILE.values(), ids=HOSTILE)
def test_what_cannot_be_added_is_said_at_its_place_and_nothing_is_lost(
    visitor: Visitor, repository: Repository, action: Action, name: str, content: bytes, sentence: str
) -> None:
    typed = {"state": "done", "note": "Fitted.", "who": "Ann", "caption": "The lock"}
    page = added(visitor, action, (name, content), ("good.pdf", PDF), **typed)
    assert (page.status, page.text.count(sentence)) == (422, 2)
    assert "#files" in [href for href, _ in page.links]
    assert {"files", "files-error"} <= {*page.ids}
    assert {name: typed_in(page)[name] for name in typed} == typed
    assert len(repository.action_history(action)) == 1
    assert there(repository, action) == ()
    assert "Chosen already, and added when you save: good.pdf" in page.text
    saved = page.press("Save")
    assert (saved.status, [each.name for each in there(repository, action)]) == (200, ["good.pdf"])
    assert len(repository.action_history(action)) == 2


def test_twenty_one_files_at_once_are_refused_before_they_are_looked_at(
    visitor: Visitor, repository: Repository, action: Action
) -> None:
    page = added(visitor, action, *((f"{number}.pdf", PDF + bytes([number])) for number in range(21)), note="Fitted.")
    assert page.status == 413
    assert "at most 20" in page.text
    assert len(repository.action_history(action)) == 1
    twenty = [(f"{number}.pdf", PDF + bytes([number])) for number in range(20)]
    assert added(visitor, action, *twenty).status == 200
    page = added(visitor, action, *((f"{number}.pdf", PDF + bytes([number])) for number in range(20, 31)))
    assert (page.status, "An action can have 30 photos and files: choose fewer" in page.text) == (422, True)
    assert len(there(repository, action)) == 20


def test_where_words_are_missing_what_was_chosen_waits(
    visitor: Visitor, repository: Repository, action: Action
) -> None:
    page = added(visitor, action, ("lock.jpg", photo()), ("wrong.pdf", PDF), state="done", caption="The lock")
    assert (page.status, "Say what was done" in page.text) == (422, True)
    assert (page.text.count("lock.jpg"), there(repository, action)) == (1, ())
    (dropped,) = (name for name in typed_in(page) if name == "waiting-2")
    for form in page.forms:
        form.fields.pop(dropped, None)
    page = page.press("Save", {"note": "Fitted.", "files": [("receipt.pdf", b"%PDF-1.4 more")]})
    names = [(each.name, each.caption) for each in there(repository, action)]
    assert (page.status, names) == (200, [("lock.jpg", "The lock"), ("receipt.pdf", "The lock")])


def test_what_was_chosen_waits_where_somebody_else_was_first(
    visitor: Visitor, repository: Repository, action: Action
) -> None:
    page = page_of(visitor, action)
    repository.change_action(action.id, base=1, standing=action.standing, note="I was first.")
    late = page.press("Save", {"note": "Fitted.", "files": [("a.pdf", PDF)]})
    assert (late.status, there(repository, action)) == (409, ())
    assert late.press("Save").status == 200
    assert [each.name for each in there(repository, action)] == ["a.pdf"]


def test_a_page_that_was_open_for_too_long_keeps_what_waits_and_asks_for_the_rest_again(
    visitor: Visitor, repository: Repository, action: Action
) -> None:
    page = added(visitor, action, ("a.pdf", PDF), state="done")
    late = page.press("Save", {"note": "Fitted.", "csrf": "old", "files": [("b.pdf", b"%PDF-1.4 b")]})
    assert late.status == 403
    assert "Choose the photos and files again that you had just chosen." in late.text
    assert late.press("Save").status == 200
    assert [each.name for each in there(repository, action)] == ["a.pdf"]


@pytest.mark.parametrize("change", ["another action", "another time", "made up", "no file"])
def test_nobody_names_a_content_that_they_did_not_send(
    visitor: Visitor, repository: Repository, action: Action, submit: Submit, change: str, monkeypatch
) -> None:
    other = only(repository, submit())
    page = added(visitor, other if change == "another action" else action, ("a.pdf", PDF), state="done")
    (name,) = (each for each in typed_in(page) if each.startswith("waiting-"))
    signed = {
        "made up": f"{repository.keep_file(PDF, 'application/pdf')} {len(PDF)} application/pdf a.pdf",
        "no file": "x",
    }.get(change, typed_in(page)[name])
    if change == "another time":
        monkeypatch.setattr(attaching, "_WAITS", -attaching._WAITS)
    page = page_of(visitor, action)
    for form in page.forms:
        form.inputs.add(name)
    page = page.press("Save", {name: signed, "note": "Fitted."})
    assert (page.status, "A file that waited here is not kept any more." in page.text) == (422, True)
    assert there(repository, action) == ()


def test_a_content_that_went_while_it_waited_is_asked_for_again(
    visitor: Visitor, repository: Repository, action: Action
) -> None:
    page = added(visitor, action, ("a.pdf", PDF), state="done")
    with repository._database.writing("The test") as connection:
        connection.exec_driver_sql("DELETE FROM files")
    page = page.press("Save", {"note": "Fitted."})
    assert (page.status, "“a.pdf” was not added: it is not kept any more. Choose it again." in page.text) == (422, True)
    assert len(repository.action_history(action)) == 1


def test_a_file_that_is_there_and_words_about_none_are_refused(
    visitor: Visitor, repository: Repository, action: Action
) -> None:
    added(visitor, action, ("a.pdf", PDF))
    page = added(visitor, action, ("b.pdf", PDF), note="Again.")
    assert (page.status, "“b.pdf” was not added: the action has it already." in page.text) == (422, True)
    page = page_of(visitor, action).press("Save", {"caption": "The lock"})
    assert (page.status, "Choose what you describe, or leave the description out." in page.text) == (422, True)
    page = added(visitor, action, ("c.pdf", b"%PDF-1.4 c"), caption="x" * 201)
    assert (page.status, "caption-error" in page.ids, typed_in(page)["caption"]) == (422, True, "x" * 201)
    page = page_of(visitor, action).press("Save")
    assert "Change something, say something, or add a photo or file" in page.text
    assert len(there(repository, action)) == 1


def test_where_too_many_photos_are_looked_at_one_is_asked_for_again(
    visitor: Visitor, repository: Repository, action: Action, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object, **__: object) -> None:
        raise TooBusyError

    monkeypatch.setattr("webapp.pages.files.keeping.remake", busy)
    page = added(visitor, action, ("a.jpg", photo()), note="Fitted.")
    assert (page.status, "too many photos are being looked at just now" in page.text) == (422, True)
    assert typed_in(page)["note"] == "Fitted."


def test_a_file_is_removed_and_put_back_and_the_history_says_so(
    visitor: Visitor, repository: Repository, action: Action
) -> None:
    page = added(visitor, action, ("a.pdf", PDF), ("b.jpg", photo()), caption="The lock")
    path = page.link("b.jpg")
    page = page.press("Remove b.jpg")
    assert (page.status, "The file is removed." in page.text) == (200, True)
    assert "b.jpg: removed since" in history(page)
    assert "Removed: b.jpg" in history(page)
    assert [each.name for each in there(repository, action)] == ["a.pdf"]
    assert [visitor.get(each).status for each in (path, f"{path.partition('?')[0]}/preview")] == [404, 404]
    assert [given for tag, given in page.tags if tag == "img"] == []
    page = page.press("Put back b.jpg")
    assert (page.status, "The file is back." in page.text) == (200, True)
    assert visitor.client.get(path).status_code == 200
    assert history(page).count("Put back") == 0
    assert len(repository.action_history(action)) == 4


def test_each_file_is_said_what_it_shows_after_it_was_added(
    visitor: Visitor, repository: Repository, action: Action
) -> None:
    page = added(visitor, action, ("a.pdf", PDF), ("b.jpg", photo()), caption="The lock")
    page = page.press("Keep what it shows", {"caption": "  The   receipt "})
    assert (page.status, "What the file shows is kept." in page.text) == (200, True)
    assert {each.name: each.caption for each in there(repository, action)} == {
        "a.pdf": "The receipt",
        "b.jpg": "The lock",
    }
    told = history(page)
    assert "The lock a.pdf: stands below, with other words" in told
    assert "The receipt Something else is said of it now a.pdf" in told
    assert "Removed: " not in told
    page = page.press("Remove a.pdf")
    assert "a.pdf: removed since" in history(page)
    assert page.press("Put back a.pdf").text.count("The receipt") > 1


def caption_form(page: Page) -> dict[str, str]:
    return next(each.fields for each in page.forms if "was" in each.fields)


def test_what_is_said_of_a_file_is_not_lost_where_it_is_not_kept(
    visitor: Visitor, repository: Repository, action: Action
) -> None:
    page = added(visitor, action, ("a.pdf", PDF), caption="The lock")
    press = "Keep what it shows"
    late = page.press(press, {"caption": "Mine", "csrf": "old"})
    assert (late.status, "You wrote: “Mine”" in late.text) == (403, True)
    long = page.press(press, {"caption": "x" * 201})
    assert (long.status, "200 characters or fewer. You wrote: “xxx" in long.text) == (422, True)
    page.press(press, {"caption": "Theirs"})
    moved = page.press(press, {"caption": "Mine"})
    assert (moved.status, "somebody else said meanwhile what the file shows. You wrote: “Mine”" in moved.text) == (
        409,
        True,
    )
    assert caption_form(moved) == {"csrf": caption_form(moved)["csrf"], "was": "Theirs", "caption": "Theirs"}
    moved.press("Remove a.pdf")
    gone = moved.press(press, {"caption": "Mine"})
    assert (gone.status, "removed meanwhile. You wrote: “Mine”" in gone.text) == (409, True)
    assert there(repository, action) == ()


def test_what_is_sent_again_as_its_answer_was_lost_is_kept_once(
    visitor: Visitor, repository: Repository, action: Action
) -> None:
    page = visitor.get(f"/actions/{action.id}")
    for _ in range(2):
        done = page.press("Save", {"state": "done", "note": "Fitted."})
        assert done.status == 200
        assert "Somebody else" not in done.text
    assert len(repository.action_history(action)) == 2


def test_pressing_twice_does_it_once(visitor: Visitor, repository: Repository, action: Action) -> None:
    page = added(visitor, action, ("a.pdf", PDF))
    for _ in range(2):
        removed = page.press("Remove a.pdf")
        assert removed.status == 200
    for _ in range(2):
        assert removed.press("Put back a.pdf").status == 200
    assert len(repository.action_history(action)) == 4


def test_what_is_not_kept_any_more_is_not_put_back(visitor: Visitor, repository: Repository, action: Action) -> None:
    page = added(visitor, action, ("a.pdf", PDF)).press("Remove a.pdf")
    with repository._database.writing("The test") as connection:
        connection.exec_driver_sql("DELETE FROM files")
    late = page.press("Put back a.pdf")
    assert (late.status, "The file was not put back: it is not kept any more." in late.text) == (409, True)
    assert "Put back" not in late.text


@pytest.mark.parametrize("button", ["Remove", "Put back"])
def test_a_button_that_stood_there_for_too_long_does_nothing(
    visitor: Visitor, repository: Repository, action: Action, button: str
) -> None:
    page = added(visitor, action, ("a.pdf", PDF))
    page = page.press("Remove a.pdf") if button == "Put back" else page
    before = repository.action_history(action)
    late = page.press(button, {"csrf": "old"})
    assert (late.status, "This page was open for too long, so nothing was done." in late.text) == (403, True)
    assert repository.action_history(action) == before
    assert typed_in(late)["state"] == "open"


def test_a_file_opens_under_its_own_action_alone(
    visitor: Visitor, repository: Repository, action: Action, submit: Submit
) -> None:
    record = submit()
    path = added(visitor, action, ("a.pdf", PDF)).link("a.pdf")
    (file,) = there(repository, action)
    other = only(repository, record).id
    for wrong in (
        path.replace(action.id, other),
        path.replace(action.id, "x"),
        path.replace(file.sha256, "0" * 64),
        f"/records/{action.record}/files/{file.sha256}",
        f"/drafts/{action.record}/files/{file.sha256}",
        f"{path}/preview",
    ):
        assert visitor.client.get(wrong).status_code in {303, 404}
    assert visitor.client.get(path).data == PDF


def test_who_opened_a_file_is_in_the_trail(visitor: Visitor, repository: Repository, action: Action) -> None:
    visitor.get(added(visitor, action, ("a.pdf", PDF)).link("a.pdf"))
    (file,) = there(repository, action)
    act = repository.acts(thing=action.id)[0]
    assert (act.act, file.sha256[:16] in act.detail, file.sha256 in act.detail) == ("file.read", True, False)


def test_a_damaged_file_is_told_and_not_given_out(visitor: Visitor, repository: Repository, action: Action) -> None:
    path = added(visitor, action, ("a.pdf", PDF)).link("a.pdf")
    with repository._database.writing("The test") as connection:
        connection.exec_driver_sql("UPDATE files SET content = x'00'")
    page = visitor.get(path)
    assert (page.status, "The file cannot be given out: it is damaged." in page.text) == (503, True)


def test_words_of_a_file_are_shown_as_words(visitor: Visitor, action: Action) -> None:
    page = added(visitor, action, ("<img src=x>.pdf", PDF), caption="<script>alert(1)</script>")
    assert "<script>alert" not in page.html
    assert "<img src=x>" not in page.html
    assert "<script>alert(1)</script> <img src=x>.pdf" in page.text


def test_the_search_finds_what_was_said_of_a_file(visitor: Visitor, action: Action) -> None:
    added(visitor, action, ("invoice 1904.pdf", PDF), caption="The locksmith was here")
    for words in ("locksmith", "1904"):
        page = visitor.get(f"/search?q={words}")
        assert re.search(r"Photo or file|What it shows", page.text), page.text
        assert f"/actions/{action.id}" in [href for href, _ in page.links]


def test_nothing_is_kept_of_what_comes_to_an_action_that_is_not_there(
    visitor: Visitor, action: Action, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Files, "keep_file", lambda *_, **__: pytest.fail("was kept"))
    page = page_of(visitor, action)
    form = next(each for each in page.forms if "note" in each.inputs)
    form.action = f"/actions/{'a' * 26}"
    assert page.press("Save", {"files": [("a.pdf", PDF)]}).status == 404
