"""Three forms about halls, none of them the school's: a visit, a grading and a letter; and records of them."""

from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from tests.webapp.pages.submitted import submitted
from webapp.pages.shelf import Edition, edition
from webapp.storage.repository import Record, Repository

VISIT = """\
formspec: 1
form: hall-visit
version: 1
title: Hall visit
about: {register: halls, question: main.hall, directory: the county's list}
sections:
  - id: main
    title: Main
    questions:
      - {id: hall, label: "Which hall?", name: the hall, kind: text, required: true}
      - id: exits
        label: Are the exits clear?
        columns:
          - {id: answer, role: answer, label: Answer, kind: long-text}
          - {id: worry, role: concern, label: Worries, kind: long-text}
      - {id: fit, label: "Is it fit for use?", kind: yes-no, role: outcome}
"""
GRADING = """\
formspec: 1
form: hall-grading
version: 1
access: sensitive
title: Hall grading
about: {register: Halls, question: main.hall}
sections:
  - id: main
    title: Main
    questions:
      - {id: hall, label: "Which hall?", name: the hall, kind: text, required: true}
      - id: grade
        label: Which grade?
        kind: choice
        role: outcome
        options: [{value: good, label: Good enough}, {value: poor, label: Poor}]
"""
LETTER = """\
formspec: 1
form: hall-letter
version: 1
title: Letter to the keeper
about: {register: halls, question: main.hall}
letter: {salutation: Dear Keeper, body: Please confirm this.}
sections:
  - id: main
    title: Main
    questions:
      - {id: hall, label: "Which hall?", name: the hall, kind: text, required: true}
"""
TEXTS = {"hall-visit": VISIT, "hall-grading": GRADING, "hall-letter": LETTER}


def publish(specs: Path) -> None:
    """Put the three forms into a folder of published ones."""
    for form, text in TEXTS.items():
        (specs / form).mkdir(parents=True)
        (specs / form / "1.yaml").write_text(text, encoding="utf-8")


@cache
def of_form(form: str) -> Edition:
    return edition(TEXTS[form].encode())


def record(
    repository: Repository, form: str, hall: str, *, days: int = 0, reissues: str = "", **answers: str
) -> Record:
    """Submit a record about a hall, so many days ago; an answer is named after its question, or `exits_worry`."""
    opened, moment = of_form(form), datetime.now(UTC) - timedelta(days=days)
    entries = {"main.hall": hall} | {f"main.{name.replace('_', '.')}": text for name, text in answers.items()}
    return submitted(repository, opened, entries, moment=moment, reissues=reissues)
