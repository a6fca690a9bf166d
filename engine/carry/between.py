"""What each part of one version was in another, whichever of the two came first.

Here lives the way back. The way forward is declared in specs, and read by `formspec.sources`.
"""

from collections.abc import Sequence

from engine.form import Form
from formspec.sources import Sources, Traced, sources_through


def sources_between(forms: Sequence[Form]) -> Sources:
    """Return what the parts of the last of these versions were in the first, with all between in their order."""
    specs = [each.spec for each in forms]
    if specs[0].version <= specs[-1].version:
        return sources_through(specs)
    forward = sources_through(specs[::-1])
    return Sources(
        _back(forward.sections),
        _back(forward.questions),
        _back(forward.answers),
        _back(forward.prompts),
        _back(forward.options),
    )


def _back(forward: Traced) -> Traced:
    return Traced({old: forward.became(old) for old in forward.places}, forward.origins)
