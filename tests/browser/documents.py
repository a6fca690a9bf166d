"""What is downloaded from a page, and what validators that know nothing of each other say of it."""

import json
import subprocess
from pathlib import Path
from typing import Any

import jsonschema_rs
from jsonschema import Draft202012Validator
from playwright.sync_api import Page

from tests.served import FORMSPEC


def exported(page: Page, tmp_path: Path) -> dict[str, Any]:
    """Download the record that is open."""
    with page.expect_download() as loading:
        page.get_by_role("link", name="Download JSON").click()
    path = tmp_path / loading.value.suggested_filename
    loading.value.save_as(path)
    document: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return document


def faults(document: dict[str, Any], form: str = "") -> list[str]:
    """Return what two validators say of a document against the schema that its form, or the file of it, publishes."""
    words = [str(FORMSPEC), "schema", form or f"{document['form']}@{document['version']}"]
    schema = json.loads(subprocess.run(words, check=True, capture_output=True, text=True).stdout)
    Draft202012Validator.check_schema(schema)
    one = [str(each) for each in Draft202012Validator(schema).iter_errors(document)]
    return one + [str(each) for each in jsonschema_rs.Draft202012Validator(schema).iter_errors(document)]
