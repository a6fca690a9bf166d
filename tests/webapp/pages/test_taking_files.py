"""What becomes of an answer of files when its page is saved."""

from dataclasses import replace
from hashlib import sha256

import pytest

from engine.compile import compile_form
from engine.stored_file import SAYS, SHOWS, StoredFile, box_of, read_files, removal, write_files
from formspec.loader import load
from tests.pictures import png
from webapp.guard import Upload
from webapp.guard.multipart import MOST_FILE_BYTES
from webapp.pages.drafts.files import Posted, Taken, is_beside, take_files
from webapp.photos.remaking import remake

PDF, PNG = "application/pdf", "image/png"
A, B = b"%PDF-a", remake(png(), "image/png").content
MARK = "0123456789abcdef"


def named(data: bytes, media_type: str, name: str) -> StoredFile:
    return StoredFile(sha256(data).hexdigest(), len(data), media_type, name)


FILE_A, FILE_B = named(A, PDF, "a.pdf"), named(B, PNG, "b.png")
BOTH = write_files([FILE_A, FILE_B])


class Shelf(dict[str, tuple[bytes, str]]):
    """What was kept, by its checksum."""

    def keep(self, content: bytes, media_type: str, *, preview: bytes = b"") -> str:
        kept = sha256(content).hexdigest()
        self[kept] = (content, media_type)
        return kept


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


SPEC = """\
formspec: 1
form: f
version: 1
title: F
sections:
  - id: visit
    title: S
    questions:
      - {{id: papers, label: P, kind: file{types}}}
      - {{id: photo, label: P, kind: photo}}
      - {{id: log, label: L, kind: text, evidence: [{{id: may, text: May}}]}}
"""
LOG = "visit.log.attachments"


def taken(shelf, before, *, sent=None, uploads=None, seen=None, types="") -> Taken:
    """Return what becomes of the files that stand in `before`, of which the person saw `seen`."""
    form = compile_form(load(SPEC.format(types=types).encode()).spec)
    posted = Posted(sent=sent or {}, uploads=uploads or {}, seen=before if seen is None else seen)
    return take_files([form.by_address[address] for address in before], before, posted, shelf.keep)


def out(file: StoredFile, address: str = "visit.papers", ticked: str = "yes") -> dict[str, str]:
    return {removal(address, file.sha256): ticked}


CASES = {
    "nothing stays nothing": ("", {}, [], ()),
    "what stands stays": (BOTH, {}, [], (FILE_A, FILE_B)),
    "a file that is chosen comes last": (write_files([FILE_B]), {}, [Upload("a.pdf", A)], (FILE_B, FILE_A)),
    "two files that are chosen": ("", {}, [Upload("a.pdf", A), Upload("b.png", B)], (FILE_A, FILE_B)),
    "one file that is chosen twice": ("", {}, [Upload("a.pdf", A), Upload("again.pdf", A)], (FILE_A,)),
    "a file that stands is chosen again": (BOTH, {}, [Upload("again.pdf", A)], (FILE_A, FILE_B)),
    "a file is taken out": (BOTH, out(FILE_A), [], (FILE_B,)),
    "all are taken out": (BOTH, out(FILE_A) | out(FILE_B), [], ()),
    "a file is taken out that is gone": (write_files([FILE_B]), out(FILE_A), [], (FILE_B,)),
    "a box that was not ticked": (BOTH, out(FILE_A, ticked=""), [], (FILE_A, FILE_B)),
    "a box of another answer": (BOTH, out(FILE_A, "visit.other"), [], (FILE_A, FILE_B)),
    "taken out and chosen again under another name": (
        BOTH,
        out(FILE_A),
        [Upload("new.pdf", A)],
        (FILE_B, named(A, PDF, "new.pdf")),
    ),
    "a text that was posted for it counts for nothing": ("", {"visit.papers": BOTH}, [], ()),
    "a name without an ending gets one": ("", {}, [Upload("scan", A)], (named(A, PDF, "scan.pdf"),)),
    "a name that is none": ("", {}, [Upload("", A)], (named(A, PDF, "file.pdf"),)),
}


@pytest.mark.parametrize(("before", "sent", "chosen", "after"), CASES.values(), ids=CASES)
def test_an_answer_names_what_it_named_and_what_was_chosen_without_what_was_ticked(shelf, before, sent, chosen, after):
    became = taken(shelf, {"visit.papers": before}, sent=sent, uploads={"visit.papers": chosen})
    assert read_files(became.entries["visit.papers"]) == after
    assert became.refused == {}
    assert {content for content, _ in shelf.values()} == {each.data for each in chosen}


def test_what_is_kept_has_the_type_of_its_content(shelf):
    taken(shelf, {"visit.papers": ""}, uploads={"visit.papers": [Upload("b.pdf", B)]})
    assert list(shelf.values()) == [(B, PNG)]


UNKNOWN = (
    "it must be a PDF, a photo (JPEG, PNG or HEIC), a Word document (.docx), an Excel workbook (.xlsx), or a CSV or "
    "text file saved as UTF-8."
)
REFUSED = {
    "an unknown type": (
        Upload("run.exe", b"MZ\x90\0"),
        f"“run.exe” was not added: {UNKNOWN}",
    ),
    "too large a file": (
        Upload("a.pdf", A + bytes(MOST_FILE_BYTES)),
        "“a.pdf” was not added: it must be 10 MB or smaller.",
    ),
    "an empty file": (Upload("a.pdf", b""), "“a.pdf” was not added: it is empty."),
    "an empty file without a name": (Upload("", b""), "“file” was not added: it is empty."),
}


@pytest.mark.parametrize(("upload", "sentence"), REFUSED.values(), ids=REFUSED)
def test_a_file_that_no_answer_takes_is_refused_in_a_sentence_and_the_others_are_kept(shelf, upload, sentence):
    uploads = {"visit.papers": [upload, Upload("b.png", B)], "visit.photo": [Upload("b.png", B)]}
    became = taken(shelf, {"visit.papers": "", "visit.photo": ""}, uploads=uploads)
    assert became.refused == {"visit.papers": (sentence,)}
    assert {name: read_files(text) for name, text in became.entries.items()} == dict.fromkeys(uploads, (FILE_B,))
    assert list(shelf.values()) == [(B, PNG)]


@pytest.mark.parametrize(("types", "said"), [(["pdf"], "PDF"), (["jpeg", "png", "heic"], "JPEG, PNG or HEIC")])
def test_a_file_of_an_unknown_type_is_told_the_types_that_the_answer_takes(shelf, types, said):
    uploads = {"visit.papers": [Upload("run.exe", b"MZ\x90\0")]}
    became = taken(shelf, {"visit.papers": ""}, uploads=uploads, types=f", types: [{', '.join(types)}]")
    assert became.refused == {"visit.papers": (f"“run.exe” was not added: it must be a {said} file.",)}


def test_a_file_of_just_the_limit_is_kept(shelf):
    data = A.ljust(MOST_FILE_BYTES, b"\0")
    became = taken(shelf, {"visit.papers": ""}, uploads={"visit.papers": [Upload("a.pdf", data)]})
    assert (became.refused, len(shelf)) == ({}, 1)


def test_files_that_were_sent_for_no_input_of_files_are_kept_nowhere(shelf):
    became = taken(shelf, {"visit.papers": ""}, uploads={"visit.other": [Upload("a.pdf", A)]})
    assert (became.entries, became.refused, shelf) == ({"visit.papers": ""}, {}, {})


def test_a_malformed_text_stays_as_it_is_until_a_file_is_chosen(shelf):
    stays = taken(shelf, {"visit.papers": "a.pdf"})
    given = taken(shelf, {"visit.papers": "a.pdf"}, uploads={"visit.papers": [Upload("a.pdf", A)]})
    assert (stays.entries["visit.papers"], read_files(given.entries["visit.papers"])) == ("a.pdf", (FILE_A,))


def boxed(file: StoredFile, caption: str, prompt: str = "") -> dict[str, str]:
    return {box_of(LOG, SAYS, file.sha256): caption, box_of(LOG, SHOWS, file.sha256): prompt}


CAPTIONED = replace(FILE_B, caption="May", prompt="may")
BESIDE = {
    "a caption and a prompt are given": (FILE_B, FILE_B, boxed(FILE_B, " The\r\nlog ", "may"), ("The log", "may")),
    "both are taken away": (CAPTIONED, CAPTIONED, boxed(FILE_B, ""), ("", "")),
    "boxes that are not sent change nothing": (CAPTIONED, CAPTIONED, {}, ("May", "may")),
    "a prompt of another question": (CAPTIONED, CAPTIONED, boxed(FILE_B, "May", "june"), ("May", "may")),
    "what somebody else wrote stays, where it was left as it was": (
        FILE_B,
        CAPTIONED,
        boxed(FILE_B, ""),
        ("May", "may"),
    ),
}


@pytest.mark.parametrize(("seen", "now", "sent", "after"), BESIDE.values(), ids=BESIDE)
def test_what_stands_beside_an_attachment_is_what_was_changed_on_the_page(shelf, seen, now, sent, after):
    became = taken(shelf, {LOG: write_files([now])}, sent=sent, seen={LOG: write_files([seen])})
    (file,) = read_files(became.entries[LOG]) or ()
    assert (file.caption, file.prompt) == after
    assert became.on_top_of == {LOG: write_files([now])}


def test_two_captions_of_one_photo_are_left_to_be_decided(shelf):
    became = taken(
        shelf, {LOG: write_files([CAPTIONED])}, sent=boxed(FILE_B, "June"), seen={LOG: write_files([FILE_B])}
    )
    assert became.on_top_of == {}
    assert became.agreed == {}


def test_what_is_added_beside_two_captions_of_one_photo_is_agreed(shelf):
    before = write_files([CAPTIONED])
    became = taken(
        shelf,
        {LOG: before},
        sent=boxed(FILE_B, "June"),
        seen={LOG: write_files([FILE_B])},
        uploads={LOG: [Upload("a.pdf", A)]},
    )
    assert [(each.name, each.caption) for each in read_files(became.agreed[LOG])] == [
        (CAPTIONED.name, CAPTIONED.caption),
        ("a.pdf", ""),
    ]


def test_a_caption_that_is_too_long_is_told_whole(shelf):
    became = taken(shelf, {LOG: write_files([CAPTIONED])}, sent=boxed(FILE_B, "x" * 201, "may"))
    assert became.entries == {LOG: write_files([CAPTIONED])}
    assert "x" * 201 in became.refused[LOG][0]


def test_files_from_a_camera_and_from_a_folder_stand_together_and_show_what_was_chosen(shelf):
    uploads = {LOG: [Upload("a.pdf", A)], f"{LOG}.taken": [Upload("b.png", B)]}
    became = taken(shelf, {LOG: ""}, sent={f"{LOG}.shows": "may"}, uploads=uploads)
    assert [(each.name, each.prompt) for each in read_files(became.entries[LOG])] == [
        ("a.pdf", "may"),
        ("b.png", "may"),
    ]


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        (removal("v.p", FILE_A.sha256), True),
        (f"v.p.remove.{MARK}", True),
        (f"v.other.remove.{MARK}", False),
        (f"v.remove.{MARK}", False),
        (f"v.p.remove.{MARK}0", False),
        (f"v.p.remove.{MARK[:-1]}", False),
        (f"v.p.remove.{MARK.upper()}", False),
        (f"v.p.remove.{MARK}\n", False),
        (f"v.p.says.{MARK}", True),
        ("v.p.shows", True),
        ("v.p.taken", True),
        ("v.p.says", False),
        ("v.p.remove", False),
        ("v.p", False),
    ],
)
def test_a_box_about_a_file_is_known_by_its_name(name, is_one):
    assert is_beside(name, ["v.p", "v.q"]) is is_one
