"""Photos made anew: what they show stays, what they tell besides goes, and what is hostile is refused in a sentence."""

import struct
import sys
import time
import zlib
from concurrent.futures import ThreadPoolExecutor
from subprocess import CompletedProcess, run
from threading import Event, Semaphore

import pytest
from PIL import Image, ImageCms

from tests.pictures import GPS, corners, drawn, heic, opened, photo, png, written
from webapp.photos import remaking
from webapp.photos.remaking import Broken, TooBusyError, remake

AS_HELD = {
    1: (0, 1, 2, 3),
    2: (1, 0, 3, 2),
    3: (3, 2, 1, 0),
    4: (2, 3, 0, 1),
    5: (0, 2, 1, 3),
    6: (2, 0, 3, 1),
    7: (3, 1, 2, 0),
    8: (1, 3, 0, 2),
}
"""Which quarter stands in each corner of a picture that is to be turned so."""


def chunk(sort: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + sort + data + struct.pack(">I", zlib.crc32(sort + data))


def bomb(width: int, height: int) -> bytes:
    """Return a PNG of few bytes that says that it has many pixels, and has them."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    rows = zlib.compress(bytes(1 + width // 8) * height, 9)
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize("orientation", AS_HELD)
def test_a_photo_stands_upright_however_the_phone_was_held(orientation):
    made = opened(remake(photo(orientation=orientation), "image/jpeg").content)
    assert corners(made) == AS_HELD[orientation]
    assert made.size == ((120, 80) if orientation < 5 else (80, 120))


@pytest.mark.parametrize(
    ("sent", "media_type"), [(photo(), "image/jpeg"), (heic(), "image/heic")], ids=["JPEG", "HEIC"]
)
def test_nothing_of_where_and_by_whom_a_photo_was_taken_is_kept(sent, media_type):
    assert opened(sent).getexif().get_ifd(GPS) if media_type == "image/jpeg" else b"Exif" in sent
    made = remake(sent, media_type)
    for content in (made.content, made.preview):
        picture = opened(content)
        assert (dict(picture.getexif()), picture.info.get("icc_profile")) == ({}, None)
        assert b"Exif" not in content
        assert b"A phone" not in content
    assert made.type == "image/jpeg"


def test_a_photo_is_made_no_larger_than_a_screen_needs_and_its_preview_small():
    made = remake(photo((4000, 3000)), "image/jpeg")
    assert (opened(made.content).size, opened(made.preview).size) == ((2560, 1920), (320, 240))


def test_a_drawing_stays_a_png_and_a_photo_in_a_png_becomes_jpeg_where_it_may():
    noise = written(Image.effect_noise((300, 300), 90).convert("RGB").rotate(7), "PNG")
    colourful = written(Image.merge("RGB", [Image.effect_noise((300, 300), 90) for _ in range(3)]), "PNG")
    assert remake(png(), "image/png").type == remake(noise, "image/png").type == "image/png"
    assert remake(colourful, "image/png").type == "image/jpeg"
    assert remake(colourful, "image/png", as_jpeg=False).type == "image/png"


def test_a_text_that_a_png_hides_is_gone():
    hidden = png()
    sent = hidden[:33] + chunk(b"tEXt", b"Comment\0<script>alert(1)</script>") + hidden[33:] + b"<html>%PDF-1.7"
    made = remake(sent, "image/png")
    assert b"script" not in made.content
    assert b"%PDF" not in made.content


def test_a_remark_that_a_camera_writes_and_the_colours_of_its_screen_are_gone():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for name, settings in (("JPEG", {"comment": b"Ann's house"}), ("PNG", {})):
        made = remake(written(drawn(), name, icc_profile=profile, **settings), f"image/{name.lower()}")
        assert b"Ann's house" not in made.content
        assert "icc_profile" not in opened(made.content).info


@pytest.mark.parametrize("sort", ["L", "P", "LA", "CMYK", "I;16", "1"])
def test_a_picture_of_any_sort_of_colours_is_made(sort):
    picture = drawn().convert("L").convert(sort) if sort in {"L", "LA", "I;16", "1"} else drawn().convert(sort)
    name = "JPEG" if sort == "CMYK" else "PNG"
    made = remake(written(picture, name), f"image/{name.lower()}")
    assert opened(made.content).size == (120, 80)


def test_a_picture_in_sixteen_bits_of_grey_keeps_its_shades():
    row = struct.pack("<120H", *(column * 500 for column in range(120)))
    deep = Image.frombytes("I;16", (120, 80), row * 80)
    made = opened(remake(written(deep, "PNG"), "image/png").content).convert("L")
    assert all(abs(made.getpixel((column, 40)) - column * 500 // 256) <= 2 for column in range(120))


LARGE = "it has more than 64 million pixels: choose a smaller size."
BROKEN = "it cannot be opened as a photo: take it again, or choose another."
HOSTILE = {
    "a bomb": (bomb(20_000, 20_000), "image/png", LARGE),
    "a photo that was cut off": (photo((800, 600))[:2000], "image/jpeg", BROKEN),
    "a HEIC that was cut off": (heic()[:200], "image/heic", BROKEN),
    "a start and nothing else": (b"\xff\xd8\xff", "image/jpeg", BROKEN),
    "another sort than it begins as": (png(), "image/jpeg", BROKEN),
    "a page behind the first bytes of a photo": (b"\xff\xd8\xff<html><script>", "image/jpeg", BROKEN),
    "a picture without pixels": (bomb(0, 0), "image/png", BROKEN),
}


@pytest.mark.parametrize(("sent", "media_type", "why"), HOSTILE.values(), ids=HOSTILE)
def test_what_is_hostile_or_broken_is_refused_in_a_sentence_and_soon(sent, media_type, why):
    begun = time.monotonic()
    with pytest.raises(Broken, match=why.replace(".", r"\.")):
        remake(sent, media_type)
    assert time.monotonic() - begun < 10


def test_two_photos_at_once_have_a_turn_two_wait_and_the_next_is_told_to_come_back(monkeypatch):
    begun, may_end = Semaphore(0), Event()

    def slow(*_, **__):
        begun.release()
        assert may_end.wait(10)
        return CompletedProcess([], 0, b"image/jpeg 1\nab")

    monkeypatch.setattr(remaking.subprocess, "run", slow)
    with ThreadPoolExecutor(4) as pool:
        made = [pool.submit(remake, photo(), "image/jpeg") for _ in range(4)]
        assert begun.acquire(timeout=10)
        assert begun.acquire(timeout=10)
        while remaking._LINE._value:
            time.sleep(0.01)
        with pytest.raises(TooBusyError):
            remake(photo(), "image/jpeg")
        may_end.set()
        assert [each.result().content for each in made] == [b"a"] * 4
    assert remake(photo(), "image/jpeg").content == b"a"


def test_the_process_of_a_photo_holds_nothing_but_what_decodes_it():
    looked = "import sys, webapp.photos.workshop, webapp.photos.picture; print(*sys.modules)"
    said = run([sys.executable, "-I", "-c", looked], capture_output=True, check=True, text=True).stdout
    ours = {name for name in said.split() if name.partition(".")[0] in {"engine", "formspec", "webapp", "flask"}}
    assert ours == {"webapp", "webapp.photos", "webapp.photos.workshop", "webapp.photos.picture"}


@pytest.mark.parametrize(("sort", "content", "is_loaded"), [("png", png(), False), ("heic", heic(), True)])
def test_what_reads_heic_is_loaded_for_heic_alone(sort: str, content: bytes, *, is_loaded: bool) -> None:
    look = (
        "import sys\nfrom webapp.photos.picture import remade\n"
        f"remade(sys.stdin.buffer.read(), 'image/{sort}', as_jpeg=True)\nprint('pillow_heif' in sys.modules)\n"
    )
    assert run([sys.executable, "-I", "-c", look], input=content, capture_output=True, check=True).stdout.split() == [
        str(is_loaded).encode()
    ]
