"""What is said of saving is true at every moment, and is said once."""

import json
from datetime import UTC, datetime

import pytest

from webapp.pages.words import clock

STATE = """const state = (more) => ({
  standing: "open", sentence: "", savedAt: null, unsent: 0, submissions: 0, refused: [], clashes: [],
  storeFault: "", isStoring: false, isLasting: true, ...more,
});
const words = (more, now = {}) => sentenceOf(state(more), { before: "Nothing yet.", section: "a", ...now }).words;
const out = { standing: "signed out", sentence: "Not saved: you are signed out.", unsent: 1 };
"""


def test_while_signed_out_words_that_are_on_the_page_alone_are_not_said_to_be_kept(run) -> None:
    said = run(f"""({{ sentenceOf }}) => {{
      {STATE}
      return [
        words(out),
        words(out, {{ isTyping: true }}),
        words({{ ...out, isStoring: true, isLasting: false }}),
        words({{ ...out, isLasting: false }}),
        words({{ ...out, isLasting: false }}, {{ isTyping: true }}),
      ];
    }}""")
    kept, alone = "Saved on this device, not yet sent (1): you are signed out.", "Not saved: you are signed out."
    assert said == [kept, "Saving…", "Saving…", alone, alone]


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"unsent": 21}, "Saved on this device, not yet sent (20). The form waits to be submitted."),
        ({"unsent": 1}, "The form waits to be submitted."),
        (
            {"unsent": 1, "standing": "signed out", "sentence": "Not saved: you are signed out."},
            "The form waits to be submitted: you are signed out.",
        ),
        (
            {"unsent": 3, "refused": [{"section": "a", "refused": "Not saved: too long."}]},
            "Not saved: too long. The rest is saved on this device, not yet sent (2).",
        ),
        ({"unsent": 1, "refused": [{"section": "a", "refused": "Not saved: too long."}]}, "Not saved: too long."),
    ],
)
def test_a_submission_that_waits_is_not_counted_as_words(run, more, words) -> None:
    state = {"standing": "waiting", "submissions": 1, **more}
    assert run(f"({{ sentenceOf }}) => {{ {STATE} return words({json.dumps(state)}); }}") == words


def test_how_much_waits_is_not_heard_again_with_each_change(run) -> None:
    heard = run("""async ({ emptyVault, holdLine, answering, json, begin }) => {
      document.body.innerHTML = `<p id="saving">Nothing yet.</p><span id="saving-told"></span>
        <form data-draft="one" data-section="a"><input name="base" value="1"><input name="csrf" value="hers">
        <div class="field"><input name="a.words"></div><div class="field"><input name="a.more"></div></form>`;
      const form = document.querySelector("form");
      answering(() => json({ refused: "Not saved: you are signed out." }, 401));
      await begin(form, { opening: holdLine(await emptyVault(), "one", {}), who: "ann" });
      const heard = [];
      const look = ([{ target }]) => heard.push(target.textContent);
      new MutationObserver(look).observe(document.querySelector("#saving-told"), { childList: true });
      for (const [name, text] of [["a.words", "one"], ["a.more", "two"], ["a.words", "three"]]) {
        form.elements[name].value = text;
        form.elements[name].dispatchEvent(new Event("input", { bubbles: true }));
        form.elements[name].dispatchEvent(new Event("change", { bubbles: true }));
        await new Promise((go) => { setTimeout(go, 300); });
      }
      return [heard, document.querySelector("#saving").textContent];
    }""")
    words = "Saved on this device, not yet sent (1): you are signed out."
    assert heard == [[words.replace(" (1)", "")], words.replace("1", "3")]


def test_times_are_said_as_pages_from_the_server_say_them(run) -> None:
    said = run(f"""({{ sentenceOf }}) => {{
      {STATE}
      return [0, 9, 12, 21].map((hour) => words({{ savedAt: Date.UTC(2026, 0, 5, hour, 5) }}));
    }}""")
    moments = [datetime(2026, 1, 5, hour, 5, tzinfo=UTC) for hour in (0, 9, 12, 21)]
    assert said == [f"Saved at {clock(each)}." for each in moments]


RETURN = """async ({ emptyVault, operation, submission, sayBack }) => {
  document.body.innerHTML = '<p id="standing">This page comes from this device.</p>';
  const place = document.getElementById("standing");
  const heard = [];
  new MutationObserver(() => heard.push(place.textContent)).observe(place, { childList: true });
  const vault = await emptyVault();
  const told = async () => {
    await sayBack(vault, "one");
    await new Promise((go) => { setTimeout(go, 0); });
  };
  const photo = { id: "p", draft: "one", type: "image/jpeg", name: "p.jpg", size: 1, chosen: Date.now() };
  const op = operation("another");
  await vault.operations("one").put(op);
  await told();
  await vault.operations("one").remove(op.id);
  await vault.photos("one").put(photo, new Blob());
  await told();
  await told();
  await vault.photos("one").remove("p");
  await told();
  await told();
  await vault.photos("one").put({ ...photo, refused: "No." }, new Blob());
  await told();
  await vault.photos("one").remove("p");
  await vault.operations("one").put(submission("another", { refused: "Not submitted." }));
  await told();
  return heard;
}"""


def test_that_all_is_sent_is_said_once_and_only_when_it_is(run) -> None:
    assert run(RETURN) == [
        "Part of what you entered is sent; the rest waits on this device.",
        "There is a connection again, and what you entered is sent. Open the page again to have all of it.",
        "Not all of what you entered was taken: see On this device",
        "Not submitted. Check your answers",
    ]


@pytest.mark.parametrize(("known", "entries", "about"), [
    ({"about": "The Forge", "subject": "a.name"}, {"a.name": " The \n other "}, "The other"),
    ({"about": "The Forge", "subject": "a.name"}, {}, ""),
    ({"about": "The Forge", "subject": ""}, {"a.name": "The other"}, "The Forge"),
    ({"about": "The Forge"}, {}, "The Forge"),
    ({"about": "", "subject": "a.name"}, {"a.name": "x" * 90}, f"{'x' * 80}…"),
])  # fmt: skip
def test_a_draft_is_named_by_what_was_typed_last(run, known, entries, about) -> None:
    assert run(f"({{ aboutOf }}) => aboutOf({json.dumps(known)}, {json.dumps(entries)})") == about
