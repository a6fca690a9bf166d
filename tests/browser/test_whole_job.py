"""The whole job in a real browser: filled in, saved half-way, resumed, submitted, exported, and checked by others."""

import pytest

from tests.browser.answers import AUDIT, AUDIT_TITLE, LETTER, LETTER_TITLE
from tests.browser.documents import exported, faults
from tests.browser.walk import answer, fill, open_link, save, start, submit

scripts = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "scripts off"])


@scripts
def test_the_audit_is_filled_in_saved_half_way_resumed_submitted_and_exported(address, browse, tmp_path, scripts):
    page = browse(java_script_enabled=scripts, viewport={"width": 390, "height": 844})
    tasks = start(page, address, AUDIT_TITLE)
    open_link(page, "Alternative provision: audit")
    for section in list(AUDIT)[:2]:
        answer(page, AUDIT[section])
        save(page)
    answer(page, {"quality-of-education.ofsted-quality.answer": "No report yet."})
    save(page, "Save and back to list")
    assert "1 of 7 answered" in page.locator("main").inner_text()
    page.context.close()

    page = browse(java_script_enabled=scripts)
    page.goto(f"{address}/")
    with page.expect_navigation():
        page.get_by_role("link", name="Continue Alternative Provision Audit: Example Farm Learning").first.click()
    assert page.url == tasks
    open_link(page, "Safeguarding")
    staff = "safeguarding.staff-training.answer"
    assert page.locator(f'[name="{staff}"]').input_value() == AUDIT["safeguarding"][staff]
    fill(page, tasks, {section: AUDIT[section] for section in list(AUDIT)[2:]})
    assert page.url.startswith(f"{tasks}/check")
    save(page, "Submit")
    assert "/receipt" in page.url

    document = exported(page, tmp_path)
    assert faults(document) == []
    rows = [row for section in list(AUDIT)[1:5] for row in document["answers"][section].values()]
    assert len(rows) == 26
    assert document["about"]["name"] == "Example Farm Learning"
    assert document["findings"]["outcome"] == "yes"
    found = {name: len(document["findings"][name]) for name in ("concerns", "actions", "could-not-find-out")}
    assert found == {"concerns": 3, "actions": 3, "could-not-find-out": 1}


@scripts
def test_the_letter_is_filled_in_submitted_and_exported(address, browse, tmp_path, scripts):
    page = browse(java_script_enabled=scripts)
    tasks = start(page, address, LETTER_TITLE)
    fill(page, tasks, LETTER)
    submit(page, tasks)
    document = exported(page, tmp_path)
    assert faults(document) == []
    assert document["answers"]["confirmation"]["signed"]["declaration"] == "I confirm that these checks are in place."


def test_a_schema_refuses_an_export_that_was_changed(address, browse, tmp_path):
    page = browse()
    tasks = start(page, address, LETTER_TITLE)
    fill(page, tasks, LETTER)
    submit(page, tasks)
    document = exported(page, tmp_path)
    del document["answers"]["confirmation"]["position"]
    assert len(faults(document)) == 2
