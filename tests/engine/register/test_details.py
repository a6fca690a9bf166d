"""What is typed of an entry is read once and stays so; two changes of it come together without losing a word."""

from dataclasses import fields

import pytest
from hypothesis import given

from engine.register.details import FIELDS, Details, changed, followed, merged, read, register_id
from engine.subject import subject_key
from tests.engine.register.strategies import details, typed

GOOD = [
    ("other_names", "Forge\n forge LTD \n\nHay", "Forge\nHay"),
    ("address", " 1 High Street \n Leeds ", "1 High Street\n Leeds"),
    ("contact_email", " a@example.com ", "a@example.com"),
    ("contact_phone", "01632  960 001", "01632 960 001"),
    ("listed", " YES ", "yes"),
    ("listed", "Not known", ""),
    ("next_review", "5/9/2026", "2026-09-05"),
    ("next_review", "2026-09-05", "2026-09-05"),
    ("note", "a\x00b\x07", "ab"),
]
WRONG = [
    ("name", " ", "Enter the name"),
    ("name", "x" * 201, "Enter 200 characters or fewer"),
    ("other_names", "\n".join(f"n{each}" for each in range(51)), "Enter 50 other names or fewer, one a line"),
    ("contact_email", "a@b", "Enter an e-mail address, like name@example.com"),
    ("contact_phone", "call us", "Enter a telephone number, like 01632 960 001"),
    ("listed", "perhaps", "Say yes or no, or nothing where it is not known"),
    ("next_review", "31/2/2026", "Enter a day that there is, like 2026-11-23 or 23/11/2026"),
    ("next_review", "1899-12-31", "Enter a day from 1900 to 2999"),
    ("note", "x" * 2001, "Enter 2,000 characters or fewer"),
]


def test_every_part_has_its_field() -> None:
    assert [each.name for each in FIELDS] == [each.name for each in fields(Details)]


@pytest.mark.parametrize(("field", "text", "kept"), GOOD)
def test_what_is_typed_is_kept_as_everybody_writes_it(field: str, text: str, kept: str) -> None:
    found, faults = read({"name": "The Barn", field: text})
    assert (found.texts()[field], faults) == (kept, {})


@pytest.mark.parametrize(("field", "text", "fault"), WRONG)
def test_what_is_wrong_is_said_in_a_sentence(field: str, text: str, fault: str) -> None:
    assert read({"name": "The Barn", field: text})[1] == {field: fault}


def test_what_was_not_typed_stays() -> None:
    known = Details(name="The Forge", note="Ask for Ann")
    assert read({"next_review": "2027-01-05"}, known)[0] == Details(
        name="The Forge", note="Ask for Ann", next_review="2027-01-05"
    )


@given(typed())
def test_what_is_kept_reads_as_itself(texts: dict[str, str]) -> None:
    found, faults = read(texts)
    if not faults:
        assert read(found.texts()) == (found, {})


@given(details())
def test_an_entry_goes_by_each_of_its_names_once(found: Details) -> None:
    assert len({subject_key(each) for each in found.names}) == len(found.names)


@given(details(), details(), details())
def test_of_two_changes_each_is_kept_and_where_they_clash_theirs_stands(
    base: Details, theirs: Details, mine: Details
) -> None:
    kept, clashes = merged(base, theirs, mine)
    one, other, both, made = base.texts(), theirs.texts(), mine.texts(), kept.texts()
    for name in set(one) - {"other_names"}:
        expected = other[name] if other[name] != one[name] else both[name]
        assert made[name] == expected
        assert (name in clashes) == (both[name] not in {one[name], other[name]} and other[name] != one[name])


@given(details(), details())
def test_one_change_alone_is_just_that_change(base: Details, mine: Details) -> None:
    assert merged(base, base, mine) == (mine, ())
    assert merged(base, mine, base) == (mine, ())
    assert merged(base, mine, mine) == (mine, ())


@given(details(), details())
def test_the_name_that_it_had_is_still_one_of_its_names(before: Details, after: Details) -> None:
    found = followed(before, after)
    assert subject_key(before.name) in found.keys
    assert after.keys <= found.keys
    assert {each.name for each in changed(after, found)} <= {"other_names"}


@pytest.mark.parametrize(
    ("register", "kept"),
    [("providers", "providers"), ("Alternative Providers", "alternative-providers"), ("学校/一", "学校-一")],
)
def test_a_register_has_one_address_however_a_form_writes_it(register: str, kept: str) -> None:
    assert register_id(register) == kept
