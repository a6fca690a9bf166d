"""Nobody is led to what they may not do: no link and no button of a page that they see answers “not found”."""

import re
from html import unescape

import pytest

from tests.webapp.access.school import FORMS, School
from webapp.rights import Role

MOST_PAGES = 150
ADDRESS = re.compile(r'<(a|form)\b[^>]*?\b(?:href|action)="(/[^"#]*)')
ENDING = ("/sign-out", "/sessions/end")


def shape(path: str) -> str:
    """Return an address without what differs between things of one kind, so that a few of each are tried."""
    return re.sub(r"[0-9a-z]{26}|[0-9a-f]{64}", "x", path.partition("?")[0])


@pytest.mark.parametrize("who", [role.value for role in Role])
def test_no_link_and_no_button_leads_to_what_is_not_found(
    school: School, who: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("webapp.pages.pdf.make", lambda _report, _at: b"")  # what is in them is not looked at
    for owner in ("staff", "decider"):
        for form in FORMS:
            school.record(owner, form)
            school.draft(owner, form)
    client, waiting, seen, wrong = school.client(who), ["/"], {"/"}, []
    while waiting and len(seen) < MOST_PAGES:
        path = waiting.pop(0)
        answer = client.get(path, follow_redirects=True)
        if answer.status_code == 404:
            wrong.append(path)
            continue
        for tag, found in ADDRESS.findall(answer.get_data(as_text=True) if answer.mimetype == "text/html" else ""):
            address = unescape(found)
            if tag == "form" and not address.endswith(ENDING) and shape(address) not in seen:
                seen.add(shape(address))
                if client.post(address).status_code == 404:
                    wrong.append(f"{address}, a button on {path}")
            if tag == "a" and shape(address) not in seen:
                seen.add(shape(address))
                waiting.append(address)
    assert len(seen) > 5
    assert wrong == []
