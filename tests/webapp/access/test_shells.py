"""The pages that a device keeps have no answer and no name in them, and what is taken along stands in the trail."""

from collections.abc import Iterator

import pytest

from tests.webapp.access.school import School
from webapp.deeds import Deed

WHO = "staff"


@pytest.fixture(scope="module")
def pages(school: School) -> dict[str, str]:
    """Every page that is taken along of a draft with a marked word, by the address under which it is kept."""
    draft = school.draft(WHO, "plain")
    client = school.client(WHO)
    kit = client.get(f"/drafts/{draft.id}/kit").json
    found = {page: client.get(shell).get_data(as_text=True) for page, shell in kit["shells"].items()}
    assert draft.mark in str(kit["entries"])
    return found | {"mark": draft.mark}


def shells(pages: dict[str, str]) -> Iterator[str]:
    return (text for address, text in pages.items() if address != "mark")


def status(school: School, address: str) -> int:
    """What an address is answered with by anybody's browser."""
    with school.client("nobody").get(address) as answer:
        return answer.status_code


def test_they_are_the_page_of_the_device_the_list_the_check_the_notes_and_each_section(pages: dict[str, str]) -> None:
    endings = sorted(address.rpartition("/")[2] for address in pages if address != "mark")
    assert len(endings) == 5
    assert {"visit", "check", "notes", "main"} < set(endings)


def test_no_answer_stands_in_them(pages: dict[str, str]) -> None:
    assert not [text for text in shells(pages) if pages["mark"] in text]


def test_no_name_and_no_account_of_whoever_took_them_stands_in_them(school: School, pages: dict[str, str]) -> None:
    account = school.people[WHO].account
    for text in shells(pages):
        assert account.id not in text
        assert account.email not in text
        assert f">{account.name}<" not in text


def test_nothing_in_them_can_be_sent_as_somebody(pages: dict[str, str]) -> None:
    assert not [text for text in shells(pages) if 'name="csrf"' in text]


def test_all_that_they_load_is_taken_along(school: School, pages: dict[str, str]) -> None:
    draft = school.draft(WHO, "plain")
    assets = school.client(WHO).get(f"/drafts/{draft.id}/kit").json["assets"]
    named = {part.split('"')[0] for text in shells(pages) for part in text.split('src="')[1:]}
    assert named
    assert named <= {*assets}
    assert {status(school, each) for each in assets} == {200}


def test_taking_along_stands_in_the_trail_and_bringing_up_to_date_does_not(school: School) -> None:
    draft = school.draft(WHO, "plain")
    for address in (f"/drafts/{draft.id}/kit", f"/drafts/{draft.id}/kit?again=yes"):
        assert school.client(WHO).get(address).status_code == 200
    acts = [each for each in school.repository.acts(thing=draft.id) if each.act == Deed.DRAFT_TAKEN.value]
    assert len(acts) == 1


def test_the_worker_may_be_begun_from_two_pages_and_no_other(school: School) -> None:
    draft = school.draft(WHO, "plain")
    client = school.client(WHO)
    may = {
        address: "worker-src 'self'" in client.get(address).headers["Content-Security-Policy"]
        for address in (f"/drafts/{draft.id}", "/visit", "/", f"/drafts/{draft.id}/sections/main")
    }
    assert list(may.values()) == [True, True, False, False]


def test_the_worker_is_looked_for_anew_each_time(school: School) -> None:
    answer = school.client("nobody").get("/worker.js")
    assert (answer.mimetype, answer.headers["Cache-Control"]) == ("text/javascript", "no-cache")


def test_the_application_can_be_installed(school: School) -> None:
    told = school.client("nobody").get("/manifest.webmanifest").json
    assert (told["scope"], told["display"]) == ("/", "standalone")
    assert {status(school, each["src"]) for each in told["icons"]} == {200}
