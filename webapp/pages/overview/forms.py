"""The forms that the overview counts by: the sections and outcomes of each as its latest version has them.

Here lives the joining of versions: a section or an option of an earlier version counts under what it became, by the ids
and by what the spec says that it `was`. What has no place any more keeps its own name.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from engine.deciding import outcome_cell
from engine.kinds.choice import ChoiceKind
from formspec.addresses import placed
from formspec.sources import Sources, sources_through
from webapp.pages.desk import Desk
from webapp.pages.findings import outcome
from webapp.pages.shelf import Edition
from webapp.pages.words import role_word
from webapp.storage.exported import Selection

_CONCERN = "concern"


@dataclass(frozen=True)
class CountedForm:
    """A form and its versions by number: those that are published, and those that records were made with.

    `latest` is the one in whose words it is told: the version in force, or a later one that records were made with.
    """

    versions: Mapping[int, Edition]
    latest: Edition

    @property
    def id(self) -> str:
        """The id of the form."""
        return self.latest.spec.form

    @property
    def title(self) -> str:
        """Its title, without a full stop."""
        return self.latest.spec.title.removesuffix(".")

    @property
    def concern_word(self) -> str:
        """What the form calls its concerns."""
        return role_word(self.latest.spec, _CONCERN)

    @property
    def sections(self) -> dict[str, str]:
        """The titles of the sections in which the latest version asks for concerns, by their ids, in its order."""
        asks = {
            each.section.id
            for each in placed(self.latest.spec)
            if any(column.role == _CONCERN for column in each.question.columns)
        }
        return {each.id: each.title for each in self.latest.spec.sections if each.id in asks}

    @property
    def options(self) -> dict[str, str]:
        """The labels of what the latest version can come to, by their values; none where it comes to nothing."""
        cell = outcome_cell(self.latest.form)
        if cell is None or not isinstance(cell.kind, ChoiceKind):
            return {}
        return {each.value: each.label for each in cell.kind.options(cell.column)}

    def section_now(self, version: int, section: str) -> str:
        """Return the section of the latest version that one of an earlier version became, or itself where none is."""
        became = self._since(version).sections.became(section) if self._is_known(version) else ()
        return became[0] if became else section

    def section_title(self, version: int, section: str) -> str:
        """Return the title of a section: that of what it became, or as its own version has it."""
        now = self.section_now(version, section)
        own = self.versions[version].spec if self._is_known(version) else self.latest.spec
        titles = {each.id: each.title for each in (*own.sections, *self.latest.spec.sections)}
        return titles.get(now, now)

    def option_now(self, version: int, option: str) -> str:
        """Return the option of the latest version that one of an earlier version became, or itself where none is."""
        cell = outcome_cell(self.versions[version].form) if option and self._is_known(version) else None
        became = self._since(version).options.became(f"{cell.template}.{option}") if cell else ()
        return became[0].rpartition(".")[2] if became else option

    def option_words(self, option: str) -> str:
        """Return an option as the latest version that knows it labels it."""
        for number in sorted(self.versions, reverse=True):
            said = outcome(self.versions[number].form, option)
            if said is not None and said.answer != option:
                return said.answer
        return option

    def _is_known(self, version: int) -> bool:
        return version in self.versions and version <= self.latest.spec.version

    def _since(self, version: int) -> Sources:
        return self._sources[version]

    @cached_property
    def _sources(self) -> Mapping[int, Sources]:
        """What each part of the latest version was in each version."""
        last = self.latest.spec.version
        specs = [(number, self.versions[number].spec) for number in sorted(self.versions) if number <= last]
        return {number: sources_through([spec for later, spec in specs if later >= number]) for number, _ in specs}


def counted_forms(at: Desk) -> list[CountedForm]:
    """Return every form that is in force, or that whoever asks may read records of, by title."""
    made: dict[str, dict[int, Edition]] = {}
    for each in at.repository.asked_with(Selection()):
        made.setdefault(each.form, {})[each.version] = at.edition(each.sha256)
    offered = {each.edition.spec.form: each.edition for each in at.shelf.offers() if each.edition is not None}
    forms = (_counted(at, form, made.get(form, {}), offered.get(form)) for form in {*made, *offered})
    return sorted(forms, key=lambda each: (each.title.casefold(), each.id))


def counted_form(at: Desk, form: str) -> CountedForm | None:
    """Return one of these forms, None where there is none of that id."""
    return next((each for each in counted_forms(at) if each.id == form), None)


def _counted(at: Desk, form: str, made: Mapping[int, Edition], offered: Edition | None) -> CountedForm:
    published = {number: found for number in at.shelf.versions(form) if (found := at.shelf.version(form, number))}
    versions = {**published, **made}
    latest = [*([offered] if offered else []), *made.values()]
    return CountedForm(versions, max(latest, key=lambda each: each.spec.version))
