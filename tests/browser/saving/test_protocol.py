"""Each word that is typed comes to the server once, whatever the network does, and pages show what stands."""

import os

from playwright.sync_api import Page

from tests.browser.saving.giving import HOST, give

SCHEDULES = 1_000 * int(os.environ.get("FORMSPEC_SOAK", "1"))
SEED = int(os.environ.get("FORMSPEC_SEED", "20261127"))
AT_ONCE = 500
RUN = "([seed, count]) => import('/model.js').then(({ run }) => run(seed, count))"


def model(page: Page) -> Page:
    page.route(f"{HOST}/**", give)
    page.goto(HOST)
    return page


def test_every_word_is_kept_once_and_both_devices_show_what_stands(browse) -> None:
    page = model(browse())
    page.set_default_timeout(0)
    print(f"seed {SEED}, {SCHEDULES} schedules")
    for turn in range(SCHEDULES // AT_ONCE):
        said = page.evaluate(RUN, [SEED + turn, AT_ONCE])
        assert not said["fault"], "\n".join([f"seed {SEED + turn}, {said['number']}: {said['fault']}", *said["story"]])
