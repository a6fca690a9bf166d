"""Documents of older versions are carried to a newer one, and what became of their answers is said."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from engine.compile import compile_form
from engine.document import draft, submission
from engine.json_value import JsonObject
from engine.validate import validate
from formspec.loader import load

HEAD = "formspec: 1\nform: visit\nversion: {}\ntitle: A visit\nsections:\n- id: {}\n  title: S\n  questions:\n"
FIRST = (
    HEAD.format(1, "s")
    + "  - {id: q, label: What?, kind: text, required: true}\n  - {id: r, label: And?, kind: text}\n"
)
SECOND = FIRST.replace("version: 1", "version: 2").replace("id: r", "id: p, was: s.r")
THIRD = (
    HEAD.format(3, "t").replace("  title", "  was: s\n  title")
    + "  - {id: q, label: What?, kind: text, required: true}\n"
)
FOURTH = THIRD.replace("version: 3", "version: 4") + "  - {id: x, label: More?, kind: text, required: true}\n"
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def document(entries: dict[str, str], *, name: str = "a1", text: str = FIRST) -> JsonObject:
    spec = load(text.encode()).spec
    assert spec is not None
    return submission(compile_form(spec), entries, id=name, submitted=NOON)


@pytest.fixture(autouse=True)
def published(here: Path) -> None:
    folder = here / "specs" / "visit"
    folder.mkdir(parents=True)
    for version, text in enumerate((FIRST, SECOND, THIRD, FOURTH), 1):
        (folder / f"{version}.yaml").write_text(text)


def test_a_document_is_carried_through_every_version_between(formspec, here) -> None:
    (here / "a.json").write_text(json.dumps(document({"s.q": "A"})))
    ended = formspec("carry", "visit@3", "a.json", "--specs", "specs")
    made = json.loads(ended.out)
    assert (ended.status, made["version"], made["status"], made["answers"]) == (0, 3, "submitted", {"t": {"q": "A"}})
    assert ended.err == "a.json: 1 moved\n"
    assert validate(compile_form(load(THIRD.encode()).spec), made) == ()


def test_what_has_no_place_stays_with_the_document_and_ends_with_1(formspec, here) -> None:
    (here / "a.json").write_text(json.dumps(document({"s.q": "A", "s.r": "B"}), indent=2))
    ended = formspec("carry", "visit@3", "a.json", "--specs", "specs")
    assert ended.status == 1
    assert json.loads(ended.out)["carried"][0]["left"] == [{"name": "s.r", "text": "B"}]
    assert ended.err == (
        "a.json: 1 moved, 1 with no place any more\n  s.r: “And?”: This is not asked any more. (before: B)\n"
    )


def test_what_is_not_complete_any_more_becomes_a_draft(formspec, here) -> None:
    (here / "a.json").write_text(json.dumps(document({"s.q": "A"})))
    ended = formspec("carry", "visit@4", "a.json", "--specs", "specs")
    assert (ended.status, json.loads(ended.out)["status"]) == (1, "draft")
    assert "  t.x: “More?”: Enter an answer to “More?”\n" in ended.err
    assert "a.json: this was submitted, and is a draft now: something has to be answered" in ended.err


def test_of_lines_each_is_carried_and_one_that_cannot_be_stops_no_other(formspec) -> None:
    broken = {**document({"s.q": "A"}, name="a2"), "answers": {}}
    given = [document({"s.q": "A"}), broken, document({"t.q": "C"}, name="a3", text=THIRD), {"form": "other"}]
    stdin = "".join(f"{json.dumps(each)}\n" for each in given).encode()
    ended = formspec("carry", "visit@3", "-", "--specs", "specs", stdin=stdin)
    made = [json.loads(line) for line in ended.out.splitlines()]
    assert (ended.status, [each["id"] for each in made], made[1]) == (1, ["a1", "a3"], given[2])
    assert ended.err.splitlines() == [
        "-:1: 1 moved",
        "-:2: s.q: Enter an answer to “What?”",
        "-:4: This is no document of visit.",
    ]


def test_a_line_that_is_no_json_stops_no_other_and_ends_with_2(formspec, here) -> None:
    given = [document({"s.q": "A"}), document({"s.q": "B"}, name="a2")]
    stdin = f"{json.dumps(given[0])}\n{{oops\n{json.dumps({'form': 'other'})}\n{json.dumps(given[1])}\n".encode()
    ended = formspec("carry", "visit@3", "-", "--specs", "specs", "--report", "report.json", stdin=stdin)
    made = [json.loads(line)["id"] for line in ended.out.splitlines()]
    report = [each["id"] for each in json.loads((here / "report.json").read_text())]
    assert (ended.status, made, report) == (2, ["a1", "a2"], ["a1", "a2"])
    unread, other = ended.err.splitlines()
    assert unread.startswith("-:2: ")
    assert unread.endswith("(column 2)")
    assert other == "-:3: This is no document of visit."


def test_the_report_is_written_as_json_where_a_file_is_named(formspec, here) -> None:
    (here / "a.json").write_text(json.dumps(document({"s.q": "A", "s.r": "B"})))
    ended = formspec("carry", "visit@3", "a.json", "--specs", "specs", "--report", "report.json")
    (report,) = json.loads((here / "report.json").read_text())
    assert (ended.status, ended.err) == (1, "")
    assert (report["id"], report["status"], report["from"], report["to"]) == ("a1", "submitted", 1, 3)
    assert [step["sort"] for step in report["report"]] == ["moved", "left"]
    assert report == {"id": "a1", "status": "submitted", **json.loads(ended.out)["carried"][0]}


def test_a_draft_stays_one(formspec) -> None:
    spec = load(FIRST.encode()).spec
    given = draft(compile_form(spec), {"s.q": "A"}, id="a1", saved=NOON)
    ended = formspec("carry", "visit@3", "-", "--specs", "specs", stdin=json.dumps(given).encode())
    assert (ended.status, json.loads(ended.out)["status"]) == (0, "draft")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"version": 9}, "This is of version 9, which comes after version 3."),
        ({"spec": "sha256:" + "0" * 64}, "spec: “spec” must be sha256:"),
        ({"submitted": "2026-11-24T12:00:00Z"}, "This has changed since it was submitted"),
        ({"version": True}, "This is no document of visit."),
    ],
)
def test_a_document_that_is_not_what_it_says_is_refused(formspec, change, sentence) -> None:
    given = json.dumps(document({"s.q": "A"}) | change).encode()
    ended = formspec("carry", "visit@3", "-", "--specs", "specs", stdin=given)
    assert (ended.status, ended.out) == (1, "")
    assert ended.err.startswith(f"-: {sentence}")


def test_what_is_no_json_and_where_a_report_cannot_be_written_are_said(formspec, here) -> None:
    ended = formspec("carry", "visit@3", "-", "--specs", "specs", stdin=b"{")
    assert (ended.status, ended.out) == (1, "")
    (here / "a.json").write_text(json.dumps(document({"s.q": "A"})))
    ended = formspec("carry", "visit@3", "a.json", "--specs", "specs", "--report", "none/report.json")
    assert (ended.status, ended.err) == (2, "none/report.json cannot be written: there is no such file.\n")
