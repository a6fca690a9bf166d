"""Write the tables of docs/language.md from the code: `python tests/formspec/write_language_tables.py`."""

import re
from pathlib import Path

from formspec.grammar import LEVELS
from formspec.keys import Key, Level, Takes
from formspec.kinds import KINDS

PAGE = Path(__file__).parents[2] / "docs" / "language.md"
TAKES = {
    Takes.TEXT: "a text",
    Takes.NUMBER: "a whole number",
    Takes.DECIMAL: "a number",
    Takes.TRUTH: "true or false",
    Takes.TRUTH_OR_CONDITION: "true or false, or the keys of {}",
    Takes.LITERAL: "a text or number, or the keys of {}",
    Takes.VALUE: "a number, an address, or the keys of {}",
    Takes.VALUES: "an address, or a list of numbers, addresses and the keys of {}",
    Takes.OPTIONS: "a list of {}, or the name of a shared list",
    Takes.TEXTS: "a list of texts",
    Takes.TEXT_OR_TEXTS: "a text, or a list of texts",
    Takes.WORDINGS: "texts by code",
    Takes.ONE: "the keys of {}",
    Takes.MANY: "a list of {}",
}
PLURALS = {
    "column": "columns",
    "section": "sections",
    "question": "questions",
    "prompt": "prompts",
    "option": "options",
    "part": "parts",
    "list": "shared lists",
    "standard": "standards",
    "check": "checks",
    "outcome": "outcomes",
    "condition": "conditions",
    "wording": "wordings",
    "band": "bands",
    "branch": "branches",
}
MANY = frozenset({Takes.MANY, Takes.OPTIONS})
EVERY_KEY = re.compile(r"(?<=another table\.\n\n).*?(?=\n## Kinds\n)", re.DOTALL)
EVERY_KIND = re.compile(r"(?<=codes in `errors:` \|\n\|---\|---\|---\|---\|\n).*?(?=\n\n`max-length` is)", re.DOTALL)


def heading(level: Level) -> str:
    """Return the heading of a level's table."""
    return f"### The keys of {level.noun.strip('“”')}"


def row(key: Key) -> str:
    """Return the row of a key."""
    takes = TAKES[key.takes].format(PLURALS[key.of] if key.takes in MANY else f"`{key.of}`")
    return f"| `{key.name}` | {takes} | {'yes' if key.required else ''} | {key.meaning} |"


def keys() -> str:
    """Return the tables of all levels."""
    tables = []
    for level in LEVELS.values():
        head = [heading(level), "", "| key | takes | needed | meaning |", "|---|---|---|---|"]
        tables.append("\n".join([*head, *map(row, level.keys.values())]) + "\n")
    return "\n".join(tables)


def kinds() -> str:
    """Return the rows of the table of kinds."""
    rows = []
    for kind in KINDS.values():
        settings, codes = (", ".join(f"`{each}`" for each in some) for some in (kind.settings, kind.error_codes))
        rows.append(f"| `{kind.name}` | {kind.meaning} | {settings} | {codes} |")
    return "\n".join(rows)


def page(text: str) -> str:
    """Return the page with its tables as the code has them."""
    return EVERY_KIND.sub(lambda _: kinds(), EVERY_KEY.sub(lambda _: keys(), text))


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
