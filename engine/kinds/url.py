"""The kind `url`: the address of a web page."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar

from engine.kinds.written import WrittenKind
from engine.language import noted
from engine.shapes import BLANK

SCHEME = "https://"

_SCHEME = re.compile("([A-Za-z][A-Za-z0-9+.-]*)://(.*)")
_LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_REST = f'[^{BLANK}\\x00-\\x1b\\x7f"<>]*'


class UrlKind(WrittenKind):
    """The address of a web page, with http or https before it: https where the person typed neither."""

    name: ClassVar[str] = "url"
    nature: ClassVar[str] = noted("a web address")
    reader: ClassVar[str] = "url"
    limit: ClassVar[int] = 2000
    pattern: ClassVar[str] = f"https?://(?:{_LABEL}\\.)+{_LABEL}(?::[0-9]{{1,5}})?(?:[/?#]{_REST})?"
    code: ClassVar[str] = "not-a-url"
    sample: ClassVar[str] = "https://www.example.com"
    attributes: ClassVar[Mapping[str, str]] = MappingProxyType({"inputmode": "url", "spellcheck": "false"})

    def tidy(self, text: str) -> str:
        """Return the address with its scheme in small letters, which is https where there was none."""
        found = _SCHEME.fullmatch(text)
        return f"{found[1].lower()}://{found[2]}" if found else SCHEME + text


KIND = UrlKind()
