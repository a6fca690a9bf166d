"""Files in a section, on pages without scripts: chosen, refused, taken out, and by two people at once."""

import pytest

from engine.compile import compile_form
from engine.stored_file import StoredFile, read_files, write_files
from formspec.loader import load
from tests.pictures import png
from webapp.pages.drafts.typed import has_files, typed
from webapp.storage.repository import Repository, StorageError

PDF, TEXT, PNG = b"%PDF-1.7", b"Dear Sir", png()
PAPERS = "home.papers"
SAVE = "Save and continue"


@pytest.fixture
def home(visitor, home_visit):
    """The page of the section that takes files; nothing is entered yet."""
    return visitor.get(f"{visitor.start(home_visit).path}/sections/home")


def boxes(page) -> list[str]:
    """Return the names of the boxes that take a file out."""
    return [given["name"] for tag, given in page.tags if tag == "input" and ".remove." in given.get("name", "")]


def listed(page) -> list[str]:
    return [words for href, words in page.links if "/files/" in href]


def test_files_that_are_chosen_are_listed_with_the_way_to_each(visitor, home):
    page = home.press(SAVE, {PAPERS: [("lease.pdf", PDF), ("note.txt", TEXT)], "home.street": "Mill Lane"})
    assert page.path.endswith("/sections/people")
    page = visitor.get(home.path)
    assert listed(page) == ["lease.pdf", "note.txt"]
    assert page.fields()["home.street"] == "Mill Lane"
    assert visitor.client.get(page.link("lease.pdf")).data == PDF
    assert [words.split()[0] for words in page.text.split("Remove")[1:]] == ["lease.pdf", "note.txt"]


def test_files_stay_when_a_section_is_saved_again_and_more_are_added(visitor, home):
    home.press(SAVE, {PAPERS: [("lease.pdf", PDF)]})
    visitor.get(home.path).press(SAVE, {"home.street": "Mill Lane"})
    visitor.get(home.path).press(SAVE, {PAPERS: [("note.txt", TEXT)]})
    assert listed(visitor.get(home.path)) == ["lease.pdf", "note.txt"]


def test_a_file_that_is_ticked_goes_with_the_next_save(visitor, home):
    home.press(SAVE, {PAPERS: [("lease.pdf", PDF), ("note.txt", TEXT)]})
    page = visitor.get(home.path)
    page.press(SAVE, {boxes(page)[0]: "yes"})
    assert listed(visitor.get(home.path)) == ["note.txt"]
    assert visitor.client.get(page.link("lease.pdf")).status_code == 404


def test_a_file_that_cannot_be_kept_is_told_and_everything_else_is_saved(visitor, home):
    page = home.press(SAVE, {PAPERS: [("run.exe", b"MZ\x90\0"), ("note.txt", TEXT)], "home.street": "Mill Lane"})
    assert page.status == 422
    assert page.title.startswith("Error: ")
    assert "Saved, but 1 file could not be added “run.exe” was not added:" in page.text
    assert listed(page) == ["note.txt"]
    assert page.fields()["home.street"] == "Mill Lane"


@pytest.mark.parametrize(
    ("chosen", "told"),
    [
        ([("photo.png", PNG)], "photo.png"),
        ([("a.txt", b"a"), ("b.txt", b"b"), ("c.txt", b"c")], "2"),
    ],
    ids=["of a type that is not asked for", "too many"],
)
def test_files_that_the_answer_may_not_have_are_kept_and_told(visitor, home, chosen, told):
    page = home.press(SAVE, {PAPERS: chosen})
    assert page.path == home.path
    [words] = [words for href, words in page.links if href == f"#{PAPERS}"]
    assert told in words
    assert listed(page) == [name for name, _ in chosen]


def test_two_people_who_add_a_file_at_once_both_keep_theirs(visitor, colleague, home):
    colleague.get(home.path).press(SAVE, {PAPERS: [("theirs.txt", TEXT)]})
    page = home.press(SAVE, {PAPERS: [("mine.pdf", PDF)], "home.street": "Mill Lane"})
    assert page.status == 200
    assert listed(visitor.get(home.path)) == ["theirs.txt", "mine.pdf"]
    assert visitor.get(home.path).fields()["home.street"] == "Mill Lane"


def test_a_file_is_added_also_to_what_somebody_adds_while_it_is_being_kept(visitor, home, monkeypatch):
    keep, theirs = Repository.keep_file, iter(["theirs.txt"])

    def meanwhile(repository, *given):
        for name in theirs:
            file = StoredFile(keep(repository, TEXT, "text/plain"), len(TEXT), "text/plain", name)
            repository.save(home.path.split("/")[2], base=0, posted={PAPERS: write_files([file])})
        return keep(repository, *given)

    monkeypatch.setattr(Repository, "keep_file", meanwhile)
    page = home.press(SAVE, {PAPERS: [("mine.pdf", PDF)], "home.street": "Mill Lane"})
    assert page.status == 200
    assert listed(visitor.get(home.path)) == ["theirs.txt", "mine.pdf"]
    assert visitor.get(home.path).fields()["home.street"] == "Mill Lane"


def test_a_file_is_not_taken_out_for_somebody_who_has_not_seen_what_was_added(visitor, colleague, home):
    home.press(SAVE, {PAPERS: [("lease.pdf", PDF)]})
    mine = visitor.get(home.path)
    colleague.get(home.path).press(SAVE, {PAPERS: [("note.txt", TEXT)]})
    mine.press(SAVE, {boxes(mine)[0]: "yes"})
    assert "note.txt" in listed(visitor.get(home.path))


def test_files_are_shown_when_the_answers_are_checked_and_on_the_record(visitor, home):
    home.press(SAVE, {PAPERS: [("lease.pdf", PDF)]})
    assert "Papers lease.pdf (8 bytes)" in visitor.get(home.path.replace("sections/home", "check")).text


@pytest.mark.parametrize(
    ("questions", "takes"),
    [
        ("- {id: paper, label: Paper, kind: file}", True),
        ("- {id: rows, label: Rows, questions: [{id: photo, label: Photo, kind: photo}]}", True),
        ("- {id: name, label: Name, kind: text}", False),
    ],
)
def test_a_page_can_send_files_as_soon_as_a_row_to_come_may_take_them(questions, takes):
    spec = spec_of(questions)
    assert has_files(spec, spec.sections[0]) is takes


def spec_of(questions):
    head = "formspec: 1\nform: f\nversion: 1\ntitle: F\nsections:\n  - id: s\n    title: S\n    questions:\n      "
    loaded = load(f"{head}{questions}\n".encode())
    assert loaded.spec is not None, loaded.problems
    return loaded.spec


@pytest.mark.parametrize("row", [{}, {"s.rows.7": "row"}], ids=["of no row", "of a new row"])
def test_a_text_that_is_posted_as_a_file_is_nobodys_answer(row):
    spec = spec_of(
        "- {id: rows, label: Rows, questions: [{id: photo, label: P, kind: photo}, {id: of, kind: text, label: Of}]}"
    )
    forged = {"s.rows.7.photo": f"{'0' * 64} 1 image/png theirs.png", "s.rows.7.of": "Ann", **row}
    posted = typed(compile_form(spec), "s", {}, forged, base=1)
    assert not posted.unknown
    assert posted.entries == {"s.rows.7.of": "Ann", **row}


PHOTOS = "safeguarding.policies-in-place.attachments"
WORDS = "safeguarding.policies-in-place.answer"


@pytest.fixture
def attached(visitor):
    """The page of a section with three files beside an answer."""
    page = visitor.get(f"{visitor.start('Alternative Provision Audit').path}/sections/safeguarding")
    page.press(SAVE, {PHOTOS: [("door.pdf", PDF), ("hall.txt", TEXT), ("yard.txt", b"Yard")]})
    return visitor.get(page.path)


def changes(page) -> tuple[dict[str, str], list[str]]:
    """Return a caption, a prompt and a tick to go, for a file each, and the names of all that they are for."""
    caption, prompt, out = (
        [name for name in sorted(names, key=page.html.index) if f"{PHOTOS}.{what}." in name][place]
        for place, (what, names) in enumerate({what: beside(page) for what in ("says", "shows", "remove")}.items())
    )
    return {caption: "Propped open", prompt: "policies", out: "yes", WORDS: "Good"}, [caption, prompt, out]


def beside(page) -> set[str]:
    return {name for form in page.forms for name in form.inputs if name.startswith(PHOTOS)}


def kept(repository: Repository, page) -> list[tuple[str, str, str]]:
    text = repository.draft(page.path.split("/")[2]).entries[PHOTOS]
    return [(each.name, each.caption, each.prompt) for each in read_files(text)]


@pytest.mark.parametrize("why", ["too old", "not stored"])
def test_what_was_said_of_files_is_given_back_where_a_page_could_not_be_saved(repository, attached, monkeypatch, why):
    typed, boxes = changes(attached)
    before = kept(repository, attached)
    assert [caption for _, caption, _ in before] == ["", "", ""]

    def full(*_: object, **__: object) -> None:
        raise StorageError("The disk is full: make room, then save again.")

    with monkeypatch.context() as patch:
        if why == "not stored":
            patch.setattr(Repository, "save", full)
        token = {"csrf": "forged"} if why == "too old" else {}
        page = attached.press(SAVE, {**typed, PHOTOS: [("new.pdf", PDF + b" new"), ("two.txt", b"2")], **token})
    assert page.status == (403 if why == "too old" else 503)
    assert "Files have to be chosen again: “new.pdf” and “two.txt”." in page.text
    assert [page.fields().get(name) for name in boxes] == ["Propped open", "policies", "yes"]
    assert kept(repository, attached) == before
    assert page.press(SAVE).status == 200
    assert kept(repository, attached) == [("door.pdf", "Propped open", ""), ("hall.txt", "", "policies")]


@pytest.mark.parametrize("token", [{}, {"csrf": "forged"}], ids=["with its token", "with a token that does not hold"])
def test_what_was_said_of_files_too_late_is_shown_to_be_copied(colleague, attached, token):
    typed, _ = changes(attached)
    colleague.get(f"{attached.path.rpartition('/sections')[0]}/discard").press("Discard this draft")
    page = attached.press(SAVE, {**typed, PHOTOS: [("new.pdf", PDF + b" new")], **token})
    assert page.status == 409
    for said in (
        "caption of “door.pdf” Propped open",
        "what “hall.txt” shows",
        "remove “yard.txt” Ticked",
        "chosen, and not added new.pdf",
    ):
        assert said in page.text
    assert "caption of “hall.txt”" not in page.text
    assert "Nothing" not in page.text
