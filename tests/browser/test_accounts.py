"""The first account, an invitation, a session that ends in mid-visit: as people do it, with axe at every page."""

import subprocess

from playwright.sync_api import Page

from tests.browser.answers import AUDIT_TITLE
from tests.browser.barriers import Barriers
from tests.browser.walk import answer, open_link, save, serving, start
from tests.served import FORMSPEC

PASSWORD = "violet tractor sings quietly"
OTHER = "orange lamps walk northward"
WORDS = "The Forge, typed before the session ended"


def test_a_school_begins_to_use_accounts(browse, tmp_path):
    barriers = Barriers()
    shown = barriers.look
    with serving(tmp_path / "kept") as address:
        ann, sam = browse(), browse()
        ann.goto(address)
        shown("open", ann)
        first_account(ann, owner_link(tmp_path / "kept", address), shown)
        link = invite(ann, address, shown)
        take_up(sam, link, shown)
        words_outlive_a_session(ann, sam, address, shown)
        ann.goto(f"{address}/trail")
        shown("trail", ann)
    assert not barriers.found, "\n".join(barriers.found)


def owner_link(data, address: str) -> str:
    printed = subprocess.run(
        [FORMSPEC, "owner", "--data", str(data), "--url", address], capture_output=True, text=True, check=True
    )
    return printed.stdout.split()[0]


def first_account(page: Page, link: str, shown) -> None:
    page.goto(f"{link.partition('#')[0]}")
    shown("join-asks", page)
    page.goto(link)
    page.get_by_label("Your name").wait_for()
    assert "#" not in page.url
    save(page, "Make the account")
    shown("join-wrong", page)
    page.get_by_label("Your name").fill("Ann Head")
    page.get_by_label("Your e-mail address").fill("ann@school.example")
    choose(page, PASSWORD)
    save(page, "Make the account")
    assert page.get_by_role("link", name="Your account: Ann Head").is_visible()


def choose(page: Page, password: str) -> None:
    page.locator("#password").fill(password)
    page.locator("#again").fill(password)


def invite(page: Page, address: str, shown) -> str:
    page.goto(f"{address}/people")
    shown("people", page)
    page.get_by_label("Name", exact=True).fill("Sam Staff")
    page.get_by_label("E-mail address", exact=True).fill("sam@school.example")
    page.locator("#role-staff").check()
    save(page, "Invite")
    shown("link", page)
    return page.locator("#link").input_value()


def take_up(page: Page, link: str, shown) -> None:
    page.goto(link)
    page.get_by_role("heading", name="Set your password").wait_for()
    shown("set-password", page)
    choose(page, OTHER)
    save(page, "Set the password")
    page.goto(page.url + "account")
    shown("account", page)


def words_outlive_a_session(admin: Page, page: Page, address: str, shown) -> None:
    tasks = start(page, address, AUDIT_TITLE)
    page.goto(f"{tasks}/sections/details")
    answer(page, {"details.provider": WORDS})
    admin.goto(f"{address}/people")
    open_link(admin, "Sam Staff")
    shown("person", admin)
    save(admin, "Sign out everywhere")
    save(page)
    shown("signed-out", page)
    page.get_by_label("E-mail address").fill("sam@school.example")
    page.get_by_label("Password").fill(OTHER)
    save(page, "Sign in", exact=True)
    shown("save-now", page)
    save(page, "Save it now")
    page.goto(f"{tasks}/sections/details")
    assert page.locator('[name="details.provider"]').input_value() == WORDS
