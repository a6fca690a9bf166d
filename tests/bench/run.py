"""Measure the engine beside its peers, interleaved in one run: `make bench`.

Each row is a median and, taken inside each turn, the ratio to the base with its 10th and 90th percentile.
BENCH_SECONDS sets the time for each race (default 3), BENCH_SIZES how often the 26 rows are repeated (1 10 100),
BENCH_TURNS how often a few words are typed into each page (default 12).
"""

import os
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import handwritten
import jsonschema
import jsonschema_rs
from floor import FloorCheck, FloorPage, read
from keystrokes import measure_keystrokes
from race import race
from werkzeug.datastructures import MultiDict
from werkzeug.test import Client

from engine.check import check
from engine.compile import compile_form
from engine.document import entries_of
from engine.example import example
from engine.form import Form
from engine.page import Pages
from engine.schema import submission_schema
from formspec.loader import load
from formspec.model import Question, Spec

AUDIT = Path(__file__).parents[2] / "formspec" / "specs" / "ap-audit" / "1.yaml"
SECONDS = float(os.environ.get("BENCH_SECONDS", "3"))
SIZES = [int(size) for size in os.environ.get("BENCH_SIZES", "1 10 100").split()]
Calls = dict[str, Callable[[], object]]


def main() -> None:
    """Print one table for each measurement."""
    whole = load(AUDIT.read_bytes()).spec
    if whole is None:
        raise SystemExit("the audit does not load")
    for size in SIZES:
        text = enlarged(AUDIT.read_bytes(), size)
        spec = grown(whole, size)
        print(f"\n# {26 * size} rows", flush=True)
        if loaded(text):
            measure_load(text)
        else:
            print("\nload: left out, the text is larger than a spec may be")
        measure_page(text, spec)
        measure_check(text, spec)
    measure_requests(whole)
    measure_starts(whole)
    measure_keystrokes()


def enlarged(text: bytes, size: int) -> bytes:
    """Return the audit with each question of its tables repeated, under ids of their own."""
    out: list[str] = []
    rows: list[str] = []
    for line in [*text.decode().splitlines(), "  - id: end"]:
        if line.startswith("  - id: "):
            out += repeated(rows, size)
            rows = []
        (rows if rows or line.startswith("      - id: ") else out).append(line)
    return ("\n".join(out[:-1]) + "\n").encode()


def repeated(rows: list[str], size: int) -> list[str]:
    """Return the lines of a section's questions `size` times, each time with other question ids."""
    if any(line.strip().startswith("kind:") for line in rows):
        return rows
    copies = []
    for number in range(size):
        suffix = f"-{number}" if number else ""
        copies += [line + suffix if line.startswith("      - id: ") else line for line in rows]
    return copies


def loaded(text: bytes) -> Spec | None:
    """Return the spec of a text, or None where it is larger than the reader takes."""
    return load(text).spec


def grown(spec: Spec, size: int) -> Spec:
    """Return the spec with each question of its tables repeated, as `enlarged` does to its text."""
    sections = tuple(
        replace(
            section, questions=tuple(_renamed(each, number) for number in range(size) for each in section.questions)
        )
        if section.columns
        else section
        for section in spec.sections
    )
    return replace(spec, sections=sections)


def _renamed(question: Question, number: int) -> Question:
    return replace(question, id=f"{question.id}-{number}") if number else question


def ready(text: bytes) -> Form:
    """Return the form of a text, checked by every rule and compiled, with all its pages."""
    spec = load(text).spec
    if spec is None:
        raise SystemExit("the text does not load")
    form = compile_form(spec)
    Pages(form).whole()
    return form


def measure_load(text: bytes) -> None:
    """P5: from the text of a spec to a form that is ready for requests."""

    def floor() -> object:
        spec = read(text)
        return FloorPage(spec), FloorCheck(spec)

    schema = submission_schema(ready(text))

    def check_schema() -> object:
        read(text)
        jsonschema.Draft202012Validator.check_schema(schema)
        return jsonschema.Draft202012Validator(schema)

    calls: Calls = {
        "floor: fastest loader, page cut by hand": floor,
        "ours: read, every rule, compile, all pages": lambda: ready(text),
        "ours: read and every rule (formspec check)": lambda: load(text),
    }
    if len(text) < 100_000:
        calls["fastest loader, jsonschema with check_schema"] = check_schema
    table("load: text to ready form (P5)", calls, base="floor: fastest loader, page cut by hand")


def measure_page(text: bytes, spec: Spec) -> None:
    """P2: the page with values and ten errors, checked and rendered."""
    form = compile_form(spec)
    plate, entries = Pages(form).whole(), mistaken(form)
    floor_page, floor_check = FloorPage(read(text)), FloorCheck(read(text))
    app, audit = handwritten.application(spec)
    posted = MultiDict(handwritten.posted(entries))

    def ours() -> str:
        return plate.render(entries, {error.name: error.message for error in check(form, entries, complete=True)})

    def by_hand() -> str:
        filled = audit(posted)
        filled.validate()
        return app.extensions["show"](filled)

    calls: Calls = {
        "floor: constants and holes by hand": lambda: floor_page.render(entries, floor_check(entries)),
        "ours": ours,
        "hand-written WTForms and Jinja": by_hand,
    }
    with app.app_context():
        table("check and render, ten mistakes (P2)", calls, base="floor: constants and holes by hand")


def measure_check(text: bytes, spec: Spec) -> None:
    """P3, P4: check a full submission, right and with ten mistakes."""
    form = compile_form(spec)
    schema = submission_schema(form)
    slow, fast = jsonschema.Draft202012Validator(schema), jsonschema_rs.validator_for(schema)
    floor_check = FloorCheck(read(text))
    _, audit = handwritten.application(spec)
    document = example(form)
    for title, entries, nested in (
        ("check, all right (P3)", right(form), document),
        ("check, ten mistakes (P4)", mistaken(form), spoilt(document)),
    ):
        posted = MultiDict(handwritten.posted(entries))
        calls: Calls = {
            "floor: written out by hand": lambda entries=entries: floor_check(entries),
            "ours": lambda entries=entries: check(form, entries, complete=True),
            "jsonschema-rs, on a ready nested document": lambda nested=nested: list(fast.iter_errors(nested)),
            "jsonschema, on a ready nested document": lambda nested=nested: list(slow.iter_errors(nested)),
            "hand-written WTForms": lambda posted=posted: audit(posted).validate(),
        }
        table(title, calls, base="floor: written out by hand")


def measure_requests(spec: Spec) -> None:
    """P1: a GET through Flask in one process: the whole form alone, and a page of the application around it.

    The application's page is its largest section, with the guard, the frame and the draft read from storage; the
    hand-written form has none of these.
    """
    from flask import Flask  # noqa: PLC0415 (measured above without Flask)

    app, _ = handwritten.application(spec)
    plate = Pages(compile_form(spec)).whole()
    ours, static = Flask("ours"), Flask("static")
    ours.add_url_rule("/", view_func=lambda: plate.render({}, {}))
    blank = plate.render({}, {})
    static.add_url_rule("/", view_func=lambda: blank)
    with application_page() as get_page:
        calls: Calls = {
            "static text through Flask": lambda: Client(static).get("/"),
            "ours: all fields of the form": lambda: Client(ours).get("/"),
            "ours: the application's page of 9 rows": get_page,
            "hand-written Flask, WTForms and Jinja": lambda: Client(app).get("/"),
        }
        print("\n# requests, 26 rows")
        table("GET through Flask (P1)", calls, base="static text through Flask")


@contextmanager
def application_page() -> Iterator[Callable[[], object]]:
    """Give a call that asks the real application for a section of a draft."""
    from webapp.application import close, create_app  # noqa: PLC0415 (measured above without Flask)
    from webapp.settings import Settings  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Settings.from_environment({"FORMSPEC_DATA": folder}))
        client = app.test_client()
        token = client.get("/").text.partition('name="csrf" value="')[2].partition('"')[0]
        draft = client.post("/forms/ap-audit/drafts", data={"csrf": token}).headers["Location"]
        page = f"{draft}/sections/communication"
        if client.get(page).status_code != 200:
            raise SystemExit("the application's page cannot be measured")
        yield lambda: client.get(page)
        close(app)


def measure_starts(spec: Spec) -> None:
    """P13: from the start of a process to a checked spec, or to a first page."""
    here = Path(__file__).parent
    path = f"import sys;sys.path.insert(0,{str(here)!r});"
    wording = Path(tempfile.mkdtemp()) / "wording.pickle"
    wording.write_bytes(pickle.dumps(spec))
    code = {
        "floor: text to page": path
        + f"import floor;s=floor.read(open({str(AUDIT)!r},'rb').read());floor.FloorPage(s);floor.FloorCheck(s)",
        "ours: formspec check": f"from webapp.cli import main;main(['check',{str(AUDIT)!r}])",
        "ours: first page through Flask": path + "import start_ours;start_ours.first_page()",
        "hand-written: first page through Flask": path
        + f"import start_by_hand;start_by_hand.first_page({str(wording)!r})",
    }
    calls: Calls = {
        name: lambda text=text: subprocess.run([sys.executable, "-c", text], check=True, capture_output=True)
        for name, text in code.items()
    }
    print("\n# process start")
    table("cold start (P13)", calls, base="floor: text to page")


def table(title: str, calls: Calls, *, base: str) -> None:
    """Race the calls and print a row for each."""
    print(f"\n{title}")
    for timing in race(calls, base=base, seconds=SECONDS):
        median = f"{timing.median / 1000:.2f} ms" if timing.median >= 1000 else f"{timing.median:.1f} µs"
        print(
            f"  {timing.name:48} {median:>12}   x {timing.ratio:8.2f}  ({timing.low:.2f}-{timing.high:.2f})", flush=True
        )


def right(form: Form) -> dict[str, str]:
    """Return a full set of entries: every input of the example, and words in every box."""
    entries, _ = entries_of(form, example(form)["answers"])
    words = "Saw the training log dated 3 September, and spoke to two members of staff about it. "
    return {**{name: words for name in form.limits if name.count(".") == 2 and ".evidence" not in name}, **entries}


def mistaken(form: Form) -> dict[str, str]:
    """Return full entries with ten mistakes: nine answers left blank and a decision nobody offered."""
    entries = right(form)
    answers = [name for name in entries if name.endswith(".answer")][:9]
    return {name: text for name, text in entries.items() if name not in answers} | {"decision.suitable": "perhaps"}


def spoilt(document: dict) -> dict:
    """Return the document with ten mistakes like those of `mistaken`."""
    answers = {section: dict(questions) for section, questions in document["answers"].items()}
    answers["decision"] = {**answers["decision"], "suitable": "perhaps"}
    left = 9
    for section, questions in answers.items():
        for question, cells in list(questions.items()):
            if left and section not in {"details", "decision"}:
                questions[question] = {name: value for name, value in cells.items() if name != "answer"}
                left -= 1
    return {**document, "answers": answers}


if __name__ == "__main__":
    main()
