"""What is shown of something that was found: the words around those that were looked for, and where they stand.

Here lives the choosing of places, those with most of the words first, and that a text is cut around them. Which words
are the same is for `webapp.sought` to say.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from webapp.sought import Terms

_MOST = 3


@dataclass(frozen=True, slots=True)
class Snippet:
    """Words around what was found: what they answer or say, and the words in pieces, each marked or not."""

    label: str
    pieces: tuple[tuple[str, bool], ...]


def snippets(terms: Terms, texts: Iterable[tuple[str, str]]) -> tuple[Snippet, ...]:
    """Return the best places among texts, each with what it is; none where no text has one of the words."""
    counted = [(terms.number_in(text), label, text) for label, text in dict.fromkeys(texts)]
    best = sorted((each for each in counted if each[0]), key=lambda each: -each[0])
    return tuple(Snippet(label, terms.marked(text)) for _, label, text in best[:_MOST])
