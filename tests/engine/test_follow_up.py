"""What a document asks to be followed up, and how a re-issue goes on with what was."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import formspec
from engine.compile import compile_form
from engine.document import submission
from engine.example import example_entries
from engine.follow_up import actions_of, concerns_of, continued, question_of, went_to
from engine.json_value import Json, JsonObject, as_list, as_object
from formspec.loader import load

GALLERY = Path(__file__).parents[1] / "gallery"
SPECS = Path(formspec.__file__).parent / "specs"
FORMS = [*sorted(each for each in GALLERY.glob("*.yaml") if "." not in each.stem), *sorted(SPECS.glob("*/1.yaml"))]
MOMENT = datetime(2026, 11, 23, 10, tzinfo=UTC)


def asked(address: str, text: str) -> JsonObject:
    return {"address": address, "question": "?", "text": text}


def document(*actions: tuple[str, str], carried: list[Json] | None = None) -> JsonObject:
    found: JsonObject = {"findings": {"concerns": [], "actions": [asked(*each) for each in actions]}}
    return found | {"carried": carried} if carried else found


def carry(*steps: tuple[str, str], number: int = 1) -> Json:
    report: list[Json] = [{"sort": "moved", "was": was, "address": address, "question": "?"} for was, address in steps]
    return {"from": number, "spec": f"sha256:{'a' * 64}", "to": number + 1, "report": report, "left": []}


@pytest.mark.parametrize("path", FORMS, ids=lambda each: f"{each.parent.name}-{each.stem}")
def test_every_form_has_its_findings_read_as_they_stand(path: Path) -> None:
    form = compile_form(load(path.read_bytes()).spec)
    made = submission(form, example_entries(form), id="a" * 26, submitted=MOMENT)
    found = as_object(made["findings"])
    for name, read in (("actions", actions_of(made)), ("concerns", concerns_of(made))):
        listed = [as_object(each) for each in as_list(found[name])]
        assert [(each.address, each.text, each.question) for each in read] == [
            (each["address"], each["text"], each["question"]) for each in listed
        ]
        assert [each.who for each in read] == [each.get("who", "") for each in listed]
        assert [each.due.isoformat() if each.due else "" for each in read] == [
            each.get("by-when", "") for each in listed
        ]


def test_a_document_without_findings_asks_for_nothing() -> None:
    assert (actions_of({}), concerns_of({})) == ((), ())


@pytest.mark.parametrize(("address", "question"), [("a.b.c", "a.b"), ("a.b.r1.c.d", "a.b.r1.c"), ("a", "")])
def test_a_column_stands_at_its_question(address: str, question: str) -> None:
    assert question_of(address) == question


CASES = [
    ("the same words in the same cell", [("a.q.x", "Ask")], [("a.q.x", "Ask")], {}, (0,)),
    ("other blanks are the same words", [("a.q.x", "Ask  them\n")], [("a.q.x", "Ask them")], {}, (0,)),
    ("other words are another action", [("a.q.x", "Ask")], [("a.q.x", "Ask them")], {}, (None,)),
    ("the cell that it was carried to", [("a.q.x", "Ask"), ("a.r.x", "Ask")], [("a.r.x", "Ask"), ("b.q.x", "Ask")],
     {"a.q.x": "b.q.x"}, (1, 0)),
    ("anywhere, where its cell is not known", [("a.q.x", "Ask")], [("z.q.x", "Ask")], {}, (0,)),
    ("its own cell before any other", [("a.q.x", "Ask"), ("a.r.x", "Ask")], [("z.q.x", "Ask"), ("a.q.x", "Ask")],
     {}, (1, 0)),
    ("each goes on once", [("a.q.x", "Ask")], [("a.q.x", "Ask"), ("a.r.x", "Ask")], {}, (0, None)),
    ("nothing was there", [], [("a.q.x", "Ask")], {}, (None,)),
    ("nothing is there now", [("a.q.x", "Ask")], [], {}, ()),
]  # fmt: skip


@pytest.mark.parametrize(
    ("before", "now", "went", "found"), [each[1:] for each in CASES], ids=[each[0] for each in CASES]
)
def test_a_reissue_goes_on_with_the_same_words(before: list, now: list, went: dict, found: tuple) -> None:
    assert continued(before, document(*now), went) == found


def test_where_an_answer_went_is_followed_through_every_carrying_since() -> None:
    old = carry(("z", "a"), number=1)
    carried = [old, carry(("a", "b"), ("c", "c"), ("d", ""), number=2), carry(("b", "e"), ("x", "y"), number=3)]
    assert went_to(document(carried=carried), document(carried=[old])) == {"a": "e", "c": "c", "d": "d"}
    assert went_to(document(carried=[old]), document(carried=[old])) == {}
    assert went_to(document(), document()) == {}


TEXTS = st.sampled_from(["Ask", "Ask them", "Paint it", " Ask "])
PLACES = st.sampled_from(["a.q.x", "a.r.x", "b.q.x"])
ACTIONS = st.lists(st.tuples(PLACES, TEXTS), max_size=6)


@given(ACTIONS, ACTIONS, st.dictionaries(PLACES, PLACES, max_size=3))
def test_nothing_goes_on_twice_nor_with_other_words_and_whatever_can_does(before: list, now: list, went: dict) -> None:
    found = continued(before, document(*now), went)
    used = [each for each in found if each is not None]
    assert len(used) == len(set(used))
    for (_, text), place in zip(now, found, strict=True):
        left = [at for at, (_, other) in enumerate(before) if at not in used and other.split() == text.split()]
        assert not left if place is None else before[place][1].split() == text.split()
