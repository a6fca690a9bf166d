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
