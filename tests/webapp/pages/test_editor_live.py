"""What the editor's script is told while somebody types is what the page would say without it."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.pace import Work
from tests.webapp.pages.test_editor_text import begun, text_of
from tests.webapp.pages.visitor import Page, Visitor
from webapp.pages.review.editor import ace

GALLERY = Path(__file__).parents[2] / "gallery"


def asked(page: Page, path: str, **sent: object) -> tuple[int, dict[str, Any]]:
    form = next(form for form in page.forms if "text" in form.fields)
    fields = {"csrf": form.fields["csrf"], "base": form.fields["base"], **sent}
    answer = page.visitor.client.post(path, data=fields)
    assert answer.mimetype == "application/json"
    return answer.status_code, json.loads(answer.data)


def test_problems_come_with_their_place_level_and_remedy(visitor: Visitor) -> None:
    page = begun(visitor)
    text = text_of(page).replace("title: Trip check", "titel: Trip ’ check “\U0001f68c”")
    status, found = asked(page, "/desk/spec_drafts/check", text=text)
    assert status == 200
    (problem,) = found["problems"]
    assert (problem["line"], problem["column"], problem["level"]) == (4, 1, "error")
    assert found["verdict"] == "1 problem: put it right before you publish."
    remedy = problem["remedy"]
    assert remedy["label"] == "Change “titel” to “title”"
    assert found["sections"] == []


def test_a_remedy_says_which_characters_change_as_scripts_count_them(visitor: Visitor) -> None:
    page = begun(visitor)
    text = "# \U0001f68c\n" + text_of(page).replace("title: Trip check", "titel: Trip check")
    _, found = asked(page, "/desk/spec_drafts/check", text=text)
    remedy = found["problems"][0]["remedy"]
    units = text.encode("utf-16-le")
    mended = units[: remedy["start"] * 2] + remedy["text"].encode("utf-16-le") + units[remedy["end"] * 2 :]
    assert mended.decode("utf-16-le") == text.replace("titel", "title")


def test_a_sound_text_says_where_its_sections_begin(visitor: Visitor) -> None:
    page = begun(visitor)
    _, found = asked(page, "/desk/spec_drafts/check", text=text_of(page))
    assert found["verdict"] == "No problems."
    assert [each["id"] for each in found["sections"]] == ["trip", "coach", "more"]
    lines = text_of(page).split("\n")
    assert all(f"id: {each['id']}" in lines[each["line"] - 1] for each in found["sections"])


def test_the_problems_of_400_questions_are_found_in_a_quarter_of_a_second_of_work(visitor: Visitor) -> None:
    page = begun(visitor)
    text = (GALLERY / "large-audit.yaml").read_text("utf-8").replace("title:", "subtitel: More\ntitle:", 1)
    took = []
    for _ in range(3):
        with Work() as work:
            _, found = asked(page, "/desk/spec_drafts/check", text=text)
        took.append(work.seconds)
        assert [each["rule"] for each in found["problems"]] == ["unknown-key"]
    assert min(took) < 0.25


def test_checking_saves_nothing(visitor: Visitor) -> None:
    page = begun(visitor)
    asked(page, "/desk/spec_drafts/check", text="gone")
    assert text_of(visitor.get(page.path)) == text_of(page)


def test_a_save_while_typing_keeps_the_text_and_says_when(visitor: Visitor) -> None:
    page = begun(visitor)
    status, kept = asked(page, f"{page.path}/autosave", text="title: Typed")
    assert (status, kept["base"]) == (200, 2)
    assert kept["saved"].startswith("Saved today at ")
    assert "text" not in kept
    assert text_of(visitor.get(page.path)) == "title: Typed"


def test_a_save_without_a_text_keeps_the_text_there_is(visitor: Visitor) -> None:
    page = begun(visitor)
    form = next(form for form in page.forms if "text" in form.fields)
    assert visitor.client.post(f"{page.path}/autosave", data={"csrf": form.fields["csrf"]}).status_code == 400
    assert text_of(visitor.get(page.path)) == text_of(page)


def test_a_save_that_meets_another_ones_lines_gives_the_merged_text(visitor: Visitor, colleague: Visitor) -> None:
    page = begun(visitor)
    text = text_of(page)
    colleague.get(page.path).press("Save", {"text": text.replace("title: The coach", "title: The bus")})
    _, kept = asked(page, f"{page.path}/autosave", text=text.replace("title: Trip check", "title: Trips"))
    assert kept["text"] == text.replace("title: The coach", "title: The bus").replace("Trip check", "Trips")


def test_a_save_of_the_same_lines_gives_both(visitor: Visitor, colleague: Visitor) -> None:
    page = begun(visitor)
    text = text_of(page)
    colleague.get(page.path).press("Save", {"text": text.replace("The coach", "The bus"), "writer": "Bob"})
    status, both = asked(page, f"{page.path}/autosave", text=text.replace("The coach", "The van"))
    assert status == 409
    assert (both["writer"], both["base"]) == ("Bob", 2)
    assert both["text"] == text.replace("The coach", "The van")
    (clash,) = both["clashes"]
    assert (clash["theirs"], clash["yours"]) == ("    title: The bus\n", "    title: The van\n")
    assert both["text"].split("\n")[clash["line"] - 1] == "    title: The van"


def test_a_save_into_a_discarded_draft_says_to_copy_the_text(visitor: Visitor, colleague: Visitor) -> None:
    page = begun(visitor)
    colleague.get(f"{page.path}/discard").press("Discard this draft")
    status, refused = asked(page, f"{page.path}/autosave", text="x")
    assert status == 409
    assert refused["refused"].startswith("Not saved: this draft was discarded meanwhile. Copy your text")


@pytest.mark.parametrize("path", ["/desk/spec_drafts/check", "/desk/spec_drafts/complete", "{}/autosave"])
def test_a_page_that_is_too_old_is_told_so(visitor: Visitor, path: str) -> None:
    page = begun(visitor)
    status, refused = asked(page, path.format(page.path), text="x", csrf="forged")
    assert status == 403
    assert refused["refused"].startswith("Not saved: this page was open for too long.")


def test_what_may_stand_at_the_cursor_is_said(visitor: Visitor) -> None:
    page = begun(visitor)
    _, found = asked(page, "/desk/spec_drafts/complete", text="formspec: 1\nsections:\n  - ", line=3, column=5)
    words = {each["word"]: each for each in found["completions"]}
    assert words["title"] == {"word": "title", "adds": ": ", "meaning": "The section's heading."}


def test_the_files_of_the_editor_are_given_and_no_others(visitor: Visitor) -> None:
    assert ace.is_there()
    page = begun(visitor)
    wanted = [given.get("src") or given.get("href", "") for tag, given in page.tags if tag in {"script", "link"}]
    wanted = [address for address in wanted if "/desk/spec_drafts/files/" in address]
    assert len(wanted) == 7
    folder = wanted[0].partition("/ace/")[0]
    for address in (*wanted, *(f"{folder}/{name}" for name in (*ace.SCRIPTS, "ace/css/main-1.png"))):
        answer = visitor.client.get(address)
        assert answer.status_code == 200, address
        assert "immutable" in answer.headers["Cache-Control"]
    for name in ("ace/mode-html.js", "ace/../widgets.py", "ace/worker-yaml.js", "ace/css/chrome-1.png", "views.py"):
        assert visitor.client.get(f"{folder}/{name}").status_code == 404


def test_without_ace_the_page_is_a_text_box(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("webapp.pages.review.editor.ace.find_spec", lambda name: None)
    for kept in (ace._folder, ace._mark, ace._ace_names):
        kept.cache_clear()
    try:
        page = begun(visitor)
        assert not [given for tag, given in page.tags if "/ace/" in given.get("src", "") + given.get("href", "")]
        assert "title: Typed" in text_of(page.press("Save", {"text": "title: Typed"}))
    finally:
        monkeypatch.undo()
        for kept in (ace._folder, ace._mark, ace._ace_names):
            kept.cache_clear()
