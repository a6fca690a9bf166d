"""The line of a schedule gives what lasts from what it had before, and only while a server stands behind it."""

import re
from pathlib import Path

import pytest

from tests.browser.visit.line import Answer, Line


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the line asks its server for."""
    paths: list[str] = []
    ask = Line._asked_server

    def told(line: Line, method: str, path: str, headers: list[tuple[str, str]], body: bytes) -> Answer | None:
        paths.append(path)
        return ask(line, method, path, headers, body)

    monkeypatch.setattr(Line, "_asked_server", told)
    return paths


def test_what_lasts_is_asked_for_once_and_not_had_from_a_killed_server(tmp_path: Path, asked: list[str]) -> None:
    def had(path: str) -> Answer | None:
        return line.answer("GET", path, [("Host", line.address.partition("//")[2])], b"")

    with Line(tmp_path / "data") as line:
        page = had("/sign-in")
        assert page
        script = re.findall(r'src="([^"]+)"', page[2].decode())[0]
        first = had(script)
        assert first
        assert had(script) == first
        assert had("/sign-in")
        assert [asked.count(script), asked.count("/sign-in")] == [1, 2]
        line.kill()
        assert had(script) is None
        line.start()
        assert had(script) == first
        line.is_cut = True
        assert had(script) is None
