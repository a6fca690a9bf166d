"""The page on backups quotes the program, and names every part of a backup."""

import re
from pathlib import Path

from webapp.backup.packing import DATABASE, MANIFEST, SPECS
from webapp.backup.sealing import HEAD_BYTES
from webapp.commands.passphrase import LEAST_LETTERS
from webapp.settings import KEY_FILE

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "backup.md").read_text(encoding="utf-8")
SOURCES = "\n".join(file.read_text(encoding="utf-8") for file in (ROOT / "webapp").rglob("*.py"))


def test_what_the_page_says_that_the_program_says_it_does_say() -> None:
    quoted = re.findall(r"^\| \*(.+?)\* \|", PAGE, re.MULTILINE)
    assert len(quoted) > 7
    assert [part for each in quoted for part in each.split("…") if part.strip(" ,") not in SOURCES] == []


def test_the_page_names_every_part_of_a_backup() -> None:
    assert [name for name in (MANIFEST, DATABASE, KEY_FILE, f"{SPECS}/") if f"`{name}`" not in PAGE] == []
    assert f"first {HEAD_BYTES} bytes" in PAGE
    assert f"at least {LEAST_LETTERS} characters" in PAGE
