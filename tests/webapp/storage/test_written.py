"""Which texts of a document are a person's: those that it is found by."""

import pytest

from engine.json_value import JsonObject
from webapp.storage.written import texts_of

FILE: JsonObject = {"sha256": "ab", "name": "log.pdf", "caption": "The log", "size": 4711, "type": "application/pdf"}


@pytest.mark.parametrize(
    ("document", "found"),
    [
        ({"answers": {"a": {"words": "Said", "seen": True, "many": 142857, "share": 12.5, "none": None}}}, 3),
        ({"answers": {"a": {"status": "Their own", "submitted": "Theirs, too"}}}, 2),
        ({"answers": {"a": {"files": [FILE]}}}, 1),
        ({"status": "submitted", "submitted": "2026-11-23T10:15:00Z", "form": "a", "completed": "2026-11-23"}, 0),
        ({"findings": {"concerns": [{"question": "Asked?", "address": "a.b", "text": "Worry"}]}}, 1),
    ],
)
def test_what_people_wrote_is_told_from_what_the_form_says(document: JsonObject, found: int) -> None:
    assert len(list(texts_of(document))) == found


def test_a_number_is_found_as_one_types_it() -> None:
    assert list(texts_of({"answers": {"many": 142857, "share": 12.5, "whole": 3.0}})) == ["142857", "12.5", "3"]
