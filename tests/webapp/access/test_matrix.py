"""Every address, by every method, for everybody, on everybody's things: nobody sees or does what is not theirs.

What is expected of a cell is read from the two tables alone, `webapp.rights` and `webapp.pages.entrances`. A cell is a
real request; whatever it answers, no marked word of somebody else's may stand in it.
"""

import json
import os
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import pytest
from flask.testing import FlaskClient
from werkzeug.exceptions import MethodNotAllowed, NotFound
from werkzeug.routing import RequestRedirect, Rule
from werkzeug.test import TestResponse

from engine.notes import name_of
from engine.pdf.report import written
from tests.webapp.access.school import FORMS, School, Thing, token_for
from webapp.pages import entrances
from webapp.pages.entrances import ENTRANCES, Entrance
from webapp.rights import RIGHTS, Act, Reach, Role

WHO = ("nobody", "newcomer", *(role.value for role in Role))
IS_WHOLE = os.environ.get("FORMSPEC_SOAK", "1") != "1"
REFUSED = len(WHO) if IS_WHOLE else 2
"""How many of the people try what an address does not take, and HEAD and OPTIONS, each others: all in `make soak`."""
TAKEN = {"GET", "POST"}
SHARE = 1 if IS_WHOLE else 3
"""Of how many things one is tried, each address and person another: all in `make soak`."""
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
CAN_FILL_IN = frozenset({"staff", "decider", "policy-lead"})
OWNERS = ("self", "colleague", "joined")
LEAST_CELLS = 2_000
NOT_THERE = frozenset(
    {"review.words", "parts.complete", "parts.reopen", "reissuing.page", "reissuing.reissue", "reissuing.undoing"}
    | {
        "reissuing.undo",
        "reissuing.report",
        "carrying.report",
        "account.end",
        "review.touched",
        "static",
        "editor.file",
    }
    | {
        "script",
        "module",
        "editor.blank",
        "editor.throw_away",
        "review.compare",
        "people.close",
        "review.report",
        "review.report_download",
        "people.link",
        "review.withdraw",
    }
    | {"review.withdrawal", "editor.restore", "carrying.page", "carrying.carry", "review.covered"}
    | {"uploads.piece", "uploads.done", "uploads.told", "visit.take_up", "calendar.feed"}
    | {"recipient.enter", "records.signed", "files.drawing_of_record", "scans.removing"}
)
"""Endpoints of which something may be missing even for those who may come to them: 404 says nothing there."""
EXPORT = "/exports/file?format=csv-answers"
CAN_SEND = frozenset({"staff", "decider"})
OF_ITS_BEGINNER = frozenset({"drafts.discard", "drafts.discard_now"})
"""Endpoints that only who began a draft comes to, and nobody who was let into it."""
ENDING = frozenset({"signing.sign_out", "account.end_others"})
"""Endpoints that end the sessions which the other cells need; they are tried in `test_signing_in`."""


@pytest.fixture(autouse=True)
def _plain_pdfs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give what stands in a PDF in place of it: its words can be looked for, and it takes no time."""
    monkeypatch.setattr("webapp.pages.pdf.make", lambda report, _: json.dumps(written(report).content).encode())


@dataclass(frozen=True)
class Cell:
    """One try: who, how, where, and whose draft or record it names, None for an address that names none."""

    who: str
    method: str
    rule: Rule
    owner: str = ""
    form: str = ""

    def __str__(self) -> str:
        return f"{self.who} {self.method} {self.rule.endpoint} {self.owner} {self.form}"


def cells(school: School) -> Iterator[Cell]:
    for at, rule in enumerate(sorted(school.application.url_map.iter_rules(), key=lambda each: each.endpoint)):
        named = is_thing(rule)
        for turn, who in enumerate(WHO):
            for method in METHODS:
                if method not in TAKEN & (rule.methods or set()) and (at + turn) % len(WHO) >= REFUSED:
                    continue
                if named:
                    yield from (
                        Cell(who, method, rule, *thing) for thing in things(rule, method)[(at + turn) % SHARE :: SHARE]
                    )
                else:
                    yield Cell(who, method, rule)


def things(rule: Rule, method: str) -> list[tuple[str, str]]:
    """The things that a method is tried on: one of a colleague's where the address does not take it for any."""
    taken = method in (rule.methods or set()) and method != "OPTIONS"
    return list(product(OWNERS if taken else ["colleague"], FORMS))


def is_thing(rule: Rule) -> bool:
    """Whether an address names a draft, a record or its action, or a letter."""
    return bool(rule.arguments & {"record_id", "action_id", "letter_id"}) or (
        "draft_id" in rule.arguments and not rule.endpoint.startswith(("editor.", "review."))
    )


def reaches(cell: Cell) -> bool:
    """Whether the tables let the person come to what the cell names."""
    entrance = ENTRANCES[cell.rule.endpoint]
    if entrance in {Entrance.OPEN, Entrance.UNSEEN}:
        return True
    if cell.who == "nobody":
        return False
    if isinstance(entrance, Entrance):
        return entrance is not Entrance.RECIPIENT
    reach = reach_of(cell.who, entrance)
    if not cell.owner:
        return reach > Reach.NONE
    is_record = "record_id" in cell.rule.arguments
    read = min(reach, reach_of(cell.who, Act.READ_RECORDS)) if is_record else reach
    own = owner_of(cell) == cell.who or (is_joined(cell) and cell.rule.endpoint not in OF_ITS_BEGINNER)
    return (
        read is Reach.SENSITIVE or (own and read > Reach.NONE) or (read is Reach.ALL and FORMS[cell.form] == "ordinary")
    )


def reach_of(who: str, act: Act) -> Reach:
    return RIGHTS[act][Role(who)] if who in {role.value for role in Role} else Reach.NONE


def is_joined(cell: Cell) -> bool:
    """Whether the person was let into the thing: only who fills in forms can be, and nobody into a letter."""
    return "letter_id" not in cell.rule.arguments and cell.owner == "joined" and cell.who in CAN_FILL_IN


def owner_of(cell: Cell) -> str:
    """Whose the thing is: of somebody who can fill in nothing, a member of staff's in either case."""
    able = CAN_SEND if "letter_id" in cell.rule.arguments else CAN_FILL_IN
    return cell.who if cell.owner == "self" and cell.who in able else "colleague"


class Tries:
    """The tries of a school: fresh things where a request may change them, shared ones where it cannot."""

    def __init__(self, school: School) -> None:
        self.school = school
        self.token = token_for(school.application)
        self.things: dict[tuple[str, str, str, bool], Thing] = {}
        self.subject = school.add("subject").account.id
        self.spec_draft = self.begin_spec_draft()

    def begin_spec_draft(self) -> str:
        return self.school.repository.start_spec_draft("plain", 1, "form: plain\n", "Pat").id

    def thing(self, cell: Cell) -> Thing:
        record = bool(cell.rule.arguments & {"record_id", "action_id"})
        if "letter_id" in cell.rule.arguments:
            return self.school.letter(owner_of(cell), cell.form)
        joined = cell.who if is_joined(cell) else ""
        key = (owner_of(cell), joined, cell.form, record)
        make = self.school.record if record else self.school.draft
        if cell.method != "POST":
            return self.things.setdefault(key, self.things.get(key) or make(key[0], cell.form, joined))
        return make(key[0], cell.form, joined)

    def send(self, cell: Cell) -> tuple[TestResponse, Thing | None]:
        thing = self.thing(cell) if cell.owner else None
        values = self.values(cell, thing)
        client = self.school.client(cell.who)
        with self.school.application.test_request_context():
            path = self.school.application.url_map.bind("127.0.0.1").build(cell.rule.endpoint, values)
        person = self.school.people.get(cell.who)
        base = "2" if "action_id" in cell.rule.arguments else "1"
        sent = {"csrf": self.token, "base": base, "who": person.account.id if person else ""}
        data = sent if cell.method in {"POST", "PUT", "PATCH", "DELETE"} else None
        return client.open(path, method=cell.method, data=data, buffered=True), thing

    def leads_elsewhere(self, cell: Cell) -> bool:
        """Whether the address takes the method for another endpoint, whose cell it then is."""
        adapter = self.school.application.url_map.bind("127.0.0.1")
        shape = {name: 1 if name in {"version", "revision"} else "x" for name in cell.rule.arguments}
        try:
            endpoint, _ = adapter.match(adapter.build(cell.rule.endpoint, shape), cell.method)
        except (MethodNotAllowed, NotFound, RequestRedirect):
            return False
        return endpoint != cell.rule.endpoint

    def values(self, cell: Cell, thing: Thing | None) -> dict[str, object]:
        known: dict[str, object] = {
            "form": "plain",
            "version": 1,
            "language": "cy",
            "section_id": "main",
            "address": "main.words",
            "part_id": "x",
            "note_id": "x",
            "revision": 1,
            "mark": "x",
            "name": "x.js",
            "filename": "app.css",
            "user_id": self.subject,
            "session_id": "x" * 26,
            "passkey_id": "x",
            "draft_id": self.begin_spec_draft() if cell.method == "POST" else self.spec_draft,
            "sha256": "0" * 64,
            "upload_id": "x" * 32,
            "register": "places",
        }
        if thing is not None:
            known |= {"draft_id": thing.id, "record_id": thing.id, "letter_id": thing.id, "sha256": thing.sha256}
            known["action_id"] = thing.action
        if thing is not None and "action_id" in cell.rule.arguments:
            adds = reaches(cell) and reach_of(cell.who, Act.CHANGE_ACTIONS) > Reach.NONE
            self.school.attach(thing, cell.who if adds else "")
        if "entry_id" in cell.rule.arguments:
            known["entry_id"], known["sha256"] = self.school.entry_with_document()
        if "hold_id" in cell.rule.arguments:
            known["hold_id"] = self.school.repository.hold_record(self.school.record("staff", "plain").id, "Why.").id
        if "note_id" in cell.rule.arguments and thing is not None:
            self.school.repository.save(thing.id, base=0, posted={name_of("x"): "A note."})
        if "request_id" in cell.rule.arguments:
            asked = self.school.record("staff", "sealed").id
            known["request_id"] = self.school.repository.ask_to_erase("record", asked, "Why.").id
        return {name: known[name] for name in cell.rule.arguments}


def test_no_cell_of_the_matrix_leaks(school: School) -> None:
    tries, wrong, done = Tries(school), [], Counter[str]()
    for cell in cells(school):
        if cell.rule.endpoint in ENDING and cell.method == "POST":
            continue
        if tries.leads_elsewhere(cell):
            continue
        answer, thing = tries.send(cell)
        fault = fault_of(cell, answer, thing)
        done["cells"] += 1
        if fault:
            wrong.append(f"{cell}: {fault}")
    print(f"{done['cells']} cells")
    assert done["cells"] >= LEAST_CELLS
    assert not wrong, "\n".join(wrong[:40])


def fault_of(cell: Cell, answer: TestResponse, thing: Thing | None) -> str:
    """Return what is wrong with the answer of a cell, "" when nothing is."""
    if answer.status_code >= 500:
        return f"failed with {answer.status_code}"
    if cell.method not in (cell.rule.methods or set()):
        return "" if answer.status_code in {401, 403, 404, 405} else f"took another method: {answer.status_code}"
    if thing is not None and not reaches(cell) and thing.mark in answer.get_data(as_text=True):
        return "a word that is somebody else's stands in it"
    if cell.method == "OPTIONS":
        return ""
    return fault_within(cell, answer) if reaches(cell) else fault_beyond(cell, answer)


def fault_beyond(cell: Cell, answer: TestResponse) -> str:
    """Return what is wrong with the answer to somebody who may not come here."""
    if cell.who == "nobody" and ENTRANCES[cell.rule.endpoint] is not Entrance.RECIPIENT:
        return "" if asks_to_sign_in(answer) else f"not asked to sign in: {answer.status_code}"
    return "" if answer.status_code == 404 else f"is not “not found” but {answer.status_code}"


def fault_within(cell: Cell, answer: TestResponse) -> str:
    """Return what is wrong with the answer to somebody who may come here."""
    if asks_to_sign_in(answer):
        return "asked somebody to sign in who is"
    if answer.status_code == 404 and cell.rule.endpoint not in NOT_THERE:
        return "was not found by somebody who may see it"
    return ""


def asks_to_sign_in(answer: TestResponse) -> bool:
    return answer.status_code == 401 or (answer.status_code == 303 and answer.location.startswith("/sign-in"))


def test_every_address_has_a_row_and_every_row_an_address(school: School) -> None:
    assert {rule.endpoint for rule in school.application.url_map.iter_rules()} == set(ENTRANCES)


def test_an_address_without_a_row_stops_the_application_from_starting(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    fewer = {endpoint: row for endpoint, row in ENTRANCES.items() if endpoint != "records.page"}
    monkeypatch.setattr(entrances, "ENTRANCES", fewer)
    with pytest.raises(LookupError, match=r"records\.page"):
        entrances.require_rows(school.application)


@pytest.mark.parametrize(
    "address",
    [
        *("/", "/records", "/records.jsonl", EXPORT, "/exports", "/desk", "/desk/plain/1/use", "/forms/plain"),
        *("/actions?show=all", "/actions?show=unfinished", "/actions?show=no-day", "/actions/calendar.ics"),
        *("/overview", "/overview/concerns/plain", "/overview/concerns/sealed", "/overview/outcomes/plain"),
        *("/overview/outcomes/sealed", "/overview/reviews/places", "/search?q=words"),
    ],
)
@pytest.mark.parametrize("who", [role.value for role in Role])
def test_a_list_shows_just_what_its_reader_reaches(school: School, who: str, address: str) -> None:
    things = [
        school.record(owner, form) for owner in ("staff", "colleague", "decider", "policy-lead") for form in FORMS
    ]
    text = school.client(who).get(address).get_data(as_text=True)
    for thing in things:
        own, reach = thing.owner == who, reach_of(who, Act.READ_RECORDS)
        may = (
            reach is Reach.SENSITIVE or (own and reach > 0) or (reach is Reach.ALL and FORMS[thing.form] == "ordinary")
        )
        if not may:
            assert thing.mark not in text, f"{who} sees {thing} at {address}"
        elif address in {"/records.jsonl", EXPORT}:
            assert thing.mark in text, f"{who} misses {thing} at {address}"


@pytest.mark.parametrize("who", [role.value for role in Role])
def test_a_register_shows_of_records_just_what_its_reader_reaches(school: School, who: str) -> None:
    """What one may not read is neither shown nor counted, nor named as missing, on the list and on an entry's page."""
    entry = school.entry()
    things = [school.record(owner, form, about=entry.name) for owner in ("staff", "decider") for form in FORMS]
    strangers = [school.record("colleague", form) for form in FORMS]
    page, listed = (
        school.client(who).get(path).get_data(as_text=True)
        for path in (f"/registers/places/{entry.id}", f"/registers/places?q={entry.name}")
    )
    reach = reach_of(who, Act.READ_RECORDS)
    seen = [each for each in things if within(reach, each, who)]
    for each in things:
        assert (each.id in page) == (each in seen and reach_of(who, Act.READ_REGISTERS) > 0), f"{who}, {each}"
    if reach_of(who, Act.READ_REGISTERS):
        assert f'data-label="Records">{len(seen)}</td>' in listed
        missing = school.client(who).get("/registers/places").get_data(as_text=True)
        for each in strangers:
            assert (each.mark in missing) == within(reach, each, who), f"{who}, {each}"
        told = "This goes only by the records that you " in page
        assert told == (reach is not Reach.SENSITIVE)


def within(reach: Reach, thing: Thing, who: str) -> bool:
    own = thing.owner == who and reach > Reach.NONE
    return reach is Reach.SENSITIVE or own or (reach is Reach.ALL and FORMS[thing.form] == "ordinary")


@pytest.mark.parametrize("who", [role.value for role in Role])
def test_a_search_finds_just_what_its_reader_reaches(school: School, who: str) -> None:
    """By a record's own word its record and its action are found, by that of a draft only one's own draft."""
    client, reach = school.client(who), reach_of(who, Act.READ_RECORDS)
    for owner, form in product(("staff", "colleague", "decider", "policy-lead"), FORMS):
        thing, draft = school.record(owner, form), school.draft(owner, form)
        seen = within(reach, thing, who)
        for each, links, may in (
            (thing, (f"/records/{thing.id}", f"/actions/{thing.action}"), seen),
            (draft, (f"/drafts/{draft.id}",), owner == who),
        ):
            text = client.get(f"/search?q={each.mark}").get_data(as_text=True)
            assert [f'href="{link}"' in text for link in links] == [may] * len(links), f"{who} looks for {each}"
            assert (f"<mark>{each.mark}</mark>" in text) == may
    joined = school.draft("colleague", "sealed", who if who in CAN_FILL_IN else "")
    found = f"/drafts/{joined.id}" in client.get(f"/search?q={joined.mark}").get_data(as_text=True)
    assert found == (who in CAN_FILL_IN)


@pytest.mark.parametrize("who", [role.value for role in Role])
def test_the_overview_counts_just_what_its_reader_reaches(school: School, who: str) -> None:
    """One more record counts, with its concern and its action, for those who reach it, and for nobody else."""
    client, reach = school.client(who), reach_of(who, Act.READ_RECORDS)
    for owner, form in product(("staff", "colleague", "decider", "policy-lead"), FORMS):
        before = counted(client, form)
        thing = school.record(owner, form)
        more = int(within(reach, thing, who))
        assert counted(client, form) == tuple(each + more for each in before), f"{who} counts {thing}"


def counted(client: FlaskClient, form: str) -> tuple[int, int]:
    """How many concerns of a form, and how many actions without a day, the overview says that there are."""
    text = client.get("/overview").get_data(as_text=True)
    links = (f"/overview/concerns/{form}?section=main", "/actions?show=no-day")
    found = (re.search(rf'<a href="{re.escape(link)}">([0-9]+)<', text) for link in links)
    concerns, actions = (int(each[1]) if each else 0 for each in found)
    return concerns, actions


@pytest.mark.parametrize("who", [role.value for role in Role])
def test_one_pdf_of_many_holds_nothing_that_its_reader_does_not_reach(school: School, who: str) -> None:
    reach = reach_of(who, Act.READ_RECORDS)
    for owner, form in product(("staff", "colleague", "decider", "policy-lead"), FORMS):
        thing = school.record(owner, form)
        sent = {
            "csrf": token_for(school.application),
            "who": school.people[who].account.id,
            f"record-{thing.id}": "yes",
        }
        answer = school.client(who).post("/records.pdf", data=sent)
        own, plain = owner == who and reach > Reach.NONE, reach is Reach.ALL and FORMS[form] == "ordinary"
        may = reach is Reach.SENSITIVE or own or plain
        assert answer.status_code == (200 if may else 404), f"{who} asks for {thing}"
        assert (thing.mark in answer.get_data(as_text=True)) == may
