"""docs/accounts.md says what the tables say."""

import re
from pathlib import Path

from webapp.accounts.passwords import LEAST
from webapp.deeds import Deed
from webapp.rights import RIGHTS, Role
from webapp.storage.sessions import ABSOLUTE, IDLE
from webapp.storage.tries import DELAYS

WORDS = (Path(__file__).parents[3] / "docs" / "accounts.md").read_text(encoding="utf-8")


def rows(first: str) -> list[list[str]]:
    """Return the rows of the table whose first heading this is."""
    table = WORDS.partition(f"| {first} |")[2].partition("\n\n")[0]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()[2:]]


def test_the_table_of_rights_is_the_one_of_the_program() -> None:
    expected = [[act.value, *(act.words(reaches[role]) for role in Role)] for act, reaches in RIGHTS.items()]
    assert rows("act") == expected
    assert f"| act | {' | '.join(role.title for role in Role)} |" in WORDS


def test_every_deed_of_the_trail_is_told() -> None:
    assert rows("deed") == [[f"`{deed.value}`", deed.words] for deed in Deed]


def test_the_limits_in_the_words_are_those_of_the_program() -> None:
    assert f"at least {LEAST} characters" in WORDS
    assert (
        f"after {IDLE.seconds // 3600} hours without use, after {ABSOLUTE.seconds // 3600} hours in any case" in WORDS
    )
    *few, last = [str(each.seconds // 60) for each in DELAYS]
    assert re.sub(r"\s+", " ", f"after {', '.join(few)} and then {last} minutes") in re.sub(r"\s+", " ", WORDS)
