"""What judges the schedules sees the faults that it is there for."""

from collections import Counter

import pytest

from engine.stored_file import StoredFile
from tests.browser.visit.days import Days
from tests.browser.visit.hearing import Heard
from tests.browser.visit.judging import Kept, faults_of_draft
from tests.browser.visit.outing import picture
from tests.browser.visit.schedule import Act, Schedule, Step

ANSWER = "safeguarding.staff-training.answer"
SENDS = """const sent = fetch;
window.fetch = (address, given) => {
  const body = given?.body;
  return /saves$/.test(address) ? saves(body) ?? sent(address, given) : sent(address, given);
};
"""
FORGETS = "IDBObjectStore.prototype.put = function (_, key) { return this.get(key); };"
SAYS_TOO_EARLY = f"""{SENDS} function saves(body) {{
  const saved = [...body.keys()].filter((name) => name.includes("."));
  const revision = Number(body.get("base")) + 1;
  return Promise.resolve(Response.json({{ revision, saved, conflicts: [], cleared: [], changed: {{}} }}));
}}"""
SAW_NOTHING_OF_IT = f"{SENDS} function saves(body) {{ body.set('base', '1'); }}"


def wrote(text: str, *, is_beside: bool = False) -> Step:
    return Step(Act.WRITE, "safeguarding", {ANSWER: text}, is_beside=is_beside)


OPENED_BESIDE = Step(Act.WRITE, "safeguarding", is_beside=True)
SETTLE = Step(Act.SETTLE)
PLANTED = {
    "a device that forgets what it is given": (
        FORGETS,
        [wrote("Zero"), SETTLE, Step(Act.AWAY), wrote("One"), SETTLE, Step(Act.KILL_TAB)],
    ),
    "a page that says too early that something is saved": (SAYS_TOO_EARLY, [wrote("One"), SETTLE]),
    "a page that builds on what it did not show": (
        SAW_NOTHING_OF_IT,
        [OPENED_BESIDE, wrote("One"), SETTLE, wrote("Two", is_beside=True), SETTLE],
    ),
}


def planned(*steps: Step) -> Schedule:
    return Schedule(0, 0, steps, is_taken=False, can_be_killed=False)


@pytest.mark.parametrize("fault", PLANTED)
def test_a_fault_of_a_page_is_seen(days: Days, fault: str) -> None:
    script, steps = PLANTED[fault]
    found = days.faults(planned(*steps), script)
    assert [each for each in found if each.startswith(f"{ANSWER}: 'One' was said to be saved, and")]


def judged(
    *steps: Step, texts: tuple[str, ...] = (), photos: tuple[int, ...] = (), said: tuple[str, ...] = ()
) -> list[str]:
    """What is found where these texts were saved one after the other, and these pictures stand as `one.png`."""
    heard = Heard(photos=set(said))
    files = tuple(StoredFile(str(shade), 1, "image/png", "one.png") for shade in photos)
    standing = {ANSWER: texts[-1]} if texts else {}
    contents = {str(shade): picture(shade) for shade in photos}
    times = Counter((ANSWER, text) for text in texts)
    return [*faults_of_draft(planned(*steps), heard, Kept(standing, times, files, contents))]


PHOTO = Step(Act.PHOTO, "safeguarding", {f"{ANSWER}.attachments": "one.png"}, shade=5)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (judged(wrote("One"), texts=("One", "Two", "One")), [f"{ANSWER}: 'One' was saved 2 times"]),
        (judged(PHOTO, said=("one.png",)), ["one.png is there 0 times"]),
        (judged(PHOTO, photos=(5, 5)), ["one.png is there 2 times"]),
        (judged(PHOTO, photos=(25,)), ["one.png shows something else"]),
        (judged(wrote("One"), PHOTO, texts=("One",), photos=(5,), said=("one.png",)), []),
    ],
    ids=["a text saved twice", "a photo lost", "a photo twice", "another photo", "nothing wrong"],
)
def test_a_fault_of_a_draft_is_seen(found: list[str], expected: list[str]) -> None:
    assert found == expected
