"""The kinds of question, one module each, and the registry of them all.

A kind that the language knows (`formspec.kinds`) is found in the module of its name here. With its fixture among the
tests and its heading in `docs/kinds.md` that makes four places, and a test holds them together.
"""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from types import MappingProxyType

from engine.kinds.kind import Kind
from engine.language import ENGLISH, Language
from formspec import kinds as words


def _kind(name: str) -> Kind:
    kind: Kind = import_module(f"{__name__}.{name.replace('-', '_')}").KIND
    return kind


KINDS: Mapping[str, Kind] = MappingProxyType({name: _kind(name) for name in words.KINDS})
"""Every kind, by its name in a spec."""


@cache
def kinds_in(language: Language) -> Mapping[str, Kind]:
    """Return every kind with its labels and messages in a language."""
    if language is ENGLISH:
        return KINDS
    return MappingProxyType({name: type(kind)(language) for name, kind in KINDS.items()})
