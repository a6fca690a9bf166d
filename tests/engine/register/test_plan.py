"""Each row of an import is new, changed, the same, doubtful or wrong, before anything is written."""

import pytest
from hypothesis import given

from engine.register.details import Details
from engine.register.plan import fingerprint, planned
from engine.register.sheet import read_rows
from tests.engine.register.strategies import registers

KNOWN = {
    "a": Details(name="The Forge", other_names="Old Forge", next_review="2026-09-05"),
    "b": Details(name="Hay & Straw", note="Ask for Ann"),
}
CASES = [
    ("name\nThe Barn", ["new"], [""]),
    ("name\nforge ltd.", ["same"], ["a"]),
    ("name\nold forge", ["same"], ["a"]),
    ("name,other-names\nold forge,", ["same"], ["a"]),
    ("name,other-names\nThe Forge,", ["changed"], ["a"]),
    ("name,other-names\nNew Forge,The Forge", ["changed"], ["a"]),
    ("id,name\na,FORGE", ["changed"], ["a"]),
    ("name\nThe Forge", ["same"], ["a"]),
    ("name,next-review\nThe Forge,5/9/2026", ["same"], ["a"]),
    ("name,next-review\nThe Forge,", ["changed"], ["a"]),
    ("id,name\nb,Straw Farm", ["changed"], ["b"]),
    ("id,name,note\nelsewhere,Hay and Straw,", ["changed"], ["b"]),
    ("name,other-names\nThe Forge,Hay & Straw", ["doubtful"], [""]),
    ("id,name\na,Hay & Straw", ["doubtful"], ["a"]),
    ("name\nThe Forge\nOld Forge", ["same", "doubtful"], ["a", "a"]),
    ("name\nThe Barn\nBarn Ltd", ["new", "doubtful"], ["", ""]),
    ("name,contact-email\nThe Barn,ann", ["wrong"], [""]),
    ("name,note\n,Ask", ["wrong"], [""]),
]


@pytest.mark.parametrize(("text", "sorts", "entries"), CASES)
def test_what_would_become_of_each_row(text: str, sorts: list[str], entries: list[str]) -> None:
    found = planned(read_rows(text), KNOWN)
    assert ([each.sort for each in found], [each.entry for each in found]) == (sorts, entries)
    assert all(bool(each.why) == (each.sort in {"doubtful", "wrong"}) for each in found)


def test_what_is_wrong_is_said_with_its_column() -> None:
    found = planned(read_rows("note;name;contact-email\n;The Barn;ann"), KNOWN)
    assert found[0].why == ("Column 3, contact-email: enter an e-mail address, like name@example.com.",)


def test_what_is_doubtful_names_both() -> None:
    found = planned(read_rows("name,other-names\nThe Forge,Hay & Straw"), KNOWN)
    assert "“The Forge” and “Hay & Straw”" in found[0].why[0]


def test_an_entry_that_is_renamed_goes_by_its_old_name_too() -> None:
    found = planned(read_rows("id,name\nb,Straw Farm"), KNOWN)
    assert found[0].details.names == ("Straw Farm", "Hay & Straw")
    assert [each.name for each in found[0].changes] == ["name", "other_names"]


def test_a_plan_is_known_again_by_its_fingerprint() -> None:
    rows = read_rows("name\nThe Barn\nThe Forge")
    assert fingerprint(planned(rows, KNOWN)) == fingerprint(planned(rows, KNOWN))
    assert fingerprint(planned(rows, KNOWN)) != fingerprint(planned(rows, {}))


@given(registers(), registers())
def test_after_an_import_no_two_entries_share_a_name(known: dict[str, Details], file: dict[str, Details]) -> None:
    rows = read_rows(
        "name,other-names\n"
        + "".join(f'"{_quoted(each.name)}","{_quoted(each.other_names)}"\n' for each in file.values())
    )
    made = dict(known)
    for number, each in enumerate(planned(rows, known)):
        if each.sort in {"new", "changed"}:
            made[each.entry or f"new{number}"] = each.details
    keys = [key for details in made.values() for key in details.keys]
    assert len(keys) == len(set(keys))


def _quoted(text: str) -> str:
    return text.replace('"', '""')
