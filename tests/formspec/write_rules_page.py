"""Write docs/rules.md from the pages of the rules: `python tests/formspec/write_rules_page.py`."""

from pathlib import Path

from formspec.rules import RULES

INTRO = """# Rules

What `formspec check` finds beyond the shape of a spec. Each line it prints ends with the id of the rule, in brackets.
An error stops a spec from being used, a warning does not. This page is written from the rules' own words by
`python tests/formspec/write_rules_page.py`, and a test fails when it lags behind.
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
