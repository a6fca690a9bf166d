"""Forms of the gallery are filled in, submitted and exported in a real browser, and no page of them is a barrier.

One asks in many ways. `make soak`, which sets FORMSPEC_SOAK, goes through all of them, and
lets axe look at pages that are laid out as ones before, too.
"""

import os
from collections.abc import Iterator

import pytest

from tests.browser.barriers import Barriers
from tests.browser.documents import exported, faults
from tests.browser.gallery import FORMS, GALLERY, case, fill, finish, specs_in, start
from tests.browser.walk import open_link, serving
from webapp.pages.words import today

CASES = {
    "annual-return": "valid-two-warnings",
    "defect-report": "valid-somebody-hurt",
    "grant-claim": "valid-primary",
    "household-survey": "valid-family",
    "large-audit": "valid-one-area",
    "premises-inspection": "valid-kitchen-with-actions",
    "trip-consent": "valid-much-to-look-out-for",
    "wellbeing-score": "valid-urgent",
}
TODAY = {"trip-consent": ["consent.day"], "wellbeing-score": ["person.asked"]}
"""The days that a form wants to be about today, whenever that is."""

SOAK = int(os.environ.get("FORMSPEC_SOAK", "1"))
FEW = ("trip-consent",)
LARGE = {"large-audit"}
"""Pages of hundreds of rows take a minute each to be looked at, and have nothing that smaller ones have not."""


@pytest.fixture(scope="module")
def gallery(tmp_path_factory, chromium) -> Iterator[str]:
    """The address of an application that has every form of the gallery."""
    with serving(tmp_path_factory.mktemp("kept"), specs_in(tmp_path_factory.mktemp("specs"))) as found:
        yield found


@pytest.fixture(scope="module")
def barriers() -> Barriers:
    return Barriers(every=False)


def test_every_form_has_its_case():
    assert sorted(CASES) == FORMS


@pytest.mark.parametrize("name", FORMS if SOAK > 1 else FEW)
def test_a_form_is_filled_in_submitted_and_exported_and_no_page_of_it_is_a_barrier(
    gallery, browse, tmp_path, barriers, name
):
    page, before = browse(), len(barriers.found)

    def shown(state, page):
        if name not in LARGE or state.startswith("section"):
            barriers.look(f"{name}, {state}", page)

    tasks = start(page, gallery, name)
    answers = case(name, CASES[name], days=dict.fromkeys(TODAY.get(name, ()), today()))
    page.goto(f"{tasks}/check")
    shown("check with everything missing", page)
    page.goto(f"{gallery}/forms/{name}/1/blank")
    shown("blank", page)
    fill(page, tasks, answers, shown)
    finish(page, tasks, answers, shown)
    open_link(page, "Open the record")
    shown("record", page)
    document = exported(page, tmp_path)
    assert faults(document, str(GALLERY / f"{name}.yaml")) == []
    assert document["answers"].keys() >= {section for section, entries in answers.items() if entries}
    assert not barriers.found[before:], "\n".join(barriers.found[before:])
