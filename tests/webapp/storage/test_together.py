"""Several people in one draft: who comes to it, who wrote what, and what becomes of them when it ends."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.webapp.storage.conftest import Build
from webapp.rights import Act, Role, Viewer
from webapp.settings import Settings
from webapp.storage import together, together_tables
from webapp.storage.account_statements import Account
from webapp.storage.opening import open_repository
from webapp.storage.repository import Draft, DraftClosed, NotYours, Repository, Unknown
from webapp.storage.together_statements import Present

_LIFETIME = timedelta(days=1)


class School:
    """A repository, and everybody's view of it by name."""

    def __init__(self, whole: Repository) -> None:
        self.whole = whole
        self.accounts: dict[str, Account] = {}
        whole.make_first("ann@school.example", "Ann", [], "a hash")

    def add(self, name: str, role: Role) -> Repository:
        invited = self.whole.invite(f"{name}@school.example", name.title(), [role])
        link = self.whole.make_password_link(invited.id, _LIFETIME)
        self.accounts[name] = self.whole.set_password_by_link(link, "a hash")
        return self.of(name)

    def of(self, name: str) -> Repository:
        account = self.accounts[name]
        return self.whole.seen_by(Viewer(id=account.id, name=account.name, roles=account.roles))

    def id(self, name: str) -> str:
        return self.accounts[name].id


@pytest.fixture
def school(settings: Settings) -> Iterator[School]:
    with open_repository(settings) as opened:
        opened.pin("audit", 1, "aa", b"form: audit")
        made = School(opened)
        for name in ("sam", "pat", "kim"):
            made.add(name, Role.STAFF)
        made.add("gil", Role.READER)
        yield made


@pytest.fixture
def shared(school: School) -> str:
    """The id of a draft that Sam began and let Pat into."""
    draft = school.of("sam").start_draft("audit", 1, entries={"a.b": "begun"})
    school.of("sam").let_in(draft.id, school.id("pat"))
    return draft.id


def test_who_was_let_in_sees_the_draft_among_their_own_and_saves_it(school: School, shared: str) -> None:
    pat = school.of("pat")
    assert [each.id for each in pat.drafts()] == [shared]
    saved = pat.save(shared, base=1, posted={"a.b": "changed"})
    assert saved.draft.entries == {"a.b": "changed"}
    assert school.of("kim").draft(shared) is None
    assert school.of("kim").drafts() == ()


def test_a_record_is_its_beginner_s_and_open_to_who_was_let_in(school: School, shared: str, build: Build) -> None:
    record = school.of("pat").submit(shared, base=1, build=build).record
    assert record.owner == school.id("sam")
    for name in ("sam", "pat"):
        assert [each.id for each in school.of(name).records()] == [shared]
        assert school.of(name).record(shared) is not None
    assert school.of("kim").record(shared) is None


def test_a_sensitive_draft_is_shared_like_any_other(school: School, build: Build) -> None:
    draft = school.of("sam").start_draft("audit", 1, access="sensitive")
    school.of("sam").let_in(draft.id, school.id("pat"))
    school.of("pat").submit(draft.id, base=0, build=build)
    assert school.of("pat").record(draft.id) is not None


def test_a_re_issue_is_open_to_all_who_were_in_the_first_one(school: School, shared: str, build: Build) -> None:
    school.of("sam").submit(shared, base=1, build=build)
    again = school.of("pat").start_draft("audit", 1, reissues=shared)
    assert school.of("sam").draft(again.id) is None
    record = school.of("pat").submit(again.id, base=0, build=build).record
    assert record.owner == school.id("sam")
    assert school.of("pat").record(again.id) is not None
    assert school.of("pat").may_undo(record)
    assert not school.of("sam").may_undo(record)


def test_only_who_began_a_draft_discards_it(school: School, shared: str) -> None:
    with pytest.raises(NotYours):
        school.of("pat").discard(shared, base=1)
    school.of("sam").discard(shared, base=1)
    with pytest.raises(DraftClosed):
        school.of("pat").save(shared, base=1, posted={"a.b": "late"})


def test_everybody_in_a_draft_lets_others_in_and_takes_them_out(school: School, shared: str) -> None:
    school.of("pat").let_in(shared, school.id("kim"))
    assert school.of("kim").draft(shared) is not None
    school.of("kim").take_out(shared, school.id("pat"))
    assert school.of("pat").draft(shared) is None
    school.of("kim").take_out(shared, school.id("sam"))
    assert school.of("sam").draft(shared) is not None
    school.of("kim").take_out(shared, school.id("kim"))
    assert school.of("kim").draft(shared) is None


@pytest.mark.parametrize("who", ["gil", "nobody"])
def test_nobody_is_let_in_who_fills_in_no_forms(school: School, shared: str, who: str) -> None:
    with pytest.raises(Unknown):
        school.of("sam").let_in(shared, school.id(who) if who in school.accounts else "x" * 26)


def test_strangers_let_nobody_in_and_learn_nothing(school: School, shared: str) -> None:
    kim = school.of("kim")
    for act in (
        lambda: kim.let_in(shared, school.id("kim")),
        lambda: kim.take_out(shared, school.id("pat")),
        lambda: kim.give_sections(shared, {"a": school.id("sam")}, seen={}),
        lambda: kim.arrive(_draft(school, shared), "a"),
        lambda: kim.present(_draft(school, shared)),
        lambda: kim.sections_given(_draft(school, shared)),
    ):
        with pytest.raises(NotYours):
            act()
    assert kim.history(shared) == ()


def test_without_accounts_nobody_is_let_in(repository: Repository) -> None:
    draft = repository.start_draft("audit", 1)
    with pytest.raises(NotYours):
        repository.let_in(draft.id, "x" * 26)


def test_a_role_that_fills_in_no_forms_any_more_ends_what_it_was_let_into(school: School, shared: str) -> None:
    pat = school.accounts["pat"]
    reader = school.whole.seen_by(Viewer(id=pat.id, name=pat.name, roles=frozenset({Role.READER})))
    assert reader.draft(shared) is None


def test_each_revision_keeps_who_saved_it(school: School, shared: str) -> None:
    school.of("pat").save(shared, base=1, posted={"a.b": "changed"})
    wrote = [(each.value, each.author) for each in school.of("sam").history(shared)]
    assert wrote == [("begun", school.id("sam")), ("changed", school.id("pat"))]


def test_the_trail_keeps_letting_in_joining_once_and_leaving(school: School, shared: str) -> None:
    pat = school.of("pat")
    for _ in range(2):
        pat.arrive(_draft(school, shared), "a")
    school.of("sam").let_in(shared, school.id("pat"))
    pat.take_out(shared, school.id("pat"))
    acts = [(each.act, each.who) for each in school.whole.acts(thing=shared)][::-1]
    sam = school.id("sam")
    assert acts == [
        ("draft.begun", sam),
        ("draft.shared", sam),
        ("draft.joined", school.id("pat")),
        ("draft.left", school.id("pat")),
    ]


def test_who_is_here_is_forgotten_after_a_minute(school: School, shared: str, monkeypatch: pytest.MonkeyPatch) -> None:
    draft, moment = _draft(school, shared), together.now()
    school.of("pat").arrive(draft, "a")
    assert school.of("sam").present(draft) == (Present(school.id("pat"), "a"),)
    assert school.of("pat").present(draft) == ()
    monkeypatch.setattr(together, "now", lambda: moment + timedelta(seconds=70))
    assert school.of("sam").present(draft) == ()
    school.of("sam").arrive(draft, "b")
    with school.whole._database.reading("A test") as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(together_tables.presences)) == 1


def test_sections_are_given_to_people_of_the_draft_alone_and_go_with_them(school: School, shared: str) -> None:
    sam, pat, draft = school.of("sam"), school.id("pat"), _draft(school, shared)
    sam.give_sections(shared, {"a": pat, "b": school.id("sam"), "c": ""}, seen={})
    with pytest.raises(Unknown):
        sam.give_sections(shared, {"a": school.id("kim")}, seen={"a": pat})
    assert sam.sections_given(draft) == {"a": pat, "b": school.id("sam")}
    sam.give_sections(shared, {"b": ""}, seen={"b": school.id("sam")})
    assert sam.sections_given(draft) == {"a": pat}
    sam.take_out(shared, pat)
    assert sam.sections_given(draft) == {}


def test_a_section_that_somebody_else_gave_meanwhile_is_left_and_told(school: School, shared: str) -> None:
    sam, pat, draft = school.id("sam"), school.id("pat"), _draft(school, shared)
    seen = {"a": "", "b": "", "c": "", "d": ""}
    school.of("pat").give_sections(shared, {"a": pat, "b": pat, "c": pat}, seen=seen)
    noted = school.whole.verify_trail().acts
    told = school.of("sam").give_sections(shared, {"a": "", "b": sam, "c": pat, "d": sam}, seen=seen)
    assert told == {"b": pat}
    assert school.of("sam").sections_given(draft) == {"a": pat, "b": pat, "c": pat, "d": sam}
    assert school.whole.verify_trail().acts == noted + 1
    assert school.of("sam").give_sections(shared, {"b": sam}, seen=told) == {}
    assert school.of("sam").sections_given(draft)["b"] == sam


def test_who_was_taken_out_meanwhile_stands_in_the_way_of_nothing_else(school: School, shared: str) -> None:
    sam, pat = school.of("sam"), school.id("pat")
    sam.give_sections(shared, {"a": pat}, seen={})
    sam.take_out(shared, pat)
    sam.give_sections(shared, {"a": pat, "b": school.id("sam")}, seen={"a": pat, "b": ""})
    assert sam.sections_given(_draft(school, shared)) == {"b": school.id("sam")}


def test_erasing_takes_out_everybody_who_was_in_it(school: School, shared: str) -> None:
    draft = _draft(school, shared)
    school.of("pat").arrive(draft, "a")
    school.of("sam").give_sections(shared, {"a": school.id("pat")}, seen={})
    school.add("dee", Role.DECIDER).erase_draft(shared, "On request.", base=1)
    with school.whole._database.reading("A test") as connection:
        for table in (together_tables.draft_people, together_tables.draft_sections, together_tables.presences):
            assert connection.execute(sa.select(table)).all() == []


def _draft(school: School, draft_id: str) -> Draft:
    found = school.whole.draft(draft_id)
    assert found is not None
    assert school.whole.reaches(Act.FILL_IN, found)
    return found
