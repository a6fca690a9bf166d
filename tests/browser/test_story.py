"""A school's whole story in one browser, from an empty database: what each page says agrees to the digit in the end.

Two providers are imported, one is audited, decided on, sent the letter, and audited again. The mail server takes
mails as any does, and what stands in them is what the recipient goes by.
"""

import csv
import json
import re
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from engine.archive.layout import SUBMISSIONS
from tests.browser.answers import AUDIT, AUDIT_TITLE, LETTER
from tests.browser.visit.place import enrol, sign_in
from tests.browser.walk import answer, fill, open_link, save, serving, start, submit
from tests.pdfs import Pdf
from tests.webapp.mail.conftest import Inbox, free_port

FARM, WORKSHOP = "Example Farm Learning", "Example Workshop"
REGISTER = f"""name,contact-name,contact-email,listed,listed-checked
{FARM},The Manager,manager@farm.example,yes,2026-11-20
{WORKSHOP},The Foreman,foreman@workshop.example,no,2026-11-20
"""
TRAINING, ATTENDANCE = "safeguarding.staff-training", "communication.attendance"
NEW = {
    f"{ATTENDANCE}.concerns": "Two pupils were not in the register.",
    f"{ATTENDANCE}.action": "Ask for a second check at noon.",
}
GONE = (f"{TRAINING}.concerns", f"{TRAINING}.action")
AGAIN: Mapping[str, Mapping[str, str]] = {
    section: {name: text for name, text in entries.items() if name not in GONE}
    | (NEW if section == "communication" else {})
    for section, entries in AUDIT.items()
}
"""The second audit: one concern is gone, two are there again, and one is new."""
FINDINGS = {"concerns": "Concern", "actions": "Further action", "could-not-find-out": "Could not find out"}
FORMATS = ("xlsx", "csv", "csv-answers", "csv-findings", "zip", "jsonl", "json")


@pytest.fixture
def inbox(monkeypatch: pytest.MonkeyPatch) -> Iterator[Inbox]:
    """What the mail server took that servers of this test send by."""
    kept = Inbox()
    server = Controller(kept, hostname="127.0.0.1", port=free_port())
    monkeypatch.setenv("FORMSPEC_MAIL", f"smtp://127.0.0.1:{server.port}")
    monkeypatch.setenv("FORMSPEC_MAIL_FROM", "Our School <forms@school.example>")
    server.start()
    yield kept
    server.stop()


def test_two_providers_from_the_register_to_the_report(
    browse: Callable[..., Page], inbox: Inbox, tmp_path: Path
) -> None:
    data = tmp_path / "kept"
    enrol(data)
    with serving(data) as address:
        ann, bob = browse(), browse()
        sign_in(ann, address)
        sign_in(bob, address, "bob")
        import_providers(ann, address)
        first = audit(bob, address, AUDIT)
        decide(ann, f"{address}/records/{first}")
        link = send_letter(ann, address, inbox)
        sign_letter(browse(), link, tmp_path)
        close_actions(ann, address)
        assert standing(ann, address, FARM).startswith("Yes, by the last decision")
        expect(ann.locator(".reasons")).not_to_contain_text("not finished")
        second = audit(bob, address, AGAIN)
        compare(ann, f"{address}/records/{second}")
        print_report(ann, f"{address}/records/{second}", tmp_path)
        agree(ann, address, tmp_path)


def import_providers(page: Page, address: str) -> None:
    page.goto(f"{address}/registers/providers/import")
    page.locator("#file").set_input_files(
        {"name": "providers.csv", "mimeType": "text/csv", "buffer": REGISTER.encode()}
    )
    save(page, "Show what it would do")
    expect(page.locator("main")).to_contain_text("Nothing has been written yet.")
    save(page, "Import 2 entries")
    for name in (FARM, WORKSHOP):
        assert standing(page, address, name).startswith("Not known")


def standing(page: Page, address: str, name: str) -> str:
    """Open the page of a provider; return its answer to whether the school may use them today."""
    page.goto(f"{address}/registers/providers")
    open_link(page, name)
    return page.locator("#standing + .count").inner_text()


def audit(page: Page, address: str, answers: Mapping[str, Mapping[str, str]]) -> str:
    """Fill an audit in and submit it; return the id of the record."""
    tasks = start(page, address, AUDIT_TITLE)
    fill(page, tasks, answers)
    submit(page, tasks)
    return tasks.rpartition("/")[2]


def decide(page: Page, record: str) -> None:
    """Decide with conditions, and say why what stands against it does not."""
    page.goto(record)
    open_link(page, "See what there is to decide on, and decide")
    expect(page.locator("#concerns")).to_contain_text("(3)")
    page.get_by_label("Yes", exact=True).check()
    page.get_by_label("Your reasons").fill("Good teaching; two things to be seen to first.")
    for box in page.locator('[name^="close."]').all():
        box.check()
    save(page, "Decide")
    for why in page.locator('[name^="why."]').all():
        why.fill("The actions deal with it.")
    save(page, "Decide")
    expect(page.locator("main")).to_contain_text("Yes, once 3 actions are closed")


def send_letter(page: Page, address: str, inbox: Inbox) -> str:
    """Send the letter from the page of the provider; return the link that came by mail."""
    assert standing(page, address, FARM) == "Yes, by the last decision, with something to settle first."
    expect(page.locator(".reasons")).to_contain_text("once 3 actions are closed")
    open_link(page, "Send a letter")
    assert page.locator("#email").input_value() == "manager@farm.example"
    if not page.locator("#form").input_value():
        page.locator("#form").select_option(index=1)
    save(page, "See the letter")
    save(page, "Send by e-mail")
    ends = time.monotonic() + 60
    while time.monotonic() < ends:
        for mail in inbox.taken:
            found = re.search(r"http://\S+#\S+", mail.get_content())
            if mail["To"] == "manager@farm.example" and found:
                return found[0]
        time.sleep(0.1)
    raise AssertionError(f"no letter came: {[str(each['To']) for each in inbox.taken]}")


def sign_letter(page: Page, link: str, tmp_path: Path) -> None:
    """Open, complete and sign the letter, as the recipient does, and read the copy."""
    page.goto(link)
    page.get_by_label("Your e-mail address").fill("manager@farm.example")
    save(page, "Open the letter")
    entries = LETTER["confirmation"]
    answer(page, entries)
    save(page, "Check before signing")
    save(page, "Sign and send")
    expect(page.get_by_role("heading", name="Signed and sent")).to_be_visible()
    copy = downloaded(page, tmp_path, lambda: page.get_by_role("link", name="Download your copy").click())
    assert Pdf(copy.read_bytes()).faults() == []
    assert entries["confirmation.agreed-by"] in Pdf(copy.read_bytes()).text


def close_actions(page: Page, address: str) -> None:
    """Close each action, and say what was done."""
    for left in (3, 2, 1):
        page.goto(f"{address}/actions?show=unfinished")
        assert page.locator("tbody").first.locator("tr").count() == left
        with page.expect_navigation():
            page.locator("tbody th a").first.click()
        answer(page, {"state": "done", "note": f"Seen on the visit: {left}."})
        save(page, "Save")


def compare(page: Page, record: str) -> None:
    page.goto(record)
    open_link(page, "What changed since the one before")
    lines = page.locator(".summary").first.inner_text()
    for words in ("1 not raised again", "2 repeated", "1 new"):
        assert words in lines, lines


def print_report(page: Page, record: str, tmp_path: Path) -> None:
    page.goto(record)
    report = Pdf(downloaded(page, tmp_path, lambda: page.get_by_role("link", name="Download PDF").click()).read_bytes())
    assert report.faults() == []
    assert NEW[f"{ATTENDANCE}.concerns"] in report.text


def agree(page: Page, address: str, tmp_path: Path) -> None:
    """Hold the overview, its lists and every export against each other."""
    files = {each: export(page, address, each, tmp_path) for each in FORMATS}
    documents = [json.loads(line) for line in files["jsonl"].read_text("utf-8").splitlines()]
    assert documents == json.loads(files["json"].read_text("utf-8"))
    with zipfile.ZipFile(files["zip"]) as archive:
        assert archive.read(SUBMISSIONS).decode().splitlines() == files["jsonl"].read_text("utf-8").splitlines()
    counted = Counter({each: sum(len(document["findings"][each]) for document in documents) for each in FINDINGS})
    assert dict(counted) == {"concerns": 6, "actions": 6, "could-not-find-out": 2}
    found = rows(files["csv-findings"])
    assert Counter(each["finding"] for each in found) == {FINDINGS[each]: number for each, number in counted.items()}
    audits = rows(files["csv"])
    for name, total in counted.items():
        assert sum(int(each[name]) for each in audits) == total
    workbook = load_workbook(files["xlsx"])
    assert workbook["Submissions"].max_row == 1 + len(audits) == 3
    assert workbook["Concerns and actions"].max_row == 1 + sum(counted.values())
    actions = Counter(each["state"] for each in found if each["finding"] == FINDINGS["actions"])
    assert actions == {"Done": 3, "Open": 3}
    charts = overview(page, address)
    assert sum(charts["May we use them?"].values()) == REGISTER.count("\n") - 1
    assert sum(charts["Not finished, by day"].values()) == actions["Open"]
    for chart in ("Concerns, by section", "Concerns, by month"):
        assert sum(charts[chart].values()) == counted["concerns"]
    assert charts["What it came to"] == {"Yes": len(audits), "No": 0}


def overview(page: Page, address: str) -> dict[str, dict[str, int]]:
    """Return the numbers of the overview by chart and row, each of which is held to its list."""
    page.goto(f"{address}/overview")
    charts: dict[str, dict[str, int]] = {}
    lists: list[tuple[str, int]] = []
    for section in page.locator(".chart").all():
        told = charts.setdefault(section.locator("h3").inner_text(), {})
        for row in section.locator("tbody tr").all():
            number = int(re.match(r"\d+", row.locator("td").inner_text())[0])
            told[row.locator("th").inner_text()] = number
            if number:
                lists.append((str(row.locator("td a").get_attribute("href")), number))
    for path, number in lists:
        page.goto(f"{address}{path}")
        assert page.locator("tbody").first.locator("tr").count() == number, path
    return charts


def export(page: Page, address: str, name: str, tmp_path: Path) -> Path:
    """Download an export by its page."""
    page.goto(f"{address}/exports")
    page.locator(f"#format-{name}").check()
    page.locator("#form").select_option("ap-audit")
    return downloaded(page, tmp_path, lambda: page.get_by_role("button", name="Download").click())


def downloaded(page: Page, tmp_path: Path, press: Callable[[], None]) -> Path:
    with page.expect_download() as loading:
        press()
    path = tmp_path / f"{time.monotonic_ns()}-{loading.value.suggested_filename}"
    loading.value.save_as(path)
    return path


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))
