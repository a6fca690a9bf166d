"""Ways round the table of rights that were thought of, each of them shut."""

from datetime import timedelta

import pytest
from flask import Flask

from tests.webapp.access.door import OTHER, PASSWORD, account_of, cookie, invited, sign_in, take, twice
from tests.webapp.access.school import SPEC, School
from tests.webapp.pages.visitor import Visitor
from webapp.accounts.passwords import TooBusyError
from webapp.application import close, create_app
from webapp.pages.desk import EXTENSION
from webapp.rights import ANYBODY, Role
from webapp.settings import Settings
from webapp.storage.failures import Unknown
from webapp.storage.repository import NotYours, Repository

AUDIT = "Alternative Provision Audit"


def test_before_the_first_account_nobody_looks_after_people(application: Flask, repository: Repository) -> None:
    stranger = Visitor(application.test_client())
    assert stranger.get("/people").status == 404
    with pytest.raises(NotYours):
        repository.invite("eve@school.example", "Eve", [Role.STAFF])
    with pytest.raises(NotYours):
        repository.choose("two-people", [])


def test_only_a_closed_account_is_opened_again(repository: Repository, owner: Visitor) -> None:
    ann = account_of(repository, "ann")
    with pytest.raises(Unknown):
        repository.reopen_account(ann.id)
    assert account_of(repository, "ann").state == "active"


def test_once_there_were_accounts_there_are_whatever_becomes_of_them(
    application: Flask, repository: Repository, owner: Visitor
) -> None:
    with repository._database.writing("The accounts") as connection:
        connection.exec_driver_sql("UPDATE users SET state = 'closed'")
    assert repository.has_accounts()


def test_reading_a_record_is_not_the_right_to_re_issue_it(school: School) -> None:
    record = school.record("colleague", "plain")
    both = school.add("governor-and-staff", Role.STAFF, Role.READER)
    mine = school.repository.seen_by(both.viewer)
    assert mine.record(record.id) is not None
    with pytest.raises(NotYours):
        mine.start_draft("plain", 1, reissues=record.id)


def test_a_draft_that_is_carried_to_a_sensitive_version_is_sensitive(school: School) -> None:
    draft = school.draft("staff", "plain")
    mine = school.repository.seen_by(school.people["staff"].viewer)
    found = mine.draft(draft.id)
    assert found is not None
    moved = mine.carry_draft(
        draft.id, base=1, version=1, sha256=found.sha256, entries=found.entries, report="", access="sensitive"
    )
    assert moved.access == "sensitive"
    again = mine.carry_draft(draft.id, base=2, version=1, sha256=found.sha256, entries=found.entries, report="")
    assert (again.access, mine.draft(draft.id).access) == ("sensitive", "sensitive")  # type: ignore[union-attr]


@pytest.mark.parametrize("later", ["access: ordinary", "access: sideways"])
def test_a_form_that_was_ever_sensitive_is_sealed_to_readers(tmp_path, later: str) -> None:
    folder = tmp_path / "specs" / "plain"
    folder.mkdir(parents=True)
    texts = {
        1: "access: ordinary",
        2: "access: sensitive" if later.endswith("ordinary") else later,
        3: "access: ordinary",
    }
    for version, access in texts.items():
        text = SPEC.format(form="plain", access="ordinary").replace("version: 1", f"version: {version}")
        (folder / f"{version}.yaml").write_text(text.replace("access: ordinary", access), encoding="utf-8")
    given = {"FORMSPEC_DATA": str(tmp_path / "kept"), "FORMSPEC_SPECS": str(tmp_path / "specs")}
    application = create_app(Settings.from_environment(given))
    school = School(application)
    school.repository.make_first("first@school.example", "First", [], "a hash")
    found = school.shelf_desk.shelf.version("plain", 1)
    assert found is not None
    school.repository.pin("plain", 1, found.spec.sha256, found.text)
    school.add("staff", Role.STAFF)
    school.add("reader", Role.READER)
    record = school.record("staff", "plain")
    assert school.client("reader").get(f"/records/{record.id}").status_code == 404
    assert record.mark not in school.client("reader").get("/records").get_data(as_text=True)
    close(application)


def test_a_policy_lead_is_told_no_answer_of_a_record_by_trying_it_against_a_text(school: School) -> None:
    record = school.record("colleague", "sealed")
    text = SPEC.format(form="sealed", access="sensitive").replace("version: 1", "version: 2")
    text += '      - {id: more, label: "Is this so: ((main.words))?", kind: long-text, required: true}\n'
    draft = school.repository.start_spec_draft("sealed", 1, text, "Pat")
    shown = school.client("policy-lead").get(f"/desk/spec_drafts/{draft.id}/past").get_data(as_text=True)
    assert "Something in the answer to this question would not be valid" in shown
    assert record.mark not in shown
    assert record.mark in school.client("decider").get(f"/records/{record.id}").get_data(as_text=True)


def test_another_person_s_button_is_not_pressed_by_signing_in(
    application: Flask, repository: Repository, owner: Visitor
) -> None:
    bob = invited(repository, application, "bob", Role.STAFF)
    account = account_of(repository, "bob")
    owner.get("/").press("Sign out")
    page = owner.get("/sign-in")
    form = next(each for each in page.forms if "password" in each.inputs)
    sent = owner.client.post(
        f"/people/{account.id}", data={"csrf": form.fields["csrf"], "name": "Bob", "role-administrator": "yes"}
    )
    assert sent.status_code == 401
    assert "role-administrator" not in sent.get_data(as_text=True)
    assert bob.get("/people").status == 404


def test_words_of_nobody_known_are_saved_by_a_button_only_as_answers(
    application: Flask, repository: Repository, owner: Visitor
) -> None:
    sam = invited(repository, application, "sam", Role.STAFF)
    tasks = sam.start(AUDIT)
    section = sam.get(f"{tasks.path}/sections/details")
    check = sam.get(f"{tasks.path}/check")
    name = f"{application.config['SESSION_COOKIE_NAME']}-in"
    sam.client.delete_cookie(name)
    page = sign_in(sam, "sam@school.example", OTHER, section.press("Save and continue", {"details.provider": "Typed"}))
    page.press("Save it now")
    assert repository.drafts()[0].entries["details.provider"] == "Typed"
    sam.client.delete_cookie(name)
    late = sam.client.post(f"{tasks.path}/discard", data={"csrf": check.forms[0].fields["csrf"], "base": "1"})
    assert late.status_code == 401


@pytest.mark.parametrize("path", ["/account/password", "/account/prove"])
def test_no_password_travels_in_a_page(application: Flask, repository: Repository, owner: Visitor, path: str) -> None:
    token = next(each for each in owner.get("/account").forms if "now" in each.inputs).fields["csrf"]
    repository.end_sessions(account_of(repository, "ann").id, "a test")
    sent = owner.client.post(path, data={"csrf": token, "now": PASSWORD, "password": OTHER, "again": OTHER})
    assert sent.status_code == 401
    assert all(secret not in sent.get_data(as_text=True) for secret in (PASSWORD, OTHER))
    assert 'name="kept"' not in sent.get_data(as_text=True)


@pytest.mark.parametrize(
    ("body", "sort"),
    [
        ("x", "text/plain"),
        ("a=%ff", "application/x-www-form-urlencoded"),
        ("a=1&a=2", "application/x-www-form-urlencoded"),
    ],
)
def test_what_cannot_be_read_is_refused_before_signing_in_as_after(
    application: Flask, owner: Visitor, body: str, sort: str
) -> None:
    sent = application.test_client().post("/forms/ap-audit/drafts", data=body, content_type=sort)
    assert sent.status_code in {400, 415}


def test_nobody_is_anybody_once_there_are_accounts(application: Flask, owner: Visitor) -> None:
    kept: Repository = application.extensions[EXTENSION].repository
    assert kept.seen_by(ANYBODY).has_accounts()
    assert Visitor(application.test_client()).get("/records").path == "/sign-in"


@pytest.mark.parametrize("then", ["//[", "/\\[", "http://[", "/records?x=[", ""])
def test_no_address_to_come_back_to_breaks_the_page(application: Flask, owner: Visitor, then: str) -> None:
    assert application.test_client().get("/sign-in", query_string={"then": then}).status_code == 200


def test_strangers_do_not_make_the_trail_grow(application: Flask, repository: Repository, owner: Visitor) -> None:
    before = repository.verify_trail().acts
    for number in range(20):
        sign_in(Visitor(application.test_client()), f"nobody{number}@school.example", "a guess at nobody")
    assert repository.verify_trail().acts == before + 1


def test_a_try_that_nobody_had_time_for_does_not_count(
    application: Flask, owner: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(password: str, kept: str, **known: bool) -> bool:
        raise TooBusyError

    stranger = Visitor(application.test_client())
    with monkeypatch.context() as patched:
        patched.setattr("webapp.pages.signing.views.is_right", busy)
        assert {sign_in(stranger, "ann@school.example", PASSWORD).status for _ in range(8)} == {503}
    assert sign_in(stranger, "ann@school.example", PASSWORD).path == "/"


def test_other_roles_leave_an_invitation_as_it_is(application: Flask, repository: Repository, owner: Visitor) -> None:
    account = repository.invite("lee@school.example", "Lee", [Role.STAFF])
    token = repository.make_password_link(account.id, timedelta(days=1))
    repository.change_account(account.id, "Lee", [Role.READER])
    assert "Set your password" in take(Visitor(application.test_client()), token).text


def test_a_browser_is_a_stranger_again_once_the_password_was_set_by_a_link(
    application: Flask, repository: Repository, owner: Visitor
) -> None:
    sam = invited(repository, application, "sam", Role.STAFF)
    known = cookie(sam, "-known")
    assert repository.device_of(known) == account_of(repository, "sam").id
    token = repository.make_password_link(account_of(repository, "sam").id, timedelta(days=1))
    take(Visitor(application.test_client()), token).press("Set the password", twice("seven purple kites ascending"))
    assert repository.device_of(known) == ""


def test_whoever_begins_a_draft_from_a_record_has_read_it(school: School) -> None:
    record = school.record("staff", "plain")
    mine = school.repository.seen_by(school.people["staff"].viewer)
    mine.start_from(record.id, "plain", 1, entries={})
    assert "record.read" in [act.act for act in school.repository.acts(thing=record.id)]


def test_a_record_leads_to_its_files(school: School) -> None:
    record = school.record("staff", "plain")
    shown = school.client("decider").get(f"/records/{record.id}").get_data(as_text=True)
    address = f"/records/{record.id}/files/{record.sha256}"
    assert address in shown
    assert school.client("decider").get(address).status_code == 200
