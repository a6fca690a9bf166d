"""The texts of a spec in another language: `1.cy.yaml` beside `1.yaml`, by address, and never a copy of the spec.

Here lives the way from the bytes of such a file to a `Translation`, or everything that is wrong with it, and from a
spec and its translation to the same spec in other words. Ids, values, rules and the checksum stay those of the spec.
What is not translated keeps the words of the spec.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

from formspec.building import build
from formspec.grammar import LEVELS
from formspec.keys import Key, Level, Takes
from formspec.loader import first, load
from formspec.model import Spec
from formspec.nodes import Entry, Listing, Node, Place, Text
from formspec.nodes import Mapping as Keys
from formspec.placeholders import PLACEHOLDER
from formspec.problem import Level as Severity
from formspec.problem import Problem
from formspec.reading import all_texts, number, text
from formspec.rules import invisible_character, language_version, one_line
from formspec.shape import shape_of
from formspec.source import read
from formspec.suggest import Guesses, listed, nearest, short
from formspec.translatable import Texts, Wordy, said, wordy
from formspec.written import error, warning

LANGUAGES = {"cy": "Welsh"}
"""The languages that a form can be shown in beside its own, English: those that standard messages are there in."""

_HEAD = {
    "formspec": Key("formspec", Takes.NUMBER, "The version of this language: 1.", True),
    "form": Key("form", Takes.TEXT, "The id of the form.", True),
    "version": Key("version", Takes.NUMBER, "The version of the form that it translates.", True),
    "language": Key("language", Takes.TEXT, "The language of the texts, such as cy for Welsh.", True),
}
_TEXTS = "texts"
_TRANSLATION = Level(
    "translation", "a translation", _HEAD, tuple(_HEAD), {"lang": "language", "text": _TEXTS, "words": _TEXTS}
)
_MAY_STAY = frozenset({"organisation", "approved-by", "unit"})
"""Names and signs, which are often the same in two languages."""


@dataclass(frozen=True, slots=True, eq=False)
class Translation:
    """The texts of one version of a form in one language, by the address of what they belong to and by their key."""

    form: str
    version: int
    language: str
    texts: Mapping[str, Texts]


@dataclass(frozen=True, slots=True)
class LoadedTranslation:
    """A translation, None when any problem is an error, and all its problems in the order of their places."""

    translation: Translation | None
    problems: tuple[Problem, ...]


def load_translation(data: bytes, spec: bytes, language: str) -> LoadedTranslation:
    """Load the translation of a spec into a language from the bytes of both files. Never raises, whatever the bytes."""
    source, original = read(data), read(spec).root
    if load(spec).spec is None or not isinstance(original, Keys):
        problem = Problem(1, 1, "spec-first", "The spec beside this file has errors: put those right first.")
        return LoadedTranslation(None, (problem,))
    root = source.root
    if not isinstance(root, Keys):
        return LoadedTranslation(None, (*source.problems, *([] if root is None else [_no_keys(root)])))
    problems = sorted({*source.problems, *_judged(root, original, language)})
    wrong = any(problem.level is Severity.ERROR for problem in problems)
    told = first(problems, Severity.ERROR if wrong else Severity.WARNING)
    return LoadedTranslation(None if wrong else _translation(root, original), told)


def _no_keys(root: Node) -> Problem:
    message = "A translation begins with keys such as “formspec: 1” and “language: cy”, each on its own line."
    return error(root.place, "wrong-type", message)


def translate(spec: bytes, translation: Translation) -> Spec | None:
    """Return the spec of a text with its words in another language; None when the text is no spec."""
    root = read(spec).root
    if not isinstance(root, Keys):
        return None
    return build(_in_words(root, translation.texts), sha256(spec).hexdigest()).spec


def untranslated(part: Wordy, given: Texts) -> list[str]:
    """Return the keys of a part's texts that a translation lacks; names and signs may stay as they are."""
    return [key for key, own in part.texts.items() if key not in given and _needs(key, own)]


def _translation(root: Keys, original: Keys) -> Translation:
    words, parts = root.get(_TEXTS), wordy(original)
    written = words.index.items() if isinstance(words, Keys) else ()
    texts = {
        address: said(each, parts[address].level)
        for address, each in written
        if isinstance(each, Keys) and address in parts
    }
    return Translation(text(root, "form"), number(root, "version") or 0, text(root, "language"), texts)


def _in_words(root: Keys, texts: Mapping[str, Texts]) -> Keys:
    """Return the keys of a spec with other texts in the places of its own; where their number differs, its own stay."""
    put: dict[int, Text] = {}
    for address, part in wordy(root).items():
        given = texts.get(address, {})
        for key, own in part.texts.items():
            others = given.get(key, ())
            if len(others) == len(own):
                put |= {id(one): other for one, other in zip(own, others, strict=True)}
    return _with(root, put)


def _with(mapping: Keys, put: Mapping[int, Text]) -> Keys:
    return Keys(tuple(Entry(each.key, _put(each.value, put)) for each in mapping.entries), mapping.place)


def _put(node: Node, put: Mapping[int, Text]) -> Node:
    if isinstance(node, Text):
        return put.get(id(node), node)
    if isinstance(node, Listing):
        return Listing(tuple(_put(each, put) for each in node.nodes), node.place)
    return _with(node, put)


def _judged(root: Keys, original: Keys, language: str) -> Iterator[Problem]:
    yield from _head(root, original)
    yield from _language(root, language)
    yield from invisible_character.unseen(all_texts(root))
    words = root.get(_TEXTS)
    if isinstance(words, Keys):
        yield from _Judge(words, wordy(original)).problems()
        yield from _several_lines(root, original)
    else:
        message = "A translation needs “texts”: addresses below it, and below each the texts that belong to it."
        yield error(
            root.place if words is None else words.place, "missing-key" if words is None else "wrong-type", message
        )


def _head(root: Keys, original: Keys) -> Iterator[Problem]:
    yield from shape_of(Keys(tuple(each for each in root.entries if each.key.text != _TEXTS), root.place), _TRANSLATION)
    known = language_version.KNOWN
    if number(root, "formspec") not in {None, known}:
        message = f"This program knows version {known} of the language: write “formspec: {known}”."
        yield error(_place(root, "formspec"), language_version.ID, message)
    for key in ("form", "version"):
        written, wanted = text(root, key), text(original, key)
        if written and written != wanted:
            message = f"“{key}” says “{short(written)}”, but the spec beside this file says “{wanted}”."
            yield error(_place(root, key), f"{key}-matches-spec", message)


def _language(root: Keys, language: str) -> Iterator[Problem]:
    written = text(root, "language")
    if written and written != language:
        message = f"“language” says “{short(written)}”, but the file's name says “{language}”. Make the two the same."
        yield error(_place(root, "language"), "language-matches-file", message)
    elif written and language not in LANGUAGES:
        able = listed([f"{code} ({name})" for code, name in LANGUAGES.items()])
        message = f"Standard messages are not there in “{short(language)}”: a translation can be in {able}."
        yield error(_place(root, "language"), "unknown-language", message)


def _place(mapping: Keys, key: str) -> Place:
    value = mapping.get(key)
    return value.place if value is not None else mapping.place


def _several_lines(root: Keys, original: Keys) -> Iterator[Problem]:
    """Yield every text of several lines that stands where the spec's own has one."""
    put = _in_words(original, _translation(root, original).texts)
    before = set(one_line.check(build(original, "")))
    yield from (each for each in one_line.check(build(put, "")) if each not in before)


class _Judge:
    """Looks at the texts of a translation beside those of the spec."""

    def __init__(self, words: Keys, parts: Mapping[str, Wordy]) -> None:
        self._words = words
        self._parts = parts
        self._guesses = Guesses()

    def problems(self) -> Iterator[Problem]:
        """Yield what is wrong with the texts, and which are missing."""
        for entry in self._words.entries:
            address = entry.key.text
            if address not in self._parts:
                yield error(entry.key.place, "unknown-address", self._no_address(address))
            elif isinstance(entry.value, Keys):
                yield from self._part(entry.value, self._parts[address])
            else:
                message = f"“{short(address)}” takes keys of its own below it, each on its own line."
                yield error(entry.key.place, "wrong-type", message)
        yield from self._missing()

    def _no_address(self, address: str) -> str:
        ending = [each for each in self._parts if each.endswith(f".{address}")]
        if len(ending) == 1:
            return f"There is no “{short(address)}” in the spec. Write the whole address: {ending[0]}."
        more = self._guesses.did_you_mean(address, self._parts) or " Write ids with dots between, as section.question."
        return f"There is nothing to translate at “{short(address)}”.{more}"

    def _part(self, mapping: Keys, part: Wordy) -> Iterator[Problem]:
        yield from _shape(mapping, part.level)
        for key, texts in said(mapping, part.level).items():
            own = part.texts.get(key, ())
            if not own:
                message = f"The spec has no “{key}” at {part.address}: take this out.{_instead(key, part)}"
                yield error(_first(texts, mapping), "extra-text", message)
            elif len(own) != len(texts):
                message = f"“{key}” has {_lines(len(texts))} here and {len(own)} in the spec: write one for each."
                yield error(_first(texts, mapping), "other-length", message)
            else:
                yield from (each for pair in zip(own, texts, strict=True) for each in _placeholders(*pair))

    def _missing(self) -> Iterator[Problem]:
        """Yield a warning for every address with texts that are not translated, below the one that is before it."""
        place = self._words.place
        keys = {entry.key.text: entry for entry in self._words.entries}
        for address, part in self._parts.items():
            entry = keys.get(address)
            place = entry.key.place if entry else place
            given = said(entry.value, part.level) if entry and isinstance(entry.value, Keys) else {}
            missing = [f"“{key}”" for key in untranslated(part, given)]
            if missing:
                message = f"{address} has no {listed(missing, 'and')} here: the words of the spec will be shown."
                yield warning(place, "missing-text", message)


def _shape(mapping: Keys, level: Level) -> Iterator[Problem]:
    """Yield what is wrong with the keys of a part, and which of them are no texts."""
    texts = tuple(each for each in mapping.entries if not _is_for_the_spec(each, level))
    yield from shape_of(Keys(texts, mapping.place), level)
    for each in mapping.entries:
        if _is_for_the_spec(each, level):
            message = f"“{each.key.text}” is said in the spec alone: take this out. A translation has texts only."
            yield error(each.key.place, "unknown-key", message)


def _is_for_the_spec(entry: Entry, level: Level) -> bool:
    return entry.key.text not in level.keys and entry.key.text in LEVELS[level.name].keys


def _needs(key: str, texts: tuple[Text, ...]) -> bool:
    return key not in _MAY_STAY and any(letter.isalpha() for each in texts for letter in each.text)


def _instead(key: str, part: Wordy) -> str:
    found = nearest(key, part.texts)
    return f" Did you mean “{found}”?" if found else ""


def _first(texts: tuple[Text, ...], mapping: Keys) -> Place:
    return texts[0].place if texts else mapping.place


def _lines(count: int) -> str:
    return "1 line" if count == 1 else f"{count} lines"


def _placeholders(own: Text, other: Text) -> Iterator[Problem]:
    """Yield that a text does not have the same earlier answers in it as the spec's own."""
    wanted, found = set(PLACEHOLDER.findall(own.text)), set(PLACEHOLDER.findall(other.text))
    lost, new = [f"(({each}))" for each in sorted(wanted - found)], [f"(({each}))" for each in sorted(found - wanted)]
    if lost:
        message = f"The spec has {listed(lost, 'and')} in this text: write the same here."
        yield error(other.place, "other-placeholders", message)
    elif new:
        message = f"The spec has no {listed(new, 'and')} in this text: take it out."
        yield error(other.place, "other-placeholders", message)
