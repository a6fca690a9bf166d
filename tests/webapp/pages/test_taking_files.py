"""What becomes of an answer of files when its page is saved."""

from hashlib import sha256

import pytest

from engine.stored_file import StoredFile, read_files, removal, write_files
from webapp.guard import Upload
from webapp.guard.multipart import MOST_FILE_BYTES
from webapp.pages.drafts.files import is_removal, take_files

PDF, PNG = "application/pdf", "image/png"
A, B = b"%PDF-a", b"\x89PNG\r\n\x1a\nb"
MARK = "0123456789abcdef"


def named(data: bytes, media_type: str, name: str) -> StoredFile:
    return StoredFile(sha256(data).hexdigest(), len(data), media_type, name)


FILE_A, FILE_B = named(A, PDF, "a.pdf"), named(B, PNG, "b.png")
BOTH = write_files([FILE_A, FILE_B])


class Shelf(dict[str, tuple[bytes, str]]):
    """What was kept, by its checksum."""

    def keep(self, content: bytes, media_type: str) -> str:
        kept = sha256(content).hexdigest()
        self[kept] = (content, media_type)
        return kept


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


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
    taken = take_files({"visit.papers": before}, sent=sent, uploads={"visit.papers": chosen}, keep=shelf.keep)
    assert read_files(taken.entries["visit.papers"]) == after
    assert taken.refused == {}
    assert {content for content, _ in shelf.values()} == {each.data for each in chosen}


def test_what_is_kept_has_the_type_of_its_content(shelf):
    take_files({"v.p": ""}, sent={}, uploads={"v.p": [Upload("b.pdf", B)]}, keep=shelf.keep)
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
    taken = take_files({"visit.papers": "", "visit.photo": ""}, sent={}, uploads=uploads, keep=shelf.keep)
    assert taken.refused == {"visit.papers": (sentence,)}
    assert {name: read_files(text) for name, text in taken.entries.items()} == dict.fromkeys(uploads, (FILE_B,))
    assert list(shelf.values()) == [(B, PNG)]


@pytest.mark.parametrize(("types", "said"), [(["pdf"], "PDF"), (["jpeg", "png", "heic"], "JPEG, PNG or HEIC")])
def test_a_file_of_an_unknown_type_is_told_the_types_that_the_answer_takes(shelf, types, said):
    uploads = {"v.p": [Upload("run.exe", b"MZ\x90\0")]}
    taken = take_files({"v.p": ""}, sent={}, uploads=uploads, keep=shelf.keep, types={"v.p": types})
    assert taken.refused == {"v.p": (f"“run.exe” was not added: it must be a {said} file.",)}


def test_a_file_of_just_the_limit_is_kept(shelf):
    data = A.ljust(MOST_FILE_BYTES, b"\0")
    taken = take_files({"v.p": ""}, sent={}, uploads={"v.p": [Upload("a.pdf", data)]}, keep=shelf.keep)
    assert (taken.refused, len(shelf)) == ({}, 1)


def test_files_that_were_sent_for_no_input_of_files_are_kept_nowhere(shelf):
    taken = take_files({"v.p": ""}, sent={}, uploads={"v.other": [Upload("a.pdf", A)]}, keep=shelf.keep)
    assert (taken.entries, taken.refused, shelf) == ({"v.p": ""}, {}, {})


def test_a_malformed_text_stays_as_it_is_until_a_file_is_chosen(shelf):
    stays = take_files({"v.p": "a.pdf"}, sent={}, uploads={}, keep=shelf.keep)
    given = take_files({"v.p": "a.pdf"}, sent={}, uploads={"v.p": [Upload("a.pdf", A)]}, keep=shelf.keep)
    assert (stays.entries["v.p"], read_files(given.entries["v.p"])) == ("a.pdf", (FILE_A,))


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
        ("v.p.remove", False),
        ("v.p", False),
    ],
)
def test_a_box_that_takes_a_file_out_is_known_by_its_name(name, is_one):
    assert is_removal(name, ["v.p", "v.q"]) is is_one
