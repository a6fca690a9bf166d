"""What an archive tells of what came after its submissions: read again, and not believed where it does not fit."""

import hashlib
import io
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import jsonschema_rs
import pytest
from jsonschema import Draft202012Validator

from engine.afterwards.document import Afterwards
from engine.archive.layout import AFTERWARDS, AFTERWARDS_SCHEMA
from engine.archive.reading import opened_archive
from engine.archive.writing import archive_of
from engine.archive.zipped import Unfit
from engine.stored_file import StoredFile
from tests.engine.afterwards.halls import CLEAR, CONTENTS, HALL, PROOF, WRONG, arrived, followed
from tests.engine.archive.archives import Parts, packed, parts_of, read, told_again


class Kept:
    def spec_text(self, sha256: str) -> bytes:
        assert sha256 == hashlib.sha256(HALL.encode()).hexdigest()
        return HALL.encode()

    def content(self, sha256: str) -> bytes:
        return CONTENTS[sha256]


SCANNED = StoredFile(CLEAR.sha256, CLEAR.size, CLEAR.type, "scan")
SECOND = replace(followed(1), decisions=())
TWO = (arrived(), arrived(SECOND, 1))
PARTS = parts_of(b"".join(archive_of(TWO, Kept())))
FILES = [name for name in PARTS if name.startswith("files/")]
Lines = list[dict[str, Any]]


def spoiled(change: Callable[[Lines], object]) -> bytes:
    lines = [json.loads(each) for each in PARTS[AFTERWARDS].splitlines()]
    change(lines)
    return packed(told_again({**PARTS, AFTERWARDS: b"".join(json.dumps(each).encode() + b"\n" for each in lines)}))


def earlier(scan: dict[str, Any]) -> dict[str, Any]:
    return scan | {"moment": "2026-07-01T09:30:00.000005Z", "sha256": WRONG.sha256}


def older() -> Parts:
    """The parts as an older Formspec made them."""
    parts = {name: each for name, each in PARTS.items() if name not in {AFTERWARDS, AFTERWARDS_SCHEMA, *FILES}}
    return told_again(parts, format=1, files=0)


def test_what_was_put_in_is_read_again() -> None:
    assert [each.after for each in read(packed(PARTS))] == [followed(), SECOND]


def test_a_file_of_an_action_is_in_it_once_and_one_that_was_taken_off_is_not() -> None:
    assert [f"files/{CLEAR.sha256}"] == FILES
    assert PARTS[f"files/{CLEAR.sha256}"] == PROOF
    assert [each.files for each in read(packed(PARTS))] == [(CLEAR, SCANNED)] * 2
    assert WRONG.name in PARTS[AFTERWARDS].decode()


def test_where_nothing_came_after_that_is_what_is_told() -> None:
    made = b"".join(archive_of([replace(arrived(), after=None)], Kept()))
    assert [each.after for each in read(made)] == [Afterwards(submission="hall-0")]


def test_no_document_of_a_submission_holds_any_of_it() -> None:
    assert PARTS["submissions.jsonl"].decode() == "".join(f"{each.text}\n" for each in TWO)
    for word in ("Put a sign up", "So it is.", "ann@hall.example"):
        assert word in PARTS[AFTERWARDS].decode()
        assert word not in PARTS["submissions.jsonl"].decode()


def test_an_archive_of_an_older_formspec_is_read_and_tells_nothing_of_it() -> None:
    assert [(each.after, each.faults) for each in read(packed(older()))] == [(None, ())] * 2
    with opened_archive(io.BytesIO(packed(older()))) as archive:
        assert not archive.tells_afterwards


def test_other_validators_check_every_line_under_the_schema_in_the_archive() -> None:
    schema = json.loads(PARTS[AFTERWARDS_SCHEMA])
    Draft202012Validator.check_schema(schema)
    for line in map(json.loads, PARTS[AFTERWARDS].splitlines()):
        wrong = {**line, "actions": [{**line["actions"][0], "text": 12}]}
        for each in (Draft202012Validator(schema), jsonschema_rs.Draft202012Validator(schema)):
            assert [each.is_valid(line), each.is_valid(wrong)] == [True, False]


def ahead(moment: str) -> str:
    return (
        f"{FIRST}tells of {moment}, which is still to come: if the clock of this computer is wrong, set it right and "
        "try again; if not, do not use this ZIP."
    )


def shorter(lines: Lines) -> None:
    del lines[1]


def others(lines: Lines) -> None:
    """The histories of one action in two lines begin at two moments."""
    lines[1]["actions"][0]["history"][0]["moment"] = "2026-07-01T09:29:00.000000Z"


def later(lines: Lines) -> None:
    lines[0]["actions"][0]["history"].reverse()


def history_of(lines: Lines) -> list[dict[str, Any]]:
    return lines[0]["actions"][0]["history"]  # type: ignore[no-any-return]


def crowded(lines: Lines) -> None:
    """Let an entry add thirty files where some stand."""
    one = history_of(lines)[1]["files"][0]
    history_of(lines)[2]["files"] = [{**one, "sha256": f"{number:064x}"} for number in range(30)]


def without_its_file() -> bytes:
    return packed(told_again({name: each for name, each in PARTS.items() if name not in FILES}, files=0))


def decided_again(lines: Lines) -> None:
    lines[1]["decisions"] = lines[0]["decisions"]


FIRST = f"Line 1 of “{AFTERWARDS}” in it "
HOSTILE: dict[str, tuple[bytes, str]] = {
    "invalid": (
        spoiled(lambda each: each[0].update(more=1)),
        f"{FIRST}is not valid under “{AFTERWARDS_SCHEMA}”.",
    ),
    "of another": (
        spoiled(lambda each: each.reverse()),
        f"{FIRST}is not about the submission in the same line.",
    ),
    "a line too few": (
        spoiled(shorter),
        f"“line 2 of {AFTERWARDS}” in it is not JSON: The file ends before the document does.",
    ),
    "a line too many": (
        spoiled(lambda each: each.append(each[0])),
        "It does not hold as many submissions as it says.",
    ),
    "an action left out": (
        spoiled(lambda each: each[0]["actions"].pop(1)),
        f"{FIRST}does not tell of the further actions that its submission asks for.",
    ),
    "every action left out but one that was added": (
        spoiled(lambda each: each[0].update(decisions=[], actions=each[0]["actions"][2:])),
        f"{FIRST}does not tell of the further actions that its submission asks for.",
    ),
    "an action in other words": (
        spoiled(lambda each: each[0]["actions"][0].update(text="Leave the chairs")),
        f"{FIRST}does not tell of the further actions that its submission asks for.",
    ),
    "an action of another cell": (
        spoiled(lambda each: each[0]["actions"][0].update(address="main.roof.todo")),
        f"{FIRST}does not tell of the further actions that its submission asks for.",
    ),
    "one that was added first": (
        spoiled(lambda each: each[0]["actions"].insert(0, each[0]["actions"].pop())),
        f"{FIRST}tells of an action that was added before one that was written.",
    ),
    "an action twice": (
        spoiled(lambda each: each[0]["actions"].append(each[0]["actions"][2])),
        f"{FIRST}tells of one action twice.",
    ),
    "an action in two ways": (spoiled(others), "It tells of the action a in two ways."),
    "a history backwards": (
        spoiled(later),
        f"{FIRST}tells of an action in another order than it was followed up.",
    ),
    "decisions backwards": (
        spoiled(lambda each: each[0]["decisions"].reverse()),
        f"{FIRST}tells of decisions in another order than they were made.",
    ),
    "a decision twice": (spoiled(decided_again), "It tells of the decision x twice."),
    "an option of no form": (
        spoiled(lambda each: each[0]["decisions"][0].update(option="maybe")),
        f"{FIRST}tells of a decision that its form does not come to.",
    ),
    "a decision in the words of another": (
        spoiled(lambda each: each[0]["decisions"][0].update(words="No")),
        (
            f"{FIRST}tells of a decision in other words than its form has for that option: have the ZIP made again "
            "where it was decided."
        ),
    ),
    "a decision of the far future": (
        spoiled(lambda each: each[0]["decisions"][1].update(moment="2999-01-01T00:00:00.000000Z")),
        ahead("2999-01-01T00:00:00Z"),
    ),
    "work on an action in the far future": (
        spoiled(lambda each: history_of(each)[2].update(moment="2026-07-03T09:30:00.000001Z")),
        ahead("2026-07-03T09:30:00Z"),
    ),
    "a scan of the far future": (
        spoiled(lambda each: each[0]["scans"][0].update(moment="2027-01-01T00:00:00.000000Z")),
        ahead("2027-01-01T00:00:00Z"),
    ),
    "a condition of nothing": (
        spoiled(lambda each: each[0]["decisions"][0].update(conditions=["z"])),
        f"{FIRST}names an action to be closed first that it does not tell of.",
    ),
    "more open than there was": (
        spoiled(lambda each: each[0]["decisions"][0].update(concerns={"all": 1, "open": 2})),
        f"{FIRST}counts more that was open than there was.",
    ),
    "a scan twice": (
        spoiled(lambda each: each[0].update(scans=each[0]["scans"] * 2)),
        f"{FIRST}tells of one scan twice.",
    ),
    "scans in another order": (
        spoiled(lambda each: each[0].update(scans=[*each[0]["scans"], earlier(each[0]["scans"][0])])),
        f"{FIRST}tells of scans in another order than they were added.",
    ),
    "a scan of which the content is not in it": (
        spoiled(lambda each: each[0]["scans"][0].update(sha256=WRONG.sha256)),
        f"A file that a submission or an action names is not in it: {WRONG.sha256}.",
    ),
    "a file that came twice": (
        spoiled(lambda each: history_of(each)[2].update(files=history_of(each)[1]["files"][:1])),
        f"{FIRST}tells of a file of an action that comes twice, or goes before it came.",
    ),
    "a file that went before it came": (
        spoiled(lambda each: history_of(each)[0].update(removed=[WRONG.sha256])),
        f"{FIRST}tells of a file of an action that comes twice, or goes before it came.",
    ),
    "more files than an action has": (
        spoiled(crowded),
        f"{FIRST}tells of an action that has more than 30 files at once.",
    ),
    "a file that is not in it": (
        without_its_file(),
        f"A file that a submission or an action names is not in it: {CLEAR.sha256}.",
    ),
    "a file that was taken off, in it": (
        packed(told_again({**PARTS, f"files/{WRONG.sha256}": CONTENTS[WRONG.sha256]}, files=2)),
        "It holds a file that no submission and no action names.",
    ),
    "another content": (
        packed({**PARTS, f"files/{CLEAR.sha256}": PROOF.upper()}),
        f"“files/{CLEAR.sha256}” in it is not what it was when the archive was made.",
    ),
    "a line that was changed": (
        packed({**PARTS, AFTERWARDS: PARTS[AFTERWARDS].replace(b"Moved", b"moved")}),
        f"“{AFTERWARDS}” in it is not what it was when the archive was made.",
    ),
    "another schema": (
        packed({**PARTS, AFTERWARDS_SCHEMA: b"{}"}),
        f"“{AFTERWARDS_SCHEMA}” in it is not what it was when the archive was made.",
    ),
    "none, and it is not said": (
        packed(told_again({name: each for name, each in PARTS.items() if name != AFTERWARDS})),
        f"“{AFTERWARDS}” is missing from it.",
    ),
    "told of, and said to be older": (
        packed(told_again(PARTS, format=1)),
        "“manifest.json” in it is not what it was when the archive was made.",
    ),
}


@pytest.mark.parametrize(("made", "sentence"), HOSTILE.values(), ids=HOSTILE)
def test_what_does_not_fit_is_refused_in_one_sentence(made: bytes, sentence: str) -> None:
    with pytest.raises(Unfit) as refused:
        read(made)
    assert str(refused.value) == sentence


def test_something_may_be_due_in_the_far_future() -> None:
    made = spoiled(lambda each: history_of(each)[1].update(due="2100-01-01"))
    assert [each.faults for each in read(made)] == [(), ()]


def test_a_history_may_stand_still() -> None:
    first, *more = followed().actions
    twice = replace(first, history=(first.history[0], first.history[0]))
    made = b"".join(archive_of([arrived(replace(followed(), actions=(twice, *more)))], Kept()))
    assert read(made)[0].after == replace(followed(), actions=(twice, *more))
    back = replace(first.history[0], moment=first.history[0].moment - timedelta(microseconds=1))
    worse = replace(first, history=(first.history[0], back))
    with pytest.raises(Unfit, match="in another order"):
        read(b"".join(archive_of([arrived(replace(followed(), actions=(worse, *more)))], Kept())))
