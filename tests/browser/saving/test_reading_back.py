"""What is read back of a copy is what can be entered; of the rest, the page says what was left out."""

ENTRIES = {
    "a.words": "Straw",
    "a.words.checks.short": "It is a small place",
    "checks.whole": "Asked by telephone",
    "a.more.checks.empty": "",
    "parts.first": "digest",
    "b.words": "Of a part that comes later",
    "--note.a1a1a1a1a1a1": "The gate was open",
    "a.same": "As before",
}
KNOWN = """
  const isTyped = (name) => !/checks\\.|parts\\./.test(name);
  const shells = { "/drafts/one": "", "/drafts/one/check": "", "/drafts/one/sections/a": "" };
  const draft = { draft: "one", form: "form", version: 1, revision: 3, shells, entries: {} };
  const entries = { "a.same": "As before", "a.words": "Clay" };
"""


def test_only_what_has_an_input_in_a_section_that_is_open_is_entered(run) -> None:
    found = run(f"""async ({{ changesIn, copyOf }}) => {{
      {KNOWN}
      return changesIn(copyOf(draft, {ENTRIES}), draft, entries, isTyped);
    }}""")
    assert found == {
        "isOther": False,
        "over": 1,
        "changed": {"a.words": "Straw", "--note.a1a1a1a1a1a1": "The gate was open"},
        "reasons": ["It is a small place", "Asked by telephone"],
        "shut": 1,
    }


READ = """async ({{ emptyVault, showCopies, copyOf }}) => {{
  document.body.innerHTML = `<div id="copies"><button data-copies></button><input type="file" id="copy-file">
    <p id="copies-told"></p></div>`;
  {known}
  const entered = [];
  const enter = async (groups, upon) => entered.push(...groups, upon.revision);
  const now = async () => ({{ draft, entries }});
  showCopies({{ vault: await emptyVault(), now, enter, isTyped }});
  const [file, told] = [document.getElementById("copy-file"), document.getElementById("copies-told")];
  Object.defineProperty(file, "files", {{ value: [new Blob([copyOf({{ ...draft, draft: {of} }}, {entries})])] }});
  file.dispatchEvent(new Event("change"));
  const until = async (test) => {{
    for (let looks = 0; looks < 500 && !test(); looks += 1) {{
      await new Promise((go) => {{ setTimeout(go, 20); }});
    }}
  }};
  await until(() => told.textContent);
  const asked = told.querySelector("button") ? told.firstChild.textContent : "";
  if (asked) {{
    [...told.querySelectorAll("button")].at(-1).click();
    await until(() => told.textContent.includes("was read"));
  }}
  return [entered, told.textContent, [...told.querySelectorAll("li")].map((each) => each.textContent), asked];
}}"""


def test_reasons_of_warnings_are_shown_and_said_not_to_be_read(run) -> None:
    for of in ("one", "another"):
        entered, told, reasons, asked = run(READ.format(known=KNOWN, of=repr(of), entries=ENTRIES))
        assert asked.endswith(
            "It would set 2 answers here. 1 of them stands here with other words, which it would replace."
        )
        assert asked.startswith("This is a copy of another draft") == (of == "another")
        assert entered == [{"a.words": "Straw"}, {"--note.a1a1a1a1a1a1": "The gate was open"}, 3]
        assert told.startswith("The copy was read.")
        assert "1 answer is of a section that cannot be filled in here now" in told
        assert "Why a warning may stand is not read back" in told
        assert reasons == ["It is a small place", "Asked by telephone"]


def test_a_copy_with_reasons_alone_enters_nothing_and_shows_them(run) -> None:
    alone = {"checks.whole": "Asked by telephone"}
    entered, told, reasons, _ = run(READ.format(known=KNOWN, of="'one'", entries=alone))
    assert entered == []
    assert told.startswith("The copy holds no answer that is not here.")
    assert reasons == ["Asked by telephone"]


def test_a_copy_that_replaces_nothing_is_read_at_once(run) -> None:
    entered, told, _, asked = run(READ.format(known=KNOWN, of="'one'", entries={"a.new": "Straw"}))
    assert (entered, asked) == ([{"a.new": "Straw"}, 3], "")
    assert told.startswith("The copy was read.")


def test_what_stands_is_what_is_known_by_now_and_what_waits(run) -> None:
    found = run("""async ({ emptyVault, operation, kit, asItStands }) => {
      const vault = await emptyVault();
      const before = { ...kit(1, "long ago") };
      await vault.drafts.put("one", { ...before, revision: 2, entries: { "a.words": "sent since", "a.more": "too" } });
      await vault.operations("one").put(operation("line", { answers: { "a.words": "typed" } }));
      const untaken = await asItStands(vault, { draft: "two", entries: { "a.words": "known" } });
      const { draft, entries } = await asItStands(vault, before);
      return [draft.revision, entries, untaken.entries];
    }""")
    assert found == [2, {"a.words": "typed", "a.more": "too"}, {"a.words": "known"}]
