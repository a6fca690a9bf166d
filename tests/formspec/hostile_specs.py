"""Specs made to cost much in the rules, each as large as the reader lets through."""

from collections.abc import Callable, Iterator

HEAD = "formspec: 1\nform: visit\nversion: 1\ntitle: A visit\n"
ANSWER = "{{id: q{}, label: Q{}?, kind: {}{}}}"
LOW, HIGH = "{below: 3, is: low}", "{least: 3, is: high}"


def spec(questions: Iterator[str] | list[str], head: str = "") -> str:
    """Return a spec of one section with these questions."""
    rows = "".join(f"      - {each}\n" for each in questions)
    return f"{HEAD}{head}sections:\n  - id: s\n    title: S\n    questions:\n{rows}"


def question(number: int, kind: str = "yes-no", more: str = "") -> str:
    """Return a question, with more keys."""
    return ANSWER.format(number, number, kind, f", {more}" if more else "")


def calculated(number: int, value: str) -> str:
    """Return a calculated question."""
    return question(number, "calculated", f"calculate: {value}")


def _nested(open_: str, inner: str, close: str, depth: int) -> str:
    return open_ * depth + inner + close * depth


HOSTILE: dict[str, Callable[[], str]] = {
    "each asked under the one before": lambda: spec(
        question(n, more=f"when: {{question: s.q{n - 1}, is: yes}}" if n else "") for n in range(1500)
    ),
    "each asked under the one behind": lambda: spec(
        question(n, more=f"when: {{question: s.q{n + 1}, is: yes}}") for n in range(1500)
    ),
    "each asked under all of the section": lambda: spec(
        question(n, more="when: {value: {count: [s]}, at-least: 1}") for n in range(1300)
    ),
    "sums of the section": lambda: spec(
        [*(question(n, "whole-number") for n in range(900)), *(calculated(n, "{sum: s}") for n in range(900, 1800))]
    ),
    "sums of each other": lambda: spec(calculated(n, f"{{sum: [s.q{n + 1}, s.q{n + 1}]}}") for n in range(1500)),
    "look-ups of each other": lambda: spec(
        calculated(n, f"{{look-up: s.q{n + 1}, bands: [{LOW}, {HIGH}]}}") for n in range(800)
    ),
    "choices of each other, twice": lambda: spec(
        calculated(n, f"{{choose: [{{when: {{question: s.q0, is: 1}}, is: {{question: s.q{n + 1}}}}},"
                   f" {{is: {{question: s.q{n + 1}}}}}]}}")
        for n in range(700)
    ),
    "unknown addresses": lambda: spec(
        question(n, more=f"when: {{question: s.quite-another-{n}, is: yes}}") for n in range(1500)
    ),
    "unknown keys": lambda: spec([question(0)], head="".join(f"tytle{n}: A\n" for n in range(9000))),
    "unknown options": lambda: spec(
        question(n, "choice", f"options: list, when: {{question: s.q{n - 1}, is: unlike-{n}}}") for n in range(900)
    ).replace("sections:", "lists: [{id: list, options: [" + ", ".join(
        f"{{value: option-number-{n}, label: Option {n}}}" for n in range(9)) + "]}]\nsections:"),
    "tests of one answer": lambda: spec(
        [question(0), question(1, more="when: {all: [" + "{question: s.q0, is: yes}, " * 3900 + "]}")]
    ),
    "either of many": lambda: spec(
        [question(0), question(1, more="when: {any: [" + "{question: s.q0, is: yes}, " * 3900 + "]}")]
    ),
    "conditions as deep as may be": lambda: spec(
        question(n, more="when: " + _nested("{not: ", "{question: s.q0, is: yes}", "}", 17)) for n in range(300)
    ),
    "alternatives in alternatives": lambda: spec(
        [question(0), question(1, more="when: " + _branching(8, 2))]
    ),
    "bands": lambda: spec(
        [question(0, "whole-number"), calculated(1, "{look-up: s.q0, bands: [" + ", ".join(
            f"{{least: {n}, most: {n + 1}, is: a{n}}}" for n in range(2400)) + "]}")]
    ),
    "bands of two": lambda: spec(
        [question(0, "whole-number"), calculated(1, "{look-up: s.q0, and: s.q0, bands: [" + ", ".join(
            f"{{least: {n}, and-least: {n}, is: a{n}}}" for n in range(2400)) + "]}")]
    ),
    "columns with rules that every question shares": lambda: spec(
        (f"{{id: q{n}, label: Q{n}?, required: false}}" for n in range(1200)),
        head="columns: [{id: answer, role: answer, label: A, kind: text, when: {all: ["
        + "{question: s.q0, is: yes}, " * 1500 + "]}}]\n",
    ),
    "options with rules that every question shares": lambda: spec(
        (question(n, "choice", "options: list") for n in range(1000)),
        head="lists: [{id: list, options: [" + ", ".join(
            f"{{value: o{n}, label: O{n}, when: {{any: [" + "{question: s.q0, is: o1}, " * 140 + "]}}" for n in range(8)
        ) + "]}]\n",
    ),
    "groups in groups": lambda: spec([_groups(8)]),
    "wide groups": lambda: spec(
        f"{{id: g{n}, label: G, rows: {{most: 2}}, questions: [{{id: a, label: A{n}, kind: text}}]}}"
        for n in range(950)
    ),
    "placeholders": lambda: spec(
        f"{{id: q{n}, label: {'((s.nothing-of-the-kind)) ' * 20}, kind: text}}" for n in range(1500)
    ),
    "an answer in one text over and over": lambda: spec(
        [question(0), question(1).replace("Q1?", "((s.q0))" * 7000)]
    ),
    "labels that show labels": lambda: spec(
        question(n, "choice", f"options: [{{value: a, label: '{f'((s.q{n - 1}))' * 2 if n else 'A'}'}}, "
                 "{value: b, label: B}]") for n in range(700)
    ),
    "open brackets": lambda: spec([question(0, "text", "hint: " + "((" * 7900)] * 40),
    "patterns": lambda: spec(question(n, "text", f"pattern: '(a|b{n}){{1,9}}(a|c)*'") for n in range(1500)),
    "counts of many": lambda: spec(
        [*(question(n) for n in range(1000)), calculated(1000, "{count: [" + "s, " * 9000 + "]}")]
    ),
}  # fmt: skip


def _branching(depth: int, width: int) -> str:
    if not depth:
        return "{question: s.q0, is: yes}"
    return "{any: [" + ", ".join([_branching(depth - 1, width)] * width) + "]}"


def _groups(depth: int) -> str:
    inner = "{id: a, label: A, kind: text}" if not depth else _groups(depth - 1)
    return f"{{id: g{depth}, label: G, rows: {{most: 100}}, questions: [{inner}]}}"
