"""`formspec serve` at a public address, as real processes: what is not safe stops the start, in one sentence."""

import os
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.client import HTTPConnection, HTTPSConnection
from pathlib import Path

import pytest

from tests.webapp.serving.certificates import NAME, make_certificate
from webapp.rights import Role
from webapp.settings import Settings
from webapp.storage.opening import open_repository

FORMSPEC = Path(sys.executable).with_name("formspec")
URL = f"https://{NAME}"
PROXY = {"FORMSPEC_URL": URL, "FORMSPEC_PROXY": "yes"}


@pytest.fixture
def environment(tmp_path: Path) -> Iterator[dict[str, str]]:
    """An environment whose folder for temporary files is another than the tests'."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith("FORMSPEC_")}
    with tempfile.TemporaryDirectory(prefix="t") as temporary:
        yield kept | {"TMPDIR": temporary, "PORT": "0", "FORMSPEC_DATA": str(tmp_path / "kept")}


@pytest.fixture
def owned(environment: dict[str, str]) -> dict[str, str]:
    """An environment whose data folder has an account."""
    make_account(environment)
    return environment


def make_account(environment: dict[str, str]) -> None:
    with open_repository(Settings.from_environment(environment)) as repository:
        repository.make_first("head@school.example", "Head", {Role.ADMINISTRATOR}, "hash")


def own_certificate(folder: Path, **how: timedelta) -> dict[str, str]:
    files = make_certificate(folder, **how)
    return {
        "FORMSPEC_URL": URL,
        "FORMSPEC_TLS_CERTIFICATE": str(files.certificate),
        "FORMSPEC_TLS_KEY": str(files.key),
        "FORMSPEC_TLS_AUTHORITY": str(files.authority),
    }


def refused(environment: dict[str, str], *words: str) -> str:
    """Return the one line that the start is refused with."""
    ended = subprocess.run(
        [FORMSPEC, "serve", *words], env=environment, capture_output=True, text=True, check=False, timeout=60
    )
    assert (ended.returncode in {1, 2}, ended.stdout, ended.stderr.count("\n")) == (True, "", 1), ended
    return ended.stderr.strip()


@contextmanager
def serving(environment: dict[str, str]) -> Iterator[tuple[subprocess.Popen[str], list[str], int]]:
    """Start the server; give the process, what it said and the port that it listens at."""
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, "env": environment}
    with subprocess.Popen([FORMSPEC, "serve"], **streams) as process:
        try:
            said = [process.stdout.readline().strip() for _ in range(3)]
            yield process, said, int(said[0].rpartition(":")[2] or 0)
        finally:
            process.kill()


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"FORMSPEC_HOST": "0.0.0.0"}, "FORMSPEC_HOST is “0.0.0.0”, where other computers can reach it: "),
        ({"FORMSPEC_URL": URL}, "FORMSPEC_URL is set, and nothing makes its HTTPS: "),
        ({**PROXY, "FORMSPEC_URL": f"http://{NAME}"}, "FORMSPEC_URL cannot be used: "),
        ({**PROXY, "FORMSPEC_TLS_KEY": "key.pem"}, "FORMSPEC_PROXY is yes and FORMSPEC_TLS_KEY is set, but "),
        ({"FORMSPEC_URL": URL, "FORMSPEC_TLS_KEY": "key.pem"}, "FORMSPEC_TLS_KEY is set and FORMSPEC_TLS_CERTIFICATE "),
        ({"FORMSPEC_PROXY": "yes"}, "FORMSPEC_PROXY is set and FORMSPEC_URL is not: "),
        ({**PROXY, "FORMSPEC_SECRET_KEY": "short"}, "FORMSPEC_SECRET_KEY cannot be used: "),
        (PROXY, "Nobody has an account yet: run “formspec owner”, open the link that it prints while "),
    ],
    ids=lambda each: " ".join(each) if isinstance(each, dict) else "",
)
def test_a_start_that_is_not_safe_is_refused_in_one_sentence(
    environment: dict[str, str], settings: dict[str, str], told: str
) -> None:
    assert refused(environment | settings).startswith(told)


def test_a_certificate_that_cannot_be_used_stops_the_start(owned: dict[str, str], tmp_path: Path) -> None:
    expired = own_certificate(tmp_path / "expired", ends=timedelta(days=-1))
    assert "expired on" in refused(owned | expired)
    Path(expired["FORMSPEC_TLS_KEY"]).unlink()
    good = own_certificate(tmp_path / "good")
    assert "cannot be read" in refused(owned | good | {"FORMSPEC_TLS_KEY": expired["FORMSPEC_TLS_KEY"]})
    other = own_certificate(tmp_path / "other")
    assert "Browsers would warn" in refused(
        {**owned, **good, "FORMSPEC_TLS_AUTHORITY": expired["FORMSPEC_TLS_AUTHORITY"]}
    )
    assert "does not belong to" in refused(owned | good | {"FORMSPEC_TLS_KEY": other["FORMSPEC_TLS_KEY"]})


@pytest.mark.parametrize("key", ["", "k" * 32])
def test_what_is_kept_among_temporary_files_stops_the_start(environment: dict[str, str], key: str) -> None:
    kept = f"{environment['TMPDIR']}/kept"
    given = environment | PROXY | {"FORMSPEC_DATA": kept, "FORMSPEC_SECRET_KEY": key}
    assert refused(given) == (
        f"{kept} is in the folder for temporary files, which is emptied now and then: name a place that lasts in "
        "FORMSPEC_DATA."
    )
    assert not Path(kept).exists()


def test_a_database_file_among_temporary_files_stops_the_start(environment: dict[str, str]) -> None:
    file = f"{environment['TMPDIR']}/school.sqlite3"
    told = refused(environment | PROXY | {"FORMSPEC_DATABASE": f"sqlite:///{file}"})
    assert told.startswith(f"{file} is in the folder for temporary files")
    assert told.endswith("in FORMSPEC_DATABASE.")


def test_an_option_does_not_go_round_what_is_asked_for(environment: dict[str, str]) -> None:
    assert refused(environment, "--host", "0.0.0.0").startswith("FORMSPEC_HOST is “0.0.0.0”")


def test_behind_a_proxy_it_serves_the_public_address_alone(owned: dict[str, str]) -> None:
    with serving(owned | PROXY) as (_, said, port):
        assert said[0] == f"Formspec is open at {URL}/ and listens to the proxy in front at 127.0.0.1:{port}"
        asked = {host: head(HTTPConnection("127.0.0.1", port, timeout=20), host) for host in (NAME, "127.0.0.1")}
    assert asked[NAME][0] < 400
    assert asked[NAME][1]["Strict-Transport-Security"]
    assert asked["127.0.0.1"][0] == 400


def test_with_its_own_certificate_it_is_open_by_https_and_stops_when_told(
    owned: dict[str, str], tmp_path: Path
) -> None:
    own = own_certificate(tmp_path / "tls")
    trusting = ssl.create_default_context(cafile=own["FORMSPEC_TLS_CERTIFICATE"])
    with serving(owned | own) as (process, said, port):
        assert said[0] == f"Formspec is open at {URL}/ and listens to 127.0.0.1:{port}"
        status, headers = head(HTTPSConnection("127.0.0.1", port, context=trusting, timeout=20), NAME)
        assert status < 400
        assert all(cookie.startswith("__Host-") and "Secure" in cookie for cookie in headers.get_all("Set-Cookie", []))
        with socket.create_connection(("127.0.0.1", port)):
            process.send_signal(signal.SIGTERM)
            assert process.wait(timeout=20) == 0
        (logged,) = process.stderr.read().splitlines()
        assert "The last hash of the audit trail" in logged
    assert list(Path(owned["TMPDIR"]).iterdir()) == []


def head(connection, host: str):
    """Return the status and the headers of the start page, asked for under a host."""
    connection.request("GET", "/", headers={"Host": host})
    answer = connection.getresponse()
    connection.close()
    return answer.status, answer.headers
