"""Forms whose rules were worked out by hand: what is asked, known, offered and wrong for some entries.

Here lives the reading of `rules/*.json`, which the engine and the browser's script are both held to. A file has the
lines of one spec, and cases: the entries, the day, and what is expected of them, as far as it is said. Of what is
expected, `errors` (each the input's name and a code), `warnings`, `offered` and `suggested` are all that there are; of
the rest, what is not named may be anything. A number is written exactly, such as 17/3, and null is what is missing.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from formspec.loader import load
from formspec.model import Spec

_FOLDER = Path(__file__).parent / "rules"
_TODAY = "2026-11-23"


@dataclass(frozen=True)
class HandCase:
    about: str
    spec: Spec
    entries: Mapping[str, str]
    today: str
    expected: Mapping[str, Any]


def hand_cases() -> Iterator[HandCase]:
    for path in sorted(_FOLDER.glob("*.json")):
        said = json.loads(path.read_text(encoding="utf-8"))
        loaded = load("\n".join(said["spec"]).encode())
        assert loaded.spec is not None, loaded.problems
        for case in said["cases"]:
            about = f"{path.stem}: {case['about']}"
            yield HandCase(about, loaded.spec, case["entries"], case.get("today", _TODAY), case["expected"])
