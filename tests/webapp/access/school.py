"""A school with accounts: its people, two forms of which one is sensitive, and drafts and records of theirs.

Here lives the making of it, over the repository, so that thousands of tries need no password to be hashed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from flask import Flask, session
from flask.testing import FlaskClient

from engine.document import submission
from engine.register.details import Details
from engine.stored_file import StoredFile, write_files
from webapp.application import close, create_app
from webapp.guard.token import csrf_token
from webapp.pages.desk import EXTENSION, Desk
from webapp.pages.downloads import as_line
from webapp.pages.shelf import edition
from webapp.rights import ANYBODY, Role, Viewer
from webapp.settings import Settings
from webapp.storage.account_statements import Account
from webapp.storage.letters import Addressed
from webapp.storage.register_statements import RegisterEntry
from webapp.storage.repository import Repository
from webapp.storage.stored import Document, Draft

SPEC = """\
formspec: 1
form: {form}
version: 1
access: {access}
title: The {form} form
about: {{register: places, question: main.place}}
sections:
  - id: main
    title: Main
    questions:
      - {{id: place, label: Where?, name: the place, kind: text, required: true}}
      - {{id: words, label: What?, kind: long-text}}
      - {{id: sheet, label: Which sheet?, kind: file}}
      - id: risk
        label: What could go wrong?
        columns:
          - {{id: concern, role: concern, label: Concern, kind: long-text}}
          - {{id: action, role: action, label: Further action, kind: long-text}}
      - {{id: fit, label: Is it fit?, name: if it is fit, kind: yes-no, role: outcome}}
"""
FORMS = {"plain": "ordinary", "sealed": "sensitive"}
CONTENT = b"%PDF-1.4 a sheet\n%%EOF\n"
VISIT = "visit-of-the-tests"
ELSEWHERE = {
    "FORMSPEC_SECURITY_CONTACT": "office@school.example",
    "FORMSPEC_MAIL": "smtp://127.0.0.1:1",
    "FORMSPEC_MAIL_FROM": "forms@school.example",
    "FORMSPEC_OIDC_ISSUER": "http://127.0.0.1:1",
    "FORMSPEC_OIDC_CLIENT_ID": "formspec",
    "FORMSPEC_OIDC_CLIENT_SECRET": "a secret of the tests",
    "FORMSPEC_OIDC_NAME": "School Login",
}
"""Whom the school names to write to, a mail server and a sign-in service, neither of which answers."""


@dataclass(frozen=True)
class Person:
    """Somebody with an account and a browser in which they are signed in."""

    account: Account
    client: FlaskClient

    @property
    def viewer(self) -> Viewer:
        return Viewer(id=self.account.id, name=self.account.name, roles=self.account.roles)


@dataclass(frozen=True)
class Thing:
    """A draft or a record: whose, of which form, and a word that stands in its answers and nowhere else.

    `action` is the action of a record, in whose text that word stands, too.
    """

    id: str
    owner: str
    form: str
    mark: str
    sha256: str
    action: str = ""


@dataclass
class School:
    """The application, everybody by name, and the browser of somebody who has not signed in."""

    application: Flask
    people: dict[str, Person] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    @property
    def repository(self) -> Repository:
        """What is kept, with every right."""
        desk: Desk = self.application.extensions[EXTENSION]
        return desk.repository.seen_by(ANYBODY)

    @property
    def shelf_desk(self) -> Desk:
        """The desk of the application, for nobody in particular."""
        return self.application.extensions[EXTENSION]

    def client(self, who: str) -> FlaskClient:
        """The browser of a person; of `nobody`, one in which nobody is signed in."""
        return self.people[who].client if who in self.people else browser(self.application)

    def add(self, name: str, *roles: Role) -> Person:
        """Give somebody an account, and sign them in."""
        kept = self.repository
        invited = kept.invite(f"{name}@school.example", name.title(), roles)
        token = kept.make_password_link(invited.id, timedelta(hours=1))
        account = kept.set_password_by_link(token, "a hash that no password has")
        person = Person(account, signed_in(self.application, account))
        self.people[name] = person
        return person

    def entry(self) -> RegisterEntry:
        """Add an entry to the register that both forms are about."""
        return self.repository.add_entry("places", Details(name=f"entry{next(self.numbers)}place"))

    def entry_with_document(self) -> tuple[str, str]:
        """Add an entry that has a document, and return its id and the checksum of the document."""
        entry, content = self.entry(), CONTENT + str(next(self.numbers)).encode()
        sha256 = self.repository.keep_file(content, "application/pdf")
        self.repository.add_document(entry.id, StoredFile(sha256, len(content), "application/pdf", "sheet.pdf"))
        return entry.id, sha256

    def attach(self, thing: Thing, by: str = "") -> None:
        """Add the file of a record to its action, too, with its marked word beside it; once it stays there.

        `by` is who adds it; without one nobody in particular does.
        """
        kept = self.repository.seen_by(self.people[by].viewer) if by else self.repository
        action, content = kept.action(thing.action), self.repository.file(thing.sha256)
        assert action is not None
        assert content is not None
        size = len(content.content)
        file = StoredFile(thing.sha256, size, content.type, "sheet.pdf", f"Caption {thing.mark}")
        kept.change_action(action.id, base=action.revision, standing=action.standing, note="", files=[file])

    def letter(self, owner: str, form: str) -> Thing:
        """Send a letter of somebody's, to a marked recipient, about a marked place."""
        mark = f"marked{next(self.numbers)}word"
        mine = self.repository.seen_by(self.people[owner].viewer)
        to = Addressed(name=f"Recipient {mark}", email=f"{mark}@provider.example")
        made, _ = mine.send_letter(form, 1, to, entries={"main.words": f"Words {mark}"}, access=FORMS[form])
        return Thing(made.id, owner, form, mark, made.sha256)

    def draft(self, owner: str, form: str, joined: str = "", about: str = "") -> Thing:
        """Begin a draft of somebody's, with a marked word and a file in it, and let another one in."""
        mark = f"marked{next(self.numbers)}word"
        mine = self.repository.seen_by(self.people[owner].viewer)
        sha256 = mine.keep_file(CONTENT + mark.encode(), "application/pdf", preview=mark.encode())
        sheet = write_files([StoredFile(sha256, len(CONTENT) + len(mark), "application/pdf", "sheet.pdf")])
        entries = {"main.place": about or f"Place {mark}", "main.words": f"Words {mark}", "main.sheet": sheet}
        entries |= {"main.risk.concern": f"Concern {mark}", "main.risk.action": f"Action {mark}"}
        draft = mine.start_draft(form, 1, entries=entries, access=FORMS[form])
        if joined:
            mine.let_in(draft.id, self.people[joined].account.id)
        return Thing(draft.id, owner, form, mark, sha256)

    def record(self, owner: str, form: str, joined: str = "", about: str = "") -> Thing:
        """Submit a draft of somebody's, about a place of its own or about another one."""
        thing = self.draft(owner, form, joined, about)
        mine = self.repository.seen_by(self.people[owner].viewer)
        made = mine.submit(thing.id, base=1, build=self._document).record
        mine.add_scan(thing.id, thing.sha256)
        (action,) = self.repository.actions_of(made)
        return replace(thing, action=action.id)

    def _document(self, draft: Draft) -> Document:
        form = edition(self.repository.text_of(draft.sha256)).form
        moment = datetime.now(UTC)
        made = submission(form, draft.entries, id=draft.id, submitted=moment)
        return Document(
            text=as_line(made),
            digest=str(made["digest"]),
            about=draft.entries["main.place"],
            outcome="",
            concerns=1,
            actions=1,
            submitted=moment,
        )


@contextmanager
def opened_school(folder: Path) -> Iterator[School]:
    """Open a school in a folder: somebody of each role, and two members of staff."""
    specs = folder / "specs"
    for form, access in FORMS.items():
        (specs / form).mkdir(parents=True)
        (specs / form / "1.yaml").write_text(SPEC.format(form=form, access=access), encoding="utf-8")
    given = {"FORMSPEC_DATA": str(folder / "kept"), "FORMSPEC_SPECS": str(specs)}
    settings = Settings.from_environment({**given, **ELSEWHERE})
    application = create_app(settings)
    application.config["SPECS_OF_TEST"] = specs
    school = School(application)
    school.repository.make_first("first@school.example", "First", [], "a hash that no password has")
    for form in FORMS:
        found = school.shelf_desk.shelf.version(form, 1)
        assert found is not None
        school.repository.pin(form, 1, found.spec.sha256, found.text)
    for role in Role:
        school.add(role.value, role)
    school.add("colleague", Role.STAFF)
    school.add("newcomer")
    yield school
    close(application)


def browser(application: Flask) -> FlaskClient:
    """A browser that holds the cookie of a visit, as after any page with a form."""
    client = application.test_client()
    with client.session_transaction() as visit:
        visit["visit"] = VISIT
    return client


def signed_in(application: Flask, account: Account) -> FlaskClient:
    """A browser in which an account is signed in."""
    client = browser(application)
    desk: Desk = application.extensions[EXTENSION]
    token, _ = desk.repository.begin_session(account, stage="full", device="A test")
    client.set_cookie(f"{application.config['SESSION_COOKIE_NAME']}-in", token)
    return client


def token_for(application: Flask) -> str:
    """The token of forms for every browser of these tests."""
    with application.test_request_context():
        session["visit"] = VISIT
        return csrf_token()
