"""What an address means to whoever asks, and that it is found out once for all who see the same."""

from typing import Any

from engine.compile import compile_form
from engine.form import Form
from engine.rules.coverage import Context, Coverage, Standing
from formspec.loader import load

SPEC = b"""
formspec: 1
form: covered
version: 1
title: Covered
sections:
  - id: home
    title: Home
    questions:
      - {id: size, label: Size, kind: whole-number}
      - id: people
        label: People
        rows: {most: 40}
        questions:
          - {id: name, label: Name, kind: text}
          - id: jobs
            label: Jobs
            rows: {most: 40}
            questions:
              - id: pay
                label: Pay
                kind: decimal
                evidence: [{id: slip, text: Pay slip}]
"""
GROUP, JOBS, PAY = "home.people", "home.people.jobs", "home.people.jobs.pay"


def _laid_out(people: int, jobs: int) -> Form:
    spec = load(SPEC).spec
    assert spec is not None
    ids = tuple(str(number) for number in range(people))
    rows = {GROUP: ids} | {f"{GROUP}.{each}.jobs": tuple(str(number) for number in range(jobs)) for each in ids}
    return compile_form(spec).lay(rows)


def _addresses(covered: Coverage, address: str, context: Context) -> list[str]:
    return [cell.address for cell in covered.cells(address, context)]


def test_a_row_sees_itself_and_from_outside_every_row_is_seen() -> None:
    covered = Coverage(_laid_out(2, 2))
    assert len(_addresses(covered, PAY, ())) == 4
    assert _addresses(covered, PAY, ((GROUP, "1"),)) == ["home.people.1.jobs.0.pay", "home.people.1.jobs.1.pay"]
    assert _addresses(covered, PAY, ((GROUP, "1"), (JOBS, "0"))) == ["home.people.1.jobs.0.pay"]
    assert [tick.name for tick in covered.ticks(f"{PAY}.evidence.slip", ((GROUP, "1"), (JOBS, "0")))] == [
        "home.people.1.jobs.0.pay.evidence.slip"
    ]
    assert covered.rows(JOBS, ((GROUP, "1"),)) == (((GROUP, "1"), (JOBS, "0")), ((GROUP, "1"), (JOBS, "1")))
    assert covered.rows("home.size", ()) is None


def test_what_no_row_tells_apart_is_kept_once_for_all_who_ask() -> None:
    covered = Coverage(_laid_out(3, 3))
    seen = {id(covered.cells("home.size", ((GROUP, str(n)), (JOBS, str(m))))) for n in range(3) for m in range(3)}
    assert len(seen) == 1


class _Looked:
    """Something that counts how often it is looked at."""

    looks = 0

    def __init__(self, rows: Context) -> None:
        self._rows = rows

    @property
    def rows(self) -> Context:
        _Looked.looks += 1
        return self._rows


def test_not_everything_is_looked_at_again_for_every_row() -> None:
    standing: Standing[str, Any] = Standing()
    rows = [((GROUP, str(n)), (JOBS, str(m))) for n in range(20) for m in range(20)]
    for each in rows:
        standing.add(PAY, _Looked(each))
    for each in rows:
        assert len(standing.met(PAY, each)) == 1
    assert 0 < _Looked.looks < len(rows) * len(rows) / 5
