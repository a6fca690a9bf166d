"""What differs between the translations of two versions of a form, text by text.

Here lives that comparing; an address that a part had before counts as the one that it has now.
"""

from collections.abc import Iterator, Mapping

from formspec.diff.change import Change, Level
from formspec.diff.renaming import readdressed, readdressed_text
from formspec.translatable import Texts
from formspec.translation import LANGUAGES, Translation

Words = Mapping[str, Translation]
"""The translations of one version, by the code of their language."""
_Said = dict[tuple[str, str], str]


def compared_words(old: Words, new: Words, *, moved: Mapping[str, str], renamed: Mapping[str, str]) -> Iterator[Change]:
    """Yield every text that a language says otherwise, and every language that came or went.

    `moved` are the new addresses of parts as translations have them, `renamed` those that texts name in brackets.
    """
    for code in sorted(old.keys() | new.keys()):
        if code not in new:
            yield _language(code, "removed", Level.TIGHTENING, "can no longer be read in")
        elif code not in old:
            yield _language(code, "added", Level.ADDITION, "can now be read in")
        else:
            before = {
                (readdressed_text(address, moved), key): readdressed(text, renamed)
                for (address, key), text in _said(old[code])
            }
            yield from _texts(code, before, dict(_said(new[code])))


def _said(words: Translation) -> Iterator[tuple[tuple[str, str], str]]:
    for address, texts in words.texts.items():
        for key, text in _joined(texts):
            yield (address, key), text


def _joined(texts: Texts) -> Iterator[tuple[str, str]]:
    for key, some in texts.items():
        yield key, "\n".join(each.text.strip() for each in some)


def _language(code: str, sort: str, level: Level, words: str) -> Change:
    name = LANGUAGES[code]
    return Change(
        sort="added" if sort == "added" else "removed",
        noun="language",
        address=code,
        name=name,
        old="" if sort == "added" else name,
        new=name if sort == "added" else "",
        level=level,
        affects=("readers",),
        sentence=f"The form {words} {name}.",
        language=code,
    )


def _texts(code: str, old: _Said, new: _Said) -> Iterator[Change]:
    for address, key in dict.fromkeys((*old, *new)):
        before, after = old.get((address, key), ""), new.get((address, key), "")
        if before != after:
            done = (
                "has changed" if before and after else "is new" if after else "is gone: the form itself is read there"
            )
            yield Change(
                sort="changed",
                noun="language",
                address=address,
                key=key,
                name=address,
                old=before,
                new=after,
                level=Level.WORDING,
                affects=("readers",),
                sentence=f"The {LANGUAGES[code]} wording ({key}) at {address} {done}.",
                language=code,
            )
