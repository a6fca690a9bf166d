"""The words of docs/commands.md keep up with the parser."""

import argparse
import re
from pathlib import Path

import pytest

from formspec.published import SPECS
from webapp.cli import COMMANDS, parser_of
from webapp.commands.outcome import Exit

WORDS = (Path(__file__).parents[3] / "docs" / "commands.md").read_text(encoding="utf-8")
PAGES = dict(re.findall(r"^## (\S+)\n(.*?)(?=^## |\Z)", WORDS, re.MULTILINE | re.DOTALL))


def parser_for(name: str) -> argparse.ArgumentParser:
    """Return the parser of one command."""
    commands = next(each for each in parser_of([name])._actions if each.dest == "command")
    assert isinstance(commands.choices, dict)
    return commands.choices[name]


def test_every_command_has_its_page_in_the_order_of_the_help() -> None:
    assert list(PAGES) == list(COMMANDS)


def test_every_command_has_its_module_and_no_module_is_left_over() -> None:
    shared = {"__init__", "open_at", "outcome", "passphrase", "place", "printing", "progress", "published"}
    shared |= {"serving", "sources"}
    folder = Path(__file__).parents[3] / "webapp" / "commands"
    assert {path.stem for path in folder.glob("*.py")} - shared == set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_page_of_a_command_shows_everything_that_may_follow_its_name(name: str) -> None:
    usage = PAGES[name].strip().splitlines()[0] + " "
    shown = set(re.findall(r"--[a-z]+(?:-[a-z]+)*|\b[A-Z]+\b(?:\[@VERSION\])?", usage))
    expected: set[str] = set()
    for action in parser_for(name)._actions:
        if action.dest == "help":
            continue
        expected |= set(action.option_strings)
        expected |= {str(action.metavar)} if action.metavar else set()
    assert shown == expected
    assert usage.startswith(f"formspec {name} ")


@pytest.mark.parametrize("name", COMMANDS)
def test_everything_that_may_follow_a_command_is_explained_in_its_help(name: str) -> None:
    assert [action.dest for action in parser_for(name)._actions if not action.help] == []


def test_every_exit_status_is_in_the_words() -> None:
    listed = {int(status) for status in re.findall(r"^\| (\d+) \|", WORDS, re.MULTILINE)}
    assert listed == {int(status) for status in Exit}


def test_the_problem_that_the_words_show_is_what_check_prints_of_that_mistake(formspec, here: Path) -> None:
    audit = (SPECS / "ap-audit" / "1.yaml").read_text(encoding="utf-8")
    (here / "revised.yaml").write_text(audit.replace("  label: How did Ofsted", "  lable: How did Ofsted", 1))
    assert f"\n    {formspec('check', 'revised.yaml').out}" in PAGES["check"]


def test_the_list_that_the_words_show_is_what_forms_prints_first(formspec) -> None:
    assert f"\n    {formspec('forms').out.splitlines()[0]}\n" in PAGES["forms"]
