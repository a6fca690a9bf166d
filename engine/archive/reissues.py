"""Which submissions of an archive re-issue which: none is believed that names one in it and means another.

Here lives that alone. A digest is over what a submission re-issues, too, so none that names what is truly there comes
back to itself.
"""

from engine.carried import origin_of
from engine.form import Form
from engine.json_value import JsonObject

_AGAIN = "have the ZIP made again where it was submitted"


class Reissues:
    """What was read so far: each submission by its id, and what is said of those that are re-issued."""

    def __init__(self) -> None:
        self._held: dict[str, int] = {}
        self._named: dict[str, tuple[str, int]] = {}

    def fault(self, form: Form, document: JsonObject) -> str:
        """Know one more submission without errors; return what is wrong with who re-issues whom, "" for nothing."""
        own, known = str(document["id"]), _mark(form, form.spec.version, document["digest"])
        self._held[own] = known
        before = origin_of(document).reissues
        if before is not None:
            if before.id == own:
                return f"The submission {own} in it re-issues itself: {_AGAIN}."
            named = _mark(form, before.version, before.digest)
            if self._held.get(before.id, named) != named:
                return _other(own, before.id)
            self._named[before.id] = own, named
        by, named = self._named.get(own, (own, known))
        return "" if named == known else _other(by, own)


def _other(by: str, before: str) -> str:
    return (
        f"The submission {by} in it re-issues {before}, which has another form, version or digest in it than {by} "
        f"says: {_AGAIN}."
    )


def _mark(form: Form, version: int, digest: object) -> int:
    return hash((form.spec.form, version, digest))
