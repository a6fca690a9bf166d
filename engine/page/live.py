"""What stands in a page's holes because of other answers: what is hidden, worked out, offered, suggested or told.

Here lives the filling for one request, from what `engine.rules` came to. The browser's script does the same as answers
change, to the same places.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from engine.form import Form
from engine.page.said import read_rows
from engine.page.stencil import Mark, shield
from engine.rules.state import State
from engine.texts import Told

Files = Callable[[str, str], Markup]
"""Returns the list of files that an answer holds, as HTML, from the name of its input and what is kept under it."""
HIDDEN = " hidden"


def _no_files(name: str, text: str) -> Markup:  # noqa: ARG001 (a page of an application has them)
    return Markup()


@dataclass(frozen=True, slots=True)
class Live:
    """Fills the holes of one page that depend on answers."""

    form: Form
    entries: Mapping[str, str]
    state: State
    files: Files = _no_files
    labels: dict[str, Mapping[str, str]] = field(default_factory=dict, repr=False)
    """The labels of the options of an answer as they read, by its address; kept, as there may be many options."""

    def __call__(self, mark: Mark) -> str:
        """Return what goes into a hole."""
        return _FILLED[mark.sort](self, mark)

    def _asked(self, mark: Mark) -> str:
        return "" if self.state.asked.get(mark.name, True) else HIDDEN

    def _needed(self, mark: Mark) -> str:
        return HIDDEN if self.state.required.get(mark.name) else ""

    def _offered(self, mark: Mark) -> str:
        offered = self.state.offered.get(mark.name)
        return HIDDEN if offered is not None and mark.option not in offered else ""

    def _label(self, mark: Mark) -> str:
        if mark.name not in self.labels:
            cell = self.form.by_address.get(mark.name)
            options = self._told.column(cell).options if cell else ()
            self.labels[mark.name] = {option.value: option.label for option in options}
        return _escaped(self.labels[mark.name].get(mark.option, ""))

    def _text(self, mark: Mark) -> str:
        words = self._told.words(mark.name, read_rows(mark.option))
        return f"(({mark.name}))" if words is None else _escaped(words)

    def _worked(self, mark: Mark) -> str:
        cell = self.form.by_address.get(mark.name)
        value = self.state.worked.get(mark.name)
        if cell is None or value is None:
            return ""
        return _escaped(self.state.names.get(mark.name) or cell.kind.show(cell.column, value))

    def _warning(self, mark: Mark) -> str:
        said = (advice.message for advice in self.state.warnings if advice.address == mark.name)
        return str(escape(shield(" ".join(said))))

    def _suggested(self, mark: Mark) -> str:
        cell = self.form.by_address.get(mark.name)
        option = self.state.suggested.get(mark.name)
        return "" if cell is None or option is None else _escaped(cell.kind.show(self._told.column(cell), option))

    def _files(self, mark: Mark) -> str:
        return str(self.files(mark.name, self.entries.get(mark.name, "")))

    @property
    def _told(self) -> Told:
        return Told(self.form, self.entries, self.state)


def _escaped(text: str) -> str:
    return str(escape(shield(text)))


_FILLED: Mapping[str, Callable[[Live, Mark], str]] = {
    "asked": Live._asked,
    "needed": Live._needed,
    "offered": Live._offered,
    "label-of": Live._label,
    "text": Live._text,
    "worked": Live._worked,
    "suggested": Live._suggested,
    "warning": Live._warning,
    "files": Live._files,
}
LIVE = frozenset(_FILLED)
"""The sorts of holes that are filled here."""
