"""Inputs in rows by their names, whether there are such rows or not: somebody may have taken one away meanwhile.

Here lives what such a name says: whether rows of a section have such an input, and what says that the row is there.
"""

import re
from collections.abc import Mapping

from engine.form import Form, Laid
from engine.named_files import takes_files
from engine.rows import ROW, ROW_ID, counted_by, one_row_each
from webapp.pages.drafts.files import BESIDE

_ROW_ID = re.compile(ROW_ID)
_BESIDE = re.compile(f"{BESIDE}$")


class InRows:
    """The inputs that rows of one section have, by their names without the ids of rows."""

    def __init__(self, form: Form, section_id: str) -> None:
        example = form.lay(one_row_each(form.spec))
        section = example.section(section_id)
        self._form = form
        self._groups = {each.template: each for each in example.groups.values()}
        cells = [cell for cell in section.cells if cell.rows]
        self._files = {cell.template for cell in cells if takes_files(cell)}
        self._names = {cell.template + name.removeprefix(cell.address) for cell in cells for name in cell.names}
        self._names |= {tick.template for tick in section.ticks if tick.rows}
        self._markers = {each.template for each in self._groups.values() if each.markers}
        self._names |= self._markers
        self._section = f"{section_id}."

    def __contains__(self, name: object) -> bool:
        """Say whether rows of the section have an input of this name."""
        if not isinstance(name, str) or not name.startswith(self._section):
            return False
        template, rows = self._read(name)
        return bool(rows) and template in self._names

    def is_of_files(self, name: str) -> bool:
        """Say whether it is that of an input of files in a row, or of a box beside one."""
        template, rows = self._read(_BESIDE.sub("", name))
        return bool(rows) and template in self._files

    def missed(self, changed: Mapping[str, str], kept: Mapping[str, str], seen: Mapping[str, str]) -> dict[str, str]:
        """Return what says that the rows are there which somebody wrote in, and which the draft does not have.

        It is the marker of a row, or the number that rows are counted by, as whoever wrote there saw it. A row that a
        page has because there are to be some at least is there for good once something is written in it, or said of a
        file in it, or another row is added.
        """
        there, said = self._form.of({**kept, **changed}).rows, self._spare(changed, kept)
        for name in (name for name, text in changed.items() if text and (name in self or self.is_of_files(name))):
            context: dict[str, str] = {}
            for group, address, row in self._read(name)[1]:
                marker = f"{address}.{row}"
                if row not in there.get(address, ()) or (group.markers and kept.get(marker) != ROW):
                    said |= self._says(group, marker, context, seen)
                context[group.template] = row
        return {name: text for name, text in said.items() if text and name not in changed}

    def taken(self, changed: Mapping[str, str], kept: Mapping[str, str]) -> dict[str, str]:
        """Return what says in the draft that the rows are there which somebody took away."""
        gone = (name for name, text in changed.items() if not text and kept.get(name))
        return {name: kept[name] for name in gone if self._read(name)[0] in self._markers}

    def _spare(self, changed: Mapping[str, str], kept: Mapping[str, str]) -> dict[str, str]:
        """Return what says that rows are there which nobody added and something stands in, where others are added."""
        added = {
            name.rpartition(".")[0] for name, text in changed.items() if text and self._read(name)[0] in self._markers
        }
        stood = self._form.of(kept).rows if added else {}
        rows = (f"{address}.{row}" for address in added for row in stood.get(address, ()))
        spare = (each for each in rows if kept.get(each) != ROW)
        return {each: ROW for each in spare if any(text and name.startswith(f"{each}.") for name, text in kept.items())}

    def _says(self, group: Laid, row: str, context: Mapping[str, str], seen: Mapping[str, str]) -> dict[str, str]:
        number = counted_by(self._form.spec, group.question.group, context)
        if number:
            return {number: seen.get(number, "")}
        return {row: ROW} if group.markers else {}

    def _read(self, name: str) -> tuple[str, list[tuple[Laid, str, str]]]:
        """Return a name without the ids of rows, and the rows that it is in: each group, its address, and the id."""
        template, address = "", ""
        rows: list[tuple[Laid, str, str]] = []
        steps = iter(name.split("."))
        for step in steps:
            template = f"{template}.{step}" if template else step
            address = f"{address}.{step}" if address else step
            group = self._groups.get(template)
            if group is None:
                continue
            row = next(steps, "")
            if not _ROW_ID.fullmatch(row):
                return "", []
            rows.append((group, address, row))
            address = f"{address}.{row}"
        return template, rows
