"""An action in words: whose it is, how it is due, and what each entry of its history changed.

Here lives that wording alone. The sentences around it stand in the templates.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from engine.stored_file import StoredFile
from formspec.reviews import day_in_words
from webapp.action_state import Standing
from webapp.pages.desk import Desk, today
from webapp.pages.drafts.sharing import told_apart
from webapp.pages.identity import viewer
from webapp.storage.action_files import Undoing
from webapp.storage.action_statements import Action, Entry

NOBODY = "Nobody yet"
NO_DAY = "No day"


@dataclass(frozen=True, slots=True)
class ShownAction:
    """An action as lists show it: the title of its form, whose it is, and how it is due, "" where it is not."""

    action: Action
    title: str
    owner: str
    is_mine: bool
    due: str
    pressing: str


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A file as an entry of a history shows it: whether it stands there, and whether whoever looks may undo that.

    `again` says that it stands in a later entry, where something else is said of it.
    """

    file: StoredFile
    stands: bool
    undo: bool
    again: bool = False


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """An entry of a history: when, who, what it changed by name and words, what was said, and its files.

    `first` says that it is the one that an action begins with; `author` is "" where no account did it. `files` are
    those that it added, `removed` those that it took off, `captioned` those of the files that stood there before, of
    which it says something else.
    """

    moment: datetime
    author: str
    first: bool
    changes: tuple[tuple[str, str], ...]
    note: str
    files: tuple[ShownFile, ...]
    removed: tuple[ShownFile, ...]
    captioned: frozenset[str]


def shown(at: Desk, found: Iterable[Action]) -> list[ShownAction]:
    """Return actions as lists show them."""
    names, titles = at.repository.names(), dict[str, str]()
    listed = []
    for each in found:
        if each.sha256 not in titles:
            titles[each.sha256] = at.edition(each.sha256).spec.title
        listed.append(_shown(each, titles[each.sha256], names))
    return listed


def entries(history: Iterable[Entry], names: Mapping[str, str], undoing: Undoing) -> list[ShownEntry]:
    """Return a history as its page shows it to somebody who may undo so much of it, the first entry first."""
    found: list[ShownEntry] = []
    before: Standing | None = None
    entered = tuple(history)
    latest = {file.sha256: each.revision for each in entered for file in (*each.removed, *each.files)}
    for each in entered:
        changes = tuple(_changes(before, each.standing, names))
        author = names.get(each.author, "")
        stands = {name for name, revision in latest.items() if revision == each.revision}
        captioned = _captioned(each)
        again = _next(entered, each)
        files = tuple(
            replace(_shown_file(file, stands, undoing.remove), again=file.sha256 in again) for file in each.files
        )
        gone = (file for file in each.removed if file.sha256 not in captioned)
        removed = tuple(_shown_file(file, stands, undoing.put_back) for file in gone)
        found.append(ShownEntry(each.moment, author, before is None, changes, each.note, files, removed, captioned))
        before = each.standing
    return found


def owner_words(standing: Standing, names: Mapping[str, str]) -> str:
    """Return whose an action is: the name of the account, the name in words, or that it is nobody's."""
    return names.get(standing.owner, "") or standing.who or NOBODY


def owner_choices(at: Desk, chosen: str) -> list[tuple[str, str]]:
    """Return the accounts that an action can be given to, by id, with what tells each apart.

    The one that has it already is among them, also where it follows up nothing any more, or is somebody whom an import
    named and who has no account here. Without accounts there is no other one.
    """
    everybody = () if viewer().anybody else at.repository.action_owners()
    found = [(each.id, told_apart(each, everybody)) for each in everybody]
    known = at.repository.names()
    if chosen in known and chosen not in dict(found):
        found.append((chosen, f"{known[chosen]} (follows up nothing here)"))
    return found


def due_words(due: date | None) -> str:
    """Return the day by which an action is due, in words."""
    return day_in_words(due) if due else NO_DAY


def pressing_words(standing: Standing, on: date) -> str:
    """Return that an action is overdue or due soon, "" where it is neither."""
    if standing.is_overdue(on):
        return "Overdue"
    return "Due soon" if standing.is_due_soon(on) else ""


def _shown(action: Action, title: str, names: Mapping[str, str]) -> ShownAction:
    standing = action.standing
    return ShownAction(
        action=action,
        title=title,
        owner=owner_words(standing, names),
        is_mine=bool(viewer().id) and standing.owner == viewer().id,
        due=due_words(standing.due),
        pressing=pressing_words(standing, today()),
    )


def _captioned(entry: Entry) -> frozenset[str]:
    """Return the files, by their checksums, that stay in an entry with something else said of them."""
    return frozenset(file.sha256 for file in entry.removed) & {file.sha256 for file in entry.files}


def _next(history: Sequence[Entry], entry: Entry) -> frozenset[str]:
    """Return the files of an entry that the next entry which has them says something else of."""
    later = [each for each in history if each.revision > entry.revision]
    nexts = ((name, _first_with(later, name)) for name in {file.sha256 for file in entry.files})
    return frozenset(name for name, then in nexts if then and name in _captioned(then))


def _first_with(history: Iterable[Entry], sha256: str) -> Entry | None:
    return next((each for each in history if sha256 in {file.sha256 for file in (*each.removed, *each.files)}), None)


def _shown_file(file: StoredFile, stands: Container[str], undone: Container[str]) -> ShownFile:
    last = file.sha256 in stands
    return ShownFile(file, last, last and file.sha256 in undone)


def _changes(before: Standing | None, after: Standing, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield what an entry changed; of the first one what there was to begin with."""
    if before is None or before.state is not after.state:
        yield "State", after.state.words
    if before is None:
        if after.owner or after.who:
            yield "Who", owner_words(after, names)
        if after.due:
            yield "Due", due_words(after.due)
        return
    if (before.owner, before.who) != (after.owner, after.who):
        yield "Who", owner_words(after, names)
    if before.due != after.due:
        yield "Due", due_words(after.due)
