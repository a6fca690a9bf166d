"""Files as an answer names them: read to the letter, or not at all."""

import pytest

from engine.stored_file import LONGEST_NAME, TYPES, StoredFile, is_name, read_files, write_files

A, B = "0a" * 32, "f1" * 32
PDF = "application/pdf"

NAMED = {
    "nothing": ("", ()),
    "only blanks": (" \n", ()),
    "one file": (f"{A} 20480 {PDF} Insurance 2026.pdf", (StoredFile(A, 20480, PDF, "Insurance 2026.pdf"),)),
    "two files, in their order": (
        f"{B} 1 image/png b.png\n{A} 2 text/csv a.csv",
        (StoredFile(B, 1, "image/png", "b.png"), StoredFile(A, 2, "text/csv", "a.csv")),
    ),
    "a name of several words and languages": (
        f"{A} 7 {PDF} Ŵyn  (2) é.pdf",
        (StoredFile(A, 7, PDF, "Ŵyn  (2) é.pdf"),),
    ),
    "a name as long as a name may be": (f"{A} 7 {PDF} {'x' * 200}", (StoredFile(A, 7, PDF, "x" * 200),)),
    "a name twice": (
        f"{A} 7 {PDF} a.pdf\n{B} 7 {PDF} a.pdf",
        (StoredFile(A, 7, PDF, "a.pdf"), StoredFile(B, 7, PDF, "a.pdf")),
    ),
}

MALFORMED = {
    "a word": "certificate.pdf",
    "a checksum that is too short": f"{A[:-1]} 7 {PDF} a.pdf",
    "a checksum that is too long": f"{A}0 7 {PDF} a.pdf",
    "a checksum in capitals": f"{A.upper()} 7 {PDF} a.pdf",
    "a checksum of other letters": f"{'g' * 64} 7 {PDF} a.pdf",
    "no size": f"{A} {PDF} a.pdf",
    "a size of nothing": f"{A} 0 {PDF} a.pdf",
    "a size below nothing": f"{A} -7 {PDF} a.pdf",
    "a size that is no whole number": f"{A} 7.0 {PDF} a.pdf",
    "a size with a nought before it": f"{A} 07 {PDF} a.pdf",
    "a size in figures of another script": f"{A} ٧ {PDF} a.pdf",
    "a size that nothing has": f"{A} {'9' * 16} {PDF} a.pdf",
    "a type that nobody may name": f"{A} 7 text/html a.html",
    "a type in capitals": f"{A} 7 {PDF.upper()} a.pdf",
    "no name": f"{A} 7 {PDF}",
    "an empty name": f"{A} 7 {PDF} ",
    "a blank name": f"{A} 7 {PDF} \u00a0",
    "a blank before a name": f"{A} 7 {PDF}  a.pdf",
    "a blank after a name": f"{A} 7 {PDF} a.pdf ",
    "a name that is too long": f"{A} 7 {PDF} {'x' * 201}",
    "a name with another line end": f"{A} 7 {PDF} a\u2028b.pdf",
    "a name with a carriage return": f"{A} 7 {PDF} a\rb.pdf",
    "a blank line between two": f"{A} 7 {PDF} a.pdf\n\n{B} 7 {PDF} b.pdf",
    "a line feed at the end": f"{A} 7 {PDF} a.pdf\n",
    "a line that names nothing": f"{A} 7 {PDF} a.pdf\nb.pdf",
    "one content twice": f"{A} 7 {PDF} a.pdf\n{A} 7 {PDF} b.pdf",
}


@pytest.mark.parametrize(("text", "files"), NAMED.values(), ids=NAMED)
def test_a_text_says_which_files_it_names(text, files):
    assert read_files(text) == files


@pytest.mark.parametrize("text", MALFORMED.values(), ids=MALFORMED)
def test_a_malformed_text_names_none(text):
    assert read_files(text) is None


@pytest.mark.parametrize("files", [files for _, files in NAMED.values()], ids=NAMED)
def test_what_is_written_is_read_again(files):
    assert read_files(write_files(files)) == files


@pytest.mark.parametrize("media_type", [each for listed in TYPES.values() for each in listed])
def test_every_type_that_a_spec_may_name_can_be_written(media_type):
    files = (StoredFile(A, 1, media_type, "a"),)
    assert read_files(write_files(files)) == files


def test_no_two_short_names_share_a_type():
    listed = [each for types in TYPES.values() for each in types]
    assert len(listed) == len(set(listed))


@pytest.mark.parametrize(
    ("text", "may"), [("a.pdf", True), ("", False), (" ", False), ("a\nb", False), ("x" * (LONGEST_NAME + 1), False)]
)
def test_a_name_is_one_line_of_a_bounded_length(text, may):
    assert is_name(text) is may
