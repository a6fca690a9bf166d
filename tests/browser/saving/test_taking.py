"""What was taken along of a draft is brought up to date, and removed only when Formspec says that it is closed."""

import pytest


@pytest.mark.parametrize(("answer", "said"), [
    ("html(404)", [None, True]), ("html(410)", [None, True]), ("html(200)", [None, True]),
    ("json({}, 403)", [None, True]),
    ("json({}, 404)", ["closed", False]), ("json({}, 410)", ["closed", False]),
])  # fmt: skip
def test_what_something_in_between_says_removes_nothing(run, answer: str, said: list[object]) -> None:
    found = run(f"""async ({{ emptyVault, answering, html, json, kit, take, bringUpToDate }}) => {{
      const vault = await emptyVault();
      answering(() => json(kit(1)));
      await take(vault, "/drafts/one/kit");
      answering(() => {answer});
      return [await bringUpToDate(vault, "one", "/drafts/one/kit"), await vault.drafts.has("one")];
    }}""")
    assert found == said


LATE = """async ({ emptyVault, answering, json, done, operation, kit, take, bringUpToDate, holdLine }) => {
  const vault = await emptyVault();
  answering(() => json(kit(1)));
  await take(vault, "/drafts/one/kit");
  let answer;
  answering(() => new Promise((go) => { answer = go; }));
  const brought = bringUpToDate(vault, "one", "/drafts/one/kit");
  const op = operation("first");
  const line = await holdLine(vault, "one", {});
  await line.learn(op, await done(2, op.answers).json());
  answer(json({ ...kit(%d), assets: [] }));
  await brought;
  const { revision, entries } = await vault.drafts.get("one");
  return [revision, entries["a.words"]];
}"""


def test_an_older_state_that_comes_late_is_not_put_over_a_newer_one(run) -> None:
    assert run(LATE % 1) == [2, "first"]
    assert run(LATE % 3) == [3, "words of 3"]


SUBMITTED = """async ({ emptyVault, answering, json, submission, kit, take, bringUpToDate, holdLine }) => {
  const vault = await emptyVault();
  answering(() => json(kit(1)));
  await take(vault, "/drafts/one/kit");
  const line = await holdLine(vault, "one", {});
  const learn = () => line.learn(submission("line"), { submitted: "/records/one/receipt" });
  let answer;
  answering(() => new Promise((go) => { answer = go; }));
  %s
  answer(json({ ...kit(2), assets: [] }));
  await brought;
  return (await vault.drafts.get("one")).submitted;
}"""


def test_what_was_submitted_while_it_was_asked_for_is_known_to_be(run) -> None:
    ask = 'const brought = bringUpToDate(vault, "one", "/drafts/one/kit");'
    assert run(SUBMITTED % f"{ask} await new Promise((go) => setTimeout(go, 100)); await learn();") is True
    assert run(SUBMITTED % f"await learn(); {ask} await new Promise((go) => setTimeout(go, 100));") is False, (
        "Formspec says that it is open"
    )


@pytest.mark.parametrize(("answer", "waits", "left"), [
    ("json(kit(1))", 0, [True, None]), ("html(404)", 0, [True, None]), ("json({}, 403)", 0, [True, None]),
    ("json({}, 404)", 0, [True, None]), ("json({}, 410)", 0, [False, None]), ("json({}, 410)", 1, [True, True]),
])  # fmt: skip
def test_what_is_closed_goes_from_any_page_unless_something_of_it_waits(run, answer, waits, left) -> None:
    found = run(f"""async ({{ emptyVault, answering, html, json, kit, take, operation, leaveClosed }}) => {{
      const vault = await emptyVault();
      answering(() => json(kit(1)));
      await take(vault, "/drafts/one/kit");
      for (let number = 0; number < {waits}; number += 1) {{
        await vault.operations("one").put(operation("line"));
      }}
      answering(() => {answer});
      await leaveClosed(vault);
      return [await vault.drafts.has("one"), (await vault.drafts.get("one"))?.closed ?? null];
    }}""")
    assert found == left


REFUSED = """async ({ emptyVault, answering, json, kit, take, submission, leaveClosed }) => {
  const vault = await emptyVault();
  answering(() => json(kit(1)));
  await take(vault, "/drafts/one/kit");
  await vault.operations("one").put({ ...submission("line"), refused: "Something is missing." });
  answering(() => json({}, 410));
  await leaveClosed(vault);
  return [await vault.drafts.has("one"), (await vault.operations("one").all()).length];
}"""


def test_a_submission_that_was_refused_holds_no_form_on_the_device(run) -> None:
    assert run(REFUSED) == [False, 0]


BETWEEN = """async ({ emptyVault, answering, json, kit, take, operation, submission, leaveClosed }) => {
  const vault = await emptyVault();
  const found = [];
  const words = () => vault.operations("one").put(operation("typed"));
  const typed = { words, photo: () => vault.photos("one").put({ id: "p" }, new Blob()) };
  for (const [what, put] of Object.entries(typed)) {
    for (const moment of ["opened", "lock"]) {
      await vault.drafts.remove("one");
      answering(() => json(kit(1)));
      await take(vault, "/drafts/one/kit");
      await vault.operations("one").put({ ...submission("line"), refused: "Something is missing." });
      answering(() => json({}, 410));
      const [request, decrypt] = [navigator.locks.request, crypto.subtle.decrypt];
      let isTyped = false;
      const type = async () => {
        await (isTyped || put());
        isTyped = true;
      };
      if (moment === "lock") {
        navigator.locks.request = async (name, ...given) => {
          await (name === "formspec-taking" && type());
          return request.call(navigator.locks, name, ...given);
        };
      } else {
        crypto.subtle.decrypt = async (...given) => {
          const opened = await decrypt.apply(crypto.subtle, given);
          await type();
          return opened;
        };
      }
      await leaveClosed(vault);
      [navigator.locks.request, crypto.subtle.decrypt] = [request, decrypt];
      const [operations, photos] = [await vault.operations("one").all(), await vault.photos("one").all()];
      const left = operations.filter(({ line }) => line === "typed").length + photos.length;
      found.push(`${what} ${moment} ${isTyped} ${left} ${(await vault.drafts.get("one"))?.closed}`);
    }
  }
  return found;
}"""


def test_what_is_typed_just_while_a_closed_form_goes_stays_and_is_known_to_come_too_late(run) -> None:
    moments = [f"{what} {moment}" for what in ("words", "photo") for moment in ("opened", "lock")]
    assert run(BETWEEN) == [f"{each} true 1 true" for each in moments]


UNDER_ANOTHER_KEY = """async ({ emptyVault, answering, json, kit, take, operation, leaveClosed }) => {
  const [vault, earlier] = [await emptyVault(), await emptyVault("ann", "earlier")];
  await earlier.operations("one").put(operation("line"));
  answering(() => json(kit(1)));
  await take(vault, "/drafts/one/kit");
  answering(() => json({}, 410));
  await leaveClosed(vault);
  const found = [await vault.drafts.has("one"), (await earlier.operations("one").all()).length];
  await earlier.drafts.remove("one");
  return found;
}"""


def test_what_was_kept_under_another_key_stays_where_a_form_is_closed(run) -> None:
    assert run(UNDER_ANOTHER_KEY) == [False, 1]


OF_ANOTHER = """async ({ emptyVault, answering, json, kit, take, leaveClosed }) => {
  const [ann, bob] = [await emptyVault(), await emptyVault("bob")];
  const told = { ...kit(1), shells: { "/drafts/one": "/one" } };
  answering((address) => (address.endsWith("/kit") ? json(told) : new Response("page")));
  for (const vault of [ann, bob]) {
    await take(vault, "/drafts/one/kit");
  }
  const left = [];
  answering(() => json({}, 410));
  for (const vault of [ann, bob]) {
    await leaveClosed(vault);
    left.push(Boolean(await (await caches.open("formspec-shells")).match("/drafts/one")));
  }
  return left;
}"""


def test_pages_stay_while_another_account_has_the_same_form_on_the_device(run) -> None:
    assert run(OF_ANOTHER) == [True, False]


def test_what_two_learn_at_once_is_all_known(run) -> None:
    known = run("""async ({ emptyVault, answering, json, done, operation, kit, take, holdLine }) => {
      const vault = await emptyVault();
      answering(() => json(kit(1)));
      await take(vault, "/drafts/one/kit");
      const lines = [await holdLine(vault, "one", {}), await holdLine(vault, "one", {})];
      const answers = [{ "a.words": "first" }, { "a.more": "second" }];
      const ops = answers.map((each, number) => operation("line", { answers: each, base: number + 1 }));
      const told = await Promise.all(answers.map((each, number) => done(number + 2, each).json()));
      await Promise.all(lines.map((line, number) => line.learn(ops[number], told[number])));
      const { revision, entries } = await vault.drafts.get("one");
      return { revision, ...entries };
    }""")
    assert known == {"revision": 3, "a.words": "first", "a.more": "second"}


PAGES = """async ({ leaveUnneeded }) => {
  const [shells, assets] = [await caches.open("formspec-shells"), await caches.open("formspec-assets")];
  const page = (words) => new Response(`<script type="module" src="/module/${words}/a.js"></` + "script>");
  await shells.put("/visit", page("%s"));
  await shells.put("/drafts/one", page("new"));
  await shells.put("/drafts/two/sections/a", page("old"));
  for (const each of ["old", "new"]) {
    await assets.put(`/module/${each}/a.js`, new Response(""));
    await assets.put(`/module/${each}/b.js`, new Response(""));
  }
  const taken = [{ draft: "one", assets: ["/module/new/a.js", "/module/new/b.js"] }];
  const forgetting = () => leaveUnneeded({ taken, isEmpty: false });
  %s
  const listed = async (name) => {
    const kept = (await caches.has(name)) ? await (await caches.open(name)).keys() : [];
    return kept.map(({ url }) => new URL(url).pathname);
  };
  return [await listed("formspec-shells"), await listed("formspec-assets")];
}"""
NEW = ["/module/new/a.js", "/module/new/b.js"]
ALL = ["/module/old/a.js", "/module/old/b.js", *NEW]
WHILE_TAKING = "await navigator.locks.request('formspec-taking', { mode: 'shared' }, forgetting);"


@pytest.mark.parametrize(("of_visit", "acts", "left"), [
    ("new", "await forgetting();", [["/visit", "/drafts/one"], NEW]),
    ("old", "await forgetting();", [["/visit", "/drafts/one"], ALL]),
    ("new", WHILE_TAKING, [["/visit", "/drafts/one", "/drafts/two/sections/a"], ALL]),
    ("new", "await leaveUnneeded({ taken: [], isEmpty: false });", [["/visit"], ALL]),
    ("new", "await leaveUnneeded({ taken: [], isEmpty: true });", [[], []]),
])  # fmt: skip
def test_pages_and_scripts_that_nothing_needs_any_more_go(run, of_visit: str, acts: str, left: list[object]) -> None:
    assert run(PAGES % (of_visit, acts)) == left


def test_nothing_is_taken_for_unneeded_while_a_form_is_taken_along(run) -> None:
    kept = run("""async ({ emptyVault, answering, json, kit, take, leaveUnneeded }) => {
      const vault = await emptyVault();
      answering(async (address) => {
        await leaveUnneeded({ taken: [], isEmpty: true });
        const told = { ...kit(1), shells: { "/drafts/one": "/shell" } };
        return address.endsWith("/kit") ? json(told) : new Response("page");
      });
      await take(vault, "/drafts/one/kit");
      const before = await caches.match("/drafts/one");
      await leaveUnneeded({ taken: [], isEmpty: true });
      return [Boolean(before), Boolean(await caches.match("/drafts/one"))];
    }""")
    assert kept == [True, False]
