"""A form's own page, starting it, and its blank sheet."""


def test_a_form_says_what_it_asks_and_which_versions_there_are(visitor):
    page = visitor.get("/forms/trip-check")
    assert "The trip: 9 questions" in page.text
    assert "Anything else: 1 question " in page.text
    assert "Version 1, in use now" in page.text


def test_a_form_says_who_sees_its_records_and_how_long_they_are_kept(visitor, specs):
    page = visitor.get("/forms/trip-check")
    assert (
        "Records Ordinary: to be seen by whoever filled them in, by those who decide and by readers, such as governors."
        in page.text
    )
    assert "Kept" not in page.text
    path = specs / "trip-check" / "1.yaml"
    kept = "retention: {keep: 6 years, from: trip.day, decided-by: The Head., reason: As the council asks.}\n"
    text = path.read_text(encoding="utf-8").replace(
        "columns:\n", f"access: sensitive\nchild-data: true\n{kept}columns:\n", 1
    )
    path.write_text(text, "utf-8")
    for address in ("/forms/trip-check", "/desk/trip-check"):
        said = visitor.get(address).text
        assert "Sensitive: to be seen only by whoever filled them in and by those who decide" in said
        assert "What is entered may be the personal data of children." in said
        assert (
            "Kept For 6 years from the answer to “Which day?”. Who decides then: The Head. As the council asks." in said
        )


def test_starting_a_form_leads_to_its_list_of_sections(visitor):
    tasks = visitor.get("/forms/trip-check").press("Start now")
    assert tasks.status == 200
    assert tasks.path.startswith("/drafts/")
    assert "nothing is entered yet" in tasks.text


def test_the_blank_sheet_holds_every_row_and_nothing_to_type_in(visitor):
    page = visitor.get("/forms/ap-audit/1/blank")
    assert page.text.count("Further action") >= 4
    assert "How did Ofsted judge safeguarding in the last report?" in page.text
    assert "Nothing entered" not in page.text
    assert not [tag for tag, _ in page.tags if tag in {"input", "textarea"}]


def test_a_letter_is_printed_before_its_questions(visitor):
    text = visitor.get("/forms/provider-letter/1/blank").text
    assert text.index("Dear Provider,") < text.index("Yours sincerely,") < text.index("Name and address of provider:")


def test_unknown_forms_and_versions_are_not_found(visitor):
    for path in ("/forms/nothing", "/forms/nothing/1/blank", "/forms/ap-audit/9/blank", "/forms/ap-audit/0/blank"):
        assert visitor.get(path).status == 404


def test_a_version_that_was_used_and_then_edited_cannot_be_started(visitor, specs):
    tasks = visitor.start("Trip check")
    path = specs / "trip-check" / "1.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("Seat belts", "Belts"), "utf-8")
    refused = visitor.start("Trip check")
    assert refused.status == 409
    assert "Publish it as a new version" in refused.text
    assert "Seat belts" in visitor.get(f"{tasks.path}/sections/coach").text
