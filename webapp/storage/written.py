"""What people wrote in a document, as texts: what the search finds records by, and the looking for a person.

Here lives which texts of a document are a person's, and which the form's own.
"""

from collections.abc import Callable, Iterable, Iterator

from engine.json_value import Json, JsonObject
from engine.kinds.numbers import plain

_FORMS_OWN = frozenset(
    (
        *("address", "check", "completed", "digest", "form", "id", "message", "question", "register", "role", "sort"),
        *("spec", "status", "submitted", "was"),
    )
)
"""What documents say in the form's own words, outside of the answers."""


def texts_of(document: JsonObject) -> Iterator[str]:
    """Yield every text that people wrote in a document: the answers, and what stands around them."""
    yield from _answers(document.get("answers"))
    yield from words_around({name: each for name, each in document.items() if name != "answers"})


def words_around(value: Json) -> Iterator[str]:
    """Yield the texts of what stands around answers, without the form's own words."""
    if isinstance(value, dict):
        yield from _each(words_around, (each for name, each in value.items() if name not in _FORMS_OWN))
    elif isinstance(value, list):
        yield from _each(words_around, value)
    elif isinstance(value, str):
        yield value


def _answers(value: Json) -> Iterator[str]:
    """Yield the texts of answers, numbers among them; of a file only its name."""
    if isinstance(value, dict):
        yield from _answers(value.get("name")) if "sha256" in value else _each(_answers, value.values())
    elif isinstance(value, list):
        yield from _each(_answers, value)
    elif isinstance(value, str):
        yield value
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield plain(value)


def _each(texts: Callable[[Json], Iterator[str]], values: Iterable[Json]) -> Iterator[str]:
    for value in values:
        yield from texts(value)
