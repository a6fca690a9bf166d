"""What was typed to decide: the option, the reasons, what must close first, and what is said to each warning.

Here lives what is wrong with what was typed, and how long it may be. What stands against an option is for `against` to
say.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from engine.deciding import Caution, Deciding
from webapp.pages.decisions.against import mark_of
from webapp.pages.identity import viewer
from webapp.storage.decision_statements import Answered, Made
from webapp.storage.identifiers import is_id, new_id

LONGEST = 4_000
_LONGEST_NAME = 200
OPTION, REASONS = "decision.option", "decision.reasons"
"""The names of the inputs of the option and of the reasons."""
CLOSE, WHY = "close.", "why."
"""What the names begin with of the box that makes an action a condition, and of what is said to a warning."""
REISSUED, DECIDED = "reissued", "decided"
_CHANGED = "What stands against this reads otherwise now. Look at it, then decide again"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """What was typed, and what is wrong, by the name of the input; `refused` is a sentence for what was not done.

    `id` is what it is decided under, once however often it is sent, `base` the decision that was seen to stand, "" for
    none, and `seen` the re-issues of the record that were seen; `moved` says what is there by now that was
    not: REISSUED for a re-issue, DECIDED for a decision. `mark` says which warnings were read.
    """

    id: str
    base: str
    option: str = ""
    reasons: str = ""
    by: str = ""
    close: frozenset[str] = frozenset()
    why: Mapping[str, str] = field(default_factory=dict)
    mark: str = ""
    seen: frozenset[str] = frozenset()
    faults: Mapping[str, str] = field(default_factory=dict)
    refused: str = ""
    moved: str = ""

    def made(self, asked: Deciding, cautions: tuple[Caution, ...]) -> Made:
        """Return what is decided; only where nothing is wrong."""
        return Made(
            id=self.id,
            option=self.option,
            words=asked.label(self.option),
            reasons=self.reasons,
            who=self.by,
            warnings=tuple(Answered(each.check, each.kept or each.message, self.why[each.check]) for each in cautions),
            conditions=tuple(sorted(self.close)),
        )


def nothing_yet(base: str) -> Entered:
    """Return what stands in the inputs before anybody types."""
    return Entered(id=new_id(), base=base)


def typed_of(sent: Mapping[str, str], *, refused: str = "") -> Entered:
    """Return what was typed, without a look at what is wrong."""
    sent_id, base = sent.get("id", ""), sent.get("base", "")
    return Entered(
        id=sent_id if is_id(sent_id) else new_id(),
        base=base if is_id(base) else "",
        option=sent.get(OPTION, ""),
        reasons=_lines(sent.get(REASONS, "")),
        by=" ".join(sent.get("by", "").split()),
        close=frozenset(_named(sent, CLOSE)),
        why={name: _lines(sent[f"{WHY}{name}"]) for name in _named(sent, WHY)},
        mark=sent.get("mark", ""),
        seen=frozenset(filter(is_id, sent.get("seen", "").split())),
        refused=refused,
    )


def judged(typed: Entered, asked: Deciding, cautions: tuple[Caution, ...]) -> Entered:
    """Return what was typed with what is wrong, and under the mark of the warnings that are read with that."""
    faults = dict(_faults(typed, asked))
    unanswered = dict(_unanswered(typed, cautions))
    if cautions and not unanswered and typed.mark != mark_of(cautions):
        unanswered = {f"{WHY}{cautions[0].check}": _CHANGED}
    return replace(typed, faults=faults | unanswered, mark=mark_of(cautions) if cautions else "")


def _faults(typed: Entered, asked: Deciding) -> Iterator[tuple[str, str]]:
    if typed.option not in {each.value for each in asked.choices}:
        yield OPTION, "Choose what you decide"
    if not typed.reasons:
        yield REASONS, "Enter your reasons"
    elif len(typed.reasons) > LONGEST:
        yield REASONS, f"Your reasons must be {LONGEST:,} characters or fewer"
    if viewer().anybody and not 0 < len(typed.by) <= _LONGEST_NAME:
        yield "by", f"Your name must be {_LONGEST_NAME} characters or fewer" if typed.by else "Enter your name"


def _unanswered(typed: Entered, cautions: tuple[Caution, ...]) -> Iterator[tuple[str, str]]:
    for each in cautions:
        said = typed.why.get(each.check, "")
        if not said:
            yield f"{WHY}{each.check}", f"Answer: {each.message}"
        elif len(said) > LONGEST:
            yield f"{WHY}{each.check}", f"What you say to a warning must be {LONGEST:,} characters or fewer"


def _named(sent: Mapping[str, str], begins: str) -> Iterator[str]:
    return (name.removeprefix(begins) for name in sent if name.startswith(begins))


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").strip()
