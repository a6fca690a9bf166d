"""The kind `scale`: one of several options that each count a score."""

from typing import ClassVar

from engine.kinds.choice import ChoiceKind


class ScaleKind(ChoiceKind):
    """One of the options of a scale; the record keeps the option, and its score is what it counts in sums."""

    name: ClassVar[str] = "scale"


KIND = ScaleKind()
