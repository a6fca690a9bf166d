"""The kinds of question, one module each, and the registry of them all.

A new kind is one module here, its name in the table below, its fixture among the tests and its heading in
`docs/kinds.md`; a test holds the four together with the language's own table, `formspec.kinds`.
"""

from collections.abc import Mapping
from types import MappingProxyType

from engine.kinds import address, choice, choices, date, date_time, long_text, signature, text, yes_no
from engine.kinds.kind import Kind

_MODULES = (text, long_text, date, date_time, yes_no, choice, choices, signature, address)

KINDS: Mapping[str, Kind] = MappingProxyType({module.KIND.name: module.KIND for module in _MODULES})
"""Every kind, by its name in a spec."""
