"""What stands around the answers in a document: which members there are, and what each may hold.

Here lives one table for a submission and one for a draft, shared by the published schema and by validation. The
answers themselves are described in `engine.schema` and taken apart in `engine.document`.
"""

from collections.abc import Mapping

from engine.carried import VERSION
from engine.carried import shape as carries
from engine.form import PARTS, Cell, Form
from engine.kinds.kind import CNFO, REASON_LIMIT
from engine.partners import PARTNERS, shape_of
from engine.ruled import checks_of
from engine.shapes import Shape, closed, either, exactly, listing, matching, one_of, words
from formspec.logic import Outcome

MOST_LISTED = 10_000
"""The most findings, gaps or warnings: as many as a form can have answers."""
FORMAT = 1
"""The version of the document itself: what stands around the answers, and how. A later one has another number."""
MOMENT = "2[0-9]{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z"
"""A moment in UTC to the second, of the years 2000 to 2999: each of them has a day wherever it is shown."""
IDENTIFIER = "[0-9A-Za-z_-]{1,64}"
SHA256 = "sha256:[0-9a-f]{64}"


def submission_members(form: Form) -> dict[str, Shape]:
    """Return what a submission holds beside its answers; all of it is required."""
    return {
        **_pinned(form),
        "status": exactly("submitted"),
        "submitted": matching(MOMENT),
        **_circumstances(form),
        "findings": _findings(form),
        **_ruled(form),
        "digest": matching(SHA256),
    }


def draft_members(form: Form) -> dict[str, Shape]:
    """Return what a draft holds beside its answers; all of it is required."""
    return {**_pinned(form), "status": exactly("draft"), "saved": matching(MOMENT), **_circumstances(form)}


def origin_members() -> dict[str, Shape]:
    """Return what a document holds besides where it came from another one; none of it is required.

    `carried` lists what became of the answers each time they were carried to a later version, with what has no place
    any more; `reissues` names the submission that this one is issued in place of.
    """
    reissued = {"id": matching(IDENTIFIER), "version": VERSION, "digest": matching(SHA256)}
    return {"carried": carries(), "reissues": closed(reissued, required=reissued)}


def _pinned(form: Form) -> dict[str, Shape]:
    return {
        "format": exactly(FORMAT),
        "form": exactly(form.spec.form),
        "version": exactly(form.spec.version),
        "spec": exactly(f"sha256:{form.spec.sha256}"),
        "id": matching(IDENTIFIER),
    }


def _circumstances(form: Form) -> dict[str, Shape]:
    return {"by": _by(form), "about": _about(form)}


def _by(form: Form) -> Shape:
    members: Mapping[str, Shape] = {"name": words()} if form.spec.completed_by else {}
    return closed(members, required=())


def _about(form: Form) -> Shape:
    nothing = closed({}, required=())
    about = form.spec.about
    if about is None:
        return nothing
    members = {"register": exactly(about.register), "question": exactly(about.question), "name": words()}
    return either(nothing, closed(members, required=members))


_NUMBER = Shape({"type": "number"}, lambda given: isinstance(given, int | float) and not isinstance(given, bool))


def _findings(form: Form) -> Shape:
    lists = {
        "concerns": _collected(form, form.with_role("concern"), _beside(form, "concern")),
        "actions": _collected(form, form.with_role("action"), _beside(form, "action")),
        CNFO: _collected(form, tuple(cell for cell in form.cells if cell.reason), {}),
    }
    single = {
        role: either(*(cell.kind.shape(cell.column, complete=True) for cell in cells))
        for role in ("outcome", "reasons")
        if (cells := form.with_role(role))
    }
    return closed(lists | single, required=lists)


def _beside(form: Form, role: str) -> dict[str, Shape]:
    """Return what may be said beside a concern or an action in a form, by the role; none of it need be."""
    said: dict[str, Shape] = {}
    for partner in PARTNERS[role]:
        shapes = {str(shape.schema): shape for shape in map(shape_of, form.with_role(partner))}
        if shapes:
            said[partner] = either(*shapes.values())
    return said


def _collected(form: Form, cells: tuple[Cell, ...], beside: Mapping[str, Shape]) -> Shape:
    """Return the shape of a list of findings; those with a version were brought to light under an earlier one."""
    found = {"address": words(), "question": words(), "text": words()}
    carried = {**found, "version": VERSION}
    shapes = [closed(carried, required=carried)]
    if form.row_names is not None:
        shapes.insert(0, closed({**found, **beside}, required=found))
    elif cells:
        own = {**found, "address": one_of([cell.address for cell in cells])}
        shapes.insert(0, closed({**own, **beside}, required=own))
    return listing(either(*shapes), most=MOST_LISTED)


def _ruled(form: Form) -> dict[str, Shape]:
    """Return what a form's own rules come to; nothing of what the form does not have."""
    ruled: dict[str, Shape] = {}
    if form.spec.outcomes:
        ruled["outcomes"] = closed({each.id: _outcome(each) for each in form.spec.outcomes}, required=())
    if any(check.warns for check in checks_of(form.spec)):
        members = {"check": words(), "message": words(), "reason": words(REASON_LIMIT)}
        warning = closed(members, required=("check", "message"))
        ruled["warnings"] = listing(warning, most=MOST_LISTED)
    if form.spec.parts:
        part = {
            "id": one_of([part.id for part in form.spec.parts]),
            "completed": matching(MOMENT),
            "digest": matching(SHA256),
        }
        count = len(form.spec.parts)
        ruled[PARTS] = listing(closed(part, required=part), least=count, most=count)
    return ruled


def _outcome(outcome: Outcome) -> Shape:
    if outcome.gaps is None:
        return either(_NUMBER, words())
    gap = {"address": words(), "question": words(), "text": words()}
    return listing(closed(gap, required=gap), most=MOST_LISTED)
