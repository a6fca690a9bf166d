"""What stands in the way of publishing a version of a form.

Here lives the judging of a text beside the versions that were published before it: no error, the next number, the same
form, nothing gone without a word, no name used again, nothing retired taken back, and a review still to come. What is
asked of people besides (a note, an approver) is for whoever publishes.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from itertools import chain

from formspec.addresses import prompts
from formspec.building import build
from formspec.crossing import crossings
from formspec.diff.change import Change, Difference
from formspec.diff.compare import differences
from formspec.diff.former import Former
from formspec.diff.languages import Words
from formspec.diff.naming import Named, names_of
from formspec.diff.report import compare
from formspec.leaving import is_retired, matters, name_before, within
from formspec.libraries import AnyLibrary, readable
from formspec.lineage import Lineage
from formspec.loader import load
from formspec.model import Spec
from formspec.nodes import Mapping as Keys
from formspec.nodes import Place
from formspec.problem import Level, Problem
from formspec.source import read
from formspec.suggest import did_you_mean, listed, short
from formspec.translation import load_translation
from formspec.written import Written

RULE = "publishing"
"""The rule that what the gate finds has."""
_AN = {
    "section": "a section",
    "question": "a question",
    "column": "a column",
    "prompt": "an evidence prompt",
    "option": "an option",
}
_NAMED = {**dict.fromkeys(_AN, "the id"), "question": "the whole address", "option": "the value"}
"""What each says that it was."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the gate says of a text: its spec (None when it has errors), what is wrong, and what it changes.

    `last` is the last version that there is, `before` the last before the text that can be read, each 0 for none; the
    text is compared with that one, whose spec `old` is. `changes` are those from it, of the words in other languages
    too, and `words` is what is wrong with these, by language.
    """

    spec: Spec | None
    problems: tuple[Problem, ...]
    before: int
    changes: tuple[Change, ...]
    words: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)
    last: int = 0
    old: Spec | None = None

    @property
    def opens(self) -> bool:
        """Whether the version may be published: warnings stop nobody."""
        problems = chain(self.problems, *self.words.values())
        return self.spec is not None and all(each.level is not Level.ERROR for each in problems)


def gate(
    text: bytes, library: AnyLibrary, today: date, *, form: str = "", words: Mapping[str, bytes] | None = None
) -> Verdict:
    """Return what stands in the way of publishing a text after the versions in a library.

    `form` is the form that it is meant to be a version of, "" for whatever it says; `words` are the files of its
    translations by language. Never raises, whatever the bytes.
    """
    loaded = load(text)
    if loaded.spec is None:
        return Verdict(None, loaded.problems, 0, ())
    found = _Gate(loaded.spec, text, library)
    translated = {code: load_translation(data, text, code) for code, data in (words or {}).items()}
    problems = {*loaded.problems, *found.problems(today, form)}
    said = {code: each.translation for code, each in translated.items() if each.translation}
    wrong = {code: each.problems for code, each in translated.items()}
    changes = found.changes(said)
    return Verdict(loaded.spec, tuple(sorted(problems)), found.before, changes, wrong, found.last, found.old)


class _Gate:
    """One text at the gate, with the versions before it."""

    def __init__(self, spec: Spec, text: bytes, library: AnyLibrary) -> None:
        self._spec, self._text, self._library = spec, text, library
        versions = library.versions(spec.form)
        self._texts = {each: library.open(spec.form, each).text for each in versions}
        earlier = [each for each in versions if each < spec.version]
        opened = {each: readable(library, spec.form, each) for each in earlier}
        self._specs = {each: was for each, was in opened.items() if was is not None}
        self.last = versions[-1] if versions else 0
        root = read(text).root
        self._written = build(root, sha256(text).hexdigest()) if isinstance(root, Keys) else None

    @property
    def old(self) -> Spec | None:
        """The spec of that version."""
        return self._specs.get(self.before)

    @property
    def before(self) -> int:
        """The version that the text is compared with, 0 where there is none."""
        return max(self._specs, default=0)

    def changes(self, words: Words) -> tuple[Change, ...]:
        """Return what the text changes in the version before it."""
        before = self.old
        if before is None:
            return ()
        codes = self._library.translations(before.form, before.version)
        loaded = {code: self._library.translation(before.form, before.version, code).translation for code in codes}
        return compare(before, self._spec, {code: each for code, each in loaded.items() if each}, words)

    def problems(self, today: date, form: str) -> Iterator[Problem]:
        """Yield what stands in the way, beyond the errors of the text itself; of another form's text, only that."""
        if form and self._spec.form != form:
            said = short(self._spec.form)
            message = f"This is a version of “{form}”, and says “form: {said}”: write “form: {form}”."
            yield self._at(self._root("form"), message)
            return
        yield from self._of_number()
        yield from self._not_compared()
        yield from self._of_review(today)
        before = self.old
        if before is not None and self._written is not None:
            told = differences(before, self._spec)
            yield from self._gone(told, before)
            yield from self._taken_back(before)
            yield from self._used_again(self._written)
            yield from self._never_was(self._written)
            yield from self._changed_hands(self._written, before)

    def _at(self, place: Place, message: str) -> Problem:
        return Problem(place.line, place.column, RULE, message)

    def _place(self, part: object, key: str = "") -> Place:
        return self._written.place(part, key) if self._written else Place(1, 1)

    def _root(self, key: str) -> Place:
        return self._written.key_place(self._written.spec, key) if self._written else Place(1, 1)

    def _of_number(self) -> Iterator[Problem]:
        spec, last = self._spec, self.last
        kept = self._texts.get(spec.version)
        if kept == self._text:
            yield self._at(self._root("version"), f"Version {spec.version} is published already, word for word.")
        elif kept is not None:
            message = (
                f"Version {spec.version} is published already with other words, and a published version never "
                f"changes: write “version: {last + 1}”."
            )
            yield self._at(self._root("version"), message)
        elif spec.version != last + 1:
            message = f"The last version is {last}, so the next one is {last + 1}: write “version: {last + 1}”."
            first = "No version of this form is published yet, so this is the first: write “version: 1”."
            yield self._at(self._root("version"), message if last else first)

    def _not_compared(self) -> Iterator[Problem]:
        """Yield that versions after the one that the text is compared with cannot be read."""
        broken = [str(each) for each in self._texts if self.before < each < self._spec.version]
        if broken:
            one = len(broken) == 1
            which = f"Version {broken[0]}" if one else f"Versions {listed(broken, 'and')}"
            them, they = ("it", "it") if one else ("them", "they")
            instead = f" but with version {self.before}" if self.before else ""
            message = (
                f"{which} cannot be read, so this text was not compared with {them}{instead}. Look yourself whether "
                f"anything that {they} had is missing here."
            )
            yield replace(self._at(self._root("version"), message), level=Level.WARNING)

    def _of_review(self, today: date) -> Iterator[Problem]:
        policy = self._spec.policy
        if policy is None or self._written is None or self._written.spec.policy is None:
            return
        written = self._written.spec.policy
        if policy.review is None:
            message = "The policy does not say when it is reviewed next: write “review:” under “policy:”."
            yield self._at(self._place(written), message)
        elif policy.review.last_day < today:
            message = f"The next review, {policy.review.text}, is past: write when the policy is reviewed next."
            yield self._at(self._place(written, "review"), message)

    def _gone(self, told: tuple[Difference, ...], before: Spec) -> Iterator[Problem]:
        """Yield what is gone and is neither retired nor what some new part was."""
        retired = {each.address for each in self._spec.retired}
        others = {each.address for each in told if each.key == "kind"}
        names, former = names_of(before), Former(told)
        gone = [former.of(each) for each in told if each.sort == "removed" and matters(each, others)]
        unsaid = [each for each in gone if not is_retired(each, retired, names)]
        covered = {each.address for each in gone} - {each.address for each in unsaid}
        for each in unsaid:
            if each.noun == "section" and within(each.address, covered, unsaid):
                continue
            if each.noun == "question" and any(each.address.startswith(f"{other.address}.") for other in unsaid):
                continue
            name = names.get((each.noun, each.address)) or each.address
            message = (
                f"“{short(name)}” was there in version {before.version} and is gone. If it is no longer asked, write "
                f"“{each.address}” under “retired:”. If it has another name or place now, write "
                f"“was: {name_before(each)}” there."
            )
            yield self._at(self._root("retired"), message)

    def _taken_back(self, before: Spec) -> Iterator[Problem]:
        now = {each.address for each in self._spec.retired}
        back = [each.address for each in before.retired if each.address not in now]
        if back:
            message = (
                f"What was retired stays so, for its name is never used again: put {listed(back, 'and')} back under "
                "“retired:”."
            )
            yield self._at(self._root("retired"), message)

    def _used_again(self, written: Written) -> Iterator[Problem]:
        lineage = Lineage((*self._specs.values(), self._spec))
        reported: list[str] = []
        for (noun, address), part, key in _parts(written):
            version = lineage.first_other(noun, address)
            if version and not any(address.startswith(f"{each}.") for each in reported):
                reported.append(address)
                message = (
                    f"“{address}” meant something else in version {version}, and a name is never used again: choose "
                    "another id."
                )
                yield self._at(self._place(part, key), message)

    def _changed_hands(self, written: Written, before: Spec) -> Iterator[Problem]:
        for each in crossings(before, written.spec):
            if each.said:
                message = (
                    f"This goes on under its own name and says that it was “{short(each.name)}”, which goes on as "
                    "well. A name never changes hands: give what is new here another id."
                )
                yield self._at(self._place(each.part, "was"), message)
            else:
                message = (
                    f"“{short(each.name)}” asks something else now, and another part has its words. A name is never "
                    "used for something else: give what is new here another id."
                )
                yield self._at(self._place(each.part), message)

    def _never_was(self, written: Written) -> Iterator[Problem]:
        known: dict[str, set[str]] = {noun: set() for noun in _AN}
        for noun, address in chain.from_iterable(map(names_of, self._specs.values())):
            if noun in known:
                known[noun].add(address if noun == "question" else address.rpartition(".")[2])
        for part, noun in {id(part): (part, noun) for (noun, _), part, _ in _parts(written)}.values():
            for was in getattr(part, "was", ()):
                if was not in known[noun]:
                    more = did_you_mean(was, known[noun]) or f" Write {_NAMED[noun]} that it had in the version before."
                    message = f"No earlier version has {_AN[noun]} “{short(was)}”.{more}"
                    yield self._at(self._place(part, "was"), message)


def _parts(written: Written) -> Iterator[tuple[Named, object, str]]:
    """Yield every section and question, outermost first, then prompts, with where their names are written."""
    for section in written.spec.sections:
        yield ("section", section.id), section, "id"
    for placed in written.placed:
        yield ("question", placed.address), placed.question, "id"
        for column in placed.question.columns:
            if column.id:
                yield ("column", f"{placed.address}.{column.id}"), column, "id"
            within = f"{placed.address}.{column.id}" if column.id else placed.address
            for option in column.options:
                yield ("option", f"{within}.{option.value}"), option, "value"
    for placed in written.placed:
        for prompt in prompts(placed.question.evidence):
            yield ("prompt", f"{placed.address}.evidence.{prompt.id}"), prompt, "id"
