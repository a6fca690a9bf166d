"""How long, how deep and how full a request may be before anybody looks at what it says."""

import pytest

from webapp.guard.address import (
    DEEPEST_PATH,
    LONGEST_HEADERS,
    LONGEST_PATH,
    LONGEST_QUERY,
    MOST_COOKIES,
    MOST_HEADERS,
    MOST_QUERY_FIELDS,
)

TAKEN = {
    "a query": "/plain?a=1&b=2",
    "letters of any language": "/plain?a=%C5%B4yn",
    "as many fields as there may be": "/plain?" + "&".join(f"f{at}=" for at in range(MOST_QUERY_FIELDS)),
    "as long a query as there may be": "/plain?a=" + "x" * (LONGEST_QUERY - 2),
}
REFUSED = {
    "a query that is too long": ("/plain?a=" + "x" * (LONGEST_QUERY - 1), 414),
    "too many fields": ("/plain?" + "&".join(f"f{at}=" for at in range(MOST_QUERY_FIELDS + 1)), 414),
    "too many fields without names": ("/plain?" + "&" * MOST_QUERY_FIELDS, 414),
    "a path that is too long": ("/" + "x" * LONGEST_PATH, 414),
    "a path that is too deep": ("/x" * (DEEPEST_PATH + 1), 414),
    "a field twice": ("/plain?a=1&a=2", 400),
    "a field twice, once escaped": ("/plain?a=1&%61=2", 400),
    "a NUL in the path": ("/pl%00ain", 400),
    "a line end in the path": ("/plain%0d%0aSet-Cookie:%20a=b", 400),
    "a NUL in the query": ("/plain?a=%00", 400),
    "a line end in the query": ("/plain?a=1%0aSet-Cookie:b", 400),
    "a control character of the second sort": ("/plain?a=%C2%85", 400),
}
ELSEWHERE = {
    "the longest path": ("/" + "x" * (LONGEST_PATH - 1), 404),
    "the deepest path": ("/x" * DEEPEST_PATH, 404),
}


@pytest.mark.parametrize("address", TAKEN.values(), ids=TAKEN)
def test_an_address_within_the_limits_is_served(browser, address):
    assert browser.client.get(address).status_code == 200


@pytest.mark.parametrize(("address", "status"), REFUSED.values(), ids=REFUSED)
def test_an_address_beyond_them_is_refused_in_a_sentence(browser, address, status):
    sent = browser.client.get(address)
    assert sent.status_code == status
    assert sent.text.startswith("This address ")


@pytest.mark.parametrize(("address", "status"), ELSEWHERE.values(), ids=ELSEWHERE)
def test_the_limits_themselves_are_within(browser, address, status):
    assert browser.client.get(address).status_code == status


def statuses(browser, *many):
    client = browser.client.application.test_client(use_cookies=False)
    return [client.get("/plain", headers=headers).status_code for headers in many]


def test_more_headers_than_a_browser_sends_are_refused(browser):
    own = len(browser.client.get("/plain").request.headers)
    few = {f"X-{at}": "1" for at in range(MOST_HEADERS - own)}
    assert statuses(browser, few, few | {"X-More": "1", "X-Most": "1"}) == [200, 431]


def test_longer_headers_than_a_browser_sends_are_refused(browser):
    assert statuses(browser, {"X": "x" * (LONGEST_HEADERS // 2)}, {"X": "x" * LONGEST_HEADERS}) == [200, 431]


def test_more_cookies_than_a_computer_collects_are_refused(browser):
    few = "; ".join(f"a{at}=1" for at in range(MOST_COOKIES))
    assert statuses(browser, {"Cookie": few}, {"Cookie": f"{few}; more=1"}) == [200, 431]
