"""Write docs/rules.md from the pages of the rules: `python tests/formspec/write_rules_page.py`."""

from pathlib import Path

from formspec.rules import RULES

INTRO = """# Rules

What `formspec check` finds in a spec. Each line that it prints ends with the id of the rule, in brackets. An error
stops a spec from being used, a warning does not. Every rule has its page below, written from the rules' own words by
`python tests/formspec/write_rules_page.py`; a test fails when it lags behind.

Before the rules look at a form, its text is read and its shape is checked. A fault of the reading (a missing quotation
mark, a wrong indent) says itself what to do. The faults of the shape are these; every key is in
[language.md](language.md).

| id | what it finds |
|---|---|
| `unknown-key` | a key that does not exist, or does not belong where it stands |
| `missing-key` | a part without a key that it needs |
| `wrong-type` | a list where a text belongs, a word where a number belongs, and the like |
| `misplaced-part` | a part whose keys are those of another list, such as a question among the sections |
| `needless-hyphen` | a hyphen in the middle of a part, so that its other half begins a part of its own |
| `empty-value` | a key with nothing behind it, or a text of blanks |
| `too-many-answers` | a form with more than 10,000 boxes to fill in or tick; it is not looked at further |
| `section-too-large` | a section with more than 4,900 of them, which is more than can be saved at once |
| `section-too-long` | a section whose texts, all of full length, are too much to be saved at once (a warning) |
| `too-many-problems` | more than 100 problems: put the first ones right, then check again |

Where forms are published, their files are looked at as well.

| id | what it finds |
|---|---|
| `form-matches-file` | a spec of another form than its folder says |
| `version-matches-file` | a spec of another version than its file's name says |
| `published-twice` | other words elsewhere: the browser's count, then the first folder's (a warning) |
| `published-text` | a file with other words than it was published with, as `<version>.release.json` beside it says |
| `release-file` | a `<version>.release.json` that cannot be used: the version only opens (a warning) |
| `unreadable-file` | a file that cannot be opened |

A file of the words of a form in another language (`1.cy.yaml` beside `1.yaml`) is held against the spec beside it.

| id | what it finds |
|---|---|
| `spec-first` | a spec beside the file that has errors itself |
| `form-matches-spec`, `version-matches-spec` | a form or version that the spec beside the file does not have |
| `language-matches-file` | another language than the file's name says |
| `unknown-language` | a language that standard messages are not there in |
| `unknown-address` | an address under which the spec has no texts |
| `extra-text` | a text that the spec does not have |
| `missing-text` | texts that are not translated: the words of the spec are shown (a warning) |
| `other-length` | more or fewer lines, labels or points than the spec has |
| `other-placeholders` | an earlier answer in the text that the spec's own does not have, or the other way round |
"""


def page() -> str:
    """Return the whole page."""
    parts = [INTRO]
    for rule in sorted(RULES, key=lambda each: each.id):
        body = rule.page.strip().replace("::\n\n", ":\n\n```yaml\n")
        lines, fenced = [], False
        for line in body.split("\n"):
            if line == "```yaml":
                fenced = True
            elif fenced and line and not line.startswith("    "):
                while lines[-1] == "":
                    lines.pop()
                lines += ["```", ""]
                fenced = False
            lines.append(line.removeprefix("    ") if fenced else line)
        parts.append(f"## {rule.id}\n\n" + "\n".join([*lines, "```"] if fenced else lines) + "\n")
    return "\n".join(parts)


if __name__ == "__main__":
    (Path(__file__).parents[2] / "docs" / "rules.md").write_text(page(), encoding="utf-8")
