"""The translation of one version of a form, made fit for the next: what still fits stays as it is written.

Here lives the change of such a file, with its remarks and its layout. Texts stand under the addresses that their parts
have now; those of parts that are gone, and those that no longer fit, are taken out. Whether a text fits is what
`formspec.translation` says of it. Nothing here translates: what was reworded in the form keeps its words, and is told.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from formspec.characters import LINE_END
from formspec.diff.compare import differences, renamed_by
from formspec.diff.renaming import readdressed, readdressed_text
from formspec.edits.continuing import Parts, continuing
from formspec.edits.entries import without_entry
from formspec.edits.pieces import Outline, Path, Piece, outline
from formspec.edits.refused import EditRefused
from formspec.edits.texts import is_braced
from formspec.events import Sort
from formspec.loader import load, reopen
from formspec.model import Spec
from formspec.nodes import Mapping as Keys
from formspec.nodes import Text
from formspec.placeholders import PLACEHOLDER
from formspec.problem import Level, Problem
from formspec.source import read
from formspec.translatable import wordy
from formspec.translation import Translation, load_translation, untranslated

_MARK = "\ufeff"
_TEXTS = "texts"
_FAULTY = "It had errors already, and was not shown."
_NOTHING = "None of its texts fits the form any more."
_NO_SPEC = "The form has errors."


@dataclass(frozen=True, slots=True)
class Reworded:
    """A text whose words in the form are others now: its address and key, those words, and its translation."""

    address: str
    key: str
    words: str
    translated: str


@dataclass(frozen=True, slots=True)
class RevisedWords:
    """A translation for the next version: its text, how many texts it has and lacks, and which to look at again.

    The text is empty where it has to be left out, for the reason that `refused` gives.
    """

    text: bytes = b""
    texts: int = 0
    missing: int = 0
    reworded: tuple[Reworded, ...] = ()
    refused: str = ""


def revised_words(words: bytes, old: bytes, new: bytes, language: str) -> RevisedWords:
    """Return the translation of a version, made fit for the text of the next one. Never raises, whatever the bytes."""
    had = load_translation(words, old, language).translation
    before, after = _version(reopen(old), old), _version(load(new).spec, new)
    if had is None or before is None:
        return RevisedWords(refused=_FAULTY)
    if after is None:
        return RevisedWords(refused=_NO_SPEC)
    revision = _Revision(before, after)
    try:
        text, made = _fitting(revision.of(words.decode("utf-8-sig"), had), new, language)
    except EditRefused as refused:
        return RevisedWords(refused=str(refused))
    mark = _MARK if words.decode().startswith(_MARK) else ""
    missing = sum(len(untranslated(part, made.texts.get(each, {}))) for each, part in after.parts.items())
    texts = sum(len(each) for each in made.texts.values())
    return RevisedWords((mark + text).encode(), texts, missing, tuple(revision.reworded(made)))


@dataclass(frozen=True, slots=True)
class _Version:
    spec: Spec
    parts: Parts


def _version(spec: Spec | None, data: bytes) -> _Version | None:
    root = read(data).root
    return _Version(spec, wordy(root)) if spec is not None and isinstance(root, Keys) else None


class _Revision:
    """A step from one version of a form to the next, for the words of its parts."""

    def __init__(self, old: _Version, new: _Version) -> None:
        self._old, self._new = old, new
        self._going = continuing(old.spec, new.spec, old.parts, new.parts)
        self._renamed = renamed_by(differences(old.spec, new.spec))

    def of(self, text: str, had: Translation) -> str:
        """Return the text of a translation without what is gone, and with the rest at its place."""
        lines = outline(_without_all(text, [each for each in had.texts if each not in self._going]))
        text = lines.text
        changes = sorted(self._changes(lines), key=lambda each: each[0].start, reverse=True)
        for piece, words in changes:
            text = text[: piece.start] + words + text[piece.end :]
        return text

    def _changes(self, lines: Outline) -> Iterator[tuple[Piece, str]]:
        """Yield what is written otherwise: the version, addresses, and those within texts."""
        yield lines.root.values["version"], str(self._new.spec.version)
        words = lines.root.values[_TEXTS]
        for address, piece in words.names.items():
            yield piece, lines.text[piece.start : piece.end].replace(address, self._going[address], 1)
        for piece in _texts(words):
            written = lines.text[piece.start : piece.end]
            yield piece, PLACEHOLDER.sub(lambda found: f"(({readdressed_text(found[1], self._renamed)}))", written)

    def reworded(self, made: Translation) -> Iterator[Reworded]:
        """Yield every text that says something else in the new version of the form than in the old."""
        origins = {new: old for old, new in self._going.items()}
        for address, texts in made.texts.items():
            before, after = self._old.parts[origins[address]].texts, self._new.parts[address].texts
            for key, words in texts.items():
                now = _joined(after[key])
                if readdressed(_joined(before.get(key, ())), self._renamed) != now:
                    yield Reworded(address, key, now, _joined(words))


def _joined(texts: tuple[Text, ...]) -> str:
    return "\n".join(each.text.strip() for each in texts)


def _texts(piece: Piece) -> Iterator[Piece]:
    if piece.sort is Sort.TEXT:
        yield piece
    for each in (*piece.parts, *piece.values.values()):
        yield from _texts(each)


def _without_all(text: str, addresses: list[str]) -> str:
    """Return the text without these addresses and what stands below them. EditRefused for all of it."""
    lines = outline(text)
    if len(addresses) == len(lines.root.values[_TEXTS].values):
        raise EditRefused(_NOTHING)
    for address in reversed(addresses):
        path = (_TEXTS, address)
        if is_braced(lines, path):
            lines = outline(_without(lines.text, path))
        else:
            lines = replace(lines, text=without_entry(lines, path))  # what stands before it stays where it was
    return lines.text


def _without(text: str, path: Path) -> str:
    """Return the text without a key, and without all that would be left empty by that. EditRefused for all of it."""
    lines = outline(text)
    while len(path) > 1 and len(lines.at(path[:-1]).values) == 1:
        path = path[:-1]
    if path == (_TEXTS,):
        raise EditRefused(_NOTHING)
    return without_entry(lines, path)


def _fitting(text: str, new: bytes, language: str) -> tuple[str, Translation]:
    """Return the text without whatever does not fit a spec, and what it says."""
    while (loaded := load_translation(text.encode(), new, language)).translation is None:
        lines = outline(text)
        wrong = [each for each in loaded.problems if each.level is Level.ERROR]
        for path in {_way(lines, problem): None for problem in wrong}:
            if _stands(outline(text).root, path):
                text = _without(text, path)
    return text, loaded.translation


def _stands(piece: Piece, path: Path) -> bool:
    for step in path:
        if str(step) not in piece.values:
            return False
        piece = piece.values[str(step)]
    return True


def _way(lines: Outline, problem: Problem) -> Path:
    """Return the way to the key of a text that has a problem. EditRefused where it is about something else."""
    ends = [0, *(each.end() for each in LINE_END.finditer(lines.text))]
    path = _inmost(lines.root, ends[problem.line - 1] + problem.column - 1)
    if path[:1] != (_TEXTS,) or len(path) == 1:
        raise EditRefused(problem.message)
    return path


def _inmost(piece: Piece, position: int) -> Path:
    for name, key in piece.names.items():
        value: Piece = piece.values[name]
        if key.start <= position < value.end:
            return (name,) if position < key.end else (name, *_inmost(value, position))
    return ()
