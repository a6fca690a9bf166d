"""Text that tries to be more than text stays text, on every page that shows it."""

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


def unharmed(page) -> None:
    scripts = [given for tag, given in page.tags if tag == "script"]
    assert [given.get("src", "").partition("?")[0] for given in scripts] == ["/static/page.js"]
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
