"""A file that comes to the server from this page is no change of somebody else, whenever its answer comes."""

import pytest

ADDED = """async ({ outboxOver }) => {
  const [sent, answers] = [[], []];
  const outbox = await outboxOver([], (op) => {
    sent.push(op.base);
    return new Promise((answered) => { answers.push(answered); });
  });
  const pause = () => new Promise((go) => { setTimeout(go, 50); });
  const answer = async (revision) => {
    answers.shift()({ status: 200, body: { revision, saved: ["a.name"], conflicts: [], cleared: [], changed: {} } });
    await pause();
  };
  outbox.change([{ "a.name": "The gate" }]);
  await pause();
  %s
  outbox.change([{ "a.name": "" }]);
  await pause();
  return sent;
}"""
AFTER = "await answer(2); outbox.goOn(2, 3, {});"
BEFORE = "outbox.goOn(2, 3, {}); await answer(2);"
ELSEWHERE = "outbox.goOn(3, 4, {}); await answer(2);"


@pytest.mark.parametrize(
    ("course", "base"),
    [(AFTER, 3), (BEFORE, 3), (ELSEWHERE, 2)],
    ids=["after what was typed before", "before its answer", "upon a change of somebody else"],
)
def test_what_is_typed_then_builds_on_it(run, course: str, base: int) -> None:
    assert run(ADDED % course) == [1, base]
