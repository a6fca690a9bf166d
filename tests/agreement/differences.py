"""Where the engine, the published schema or the page's script say different things than the judge.

Here lives the comparing. The judge reports every fault of an answer; a page shows one for each input, so of several the
others may report any.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

import jsonschema_rs

from engine.check import check, state_of
from engine.compile import compile_form
from engine.document import submission
from engine.rules import State
from engine.schema import submission_schema, unsaid
from engine.validate import validate
from formspec.attaching import ATTACHMENTS
from formspec.model import Column, Spec
from tests.agreement.answers_by_chance import TODAY, Given, entries_of
from tests.agreement.malformed import Broken, faults
from tests.agreement.oracle import Verdict
from tests.agreement.places import items, template_of
from tests.agreement.values import plain

MOMENT = datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=UTC)
BY_RULE = ("check", "not-offered", "excluded", "say-why", "too-many-rows")
"""The codes that rules alone find."""
NOTHING = "nothing"
Faults = set[tuple[str, str]]
Difference = dict[str, Any]


@dataclass(frozen=True)
class Said:
    """What the rules come to, as somebody else than the judge says it: numbers as fractions, gaps as addresses."""

    asked: set[str]
    values: Mapping[str, object]
    suggested: Mapping[str, str]
    offered: Mapping[str, list[str]]
    labels: Mapping[str, object]
    required: Mapping[str, bool]
    warnings: set[str]
    outcomes: Mapping[str, object]
    words: Mapping[str, str]


class Pair:
    """One spec, and everybody else who judges answers to it."""

    def __init__(self, spec: Spec) -> None:
        self.spec = spec
        self.form = compile_form(spec)
        self.schema = jsonschema_rs.Draft202012Validator(submission_schema(self.form))
        self.columns = {address: item.column for address, item in items(spec).items()}

    def differences(self, made: Given) -> Difference:
        """Return what the engine and the schema say otherwise, by what it is about; nothing where they agree."""
        entries, verdict = entries_of(self.spec, made), made.verdict(self.spec)
        laid = self.form.of(entries)
        state = state_of(laid, laid.standing(entries), TODAY)
        found = {
            **(differences_of(_said(state), verdict) if self.form.ruled else {}),
            "rows": _unlike(verdict.rows, {each: list(laid.rows.get(each, ())) for each in verdict.rows}),
            "rule errors": _by_rule(verdict, state) if self.form.ruled else {},
            "errors": _of_errors(self._errors(entries, complete=True), verdict.faults, state),
            "draft": _of_errors(self._errors(entries, complete=False), self._of_draft(made, verdict), state),
            **self._of_document(entries, made),
        }
        return {about: each for about, each in found.items() if each}

    def _errors(self, entries: Mapping[str, str], *, complete: bool) -> Faults:
        return {(e.address, e.code) for e in check(self.form, entries, complete=complete, today=TODAY)}

    def _of_draft(self, made: Given, verdict: Verdict) -> Faults:
        """What is malformed in an answer that is asked, whatever else must be the case."""
        asked = {address: value for address, value in made.values.items() if verdict.asked.get(address)}
        found = {(address, code) for address, value in asked.items() for code in faults(self._column(address), value)}
        return {fault for fault in found if fault[1] != "incomplete"}

    def _column(self, address: str) -> Column:
        column = self.columns[template_of(self.spec, address)]
        assert column is not None
        return column

    def _of_document(self, entries: Mapping[str, str], made: Given) -> Difference:
        """What differs in judging the document: by the engine, and by the published schema as far as it can say."""
        document = submission(self.form, entries, id="a", submitted=MOMENT)
        kept = {address: value for address, value in made.values.items() if not self._is_lost(address, value)}
        wrong = Given(kept, made.rows).verdict(self.spec).faults
        found, left = validate(self.form, document), unsaid(self.form)
        sayable = {fault for fault in wrong if (template_of(self.spec, fault[0]), fault[1]) not in left}
        return {
            "validate": (sorted(wrong), found) if bool(wrong) != bool(found) else (),
            "schema": _of_schema(wrong, sayable, accepts=self.schema.is_valid(document)),
        }

    def _is_lost(self, address: str, value: object) -> bool:
        """Whether an answer never comes into a document, because it is malformed; an incomplete one does."""
        return isinstance(value, Broken) or bool(faults(self._column(address), value) - {"incomplete"})


def _of_schema(wrong: Faults, sayable: Faults, *, accepts: bool) -> str:
    """A schema refuses nothing that is right, and everything that it can say is wrong."""
    if not wrong and not accepts:
        return "the schema refuses a document in which nothing is wrong"
    return f"the schema accepts {sorted(sayable)}" if sayable and accepts else ""


def differences(spec: Spec, made: Given) -> Difference:
    """Return what the engine and the schema say otherwise than the judge."""
    return Pair(spec).differences(made)


def differences_of(said: Said, verdict: Verdict) -> Difference:
    """Return what somebody says otherwise of what is asked, answered, offered and worked out."""
    offered = {each: values for each, values in verdict.offered.items() if each in said.offered}
    return {
        "asked": only({each for each, is_asked in verdict.asked.items() if is_asked}, said.asked),
        "values": _unlike({each: plain(worth) for each, worth in verdict.values.items()}, said.values),
        "suggested": _unlike(verdict.suggested, said.suggested),
        "offered": _unlike(offered, {each: values for each, values in said.offered.items() if values}),
        "labels": _unlike(verdict.labels, said.labels),
        "required": _unlike(verdict.required, said.required),
        "warnings": only(verdict.warnings, said.warnings),
        "outcomes": _unlike({name: plain(value) for name, value in verdict.outcomes.items()}, said.outcomes),
        "words": _unlike(verdict.words, said.words),
    }


def of_faults(said: Faults, judged: Faults, known: Faults) -> Difference:
    """What differs between all faults and the errors, of which there is one for each input; `known` may be hidden."""
    wrong = {address for address, _ in said | known}
    found = {"alone": sorted(said - judged), "judge": sorted(each for each in judged if each[0] not in wrong)}
    return {who: alone for who, alone in found.items() if alone}


def only(judged: set[Any], said: set[Any]) -> Difference:
    """What one of two says alone."""
    found = {"judge": sorted(judged - said), "alone": sorted(said - judged)}
    return {who: alone for who, alone in found.items() if alone}


def _unlike(judged: Mapping[str, object], said: Mapping[str, object]) -> Difference:
    names = sorted(judged.keys() | said.keys())
    pairs = {name: (judged.get(name, NOTHING), said.get(name, NOTHING)) for name in names}
    return {name: {"judge": one, "said": other} for name, (one, other) in pairs.items() if one != other}


def _by_rule(verdict: Verdict, state: State) -> Difference:
    judged = {fault for fault in verdict.faults if fault[1] in BY_RULE}
    return only(judged, {(error.address, error.code) for _, error in state.errors if error.code in BY_RULE})


def _of_errors(said: Faults, judged: Faults, state: State) -> Difference:
    return of_faults(said, judged, {(error.address, error.code) for _, error in state.errors})


def _said(state: State) -> Said:
    return Said(
        asked={address for address, is_asked in state.asked.items() if is_asked and _is_judged(address)},
        values={address: known.value for address, known in state.values.items()},
        suggested=state.suggested,
        offered={address: list(values) for address, values in state.offered.items()},
        labels={address: dict(labels) for address, labels in state.labels.items()},
        required=state.required,
        warnings={each.check for each in state.warnings},
        outcomes={name: _outcome(value) for name, value in state.outcomes.items()},
        words=state.names,
    )


def _is_judged(address: str) -> bool:
    """Say whether the judge knows of an address: not of what stands beside an answer, which is asked when that is."""
    return "checks." not in address and not address.endswith(f".{ATTACHMENTS}")


def _outcome(value: object) -> object:
    if isinstance(value, tuple):
        return [each.address for each in value]
    return Fraction(str(value)) if isinstance(value, int | float) else value
