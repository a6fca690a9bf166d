"""What is remembered of an outing accounts for every text that somebody wrote over, and for no other."""

import json
from dataclasses import dataclass

import pytest

from tests.browser.visit.hearing import Heard


@dataclass(frozen=True)
class Said:
    """What a page says on its console."""

    text: str


@pytest.mark.parametrize(
    ("stands", "replaced"),
    [
        ("third", {"second", "first"}),
        ("mine", {"other"}),
        ("mine\n\nthird", {"other", "second", "first"}),
        ("third / mine", {"other", "second", "first"}),
        ("fourth", set()),
    ],
)
def test_what_a_text_was_written_over_is_followed_through_each_of_two_that_are_kept(stands, replaced):
    heard = Heard()
    for text, before in [("second", "first"), ("third", "second"), ("mine", "other"), ("fourth", "")]:
        heard.hear(Said("heard " + json.dumps({"wrote": {"a.b": text}, "before": {"a.b": before}})))
    assert heard.replaced_by("a.b", stands) == replaced
