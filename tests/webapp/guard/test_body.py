"""What a form posted is read whole, or refused whole."""

import io
import os
import random
from urllib.parse import quote_plus, urlencode

import pytest

from webapp.guard.body import MOST_BYTES

MOST_FIELDS = 5_000

KEPT = {
    "one pair": ("a=1", {"a": "1"}),
    "nothing": ("", {}),
    "a blank value": ("a=", {"a": ""}),
    "a name alone": ("a", {"a": ""}),
    "an equals sign in a value": ("a=b=c", {"a": "b=c"}),
    "a plus is a space, and only an escaped one a plus": ("a=1+2%2B3", {"a": "1 2+3"}),
    "letters of any language": ("a=%C5%B4yn+%F0%9F%99%82", {"a": "Ŵyn 🙂"}),
    "letters that were not escaped": ("a=Ŵyn", {"a": "Ŵyn"}),
    "a letter with its accent apart stays apart": ("a=e%CC%81", {"a": "e\u0301"}),
    "spaces at the ends": ("a=+x+", {"a": " x "}),
    "line ends of every machine": ("a=1%0D%0A2%0D3%0A4%0D%0D%0A5", {"a": "1\n2\n3\n4\n\n5"}),
    "a tab": ("a=1%092", {"a": "1\t2"}),
    "what parted lines elsewhere parts them here": ("a=1%0B2%0C3%C2%854%0C%0D%0A5", {"a": "1\n2\n3\n4\n\n5"}),
    "control characters are left out": ("a=%00%01%08%0E%1F%7F%C2%80%C2%84%C2%86%C2%9Fx", {"a": "x"}),
    "what only looks like a control character stays": ("a=%C2%A0%E2%80%A8%EF%BB%BF", {"a": "\u00a0\u2028\ufeff"}),
    "a semicolon parts nothing": ("a=1;b=2", {"a": "1;b=2"}),
    "what looks like markup": ("a=%3Cb%3E%26amp%3B", {"a": "<b>&amp;"}),
}

REFUSED = {
    "a name twice": "a=1&a=2",
    "a name twice, once escaped": "a=1&%61=2",
    "a name twice with one value": "a=1&a=1",
    "the token twice": "csrf=x",
    "an escape that is cut off": "a=%4",
    "an escape without figures": "a=%",
    "an escape of other letters": "a=%zz",
    "bytes that are no text": b"a=\xff",
    "an escape that is no text": "a=%FF",
    "half a surrogate pair": "a=%ED%A0%80",
    "a letter in more bytes than it needs": "a=%C0%AF",
    "a name that is no text": "%FF=1",
    "a control character in a name": "a%00b=1",
    "a line end in a name": "a%0Ab=1",
    "a tab in a name": "a%09b=1",
    "a name with a bad escape": "%4=1",
}


@pytest.mark.parametrize(("body", "fields"), KEPT.values(), ids=KEPT)
def test_what_is_well_formed_is_read_to_the_letter(browser, body, fields):
    assert browser.kept(body) == fields


@pytest.mark.parametrize("body", REFUSED.values(), ids=REFUSED)
def test_what_no_form_sends_is_refused_whole(browser, body):
    sent = browser.send(body)
    assert sent.status_code == 400
    assert sent.text.startswith("What was sent cannot be read, so nothing was saved.")


@pytest.mark.parametrize(
    "kind",
    [
        "application/x-www-form-urlencoded; charset=utf-8",
        "application/x-www-form-urlencoded;charset=UTF-8",
        "APPLICATION/X-WWW-Form-Urlencoded",
    ],
)
def test_a_form_is_taken_however_its_type_is_written(browser, kind):
    assert browser.send("a=1", Content_Type=kind).status_code == 200


@pytest.mark.parametrize(
    "kind",
    [
        "",
        "text/plain",
        "application/json",
        "multipart/mixed; boundary=x",
        "multipart/form-data; boundary=x; charset=latin-1",
        "application/x-www-form-urlencoded; charset=latin-1",
        "application/x-www-form-urlencoded-not",
    ],
)
def test_any_other_type_is_refused(browser, kind):
    assert browser.send("a=1", Content_Type=kind).status_code == 415


def test_as_many_inputs_as_a_long_section_has_are_taken_and_no_more(browser):
    names = [f"f{n}" for n in range(MOST_FIELDS - 1)]
    assert browser.kept("&".join(f"{name}=x" for name in names)) == dict.fromkeys(names, "x")
    assert browser.send("&".join(f"{name}=x" for name in [*names, "more"])).status_code == 413
    assert browser.send("&" * MOST_FIELDS).status_code == 413


def test_a_body_of_just_the_limit_is_taken_and_one_byte_more_is_refused(browser):
    room = MOST_BYTES - len(urlencode({"csrf": browser.token})) - len("&a=")
    assert browser.kept(b"a=" + b"x" * room) == {"a": "x" * room}
    sent = browser.send(b"a=" + b"x" * (room + 1))
    assert sent.status_code == 413
    assert "shorten the longest answers" in sent.text


def test_a_body_that_says_it_is_too_large_is_refused_before_it_is_read(browser):
    class Unread(io.BytesIO):
        def read(self, *_sizes):
            pytest.fail("read")

        readinto = readline = readlines = read

    said = {"CONTENT_LENGTH": str(MOST_BYTES + 1), "wsgi.input": Unread()}
    sent = browser.client.post("/", content_type="application/x-www-form-urlencoded", environ_overrides=said)
    assert sent.status_code == 413


@pytest.mark.parametrize(("more", "status"), [(0, 200), (1, 413), (1_000_000, 413)])
def test_a_body_that_does_not_say_how_long_it_is_is_never_cut(browser, more, status):
    start = urlencode({"csrf": browser.token}).encode() + b"&a="
    sent = browser.client.post(
        "/",
        input_stream=io.BytesIO(start + b"x" * (MOST_BYTES - len(start) + more)),
        headers={"Transfer-Encoding": "chunked"},
        content_type="application/x-www-form-urlencoded",
        environ_overrides={"wsgi.input_terminated": True},
    )
    assert sent.status_code == status


def test_a_view_may_read_what_was_posted_again_and_change_its_copy(application, browser):
    from webapp.guard import posted  # noqa: PLC0415

    with application.test_request_context("/", method="POST", data={"a": "1"}) as context:
        first = posted(context.request)
        first["a"] = "2"
        assert posted(context.request) == {"a": "1"}


def test_any_text_that_a_person_can_type_comes_through(browser):
    seed = int(os.environ.get("FORMSPEC_SEED", random.SystemRandom().randrange(2**32)))
    chance = random.Random(seed)
    print(f"FORMSPEC_SEED={seed}")
    letters = [*" \n\t+%&=;<>\"'#é€ŵ🙂\u0301\u200d\u2028", *map(chr, range(0x30, 0x7F))]
    for _ in range(20 * int(os.environ.get("FORMSPEC_SOAK", "1"))):
        typed = {f"n.{n}": "".join(chance.choices(letters, k=chance.randrange(40))) for n in range(chance.randrange(9))}
        sent = "&".join(
            f"{name}={quote_plus(text.replace(chr(10), chr(13) + chr(10)))}" for name, text in typed.items()
        )
        assert browser.kept(sent) == typed


def test_no_body_whatever_fails_inside(browser):
    seed = int(os.environ.get("FORMSPEC_SEED", random.SystemRandom().randrange(2**32)))
    chance = random.Random(seed)
    print(f"FORMSPEC_SEED={seed}")
    pieces = [b"a", b"=", b"&", b"%", b"%4", b"%41", b"\xff", b"%FF", b"+", b";", b"\0", b"\r\n", b"%ED%A0%80"]
    for _ in range(100 * int(os.environ.get("FORMSPEC_SOAK", "1"))):
        body = b"".join(chance.choices(pieces, k=chance.randrange(12)))
        assert browser.send(body).status_code in {200, 400}, body
