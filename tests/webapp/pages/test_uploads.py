"""Files that a page's script sends in pieces: dropped, repeated, out of turn and cut, each is there once and whole."""

import os
import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from io import BytesIO
from threading import BoundedSemaphore

import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from engine.stored_file import read_files, write_files
from tests.pictures import heic, opened, photo, png
from webapp.pages.drafts import uploads as pages
from webapp.pages.drafts.uploads import MOST_PIECE_BYTES
from webapp.pages.files.keeping import kept_file
from webapp.photos import remaking
from webapp.storage import tidying, uploads

AT = "safeguarding.policies-in-place.attachments"
SEED = int(os.environ.get("FORMSPEC_SEED", "20261127"))
SOAK = int(os.environ.get("FORMSPEC_SOAK", "1"))
ID = "u" * 32
BOUNDARY = "----piece"


class Sender:
    """The script of one page, as far as the server sees it."""

    def __init__(self, visitor, tasks: str, section: str = "safeguarding") -> None:
        self.client = visitor.client
        self.page = visitor.get(f"{tasks}/sections/{section}")
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

    def done(self, *, mark: str = ID, **more: str):
        return self.ask(f"/{mark}/done", more)

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


@pytest.fixture
def captioned(sender, named):
    """Return what sends the photo, as often as it is asked, and says with which caption it stands then."""
    sent_all(sender)

    def done(says: str, *said: str) -> str:
        status, told = sender.done(says=says, **({"said": "\n".join(said)} if said else {}))
        (file,) = named()
        assert (status, told["file"]["caption"]) == (200, file.caption)
        return file.caption

    return done


def test_a_photo_comes_with_its_caption_in_one_line(captioned):
    assert captioned(" The  log\tof 2026 ") == "The log of 2026"


def test_a_caption_that_was_changed_while_no_answer_came_takes_the_place_of_those_before(captioned):
    assert captioned("The log") == "The log"
    assert captioned("The log of 2026", "", "The log") == "The log of 2026"
    assert captioned("The hall", "The log", "never arrived") == "The log of 2026"
    assert captioned("The hall", "The log", "The log of 2026") == "The hall"
    assert captioned("", "The hall") == ""
    assert captioned("The hall again", "") == "The hall again"
    assert captioned("The yard", "The  yard", "The hall again ") == "The yard"


def test_a_caption_that_somebody_took_away_is_not_put_back_by_the_same_try(captioned, named, repository, tasks):
    assert captioned("The log") == "The log"
    repository.save(tasks.rpartition("/")[2], base=1, posted={AT: write_files((replace(named()[0], caption=""),))})
    assert captioned("The log") == ""


def test_a_file_that_is_an_answer_has_no_caption(room, repository):
    sender, address = room
    sent_all(sender, address)
    assert sender.done(says="x")[0] == sender.done(says="y", said="x\n")[0] == 200
    draft = repository.draft(sender.at.split("/")[2])
    assert [each.caption for each in read_files(draft.entries[address])] == [""]


def test_a_photo_that_is_sent_again_keeps_the_caption_that_somebody_else_gave_it_since(
    captioned, named, repository, tasks
):
    assert captioned("The log") == "The log"
    theirs = write_files((replace(named()[0], caption="Bob was here"),))
    repository.save(tasks.rpartition("/")[2], base=1, posted={AT: theirs})
    assert captioned("The log of 2026", "The log") == "Bob was here"


def test_a_photo_that_stands_there_without_a_caption_is_given_that_of_the_same_photo(sender, named):
    sender.whole(photo())
    sender.begin(photo(), mark="v" * 32)
    sender.piece(photo(), 0, len(photo()), mark="v" * 32)
    assert sender.done(mark="v" * 32, says="The hall")[0] == 200
    assert [each.caption for each in named()] == ["The hall"]


def test_a_caption_that_is_too_long_is_refused_in_a_sentence_and_the_photo_stays_where_it_is(sender, named):
    sent_all(sender)
    status, told = sender.done(says="x" * 201)
    assert (status, told["refused"].startswith("Its caption must be one line of 200 characters")) == (422, True)
    assert named() == ()
    assert sender.done(says="The hall")[0] == 200


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


ROOMS = """\
formspec: 1
form: rooms
version: 1
title: Rooms
parts: [{id: one, title: One}, {id: two, title: Two}]
sections:
  - id: home
    title: Home
    part: one
    questions:
      - id: rooms
        label: Rooms
        rows: {most: 3}
        row-label: Room
        questions:
          - {id: pic, label: Picture, kind: file, most: 2}
  - id: end
    title: End
    part: two
    questions:
      - {id: fit, label: Is it fit?, kind: yes-no}
"""


@pytest.fixture
def room(visitor, specs):
    """Return what sends a photo to a row, and the address of the photo."""
    (specs / "rooms").mkdir()
    (specs / "rooms" / "1.yaml").write_text(ROOMS, encoding="utf-8")
    tasks = visitor.start("Rooms").path
    page = visitor.get(f"{tasks}/sections/home").press("Add room")
    row = next(name for name in page.forms[-1].fields if name.startswith("home.rooms."))
    return Sender(visitor, tasks, "home"), f"{row}.pic"


@pytest.fixture
def in_the_workshop(monkeypatch):
    """Return what lets something happen once while a photo is made anew."""

    def let(happen):
        left = [happen]

        def kept(*given, **more):
            file = kept_file(*given, **more)
            while left:
                with ThreadPoolExecutor(1) as beside:
                    beside.submit(left.pop()).result()
            return file

        monkeypatch.setattr(pages, "kept_file", kept)

    return let


def sent_all(sender: Sender, address: str = AT) -> Sender:
    """Send all of a photo, which is to be done still."""
    sender.begin(photo(), address=address)
    sender.piece(photo(), 0, len(photo()))
    return sender


def test_a_photo_is_not_added_to_a_row_that_is_removed_while_it_is_made_anew(
    room, colleague, repository, in_the_workshop
):
    sender, address = room
    sent_all(sender, address)
    at = sender.page.path
    in_the_workshop(lambda: colleague.get(at).press("Remove Room"))
    status, told = sender.done()
    assert (status, "file" in told) == (422, False)
    assert told["refused"].startswith("It was not added: what it was to stand beside is not there any more")
    draft = repository.draft(at.split("/")[2])
    assert (draft.entries, [each.name for each in repository.history(draft.id) if each.name == address]) == ({}, [])
    assert sender.begin(photo(), address=address)[0] == 422


def test_a_photo_is_not_added_to_a_part_that_is_completed_while_it_is_made_anew(room, repository, in_the_workshop):
    sender, address = room
    sent_all(sender, address)
    draft_id = sender.at.split("/")[2]
    seal = {"parts.one": f"2026-11-27T09:00:00Z sha256:{'0' * 64}"}
    in_the_workshop(lambda: repository.save(draft_id, base=1, posted=seal))
    assert sender.done() == (422, {"refused": "It was not added: this section cannot be filled in now."})
    assert address not in repository.draft(draft_id).entries


def test_a_photo_that_was_added_by_another_try_and_removed_since_is_not_put_back(
    sender, named, repository, in_the_workshop, tasks
):
    def happen():
        assert sender.done()[0] == 200
        assert len(named()) == 1
        repository.save(tasks.rpartition("/")[2], base=1, posted={AT: ""})

    sent_all(sender)
    in_the_workshop(happen)
    assert sender.done() == (200, {"before": 2, "base": 2, "entry": ""})
    assert named() == ()


def test_a_photo_that_is_in_the_record_by_another_try_is_not_called_not_added(
    visitor, audit_answers, repository, in_the_workshop
):
    check = visitor.fill(visitor.start("Alternative Provision Audit"), audit_answers)
    sender = sent_all(Sender(visitor, check.path.rpartition("/")[0]))

    def happen():
        assert sender.done()[0] == 200
        assert visitor.get(check.path).press("Submit").status == 200

    in_the_workshop(happen)
    status, told = sender.done()
    assert (status, told["file"]["name"]) == (200, "hall.jpg")


def test_a_form_that_is_submitted_while_a_photo_is_made_anew_is_told(
    visitor, audit_answers, repository, in_the_workshop
):
    check = visitor.fill(visitor.start("Alternative Provision Audit"), audit_answers)
    sender = sent_all(Sender(visitor, check.path.rpartition("/")[0]))
    in_the_workshop(lambda: visitor.get(check.path).press("Submit"))
    told = {"refused": "It was not added: this form was submitted meanwhile."}
    assert sender.done() == sender.done() == (409, told)


def test_half_photos_are_forgotten_also_where_nobody_ever_signs_in(visitor, sender, monkeypatch):
    sender.begin(photo())
    later = datetime.now(UTC) + timedelta(hours=25)
    monkeypatch.setattr(tidying, "now", lambda: later)
    other = Sender(visitor, visitor.start("Alternative Provision Audit").path)
    assert other.begin(photo())[0] == 200
    assert sender.told()[0] == 404
