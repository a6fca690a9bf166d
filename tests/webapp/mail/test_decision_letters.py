"""Letters about decisions: to whoever filled a record in, once, and without a word of what was decided."""

import pytest

from tests.webapp.access.school import School
from tests.webapp.access.test_decisions import decide
from tests.webapp.mail.conftest import Letters


@pytest.mark.parametrize("form", ["plain", "sealed"])
def test_whoever_filled_a_record_in_is_told_that_something_was_decided_and_not_what(
    school: School, letters: Letters, form: str
) -> None:
    thing = school.record("staff", form)
    assert decide(school, "decider", thing).status_code == 303
    assert decide(school, "decider", school.record("decider", form)).status_code == 303
    (letter,) = letters(1)
    assert letter.startswith("staff@school.example\nSomething was decided\nDear Staff,")
    assert f"/records/{thing.id}" in letter
    for words in (thing.mark, "Reasons", "The plain form", "The sealed form", "fit"):
        assert words not in letter.replace(thing.id, "")
