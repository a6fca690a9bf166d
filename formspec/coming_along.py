"""The translations of the last version of a form, as they come along with the next.

Here lives the way from a library to them, and what people are told of each. What becomes of a translation's text lives
in `formspec.edits.translating`.
"""

from formspec.edits.translating import RevisedWords, revised_words
from formspec.libraries import AnyLibrary, readable
from formspec.loader import load
from formspec.translation import LANGUAGES

_UNREADABLE = RevisedWords(refused="Its file cannot be opened.")


def coming_along(library: AnyLibrary, text: bytes) -> dict[str, RevisedWords]:
    """Return every translation of the version before a spec's text, made fit for it, by language; none with errors.

    The version before is the last that can be read.
    """
    spec = load(text).spec
    if spec is None:
        return {}
    earlier = (each for each in library.versions(spec.form)[::-1] if each < spec.version)
    before = next((each for each in earlier if readable(library, spec.form, each)), 0)
    if not before:
        return {}
    old = library.open(spec.form, before).text
    languages = [each for each in library.translations(spec.form, before) if each in LANGUAGES]
    return {each: _revised(library, (spec.form, before, each), old, text) for each in languages}


def _revised(library: AnyLibrary, named: tuple[str, int, str], old: bytes, text: bytes) -> RevisedWords:
    try:
        words = library.words(*named)
    except OSError:
        return _UNREADABLE
    return revised_words(words, old, text, named[2])


def told(language: str, words: RevisedWords) -> str:
    """Return what becomes of a translation, in a sentence or two."""
    name = LANGUAGES[language]
    if words.refused:
        return f"{name} does not come along. {words.refused}"
    missing = f"{words.missing} {'is' if words.missing == 1 else 'are'} missing" if words.missing else "none is missing"
    texts = f"{words.texts} {'text' if words.texts == 1 else 'texts'}"
    return f"{name} comes along from the version before: {texts}, and {missing}.{_again(len(words.reworded))}"


def _again(count: int) -> str:
    if not count:
        return ""
    these = "1 text was" if count == 1 else f"{count} texts were"
    return f" {these} reworded in the form and should be looked at again:"
