"""A file is given out where an answer names it, and can do nothing in a browser."""

import json
from hashlib import sha256

import pytest
import sqlalchemy as sa

from engine.stored_file import StoredFile, write_files
from tests.webapp.pages.conftest import THIRD_ANSWERS
from webapp.storage.tables import files

PNG = b"\x89PNG\r\n\x1a\n0"
PDF = b"%PDF-1.7"
TYPES = {
    PNG: "image/png",
    PDF: "application/pdf",
    b"\xff\xd8\xff": "image/jpeg",
    b"a,b": "text/csv",
    b"<b>": "text/plain",
}
POLICY = "sandbox; default-src 'none'; frame-ancestors 'none'"


@pytest.fixture
def specs(specs):
    """The specs, with a question for files in the third one."""
    spec = specs / "trip-check" / "1.yaml"
    papers = "      - {id: papers, label: Papers, kind: file}\n"
    spec.write_text(spec.read_text().replace("      - id: signed\n", f"{papers}      - id: signed\n"))
    return specs


def kept(repository, content: bytes, name: str) -> StoredFile:
    media_type = TYPES[content]
    return StoredFile(repository.keep_file(content, media_type), len(content), media_type, name)


def draft_naming(visitor, repository, *named: StoredFile) -> str:
    """Start a draft with an answer that names these files; return its path."""
    tasks = visitor.start("Trip check")
    text = {"trip.papers": write_files(named)}
    repository.save(tasks.path.rpartition("/")[2], base=0, posted=text)
    return tasks.path


@pytest.mark.parametrize("content", TYPES, ids=TYPES.values())
def test_a_file_that_a_draft_names_is_saved_by_the_browser_as_it_was_sent(visitor, repository, content):
    file = kept(repository, content, "Paper (1)")
    sent = visitor.client.get(f"{draft_naming(visitor, repository, file)}/files/{file.sha256}")
    assert (sent.status_code, sent.data, sent.mimetype) == (200, content, TYPES[content])
    assert sent.headers["Content-Disposition"].startswith('attachment; filename="Paper (1).')


@pytest.mark.parametrize("query", ["", "?inline"])
def test_nothing_in_a_file_can_act_as_a_page(visitor, repository, query):
    file = kept(repository, b"<b>", "note.txt")
    sent = visitor.client.get(f"{draft_naming(visitor, repository, file)}/files/{file.sha256}{query}")
    assert sent.headers.getlist("Content-Security-Policy") == [POLICY]
    assert sent.headers.getlist("X-Content-Type-Options") == ["nosniff"]
    assert sent.headers["Content-Disposition"] == "attachment; filename=note.txt"
    assert sent.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert sent.headers["Cache-Control"] == "no-store"
    assert sent.headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize("content", TYPES, ids=TYPES.values())
def test_only_a_photo_may_be_shown_where_a_page_asks_for_it(visitor, repository, content):
    file = kept(repository, content, "a")
    sent = visitor.client.get(f"{draft_naming(visitor, repository, file)}/files/{file.sha256}?inline")
    shown = TYPES[content] in {"image/png", "image/jpeg"}
    assert sent.headers["Content-Disposition"].partition(";")[0] == ("inline" if shown else "attachment")
    assert sent.headers["Content-Security-Policy"] == POLICY


def test_the_name_of_a_file_comes_through_in_any_language(visitor, repository):
    file = kept(repository, PDF, 'Ŵyn "é"; filename=x.pdf')
    sent = visitor.client.get(f"{draft_naming(visitor, repository, file)}/files/{file.sha256}")
    said = sent.headers["Content-Disposition"]
    assert said.isascii()
    assert said.endswith("filename*=UTF-8''%C5%B4yn%20%22%C3%A9%22%3B%20filename%3Dx.pdf")


def test_a_file_has_the_name_that_this_draft_gives_it_and_the_ending_of_its_type(visitor, repository):
    page = kept(repository, PDF, "a.html")
    other = kept(repository, PDF, "b.pdf")
    for file, name in ((page, "a.html.pdf"), (other, "b.pdf")):
        sent = visitor.client.get(f"{draft_naming(visitor, repository, file)}/files/{file.sha256}")
        assert sent.headers["Content-Disposition"] == f"attachment; filename={name}"


def test_a_file_that_a_record_names_is_given_out_with_it(visitor, repository):
    file = kept(repository, PDF, "a.pdf")
    answers = {**THIRD_ANSWERS, "trip": {**THIRD_ANSWERS["trip"], "trip.papers": [("a.pdf", PDF)]}}
    record = visitor.submit("Trip check", answers).path.removesuffix("/receipt")
    sent = visitor.client.get(f"{record}/files/{file.sha256}")
    assert (sent.status_code, sent.data) == (200, PDF)
    assert sent.headers["Content-Disposition"] == "attachment; filename=a.pdf"
    assert sent.headers["Content-Security-Policy"] == POLICY
    late = visitor.client.get(f"{record.replace('records', 'drafts')}/files/{file.sha256}")
    assert late.status_code == 303


@pytest.mark.parametrize("asked", ["", "0" * 64, "x", sha256(PNG).hexdigest().upper(), sha256(PNG).hexdigest()[:63]])
def test_a_file_that_is_not_named_there_is_not_found(visitor, repository, asked):
    path = draft_naming(visitor, repository, kept(repository, PNG, "a.png"))
    assert visitor.client.get(f"{path}/files/{asked}").status_code == 404


def test_a_file_of_another_draft_or_record_is_not_found(visitor, repository):
    file = kept(repository, PNG, "a.png")
    draft_naming(visitor, repository, file)
    other = visitor.start("Trip check").path
    record = visitor.submit("Trip check", THIRD_ANSWERS).path.removesuffix("/receipt")
    for path in (other, record, "/drafts/nothing", "/records/nothing"):
        assert visitor.client.get(f"{path}/files/{file.sha256}").status_code == 404


def test_a_file_that_a_draft_named_and_names_no_more_is_not_found(visitor, repository):
    file = kept(repository, PNG, "a.png")
    path = draft_naming(visitor, repository, file)
    repository.save(path.rpartition("/")[2], base=1, posted={"trip.papers": ""})
    assert visitor.client.get(f"{path}/files/{file.sha256}").status_code == 404


def test_a_file_of_a_draft_that_was_discarded_is_not_found(visitor, repository):
    file = kept(repository, PNG, "a.png")
    path = draft_naming(visitor, repository, file)
    repository.discard(path.rpartition("/")[2], base=1)
    assert visitor.client.get(f"{path}/files/{file.sha256}").status_code == 404


def test_a_file_that_is_named_and_was_never_kept_is_not_found(visitor, repository):
    file = StoredFile("0" * 64, 1, "image/png", "a.png")
    assert visitor.client.get(f"{draft_naming(visitor, repository, file)}/files/{file.sha256}").status_code == 404


def test_a_damaged_file_is_told_and_not_given_out(visitor, repository):
    file = kept(repository, PNG, "a.png")
    path = draft_naming(visitor, repository, file)
    with repository._database.writing("The test") as connection:
        connection.execute(sa.update(files).values(content=b"other"))
    page = visitor.get(f"{path}/files/{file.sha256}")
    assert page.status == 503
    assert "The file cannot be given out: it is damaged." in page.text


def test_a_text_that_reads_like_a_file_opens_none(visitor, repository):
    file = kept(repository, PDF, "a.pdf")
    draft_naming(visitor, repository, file)
    typed = write_files([file])
    other = draft_naming(visitor, repository)
    repository.save(other.rpartition("/")[2], base=0, posted={"trip.why": typed})
    answers = {**THIRD_ANSWERS, "trip": {**THIRD_ANSWERS["trip"], "trip.why": typed}}
    record = visitor.submit("Trip check", answers).path.removesuffix("/receipt")
    for path in (other, record):
        assert visitor.client.get(f"{path}/files/{file.sha256}").status_code == 404
    assert "/files/" not in visitor.client.get(record).text


def test_the_trail_marks_a_file_that_was_opened_and_holds_nothing_that_opens_it(visitor, repository):
    file = kept(repository, PDF, "a.pdf")
    path = draft_naming(visitor, repository, file)
    assert visitor.client.get(f"{path}/files/{file.sha256}").status_code == 200
    mark = json.loads(repository.acts()[0].detail)["what"]
    assert file.sha256.startswith(mark)
    assert len(mark) == 16
    assert visitor.client.get(f"{path}/files/{mark}").status_code == 404
