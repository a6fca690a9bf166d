"""The kind `phone`: a telephone number."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar

from engine.kinds.written import WrittenKind
from engine.language import noted
from engine.shapes import BLANK

_BLANKS = re.compile(f"[{BLANK}]+")
_BETWEEN = "[ ()./-]{0,3}"
_EXTENSION = "(?:,? ?(?:[Ee][Xx][Tt](?:[Ee][Nn][Ss][Ii][Oo][Nn]|\\.)?|[Xx]|#) ?[0-9]{1,6})"


class PhoneKind(WrittenKind):
    """A telephone number of any country, as people write it, with an extension where there is one."""

    name: ClassVar[str] = "phone"
    nature: ClassVar[str] = noted("a phone number")
    reader: ClassVar[str] = "phone"
    limit: ClassVar[int] = 40
    pattern: ClassVar[str] = f"[(]?(?:[+] ?)?[(]?[0-9](?:{_BETWEEN}[0-9]){{6,17}}{_EXTENSION}?"
    code: ClassVar[str] = "not-a-phone"
    sample: ClassVar[str] = "01632 960 001"
    attributes: ClassVar[Mapping[str, str]] = MappingProxyType({"inputmode": "tel"})

    def tidy(self, text: str) -> str:
        """Return the number with one plain space wherever there were blanks."""
        return _BLANKS.sub(" ", text)


KIND = PhoneKind()
