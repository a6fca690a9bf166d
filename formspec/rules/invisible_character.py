r"""No text has characters in it that nobody can see.

Text pasted from a word processor or a page may carry soft hyphens, zero-width spaces and marks that turn the direction
of reading. A search does not find the word that has one in it, and two words that look the same are not.

Warns::

    - id: first-aid
      label: "Who is trained in first\u200b aid?"   # <- invisible-character
      kind: text

Passes::

    - id: first-aid
      label: Who is trained in first aid?
      kind: text
"""

from collections.abc import Iterable, Iterator

from formspec.nodes import Text
from formspec.problem import Problem
from formspec.suggest import UNSEEN
from formspec.written import Written, warning

ID = "invisible-character"


def check(written: Written) -> Iterator[Problem]:
    """Yield every text with a character in it that cannot be seen."""
    yield from unseen(written.texts)


def unseen(texts: Iterable[Text]) -> Iterator[Problem]:
    """Yield every one of these texts with a character in it that cannot be seen."""
    for text in texts:
        if not text.text.isascii() and (found := UNSEEN.search(text.text)):
            before = text.text[: found.start()].split()
            after = f" after “{before[-1]}”" if before else " at its beginning"
            message = f"This text has a character in it that cannot be seen,{after}: type the words anew."
            yield warning(text.place, ID, message)
