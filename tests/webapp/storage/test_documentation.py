"""The page on storage names every table, column, setting and file that there is."""

import re
from dataclasses import fields
from pathlib import Path
from typing import get_args

import webapp.reach
import webapp.services
import webapp.settings
from webapp.settings import DATABASE_FILE, KEY_FILE
from webapp.storage.every_table import metadata
from webapp.storage.stored import DraftState, Record

PAGE = (Path(__file__).parents[3] / "docs" / "storage.md").read_text(encoding="utf-8")


def rows(heading: str) -> dict[str, str]:
    """Return the rows of the table under a heading: what stands in the first cell, and the rest."""
    part = PAGE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    found = (line.strip("| ").partition(" | ") for line in part.splitlines() if line.startswith("| `"))
    return {first: rest for first, _, rest in found}


def quoted(text: str) -> list[str]:
    return re.findall(r"`([^`]+)`", text)


def test_every_table_and_column_has_its_place_on_the_page() -> None:
    told = {quoted(first)[0]: quoted(rest.rpartition("|")[2]) for first, rest in rows("What is in it").items()}
    assert told == {name: [column.name for column in table.columns] for name, table in metadata.tables.items()}
    assert told["records"] == [each.name for each in fields(Record) if each.name != "joined"]
    assert [state for state in get_args(DraftState) if f"`{state}`" not in PAGE] == []


def test_every_setting_has_its_place_on_the_page() -> None:
    modules = (webapp.settings, webapp.reach, webapp.services)
    source = "".join(Path(each.__file__).read_text(encoding="utf-8") for each in modules)
    named = set(re.findall(r'"((?:FORMSPEC_[A-Z_]+)|PORT)"', source))
    assert {quoted(first)[0] for first in rows("Settings")} == named


def test_every_file_of_the_data_folder_has_its_place_on_the_page() -> None:
    told = [name for first in rows("The data folder") for name in quoted(first)]
    assert told == [DATABASE_FILE, f"{DATABASE_FILE}-wal", "-shm", f"{DATABASE_FILE}.lock", KEY_FILE]
