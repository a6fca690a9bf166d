"""What was typed on a page of an older version, and sent after somebody carried the draft to a newer one.

Here lives what becomes of it: it is carried the same way as the draft was, and merged with what was saved since, so
that no word is lost; and the page that says so, answer by answer.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from uuid import uuid4

from flask import render_template, url_for

from engine.carried import AGAIN, LEFT, Carried, Step
from engine.carry import carry_through
from engine.carry.units import units_of
from engine.form import Form
from engine.kinds.kind import is_blank
from engine.notes import is_note
from webapp.pages.carried.versions import line
from webapp.pages.desk import desk, today
from webapp.pages.drafts.declaring import cleared_by
from webapp.pages.drafts.still_open import shut_names, still_open
from webapp.pages.shelf import Edition
from webapp.storage.failures import DraftClosed
from webapp.storage.identifiers import storable
from webapp.storage.merge import merge
from webapp.storage.stored import Carried as Move
from webapp.storage.stored import Conflict, Draft, Entry

Typing = Callable[[Edition, Draft], Mapping[str, str]]
"""What was typed, as entries, given the older version and the draft as it stood when it was carried."""
_NOTHING = "Nothing"
_EMPTIED = "An answer that you emptied"
_SHUT = "Not saved: the part that it belongs to is complete, or waits for another."
_TAKEN = "Not saved: somebody else changed this answer meanwhile."


@dataclass(frozen=True, slots=True)
class LateAnswer:
    """An answer that was typed: the question and the words, what became of it, and the page that it stands on now."""

    question: str
    words: str
    fate: str
    url: str


def moves_since(draft: Draft, base: int) -> tuple[Move, ...]:
    """Return each time that a draft was carried since a revision that somebody saw, the first first."""
    return tuple(each for each in desk().repository.carried(draft.id) if each.revision > base)


def save_late(draft: Draft, moves: tuple[Move, ...], base: int, typing: Typing) -> tuple[str, int]:
    """Keep what was typed under the version before a draft was carried, and return the page that says what became."""
    at, first = desk(), moves[0]
    old, history = at.edition(first.from_sha256), at.repository.history(draft.id)
    seen, kept = _entries(history, base), _entries(history, first.revision - 1)
    typed = typing(old, replace(draft, version=first.from_version, sha256=first.from_sha256, entries=kept))
    mine, refused = _merged(old.form, seen, kept, typed)
    now = at.edition(draft.sha256)
    versions = line(at, first.from_sha256, now)
    before = carry_through(versions, kept, today=today())
    after = carry_through(versions, _filled({**kept, **mine}), today=today())
    posted = _changed(before.entries, after.entries)
    form = now.form.of(after.entries)
    answers_sent = posted.keys() - form.reasons
    late = _Late(draft, form, after, mine, shut_names(now.form, draft, answers_sent))
    open_still = {name: text for name, text in posted.items() if name not in late.shut}
    carried, taken = _merged(now.form, before.entries, _entries(history, moves[-1].revision), open_still)
    not_saved = [*_not_saved(old.form, kept, refused)]
    try:
        groups = _answers(late.form, carried)
        saved = at.repository.save(
            draft.id,
            base=moves[-1].revision,
            posted=carried,
            groups=groups,
            settle=cleared_by(now.form),
            asked=draft.sha256,
            require=still_open(now.form, carried.keys() & answers_sent),
        )
    except DraftClosed as closed:
        answers = [replace(each, fate="Not saved.", url="") for each in (*late.told(()), *not_saved)]
        return _page(now, draft, answers, state=closed.state), 409
    for left, at_revision in ((refused, first.revision - 1), ((*taken, *saved.conflicts), 0)):
        at.repository.set_aside_once(draft.id, uuid4().hex, {each.name: each.yours for each in left}, base=at_revision)
    answers = [*late.told([each.name for each in (*taken, *saved.conflicts)]), *not_saved]
    whole = not late.shut and all(each.url for each in answers)
    page = _page(now, draft, answers, whole=whole, again=bool(saved.cleared))
    return page, 200 if whole else 409


def _merged(
    form: Form, seen: Mapping[str, str], kept: Mapping[str, str], typed: Mapping[str, str]
) -> tuple[dict[str, str], tuple[Conflict, ...]]:
    """Return what one person typed that nobody else changed since they saw it, and what somebody else did."""
    posted = {name: storable(text) for name, text in typed.items()}
    return merge(seen, kept, posted, groups=_answers(form.of(_filled({**kept, **posted})), posted))


def _not_saved(form: Form, kept: Mapping[str, str], refused: Iterable[Conflict]) -> Iterator[LateAnswer]:
    """Yield the answers that somebody else changed before the draft was carried, as this person typed them."""
    mine = {each.name: each.yours for each in refused}
    units = units_of(form, _filled({**kept, **mine}), today())
    told = [unit for unit in units if not mine.keys().isdisjoint(unit.names)]
    yield from (LateAnswer(unit.question, unit.words, _TAKEN, "") for unit in told)
    if not {*mine} <= {name for unit in told for name in unit.names}:
        yield LateAnswer(_EMPTIED, _NOTHING, _TAKEN, "")


def _entries(history: Iterable[Entry], revision: int) -> dict[str, str]:
    """Return what a draft held at a revision."""
    return _filled({each.name: each.value for each in history if each.revision <= revision and not is_note(each.name)})


def _filled(entries: Mapping[str, str]) -> dict[str, str]:
    return {name: text for name, text in entries.items() if text}


def _changed(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, str]:
    names = dict.fromkeys((*before, *after))
    return {name: after.get(name, "") for name in names if before.get(name, "") != after.get(name, "")}


def _answers(form: Form, posted: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    """Yield the inputs of each answer that anything was posted for."""
    return (cell.typed for cell in form.cells if not posted.keys().isdisjoint(cell.typed))


@dataclass(frozen=True, slots=True)
class _Late:
    """What one person typed too late: the new form with it, what was carried, and the old entries that they changed.

    `shut` are the inputs that it became, and that belong to a part which cannot be filled in now.
    """

    draft: Draft
    form: Form
    after: Carried
    mine: Mapping[str, str]
    shut: Collection[str]

    def told(self, conflicts: Collection[str]) -> Iterator[LateAnswer]:
        """Yield what became of each answer, given the inputs that somebody else changed as well."""
        for step in self.after.report:
            if not self.mine.keys().isdisjoint(step.names):
                fate, is_saved = self._fate(step, conflicts)
                yield LateAnswer(step.question, step.before, fate, self._url(step.address) if is_saved else "")
        if any(map(is_blank, self.mine.values())):
            url = url_for("drafts.tasks", draft_id=self.draft.id)
            yield LateAnswer(_EMPTIED, _NOTHING, "Look whether it is empty now.", url)

    def _fate(self, step: Step, conflicts: Collection[str]) -> tuple[str, bool]:
        """Return what became of an answer in words, and whether it is kept."""
        if step.sort == LEFT:
            return f"Not saved. {step.note}", False
        for names, why in ((conflicts, _TAKEN), (self.shut, _SHUT)):
            if any(f"{each}.".startswith(f"{step.address}.") for each in names):
                return why, False
        return step.note if step.sort == AGAIN else "Saved.", not self.after.left.keys() >= {*step.names}

    def _url(self, address: str) -> str:
        cell = self.form.by_address.get(address)
        name = cell.names[0] if cell and cell.names else address
        section = address.partition(".")[0]
        if section not in {each.id for each in self.form.spec.sections}:
            return url_for("drafts.check", draft_id=self.draft.id)
        return url_for("sections.page", draft_id=self.draft.id, section_id=section, _anchor=name)


def _page(
    now: Edition,
    draft: Draft,
    answers: list[LateAnswer],
    *,
    whole: bool = False,
    again: bool = False,
    state: str = "open",
) -> str:
    told = {"answers": answers, "whole": whole, "again": again, "state": state}
    return render_template("late.html", spec=now.spec, draft=draft, version=now.spec.version, **told)
