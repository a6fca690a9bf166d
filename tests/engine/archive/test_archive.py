"""An archive of submissions: what it holds, that anybody can check it, and that no bad one is believed."""

import io
import json
import struct
import zipfile
from collections.abc import Callable
from typing import Any

import jsonschema_rs
import pytest
from jsonschema import Draft202012Validator

from engine.archive.layout import README, README_WORDS, is_part
from engine.archive.reading import opened_archive
from engine.archive.reissues import Reissues
from engine.archive.writing import Arrived, Unmade, archive_of
from engine.archive.zipped import Unfit
from engine.carried import Origin, Reissued
from engine.compile import compile_form
from engine.document import submission
from formspec.loader import reopen
from tests.engine.archive.archives import (
    SUM,
    TEXTS,
    Kept,
    Parts,
    archive,
    packed,
    parts_of,
    read,
    told_again,
    visits,
    with_documents,
)
from tests.engine.export.visits import MOMENT, form_of

GOOD = archive()
LATE = """\
formspec: 1
form: visit
version: 1
title: Visit
sections:
  - id: place
    title: The place
    questions:
      - id: way
        label: Is the way clear?
        columns:
          - {id: answer, role: answer, label: Answer, kind: text}
          - {id: todo, role: action, label: To do, kind: text}
          - {id: due, role: by-when, label: By when, kind: date-time}
"""
"""A form that no check lets through: something is due at a time of day."""
PARTED = """\
formspec: 1
form: visit
version: 1
title: Visit
parts: [{id: visitor, title: The visitor}, {id: head, title: The head}]
sections:
  - {id: place, title: The place, part: visitor, questions: [{id: name, label: Name, kind: text}]}
  - {id: end, title: End, part: head, questions: [{id: word, label: Word, kind: text}]}
"""
"""A form that two people complete one after the other."""
PARTS = parts_of(GOOD)


def test_an_archive_holds_everything_that_a_check_needs() -> None:
    assert list(PARTS) == [
        "README.txt",
        "submissions.jsonl",
        "moments.jsonl",
        "afterwards.jsonl",
        "schemas/afterwards.json",
        "specs/visit/1.yaml",
        "schemas/visit/1.json",
        "specs/visit/2.yaml",
        "schemas/visit/2.json",
        f"files/{SUM}",
        "manifest.json",
    ]
    assert PARTS["submissions.jsonl"].decode() == "".join(f"{each.text}\n" for each in visits())
    assert {PARTS["specs/visit/1.yaml"], PARTS["specs/visit/2.yaml"]} == set(TEXTS.values())
    assert all(is_part(name) for name in PARTS)
    assert [name for name in PARTS if name.partition("/")[0] not in README_WORDS + README] == []


def test_what_was_put_in_is_read_again() -> None:
    assert [(each.text, each.submitted) for each in read(GOOD)] == [(each.text, each.submitted) for each in visits()]
    assert [each.faults for each in read(GOOD)] == [(), (), ()]
    assert [[file.sha256 for file in each.files] for each in read(GOOD)] == [[SUM], [], []]


def test_the_same_submissions_make_the_same_archive() -> None:
    assert archive() == GOOD


def test_an_archive_of_nothing_is_one() -> None:
    assert read(archive([])) == []


@pytest.mark.parametrize("judge", ["jsonschema", "jsonschema-rs"])
def test_other_validators_check_every_submission_under_the_schema_in_the_archive(judge: str) -> None:
    documents = [json.loads(line) for line in PARTS["submissions.jsonl"].splitlines()]
    for document in documents:
        schema = json.loads(PARTS[f"schemas/{document['form']}/{document['version']}.json"])
        wrong = {**document, "answers": {"place": {"name": 12}}}
        if judge == "jsonschema":
            Draft202012Validator.check_schema(schema)
            verdicts = [Draft202012Validator(schema).is_valid(each) for each in (document, wrong)]
        else:
            validator = jsonschema_rs.Draft202012Validator(schema)
            verdicts = [validator.is_valid(each) for each in (document, wrong)]
        assert verdicts == [True, False]


def test_one_submission_is_in_memory_at_a_time() -> None:
    taken = 0

    def counted():
        nonlocal taken
        for each in visits(1) * 1_000:
            taken += 1
            yield each

    pieces = archive_of(counted(), Kept())
    next(pieces)
    assert taken <= 100


def test_a_file_that_is_gone_is_said() -> None:
    class Erased(Kept):
        def content(self, sha256: str) -> None:
            return None

    with pytest.raises(Unmade, match="is not kept any more"):
        list(archive_of(visits(), Erased()))


class Text(Kept):
    """Where the archive of one form has its text from."""

    def __init__(self, text: str) -> None:
        self._text = text

    def spec_text(self, sha256: str) -> bytes:
        return self._text.encode()


def without(*names: str) -> Parts:
    return {name: content for name, content in PARTS.items() if name not in names}


def changed(name: str, content: bytes) -> Parts:
    return {**PARTS, name: content}


def bomb() -> bytes:
    return packed(told_again(changed("submissions.jsonl", b"0" * 40_000_000 + b"\n")))


def encrypted() -> bytes:
    made = bytearray(GOOD)
    at = made.rindex(b"PK\x01\x02")
    made[at + 8] |= 1
    return bytes(made)


def with_other_name() -> bytes:
    """The name before a part is another than the one in the list."""
    return GOOD.replace(b"README.txt", b"../../etc1", 1)


def lying(size: int) -> bytes:
    """The list says another size of the last part."""
    made = bytearray(GOOD)
    at = made.rindex(b"PK\x01\x02")
    made[at + 24 : at + 28] = struct.pack("<I", size)
    return bytes(made)


def submitted(when: str) -> bytes:
    """The first submission came at another moment, as its document and the line about it say."""
    return packed(with_documents(PARTS, lambda each: each[0].update(submitted=when)))


AHEAD = (
    "which is still to come: if the clock of this computer is wrong, set it right and try again; if not, do not use "
    "this ZIP."
)
SAME_ID: Callable[[list[dict[str, Any]]], object] = lambda each: each[1].update(id=each[0]["id"])  # noqa: E731
WAS = "in it is not what it was when the archive was made."
NO_EXPORT = "which no export holds."
HOSTILE: dict[str, tuple[bytes, str]] = {
    "no zip": (b"PK nothing", "This is not a ZIP archive, or it is damaged."),
    "nothing": (b"", "This is not a ZIP archive, or it is damaged."),
    "cut off": (GOOD[:-200], "This is not a ZIP archive, or it is damaged."),
    "a path upwards": (packed(PARTS, ("../evil", b"x")), f"It holds “../evil”, {NO_EXPORT}"),
    "a path within": (packed(PARTS, ("files/../../evil", b"x")), f"It holds “files/../../evil”, {NO_EXPORT}"),
    "a path from the root": (packed(PARTS, ("/etc/passwd", b"x")), f"It holds “/etc/passwd”, {NO_EXPORT}"),
    "a drive": (packed(PARTS, ("C:\\evil", b"x")), f"It holds “C:\\evil”, {NO_EXPORT}"),
    "a folder": (packed(PARTS, ("files/", b"")), f"It holds “files/”, {NO_EXPORT}"),
    "signs that move the cursor": (packed(PARTS, ("a\x1b[2Jb", b"")), f"It holds “a\ufffd[2Jb”, {NO_EXPORT}"),
    "a long name": (packed(PARTS, ("x" * 500, b"")), f"It holds “{'x' * 60}…”, {NO_EXPORT}"),
    "another program's": (packed({"word/document.xml": b"x"}), f"It holds “word/document.xml”, {NO_EXPORT}"),
    "a name twice": (packed(PARTS, ("README.txt", b"x")), "It holds “README.txt” twice."),
    "two names of a part": (with_other_name(), "“README.txt” in it cannot be read: the archive is damaged."),
    "encrypted": (encrypted(), "It is encrypted: take the encryption off first."),
    "no manifest": (packed(without("manifest.json")), "“manifest.json” is missing from it."),
    "no submissions": (packed(without("submissions.jsonl")), "“submissions.jsonl” is missing from it."),
    "no schema": (packed(without("schemas/visit/1.json")), "“schemas/visit/1.json” is missing from it."),
    "no schema, and it is not said": (
        packed(told_again(without("schemas/visit/1.json"))),
        "“schemas/visit/1.json” is missing from it.",
    ),
    "a spec that is not told of": (
        packed(PARTS, ("specs/other/1.yaml", b"x")),
        "“schemas/other/1.json” is missing from it.",
    ),
    "no spec": (
        packed(told_again(without("specs/visit/2.yaml", "schemas/visit/2.json"))),
        "Line 2 of “submissions.jsonl” in it is of a form whose text is not in it.",
    ),
    "no file": (packed(without(f"files/{SUM}")), f"A file that a submission or an action names is not in it: {SUM}."),
    "a file too many": (
        packed(PARTS, (f"files/{'0' * 64}", b"x")),
        "It holds a file that no submission and no action names.",
    ),
    "another file": (packed(changed(f"files/{SUM}", b"%PDF-1.7 A plan")), f"“files/{SUM}” {WAS}"),
    "a larger file": (packed(changed(f"files/{SUM}", b"%PDF-1.7 a plan ")), f"“files/{SUM}” {WAS}"),
    "another spec": (
        packed(changed("specs/visit/1.yaml", b"form: visit")),
        f"“specs/visit/1.yaml” {WAS}",
    ),
    "a spec of another form": (
        packed(told_again(changed("specs/visit/1.yaml", PARTS["specs/visit/2.yaml"]))),
        "“specs/visit/1.yaml” in it is not the text of that version.",
    ),
    "a spec that is none": (
        packed(told_again(changed("specs/visit/1.yaml", b"formspec: 1\nform: [visit\n"))),
        "“specs/visit/1.yaml” in it is not the text of that version.",
    ),
    "a spec with a kind that is none": (
        packed(
            told_again(changed("specs/visit/1.yaml", PARTS["specs/visit/1.yaml"].replace(b"kind: date-", b"kind: x-")))
        ),
        "“specs/visit/1.yaml” in it is not the text of that version.",
    ),
    "another reading": (
        packed(changed("README.txt", b"Open evil.exe")),
        f"“README.txt” {WAS}",
    ),
    "a newer manifest": (
        packed(told_again(PARTS, format=3)),
        "It was made by a newer Formspec: bring this one up to date first.",
    ),
    "a manifest of true": (
        packed(told_again(PARTS, format=True)),
        f"“manifest.json” {WAS}",
    ),
    "a manifest of a list": (
        packed(told_again(PARTS, format=[])),
        f"“manifest.json” {WAS}",
    ),
    "a manifest that is a list": (
        packed(changed("manifest.json", b"[]")),
        "“manifest.json” in it is not a JSON object.",
    ),
    "a manifest twice in itself": (
        packed(changed("manifest.json", b'{"format":1,"format":1}')),
        "“manifest.json” in it is not JSON: “format” stands twice in the same place: leave only one of them.",
    ),
    "fewer than it says": (
        packed(told_again(PARTS, submissions=4)),
        "It does not hold as many submissions as it says.",
    ),
    "a submission twice": (packed(with_documents(PARTS, SAME_ID)), "It holds the submission visit-0 twice."),
    "a line that was changed": (
        packed(changed("submissions.jsonl", PARTS["submissions.jsonl"].replace(b"Place 2", b"Place 3"))),
        f"“submissions.jsonl” {WAS}",
    ),
    "a line too few": (
        packed(
            told_again(
                changed("submissions.jsonl", PARTS["submissions.jsonl"].partition(b"\n")[0] + b"\n"), submissions=1
            )
        ),
        "It does not hold as many submissions as it says.",
    ),
    "a moment of another": (
        packed(told_again(changed("moments.jsonl", b"".join(PARTS["moments.jsonl"].splitlines(keepends=True)[::-1])))),
        "Line 1 of “moments.jsonl” in it is not about the submission in the same line.",
    ),
    "a moment of another day": (
        packed(told_again(changed("moments.jsonl", PARTS["moments.jsonl"].replace(b"2026", b"2025")))),
        "Line 1 of “moments.jsonl” in it is not about the submission in the same line.",
    ),
    "a submission of the far future": (
        submitted("9999-12-31T23:59:59Z"),
        f"Line 1 of “submissions.jsonl” in it tells of 9999-12-31T23:59:59Z, {AHEAD}",
    ),
    "a submission of the day after tomorrow": (
        submitted("2026-07-03T09:30:01Z"),
        f"Line 1 of “submissions.jsonl” in it tells of 2026-07-03T09:30:01Z, {AHEAD}",
    ),
    "a line that is no JSON": (
        packed(told_again(changed("submissions.jsonl", b"{\n"))),
        "“line 1 of submissions.jsonl” in it is not JSON: The name of a member must stand here, between double quotes.",
    ),
    "a line that never ends": (
        bomb(),
        "Line 1 of “submissions.jsonl” in it is cut off, or longer than any that is read.",
    ),
    "a large manifest": (
        packed(changed("manifest.json", b" " * 17_000_000)),
        "“manifest.json” in it is larger than 16 MiB, the most that is read.",
    ),
    "a last line without an end": (
        packed(told_again(changed("submissions.jsonl", PARTS["submissions.jsonl"].rstrip(b"\n")))),
        "Line 3 of “submissions.jsonl” in it is cut off, or longer than any that is read.",
    ),
    "a size that is not so": (lying(7), "“manifest.json” in it cannot be read: the archive is damaged."),
}


@pytest.mark.parametrize(("made", "sentence"), HOSTILE.values(), ids=HOSTILE)
def test_what_is_no_good_archive_is_refused_in_one_sentence(made: bytes, sentence: str) -> None:
    with pytest.raises(Unfit) as refused:
        read(made)
    assert str(refused.value) == sentence


def test_a_file_that_is_packed_is_refused_before_it_is_unpacked() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in PARTS.items():
            made.writestr(name, content)
    with pytest.raises(Unfit, match="is packed in a way that no export is"), opened_archive(file):
        pass


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_ways_of_packing_are_refused(method: int) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        for name, content in PARTS.items():
            made.writestr(name, content, method if name.endswith(".jsonl") else zipfile.ZIP_STORED)
    with pytest.raises(Unfit, match="is packed in a way that no export is"), opened_archive(file):
        pass


UNFOUNDED = "this is not what the answers come to: have the ZIP made again where it was submitted"
FAULTS: dict[str, tuple[Callable[[list[dict[str, Any]]], object], bool, str]] = {
    "an answer that is none": (
        lambda each: each[0]["answers"]["place"].update(day="yesterday"),
        True,
        "place.day: ",
    ),
    "a moment of the year 1": (
        lambda each: each[0].update(submitted="0001-01-01T00:00:00Z"),
        True,
        "submitted: “submitted” must be a time in UTC from the year 2000 on",
    ),
    "a moment of the last century": (
        lambda each: each[0].update(submitted="1999-12-31T23:59:59Z"),
        True,
        "submitted: “submitted” must be a time in UTC from the year 2000 on",
    ),
    "a member too many": (lambda each: each[0].update(more=1), True, "more: "),
    "a concern that is not answered": (
        lambda each: each[0]["findings"]["concerns"].append(
            {"address": "walk.stairs.concern", "question": "Are the stairs lit?", "text": "Dark"}
        ),
        True,
        f"findings: {UNFOUNDED}",
    ),
    "a concern that is left out": (
        lambda each: each[0]["answers"]["walk"]["stairs"].update(concern="Dark"),
        True,
        f"findings: {UNFOUNDED}",
    ),
    "another subject": (
        lambda each: each[0]["about"].update(name="The Mill"),
        True,
        f"about: {UNFOUNDED}",
    ),
    "somebody who did not say who they are": (
        lambda each: each[0].update(by={"name": "Eve"}),
        True,
        f"by: {UNFOUNDED}",
    ),
    "another word, and the old digest": (
        lambda each: each[0].update(by={"name": "Eve"}),
        False,
        "digest: the document has changed since it was submitted",
    ),
}


@pytest.mark.parametrize(("change", "sealed", "begins"), FAULTS.values(), ids=FAULTS)
def test_what_is_wrong_with_a_submission_is_said_of_it(change, sealed: bool, begins: str) -> None:
    first, *others = read(packed(with_documents(PARTS, change, sealed=sealed)))
    assert [each[: len(begins)] for each in first.faults] == [begins]
    assert [each.faults for each in others] == [(), ()]


def test_a_submission_of_before_may_list_a_concern_that_says_that_there_is_none() -> None:
    def before(documents: list[dict[str, Any]]) -> None:
        documents[0]["answers"]["walk"]["stairs"]["concern"] = "None"
        documents[0]["findings"]["concerns"] = [
            {"address": "walk.stairs.concern", "question": "Are the stairs lit?", "text": "None"}
        ]

    assert [each.faults for each in read(packed(with_documents({**PARTS}, before)))] == [(), (), ()]


@pytest.mark.parametrize("when", ["2000-01-01T00:00:00Z", "2026-07-03T09:29:59Z"])
def test_a_clock_may_go_a_day_wrong(when: str) -> None:
    first, *_ = read(submitted(when))
    assert (first.faults, f"{first.submitted:%Y-%m-%dT%H:%M:%SZ}") == ((), when)


def test_a_part_is_not_completed_in_the_future() -> None:
    form = form_of(PARTED)
    entries = {"place.name": "The Barn"}
    document = dict(submission(form, entries, id="visit-0", submitted=MOMENT))
    made = archive_of([Arrived(json.dumps(document), MOMENT)], Text(PARTED))
    parts = parts_of(b"".join(made))
    assert read(packed(parts))[0].faults == ()
    changed = with_documents(parts, lambda each: each[0]["parts"][0].update(completed="2999-01-01T00:00:00Z"))
    with pytest.raises(Unfit, match="tells of 2999-01-01T00:00:00Z, which is still to come"):
        read(packed(changed))


def reissuing(at: int, before: int, **said: object) -> Callable[[list[dict[str, Any]]], object]:
    """Let a submission re-issue another one, of which it says something else than is so."""

    def change(documents: list[dict[str, Any]]) -> None:
        named = documents[before]
        documents[at]["reissues"] = {name: named[name] for name in ("id", "version", "digest")} | said

    return change


def test_a_submission_reissues_one_in_the_archive_or_one_that_is_not_in_it() -> None:
    elsewhere = reissuing(1, 2, id="visit-9", digest=f"sha256:{'0' * 64}")
    for change in (reissuing(2, 0), reissuing(0, 2), elsewhere):
        found = read(packed(with_documents(PARTS, change)))
        assert [each.faults for each in found] == [(), (), ()]


AGAIN = "have the ZIP made again where it was submitted."


def not_as_named(by: str, before: str) -> str:
    return (
        f"The submission {by} in it re-issues {before}, which has another form, version or digest in it than {by} "
        f"says: {AGAIN}"
    )


REISSUES: dict[str, tuple[Callable[[list[dict[str, Any]]], object], str]] = {
    "itself": (reissuing(1, 1), f"The submission visit-1 in it re-issues itself: {AGAIN}"),
    "another version": (
        reissuing(2, 0, version=2),
        not_as_named("visit-2", "visit-0"),
    ),
    "another version, before it": (
        reissuing(0, 2, version=2),
        not_as_named("visit-0", "visit-2"),
    ),
    "another digest": (
        reissuing(2, 0, digest=f"sha256:{'0' * 64}"),
        not_as_named("visit-2", "visit-0"),
    ),
}


@pytest.mark.parametrize(("change", "sentence"), REISSUES.values(), ids=REISSUES)
def test_what_reissues_another_one_than_it_names_is_refused(change, sentence: str) -> None:
    with pytest.raises(Unfit) as refused:
        read(packed(with_documents(PARTS, change)))
    assert str(refused.value) == sentence


@pytest.mark.parametrize("first", [True, False])
def test_what_reissues_a_submission_of_another_form_is_refused(first: bool) -> None:
    before = dict(submission(form_of(PARTED), {}, id="visit-8", submitted=MOMENT))
    other = PARTED.replace("form: visit", "form: other")
    reissued = Reissued("visit-8", 1, str(before["digest"]))
    after = dict(submission(form_of(other), {}, id="visit-9", submitted=MOMENT, origin=Origin(reissues=reissued)))
    pair = ((form_of(PARTED), before), (form_of(other), after))
    known = Reissues()
    said = [known.fault(form, document) for form, document in (pair if first else reversed(pair))]
    assert said[0] == ""
    assert said[1].startswith("The submission visit-9 in it re-issues visit-8, which has another form")


@pytest.mark.parametrize("format_", [1, 2])
def test_a_form_that_could_not_be_published_lets_nothing_but_a_sentence_out(format_: int) -> None:
    spec = reopen(LATE.encode())
    assert spec is not None
    entries = {"place.way.todo": "Clear it", "place.way.due.time": "09:15"}
    entries |= {"place.way.due.day": "3", "place.way.due.month": "12", "place.way.due.year": "2026"}
    document = dict(submission(compile_form(spec), entries, id="visit-0", submitted=MOMENT))
    parts = parts_of(b"".join(archive_of([Arrived(json.dumps(document), MOMENT)], Text(LATE))))
    if format_ == 1:
        parts = {name: each for name, each in parts.items() if "afterwards" not in name}
    with pytest.raises(Unfit) as refused:
        read(packed(told_again(parts, format=format_)))
    assert str(refused.value) == "Line 1 of “submissions.jsonl” in it is not a submission."


def test_damage_anywhere_is_no_crash() -> None:
    for at in range(0, len(GOOD), 97):
        made = bytearray(GOOD)
        made[at] ^= 0xFF
        try:
            read(bytes(made))
        except Unfit:
            continue
