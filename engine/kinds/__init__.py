"""The kinds of question, one module each, and the registry of them all.

A new kind is one module here with its name in the table below, its line in `formspec.kinds`, its fixture among the
tests and its heading in `docs/kinds.md`; a test holds the four together.
"""

from collections.abc import Mapping
from types import MappingProxyType

from engine.kinds import (
    address,
    calculated,
    choice,
    choices,
    date,
    date_time,
    decimal,
    declaration,
    email,
    file,
    long_text,
    person,
    phone,
    photo,
    scale,
    signature,
    text,
    time,
    url,
    whole_number,
    yes_no,
)
from engine.kinds.kind import Kind

_MODULES = (
    text,
    long_text,
    whole_number,
    decimal,
    date,
    time,
    date_time,
    yes_no,
    choice,
    choices,
    scale,
    email,
    phone,
    url,
    person,
    file,
    photo,
    signature,
    declaration,
    address,
    calculated,
)

KINDS: Mapping[str, Kind] = MappingProxyType({module.KIND.name: module.KIND for module in _MODULES})
"""Every kind, by its name in a spec."""
