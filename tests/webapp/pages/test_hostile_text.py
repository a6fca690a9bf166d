"""Text that tries to be more than text stays text, on every page that shows it."""

import re

import pytest

PAYLOADS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'onfocus='alert(1)' x='",
    "</textarea><script>alert(1)</script>",
    "</title></style><script>alert(1)</script>",
    "{{ 7 * 7 }}{% raw %}",
    "javascript:alert(1)",
    "\ue000value x.y\ue001",
    "&lt;b&gt; &amp; <!-- x -->",
)
HOSTILE = "".join(PAYLOADS).replace("\n", " ")


OWN_SCRIPT = re.compile(r"/static/[a-z-]+\.js\?v=|/(?:static/)?(?:scripts?|modules?)/[0-9a-f]+/[a-z-]+\.js$")


def unharmed(page) -> None:
    scripts = [given for tag, given in page.tags if tag == "script"]
    data = {"type": "application/json", "id": "rules"}
    assert all(OWN_SCRIPT.match(given.get("src", "")) for given in scripts if given != data)
    assert "data-hole" not in page.html
    assert not [tag for tag, _ in page.tags if tag in {"img", "style"}]
    assert not [name for _, given in page.tags for name in given if name.startswith("on") or name == "style"]
    assert not [href for href, _ in page.links if href.startswith("javascript:")]


@pytest.fixture
def hostile_answers(third_answers):
    texts = {
        "trip.place": HOSTILE[:150],
        "trip.why": HOSTILE,
        "trip.where.line-1": HOSTILE[:60],
        "trip.signed.name": PAYLOADS[1],
    }
    answers = {section: dict(entries) for section, entries in third_answers.items()}
    answers["trip"] |= texts
    answers["coach"]["coach.belts.note"] = PAYLOADS[0]
    answers["more"]["more.else"] = HOSTILE
    return answers


def test_hostile_answers_are_shown_as_they_were_typed_on_every_page(visitor, hostile_answers):
    tasks = visitor.start("Trip check")
    check = visitor.fill(tasks, hostile_answers)
    pages = [visitor.get(f"{tasks.path}/sections/{each}") for each in hostile_answers]
    assert pages[2].fields()["more.else"] == HOSTILE
    pages += [visitor.get("/"), visitor.get(tasks.path), visitor.get(f"{tasks.path}/discard"), check]
    receipt = check.press("Submit")
    record = receipt.follow("Open the record")
    assert PAYLOADS[0] in record.text
    for page in (*pages, receipt, record, visitor.get("/"), visitor.get("/records")):
        assert page.status == 200
        unharmed(page)


def test_hostile_answers_in_a_conflict_are_shown_as_they_were_typed(visitor, colleague):
    tasks = visitor.start("Trip check")
    path = f"{tasks.path}/sections/more"
    mine, theirs = visitor.get(path), colleague.get(path)
    theirs.press("Save and continue", {"more.else": PAYLOADS[0]})
    page = mine.press("Save and continue", {"more.else": PAYLOADS[1]})
    assert page.status == 409
    unharmed(page)


def test_hostile_findings_are_shown_as_they_were_typed(visitor, audit_answers):
    row = "safeguarding.staff-training"
    audit_answers["safeguarding"] |= {f"{row}.concerns": HOSTILE, f"{row}.action": HOSTILE, f"{row}.answer": ""}
    audit_answers["safeguarding"] |= {f"{row}.answer.could-not-find-out": HOSTILE}
    check = visitor.fill(visitor.start("Alternative Provision Audit"), audit_answers)
    record = check.press("Submit").follow("Open the record")
    for page in (check, record):
        assert page.status == 200
        assert page.text.count(PAYLOADS[0]) >= 6
        unharmed(page)


def test_a_hostile_option_is_an_error_and_not_a_part_of_the_page(visitor):
    tasks = visitor.start("Trip check")
    page = visitor.get(f"{tasks.path}/sections/trip").press("Save and continue", {"trip.first-aid": PAYLOADS[1]})
    assert "Saved. 1 answer needs correcting" in page.text
    unharmed(page)


def test_a_hostile_spec_is_shown_as_it_was_written(visitor, specs, third_answers):
    path = specs / "trip-check" / "1.yaml"
    text = path.read_text("utf-8")
    for words in ("Trip check", "The coach", "Seat belts", "Look at each seat", "Good", "Note", "Say why beside it"):
        text = text.replace(f": {words}", f': "{words} <script>alert(1)</script><img src=x>"')
    path.write_text(text, "utf-8")
    tasks = visitor.start("Trip check")
    pages = [tasks, visitor.get("/"), visitor.get("/forms/trip-check"), visitor.get("/forms/trip-check/1/blank")]
    pages.append(visitor.get(f"{tasks.path}/sections/coach"))
    check = visitor.fill(tasks, third_answers)
    receipt = check.press("Submit")
    pages += [check, receipt, receipt.follow("Open the record"), visitor.get("/records")]
    for page in pages:
        assert page.status == 200
        assert "<script>alert(1)</script>" in page.text
        unharmed(page)


def test_hostile_addresses_are_not_repeated(visitor):
    for path in ("/drafts/<script>alert(1)</script>", "/forms/%22><img src=x>", "/records?form=<script>&before=<b>"):
        unharmed(visitor.get(path))


EXPANDED = "((home.street))"
LANGUAGE = (
    *("The home", "The visitor", "Complete this in the home.", "How is ((home.street)) held?", "It is owned"),
    *("In what way?", "Everybody in ((home.street))", "Person in ((home.street))", "Age of ((people.members.name))"),
    *("What ((people.members.name)) has", "Thing", "Age of all", "Level", "Do you agree that it is ((level.level))?"),
    *("I live in ((home.street)).", "Years in ((home.street))", "What the family does not agree with"),
    *("((people.members.name)) is older than nearly everybody", "The people in ((home.street))"),
)
MARKUP = "<script>alert(1)</script><img src=x> ' {{ 7 * 7 }} \ue000asked home \ue001"
FAMILY = {
    "home": {"home.pets": "no", "home.held": "other"},
    "people": {"people.members.1.age": "120"},
    "level": {"level.level": "low"},
    "reply": {"reply.agree": "no", "reply.signed.declared": "yes"},
}


def pages_of(visitor, title, texts):
    """Come to every page of a form with parts, rows, files and warnings, in which these texts were typed; the last is
    its record."""
    answers = {section: {**entries, **texts.get(section, {})} for section, entries in FAMILY.items()}
    tasks = visitor.start(title)
    waiting = visitor.get(f"{tasks.path}/sections/reply")
    empty = visitor.get(f"{tasks.path}/check")
    check = visitor.fill(tasks, {section: answers[section] for section in ("home", "people", "level")})
    pages = [tasks, waiting, empty, check, visitor.get("/"), visitor.get(f"{tasks.path}/discard")]
    pages += [visitor.get(f"{tasks.path}/sections/{section}") for section in ("home", "people", "level", "pets")]
    reasons = {"people.members.1.age.checks.old": texts["people"]["people.members.1.name"]}
    second = check.press("Save the reasons", reasons).press("Complete this part")
    pages += [second, visitor.get(f"{tasks.path}/sections/people"), visitor.get(f"{tasks.path}/sections/reply")]
    done = visitor.fill(second, {"reply": answers["reply"]})
    receipt = done.press("Submit")
    return [*pages, done, receipt, visitor.get("/records"), receipt.follow("Open the record")]


def typed(text, **files):
    """Return answers in which a text stands wherever one can be typed."""
    return {
        "home": {"home.street": text, "home.held.other.text": text, **files},
        "people": {"people.members.1.name": text},
        "level": {"level.level.reason": text},
        "reply": {"reply.signed.name": text},
    }


@pytest.mark.parametrize("text", [each for each in PAYLOADS if "\n" not in each])
def test_hostile_answers_come_out_as_text_wherever_an_answer_is_read(visitor, home_visit, text):
    for page in pages_of(visitor, home_visit, typed(text)):
        assert page.status == 200
        unharmed(page)


def test_an_answer_that_looks_like_a_place_for_an_answer_is_never_filled_in(visitor, home_visit):
    answers = typed(EXPANDED)
    answers["people"]["people.members.1.name"] = "((level.level)) ((home.street))"
    record = pages_of(visitor, home_visit, answers)[-1]
    assert "Street ((home.street))" in record.text
    assert "Age of ((level.level)) ((home.street)) 120 years" in record.text
    assert "I live in ((home.street))." in record.text
    assert "Person in ((home.street)) 1: ((level.level)) ((home.street)) is older than nearly everybody" in record.text
    document = record.follow("Download JSON").response.json
    assert document["warnings"][0]["message"] == "((level.level)) ((home.street)) is older than nearly everybody"
    assert document["answers"]["reply"]["signed"]["declaration"] == "I live in ((home.street))."


def test_hostile_words_of_the_language_are_shown_as_they_were_written(visitor, home_visit, specs):
    path = specs / "home-visit" / "1.yaml"
    text = path.read_text("utf-8").replace("unit: years", f"unit: {quoted('y<b>&')}")
    for words in LANGUAGE:
        for written in (words, f'"{words}"'):
            text = re.sub(rf": {re.escape(written)}(?=[,}}\n])", lambda _, said=words: f": {quoted(said)}", text)
    path.write_text(text, "utf-8")
    pages = pages_of(visitor, home_visit, typed("Mill Lane"))
    pages += [visitor.get("/forms/home-visit"), visitor.get("/forms/home-visit/1/blank")]
    for page in pages:
        assert page.status == 200
        unharmed(page)
    assert pages[-3].text.count("<script>alert(1)</script>") > len(LANGUAGE) / 2
    assert "120 y<b>&" in pages[-3].text


def quoted(words):
    return "'" + f"{words} {MARKUP}".replace("'", "''").replace("\ue000", "").replace("\ue001", "") + "'"


def test_the_hostile_name_of_a_file_is_shown_as_a_name(visitor, home_visit):
    name = "<img src=x onerror=alert(1)> ((home.street)) \ue000value home.street\ue001.txt"
    tasks = visitor.start(home_visit)
    visitor.fill(tasks, {"home": {"home.papers": [(name, b"Dear Sir")], "home.street": "Mill Lane"}})
    for page in (visitor.get(f"{tasks.path}/sections/home"), visitor.get(f"{tasks.path}/check")):
        unharmed(page)
        assert "<img src=x onerror=alert(1)> ((home.street))" in page.text
    refused = visitor.get(f"{tasks.path}/sections/home").press("Save and continue", {"home.papers": [(name, b"MZ\0")]})
    assert refused.status == 422
    unharmed(refused)
