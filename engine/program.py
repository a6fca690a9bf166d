"""A form's rules as plain data, for the browser's script to go by: the same rules, and no second set of them.

Here lives the writing down alone; `engine/script/rules.js` reads it and means by it what `engine.rules` means.
Addresses stand without rows, numbers as decimal texts, and what is empty is left out. The options of a shared list
stand once, under its name.
"""

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from engine import nothing
from engine.foreseen import can_have
from engine.form import CHECKS, Cell, Form, FormSection, Laid
from engine.json_value import Json, JsonObject, as_list, as_object
from engine.kinds.kind import HOLE, Fault
from engine.language import ENGLISH, Language, noted
from engine.parts import name_of
from engine.rows import one_row_each
from engine.ruled import checks_beyond, sections_until
from engine.rules.judging import SAY_WHY, say_why
from engine.rules.walk import TOO_MANY_ROWS, too_many_rows
from engine.wording import question_text
from formspec.kinds import KINDS
from formspec.logic import TODAY, Band, Branch, Check, Condition, Duration, Outcome, Value
from formspec.model import Group, Option, Part, Section, Spec
from formspec.suggest import listed

_OPEN = frozenset(
    {
        "too-small",
        "too-large",
        "too-early",
        "too-late",
        "too-few",
        "too-many",
        "not-offered",
        "wrong-type",
        "too-heavy",
        "excluded",
    }
)
_MOMENTS = {"date": ("a day", "a month", "a year"), "date-time": ("a day", "a month", "a year", "a time")}
_PARTS = {"not-a-date": ("year", "range"), "not-a-number": ("whole", "digits"), "check-character": ("length",)}
_BOUNDS = ("least", "most", "earliest", "latest")

AGAIN = noted("This reads otherwise now, because of your answers. Read it again, and tick the box if it is right.")


def program(form: Form) -> JsonObject:
    """Return everything that a script must know to judge a form as the server does."""
    form = form.lay(one_row_each(form.spec))
    return _filled(
        form=form.spec.address,
        lists={each.id: list(map(_option, each.options)) for each in form.spec.lists},
        sections=[_section(each, form.language) for each in form.sections],
        checks=[_check(each) for each in form.spec.checks],
        outcomes=[_outcome(each) for each in form.spec.outcomes],
        parts=[_part(each, form.spec) for each in form.spec.parts],
        words=_words(form.language),
        nothing=list(nothing.ALL) if any(nothing.may_say(each.column) for each in form.cells) else None,
    )


def headings(form: Form) -> JsonObject:
    """Return what stands over the answers that have a column, by their addresses without rows."""
    laid = form.lay(one_row_each(form.spec)).laid.values()
    return {cell.template: cell.column.label for each in laid for cell in each.cells if cell.column.id}


def _words(language: Language) -> JsonObject | None:
    """Return the words with which a script shows answers in another language; it knows the English ones."""
    if language is ENGLISH:
        return None
    say = language.say
    moment = {"at": say("{day} at {time}"), "am": say("{hour}am"), "pm": say("{hour}pm")}
    errors = {"error": say("Error:"), "again": say(AGAIN)}
    named = {
        "midday": say("midday"),
        "midnight": say("midnight"),
        "yes": say("Yes"),
        "no": say("No"),
        "row": say("Row"),
        "over": say("{message}: it is {over} too long"),
    }
    return {"months": list(language.months), **moment, **named, **errors}


def for_section(whole: JsonObject, section: Section, spec: Spec) -> JsonObject:
    """Return a program for the page of one section.

    The sentences that only other sections' pages show are left out, and the checks that are made with a later part.
    """
    sections = [
        each if as_object(each)["id"] == section.id else _without_messages(each) for each in as_list(whole["sections"])
    ]
    beyond = checks_beyond(spec, section.part)
    checks = [each for each in as_list(whole.get("checks", [])) if f"{CHECKS}.{as_object(each)['id']}" not in beyond]
    return {**whole, "sections": sections, "checks": checks}


def _without_messages(part: Json) -> Json:
    if isinstance(part, list):
        return [_without_messages(each) for each in part]
    if isinstance(part, dict):
        return {name: _without_messages(value) for name, value in part.items() if name != "messages"}
    return part


def _part(part: Part, spec: Spec) -> JsonObject:
    """Return which entry says that a part is complete, which sections are its own, and what is looked at with it."""
    return {
        "entry": name_of(part.id),
        "own": [each.id for each in spec.sections if each.part == part.id],
        "until": [*sorted(sections_until(spec, part.id))],
        "beyond": [*sorted(checks_beyond(spec, part.id))],
    }


def _section(section: FormSection, language: Language) -> JsonObject:
    return _filled(
        id=section.section.id,
        when=_condition(section.section.when),
        questions=[_question(each, language) for each in section.laid],
    )


def _question(laid: Laid, language: Language) -> JsonObject:
    question = laid.question
    return _filled(
        id=question.id,
        address=laid.template,
        when=_condition(question.when),
        checks=[_check(each) for each in question.checks],
        cells=[_cell(each) for each in laid.cells],
        ticks=[tick.prompt.id for tick in laid.ticks],
        group=_group(question.group, laid, language) if question.group else None,
        messages={TOO_MANY_ROWS: too_many_rows(question, question.group.most, language)} if question.group else {},
    )


def _group(group: Group, laid: Laid, language: Language) -> JsonObject:
    return _filled(
        least=group.least,
        most=group.most,
        exactly=group.exactly,
        asManyAs=group.as_many_as,
        rowLabel=group.row_label,
        questions=[_question(each, language) for each in laid.laid[0]],
    )


def _cell(cell: Cell) -> JsonObject:
    column = cell.column
    required: Json = _condition(column.required_when) if column.required_when else column.required
    return _filled(
        address=cell.template,
        column=column.id,
        member=str(cell.path[-1]),
        role=column.role,
        label=question_text(cell.question),
        name=column.name,
        kind=column.kind,
        reader=cell.kind.reader,
        suffixes=[each.suffix for each in cell.inputs],
        cnfo=bool(cell.reason),
        required=required,
        when=_condition(column.when),
        options=column.shared or [_option(each) for each in column.options],
        settings=cell.kind.settings(column),
        bounds={name: _value(bound) for name in _BOUNDS if (bound := getattr(column, name)) and bound.op != "literal"},
        calculate=_value(column.calculate),
        places=column.decimal_places,
        suggest=_value(column.suggest),
        checks=[_check(each) for each in column.checks],
        messages=dict(_messages(cell)),
    )


def _messages(cell: Cell) -> Iterator[tuple[str, Json]]:
    """Yield the sentence of every fault that a script may find, by its code, its input and its detail."""
    if cell.override:
        yield SAY_WHY, say_why(cell)
    for code in (code for code in KINDS[cell.column.kind].error_codes if can_have(cell.column, code)):
        for each in cell.inputs:
            for detail in _details(cell, code):
                yield f"{code}|{each.suffix}|{detail}".rstrip("|"), cell.error(Fault(code, each.suffix, detail)).message


def _details(cell: Cell, code: str) -> Iterator[str]:
    """Yield what a fault may have to tell besides its code; a hole stands for what only a page can know."""
    yield ""
    if code in _OPEN:
        yield from (HOLE, TODAY)
    elif code == "incomplete" and cell.kind.reader in _MOMENTS:
        nouns = _MOMENTS[cell.kind.reader]
        for size in range(1, len(nouns)):
            yield from (listed(some, "and") for some in combinations(nouns, size))
    else:
        yield from _PARTS.get(code, ())


def _option(option: Option) -> JsonObject:
    return _filled(
        value=option.value,
        label=option.label,
        score=_number(option.score),
        when=_condition(option.when),
        worded=[_filled(when=_condition(each.when), label=each.label) for each in option.worded],
        exclusive=option.exclusive,
        pleaseSay=bool(option.please_say),
    )


def _check(check: Check) -> JsonObject:
    return _filled(
        id=check.id,
        message=check.message,
        when=_condition(check.when),
        must=_condition(check.must),
        warns=check.warns,
        at=check.at,
    )


def _outcome(outcome: Outcome) -> JsonObject:
    gaps = outcome.gaps
    return _filled(
        id=outcome.id,
        label=outcome.label,
        calculate=_value(outcome.calculate),
        gaps=_filled(within=list(gaps.within), ofColumn=gaps.of_column, texts=list(gaps.texts), most=_number(gaps.most))
        if gaps
        else None,
        places=outcome.decimal_places,
        unit=outcome.unit,
    )


def _condition(condition: Condition | None) -> JsonObject | None:
    if condition is None:
        return None
    return _filled(
        op=condition.op,
        subject=_value(condition.subject),
        operand=_value(condition.operand),
        texts=list(condition.texts),
        parts=[_condition(each) for each in condition.parts],
    )


def _value(value: Value | None) -> JsonObject | None:
    if value is None:
        return None
    return _filled(
        op=value.op,
        text=value.text,
        parts=[_value(each) for each in value.parts],
        texts=list(value.texts),
        where=_condition(value.where),
        plus=_duration(value.plus),
        minus=_duration(value.minus),
        blankAs=_number(value.blank_as),
        ofColumn=value.of_column,
        rounded=value.rounded,
        bands=[_band(each) for each in value.bands],
        branches=[_branch(each) for each in value.branches],
    )


def _band(band: Band) -> JsonObject:
    said = _filled(
        label=band.label,
        least=_number(band.least),
        most=_number(band.most),
        below=_number(band.below),
        options=list(band.options),
        andLeast=_number(band.and_least),
        andMost=_number(band.and_most),
        andBelow=_number(band.and_below),
        andOptions=list(band.and_options),
    )
    return {"is": band.comes_to, **said}


def _branch(branch: Branch) -> JsonObject:
    return {"is": _value(branch.comes_to), **_filled(label=branch.label, when=_condition(branch.when))}


def _duration(duration: Duration | None) -> JsonObject | None:
    return {"number": duration.number, "unit": duration.unit} if duration else None


def _number(number: Decimal | None) -> str | None:
    return None if number is None else f"{number:f}"


def _filled(**members: Json) -> JsonObject:
    """Return the members that say something."""
    return {name: value for name, value in members.items() if value or (value == 0 and value is not False)}
