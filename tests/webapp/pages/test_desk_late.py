"""Publishing too late: whatever meanwhile became of the draft or the page, what was entered is still there."""

import pytest

from tests.webapp.pages.revision import ENTERED, FIRST, SECOND, publishing
from webapp.storage.repository import Repository


@pytest.fixture(autouse=True)
def first(specs):
    (specs / "trip-check" / "1.yaml").write_text(FIRST, "utf-8")


@pytest.fixture
def draft(repository):
    return repository.start_spec_draft("trip-check", 1, SECOND, "Sam Lee")


def typed(page) -> dict[str, str]:
    """Return what stands in the form of a page before publishing, as far as it is what was entered."""
    fields = next(form for form in page.forms if "note" in form.inputs).fields
    return {name: text for name, text in fields.items() if name in ENTERED}


def test_other_words_for_a_version_that_is_published_already_are_shown_to_be_copied(visitor, draft, repository):
    page = visitor.get(publishing(draft))
    page.press("Publish version 2", ENTERED)
    kept = repository.release("trip-check", 2)
    late = page.press("Publish version 2", {**ENTERED, "note": "Another <reason>"})
    assert late.status == 409
    assert "Nothing was published This draft was published meanwhile" in late.text
    assert "Why this version is published Another <reason> Who approved it Governing body" in late.text
    assert late.follow("Go to the form").path == "/desk/trip-check"
    assert repository.release("trip-check", 2) == kept


def test_words_for_a_draft_that_was_discarded_meanwhile_are_shown_to_be_copied(visitor, draft, repository):
    page = visitor.get(publishing(draft))
    repository.discard_spec_draft(draft.id, base=1)
    late = page.press("Publish version 2", ENTERED)
    assert late.status == 409
    assert "Nothing was published This draft was discarded meanwhile" in late.text
    assert "Why this version is published The review of 2026" in late.text


def test_words_for_a_draft_that_is_put_away_while_the_button_works_are_shown(visitor, draft, repository, monkeypatch):
    page = visitor.get(publishing(draft))
    save = Repository.save_spec_draft

    def slowly(self, *given, **named):
        repository.discard_spec_draft(draft.id, base=1)
        return save(self, *given, **named)

    monkeypatch.setattr(Repository, "save_spec_draft", slowly)
    late = page.press("Publish version 2", ENTERED)
    assert (late.status, "The review of 2026" in late.text) == (409, True)


def test_what_was_entered_stays_in_the_form_where_another_draft_was_published_first(visitor, draft, repository):
    page = visitor.get(publishing(draft))
    other = repository.start_spec_draft("trip-check", 1, SECOND.replace("Trip check", "Outing check"), "Ali")
    visitor.get(publishing(other)).press("Publish version 2", ENTERED)
    late = page.press("Publish version 2", ENTERED)
    assert (late.status, typed(late)) == (422, ENTERED)


def test_what_was_entered_stays_in_the_form_when_the_text_is_no_form_any_more(visitor, draft, repository):
    page = visitor.get(publishing(draft))
    repository.save_spec_draft(draft.id, base=1, text="nothing", author="Ali")
    late = page.press("Publish version 2", ENTERED)
    assert (late.status, typed(late)) == (409, ENTERED)
    again = late.press("Publish", {})
    assert (again.status, typed(again)) == (422, ENTERED)


def test_a_page_that_was_open_for_too_long_gives_back_what_was_entered(visitor, draft, repository):
    page = visitor.get(publishing(draft))
    late = page.press("Publish version 2", {**ENTERED, "csrf": "old"})
    assert (late.status, typed(late)) == (403, ENTERED)
    assert "Nothing was published This page was open for too long." in late.text
    assert "Version 2 is published" in late.press("Publish version 2").text
