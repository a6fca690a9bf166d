"""Publishing with a second person: the first asks, another name approves the same text, and nobody does both."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.releases import release_of
from tests.webapp.pages.revision import ENTERED, FIRST, SECOND, publishing
from webapp.application import close, create_app
from webapp.pages.words import today
from webapp.storage.repository import Repository


@pytest.fixture(autouse=True)
def first(specs):
    (specs / "trip-check" / "1.yaml").write_text(FIRST, "utf-8")


@pytest.fixture
def draft(repository):
    return repository.start_spec_draft("trip-check", 1, SECOND, "Sam Lee")


@pytest.fixture
def application(settings):
    made = create_app(replace(settings, second_person=True))
    yield made
    close(made)


@pytest.fixture
def asked(visitor, draft):
    page = visitor.get(publishing(draft)).press("Ask a second person", ENTERED)
    assert page.path == publishing(draft)
    return page


def test_nothing_is_published_until_another_name_approves(visitor, asked, colleague, draft, repository):
    assert "Pat Jones asks for a second person." in asked.text
    assert repository.release("trip-check", 2) is None
    page = colleague.get(publishing(draft))
    assert "Why The review of 2026 Approved By Governing body, October 2026 Next review October 2199" in page.text
    made = page.press("Approve and publish version 2", {"by": "Ali Khan"})
    assert "Version 2 is published" in made.text
    release = repository.release("trip-check", 2)
    assert (release.published_by, release.seconded_by, release.note) == (
        "Pat Jones",
        "Ali Khan",
        "The review of 2026",
    )
    assert repository.publication("trip-check", 2).text.decode().count("review: October 2199") == 1


@pytest.mark.parametrize("name", ["Pat Jones", " pat  JONES "])
def test_the_same_name_is_refused(asked, repository, name):
    page = asked.press("Approve and publish version 2", {"by": name})
    assert page.status == 409
    assert "Somebody else has to approve this: Pat Jones asked for it." in page.text
    assert repository.release("trip-check", 2) is None


def test_no_name_is_refused(asked, repository):
    page = asked.press("Approve and publish version 2", {"by": " "})
    assert (page.status, page.text.count("Enter your name")) == (422, 2)
    assert repository.release("trip-check", 2) is None


def test_a_changed_text_voids_the_request(asked, colleague, draft, repository):
    page = colleague.get(publishing(draft))
    now = repository.spec_draft(draft.id)
    repository.save_spec_draft(draft.id, base=now.revision, text=now.text.replace("Tyres", "Wheels"), author="Sam")
    late = page.press("Approve and publish version 2", {"by": "Ali Khan"})
    assert late.status == 409
    assert "Nothing was published" in late.text
    assert "asks for a second person" not in colleague.get(publishing(draft)).text
    assert repository.release("trip-check", 2) is None


def test_a_request_for_an_earlier_text_is_said_to_count_no_more(asked, visitor, draft, repository):
    void = "Pat Jones asked for a second person, for an earlier text. That request no longer counts"
    assert void not in asked.text
    now = repository.spec_draft(draft.id)
    repository.save_spec_draft(draft.id, base=now.revision, text=now.text.replace("Tyres", "Wheels"), author="Sam")
    page = visitor.get(publishing(draft))
    assert void in page.text
    again = page.press("Ask a second person", {**ENTERED, "by": "Sam Lee"})
    assert void not in again.text
    assert "Sam Lee asks for a second person." in again.text


def test_the_desk_says_which_draft_waits_for_a_second_person(asked, visitor, draft, repository):
    waits = "waits for a second person: Pat Jones asks for approval"
    for path in ("/desk", "/desk/trip-check"):
        page = visitor.get(path)
        assert waits in page.text
        assert page.follow("Read it and decide").path == publishing(draft)
    now = repository.spec_draft(draft.id)
    repository.save_spec_draft(draft.id, base=now.revision, text=now.text.replace("Tyres", "Wheels"), author="Sam")
    assert waits not in visitor.get("/desk").text


def test_the_desk_says_so_of_a_new_form_too(visitor, repository):
    text = SECOND.replace("form: trip-check", "form: outing").replace("version: 2", "version: 1")
    draft = repository.start_spec_draft("outing", 0, text, "Sam Lee")
    visitor.get(publishing(draft)).press("Ask a second person", ENTERED)
    assert "waits for a second person: Pat Jones asks for approval" in visitor.get("/desk").text


def test_a_text_that_is_asked_for_anew_at_the_same_moment_is_not_published_unseen(
    asked, colleague, draft, repository, monkeypatch
):
    page, look = colleague.get(publishing(draft)), Repository.asked

    def slowly(self, draft_id):
        monkeypatch.setattr(Repository, "asked", look)
        now = self.spec_draft(draft_id)
        text = now.text.replace("Tyres", "Wheels")
        self.save_spec_draft(draft_id, base=now.revision, text=text, author="Sam")
        other = replace(look(self, draft_id) or release_of(text.encode(), "trip-check", 2), note="Asked anew")
        self.ask_to_publish(draft_id, now.revision + 1, other)
        return look(self, draft_id)

    monkeypatch.setattr(Repository, "asked", slowly)
    late = page.press("Approve and publish version 2", {"by": "Ali Khan"})
    assert late.status == 409
    assert "Nothing was published The text of this draft was changed since you opened this page." in late.text
    assert "Asked anew" in late.text
    assert repository.release("trip-check", 2) is None


def test_it_can_be_asked_again_with_other_details(asked, draft, repository):
    page = asked.follow("Ask with other details").press("Ask a second person", {**ENTERED, "note": "Better said"})
    assert "Why Better said" in page.text
    assert repository.asked(draft.id).note == "Better said"


def test_a_day_that_passed_while_it_waited_becomes_the_day_of_approval(asked, draft, repository):
    asked_for = repository.asked(draft.id)
    late = replace(asked_for, in_force=today() - timedelta(days=9))
    repository.ask_to_publish(draft.id, repository.spec_draft(draft.id).revision, late)
    asked.press("Approve and publish version 2", {"by": "Ali Khan"})
    assert repository.release("trip-check", 2).in_force == today()


def test_who_asks_late_with_other_words_keeps_them(visitor, colleague, draft, repository):
    mine, theirs = visitor.get(publishing(draft)), colleague.get(publishing(draft))
    theirs.press("Ask a second person", ENTERED)
    late = mine.press("Ask a second person", {**ENTERED, "note": "My own reason"})
    assert late.status == 409
    fields = next(form for form in late.forms if "note" in form.inputs).fields
    assert fields["note"] == "My own reason"
