"""A photo that is removed is said not to be sent only where it is not: the server is asked where all of it had come."""

import pytest

REMOVED = """async ({ emptyVault, answering, asked, json, keepPhoto, keptLine, removedOf }) => {
  const vault = await emptyVault();
  const photo = {
    id: "p".repeat(16), draft: "one", address: "a.photos", name: "p.pdf", size: 3, type: "application/pdf", shows: "",
    chosen: Date.now(), received: %d,
  };
  await keepPhoto(vault, photo, new Blob(["abc"]));
  const answers = [%s];
  answering(() => (answers.length > 1 ? answers.shift() : answers[0])());
  const heard = [];
  const { item } = keptLine(vault, photo, (sentence) => heard.push(sentence));
  document.body.append(item);
  item.querySelector("button").click();
  const words = () => item.querySelector("span").textContent;
  const until = async (test) => {
    for (let looks = 0; looks < 500 && !test(); looks += 1) {
      await new Promise((go) => { setTimeout(go, 20); });
    }
  };
  await until(() => words().includes("removed"));
  const first = words();
  if (%s) {
    await until(() => words() !== first || !item.querySelector("button"));
  }
  const left = [...item.querySelectorAll("button, a")].map((each) => each.firstChild.textContent);
  return { first, last: words(), left, asked: asked.length, isKept: (await vault.photos("one").all()).length };
}"""
GONE = "p.pdf is removed, and is not sent."
ASKED = "p.pdf is removed here. It may have reached Formspec before: this page looks as soon as there is a connection."
THERE = (
    "p.pdf had reached Formspec before it was removed here, so it is still there. "
    "Take it out on the page of its section."
)
ADDED = "() => json({ before: 2, base: 2, file: null })"
CAME = "() => json({ received: 3 })"
NONE = "() => json({ received: 0 }, 404)"


@pytest.mark.parametrize(("received", "answers", "last", "left"), [
    (3, [ADDED], THERE, ["Open the section"]),
    (3, [CAME, ADDED], THERE, ["Open the section"]),
    (3, [NONE], GONE, ["Undo"]),
    (3, [CAME], GONE, ["Undo"]),
])  # fmt: skip
def test_where_all_of_it_had_come_the_server_is_asked(run, received, answers, last, left) -> None:
    found = run(REMOVED % (received, ", ".join(answers), "true"))
    assert (found["last"], found["left"], found["isKept"]) == (last, left, 0)
    assert found["asked"] >= 1


def test_where_not_all_of_it_had_come_it_is_not_sent_and_nobody_is_asked(run) -> None:
    found = run(REMOVED % (2, ADDED, "false"))
    assert found == {"first": GONE, "last": GONE, "left": ["Undo"], "asked": 0, "isKept": 0}


def test_while_nothing_answers_it_is_not_said_to_be_unsent(run) -> None:
    found = run(REMOVED % (3, "() => { throw new TypeError(); }", "false"))
    assert (found["last"], found["left"]) == (ASKED, ["Undo"])


TAKEN = """async ({ emptyVault, keepPhoto }) => {
  const vault = await emptyVault();
  const about = { draft: "one", address: "a.photos", name: "p", type: "", chosen: Date.now() };
  const photo = { ...about, id: "p".repeat(16), size: 3 };
  await keepPhoto(vault, { ...photo, received: 0 }, new Blob(["abc"]));
  const kept = vault.photos("one");
  await kept.update({ ...photo, received: 3 });
  return [(await kept.take(photo.id)).received, await kept.take(photo.id), (await kept.all()).length];
}"""


def test_what_is_taken_out_is_given_as_it_was_and_is_gone(run) -> None:
    assert run(TAKEN) == [3, None, 0]


def test_a_photo_that_is_kept_while_its_draft_goes_is_there_with_its_bytes(run) -> None:
    found = run("""async ({ emptyVault, kit, keepPhoto }) => {
      const vault = await emptyVault();
      await vault.drafts.put("one", kit(1));
      let isDone = false;
      const removing = (async () => {
        while (!isDone) {
          await vault.drafts.removeUnless("one", () => true);
        }
      })();
      const ids = [..."abcdefgh"].map((each) => each.repeat(16));
      for (const id of ids) {
        await keepPhoto(vault, { id, draft: "one", received: 0 }, new Blob(["abc"]));
        await vault.photos("one").take(id);
        const blob = await vault.blobs.get(id);
        await vault.blobs.remove(id);
        if (!blob) {
          isDone = true;
          return "kept without its bytes";
        }
      }
      isDone = true;
      await removing;
      return "whole";
    }""")
    assert found == "whole"
