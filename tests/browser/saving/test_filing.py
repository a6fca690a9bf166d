"""Notes that are filed while nothing can be sent: no operation mixes sections, and no filing is lost."""

import json

import pytest

A, MORE, D, N, M = "x.a", "x.more", "y.d", "--note.0abc0def0ghi", "--note.0abc0def0ghj"
FILED, MOVED = f"{N}.filed", f"{M}.filed"
STOOD = {A: "One", D: "Two", N: "Gate", M: "Fire"}
IN_A = {A: "One\nGate", FILED: A, N: "Gate"}
OUT_OF_A = {A: "One", FILED: "", N: "Gate"}
IN_D = {D: "Two\nGate", FILED: D, N: "Gate"}

LIST = """({{ TypedList }}) => {{
  let count = 0;
  const begin = () => ({{ id: `op${{count += 1}}`, made: 0 }});
  const open = (operations = []) => new TypedList({{ operations, base: 1, kept: {stood}, begin }});
  const clashes = (group, conflicts) => group.some((name) => name in conflicts);
  const answer = (revision, op, conflicts = {{}}, changed = {{}}) => ({{
    revision,
    saved: op.groups.filter((group) => !clashes(group, conflicts)).flat(),
    conflicts: Object.entries(conflicts).map(([name, theirs]) => ({{ name, theirs }})),
    cleared: [],
    changed,
  }});
  const sorted = (names) => JSON.stringify(names.toSorted());
  let list = open();
  const again = () => {{ list = open(structuredClone(list.operations)); }};
  {course}
  return list.operations.map(({{ answers, groups, refused, theirs, base }}) => ({{
    answers,
    base,
    isWhole: sorted(groups.flat()) === sorted(Object.keys(answers)),
    ...(refused && {{ refused }}),
    ...(theirs && {{ theirs }}),
  }}));
}}"""


@pytest.fixture
def course(run):
    """Run a course of events on a list of what was typed; give what is left of it."""

    def on_a_list(script: str) -> list[dict[str, object]]:
        left = run(LIST.format(stood=STOOD, course=script))
        assert all(each.pop("isWhole") for each in left), "each answer is in one group"
        for each in left:
            sections = {name.partition(".")[0] for name in each["answers"]} - {"--note"}
            assert len(sections) <= 1, "the server takes answers of one section at a time"
        return left

    return on_a_list


def answers(left: list[dict[str, object]]) -> list[object]:
    return [each["answers"] for each in left]


FILED_AND_OUT = f"list.enter({IN_A}); list.tried(list.first()); list.enter({OUT_OF_A});"


def test_a_note_that_is_filed_in_another_section_is_a_change_of_its_own(course) -> None:
    left = course(f"{FILED_AND_OUT} list.enter({IN_D}); again();")
    assert answers(left) == [IN_A, OUT_OF_A, IN_D]


def test_it_goes_after_it_was_taken_out_where_that_section_was_typed_in_before(course) -> None:
    left = course(f"list.enter({IN_A}); list.tried(list.first()); list.enter({{ 'y.e': 'Three' }}); "
                  f"list.enter({OUT_OF_A}); list.enter({IN_D}); again();")  # fmt: skip
    assert answers(left) == [IN_A, {"y.e": "Three"}, OUT_OF_A, IN_D]


def test_one_that_is_filed_where_it_was_is_one_change_with_its_answer_once_more(course) -> None:
    assert answers(course(f"{FILED_AND_OUT} list.enter({IN_A}); again();")) == [IN_A, IN_A]


def test_it_is_taken_out_first_also_where_somebody_else_changed_that_answer(course) -> None:
    left = course(f"{FILED_AND_OUT} list.enter({{ 'x.more': 'Four' }}); list.enter({IN_D}); const op = list.first(); "
                  f"list.answered(op, answer(3, op, {{}}, {{ '{A}': 'Theirs' }}));")  # fmt: skip
    assert answers(left) == [{MORE: "Four"}, OUT_OF_A, IN_D]
    assert [each["base"] for each in left] == [3, 1, 3]


@pytest.mark.parametrize("name", [FILED, N])
def test_what_others_did_with_a_note_is_asked_of_a_filing_that_waits(course, name: str) -> None:
    said = f"answer(3, op, {{}}, {{ '{name}': 'Theirs' }})"
    left = course(f"list.enter({{ 'x.more': 'Four' }}); list.tried(list.first()); list.enter({IN_A}); "
                  f"const op = list.first(); list.answered(op, {said});")  # fmt: skip
    assert left == [{"answers": IN_A, "base": 1}]


CLASHES = "const op = list.first(); list.answered(op, answer(3, op, { 'x.a': 'Theirs' }));"
TYPED = "list.enter({ 'x.a': 'Mine' }); list.tried(list.first());"
MINE = {A: "Mine\nGate", FILED: A, N: "Gate"}
BOTH = {**MINE, A: "Mine\nGate\nFire", MOVED: A, M: "Fire"}


def test_an_answer_that_two_changed_is_one_choice_with_the_notes_that_were_filed_with_it(course) -> None:
    left = course(f"{TYPED} list.enter({MINE}); list.enter({BOTH}); {CLASHES}")
    theirs = {A: "Theirs", FILED: "", N: "Gate", MOVED: "", M: "Fire"}
    assert left == [{"answers": BOTH, "base": 3, "theirs": theirs}]
    left = course(f"{TYPED} list.enter({MINE}); list.enter({BOTH}); {CLASHES} list.decide('{A}', true);")
    assert left == [{"answers": BOTH, "base": 3}]


def test_a_filing_that_comes_to_a_choice_stands_in_it(course) -> None:
    left = course(f"{TYPED} {CLASHES} list.enter({MINE}); list.decide('{A}', true);")
    assert left == [{"answers": MINE, "base": 3}]


def test_a_note_that_went_on_to_another_section_is_no_part_of_the_choice(course) -> None:
    left = course(f"{FILED_AND_OUT} list.drop(list.first()); list.tried(list.first()); list.enter({IN_D}); {CLASHES}")
    assert left == [{"answers": {A: "One"}, "base": 3, "theirs": {A: "Theirs"}}, {"answers": IN_D, "base": 3}]


OTHER = {A: "Other", FILED: "", N: "Gate"}
REFUSED = "list.tried(list.first()); {before} list.refuse(list.first(), 'No'); {after}"


@pytest.mark.parametrize("when", ["before", "after"])
def test_an_answer_that_is_typed_anew_takes_the_filing_that_was_refused_with_it(course, when: str) -> None:
    typed = f"list.enter({{ '{A}': 'One\\nGate, shut' }});"
    parts = {"before": "", "after": "", when: typed}
    left = course(f"list.enter({IN_A}); {REFUSED.format(**parts)}")
    assert left == [{"answers": {**IN_A, A: "One\nGate, shut"}, "base": 1}]


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_note_that_is_filed_elsewhere_leaves_an_answer_that_was_refused(course, when: str) -> None:
    parts = {"before": "", "after": "", when: f"list.enter({IN_D});"}
    left = course(f"list.enter({OTHER}); {REFUSED.format(**parts)}")
    assert left == [{"answers": {A: "Other"}, "base": 1, "refused": "No"}, {"answers": IN_D, "base": 1}]


def test_words_of_a_note_that_two_changed_stay_though_it_was_filed_since(course) -> None:
    filing = {A: "One\nMine", FILED: A}
    left = course(f"list.enter({{ '{N}': 'Mine' }}); list.tried(list.first()); list.enter({filing}); "
                  f"const op = list.first(); list.answered(op, answer(3, op, {{ '{N}': 'Theirs' }}));")  # fmt: skip
    assert [each["answers"] for each in left] == [{N: "Mine"}, filing]


CHANGED, GONE = {N: "Mine", FILED: ""}, {N: "", FILED: ""}
FILED_ANEW = {A: "One\nMine", FILED: A, N: "Mine"}
WORDS = {
    "a note that is changed twice is one change": ([CHANGED, {**CHANGED, N: "Later"}], [{**CHANGED, N: "Later"}]),
    "one that is removed after it was changed": ([CHANGED, GONE], [GONE]),
    "one that is put back as it was": ([GONE, {N: STOOD[N], FILED: ""}], [{N: STOOD[N], FILED: ""}]),
    "one that is filed with its new words": ([CHANGED, FILED_ANEW], [CHANGED, FILED_ANEW]),
    "one that is changed after it was taken out": (
        [IN_A, OUT_OF_A, CHANGED],
        [{A: "One", FILED: "", N: "Gate"}, CHANGED],
    ),
}


@pytest.mark.parametrize(("typed", "left"), WORDS.values(), ids=WORDS)
def test_a_note_s_own_words_go_before_or_after_what_is_done_with_it(
    course, typed: list[dict[str, str]], left: list[dict[str, str]]
) -> None:
    assert answers(course(" ".join(f"list.enter({each});" for each in typed))) == left


BESIDE = {
    "changed": {N: "Theirs", M: "Mine"},
    "filed": {FILED: A, A: "One\nGate", M: "Mine"},
    "removed": {N: "", M: "Mine"},
}


@pytest.mark.parametrize("changed", BESIDE.values(), ids=BESIDE)
def test_words_that_are_kept_beside_a_note_wait_no_more_and_ask_nobody(course, changed: dict[str, str]) -> None:
    told = f"{{ revision: 3, saved: [], conflicts: [], cleared: [], changed: {changed} }}"
    assert course(f"list.enter({CHANGED}); list.tried(list.first()); list.answered(list.first(), {told});") == []


SETTLED = """({{ TypedList }}) => {{
  const op = {{
    id: "op", kind: "save", order: 1, base: 1, tried: true, section: "x", refused: "No",
    groups: [{names}], answers: {answers},
  }};
  return new TypedList({{ operations: [op], base: 2, kept: {kept}, begin: () => ({{}}) }}).operations.length;
}}"""
STANDS = {
    "the answer, on a page that knows no notes": (IN_A, {A: IN_A[A]}, 0),
    "another answer": (IN_A, {A: "Other"}, 1),
    "the answer and the filing": (IN_A, {**STOOD, **IN_A}, 0),
    "the answer, and the note is filed nowhere": (IN_A, {**STOOD, A: IN_A[A]}, 1),
    "the answer without it, and the note is filed nowhere": (OUT_OF_A, STOOD, 0),
    "the words of another note": ({N: "Mine"}, {A: "One"}, 1),
}


@pytest.mark.parametrize(("typed", "kept", "left"), STANDS.values(), ids=STANDS)
def test_a_filing_that_was_refused_goes_once_its_answer_stands(
    run, typed: dict[str, str], kept: dict[str, str], left: int
) -> None:
    assert run(SETTLED.format(names=list(typed), answers=typed, kept=kept)) == left


TEXTS = """({{ prepareClashes }}) => {{
  document.body.innerHTML = '<form><div class="field"><textarea name="x.a"></textarea></div></form>';
  const form = document.querySelector("form");
  const show = prepareClashes(form, {{ named: (name) => form.elements.namedItem(name) }}, () => {{}});
  show([{{ names: {names}, answers: {answers}, theirs: {theirs}, who: "" }}]);
  return [...document.querySelectorAll("dd")].map((each) => each.textContent);
}}"""


@pytest.mark.parametrize(
    ("theirs", "shown"),
    [({A: "Other"}, ["Other", "One\nGate"]), ({N: "Fence"}, ["One\nThe note: Fence", "One\nGate\nThe note: Gate"])],
    ids=["the answer", "the words of the note"],
)
def test_what_somebody_else_made_of_a_note_is_shown_beside_the_answer(
    run, theirs: dict[str, str], shown: list[str]
) -> None:
    stood = {A: "One", FILED: "", N: "Gate", **theirs}
    assert run(TEXTS.format(names=list(IN_A), answers=IN_A, theirs=stood)) == shown


PANEL = """({{ prepareClashes }}) => {{
  document.body.innerHTML = '<form><div class="field"><textarea name="x.a"></textarea></div></form>';
  const form = document.querySelector("form");
  const show = prepareClashes(form, {{ named: (name) => form.elements.namedItem(name) }}, () => {{}});
  {clashes}.forEach(([answers, theirs]) => show([{{ names: Object.keys(answers), answers, theirs, who: "" }}]));
  return [...document.querySelectorAll("button")].map((each) => each.textContent);
}}"""
HERE, ELSEWHERE = {A: "One\nGate", FILED: A, N: "Gate"}, {A: "One", FILED: D, N: "Gate"}
TWO = {**HERE, A: "One\nGate\nFire", MOVED: A, M: "Fire"}
LEFT_OUT, OWN = ["Have them here too", "Leave them out here"], ["Keep mine, with them here too", "Take theirs"]
SHOWN = {
    "nothing but the words of the note": ([(HERE, ELSEWHERE)], LEFT_OUT),
    "a sentence of its own": ([({**HERE, A: "One\nGate\nShut"}, ELSEWHERE)], OWN),
    "a sentence that was typed into the choice": (
        [(HERE, ELSEWHERE), ({**HERE, A: "One\nGate\nShut"}, ELSEWHERE)],
        OWN,
    ),
    "another note that is filed here alone": ([(TWO, {**ELSEWHERE, MOVED: "", M: "Fire"})], OWN),
    "two notes that are filed elsewhere": ([(TWO, {**ELSEWHERE, MOVED: D, M: "Fire"})], LEFT_OUT),
    "an answer that somebody else changed too": ([(HERE, {**ELSEWHERE, A: "Other"})], OWN),
    "a note that is filed nowhere else": ([(HERE, {**ELSEWHERE, FILED: ""})], ["Keep mine", "Take theirs"]),
    "words that are not known": ([({A: "One\nGate", FILED: A}, {A: "One", FILED: D})], OWN),
}


@pytest.mark.parametrize(("clashes", "buttons"), SHOWN.values(), ids=SHOWN)
def test_words_are_left_out_alone_only_where_nothing_else_goes_with_them(
    run, clashes: list[tuple[dict[str, str], dict[str, str]]], buttons: list[str]
) -> None:
    assert run(PANEL.format(clashes=json.dumps(clashes))) == buttons
