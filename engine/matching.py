"""Whether an answer fits the pattern that a spec gives for it.

Here lives RE2, whose time grows with the text alone. `engine/script/pattern.js` is the same for a page.
"""

from collections.abc import Callable
from functools import lru_cache

import re2  # type: ignore[import-untyped]  # it comes without types

_MEMORY = 64 << 20


def matches(pattern: str, text: str) -> bool:
    """Say whether a text of one line fits a pattern, from its first character to its last."""
    return "\n" not in text and _compiled(pattern)(text) is not None


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> Callable[[str], object]:
    options = re2.Options()
    options.max_mem = _MEMORY
    options.log_errors = False
    fits: Callable[[str], object] = re2.compile(pattern, options).fullmatch
    return fits
