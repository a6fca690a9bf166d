"""What a file is, by what it holds and never by its name."""

import io
import os
import random
import zipfile

import pytest

from engine.stored_file import LONGEST_NAME, TYPES, StoredFile, read_files, write_files
from webapp.media_type import media_type_of, named_as

WORD, SHEET = TYPES["docx"][0], TYPES["xlsx"][0]
WORD_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
SHEET_MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def archive(*names: str, main: str = "", contents: str = "[Content_Types].xml") -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as to:
        to.writestr(contents, f'<Types><Override PartName="/{names[0]}" ContentType="{main}"/></Types>')
        for name in names:
            to.writestr(name, "<x/>" * 50)
    return made.getvalue()


def image(main: bytes, *others: bytes) -> bytes:
    brands = main + bytes(4) + b"".join(others)
    return (8 + len(brands)).to_bytes(4) + b"ftyp" + brands + b"\0\0\0\x08meta"


DOCX = archive("word/document.xml", main=WORD_MAIN)

KNOWN = {
    "a PDF": (b"%PDF-1.7\n\xff\0", "application/pdf"),
    "a PDF behind a byte order mark": (b"\xef\xbb\xbf%PDF-1.4", "application/pdf"),
    "a PDF behind line ends": (b"\r\n\n %PDF-1.4", "application/pdf"),
    "a JPEG": (b"\xff\xd8\xff\xe0\0\x10JFIF", "image/jpeg"),
    "a JPEG of a camera": (b"\xff\xd8\xff\xe1\0\x10Exif", "image/jpeg"),
    "a PNG": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "image/png"),
    "a photo of a phone": (image(b"heic", b"mif1", b"heic"), "image/heic"),
    "a photo of ten bits": (image(b"heix", b"mif1"), "image/heic"),
    "a photo that says so second": (image(b"mif1", b"heic"), "image/heic"),
    "a still image of another code": (image(b"mif1", b"miaf"), "image/heif"),
    "a Word document": (DOCX, WORD),
    "an Excel workbook": (archive("xl/workbook.xml", main=SHEET_MAIN), SHEET),
}

UNKNOWN = {
    "nothing": b"",
    "bytes": b"\xfe\xed\xfa\xce",
    "half a PNG": b"\x89PNG\r\n",
    "a PDF that is not at the start": b"<html>%PDF-1.7",
    "a GIF": b"GIF89a\1\0\1\0",
    "a page": b"<!doctype html><script>alert(1)</script>",
    "a drawing": b'<svg xmlns="http://www.w3.org/2000/svg"/>',
    "a program": b"MZ\x90\0",
    "a script": b"@echo off\r\n",
    "a film": image(b"isom", b"iso2", b"mp41"),
    "a film of a phone": image(b"qt  "),
    "a run of photos": image(b"hevc", b"msf1"),
    "an AVIF": image(b"avif", b"mif1"),
    "an AVIF that says so second": image(b"mif1", b"avif"),
    "a cut image": image(b"heic")[:10],
    "an archive": archive("a.txt"),
    "an empty archive": b"PK\5\6" + bytes(18),
    "an archive without contents": archive("word/document.xml", main=WORD_MAIN, contents="other.xml"),
    "a document that says what it is and has none": archive("a/document.xml", main=WORD_MAIN),
    "a document with macros": archive(
        "word/document.xml", main="application/vnd.ms-word.document.macroEnabled.main+xml"
    ),
    "a workbook with macros": archive("xl/workbook.xml", main="application/vnd.ms-excel.sheet.macroEnabled.main+xml"),
    "slides": archive(
        "ppt/presentation.xml",
        main="application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
    ),
    "a document that is cut": DOCX[: len(DOCX) // 2],
    "the start of an archive": b"PK\3\4",
    "an old Word document": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
}

TEXTS = {
    "a list": (b"a,b\r\n1,2\r\n", "list.csv", "text/csv"),
    "a list in capitals": (b"a,b", "LIST.CSV", "text/csv"),
    "a list with a byte order mark": (b"\xef\xbb\xbfa,b", "list.csv", "text/csv"),
    "a note": ("Ŵyn 🙂".encode(), "note.txt", "text/plain"),
    "a text of another name": (b"a,b", "note.md", None),
    "a page that is called a note": (b"<script>", "note.txt", "text/plain"),
    "a script": (b"echo", "run.bat", None),
    "a text without a name": (b"a", "", None),
    "a list in another charset": ("£".encode("cp1252"), "list.csv", None),
    "a list in two bytes a letter": ("a,b".encode("utf-16"), "list.csv", None),
    "a list with NUL": (b"a,\0", "list.csv", None),
    "a list of nothing": (b"", "list.csv", None),
}

NAMED = {
    "its own ending": ("a.pdf", "application/pdf", "a.pdf"),
    "its own ending in capitals": ("A.PDF", "application/pdf", "A.PDF"),
    "another way to write it": ("a.jpeg", "image/jpeg", "a.jpeg"),
    "no ending": ("a", "image/jpeg", "a.jpg"),
    "the ending of something else": ("a.html", "application/pdf", "a.html.pdf"),
    "two endings": ("a.pdf.exe", "application/pdf", "a.pdf.exe.pdf"),
    "an ending alone": (".pdf", "application/pdf", ".pdf.pdf"),
    "a dot at the end": ("a.pdf.", "application/pdf", "a.pdf..pdf"),
    "as long as a name may be": ("x" * 200, "image/png", "x" * 196 + ".png"),
}


@pytest.mark.parametrize(("data", "media_type"), KNOWN.values(), ids=KNOWN)
@pytest.mark.parametrize("name", ["", "a.txt", "a.exe"])
def test_a_content_is_known_whatever_it_is_called(data, media_type, name):
    assert media_type_of(data, name) == media_type


@pytest.mark.parametrize("data", UNKNOWN.values(), ids=UNKNOWN)
@pytest.mark.parametrize("name", ["a.pdf", "a.jpg", "a.docx", "a.html"])
def test_no_name_makes_a_content_what_it_is_not(data, name):
    assert media_type_of(data, name) is None


@pytest.mark.parametrize(("data", "name", "media_type"), TEXTS.values(), ids=TEXTS)
def test_a_text_is_what_its_name_says_if_it_is_a_text(data, name, media_type):
    assert media_type_of(data, name) == media_type


@pytest.mark.parametrize(("name", "media_type", "named"), NAMED.values(), ids=NAMED)
def test_a_name_ends_as_its_type_does(name, media_type, named):
    assert named_as(name, media_type) == named
    assert len(named) <= LONGEST_NAME


@pytest.mark.parametrize("media_type", [each for listed in TYPES.values() for each in listed])
def test_every_type_has_a_name_that_an_answer_may_hold(media_type):
    files = (StoredFile("0" * 64, 1, media_type, named_as("a", media_type)),)
    assert read_files(write_files(files)) == files


def test_an_archive_that_unpacks_to_much_is_not_unpacked():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as to:
        to.writestr("[Content_Types].xml", bytes(200_000_000) + WORD_MAIN.encode())
        to.writestr("word/document.xml", "<x/>")
    assert media_type_of(made.getvalue(), "a.docx") is None


def test_no_content_whatever_fails_inside():
    seed = int(os.environ.get("FORMSPEC_SEED", random.SystemRandom().randrange(2**32)))
    chance = random.Random(seed)
    print(f"FORMSPEC_SEED={seed}")
    whole = [data for data, _ in KNOWN.values()] + list(UNKNOWN.values())
    for _ in range(300 * int(os.environ.get("FORMSPEC_SOAK", "1"))):
        data = bytearray(chance.choice(whole))
        for _ in range(chance.randrange(6)):
            if data:
                data[chance.randrange(len(data))] = chance.randrange(256)
        media_type_of(bytes(data[: chance.randrange(len(data) + 1)]), "a.txt")
        media_type_of(bytes(data), "a.csv")
