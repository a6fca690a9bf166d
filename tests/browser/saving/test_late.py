"""A page that is opened while another closes takes up what that one wrote last, but for boxes typed in since."""

import pytest

OPENED = """async ({ emptyVault, holdLine, operation, answering, begin }) => {
  document.body.innerHTML = `<p id="saving">Nothing yet.</p><span id="saving-told"></span>
    <form data-draft="one" data-section="a"><input name="base" value="1"><input name="csrf" value="hers">
    <div class="field"><input name="a.words" value="older"></div><div class="field"><input name="a.more"></div></form>`;
  const [form, vault] = [document.querySelector("form"), await emptyVault()];
  const { elements } = form;
  const pause = (milliseconds) => new Promise((go) => { setTimeout(go, milliseconds); });
  answering(() => { throw new TypeError("no connection"); });
  let close;
  navigator.locks.request("formspec-line-one-first", () => new Promise((release) => { close = release; }));
  await pause(50);
  const write = async () => {
    await vault.operations("one").put(operation("first", { answers: { "a.words": "newer" } }));
    close();
  };
  const type = (name, text) => {
    elements[name].value = text;
    elements[name].dispatchEvent(new Event("input", { bubbles: true }));
  };
  %s
  await pause(1500);
  const kept = (await vault.operations("one").all()).map(({ line: of, answers }) => [of === "first", answers]);
  return [elements["a.words"].value, kept];
}"""
BEGIN = 'await begin(form, { opening: holdLine(vault, "one", {}), who: "ann" });'
TAKEN = ["newer", [[False, {"a.words": "newer"}]]]


AFTER = f"{BEGIN} await pause(300); await write();"
DURING = """const line = await holdLine(vault, "one", {});
await write();
await begin(form, { opening: Promise.resolve(line), who: "ann" });"""


@pytest.mark.parametrize("course", [AFTER, DURING], ids=["after it was opened", "while it was opened"])
def test_what_the_page_before_wrote_last_is_shown_and_sent_from_here(run, course: str) -> None:
    assert run(OPENED % course) == TAKEN


def test_other_boxes_that_were_typed_in_since_stay(run) -> None:
    said = run(OPENED % f'{BEGIN} type("a.more", "mine"); await pause(300); await write();')
    assert said[0] == "newer"
    assert sorted(answers.popitem() for _, answers in said[1]) == [("a.more", "mine"), ("a.words", "newer")]


@pytest.mark.parametrize("wait", [300, 900], ids=["not handed on", "handed on"])
def test_a_box_that_was_typed_in_since_is_left_alone_and_both_texts_are_kept(run, wait: int) -> None:
    said = run(OPENED % f'{BEGIN} await pause({wait}); type("a.words", "mine"); await write();')
    assert said[0] == "mine"
    assert sorted(said[1]) == [[False, {"a.words": "mine"}], [True, {"a.words": "newer"}]]
