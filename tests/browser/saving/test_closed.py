"""What a page before left waiting is refused with its reason, all of it, where the draft was submitted meanwhile."""

REFUSED = """async ({ operation, outboxOver }) => {
  const of = (order, section, answers, more = {}) => {
    const groups = Object.keys(answers).map((name) => [name]);
    return operation("before", { id: `${order}`, order, section, answers, groups, ...more });
  };
  const waiting = [
    of(1, "a", { "a.words": "first" }, { tried: true }),
    of(2, "b", { "b.one": "behind", "b.two": "beside" }),
    of(3, "c", { "c.words": "last" }),
  ];
  const done = { revision: 2, saved: ["a.words"], conflicts: [], cleared: [], changed: { "b.one": "theirs" } };
  const outbox = await outboxOver(waiting, async ({ id }) => (
    id === "1" ? { status: 200, body: done } : { status: 409, body: { closed: "submitted" } }
  ));
  await outbox.flush();
  const { refused, standing, unsent } = outbox.state();
  return [refused.map(({ answers }) => answers), standing, unsent];
}"""


def test_also_behind_an_answer_that_somebody_else_changed(run) -> None:
    refused, standing, unsent = run(REFUSED)
    assert refused == [{"b.two": "beside"}, {"b.one": "behind"}, {"c.words": "last"}]
    assert (standing, unsent) == ("open", 0)
