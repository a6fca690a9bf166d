"""The policy's own table as the template of PDFs reads it: sections, runs of questions, rows and cells.

Here lives the way from `engine.page.shown` to JSON, with the words of answers in their places. A row that is short
enough stays on one page.
"""

from collections.abc import Iterator
from itertools import chain

from engine.json_value import Json, JsonObject
from engine.page.picture import NOTHING, Picture
from engine.page.runs import GROUP, MATRIX, TABLE, questions_label
from engine.page.shown import ShownCell, ShownFile, ShownPrompt, ShownRow, ShownRun, ShownSection
from engine.page.stencil import paragraphs
from engine.rules.coverage import Context

_MOST_KEPT_TOGETHER = 700
"""The characters of the longest cell of a row that is kept on one page."""
_LARGE = "long-text"
"""The kind of answer that paper has most room for."""
_BESIDE = frozenset({"date", "date-time"})
"""The kinds of answers whose parts stand beside each other."""


def is_wide(sections: tuple[ShownSection, ...]) -> bool:
    """Return whether there are tables of several columns, for which a page is turned."""
    return any(run.sort == TABLE for section in sections for run in _all_runs(section.runs))


def section(picture: Picture, shown: ShownSection) -> JsonObject:
    """Return a section as the template reads it."""
    told = picture.told
    title = told.filled(shown.title)
    return {
        "title": f"{shown.number} {title}" if shown.number else title,
        "sometimes": shown.sometimes,
        "text": [told.filled(each) for each in paragraphs(shown.text)],
        "runs": [_run(picture, run) for run in shown.runs],
    }


def _all_runs(runs: tuple[ShownRun, ...]) -> Iterator[ShownRun]:
    for run in runs:
        yield run
        for row in run.rows:
            yield from chain.from_iterable(map(_all_runs, row.within))


def _run(picture: Picture, run: ShownRun) -> JsonObject:
    if run.sort == GROUP:
        return {"sort": run.sort, **_group(picture, run.rows[0])}
    head: list[Json] = [{"label": questions_label(picture.form), "sometimes": False}]
    if run.sort == TABLE:
        head += [{"label": picture.told.filled(each.label), "sometimes": each.when is not None} for each in run.columns]
    if run.sort == MATRIX:
        head += [{"label": picture.told.filled(each.label), "sometimes": False} for each in run.columns[0].options]
    return {"sort": run.sort, "head": head, "rows": [_row(picture, row) for row in run.rows]}


def _group(picture: Picture, row: ShownRow) -> JsonObject:
    group = row.question.group
    say = picture.form.language.say
    label = picture.told.filled((group.row_label if group else "") or say("Row"), row.rows)
    rows: list[Json] = [
        {"name": f"{label} {at}", "runs": [_run(picture, run) for run in within]}
        for at, within in enumerate(row.within, 1)
    ]
    return {"asks": _asks(picture, row), "rows": rows, "nothing": say(NOTHING)}


def _row(picture: Picture, row: ShownRow) -> JsonObject:
    cells: list[Json] = [_cell(picture, row, cell) for cell in row.cells]
    return {"asks": _asks(picture, row), "cells": cells, "whole": _is_short(row)}


def _is_short(row: ShownRow) -> bool:
    """Return whether a row may stay on one page: no photos, and no long answer."""
    longest = max((sum(map(len, cell.shown)) + len(cell.could_not_find_out) for cell in row.cells), default=0)
    files = chain(row.attached, *(cell.files for cell in row.cells))
    return longest <= _MOST_KEPT_TOGETHER and not any(each.preview for each in files)


def _asks(picture: Picture, row: ShownRow) -> JsonObject:
    """Return a question as it is read: its reference and number, its paragraphs, its points and its hint."""
    question, told = row.question, picture.told
    return {
        "reference": row.reference,
        "number": row.number,
        "paragraphs": [told.filled(each, row.rows) for each in paragraphs(question.label)],
        "points": [told.filled(each, row.rows) for each in question.points],
        "hint": [told.filled(each, row.rows) for each in paragraphs(question.hint)],
        "sometimes": question.when is not None,
    }


def _cell(picture: Picture, row: ShownRow, cell: ShownCell) -> JsonObject:
    alone = len(row.cells) == 1
    return {
        "asked": cell.asked,
        "prompts": _prompts(row.prompts) if cell.holds_prompts or alone else [],
        "answer": [] if cell.files else list(cell.shown),
        "files": [_file(picture, each, row.rows) for each in cell.files],
        "could_not": cell.could_not_find_out,
        "beside": cell.overriding,
        "nothing": cell.nothing,
        "room": _room(picture, cell, row.rows),
        "attached": [_file(picture, each, row.rows) for each in row.attached] if cell.answers or alone else [],
    }


def _room(picture: Picture, cell: ShownCell, rows: Context) -> JsonObject:
    """Return what a blank cell leaves room for."""
    told = picture.told
    return {
        "worked": cell.worked,
        "choices": [told.filled(choice, rows) for choice, _ in cell.choices],
        "parts": [told.filled(says, rows) for _, says in cell.choices if says]
        or [told.filled(part, rows) for part in cell.parts],
        "unit": cell.unit,
        "beside": cell.kind in _BESIDE,
        "large": cell.kind == _LARGE,
    }


def _prompts(prompts: tuple[ShownPrompt, ...]) -> list[Json]:
    return [{"text": each.text, "seen": each.seen, "prompts": _prompts(each.prompts)} for each in prompts]


def _file(picture: Picture, file: ShownFile, rows: Context) -> JsonObject:
    shows = picture.told.filled(file.shows, rows)
    return {"caption": file.caption, "shows": shows, "name": file.name, "photo": file.preview}
