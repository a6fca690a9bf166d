"""The kind `email`: an email address."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar

from engine.kinds.written import WrittenKind
from engine.language import noted

_NAME = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_HOST = "(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+"
_LAST = "(?:[A-Za-z]{2,63}|[Xx][Nn]--[A-Za-z0-9-]{1,58}[A-Za-z0-9])"


class EmailKind(WrittenKind):
    """An email address in plain letters, as nearly all are: one @, and a host with a point in it."""

    name: ClassVar[str] = "email"
    nature: ClassVar[str] = noted("an email address")
    limit: ClassVar[int] = 254
    pattern: ClassVar[str] = f"{_NAME}(?:\\.{_NAME})*@{_HOST}{_LAST}"
    code: ClassVar[str] = "not-an-email"
    sample: ClassVar[str] = "name@example.com"
    attributes: ClassVar[Mapping[str, str]] = MappingProxyType({"inputmode": "email", "spellcheck": "false"})


KIND = EmailKind()
