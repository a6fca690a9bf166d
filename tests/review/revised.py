"""A review of both forms, as a policy lead makes it: what they put in whose place, and what is told of that."""

import tomllib
from pathlib import Path

from formspec.published import SPECS

HERE = Path(__file__).parent
REVIEW = tomllib.loads((HERE / "edits.toml").read_text(encoding="utf-8"))


def revised(form: str) -> str:
    """Return the text of a form's second version: the first with the edits, each made in the one place there is."""
    text = (SPECS / form / "1.yaml").read_text(encoding="utf-8")
    for old, new in REVIEW[form]["edits"]:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text + REVIEW[form]["end"]
