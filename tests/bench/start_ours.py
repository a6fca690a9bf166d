"""A first page of ours through Flask, from the text of the spec."""

from pathlib import Path

from flask import Flask

from engine.compile import compile_form
from engine.page import Pages
from formspec.loader import load

AUDIT = Path(__file__).parents[2] / "formspec" / "specs" / "ap-audit" / "1.yaml"


def first_page() -> None:
    """Load, compile and show the audit once."""
    plate = Pages(compile_form(load(AUDIT.read_bytes()).spec)).whole()
    app = Flask("ours")
    app.add_url_rule("/", view_func=lambda: plate.render({}, {}))
    assert app.test_client().get("/").status_code == 200
