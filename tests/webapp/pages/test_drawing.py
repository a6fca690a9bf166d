"""A signature that is drawn beside the typed name: kept anew, shown where the letter is, and never needed."""

import json
from base64 import b64encode
from collections.abc import Callable

import pytest
from flask import Flask
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from engine.pdf.report import written as written_report
from tests.pictures import opened, written
from tests.webapp.pages.test_letters import INSIDE, entered, sent
from tests.webapp.pages.visitor import Page, Visitor
from webapp.pages.recipient.drawing import HEIGHT, MOST_BYTES, WIDTH
from webapp.photos.remaking import TooBusyError
from webapp.storage.repository import Repository

Check = Callable[[], Page]


def picture(width: int = WIDTH, height: int = HEIGHT) -> bytes:
    """A line on paper, with a text in the file that nobody sees."""
    image = Image.new("RGB", (width, height), (255, 255, 255))
    image.paste((16, 24, 32), (20, height // 2, width - 20, height // 2 + 5))
    told = PngInfo()
    told.add_text("Comment", "a secret of the device")
    return written(image, "PNG", pnginfo=told)


def as_sent(data: bytes) -> str:
    return f"data:image/png;base64,{b64encode(data).decode()}"


def noise() -> bytes:
    """A PNG of the right size that cannot be made small."""
    return written(Image.effect_noise((WIDTH, HEIGHT), 200).convert("RGB"), "PNG")


HOSTILE = {
    "no picture at all": "A scribble",
    "another address": "https://elsewhere.example/signature.png",
    "another type": as_sent(picture()).replace("image/png", "image/svg+xml"),
    "no base64": "data:image/png;base64,<script>alert(1)</script>",
    "nothing": "data:image/png;base64,",
    "too short": as_sent(picture()[:20]),
    "an SVG": as_sent(b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
    "a JPEG": as_sent(written(Image.new("RGB", (WIDTH, HEIGHT)), "JPEG")),
    "another size": as_sent(picture(WIDTH + 1)),
    "a million pixels a side": as_sent(picture()[:16] + b"\0\x0f\x42\x40" * 2 + picture()[24:]),
    "a torn file": as_sent(picture()[:60]),
    "other bytes behind the head": as_sent(picture()[:29] + bytes(range(256)) * 40),
    "too much": as_sent(noise()),
    "far too much": as_sent(picture() + b"\0" * MOST_BYTES),
}


@pytest.fixture
def recipient(application: Flask) -> Visitor:
    return Visitor(application.test_client())


@pytest.fixture
def check(visitor: Visitor, recipient: Visitor, letter_answers: dict[str, dict[str, str]]) -> Page:
    """The page on which a letter is signed that is filled in."""
    return entered(recipient, sent(visitor)).press("Check before signing", letter_answers["confirmation"])


@pytest.fixture
def plain_pdfs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("webapp.pages.pdf.make", lambda report, _: json.dumps(written_report(report).content).encode())


@pytest.mark.usefixtures("plain_pdfs")
def test_a_drawn_signature_is_kept_anew_and_stands_wherever_the_letter_does(
    check: Page, visitor: Visitor, recipient: Visitor, repository: Repository
) -> None:
    receipt = check.press("Sign and send", {"drawn": as_sent(picture())})
    assert 'alt="The signature that you drew"' in receipt.html
    (record,) = repository.records()
    kept = recipient.client.get("/letter/signature.png").data
    assert b"a secret of the device" in picture()
    assert b"a secret of the device" not in kept
    assert opened(kept).convert("RGB").tobytes() == opened(picture()).tobytes()
    given = visitor.client.get(f"/records/{record.id}/signature.png")
    assert (given.data, given.mimetype) == (kept, "image/png")
    assert given.headers["Content-Security-Policy"].startswith("sandbox")
    shown = visitor.get(f"/records/{record.id}")
    assert "the words, the form, the answers and the drawn signature" in shown.text
    for page in (shown, shown.follow("The words that were signed")):
        assert 'alt="Signature drawn by Pat Jones on ' in page.html
        assert f'src="/records/{record.id}/signature.png"' in page.html
    copies = (recipient.client.get("/letter/copy.pdf"), visitor.client.get(f"/records/{record.id}.pdf"))
    for each in (json.loads(copy.data)["prints"][0]["drawn"] for copy in copies):
        assert (each["title"], each["file"]) == ("Drawn signature", "drawn-0")
        assert each["says"].startswith("Signature drawn by Pat Jones on ")


def test_the_copy_with_a_drawn_signature_is_a_pdf_that_holds_it(check: Page, recipient: Visitor) -> None:
    check.press("Sign and send", {"drawn": as_sent(picture())})
    copy = recipient.client.get("/letter/copy.pdf")
    assert (copy.status_code, copy.data[:5]) == (200, b"%PDF-")
    assert b"/Subtype /Image" in copy.data or b"/Subtype/Image" in copy.data


def test_a_letter_is_signed_without_a_drawing(
    check: Page, visitor: Visitor, recipient: Visitor, repository: Repository
) -> None:
    assert "signed without it" in check.text
    receipt = check.press("Sign and send")
    assert "Drawn signature" not in receipt.text
    (record,) = repository.records()
    assert "rawn signature" not in visitor.get(f"/records/{record.id}").text
    assert visitor.get(f"/records/{record.id}/signature.png").status == 404
    assert recipient.get("/letter/signature.png").status == 404
    assert repository.letter_faults(record.id) == ()


@pytest.mark.parametrize("drawn", HOSTILE.values(), ids=HOSTILE)
def test_what_is_no_drawing_of_ours_is_refused_in_a_sentence_and_nothing_is_signed(
    check: Page, repository: Repository, drawn: str
) -> None:
    refused = check.press("Sign and send", {"drawn": drawn})
    assert refused.status == 422
    assert "Not signed yet" in refused.text
    assert "The drawing could not be read. Draw it again, or sign without it." in refused.text
    assert drawn not in refused.html
    assert repository.records() == ()
    assert refused.press("Sign and send").path == "/letter/receipt"


def test_a_drawing_that_has_no_turn_can_be_sent_again(
    check: Page, repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object, **__: object) -> None:
        raise TooBusyError

    monkeypatch.setattr("webapp.pages.recipient.drawing.remake", busy)
    later = check.press("Sign and send", {"drawn": as_sent(picture())})
    assert (later.status, "Wait some seconds" in later.text) == (503, True)
    assert later.forms[-2].fields["drawn"] == as_sent(picture())
    assert repository.records() == ()


def test_what_was_drawn_is_given_back_where_the_letter_moved_or_the_page_grew_old(
    check: Page, recipient: Visitor, repository: Repository
) -> None:
    recipient.get("/letter/form").press("Save for later", {"confirmation.position": "Another"})
    moved = check.press("Sign and send", {"drawn": as_sent(picture())})
    assert (moved.status, repository.records()) == (409, ())
    recipient.client.delete_cookie(recipient.client.application.config["SESSION_COOKIE_NAME"])
    old = moved.press("Sign and send")
    assert (old.status, "Not signed yet" in old.text) == (403, True)
    assert old.press("Sign and send").path == "/letter/receipt"
    (record,) = repository.records()
    assert repository.drawn_signature(record.id) is not None


def test_nobody_else_sees_the_drawing(check: Page, application: Flask, repository: Repository) -> None:
    check.press("Sign and send", {"drawn": as_sent(picture())})
    stranger = Visitor(application.test_client())
    assert [stranger.get(each).status for each in INSIDE] == [404] * len(INSIDE)
