"""Write an audit of 400 questions, to see that a large form is no other than a small one.

`python tests/gallery/write_large_audit.py` writes `large-audit.yaml` beside it.
"""

from pathlib import Path

FILE = Path(__file__).with_name("large-audit.yaml")
AREAS = {
    "governance": "Governance",
    "money": "Money",
    "staffing": "Staffing",
    "training": "Training",
    "premises": "Premises",
    "fire": "Fire",
    "vehicles": "Vehicles",
    "catering": "Catering",
    "cleaning": "Cleaning",
    "medicines": "Medicines",
    "records": "Records",
    "computers": "Computers",
    "privacy": "Privacy",
    "complaints": "Complaints",
    "volunteers": "Volunteers",
    "visitors": "Visitors",
    "purchasing": "Purchasing",
    "waste": "Waste",
    "energy": "Energy",
    "emergencies": "Emergencies",
}
"""The areas of the audit: a section each."""
POINTS = {
    "policy": "Is there a policy?",
    "approved": "Was the policy approved in the last two years?",
    "owner": "Does one person answer for it?",
    "known": "Can staff say who that is?",
    "plan": "Is there a plan for the year?",
    "budget": "Is there a budget?",
    "roles": "Are the duties written down?",
    "induction": "Are new staff shown what to do?",
    "refreshed": "Is training repeated when it runs out?",
    "risks": "Are the risks written down?",
    "measures": "Is something done about each risk?",
    "tested": "Are these measures tested?",
    "incidents": "Is every incident recorded?",
    "causes": "Is the cause of each incident looked for?",
    "learned": "Was something changed because of an incident?",
    "contracts": "Are the contracts in date?",
    "records": "Are the records complete?",
    "kept": "Are the records kept for as long as they must be?",
    "reported": "Does the board see a report each year?",
    "improved": "Has it become better since the last audit?",
}
"""What is asked in every area."""
HEAD = """\
# Written by write_large_audit.py: change that, and write it again.
formspec: 1
form: large-audit
version: 1
title: Audit of the whole organisation
numbering: sections
about: {register: sites, question: visit.site}

lists:
  - id: rating
    options:
      - {value: full, label: In full, score: 3}
      - {value: mostly, label: Mostly, score: 2}
      - {value: partly, label: Partly, score: 1}
      - {value: not-at-all, label: Not at all, score: 0}
      - {value: not-applicable, label: Does not apply}

columns:
  - {id: rating, role: answer, label: Rating, kind: scale, options: rating, required: true, could-not-find-out: true}
  - {id: evidence-seen, label: What was seen, kind: text, max-length: 300}
  - id: concern
    role: concern
    label: Concern
    kind: long-text
    max-length: 500
    when: {column: rating, at-most: 1}
    required: {column: rating, at-most: 0}
  - {id: action, role: action, label: Action, kind: text, max-length: 300, when: {column: concern, answered: true}}

sections:
  - id: visit
    title: The audit
    columns: []
    questions:
      - {id: site, label: Which site is audited?, name: the site, kind: text, required: true}
      - {id: day, label: On which day?, name: the day, kind: date, latest: today, required: true}
      - id: areas
        label: Which areas are audited?
        name: the areas
        kind: choices
        least: 1
        required: true
        options:
"""
TAIL = """\
  - id: result
    title: The result
    columns: []
    questions:
      - {{id: points, label: Points, kind: calculated, calculate: {{sum: [{areas}]}}}}
      - {{id: possible, label: Points that were possible, kind: calculated, calculate: {{most-possible: [{areas}]}}}}
      - id: share
        label: Share of the points
        kind: calculated
        calculate: {{percentage: result.points, out-of: result.possible}}
        unit: "%"
        decimal-places: 1
      - {{id: rated, label: Questions that were rated, kind: calculated, calculate: {{count: [{areas}]}}}}
      - {{id: concerns, label: Concerns, kind: calculated, calculate: {{findings: concern}}}}

outcomes:
  - id: grade
    label: Grade
    calculate:
      look-up: result.share
      bands:
        - {{least: 90, is: a, label: A}}
        - {{least: 70, is: b, label: B}}
        - {{below: 70, is: c, label: C}}
  - id: gaps
    label: What falls short
    gaps: {{in: [{areas}], at-most: 1}}
"""


def spec() -> str:
    """Return the text of the whole spec."""
    options = "".join(f"          - {{value: {area}, label: {title}}}\n" for area, title in AREAS.items())
    sections = "".join(f"\n{_section(area, title)}" for area, title in AREAS.items())
    return f"{HEAD}{options}{sections}\n{TAIL.format(areas=', '.join(AREAS))}"


def _section(area: str, title: str) -> str:
    head = (
        f"  - id: {area}\n    title: {title}\n    when: {{question: visit.areas, contains: {area}}}\n    questions:\n"
    )
    return head + "".join(f"      - {{id: {point}, label: {question}}}\n" for point, question in POINTS.items())


if __name__ == "__main__":
    FILE.write_text(spec(), encoding="utf-8")
