"""What waits in several lines of a draft is sent, each for its own person, whoever answers in between."""

import pytest


def test_submissions_of_two_lines_do_not_wait_for_each_other(run) -> None:
    left = run("""async ({ emptyVault, answering, json, submission, sendLeft }) => {
      const vault = await emptyVault();
      const kept = vault.operations("one");
      await kept.put(submission("first"));
      await kept.put(submission("second"));
      await kept.put(submission("third", { refused: "Not submitted." }));
      answering(() => json({ submitted: "/records/one" }));
      await sendLeft(vault);
      return (await kept.all()).map(({ line }) => line);
    }""")
    assert left == [], "what was refused before is of no use any more"


def test_a_submission_waits_for_what_was_typed_in_another_line(run) -> None:
    left = run("""async ({ emptyVault, answering, json, operation, submission, sendLeft }) => {
      const vault = await emptyVault();
      const kept = vault.operations("one");
      await kept.put(submission("first"));
      await kept.put(operation("second", { refused: "Not saved." }));
      answering(() => json({ submitted: "/records/one" }));
      await sendLeft(vault);
      return (await kept.all()).map(({ line }) => line);
    }""")
    assert left == ["first", "second"]


SENT = """async ({ asked, answering, json, done, operation, deliver }) => {
  document.body.innerHTML = '<input name="csrf" value="hers">';
  const fresh = { csrf: "fresh", who: %s, refused: "Not saved." };
  answering((_, entries) => (entries.csrf === "fresh" ? done(2, entries) : json(fresh, 403)));
  const { status, body } = await deliver({ draft: "one", who: "ann", csrf: "hers" })(operation("first"));
  const token = document.querySelector("input").value;
  return { status, refused: body.refused, token, times: asked.length };
}"""


def test_a_token_for_another_person_is_not_taken_and_what_was_typed_waits(run) -> None:
    refused = (
        "Not saved: somebody else is signed in here now. Sign in as yourself again in another tab, then go on here."
    )
    for other in ("bob", ""):
        assert run(SENT % f'"{other}"') == {"status": 401, "refused": refused, "token": "hers", "times": 1}


def test_a_fresh_token_for_the_same_person_is_taken(run) -> None:
    assert run(SENT % '"ann"') == {"status": 200, "refused": None, "token": "fresh", "times": 2}


def test_where_a_fresh_token_has_grown_old_too_a_change_is_not_refused(run) -> None:
    said = run("""async ({ asked, answering, json, operation, deliver }) => {
      answering(() => json({ csrf: `fresh-${asked.length}`, who: "ann", refused: "Not saved." }, 403));
      return [await deliver({ draft: "one", who: "ann", csrf: "hers" })(operation("first")), asked.length];
    }""")
    assert said == [{"status": 502, "body": {}}, 2]


@pytest.mark.parametrize(("answer", "left"), [
    ("html(404)", [None]), ("html(403)", [None]), ("html(408)", [None]), ("html(413)", [None]), ("html(200)", [None]),
    ("json({}, 404)", ["Not saved: this draft is not there for you any more. Copy what you typed."]),
    ("json({}, 413)", ["Not saved: this is too long. Shorten it."]),
])  # fmt: skip
def test_only_the_word_of_formspec_keeps_a_change_from_being_sent_again(run, answer: str, left: list[str]) -> None:
    said = run(f"""async ({{ emptyVault, answering, html, json, operation, sendLeft }}) => {{
      const vault = await emptyVault();
      await vault.operations("one").put(operation("first"));
      answering(() => {answer});
      await sendLeft(vault);
      return (await vault.operations("one").all()).map(({{ refused }}) => refused ?? null);
    }}""")
    assert said == left


TRIED = """async ({ emptyVault, answering, operation, html, sendLeft, asked }) => {
  const vault = await emptyVault();
  await vault.operations("one").put(operation("first"));
  await vault.operations("one").put(operation("second"));
  await vault.operations("two").put(operation("third"));
  answering(() => %s);
  await sendLeft(vault);
  return asked.length;
}"""


def test_where_nothing_answers_no_other_line_is_tried(run) -> None:
    assert run(TRIED % "Promise.reject(new TypeError('no connection'))") == 1
    assert run(TRIED % "html(403)") == 3


CLASH = """async ({ emptyVault, answering, json, operation, withLine, sendLeft }) => {
  const vault = await emptyVault();
  const kept = vault.operations("one");
  await kept.put(operation("first"));
  const [name] = Object.keys((await kept.all())[0].answers);
  const who = "Bob Brown wrote on 27 November 2026 at 10:15am";
  const conflicts = [{ name, theirs: "His", who }];
  answering(() => json({ revision: 3, saved: [], conflicts, cleared: [], changed: {} }));
  await sendLeft(vault);
  const told = [];
  await withLine(vault, { draft: "one", revision: 3, entries: {}, title: "", form: "", version: 1 }, (outbox) => {
    told.push(...outbox.state().clashes.map((clash) => clash.who));
  });
  return told;
}"""


def test_who_wrote_what_clashes_is_known_after_the_page_was_closed(run) -> None:
    assert run(CLASH) == ["Bob Brown wrote on 27 November 2026 at 10:15am"]
