"""What a form with files posted is read whole, or refused whole."""

import io
import os
import random

import pytest

from webapp.guard import multipart
from webapp.guard.body import MOST_BYTES
from webapp.guard.multipart import LONGEST_NAME, MOST_BYTES_WITH_FILES, MOST_FILES

MOST_FIELDS = 5_000
TYPE = "multipart/form-data; boundary=----x"
PDF = b"%PDF-1.7\r\n\0\xff\r\n--\r\n----"


def part(head: str, content: bytes | str) -> bytes:
    raw = content.encode() if isinstance(content, str) else content
    return b"------x\r\n" + head.encode() + b"\r\n\r\n" + raw + b"\r\n"


def text(name: str, content: bytes | str) -> bytes:
    return part(f'Content-Disposition: form-data; name="{name}"', content)


def file(name: str, called: str, content: bytes | str = PDF) -> bytes:
    head = f'Content-Disposition: form-data; name="{name}"; filename="{called}"\r\nContent-Type: application/pdf'
    return part(head, content)


END = b"------x--\r\n"


def send(browser, *parts: bytes, end: bytes = END, to: str = "/", kind: str = TYPE):
    """Send parts behind the token of the page."""
    body = text("csrf", browser.token) + b"".join(parts) + end
    return browser.client.post(to, data=body, content_type=kind)


def files(browser, *parts: bytes) -> dict[str, list[tuple[str, bytes]]]:
    """Send parts that are taken, and return the files that were read."""
    sent = send(browser, *parts, to="/files")
    assert sent.status_code == 200, sent.text
    return {name: [(own, held.encode("latin-1")) for own, held in each] for name, each in sent.get_json().items()}


TEXTS = {
    "one text": ([text("a", "1")], {"a": "1"}),
    "nothing": ([], {}),
    "a blank text": ([text("a", "")], {"a": ""}),
    "letters of any language": ([text("a", "Ŵyn 🙂")], {"a": "Ŵyn 🙂"}),
    "what would be escaped elsewhere": ([text("a", "1+2%2B&b=c")], {"a": "1+2%2B&b=c"}),
    "spaces at the ends": ([text("a", " x ")], {"a": " x "}),
    "line ends of every machine": ([text("a", "1\r\n2\r3\n4\x0b5\x0c6\x857")], {"a": "1\n2\n3\n4\n5\n6\n7"}),
    "a tab": ([text("a", "1\t2")], {"a": "1\t2"}),
    "control characters are left out": ([text("a", "\0\x01\x08\x1f\x7f\x80x")], {"a": "x"}),
    "what looks like the line between parts": ([text("a", "--\r\n-----x\r\n------xx")], {"a": "--\n-----x\n------xx"}),
    "a text beside a file": ([text("a", "1"), file("f", "a.pdf"), text("b", "2")], {"a": "1", "b": "2"}),
}

FILES = {
    "one file": ([file("f", "a.pdf")], {"f": [("a.pdf", PDF)]}),
    "two files of one input": (
        [file("f", "a.pdf"), file("f", "b.pdf", "b")],
        {"f": [("a.pdf", PDF), ("b.pdf", b"b")]},
    ),
    "files of two inputs": ([file("f", "a.pdf"), file("g", "a.pdf")], {"f": [("a.pdf", PDF)], "g": [("a.pdf", PDF)]}),
    "an input with no file chosen is absent": ([file("f", "", ""), text("a", "1")], {}),
    "a file that holds nothing": ([file("f", "a.pdf", "")], {"f": [("a.pdf", b"")]}),
    "a text where a file would be is no file": ([text("f", "a.pdf")], {}),
    "a file without a type": (
        [part('Content-Disposition: form-data; name="f"; filename="a"', PDF)],
        {"f": [("a", PDF)]},
    ),
    "a line end at its end": ([file("f", "a.pdf", b"x\r\n")], {"f": [("a.pdf", b"x\r\n")]}),
}

NAMES = {
    "as it is": ("Insurance 2026 (2).pdf", "Insurance 2026 (2).pdf"),
    "letters of any language": ("Ŵyn é 🙂.pdf", "Ŵyn é 🙂.pdf"),
    "a quotation mark, as browsers write it": ("a%22b.pdf", 'a"b.pdf'),
    "folders": ("../../etc/passwd", "passwd"),
    "folders of another machine": (r"C:\\fakepath\\a.pdf", "a.pdf"),
    "a folder alone": ("folder/", ""),
    "blanks at the ends": (" a.pdf ", "a.pdf"),
    "control characters": ("a\0\x07\x1b\x7f\x9f.pdf", "a.pdf"),
    "line ends that a header does not know": ("a\u2028b\u2029.pdf", "ab.pdf"),
    "what turns the direction": ("a\u202efdp\u061c.exe", "afdp.exe"),
    "too long a name": ("x" * 199 + " y.pdf", "x" * 199),
}

REFUSED = {
    "a name twice": [text("a", "1"), text("a", "1")],
    "the token twice": [text("csrf", "x")],
    "a name of a text and a file": [text("a", "1"), file("a", "a.pdf")],
    "a name of a text and of an input with no file": [file("a", "", ""), text("a", "1")],
    "a file under the name of the token": [file("csrf", "a.pdf")],
    "bytes that are no text": [text("a", b"\xff")],
    "half a surrogate pair": [text("a", b"\xed\xa0\x80")],
    "a control character in a name": [text("a\x07b", "1")],
    "a tab in the name of a file input": [file("a\tb", "a.pdf")],
    "no name": [part("Content-Disposition: form-data", "1")],
    "an empty name": [text("", "1")],
    "no disposition": [part("Content-Type: text/plain", "1")],
    "no headers": [b"------x\r\n\r\n1\r\n"],
    "another disposition": [part('Content-Disposition: attachment; name="a"', "1")],
    "a disposition twice": [
        part('Content-Disposition: form-data; name="a"\r\nContent-Disposition: form-data; name="b"', "1")
    ],
    "a name without quotation marks": [part("Content-Disposition: form-data; name=a", "1")],
    "a name with a backslash": [text(r"a\"; filename=\"b", "1")],
    "two names": [part('Content-Disposition: form-data; name="a"; name="b"', "1")],
    "a name in pieces": [part('Content-Disposition: form-data; name*0="a"; name*1="b"', "1")],
    "a file's name in another writing": [
        part("Content-Disposition: form-data; name=\"f\"; filename*=UTF-8''a.pdf", PDF)
    ],
    "two names of a file": [part('Content-Disposition: form-data; name="f"; filename="a"; filename="b"', PDF)],
    "a name of a file that is not ended": [file("f", "a\\", PDF)],
    "a name of a file that is not ended, and no type": [
        part('Content-Disposition: form-data; name="f"; filename="a\\"', "x")
    ],
    "a text that says it is something else": [
        part('Content-Disposition: form-data; name="a"\r\nContent-Type: text/html', "1")
    ],
    "a text in another charset": [
        part('Content-Disposition: form-data; name="a"\r\nContent-Type: text/plain; charset=iso-8859-1', b"\xe9")
    ],
    "a file that is encoded on the way": [
        part(
            'Content-Disposition: form-data; name="f"; filename="a"\r\nContent-Type: image/png\r\n'
            "Content-Transfer-Encoding: base64",
            "aGVsbG8=",
        )
    ],
    "a header that is no text": [b'------x\r\nContent-Disposition: form-data; name="\xff"\r\n\r\n1\r\n'],
    "a content of a file without a name": [file("f", "", "x")],
}

CUT = {
    "no end": b"",
    "half an end": b"------x-",
    "the middle of a text": b'------x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1',
    "the start of a text": b'------x\r\nContent-Disposition: form-data; name="a"\r\n\r\n',
    "the headers of a part": b"------x\r\nContent-Disposition: form-data; na",
    "more behind the end": END + b"more",
    "parts behind the end": END + text("a", "1") + END,
}


@pytest.mark.parametrize(("parts", "fields"), TEXTS.values(), ids=TEXTS)
def test_the_texts_of_a_form_with_files_are_read_to_the_letter(browser, parts, fields):
    sent = send(browser, *parts)
    assert sent.status_code == 200, sent.text
    assert {name: given for name, given in sent.get_json().items() if name != "csrf"} == fields


@pytest.mark.parametrize(("parts", "held"), FILES.values(), ids=FILES)
def test_files_are_read_to_the_byte_by_the_name_of_their_input(browser, parts, held):
    assert files(browser, *parts) == held


@pytest.mark.parametrize(("called", "own"), NAMES.values(), ids=NAMES)
def test_a_file_has_its_own_name_and_no_more_than_can_be_seen(browser, called, own):
    assert files(browser, file("f", called)) == {"f": [(own, PDF)]}
    assert len(own) <= LONGEST_NAME


@pytest.mark.parametrize("parts", REFUSED.values(), ids=REFUSED)
def test_what_no_page_sends_is_refused_whole(browser, parts):
    sent = send(browser, *parts)
    assert sent.status_code == 400
    assert sent.text.startswith("What was sent cannot be read, so nothing was saved.")


@pytest.mark.parametrize("end", CUT.values(), ids=CUT)
def test_a_body_that_does_not_end_where_it_should_is_refused_whole(browser, end):
    assert send(browser, text("a", "1"), end=end).status_code == 400


def test_something_before_the_first_part_is_refused(browser):
    body = b"first\r\n" + text("csrf", browser.token) + END
    assert browser.client.post("/", data=body, content_type=TYPE).status_code == 400


def test_a_body_of_nothing_is_refused(browser):
    body = {"wsgi.input_terminated": True, "wsgi.input": io.BytesIO()}
    assert browser.client.post("/", content_type=TYPE, environ_overrides=body).status_code == 400


@pytest.mark.parametrize(
    "kind",
    [
        "multipart/form-data",
        "multipart/form-data; boundary=",
        'multipart/form-data; boundary="a b"',
        f"multipart/form-data; boundary={'x' * 71}",
        "multipart/form-data; boundary=é",
        "multipart/form-data; boundary=y",
    ],
)
def test_a_boundary_that_parts_nothing_is_refused(browser, kind):
    assert send(browser, text("a", "1"), kind=kind).status_code == 400


@pytest.mark.parametrize(
    "kind", ['multipart/form-data; boundary="----x"', "Multipart/Form-Data; charset=UTF-8; boundary=----x"]
)
def test_a_form_with_files_is_taken_however_its_type_is_written(browser, kind):
    assert send(browser, text("a", "1"), kind=kind).status_code == 200


def test_a_form_with_files_needs_the_token_of_the_page(browser):
    body = text("a", "1") + END
    assert browser.client.post("/", data=body, content_type=TYPE).status_code == 403


def test_a_form_without_files_posts_none(browser):
    assert browser.client.post("/files", data={"csrf": browser.token, "f": "a.pdf"}).get_json() == {}


def test_as_many_inputs_as_a_long_section_has_are_taken_and_no_more(browser):
    texts = [text(f"f{n}", "x") for n in range(MOST_FIELDS - 1)]
    assert send(browser, *texts, file("f", "a")).status_code == 200
    assert send(browser, *texts, text("more", "x")).status_code == 413


def test_as_many_files_as_may_be_sent_are_taken_and_no_more(browser):
    chosen = [file("f", f"{n}") for n in range(MOST_FILES)]
    others = [file(f"g{n}", "", "") for n in range(100)]
    assert len(files(browser, *others, *chosen)["f"]) == MOST_FILES
    sent = send(browser, *chosen, file("g", "more"))
    assert sent.status_code == 413
    assert f"at most {MOST_FILES}" in sent.text


def test_parts_that_are_neither_texts_nor_files_have_an_end_too(browser):
    assert send(browser, *(file(f"g{n}", "", "") for n in range(2 * MOST_FIELDS))).status_code == 413


def test_texts_of_just_the_limit_are_taken_and_one_byte_more_is_refused(browser):
    room = MOST_BYTES - len(browser.token)
    halves = [text("a", "x" * (room // 2)), text("b", "x" * (room - room // 2))]
    assert send(browser, *halves).status_code == 200
    sent = send(browser, *halves, text("c", "x"))
    assert sent.status_code == 413
    assert "shorten the longest answers" in sent.text


@pytest.mark.parametrize("chunked", [False, True])
def test_a_body_of_just_the_limit_is_taken_and_one_byte_more_is_refused(browser, chunked):
    start = text("csrf", browser.token)
    room = MOST_BYTES_WITH_FILES - len(start) - len(file("f", "a", "")) - len(END)
    said = {"wsgi.input_terminated": True} if chunked else {}
    for more, status in ((0, 200), (1, 413)):
        body = start + file("f", "a", b"x" * (room + more)) + END
        sent = browser.client.post(
            "/",
            input_stream=io.BytesIO(body),
            headers={"Transfer-Encoding": "chunked"} if chunked else {"Content-Length": str(len(body))},
            content_type=TYPE,
            environ_overrides=said,
        )
        assert sent.status_code == status
    assert "choose smaller files" in sent.text


def test_a_body_that_says_it_is_too_large_is_refused_before_it_is_read(browser):
    class Unread(io.BytesIO):
        def read(self, *_sizes):
            pytest.fail("read")

        readinto = readline = readlines = read

    said = {"CONTENT_LENGTH": str(MOST_BYTES_WITH_FILES + 1), "wsgi.input": Unread()}
    assert browser.client.post("/", content_type=TYPE, environ_overrides=said).status_code == 413


def test_a_form_without_files_has_no_more_room_than_before(browser):
    body = b"a=" + b"x" * MOST_BYTES
    assert browser.client.post("/", data=body, content_type="application/x-www-form-urlencoded").status_code == 413


@pytest.mark.parametrize("part_of", ["headers", "preamble"])
def test_what_no_part_ever_comes_of_is_not_gathered(browser, part_of):
    endless = b"x" * 1_000_000
    body = (b"------x\r\n" if part_of == "headers" else b"") + endless
    assert browser.client.post("/", data=body, content_type=TYPE).status_code == 413


def test_a_body_reads_the_same_in_whatever_pieces_it_comes(browser, monkeypatch):
    parts = [text("a", "1\r\n2"), file("f", "a.pdf"), file("f", "b", b"\r\n\r\n--\r\n"), file("f", "c", "-----")]
    whole = files(browser, *parts)
    for size in (1, 2, 3, 5, 7, 11, 64):
        monkeypatch.setattr(multipart, "_PIECE", size)
        assert files(browser, *parts) == whole, size
        assert send(browser, *parts).get_json()["a"] == "1\n2", size


def test_no_body_whatever_fails_inside(browser):
    seed = int(os.environ.get("FORMSPEC_SEED", random.SystemRandom().randrange(2**32)))
    chance = random.Random(seed)
    print(f"FORMSPEC_SEED={seed}")
    pieces = [
        *(b"------x", b"--", b"\r\n", b"\r", b"\n", b"\r\n\r\n", b"a", b"\xff", b"\0", b":", b'"', b";", b"\\"),
        *(b"Content-Disposition: form-data", b'; name="a"', b'; filename="b"', b"Content-Type: a", b"name*0=", b" "),
        *(text("a", "1"), file("f", "a"), END),
    ]
    for _ in range(200 * int(os.environ.get("FORMSPEC_SOAK", "1"))):
        body = b"".join(chance.choices(pieces, k=chance.randrange(16)))
        assert send(browser, body).status_code in {200, 400, 403}, body
