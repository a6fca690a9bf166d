"""Which hosts are served, and from where something may be changed."""

import pytest

SERVED = ["127.0.0.1", "127.0.0.1:8000", "127.9.9.9:1", "localhost", "LocalHost:65535", "[::1]", "[::1]:8000"]
STRANGERS = [
    "",
    "evil.example",
    "evil.example:8000",
    "127.0.0.1.evil.example",
    "localhost.evil.example",
    "evil.localhost",
    "localhost.",
    "0.0.0.0",
    "[::]",
    "192.168.0.1",
    "169.254.0.1:8000",
    "128.0.0.1",
    "[::ffff:127.0.0.1]",
    "0x7f.1",
    "2130706433",
    "127.1",
    "localhost:80:80",
    "localhost:",
    "localhost:123456",
    "localhost,evil.example",
    "localhost evil.example",
    "evil@localhost",
    "evil.example/localhost",
    "ｌocalhost",
]


@pytest.mark.parametrize("host", SERVED)
def test_this_computer_is_served_by_each_of_its_names_at_any_port(browser, host):
    assert browser.client.get("/plain", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("host", STRANGERS)
@pytest.mark.parametrize("path", ["/plain", "/asset", "/nowhere"])
def test_a_name_that_a_stranger_points_here_is_not_served(browser, path, host):
    sent = browser.client.get(path, environ_overrides={"HTTP_HOST": host.encode().decode("latin-1")})
    assert sent.status_code == 400
    assert sent.text.startswith("This address is not served here.")


def test_a_request_that_names_no_host_is_not_served(application):
    environment = {"REQUEST_METHOD": "GET", "PATH_INFO": "/plain", "SERVER_NAME": "127.0.0.1", "SERVER_PORT": "80"}
    with application.request_context({**environment, "wsgi.url_scheme": "http"}):
        assert application.full_dispatch_request().status_code == 400


@pytest.mark.parametrize("site", ["cross-site", "same-site", "", "same-origin, cross-site", "whatever"])
def test_a_change_that_a_browser_says_comes_from_elsewhere_is_refused(browser, site):
    sent = browser.send("a=1", Sec_Fetch_Site=site)
    assert sent.status_code == 403
    assert sent.text.startswith("This did not come from a page of this application, so nothing was saved.")


@pytest.mark.parametrize("site", ["same-origin", "none"])
def test_a_change_from_our_own_page_or_typed_by_the_person_is_taken(browser, site):
    assert browser.send("a=1", Sec_Fetch_Site=site).status_code == 200


@pytest.mark.parametrize(
    "origin",
    [
        "null",
        "",
        "http://evil.example",
        "http://localhost:8001",
        "http://localhost.evil.example:8000",
        "http://127.0.0.1:8000",
        "https://localhost:8000",
        "http://localhost:8000 http://localhost:8000",
        "http://localhost:8000/page",
        "localhost:8000",
    ],
)
def test_a_change_from_another_origin_is_refused_even_with_a_good_token(application, origin):
    client = application.test_client()
    host = "localhost:8000"
    token = client.get("/", headers={"Host": host}, base_url=f"http://{host}").text
    sent = client.post("/", data={"csrf": token}, headers={"Origin": origin}, base_url=f"http://{host}")
    assert sent.status_code == 403
    assert sent.text.startswith("This did not come from a page")


@pytest.mark.parametrize("host", ["localhost", "localhost:8000", "LOCALHOST:8000", "127.0.0.1:8000", "[::1]:8000"])
def test_a_change_from_our_own_origin_is_taken(application, host):
    client = application.test_client()
    address = f"http://{host}"
    token = client.get("/", base_url=address).text
    sent = client.post("/", data={"csrf": token}, headers={"Origin": address.lower()}, base_url=address)
    assert sent.status_code == 200


SITES = ["cross-site", "same-site", "", "same-origin, cross-site", "whatever"]
LINK = {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
TAKEN = {
    "an image": {"Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"},
    "a script": {"Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "script"},
    "a frame": {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"},
    "an object": {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "object"},
    "a script that reads": {"Sec-Fetch-Mode": "cors", "Sec-Fetch-Dest": "empty"},
    "a socket": {"Sec-Fetch-Mode": "websocket", "Sec-Fetch-Dest": "empty"},
    "what does not say": {},
}


def test_a_link_from_elsewhere_may_be_followed_through_our_own_worker(browser):
    by_worker = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "empty"}
    assert browser.client.get("/plain", headers=by_worker).status_code == 200


@pytest.mark.parametrize("site", SITES)
@pytest.mark.parametrize("method", ["get", "head"])
def test_a_link_from_elsewhere_may_be_followed(browser, method, site):
    sent = getattr(browser.client, method)("/plain", headers={"Sec-Fetch-Site": site, **LINK})
    assert sent.status_code == 200


@pytest.mark.parametrize("site", SITES)
@pytest.mark.parametrize("use", TAKEN.values(), ids=TAKEN)
@pytest.mark.parametrize("path", ["/plain", "/asset", "/nowhere"])
def test_nothing_of_ours_is_taken_into_a_page_of_elsewhere(browser, path, use, site):
    sent = browser.client.get(path, headers={"Sec-Fetch-Site": site, **use})
    assert sent.status_code == 403
    assert sent.text.startswith("This can only be opened as a page of its own.")


def test_elsewhere_is_not_told_what_it_might_ask(browser):
    sent = browser.client.options("/plain", headers={"Sec-Fetch-Site": "cross-site", **LINK})
    assert sent.status_code == 403
    assert not [name for name, _ in sent.headers if name.startswith("Access-Control")]


@pytest.mark.parametrize("use", TAKEN.values(), ids=TAKEN)
@pytest.mark.parametrize("site", ["same-origin", "none"])
def test_our_own_pages_take_what_they_need(browser, site, use):
    assert browser.client.get("/asset", headers={"Sec-Fetch-Site": site, **use}).status_code == 200


def test_a_browser_that_says_nothing_is_served(browser):
    assert browser.client.get("/plain", headers={"Origin": "http://evil.example"}).status_code == 200


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_is_changed_from_elsewhere_by_any_method(browser, method):
    sent = getattr(browser.client, method)("/", headers={"Sec-Fetch-Site": "cross-site"})
    assert sent.status_code == 403


def test_what_no_view_takes_is_answered_by_saying_so(browser):
    assert browser.client.post("/nowhere").status_code == 404
    sent = browser.client.put("/", data="{}", content_type="application/json")
    assert sent.status_code == 405
    assert "POST" in sent.headers["Allow"]
