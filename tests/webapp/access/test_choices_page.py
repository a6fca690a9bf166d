"""What the school chooses, on the page People: by two administrators at once."""

from flask import Flask

from tests.webapp.access.door import invited
from tests.webapp.pages.visitor import Visitor
from webapp.rights import Role
from webapp.storage.repository import Repository

KEEP = "Keep these choices"


def test_a_page_that_is_behind_changes_no_choice_and_shows_them_as_they_are(
    application: Flask, repository: Repository, owner: Visitor
) -> None:
    first, other = (invited(repository, application, name, Role.ADMINISTRATOR) for name in ("ada", "bea"))
    behind = other.get("/people")
    assert first.get("/people").press(KEEP, {"two-erase": "yes", "factor-reader": "yes"}).status == 200
    late = behind.press(KEEP, {"factor-staff": "yes"})
    assert (late.status, "Somebody else changed these choices" in late.text) == (409, True)
    assert (repository.choice("two-people"), repository.choice("second-factor")) == ({"erase"}, {"reader"})
    assert late.press(KEEP, {"factor-staff": "yes"}).status == 200
    assert (repository.choice("two-people"), repository.choice("second-factor")) == ({"erase"}, {"reader", "staff"})
    assert repository.lifting() is None


def test_nobody_shuts_themselves_out_by_choosing_a_second_factor_that_they_have_not(
    repository: Repository, owner: Visitor
) -> None:
    refused = owner.get("/people").press(KEEP, {"factor-administrator": "yes"})
    assert (refused.status, "You have none of your own yet" in refused.text) == (409, True)
    assert repository.choice("second-factor") == frozenset()
    assert owner.get("/people").path == "/people"
