"""What the pages of an outing say of saving, and which text was written over which.

Here lives the remembering alone: nothing is done in a browser, and nothing judged.
"""

import json
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import ConsoleMessage

EAR = Path(__file__).with_name("heard.js")
"""The script by which a page is heard."""
_BETWEEN = re.compile("\n\n| / ")
"""What stands between two texts of an answer where somebody keeps both."""
_SAFE = re.compile("(.+) is (?:added and saved|kept on this device)")


@dataclass
class Heard:
    """What the pages said: texts by input and photos that are saved; and which text was written over which."""

    texts: set[tuple[str, str]] = field(default_factory=set)
    photos: set[str] = field(default_factory=set)
    over: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    decided: set[str] = field(default_factory=set)
    """Texts between which somebody chose where two were written at once."""

    def hear(self, said: ConsoleMessage) -> None:
        if said.text.startswith("heard "):
            told = json.loads(said.text.removeprefix("heard "))
            self.texts |= {(name, text) for name, text in told.get("shown", {}).items() if text}
            self.decided |= set(told.get("decided", []))
            self._wrote(told.get("wrote", {}), told.get("before", {}))
            if safe := _SAFE.match(told.get("photo", "")):
                self.photos.add(safe[1])

    def _wrote(self, entries: Mapping[str, str], before: Mapping[str, str]) -> None:
        for name, text in entries.items():
            if before.get(name, "") not in {"", text}:
                self.over[name, text].add(before[name])

    def replaced_by(self, name: str, text: str) -> set[str]:
        """Return what somebody wrote a text over, or each of two, what that was written over, and so on."""
        found: set[str] = set()
        left = [text, *_BETWEEN.split(text)]
        while left:
            new = self.over[name, left.pop()] - found
            found |= new
            left += new
        return found
