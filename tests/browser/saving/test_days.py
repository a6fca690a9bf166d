"""What is on a device stays for its days, from when its form was last opened or changed, and then goes as a whole."""

import pytest

DAYS = """
  const DAY = 24 * 60 * 60 * 1000;
  const real = Date.now();
  const on = (day) => { Date.now = () => real + day * DAY; };
  const dayOf = (moment) => Math.round((moment - real) / DAY);
"""
LEFT = (
    DAYS
    + """
  const vault = await emptyVault();
  const photo = { id: "photo", draft: "one", name: "hall.jpg", chosen: real, received: 0 };
  on(0);
  await vault.drafts.put("one", kit(1));
  await vault.operations("one").put(operation("first"));
  await vault.operations("two").put(operation("of another"));
  await vault.photos("one").put(photo, new Blob(["bytes"]));
  const left = async () => [
    await vault.drafts.has("one"), (await vault.operations("one").all()).length,
    (await vault.photos("one").all()).length, Boolean(await vault.blobs.get("photo")),
    (await vault.operations("two").all()).length,
  ];
"""
)


def after(acts: str) -> str:
    """Return a script that keeps a form with a change and a photo, and a change of another, and does something more."""
    return f"""async ({{ emptyVault, kit, operation, forgetOld }}) => {{ {LEFT} {acts} }}"""


@pytest.mark.parametrize(("acts", "left"), [
    ("on(13.9);", [True, 1, 1, True, 1]),
    ("on(14.1);", [False, 0, 0, False, 0]),
    ("on(13); await vault.renew('one'); on(26.9);", [True, 1, 1, True, 0]),
    ("on(13); await vault.renew('one'); on(27.1);", [False, 0, 0, False, 0]),
    ("on(13); await vault.operations('one').put(operation('second')); on(26);", [True, 2, 1, True, 0]),
    ("on(13); await vault.photos('one').update({ ...photo, received: 5 }); on(15);", [False, 0, 0, False, 0]),
    ("on(13); await vault.photos('two').put({ ...photo, id: 'other' }, new Blob()); on(15);", [False, 0, 0, False, 1]),
    ("on(-20); await forgetOld(); on(-6.5);", [True, 1, 1, True, 1]),
    ("on(-20); await forgetOld(); on(-5.5);", [False, 0, 0, False, 0]),
])  # fmt: skip
def test_all_that_is_here_of_a_form_goes_together(run, acts: str, left: list[object]) -> None:
    assert run(after(f"{acts} await forgetOld(); return left();")) == left


@pytest.mark.parametrize(("acts", "until"), [
    ("", [14, 14]),
    ("on(10);", [14, 14]),
    ("on(10); await vault.renew('one');", [24, 14]),
    ("on(10); await vault.operations('two').put(operation('more'));", [14, 24]),
    ("on(10); await vault.photos('one').update({ ...photo, received: 5 });", [14, 14]),
])  # fmt: skip
def test_the_day_until_which_a_form_is_kept_is_known(run, acts: str, until: list[int]) -> None:
    told = "[dayOf(await vault.until('one')), dayOf(await vault.until('two')), await vault.until('three')]"
    assert run(after(f"{acts} return {told};")) == [*until, None]


def test_what_another_key_sealed_has_days_of_its_own(run) -> None:
    left = run(
        after("""
      const { openVault } = await import("/vault.js");
      const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
      const newer = await openVault({ who: "ann", key, mark: "newer" });
      on(10);
      await newer.operations("one").put(operation("under the newer key"));
      await newer.renew("one");
      on(15);
      await forgetOld();
      const found = [await left(), await newer.locked(), (await newer.operations("one").all()).map(({ line }) => line)];
      await newer.drafts.remove("one");
      return found;
    """)
    )
    assert left == [[False, 0, 0, False, 0], 0, ["under the newer key"]]


KEYS = """
  const { openDatabase, settled, within } = await import("/vault-database.js");
  const raw = crypto.getRandomValues(new Uint8Array(32));
  const database = await openDatabase();
  const keys = (act) => within(database, "keys", "readwrite", act);
  await keys((store) => settled(store.clear()));
  await wrap({ who: "ann", mark: "mark", raw }, "marmalade");
  await vault.drafts.remove("two");
  const isLeft = () => isWrapped({ who: "ann", mark: "mark" });
  const put = (more) => keys(async (store) => {
    const kept = await settled(store.get(["ann", "mark"]));
    store.put({ ...kept, ...more }, ["ann", "mark"]);
  });
"""


@pytest.mark.parametrize(("acts", "is_left"), [
    ("on(13.9); await vault.drafts.remove('one');", True),
    ("on(14.1); await vault.drafts.remove('one');", False),
    ("on(13); await vault.renew('one'); on(26.9);", True),
    ("on(13); await vault.renew('one'); on(27.1);", False),
    ("await put({ kept: undefined });", True),
    ("await put({ kept: undefined }); await vault.drafts.remove('one');", False),
    ("on(-20); await forgetOld(); on(-5.9); await vault.drafts.remove('one');", False),
])  # fmt: skip
def test_a_wrapped_key_goes_after_all_that_it_opens_and_its_own_days(run, acts: str, is_left: bool) -> None:
    script = f"{LEFT} {KEYS} {acts} await forgetOld(); return isLeft();"
    wanted = "emptyVault, kit, operation, forgetOld, wrap, isWrapped"
    assert run(f"async ({{ {wanted} }}) => {{ {script} }}") is is_left


def test_a_key_that_was_opened_is_kept_for_as_long_again(run) -> None:
    left = run("""async ({ wrap, unwrap, isWrapped, forgetOld }) => {
      const raw = crypto.getRandomValues(new Uint8Array(32));
      const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", raw));
      const mark = [...digest].map((each) => each.toString(16).padStart(2, "0")).join("").slice(0, 16);
      const [day, real] = [24 * 60 * 60 * 1000, Date.now()];
      await wrap({ who: "ann", mark, raw }, "marmalade");
      const found = [];
      for (const each of [13, 26, 41]) {
        Date.now = () => real + each * day;
        await forgetOld();
        found.push(await isWrapped({ who: "ann", mark }), (await unwrap("marmalade")).length);
      }
      return found;
    }""")
    assert left == [True, 1, True, 1, False, 0]


def test_while_photos_wait_it_is_looked_once_for_what_is_too_old_and_no_bytes_are_read_for_it(run) -> None:
    found = run("""async ({ emptyVault, answering, asked, keepSending }) => {
      const vault = await emptyVault();
      const blob = new Blob(["bytes"], { type: "image/jpeg" });
      const photo = { id: "photo", draft: "one", name: "hall.jpg", size: 5, type: "image/jpeg", address: "a.b" };
      await vault.photos("one").put({ ...photo, chosen: Date.now(), received: 0 }, blob);
      const { setTimeout: later } = window;
      window.setTimeout = (act, wait) => later(act, Math.min(wait, 50));
      const { openCursor } = IDBObjectStore.prototype;
      const read = [];
      IDBObjectStore.prototype.openCursor = function noting(...given) {
        read.push(this.name);
        return openCursor.apply(this, given);
      };
      answering(() => { throw new TypeError("nothing answers"); });
      keepSending(vault);
      while (asked.length < 8) {
        await new Promise((resolve) => { later(resolve, 50); });
      }
      return ["keys", "blobs"].map((name) => read.filter((each) => each === name).length);
    }""")
    assert found == [1, 0]


def test_what_nothing_answers_to_is_tried_again_sooner_where_there_is_a_connection(run) -> None:
    found = run("""async ({ emptyVault, operation, answering, asked, done, keepSending }) => {
      const vault = await emptyVault();
      await vault.operations("one").put(operation("a"));
      const { setTimeout: later } = window;
      const waits = [];
      window.setTimeout = (act, wait) => {
        waits.push(wait);
        return later(act, Math.min(wait, 50));
      };
      answering((address, entries) => {
        if (asked.length < 4) { throw new TypeError("nothing answers"); }
        return done(2, entries);
      });
      keepSending(vault);
      while ((await vault.waiting()).size) {
        await new Promise((resolve) => { later(resolve, 20); });
      }
      return [asked.length, [...new Set(waits.filter((wait) => [1000, 2000, 4000, 16000].includes(wait)))]];
    }""")
    assert found == [4, [1000, 2000, 4000]]
