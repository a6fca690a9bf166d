"""Entries of registers: what may happen to them, whose they are not, and which records belong to them."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from engine.register.details import Details
from engine.register.plan import fingerprint
from engine.register.sheet import read_rows, written
from tests.webapp.storage.test_earlier import START, submitted
from tests.webapp.storage.test_records import document
from webapp.rights import ANYBODY, Role, Viewer
from webapp.sought import Sought
from webapp.storage import register_statements
from webapp.storage.failures import NotYours, Unknown
from webapp.storage.register_failures import EntryMerged, NameTaken, RegisterMoved
from webapp.storage.repository import Repository

FORGE = Details(name="The Forge", other_names="Old Forge", note="Ask for Ann")
BARN = Details(name="Barn Ltd", contact_email="barn@example.com")
TEXTS = {"aa"}


def about(repository: Repository, details: Details) -> list[str]:
    return [each.about for each in repository.mentions(TEXTS, details)]


def test_an_entry_is_kept_with_every_change_of_it(repository: Repository) -> None:
    made = repository.add_entry("providers", FORGE)
    assert repository.register_entry(made.id) == made
    saved = repository.save_entry(made.id, base=1, details=replace(FORGE, note="Ask for Bob"))
    assert (saved.entry.revision, saved.entry.details.note, saved.clashes) == (2, "Ask for Bob", ())
    history = repository.entry_changes(made.id)
    assert [(each.revision, each.what, each.details.note) for each in history] == [
        (1, "added", "Ask for Ann"),
        (2, "changed", "Ask for Bob"),
    ]


def test_a_save_that_changes_nothing_adds_nothing(repository: Repository) -> None:
    made = repository.add_entry("providers", FORGE)
    assert repository.save_entry(made.id, base=1, details=FORGE).entry == made
    assert len(repository.entry_changes(made.id)) == 1


def test_two_who_change_other_fields_are_both_kept(repository: Repository) -> None:
    made = repository.add_entry("providers", FORGE)
    repository.save_entry(made.id, base=1, details=replace(FORGE, note="Ask for Bob"))
    saved = repository.save_entry(made.id, base=1, details=replace(FORGE, next_review="2027-01-05"))
    assert saved.clashes == ()
    assert (saved.entry.details.note, saved.entry.details.next_review) == ("Ask for Bob", "2027-01-05")


def test_two_who_change_one_field_otherwise_are_shown_both(repository: Repository) -> None:
    made = repository.add_entry("providers", FORGE)
    first = repository.save_entry(made.id, base=1, details=replace(FORGE, note="Ask for Bob")).entry
    saved = repository.save_entry(made.id, base=1, details=replace(FORGE, note="Ask for Cat"))
    assert (saved.entry, saved.clashes) == (first, ("note",))
    assert repository.register_entry(made.id) == first
    again = repository.save_entry(made.id, base=first.revision, details=replace(FORGE, note="Ask for Cat"))
    assert (again.entry.details.note, again.clashes) == ("Ask for Cat", ())


def test_a_revision_that_was_never_seen_overwrites_nothing(repository: Repository) -> None:
    made = repository.add_entry("providers", FORGE)
    saved = repository.save_entry(made.id, base=99, details=replace(FORGE, note="Ask for Cat"))
    assert saved.clashes == ("note",)


def test_a_name_that_an_entry_had_is_one_of_its_other_names(repository: Repository) -> None:
    made = repository.add_entry("providers", FORGE)
    saved = repository.save_entry(made.id, base=1, details=replace(FORGE, name="Ironworks"))
    assert saved.entry.details.names == ("Ironworks", "Old Forge", "The Forge")


@pytest.mark.parametrize("name", ["forge", "The Forge Ltd", "old  FORGE"])
def test_no_two_entries_share_a_name(repository: Repository, name: str) -> None:
    made, barn = repository.add_entry("providers", FORGE), repository.add_entry("providers", BARN)
    with pytest.raises(NameTaken) as refused:
        repository.add_entry("providers", Details(name=name))
    assert refused.value.entry == made.id
    with pytest.raises(NameTaken):
        repository.save_entry(barn.id, base=1, details=replace(BARN, other_names=name))
    assert repository.register_entry(barn.id) == barn
    repository.add_entry("premises", Details(name=name))


def test_records_belong_to_an_entry_by_its_names_as_people_type_them(repository: Repository) -> None:
    repository.pin("other", 1, "bb", b"form: other")
    for hours, name in enumerate(["the forge", "Forge Ltd.", "OLD FORGE", "Forge Annexe", ""]):
        submitted(repository, name, hours)
    submitted(repository, "The Forge", 9, form="audit", trial=True)
    elsewhere = repository.start_draft("other", 1)
    assert elsewhere.sha256 == "bb"
    assert about(repository, FORGE) == ["OLD FORGE", "Forge Ltd.", "the forge"]
    assert [each.about for each in repository.mentions(TEXTS)] == [
        "",
        "Forge Annexe",
        "OLD FORGE",
        "Forge Ltd.",
        "the forge",
    ]
    assert repository.mentions({"bb"}) == repository.mentions(()) == ()


def test_a_record_is_re_issued_whatever_the_later_one_is_about_and_whoever_sees_it(repository: Repository) -> None:
    first = submitted(repository, "The Forge", 0)
    draft = repository.start_draft("audit", 1, reissues=first.id)
    assert [each.reissued for each in repository.mentions(TEXTS, FORGE)] == [False]
    again = repository.submit(
        draft.id, base=draft.revision, build=lambda seen: replace(document(seen), about="The Forge Annexe")
    ).record
    assert [(each.id, each.reissued) for each in repository.mentions(TEXTS, FORGE)] == [(first.id, True)]
    repository.undo_reissue(again.id)
    assert [each.reissued for each in repository.mentions(TEXTS, FORGE)] == [False]


def test_an_entry_is_found_by_any_of_its_names(repository: Repository) -> None:
    made = repository.add_entry("providers", FORGE)
    assert repository.entry_named("providers", "OLD FORGE ltd") == made
    assert repository.entry_named("providers", "Barn") is None
    assert repository.entry_named("providers", "") is None
    assert repository.entry_named("premises", "The Forge") is None


def test_a_merged_entry_goes_on_in_the_other_one_and_can_be_parted_again(repository: Repository) -> None:
    forge, barn = repository.add_entry("providers", FORGE), repository.add_entry("providers", BARN)
    submitted(repository, "The Forge")
    submitted(repository, "Barn", 1)
    both = repository.merge_entries(forge.id, barn.id, base=1)
    assert both.details.names == ("Barn Ltd", "The Forge", "Old Forge")
    assert about(repository, both.details) == ["Barn", "The Forge"]
    assert [each.id for each in repository.register_entries("providers")] == [barn.id]
    gone = repository.register_entry(forge.id)
    assert gone is not None
    assert (gone.merged_into, gone.details) == (barn.id, FORGE)
    assert repository.entries_merged_into(barn.id) == (gone,)
    with pytest.raises(EntryMerged) as refused:
        repository.save_entry(forge.id, base=gone.revision, details=BARN)
    assert refused.value.into == barn.id
    again = repository.part_entry(forge.id)
    assert (again.details, again.merged_into) == (FORGE, "")
    stays = repository.register_entry(barn.id)
    assert stays is not None
    assert stays.details == BARN
    assert about(repository, stays.details) == ["Barn"]
    assert [each.what for each in repository.entry_changes(barn.id)] == ["added", "taken-in", "given-back"]
    assert [each.what for each in repository.entry_changes(forge.id)] == ["added", "merged", "parted"]


def test_what_is_done_between_a_merging_and_its_undoing_stays(repository: Repository) -> None:
    forge, barn = repository.add_entry("providers", FORGE), repository.add_entry("providers", BARN)
    both = repository.merge_entries(forge.id, barn.id, base=1)
    said = replace(both.details.called_also(["Great Barn"]), note="Two doors")
    repository.save_entry(barn.id, base=both.revision, details=said)
    repository.part_entry(forge.id)
    stays = repository.register_entry(barn.id)
    assert stays is not None
    assert (stays.details.names, stays.details.note) == (("Barn Ltd", "Great Barn"), "Two doors")


def test_a_merging_is_undone_only_where_the_names_are_free(repository: Repository) -> None:
    forge, barn = repository.add_entry("providers", FORGE), repository.add_entry("providers", BARN)
    both = repository.merge_entries(forge.id, barn.id, base=1)
    repository.save_entry(barn.id, base=both.revision, details=replace(both.details, name="Old Forge"))
    before = repository.entry_changes(barn.id)
    with pytest.raises(NameTaken):
        repository.part_entry(forge.id)
    assert repository.entry_changes(barn.id) == before


def test_the_later_of_two_mergings_is_undone_first(repository: Repository) -> None:
    forge, barn = repository.add_entry("providers", FORGE), repository.add_entry("providers", BARN)
    mill = repository.add_entry("providers", Details(name="Mill"))
    both = repository.merge_entries(forge.id, barn.id, base=1)
    all_three = repository.merge_entries(barn.id, mill.id, base=both.revision)
    assert all_three.details.names == ("Mill", "Barn Ltd", "The Forge", "Old Forge")
    with pytest.raises(EntryMerged):
        repository.part_entry(forge.id)
    assert repository.part_entry(barn.id).details == both.details
    assert repository.part_entry(forge.id).details == FORGE
    assert {each.name for each in repository.register_entries("providers")} == {"The Forge", "Barn Ltd", "Mill"}
    assert repository.part_entry(forge.id).details == FORGE


def test_what_cannot_be_merged_is_not(repository: Repository) -> None:
    forge, hall = repository.add_entry("providers", FORGE), repository.add_entry("premises", BARN)
    barn = repository.add_entry("providers", BARN)
    for into, base, failure in (
        (forge.id, 1, Unknown),
        (hall.id, 1, Unknown),
        ("x" * 26, 1, Unknown),
        (barn.id, 7, RegisterMoved),
    ):
        with pytest.raises(failure):
            repository.merge_entries(forge.id, into, base=base)
    with pytest.raises(Unknown):
        repository.part_entry("x" * 26)
    assert [each.merged_into for each in repository.register_entries("providers")] == ["", ""]


def test_an_import_does_what_its_plan_said_or_nothing(repository: Repository) -> None:
    forge = repository.add_entry("providers", FORGE)
    rows = read_rows("name,note\nForge,Ask for Bob\nBarn,\nBarn Ltd,\n")
    seen = fingerprint(repository.plan_import("providers", rows))
    repository.save_entry(forge.id, base=1, details=replace(FORGE, next_review="2027-01-05"))
    with pytest.raises(RegisterMoved):
        repository.import_entries("providers", rows, seen=seen)
    assert len(repository.register_entries("providers")) == 1
    plan = repository.plan_import("providers", rows)
    assert repository.import_entries("providers", rows, seen=fingerprint(plan)) == plan
    found = {each.name: each.details for each in repository.register_entries("providers")}
    assert found["The Forge"] == replace(FORGE, note="Ask for Bob", next_review="2027-01-05")
    assert found["Barn"] == Details(name="Barn")
    assert [each.what for each in repository.entry_changes(forge.id)] == ["added", "changed", "imported"]


def test_to_import_what_was_exported_changes_nothing(repository: Repository) -> None:
    for each in (FORGE, BARN):
        repository.add_entry("providers", each)
    before = repository.register_entries("providers")
    rows = read_rows("".join(written((each.id, each.details) for each in before)))
    plan = repository.plan_import("providers", rows)
    assert {each.sort for each in plan} == {"same"}
    repository.import_entries("providers", rows, seen=fingerprint(plan))
    assert repository.register_entries("providers") == before


def test_an_import_reads_the_register_once_however_many_rows_it_has(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = repository.add_entry("providers", FORGE)
    rows = read_rows(f"id,name,other-names\n{entry.id},Ironworks,\n,The Forge,\n,Mill,\n,Barn,\n")
    plan = repository.plan_import("providers", rows)
    read: list[str] = []
    standing = register_statements.standing
    monkeypatch.setattr(register_statements, "standing", lambda kept, name: read.append(name) or standing(kept, name))
    repository.import_entries("providers", rows, seen=fingerprint(plan))
    assert read == ["providers"]
    assert {each.name for each in repository.register_entries("providers")} >= {"Ironworks", "Mill", "Barn"}


def viewer(*roles: Role) -> Viewer:
    return Viewer(id="a1", name="Ann", roles=frozenset(roles))


ACTS: list[Callable[[Repository, str], object]] = [
    lambda mine, _: mine.add_entry("providers", BARN),
    lambda mine, entry: mine.save_entry(entry, base=1, details=BARN),
    lambda mine, entry: mine.merge_entries(entry, entry, base=1),
    lambda mine, entry: mine.part_entry(entry),
    lambda mine, _: mine.plan_import("providers", ()),
    lambda mine, _: mine.import_entries("providers", (), seen=""),
]


@pytest.mark.parametrize("role", [Role.READER, Role.POLICY_LEAD, Role.ADMINISTRATOR])
@pytest.mark.parametrize("act", ACTS)
def test_who_may_not_change_registers_changes_nothing(
    repository: Repository, role: Role, act: Callable[[Repository, str], object]
) -> None:
    made = repository.add_entry("providers", FORGE)
    with pytest.raises(NotYours):
        act(repository.seen_by(viewer(role)), made.id)
    assert repository.register_entries("providers") == (made,)


def test_who_may_not_read_registers_sees_nothing(repository: Repository) -> None:
    made = repository.add_entry("providers", FORGE)
    mine = repository.seen_by(viewer(Role.ADMINISTRATOR))
    assert mine.register_entries("providers") == mine.entry_changes(made.id) == mine.entries_merged_into(made.id) == ()
    assert mine.register_entry(made.id) is None


@pytest.mark.parametrize(
    ("role", "seen"), [(Role.STAFF, 1), (Role.READER, 2), (Role.DECIDER, 3), (Role.POLICY_LEAD, 1)]
)
def test_only_records_within_reach_are_counted(repository: Repository, role: Role, seen: int) -> None:
    mine = repository.seen_by(viewer(role, Role.STAFF))
    submitted(mine, "The Forge")
    submitted(repository, "The Forge", 1)
    sealed = repository.start_draft("audit", 1, access="sensitive")
    other = repository.seen_by(ANYBODY)
    other.submit(sealed.id, base=0, build=lambda each: replace(document(each, START), about="Old Forge"))
    assert len(mine.mentions(TEXTS, FORGE)) == len(mine.mentions(TEXTS)) == seen


def test_the_author_of_a_change_is_kept(repository: Repository) -> None:
    made = repository.seen_by(viewer(Role.STAFF)).add_entry("providers", FORGE)
    assert [each.author for each in repository.entry_changes(made.id)] == ["a1"]


WITH_ANN = replace(FORGE, contact_name="Ann Archer", contact_email="ann@example.com")
WITH_BOB = replace(FORGE, contact_name="Bob", contact_email="ann@example.com", note="Two doors")


def test_earlier_contacts_are_forgotten_and_the_rest_of_the_history_stays(repository: Repository) -> None:
    made = repository.add_entry("providers", WITH_ANN)
    repository.save_entry(made.id, base=1, details=WITH_BOB)
    assert repository.forget_contacts(made.id)
    history = repository.entry_changes(made.id)
    assert [(each.what, each.details.contact_name, each.details.note) for each in history] == [
        ("added", "", "Ask for Ann"),
        ("changed", "Bob", "Two doors"),
        ("forgot", "Bob", "Two doors"),
    ]
    assert {each.details.contact_email for each in history} == {"ann@example.com"}
    entry = repository.register_entry(made.id)
    assert entry is not None
    assert (entry.details, entry.revision) == (WITH_BOB, 3)


def test_of_a_merged_entry_the_last_contact_goes_too(repository: Repository) -> None:
    made, barn = repository.add_entry("providers", WITH_ANN), repository.add_entry("providers", BARN)
    repository.merge_entries(made.id, barn.id, base=1)
    repository.forget_contacts(made.id)
    said = [each.details for each in repository.entry_changes(made.id)]
    assert {(each.contact_name, each.contact_email) for each in said} == {("", "")}
    assert repository.part_entry(made.id).details == FORGE


def test_only_who_may_erase_forgets(repository: Repository) -> None:
    made = repository.add_entry("providers", WITH_ANN)
    with pytest.raises(NotYours):
        repository.seen_by(viewer(Role.STAFF)).forget_contacts(made.id)
    with pytest.raises(Unknown):
        repository.forget_contacts("x" * 26)
    assert repository.entry_changes(made.id)[0].details == WITH_ANN


def test_whom_an_entry_named_is_found_now_and_earlier(repository: Repository) -> None:
    made = repository.add_entry("providers", WITH_ANN)
    repository.add_entry("providers", BARN)
    repository.save_entry(made.id, base=1, details=WITH_BOB)
    assert [each.entry.id for each in repository.find_entries(Sought("archer ann"))] == [made.id]
    assert repository.find_entries(Sought("archer bob"))[0].places
    assert repository.find_entries(Sought("archer zoe")) == ()
    repository.forget_contacts(made.id)
    assert repository.find_entries(Sought("archer")) == ()
    with pytest.raises(NotYours):
        repository.seen_by(viewer(Role.READER)).find_entries(Sought("archer"))
