"""What may happen to a letter, who may do it, and that no link but the right one, with its address, opens anything."""

import json
import os
import secrets
from base64 import b64decode
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
import sqlalchemy as sa

from engine.canonical import canonical
from engine.json_value import as_object, as_text
from tests.webapp.storage.conftest import Build
from webapp.backup.afterwards import begin_anew
from webapp.deeds import Deed
from webapp.rights import NOBODY, Act, Role, Viewer
from webapp.settings import Settings
from webapp.sought import Sought
from webapp.storage import erasure_statements, retention_statements, trail_statements
from webapp.storage import letter_statements as of_letters
from webapp.storage.every_table import metadata
from webapp.storage.failures import DraftClosed, DraftMoved, LetterClosed, NotYours, OpenedByMail
from webapp.storage.finding import letter_holding
from webapp.storage.letter_proof import bound
from webapp.storage.letter_recipients import recipient_of
from webapp.storage.letter_tables import letter_drawings, letter_requests, letter_signatures
from webapp.storage.letters import BACK_FOR, Addressed
from webapp.storage.outbox_statements import Message
from webapp.storage.provenance_statements import Provenance
from webapp.storage.repository import Repository
from webapp.storage.stored import Draft
from webapp.storage.stored_letters import BY_MAIL, LetterRequest, Signature, Way
from webapp.storage.tables import draft_entries
from webapp.storage.trail_statements import Noted
from webapp.storage.trail_tables import acts

TO = Addressed(name="Pat Jones", email="Pat.Jones@provider.example")
EMAIL = " pat.jones@PROVIDER.example "
TEXT = b"form: audit, version: 2"
DRAWING = b"A drawing"
SOAK = os.environ.get("FORMSPEC_SOAK")
STAFF = Viewer(id="0" * 26, name="Sam", roles=frozenset({Role.STAFF}))
OTHER = Viewer(id="1" * 26, name="Kim", roles=frozenset({Role.STAFF}))
DECIDER = Viewer(id="2" * 26, name="Alex", roles=frozenset({Role.DECIDER}))
READER = Viewer(id="3" * 26, name="Robin", roles=frozenset({Role.READER}))


@pytest.fixture
def repository(repository: Repository) -> Repository:
    """A repository in which a version with its true checksum is pinned, too."""
    repository.pin("audit", 2, sha256(TEXT).hexdigest(), TEXT)
    return repository


@pytest.fixture
def sent(repository: Repository) -> tuple[LetterRequest, str]:
    return repository.seen_by(STAFF).send_letter("audit", 2, TO, entries={"a.b": "Ironbridge"})


def entered(repository: Repository, sent: tuple[LetterRequest, str]) -> tuple[Repository, str]:
    """The repository as the recipient sees it who has opened the letter, and the token of their session."""
    session = repository.seen_by(NOBODY).enter_letter(sent[1], EMAIL)
    assert session is not None
    found = repository.opened_letter(session)
    assert found is not None
    return repository.seen_by(recipient_of(found)), session


def rows(repository: Repository) -> dict[str, list[tuple[object, ...]]]:
    """Everything that is kept."""
    with repository._database.reading("All") as connection:
        return {
            name: [tuple(row) for row in connection.execute(sa.select(table))]
            for name, table in metadata.tables.items()
        }


def written(request: LetterRequest, token: str) -> Message:
    return Message(request.email, "A letter", f"/letter#{token}")


def test_a_link_is_kept_as_its_hash_alone(repository: Repository, sent: tuple[LetterRequest, str]) -> None:
    assert len(sent[1]) == 43
    assert sent[1] not in repr(rows(repository))


def test_what_is_sent_twice_under_one_id_is_one_letter_and_one_mail(repository: Repository) -> None:
    mine, to = repository.seen_by(STAFF), replace(TO, id="a" * 26)
    first, token = mine.send_letter("audit", 2, to, write=written)
    again = mine.send_letter("audit", 2, to, write=written)
    assert (again, bool(token)) == ((first, ""), True)
    assert len(repository.take_letters()) == 1
    other, _ = repository.seen_by(OTHER).send_letter("audit", 2, to, write=written)
    assert len({first.id, other.id, to.id}) == 3, "an account cannot choose the id, nor come upon another's letter"


def test_a_link_with_the_address_opens_the_letter_and_the_letter_alone(
    repository: Repository, sent: tuple[LetterRequest, str]
) -> None:
    other = repository.start_draft("audit", 1, entries={"a.b": "Elsewhere"})
    theirs, _ = entered(repository, sent)
    draft = theirs.draft(sent[0].draft)
    assert draft is not None
    assert draft.entries == {"a.b": "Ironbridge"}
    assert theirs.draft(other.id) is None
    assert [each.id for each in theirs.drafts()] == [draft.id]
    assert theirs.records() == ()
    assert theirs.letters() == ()
    for forbidden in (
        lambda: theirs.start_draft("audit", 1),
        lambda: theirs.pin("audit", 2, "bb", b"x"),
        lambda: theirs.save(other.id, base=0, posted={"a.b": "x"}),
        lambda: theirs.submit(draft.id, base=1, build=lambda _: None),
        lambda: theirs.send_letter("audit", 2, TO),
        lambda: theirs.revoke_letter(sent[0].id),
        lambda: theirs.remind_letter(sent[0].id),
        theirs.colleagues,
    ):
        with pytest.raises(NotYours):
            forbidden()


def test_nobody_but_the_recipient_fills_a_letter_in(repository: Repository, sent: tuple[LetterRequest, str]) -> None:
    for viewer in (STAFF, DECIDER, OTHER):
        as_them = repository.seen_by(viewer)
        assert as_them.draft(sent[0].draft) is None
        assert as_them.drafts() == ()
        with pytest.raises(NotYours):
            as_them.save(sent[0].draft, base=1, posted={"a.b": "x"})
    assert repository.draft(sent[0].draft) is None
    with pytest.raises(NotYours):
        repository.save(sent[0].draft, base=1, posted={"a.b": "x"})


@pytest.mark.parametrize("viewer", [STAFF, OTHER, DECIDER, READER], ids=lambda each: each.name)
def test_a_letter_is_seen_by_whoever_sent_it_and_by_deciders(
    repository: Repository, sent: tuple[LetterRequest, str], viewer: Viewer
) -> None:
    may, as_them = viewer in {STAFF, DECIDER}, repository.seen_by(viewer)
    assert (as_them.letter(sent[0].id) is not None) == may
    assert (as_them.letters() != ()) == may
    assert (as_them.letter_events(sent[0].id) != ()) == may
    if not may:
        with pytest.raises(NotYours):
            as_them.revoke_letter(sent[0].id)


def test_who_may_send_is_in_the_table(repository: Repository) -> None:
    with pytest.raises(NotYours):
        repository.seen_by(READER).send_letter("audit", 2, TO)
    assert not READER.may(Act.SEND_LETTERS)


def test_guesses_change_nothing(repository: Repository, sent: tuple[LetterRequest, str], settings: Settings) -> None:
    """In `make soak` there are a million on SQLite and 300,000 on PostgreSQL, which takes as long."""
    before, token = rows(repository), sent[1]
    altered = [
        token[:-1],
        token + "A",
        token.swapcase(),
        "",
        " " + token,
        "\0",
        "🙂",
        "a" * 10_000,
        repository_mark(token),
    ]
    guesses = 1_000 if not SOAK else 300_000 if settings.database else 1_000_000
    nobody = repository.seen_by(NOBODY)
    assert not any(nobody.enter_letter(each, EMAIL) for each in altered)
    assert not any(nobody.enter_letter(secrets.token_urlsafe(32), EMAIL) for _ in range(guesses))
    assert rows(repository) == before


def repository_mark(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def test_another_address_opens_nothing_and_tries_are_limited(
    repository: Repository, sent: tuple[LetterRequest, str]
) -> None:
    nobody = repository.seen_by(NOBODY)
    for _ in range(8):
        assert nobody.enter_letter(sent[1], "somebody@else.example") is None
    assert nobody.enter_letter(sent[1], EMAIL) is None, "after so many, the right address has to wait too"
    refused = [each for each in repository.letter_events(sent[0].id) if each.what == "refused"]
    assert len(refused) == 5
    letter = repository.letter(sent[0].id)
    assert letter is not None
    assert letter.state == "sent"


def test_tries_are_counted_over_all_letters_to_one_address(repository: Repository) -> None:
    one, other = repository.send_letter("audit", 2, TO), repository.send_letter("audit", 2, TO)
    for _ in range(5):
        assert repository.enter_letter(one[1], "somebody@else.example") is None
    assert repository.enter_letter(other[1], EMAIL) is None


def close_by_revoking(repository: Repository, sent: tuple[LetterRequest, str], build: Build) -> None:
    repository.revoke_letter(sent[0].id)


def close_by_declining(repository: Repository, sent: tuple[LetterRequest, str], build: Build) -> None:
    theirs, _ = entered(repository, sent)
    theirs.decline_letter("Not us.")


def close_by_passing_on(repository: Repository, sent: tuple[LetterRequest, str], build: Build) -> None:
    theirs, _ = entered(repository, sent)
    theirs.pass_letter_on("Lee", "lee@provider.example")


def close_by_signing(repository: Repository, sent: tuple[LetterRequest, str], build: Build) -> None:
    theirs, session = entered(repository, sent)
    theirs.sign_letter(session, base=1, show=lambda _: "The words.", build=build)


def close_by_time(repository: Repository, sent: tuple[LetterRequest, str], build: Build) -> None:
    repository.extend_letter(sent[0].id, timedelta(seconds=-1))


CLOSINGS = [close_by_revoking, close_by_declining, close_by_passing_on, close_by_signing, close_by_time]


@pytest.mark.parametrize("close", CLOSINGS)
def test_a_letter_that_is_closed_opens_no_more_and_takes_nothing_more(
    repository: Repository,
    sent: tuple[LetterRequest, str],
    build: Build,
    close: Callable[[Repository, tuple[LetterRequest, str], Build], None],
) -> None:
    theirs, session = entered(repository, sent)
    close(repository, sent, build)
    before = rows(repository)
    assert repository.enter_letter(sent[1], EMAIL) is None
    assert repository.opened_letter(session) is None
    if close is not close_by_time:
        with pytest.raises(DraftClosed):
            theirs.save(sent[0].draft, base=1, posted={"a.b": "x"})
    with pytest.raises(LetterClosed):
        theirs.decline_letter("Again.")
    assert rows(repository) == before


def test_an_expired_letter_can_be_given_more_time(repository: Repository, sent: tuple[LetterRequest, str]) -> None:
    repository.extend_letter(sent[0].id, timedelta(seconds=-1))
    assert repository.enter_letter(sent[1], EMAIL) is None
    repository.extend_letter(sent[0].id, timedelta(days=7))
    entered(repository, sent)


def test_each_link_of_a_letter_leads_to_it_until_it_is_closed(
    repository: Repository, sent: tuple[LetterRequest, str]
) -> None:
    _, token = repository.remind_letter(sent[0].id, written)
    assert token != sent[1]
    entered(repository, sent)
    entered(repository, (sent[0], token))
    repository.revoke_letter(sent[0].id)
    assert repository.enter_letter(token, EMAIL) is None


def test_a_letter_to_another_person_takes_the_place_of_the_first(
    repository: Repository, sent: tuple[LetterRequest, str]
) -> None:
    to = Addressed(name="Lee", email="lee@provider.example", instead_of=sent[0].id)
    second, token = repository.seen_by(STAFF).send_letter("audit", 2, to)
    assert repository.enter_letter(sent[1], EMAIL) is None
    assert repository.enter_letter(token, "lee@provider.example") is not None
    first = repository.letter(sent[0].id)
    assert first is not None
    assert (first.state, second.instead_of) == ("revoked", first.id)
    with pytest.raises(NotYours):
        repository.seen_by(OTHER).send_letter("audit", 2, to)


def test_what_was_signed_through_a_link_takes_no_scan(
    repository: Repository, sent: tuple[LetterRequest, str], build: Build
) -> None:
    theirs, session = entered(repository, sent)
    made = theirs.sign_letter(session, base=1, show=lambda _: "The words.", build=build).record
    scan = repository.keep_file(b"%PDF-", "application/pdf")
    for who in (repository.seen_by(STAFF), theirs, repository):
        assert not who.may_scan(made)
        with pytest.raises(NotYours):
            who.add_scan(made.id, scan)


def test_signing_makes_one_record_of_whoever_sent_the_letter_bound_to_what_was_shown(
    repository: Repository, sent: tuple[LetterRequest, str], build: Build
) -> None:
    theirs, session = entered(repository, sent)
    made = theirs.sign_letter(session, base=1, show=lambda _: "The words.", build=build)
    again = theirs.sign_letter(session, base=1, show=lambda _: "Others.", build=build)
    assert (made.repeated, again.repeated, again.record) == (False, True, made.record)
    assert repository.seen_by(STAFF).record(made.record.id) is not None
    assert repository.seen_by(OTHER).record(made.record.id) is None
    assert theirs.record(made.record.id) is not None
    found = repository.letter_of(made.record.id)
    assert found is not None
    letter, signature = found
    assert (letter.state, signature.email, signature.shown) == ("signed", TO.email, "The words.")
    assert signature.digest == made.record.digest
    assert repository.opened_letter(session) == letter, "the copy can be kept while the session lasts"
    assert repository.letter_faults(made.record.id) == ()


@pytest.mark.parametrize(
    ("table", "column"),
    [
        *(
            ("letter_signatures", each)
            for each in ("shown", "email", "spec", "digest", "shown_sha256", "how", "seen_by", "drawn")
        ),
        ("letter_drawings", "content"),
        ("records", "digest"),
    ],
)
def test_what_was_changed_after_signing_is_found(
    repository: Repository, sent: tuple[LetterRequest, str], build: Build, table: str, column: str
) -> None:
    theirs, session = entered(repository, sent)
    made = theirs.sign_letter(session, base=1, show=lambda _: "The words.", build=build, drawn=DRAWING)
    assert repository.letter_faults(made.record.id) == ()
    changed = metadata.tables[table]
    another = b"another" if column == "content" else "another"
    with repository._database.writing("A forgery") as connection:
        connection.execute(sa.update(changed).values({column: another}))
    assert repository.letter_faults(made.record.id) != ()
    assert repository.all_letter_faults() != ()


NOT_TOLD = "The audit trail does not hold this signature as it is kept, with whom the letter went to and when."
GONE = "It was signed, and its record, the letter or its signature is not there any more."
OTHERWISE = {
    "name": "Somebody Else",
    "email": "else@where.example",
    "sent": datetime(2020, 1, 1, tzinfo=UTC),
    "register": "other",
    "entry": "e" * 26,
}
TAKEN_OUT = {
    "the letter": of_letters.TABLES,
    "its signature": (letter_drawings, letter_signatures),
}


@pytest.mark.parametrize("column", OTHERWISE)
def test_whom_a_signed_letter_went_to_when_and_about_what_is_signed_with_it(
    repository: Repository, sent: tuple[LetterRequest, str], build: Build, column: str
) -> None:
    theirs, session = entered(repository, sent)
    made = theirs.sign_letter(session, base=1, show=lambda _: "The words.", build=build)
    with repository._database.writing("A forgery") as connection:
        connection.execute(sa.update(letter_requests).values({column: OTHERWISE[column]}))
    assert repository.letter_faults(made.record.id) == (NOT_TOLD,)
    assert repository.all_letter_faults() == ((made.record.id, NOT_TOLD),)


def _bound_before(signature: Signature, sent: LetterRequest) -> dict[str, str]:
    return bound(signature, sent, since="")


def test_a_letter_that_was_signed_before_its_recipient_was_bound_still_holds(
    repository: Repository, sent: tuple[LetterRequest, str], build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("webapp.storage.letter_recipients.bound", _bound_before)
    theirs, session = entered(repository, sent)
    made = theirs.sign_letter(session, base=1, show=lambda _: "The words.", build=build, drawn=DRAWING)
    (act,) = (each for each in repository.every_act() if each.act == Deed.LETTER_SIGNED.value)
    found = repository.letter_of(made.record.id)
    assert found is not None
    letter, signature = found
    said = {
        "how": "hand",
        "seen_by": STAFF.id,
        "drawn": signature.drawn,
        "shown": signature.shown_sha256,
        "spec": signature.spec,
        "digest": signature.digest,
    }
    own = {**said, "email": letter.email, "signed": signature.signed.isoformat()}
    assert json.loads(act.detail) == {**said, "signature": sha256(canonical(own)).hexdigest()}
    assert repository.letter_faults(made.record.id) == ()


def test_an_act_of_the_old_form_beside_the_true_one_makes_no_other_letter_hold(
    repository: Repository, sent: tuple[LetterRequest, str], build: Build
) -> None:
    theirs, session = entered(repository, sent)
    made = theirs.sign_letter(session, base=1, show=lambda _: "The words.", build=build)
    found = repository.letter_of(made.record.id)
    assert found is not None
    with repository._database.writing("A forgery") as connection:
        connection.execute(sa.update(letter_requests).values(name="Somebody Else"))
        forged = Noted(sent[0].id, Deed.LETTER_SIGNED, sent[0].id, _bound_before(found[1], found[0]))
        trail_statements.add(connection, forged, now=datetime.now(UTC))
    assert repository.verify_trail().fault == ""
    assert repository.letter_faults(made.record.id) == (NOT_TOLD,)


@pytest.mark.parametrize("what", TAKEN_OUT)
def test_a_signed_letter_whose_rows_are_gone_is_told_by_the_trail(
    repository: Repository, sent: tuple[LetterRequest, str], build: Build, what: str
) -> None:
    theirs, session = entered(repository, sent)
    made = theirs.sign_letter(session, base=1, show=lambda _: "The words.", build=build)
    with repository._database.writing("A forgery") as connection:
        connection.execute(sa.update(letter_requests).values(state="revoked"))
        for table in TAKEN_OUT[what]:
            connection.execute(sa.delete(table))
    assert repository.letter_faults(made.record.id) == (GONE,)
    assert repository.all_letter_faults() == ((made.record.id, GONE),)
    assert repository.provenance([made.record.id]) == {made.record.id: Provenance("lost")}


def test_a_signed_letter_that_is_kept_as_another_state_is_told(
    repository: Repository, sent: tuple[LetterRequest, str], build: Build
) -> None:
    theirs, session = entered(repository, sent)
    made = theirs.sign_letter(session, base=1, show=lambda _: "The words.", build=build)
    with repository._database.writing("A forgery") as connection:
        connection.execute(sa.update(letter_requests).values(state="revoked"))
    said = ("It was signed, and is not kept as signed any more.",)
    assert repository.letter_faults(made.record.id) == said
    assert repository.all_letter_faults() == ((made.record.id, *said),)


def test_a_letter_that_is_kept_as_signed_and_never_was_is_told(
    repository: Repository, sent: tuple[LetterRequest, str]
) -> None:
    with repository._database.writing("A forgery") as connection:
        connection.execute(sa.update(letter_requests).values(state="signed"))
    assert repository.all_letter_faults() == ((sent[0].draft, GONE),)


def test_a_signed_letter_that_was_erased_is_no_fault_and_one_that_only_looks_so_is(
    repository: Repository, sent: tuple[LetterRequest, str], build: Build
) -> None:
    theirs, session = entered(repository, sent)
    made = theirs.sign_letter(session, base=1, show=lambda _: "The words.", build=build)
    tombstone = repository.erase_record(made.record.id, "asked for", by="me").tombstone
    assert repository.all_letter_faults() == ()
    other = repository.seen_by(STAFF).send_letter("audit", 2, TO)
    theirs, session = entered(repository, other)
    kept = theirs.sign_letter(session, base=0, show=lambda _: "The words.", build=build)
    with repository._database.writing("A forgery") as connection:
        erasure_statements.take_out(connection, kept.record.id)
        retention_statements.add_tombstone(connection, replace(tombstone, id=kept.record.id))
    assert repository.all_letter_faults() == ((kept.record.id, GONE),)


@pytest.mark.parametrize("drawn", [b"", DRAWING], ids=["typed alone", "drawn"])
def test_a_drawing_that_came_or_went_after_signing_is_found(
    repository: Repository, sent: tuple[LetterRequest, str], build: Build, drawn: bytes
) -> None:
    theirs, session = entered(repository, sent)
    made = theirs.sign_letter(session, base=1, show=lambda _: "The words.", build=build, drawn=drawn)
    assert repository.letter_faults(made.record.id) == ()
    with repository._database.writing("A forgery") as connection:
        if drawn:
            connection.execute(sa.delete(letter_drawings))
            connection.execute(sa.update(letter_signatures).values(drawn=""))
        else:
            of_letters.add_drawing(connection, sent[0].id, DRAWING)
            connection.execute(sa.update(letter_signatures).values(drawn=sha256(DRAWING).hexdigest()))
    assert repository.letter_faults(made.record.id) == (NOT_TOLD,)


def test_a_drawn_signature_is_seen_by_whoever_reads_the_record_and_by_whoever_drew_it(
    repository: Repository, sent: tuple[LetterRequest, str], build: Build
) -> None:
    theirs, session = entered(repository, sent)
    made = theirs.sign_letter(session, base=1, show=lambda _: "The words.", build=build, drawn=DRAWING)
    seen = {viewer.name: repository.seen_by(viewer).drawn_signature(made.record.id) for viewer in (STAFF, OTHER)}
    assert seen == {"Sam": DRAWING, "Kim": None}
    assert theirs.drawn_signature(made.record.id) == DRAWING
    elsewhere, _ = entered(repository, repository.send_letter("audit", 2, TO))
    assert elsewhere.drawn_signature(made.record.id) is None
    assert repository.drawn_signature("no such record") is None


@pytest.mark.parametrize(
    ("name", "email", "to"), [("Lee", "lee@p.example", "Lee"), ("", "lee@p.example", "lee@p.example"), ("", "", "")]
)
def test_a_letter_that_is_passed_on_says_to_whom(
    repository: Repository, sent: tuple[LetterRequest, str], name: str, email: str, to: str
) -> None:
    theirs, _ = entered(repository, sent)
    closed = theirs.pass_letter_on(name, email)
    assert (closed.state, closed.passed_to) == ("passed-on", to)
    assert repository.letter(sent[0].id) == closed
    (act,) = (each for each in repository.acts(thing=sent[0].id) if each.act == Deed.LETTER_PASSED_ON.value)
    assert (act.who, "lee" in act.detail.lower()) == (sent[0].id, False)
    with pytest.raises(LetterClosed, match="passed on"):
        repository.revoke_letter(sent[0].id)


def test_it_is_kept_by_which_link_a_letter_was_opened_and_signed(
    repository: Repository, sent: tuple[LetterRequest, str], build: Build
) -> None:
    mailed = repository.send_letter("audit", 2, TO, write=written)
    for made, way, what in ((sent, Way("hand", STAFF.id), "opened-by-hand"), (mailed, BY_MAIL, "opened")):
        theirs, session = entered(repository, made)
        record = theirs.sign_letter(session, base=made is sent, show=lambda _: "The words.", build=build).record
        found = repository.letter_of(record.id)
        assert found is not None
        assert found[1].way == way
        opened = [each for each in repository.letter_events(made[0].id) if each.what.startswith("opened")]
        assert [(each.what, each.detail) for each in opened] == [(what, way.seen_by)]
    assert repository.letters_seen() == ((sent[0].draft, STAFF.id),)


def test_no_link_is_given_by_hand_once_one_from_a_mail_opened_the_letter(repository: Repository) -> None:
    mailed = repository.send_letter("audit", 2, TO, write=written)
    repository.remind_letter(mailed[0].id)
    entered(repository, mailed)
    with pytest.raises(OpenedByMail):
        repository.remind_letter(mailed[0].id)
    entered(repository, repository.remind_letter(mailed[0].id, written))


def test_a_link_from_a_mail_ends_those_that_were_given_by_hand_with_what_they_opened(
    repository: Repository, build: Build
) -> None:
    mailed, other = repository.send_letter("audit", 2, TO, write=written), repository.send_letter("audit", 2, TO)
    by_hand = repository.remind_letter(mailed[0].id)
    again = repository.remind_letter(mailed[0].id, written)
    theirs, seen = entered(repository, by_hand)
    _, session = entered(repository, mailed)
    assert repository.enter_letter(by_hand[1], EMAIL) is None
    assert repository.opened_letter(seen) is None
    with pytest.raises(NotYours):
        theirs.sign_letter(seen, base=0, show=lambda _: "The words.", build=build)
    entered(repository, again)
    entered(repository, other)
    assert theirs.sign_letter(session, base=0, show=lambda _: "The words.", build=build).repeated is False
    assert repository.letters_seen() == ()


def test_a_link_by_hand_ends_no_other(repository: Repository, sent: tuple[LetterRequest, str]) -> None:
    mailed = repository.remind_letter(sent[0].id, written)
    by_hand = repository.remind_letter(sent[0].id)
    _, session = entered(repository, sent)
    entered(repository, by_hand)
    assert repository.opened_letter(session) is not None
    entered(repository, mailed)


def test_chasing_reminds_each_recipient_once(repository: Repository, sent: tuple[LetterRequest, str]) -> None:
    assert repository.chase_letters(written) == ()
    repository.extend_letter(sent[0].id, timedelta(days=2))
    assert [each.id for each in repository.chase_letters(written)] == [sent[0].id]
    assert repository.chase_letters(written) == ()
    repository.extend_letter(sent[0].id, timedelta(days=3))
    assert [each.id for each in repository.chase_letters(written)] == [sent[0].id]
    assert len(repository.take_letters()) == 2


def test_erasing_takes_the_letter_with_its_draft_or_its_record(
    repository: Repository, sent: tuple[LetterRequest, str], build: Build
) -> None:
    repository.erase_draft(sent[0].draft, "Asked for.", base=1)
    second = repository.send_letter("audit", 2, TO)
    theirs, session = entered(repository, second)
    made = theirs.sign_letter(session, base=0, show=lambda _: "The words.", build=build, drawn=DRAWING)
    repository.erase_record(made.record.id, "Asked for.")
    kept = rows(repository)
    assert {name for name in kept if name.startswith("letter_") and kept[name]} == set()
    assert "Pat" not in repr({name: kept[name] for name in kept if name not in {acts.name, "outbox"}})
    assert kept[draft_entries.name] == []


def test_what_is_signed_is_shown_of_the_letter_as_it_is_then_and_what_refuses_it_keeps_all(
    repository: Repository, sent: tuple[LetterRequest, str], build: Build
) -> None:
    theirs, session = entered(repository, sent)
    theirs.save(sent[0].draft, base=1, posted={"a.b": "Elsewhere"})
    before = rows(repository)

    def refuse(draft: Draft) -> str:
        raise DraftMoved(draft.revision)

    with pytest.raises(DraftMoved):
        theirs.sign_letter(session, base=2, show=refuse, build=build)
    assert rows(repository) == before
    made = theirs.sign_letter(session, base=2, show=lambda draft: draft.entries["a.b"], build=build)
    found = repository.letter_of(made.record.id)
    assert found is not None
    assert found[1].shown == "Elsewhere"


def test_one_letter_that_cannot_be_chased_keeps_no_other_from_it(
    repository: Repository, caplog: pytest.LogCaptureFixture
) -> None:
    soon = Addressed(name="Pat", email=TO.email, lifetime=timedelta(days=1))
    later = Addressed(name="Lee", email="lee@provider.example", lifetime=timedelta(days=2))
    broken, whole = (repository.send_letter("audit", 2, to)[0] for to in (soon, later))

    def write(request: LetterRequest, token: str) -> Message:
        if request.id == broken.id:
            raise ValueError(request.email)
        return written(request, token)

    assert [each.id for each in repository.chase_letters(write)] == [whole.id]
    assert [each.what for each in repository.letter_events(broken.id)] == ["sent"]
    assert broken.id in caplog.text
    assert [each.id for each in repository.chase_letters(written)] == [broken.id]


def test_after_a_backup_was_put_back_a_letter_is_chased_once_somebody_reminds_of_it(
    repository: Repository, sent: tuple[LetterRequest, str]
) -> None:
    _, session = entered(repository, sent)
    repository.extend_letter(sent[0].id, timedelta(days=2))
    with repository._database.writing("A backup") as connection:
        begin_anew(connection, datetime.now(UTC))
    assert repository.opened_letter(session) is None
    assert repository.enter_letter(sent[1], EMAIL) is None
    assert repository.chase_letters(written) == ()
    repository.extend_letter(sent[0].id, timedelta(days=2))
    assert repository.chase_letters(written) == ()
    repository.remind_letter(sent[0].id)
    assert [each.id for each in repository.chase_letters(written)] == [sent[0].id]


def test_a_person_is_found_by_the_letters_that_name_them(
    repository: Repository, sent: tuple[LetterRequest, str]
) -> None:
    theirs, _ = entered(repository, sent)
    theirs.pass_letter_on("Lee Archer", "lee@provider.example")
    decider = repository.seen_by(DECIDER)
    for words in ("jones pat", "pat.jones@provider.example", "archer", "lee@provider.example"):
        (found,) = decider.find_letters(Sought(words))
        assert found.request.id == sent[0].id
        assert found.places
        assert "Lee Archer" in repr(letter_holding(found))
        assert letter_holding(found)["signed"] is None
    assert decider.find_letters(Sought("zoe")) == ()
    with pytest.raises(NotYours):
        repository.seen_by(STAFF).find_letters(Sought("archer"))


def test_what_a_person_signed_and_drew_is_given_out_with_their_letter(
    repository: Repository, sent: tuple[LetterRequest, str], build: Build
) -> None:
    theirs, session = entered(repository, sent)
    theirs.sign_letter(session, base=1, show=lambda _: "The words.", build=build, drawn=DRAWING)
    (found,) = repository.seen_by(DECIDER).find_letters(Sought("jones"))
    signed = as_object(letter_holding(found)["signed"])
    assert (signed["email"], signed["shown"]) == (TO.email, "The words.")
    assert b64decode(as_text(signed["drawn"])) == DRAWING


COMES_BACK = [
    (close_by_revoking, False),
    (close_by_declining, True),
    (close_by_passing_on, True),
    (close_by_signing, True),
    (close_by_time, False),
]


@pytest.mark.parametrize(("close", "is_back"), COMES_BACK)
def test_what_came_back_lately_is_known_to_whoever_sent_it_alone(
    repository: Repository,
    sent: tuple[LetterRequest, str],
    build: Build,
    monkeypatch: pytest.MonkeyPatch,
    close: Callable[[Repository, tuple[LetterRequest, str], Build], None],
    is_back: bool,
) -> None:
    mine, other = repository.seen_by(STAFF), repository.seen_by(DECIDER)
    assert mine.letters_back() == ()
    close(repository, sent, build)
    assert [each.id for each in mine.letters_back()] == [sent[0].id] * is_back
    assert (other.letters_back(), repository.letters_back()) == ((), ())
    moment = datetime.now(UTC) + BACK_FOR
    with monkeypatch.context() as later:
        later.setattr("webapp.storage.letter_lists.now", lambda: moment)
        assert mine.letters_back() == ()


def test_a_letter_in_whose_place_another_was_sent_is_pointed_out_no_more(
    repository: Repository, sent: tuple[LetterRequest, str], build: Build
) -> None:
    close_by_passing_on(repository, sent, build)
    mine = repository.seen_by(STAFF)
    mine.send_letter("audit", 2, replace(TO, name="Lee", instead_of=sent[0].id))
    assert mine.letters_back() == ()
