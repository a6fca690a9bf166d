"""Files that a page's script sends in pieces: dropped, repeated, out of turn and cut, each is there once and whole."""

import os
import random
from hashlib import sha256
from io import BytesIO
from threading import BoundedSemaphore

import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from engine.stored_file import read_files
from tests.pictures import heic, opened, photo, png
from webapp.pages.drafts.uploads import MOST_PIECE_BYTES
from webapp.photos import remaking
from webapp.storage import uploads

AT = "safeguarding.policies-in-place.attachments"
SEED = int(os.environ.get("FORMSPEC_SEED", "20261127"))
SOAK = int(os.environ.get("FORMSPEC_SOAK", "1"))
ID = "u" * 32
BOUNDARY = "----piece"


class Sender:
    """The script of one page, as far as the server sees it."""

    def __init__(self, visitor, tasks: str) -> None:
        self.client = visitor.client
        self.page = visitor.get(f"{tasks}/sections/safeguarding")
        self.at = f"{tasks}/uploads"
        self.token = next(form.fields["csrf"] for form in self.page.forms if "csrf" in form.fields)

    def ask(self, path: str, data: dict[str, object]):
        sent = {name: part if isinstance(part, FileStorage) else str(part) for name, part in data.items()}
        body = encode_multipart({"csrf": self.token, **sent}, boundary=BOUNDARY)[1]
        kind = f"multipart/form-data; boundary={BOUNDARY}"
        answer = self.client.post(self.at + path, data=body, content_type=kind)
        return answer.status_code, answer.get_json(silent=True)

    def begin(self, content: bytes, name: str = "hall.jpg", *, mark: str = ID, address: str = AT, **more: str):
        return self.ask("", {"id": mark, "name": name, "size": len(content), "address": address, **more})

    def piece(self, content: bytes, at: int, end: int, *, mark: str = ID):
        return self.ask(f"/{mark}/pieces", {"at": at, "piece": FileStorage(BytesIO(content[at:end]), "piece")})

    def done(self, *, mark: str = ID):
        return self.ask(f"/{mark}/done", {})

    def told(self, *, mark: str = ID):
        answer = self.client.get(f"{self.at}/{mark}")
        return answer.status_code, answer.get_json(silent=True)

    def whole(self, content: bytes, name: str = "hall.jpg", *, mark: str = ID, **more: str):
        status, told = self.begin(content, name, mark=mark, **more)
        if status == 200:
            self.piece(content, 0, len(content), mark=mark)
            status, told = self.done(mark=mark)
        return status, told


@pytest.fixture
def tasks(visitor):
    return visitor.start("Alternative Provision Audit").path


@pytest.fixture
def sender(visitor, tasks) -> Sender:
    return Sender(visitor, tasks)


@pytest.fixture
def named(repository, tasks):
    """Return what stands beside the answer now."""
    return lambda: read_files(repository.draft(tasks.rpartition("/")[2]).entries.get(AT, ""))


def test_a_photo_that_came_whole_stands_beside_its_answer(sender, named, repository):
    status, told = sender.whole(photo(), shows="policies")
    (file,) = named()
    assert (status, told["file"]["name"], told["file"]["prompt"]) == (200, "hall.jpg", "policies")
    assert (told["before"], told["base"]) == (0, 1)
    assert (file.prompt, opened(repository.file(file.sha256).content).size) == ("policies", (120, 80))
    assert opened(repository.preview(file.sha256)).size == (120, 80)


def test_pieces_that_are_lost_repeated_or_out_of_turn_make_the_one_file(sender, named, repository):
    print(f"FORMSPEC_SEED={SEED}")
    chance = random.Random(SEED)
    content = b"%PDF-1.7" + chance.randbytes(3000)
    for number in range(6 * SOAK):
        sent, mark, received = content + bytes([number, number]), f"{number:032}", 0
        assert sender.begin(sent, "paper.pdf", mark=mark)[1] == {"received": 0}
        while received < len(sent):
            at = chance.choice((received, received, 0, max(0, received - 300), received + 1, len(sent) - 1))
            _, told = sender.piece(sent, at, at + chance.randint(1, 1500), mark=mark)
            assert received <= told["received"] <= len(sent)
            received = told["received"]
            if chance.random() < 0.2:
                assert sender.begin(sent, "paper.pdf", mark=mark)[1] == {"received": received}
        for _ in range(2):
            status, told = sender.done(mark=mark)
            assert (status, told["file"]["size"]) == (200, len(sent))
        assert repository.file(named()[-1].sha256).content == sent
        assert len(named()) == number + 1


def test_a_file_that_is_cut_off_is_not_added_and_says_how_far_it_came(sender, named):
    sender.begin(photo())
    sender.piece(photo(), 0, 100)
    assert sender.done() == (409, {"received": 100})
    assert named() == ()


def test_what_became_of_a_file_is_told_and_nothing_is_done_by_it(sender, named):
    assert sender.told()[0] == 404
    sender.begin(photo())
    sender.piece(photo(), 0, len(photo()))
    assert sender.told() == (200, {"received": len(photo())})
    assert named() == ()
    _, added = sender.done()
    assert sender.told() == (200, {**added, "before": 1})


def test_a_piece_that_is_too_large_or_goes_on_behind_the_end_is_not_taken(sender):
    content = bytes(MOST_PIECE_BYTES + 1)
    sender.begin(content)
    assert sender.piece(content, 0, len(content))[0] == 400
    assert sender.piece(content, 0, MOST_PIECE_BYTES) == (200, {"received": MOST_PIECE_BYTES})
    assert sender.piece(content + b"more", MOST_PIECE_BYTES, None) == (200, {"received": MOST_PIECE_BYTES})


REFUSED = {
    "a page that is called a photo": ("hall.jpg", b"<html><script>alert(1)</script>"),
    "a drawing that can run": ("plan.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
    "a script": ("hall.png", b"alert(1)"),
    "a text, which answers of files may take and attachments not": ("note.txt", b"Dear Sir"),
    "a photo that is cut off": ("hall.jpg", photo((600, 400))[:2000]),
}


@pytest.mark.parametrize(("name", "content"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_photo_or_paper_is_refused_in_a_sentence_and_forgotten(sender, named, repository, name, content):
    status, told = sender.whole(content, name)
    assert repository.file(sha256(content).hexdigest()) is None
    assert status == 422
    assert name in told["refused"]
    assert (named(), sender.done()[0]) == ((), 404)


def test_a_paper_with_a_page_in_it_is_only_ever_saved_and_never_shown(sender):
    status, told = sender.whole(b"%PDF-1.7 <html><script>alert(1)</script>", "paper.html")
    assert (status, told["file"]["name"], told["file"]["preview"]) == (200, "paper.html.pdf", "")
    sent = sender.client.get(told["file"]["url"])
    assert sent.headers["Content-Disposition"].startswith("attachment")
    assert sent.headers["Content-Security-Policy"].startswith("sandbox")


def test_a_photo_in_heic_is_kept_as_jpeg_under_its_name(sender):
    _, told = sender.whole(heic(), "IMG_1.HEIC")
    assert told["file"]["name"] == "IMG_1.jpg"
    preview = sender.client.get(told["file"]["preview"])
    assert (preview.mimetype, preview.headers["Cache-Control"]) == ("image/jpeg", "no-store")
    assert preview.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")


def test_thirty_files_stand_beside_an_answer_and_one_more_does_not(sender, named):
    for number in range(31):
        status, told = sender.whole(b"%PDF-1.7" + bytes([number]), f"{number}.pdf", mark=f"{number:032}")
    assert (status, len(named())) == (422, 30)
    assert "no more than 30 files" in told["refused"]


def test_a_photo_that_is_sent_again_under_another_id_is_there_once(sender, named):
    sender.whole(png(), "log.png")
    sender.whole(png(), "again.png", mark="v" * 32)
    assert [each.name for each in named()] == ["log.png"]


@pytest.mark.parametrize("address", ["safeguarding.policies-in-place.answer", "safeguarding.nowhere", "x"])
def test_a_file_is_added_only_where_files_are_asked_for(sender, address):
    status, told = sender.begin(photo(), address=address)
    assert (status, told["refused"].partition(":")[0]) == (422, "Save this page first")


@pytest.mark.parametrize("more", [{"id": "short"}, {"id": "x" * 65}, {"id": "../" * 8}, {"size": "0"}, {"size": "x"}])
def test_what_no_script_of_ours_sends_is_refused(sender, more):
    assert sender.ask("", {"id": ID, "name": "a", "size": "1", "address": AT, **more})[0] == 400


def test_a_file_that_is_too_large_is_refused_before_it_is_sent(sender):
    status, told = sender.begin(bytes(10 * 1024**2 + 1))
    assert (status, told["refused"]) == (422, "“hall.jpg” was not added: it must be 10 MB or smaller.")


def test_a_photo_that_comes_while_too_many_are_made_waits_where_it_is(sender, named, monkeypatch):
    with monkeypatch.context() as busy:
        busy.setattr(remaking, "_LINE", BoundedSemaphore(0))
        sender.begin(photo())
        sender.piece(photo(), 0, len(photo()))
        assert sender.done()[0] == 503
        page = sender.page.press("Save and continue", {AT: [("more.png", png())]})
        assert "“more.png” was not added: too many photos" in page.text
        assert named() == ()
    assert sender.done()[0] == 200


def test_no_more_files_are_on_their_way_at_once_than_are_taken(sender, monkeypatch):
    monkeypatch.setattr(uploads, "MOST_UNDER_WAY", 2)
    told = [sender.begin(photo(), mark=f"{number:032}")[0] for number in range(3)]
    assert told == [200, 200, 422]


def test_a_file_that_comes_too_late_for_its_draft_is_told_so_whatever_it_asks(sender, repository, tasks):
    sender.begin(photo())
    repository.discard(tasks.rpartition("/")[2], base=0)
    told = {"refused": "It was not added: this form was discarded meanwhile."}
    assert sender.begin(photo()) == sender.piece(photo(), 0, 10) == sender.done() == (409, told)


def test_a_file_of_a_form_that_was_submitted_is_told_so_and_led_nowhere_else(visitor, audit_answers):
    submitted = visitor.fill(visitor.start("Alternative Provision Audit"), audit_answers)
    sender = Sender(visitor, submitted.path.rpartition("/")[0])
    submitted.press("Submit")
    assert sender.begin(photo()) == (409, {"refused": "It was not added: this form was submitted meanwhile."})


def test_a_file_that_was_added_before_its_form_was_submitted_is_told_so_when_it_is_asked_for_again(
    visitor, audit_answers
):
    submitted = visitor.fill(visitor.start("Alternative Provision Audit"), audit_answers)
    sender = Sender(visitor, submitted.path.rpartition("/")[0])
    _, added = sender.whole(photo())
    visitor.get(submitted.path).press("Submit")
    assert sender.begin(photo()) == (200, {"received": len(photo())})
    again = sender.done()[1]
    assert (again["file"], again["base"]) == (added["file"], added["base"])
    assert sender.begin(photo(), mark="0" * 32)[0] == 409


def test_a_file_of_a_draft_that_is_not_there_is_told_so_in_words(sender, repository, tasks):
    sender.begin(photo())
    erased, sender.at = sender.at, "/drafts/nowhere/uploads"
    assert sender.begin(photo()) == (404, {"refused": "It was not added: this form is not there any more."})
    assert sender.piece(photo(), 0, 10) == sender.done() == (404, {"received": 0})
    repository.erase_draft(tasks.rpartition("/")[2], "Asked for", base=0)
    sender.at = erased
    status, told = sender.begin(photo())
    assert (status, told["refused"].partition(" on ")[0]) == (410, "This draft was erased")


def test_two_people_who_add_photos_at_once_keep_both(visitor, colleague, tasks, sender, named):
    theirs = Sender(colleague, tasks)
    sender.whole(png(shade=1), "mine.png")
    theirs.whole(png(shade=2), "theirs.png", mark="v" * 32)
    page = sender.page.press("Save and continue", {f"{AT}": [("more.png", png(shade=3))]})
    assert page.status == 200
    assert [each.name for each in named()] == ["mine.png", "theirs.png", "more.png"]


def test_a_file_of_somebody_else_is_not_taken_from_whoever_is_signed_in_now(sender, named):
    status, told = sender.begin(photo(), who="u-somebody-else")
    assert (status, told["refused"].partition(".")[0]) == (401, "Somebody else is signed in here now")
    assert (sender.piece(photo(), 0, 100)[0], named()) == (404, ())


def test_a_page_that_is_too_old_is_given_a_fresh_token(sender):
    status, told = sender.ask("", {"csrf": "x"})
    assert status == 403
    assert told["csrf"]
