"""No page of the desk keeps anybody from using it, and a version can be published and reported on in a real browser."""

import json
from datetime import UTC, date, datetime

import pytest

from engine.compile import compile_form
from engine.document import submission
from engine.example import example_entries
from formspec.diff.kept import written
from formspec.diff.report import compare
from formspec.loader import load
from formspec.published import SPECS
from tests.browser.barriers import Barriers
from tests.browser.walk import open_link, save, serving, start
from tests.releases import release_of
from webapp.settings import Settings
from webapp.storage.opening import open_repository
from webapp.storage.stored import Document

FIRST = (SPECS / "ap-audit" / "1.yaml").read_text("utf-8")
STANDARDS = "standards:\n  - {id: dfe-1, title: Risks are assessed}\n  - {id: dfe-2, title: Staff are trained}\n"
SECOND = (
    FIRST.replace("version: 1", "version: 2", 1)
    .replace("review: October 2025", "review: October 2199")
    .replace("about: {register", f"{STANDARDS}about: {{register", 1)
    .replace("title: Safeguarding\n", "title: Safeguarding\n    meets: [dfe-1]\n", 1)
    .replace("label: Concerns, kind: long-text", "label: Concerns, kind: long-text, required: true")
)
THIRD = (
    SECOND.replace("version: 2", "version: 3", 1)
    .replace("Name of alternative provider:", "Which provider is it?")
    .replace("label: Further action, kind: long-text", "label: Further action, kind: long-text, required: true")
)
FAULTY = THIRD.replace("label: Concerns", "lable: Concerns", 1)


def submit(repository):
    """Keep one submission of the second version, with something in every box but one."""
    form = compile_form(load(SECOND.encode()).spec)
    entries = {**example_entries(form), "safeguarding.ofsted-safeguarding.action": ""}
    begun = repository.start_draft("ap-audit", 2)
    saved = repository.save(begun.id, base=0, posted=entries).draft

    def build(draft):
        kept = submission(form, draft.entries, id=draft.id, submitted=datetime.now(UTC))
        about = {"about": "The Forge", "outcome": "", "concerns": 0, "actions": 0}
        return Document(text=json.dumps(kept), digest=kept["digest"], submitted=datetime.now(UTC), **about)

    repository.submit(begun.id, base=saved.revision, build=build)


@pytest.fixture
def desk(tmp_path):
    """The address of an application with a published second version, and two spec drafts: a good one and a faulty."""
    given = Settings.from_environment({"FORMSPEC_DATA": str(tmp_path / "kept")})
    with open_repository(given) as repository:
        release = release_of(
            SECOND.encode(),
            "ap-audit",
            2,
            note="The standards of August 2025",
            approved_by="Governing body",
            approved="October 2026",
            review="October 2199",
            published_by="Pat Jones",
            published=datetime(2026, 3, 4, tzinfo=UTC),
            in_force=date(2026, 3, 5),
            report=written(compare(load(FIRST.encode()).spec, load(SECOND.encode()).spec)),
        )
        repository.publish(release, SECOND.encode(), {}, last=1)
        submit(repository)
        drafts = [repository.start_spec_draft("ap-audit", 2, text, "Sam Lee").id for text in (THIRD, FAULTY)]
    with serving(tmp_path / "kept") as address:
        yield address, *drafts


@pytest.mark.long
def test_no_page_of_the_desk_breaks_a_rule_of_accessibility(browse, desk):
    address, good, faulty = desk
    barriers, page = Barriers(), browse()
    start(page, address, "Alternative Provision Audit")
    paths = ["", "/ap-audit", "/ap-audit?published=2", "/ap-audit/2/use", "/ap-audit/2/withdraw"]
    paths += ["/ap-audit/1/report", "/ap-audit/2/report", "/ap-audit/compare?old=2&new=1", "/ap-audit/2/coverage"]
    paths += ["/ap-audit/1/coverage", f"/spec_drafts/{good}/publish", f"/spec_drafts/{faulty}/publish"]
    paths += [f"/spec_drafts/{good}/past", f"/spec_drafts/{faulty}/past"]
    paths += [f"/spec_drafts/{good}/touched?address=columns.action&noun=column&was=&key=required&sort=changed"]
    for path in paths:
        assert page.goto(f"{address}/desk{path}").status == 200, path
        barriers.look(path, page)
    for path, button in (
        (f"/spec_drafts/{good}/publish", "Publish version 3"),
        ("/ap-audit/2/withdraw", "Withdraw this version"),
    ):
        page.goto(f"{address}/desk{path}")
        save(page, button)
        barriers.look(f"{path}, nothing entered", page)
    assert not barriers.found, "\n".join(barriers.found)


def test_a_version_is_published_by_keyboard_and_its_report_prints(browse, desk, tmp_path):
    address, good, _ = desk
    page = browse()
    page.goto(f"{address}/desk/spec_drafts/{good}/publish")
    for name, text in (("note", "The review of 2026"), ("approved", "October 2026"), ("review", "October 2199")):
        page.locator(f"#{name}").focus()
        page.keyboard.press("ControlOrMeta+A")
        page.keyboard.type(text)
    page.locator("#by").focus()
    page.keyboard.type("Pat Jones")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.get_by_role("status").inner_text().startswith("Version 3 is published")
    open_link(page, "Read what changed")
    assert page.locator("ins").count() > 1
    page.emulate_media(media="print")
    assert not page.get_by_role("link", name="Download as Markdown").is_visible()
    assert page.pdf(path=tmp_path / "report.pdf", format="A4").startswith(b"%PDF")


def test_every_page_of_the_desk_can_be_used_without_scripts(browse, desk):
    address, good, _ = desk
    page = browse(java_script_enabled=False)
    page.goto(f"{address}/desk/ap-audit")
    save(page, "Compare")
    assert page.locator("h1").inner_text() == "Alternative Provision Audit: from version 1 to version 2"
    page.goto(f"{address}/desk/spec_drafts/{good}/publish")
    save(page, "Publish version 3")
    assert page.locator(".error-summary li").count() == 3
