"""The console script in a process of its own: streams, locales, imports; and what hostile files make of a command."""

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

FORMSPEC = Path(sys.executable).with_name("formspec")
HEAVY = {"flask", "werkzeug", "wtforms", "jinja2", "sqlalchemy", "alembic", "waitress"}
AUDIT = Path(__file__).parents[3] / "formspec" / "specs" / "ap-audit" / "1.yaml"


@pytest.mark.parametrize("words", [["check", str(AUDIT)], ["parse", str(AUDIT)], ["forms"]], ids=lambda words: words[0])
def test_the_commands_of_a_policy_lead_start_without_web_framework_or_database(words: list[str], here: Path) -> None:
    program = (
        "import sys; from webapp.cli import main; status = main(sys.argv[1:]); "
        "print(sorted({name.split('.')[0] for name in sys.modules}), file=sys.stderr); sys.exit(status)"
    )
    ended = subprocess.run([sys.executable, "-c", program, *words], capture_output=True, text=True, check=True)
    assert {name for name in HEAVY if f"'{name}'" in ended.stderr} == set()
    assert "'yaml'" in ended.stderr, "the list of modules is not what this test takes it for"


def test_help_names_every_command_and_loads_none(here: Path) -> None:
    program = (
        "import sys; from webapp.cli import main; main(['--help']); "
        "print(sum(name.startswith('webapp.commands.') for name in sys.modules), file=sys.stderr)"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ended.stderr == "2\n", "more than outcome and printing were loaded"
    assert "validate" in ended.stdout


@pytest.mark.parametrize("command", ["check", "parse", "forms", "schema", "validate", "render", "example", "export"])
def test_help_of_a_command_is_no_fault(console, command: str) -> None:
    ended = console(command, "--help")
    assert (ended.status, ended.err) == (0, "")
    assert ended.out.startswith(f"usage: formspec {command}")


def test_output_is_utf8_where_the_machine_speaks_ascii(console) -> None:
    ascii_only = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}
    ended = console("parse", "-", stdin="a: “naïve” 日本\n".encode(), **ascii_only)
    assert json.loads(ended.out) == {"a": "“naïve” 日本"}


def test_a_file_name_that_is_not_utf8_is_printed_as_its_escapes(console) -> None:
    ended = console("check", b"a\xff.yaml")
    assert (ended.status, ended.err) == (2, "a\\udcff.yaml cannot be read: there is no such file.\n")


def test_json_is_json_whatever_the_name_of_the_file(console, here: Path) -> None:
    (here / "a\udcff.yaml").write_text("[", encoding="utf-8")
    ended = console("check", "--format", "json", b"a\xff.yaml")
    assert {problem["file"] for problem in json.loads(ended.out)} == {"a\udcff.yaml"}


def test_a_reader_that_stops_early_is_no_fault_and_nothing_is_said(here: Path) -> None:
    with subprocess.Popen([FORMSPEC, "schema", "ap-audit"], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=30) == 141


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this machine")
@pytest.mark.parametrize("words", [["forms"], ["schema", "ap-audit"]], ids=["a little", "much"])
def test_a_full_disk_is_said_in_one_sentence(here: Path, words: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run([FORMSPEC, *words], stdout=full, stderr=subprocess.PIPE, check=False)
    assert (ended.returncode, ended.stderr.decode()) == (
        1,
        "formspec: the output could not be written: No space left on device.\n",
    )


def through_shell(command: str) -> tuple[int, str]:
    """Run a command line of the shell, and return its status and what stands on standard error."""
    ended = subprocess.run(
        ["/bin/sh", "-c", f"exec {shlex.quote(str(FORMSPEC))} {command}"],
        stderr=subprocess.PIPE,
        check=False,
        timeout=60,
    )
    return ended.returncode, ended.stderr.decode()


def test_a_closed_output_is_no_fault(here: Path) -> None:
    assert through_shell("forms >&-") == (0, "")


def test_a_closed_input_is_an_empty_one(here: Path) -> None:
    status, said = through_shell("parse - <&-")
    assert (status, said.splitlines()[0].split(":")[0], len(said.splitlines())) == (1, "-", 1)


def test_a_closed_standard_error_does_not_change_the_status(here: Path) -> None:
    assert through_shell("check nowhere.yaml 2>&-")[0] == 2


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no /dev/zero on this machine")
@pytest.mark.parametrize("name", ["/dev/zero", "- </dev/zero"])
@pytest.mark.parametrize("command", ["check", "parse", "validate ap-audit"])
def test_a_file_without_end_is_refused_and_not_read_to_its_end(here: Path, command: str, name: str) -> None:
    status, said = through_shell(f"{command} {name} >nowhere")
    assert status == 1
    assert "Traceback" not in said


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_a_fault_of_usage(console, here: Path) -> None:
    (here / "shut.yaml").write_text("form: visit")
    (here / "shut.yaml").chmod(0)
    ended = console("check", "shut.yaml")
    assert (ended.status, ended.err) == (2, "shut.yaml cannot be read: you may not read it.\n")


HOSTILE = {
    "nothing": b"",
    "zeros": bytes(4096),
    "every byte": bytes(range(256)) * 16,
    "not utf-8": b"form: caf\xe9\n",
    "utf-16": "form: visit\n".encode("utf-16"),
    "picture": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    "deep flow": b"[" * 50_000,
    "deep braces": b"{" * 60_000,
    "deep JSON": b'{"a":' * 50_000,
    "garbage": b'{"form": ap-audit,,}',
    "NaN": b'{"form": NaN}',
    "member twice": b'{"form": "ap-audit", "form": "ap-audit"}',
    "half a character": b'{"form": "\\ud800"}',
    "one long line": b"a" * 2_000_000,
    "many lines": b"a\n" * 500_000,
    "number of a million digits": b'{"version": ' + b"9" * 1_000_000 + b"}",
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize(
    "words", [["check", "-"], ["parse", "-"], ["validate", "ap-audit", "-"]], ids=lambda each: each[0]
)
def test_whatever_comes_in_is_answered_with_lines_and_a_status(formspec, words: list[str], data: bytes) -> None:
    ended = formspec(*words, stdin=data)
    if words[0] == "parse" and ended.status == 0:
        assert ended.err == ""
        json.loads(ended.out)
        return
    assert ended.status == 1
    said = ended.err if words[0] == "parse" else ended.out
    shape = "document: " if words[0] == "validate" else "-:"
    assert said
    assert all(line.startswith((shape, "form: ", "version: ")) for line in said.splitlines()), said[:500]
