"""Rows that are added and taken away on pages without scripts, by one person and by two at once."""

import re

import pytest

from webapp.pages.desk import EXTENSION

PEOPLE = "people.members"
ADD, SAVE = "Add person in", "Save and continue"


@pytest.fixture
def tasks(visitor, home_visit):
    return visitor.start(home_visit)


@pytest.fixture
def people(visitor, tasks):
    """The page of the section with rows; nothing is entered yet."""
    return visitor.get(f"{tasks.path}/sections/people")


def rows(page) -> list[str]:
    """Return the names of the rows that stand on a page, as its hidden inputs say."""
    return [name for name in page.forms[-1].fields if re.fullmatch(rf"{re.escape(PEOPLE)}\.[0-9a-z]+", name)]


def buttons(page) -> list[str]:
    """Return the words of the buttons that a person sees, and presses a row with."""
    hidden = [given["value"] for tag, given in page.tags if tag == "button" and "hidden" in given]
    return [words for _, value, words in page.forms[-1].buttons if value not in hidden]


def named(page) -> list[str]:
    fields = page.fields()
    return [fields[f"{row}.name"] for row in rows(page)]


def test_a_row_that_is_added_keeps_what_was_typed_and_leads_to_itself(visitor, people):
    page = people.press(ADD, {f"{PEOPLE}.1.name": "Ann"})
    first, second = rows(page)
    assert (first, page.fields()[f"{first}.name"]) == (f"{PEOPLE}.1", "Ann")
    assert second in page.ids
    sent = visitor.client.post(page.path, data={**page.forms[-1].fields, "then": f"add {PEOPLE}"})
    assert re.search(rf"#{re.escape(PEOPLE)}\.[0-9a-z]{{12}}$", sent.headers["Location"])


def test_rows_have_numbers_and_their_words_for_a_screen_reader(people):
    page = people.press(ADD, {f"{PEOPLE}.1.name": "Ann"})
    assert page.text.count("Person in [the street] 2") == 2
    assert "Age of Ann" in page.text


def test_a_group_offers_no_row_more_and_no_row_less_than_it_may_have(people):
    assert not [words for words in buttons(people) if words.startswith("Remove Person")]
    page = people.press(ADD).press(ADD)
    assert not [words for words in buttons(page) if words.startswith(ADD)]
    assert len([words for words in buttons(page) if words.startswith("Remove Person")]) == 3


def test_a_row_more_than_may_be_is_kept_and_told_at_its_group(visitor, people):
    fields = {f"{PEOPLE}.{row}": "row" for row in "1234"}
    page = people.press(SAVE)
    visitor.client.post(people.path, data={**people.forms[-1].fields, **fields})
    page = visitor.get(people.path)
    assert "may have 3 rows at the most: remove some" in page.text
    assert next(href for href, words in page.links if "at the most" in words) == f"#{PEOPLE}"


def test_a_row_within_a_row_is_added_and_removed(people):
    page = people.press("Add thing")
    [thing] = [name for name in page.fields() if name.endswith(".what")]
    page = page.press(SAVE, {thing: "A piano"})
    page = page.visitor.get(people.path)
    assert page.fields()[thing] == "A piano"
    page = page.press("Remove Thing")
    assert thing not in page.fields()


def test_enter_in_a_field_saves_and_takes_no_row_away(people):
    page = people.press(ADD)
    first = next(name for _, name, _ in page.forms[-1].buttons)
    assert first == "continue"


def test_what_is_wrong_in_a_row_says_in_which(people):
    page = people.press(ADD)
    page = page.press(SAVE, {f"{row}.age": "old" for row in rows(page)})
    told = [words for href, words in page.links if href.endswith(".age")]
    assert [words.partition(":")[0] for words in told] == ["Person in [the street] 1", "Person in [the street] 2"]
    check = people.visitor.get(people.path.replace("sections/people", "check"))
    links = [(href, words) for href, words in check.links if words.startswith("Person in [the street] 2")]
    assert [words.partition(": ")[2] for _, words in links] == ["Enter the name", told[1].partition(": ")[2]]
    for href, _ in links:
        path, _, target = href.partition("#")
        assert target in people.visitor.get(path).ids


def test_a_row_that_was_taken_away_is_kept_in_the_history_of_the_draft(application, visitor, people):
    page = people.press(ADD)
    row = rows(page)[1]
    page = page.press("Save and back", {f"{row}.name": "Bo"})
    page = visitor.get(people.path).press("Remove Person in [the street] 2")
    assert rows(page) == [f"{PEOPLE}.1"]
    kept = application.extensions[EXTENSION].repository.history(people.path.split("/")[2])
    assert [(each.name, each.value) for each in kept if each.name == f"{row}.name"] == [
        (f"{row}.name", "Bo"),
        (f"{row}.name", ""),
    ]


def test_two_people_who_add_rows_at_once_both_keep_theirs(visitor, colleague, people):
    theirs = colleague.get(people.path).press(ADD)
    theirs.press(SAVE, {f"{rows(theirs)[1]}.name": "Bo"})
    page = people.press(ADD, {f"{PEOPLE}.1.name": "Ann"})
    page = page.press(SAVE, {f"{rows(page)[-1]}.name": "Cy"})
    assert named(visitor.get(people.path)) == ["Ann", "Bo", "Cy"]


@pytest.fixture
def both(people):
    """The page of two people's rows, as both persons have it before them."""
    page = people.press(ADD)
    page.press(SAVE, {f"{rows(page)[0]}.name": "Ann", f"{rows(page)[1]}.name": "Bo"})
    return people.visitor.get(people.path)


def test_a_row_that_somebody_else_changed_is_not_taken_away_unseen(visitor, colleague, both):
    row = rows(both)[1]
    colleague.get(both.path).press(SAVE, {f"{row}.age": "40"})
    page = both.press("Remove Person in [the street] 2")
    assert page.status == 409
    assert "somebody else changed 1 answer that you changed too" in page.text.lower()
    assert "Saved by somebody else: Changed. It still stands below." in page.text
    assert (page.fields()[f"{row}.name"], page.fields()[f"{row}.age"]) == ("Bo", "40")
    assert named(visitor.get(both.path)) == ["Ann", "Bo"]
    again = page.press("Remove Person in [the street] 2")
    assert again.status == 200
    assert named(visitor.get(both.path)) == ["Ann"]


@pytest.mark.parametrize("field", ["name", "age"])
def test_a_row_that_somebody_else_took_away_is_given_back_to_who_writes_in_it(visitor, colleague, both, field):
    row = rows(both)[1]
    colleague.get(both.path).press("Remove Person in [the street] 2")
    page = both.press(SAVE, {f"{row}.{field}": "41"})
    assert page.status == 409
    assert "Saved by somebody else: Taken away. Remove it below if it should go." in page.text
    assert page.fields()[f"{row}.{field}"] == "41"
    assert named(visitor.get(both.path)) == ["Ann"]
    page.press(SAVE)
    kept = visitor.get(both.path).fields()
    assert kept[f"{row}.{field}"] == "41"
    assert kept[f"{row}.name"] == ("41" if field == "name" else "Bo")


def test_a_row_that_both_left_as_it_was_goes_when_one_takes_it_away(visitor, colleague, both):
    colleague.get(both.path).press("Remove Person in [the street] 2")
    assert both.press(SAVE, {f"{PEOPLE}.1.name": "Anna"}).status == 200
    assert named(visitor.get(both.path)) == ["Anna"]


def test_a_save_that_opens_questions_comes_back_to_them_and_says_how_many(visitor, tasks):
    home = visitor.get(f"{tasks.path}/sections/home")
    opened = "home.how-many"
    assert hidden(home, opened)
    sent = visitor.client.post(home.path, data={**home.forms[-1].fields, "home.pets": "yes"})
    assert sent.headers["Location"].endswith(f"&more=1#{opened}")
    page = visitor.get(sent.headers["Location"])
    assert "“The home” is saved" in page.text
    assert "Your answers opened 1 more question below." in page.text
    assert not hidden(page, opened)
    assert page.press(SAVE, {opened: "2"}).path.endswith("/sections/people")


def hidden(page, address) -> bool:
    return next("hidden" in given for _, given in page.tags if given.get("data-asked") == address)
