"""Whoever finds a weakness is told whom to write to, where somebody was named."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from webapp.application import close, create_app

PATH = "/.well-known/security.txt"


@pytest.fixture
def named(settings) -> Iterator[Flask]:
    """The application with somebody to write to."""
    made = create_app(replace(settings, security_contact="mailto:it@school.example"))
    yield made
    close(made)


def test_the_file_says_whom_to_write_to_and_until_when(named):
    sent = named.test_client().get(PATH)
    assert sent.headers["Content-Type"] == "text/plain; charset=utf-8"
    said = dict(line.split(": ", 1) for line in sent.text.splitlines())
    assert list(said) == ["Contact", "Expires", "Preferred-Languages"]
    assert said["Contact"] == "mailto:it@school.example"
    until = datetime.strptime(said["Expires"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    assert timedelta(days=100) < until - datetime.now(UTC) < timedelta(days=366)


def test_where_nobody_was_named_there_is_no_file(application):
    assert application.test_client().get(PATH).status_code == 404
