"""Many people at once, as real threads, on each database: nothing is lost, doubled or overwritten unseen."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from threading import Barrier
from typing import Any

from formspec.release import Release
from tests.releases import release_of
from webapp.storage.repository import (
    Conflict,
    Document,
    Draft,
    DraftClosed,
    DraftMoved,
    PinnedDifferently,
    PublishedDifferently,
    Repository,
    Saved,
    Submitted,
)

WRITERS = 16
SAVES = 12

Build = Callable[[Draft], Document]


def release(text: bytes) -> Release:
    return release_of(text, "visit", 1, in_force=date(2026, 1, 1))


def at_once(*jobs: Callable[[], Any]) -> list[Any]:
    """Do all jobs at the same moment, each in its own thread, and return what each did, in order."""
    start = Barrier(len(jobs))

    def run(job: Callable[[], Any]) -> Any:
        start.wait()
        return job()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


def test_writers_on_different_drafts_lose_nothing(repository: Repository) -> None:
    drafts = [repository.start_draft("audit", 1) for _ in range(WRITERS)]

    def write(draft: Draft) -> Draft:
        for n in range(SAVES):
            draft = repository.save(
                draft.id, base=draft.revision, posted={f"a{n}": f"{draft.id} {n}", "last": str(n)}
            ).draft
        return draft

    written = at_once(*[partial(write, draft) for draft in drafts])
    for draft in written:
        assert draft.revision == SAVES
        assert draft.entries == {f"a{n}": f"{draft.id} {n}" for n in range(SAVES)} | {"last": str(SAVES - 1)}
        assert repository.draft(draft.id) == draft
        assert len(repository.history(draft.id)) == 2 * SAVES


def test_savers_of_different_inputs_of_one_draft_merge(repository: Repository) -> None:
    draft = repository.start_draft("audit", 1)
    names = [f"a{n}" for n in range(WRITERS)]

    def save(mine: str) -> Saved:
        return repository.save(draft.id, base=0, posted={name: "x" if name == mine else "" for name in names})

    saved = at_once(*[partial(save, name) for name in names])
    assert [each.conflicts for each in saved] == [()] * WRITERS
    assert sorted(each.draft.revision for each in saved) == list(range(1, WRITERS + 1))
    kept = repository.draft(draft.id)
    assert kept is not None
    assert kept.entries == dict.fromkeys(names, "x")


def test_savers_of_one_input_of_one_draft_conflict_and_one_is_kept(repository: Repository) -> None:
    draft = repository.start_draft("audit", 1)
    typed = [f"value {n}" for n in range(WRITERS)]
    saved = at_once(*[partial(repository.save, draft.id, base=0, posted={"a": value}) for value in typed])
    (kept,) = [value for value, each in zip(typed, saved, strict=True) if not each.conflicts]
    assert repository.history(draft.id)[0].value == kept
    for value, each in zip(typed, saved, strict=True):
        assert each.draft.entries == {"a": kept}
        assert each.conflicts == (() if value == kept else (Conflict("a", theirs=kept, yours=value),))
    assert len(repository.history(draft.id)) == 1


def test_submitting_at_once_makes_one_record(repository: Repository, build: Build) -> None:
    draft = repository.start_draft("audit", 1)
    submitted = at_once(*[partial(repository.submit, draft.id, base=0, build=build)] * WRITERS)
    assert [each.repeated for each in submitted].count(False) == 1
    assert {each.record for each in submitted} == set(repository.records())
    assert len(repository.records()) == 1


def test_a_save_and_a_submission_at_once_never_lose_what_was_saved(repository: Repository, build: Build) -> None:
    for _ in range(SAVES):
        draft = repository.start_draft("audit", 1)
        saved, submitted = at_once(partial(save, repository, draft), partial(submit, repository, draft, build))
        assert (saved, submitted) in {("saved", "moved"), ("closed", "submitted")}
        assert (repository.record(draft.id) is not None) is (submitted == "submitted")
        assert len(repository.history(draft.id)) == (saved == "saved")


def test_a_save_and_a_discard_at_once_never_put_away_what_was_saved(repository: Repository) -> None:
    for _ in range(SAVES):
        draft = repository.start_draft("audit", 1)
        saved, discarded = at_once(partial(save, repository, draft), partial(discard, repository, draft))
        assert (saved, discarded) in {("saved", "moved"), ("closed", "discarded")}
        assert len(repository.history(draft.id)) == (saved == "saved")


def save(repository: Repository, draft: Draft) -> str:
    try:
        repository.save(draft.id, base=0, posted={"a": "1"})
    except DraftClosed:
        return "closed"
    return "saved"


def submit(repository: Repository, draft: Draft, build: Build) -> str:
    try:
        repository.submit(draft.id, base=0, build=build)
    except DraftMoved:
        return "moved"
    return "submitted"


def discard(repository: Repository, draft: Draft) -> str:
    try:
        repository.discard(draft.id, base=0)
    except DraftClosed:
        return "closed"
    except DraftMoved:
        return "moved"
    return "discarded"


def test_a_submission_and_a_discard_at_once_agree(repository: Repository, build: Build) -> None:
    def submit_or_closed(draft: Draft) -> Submitted | None:
        try:
            return repository.submit(draft.id, base=0, build=build)
        except DraftClosed:
            return None

    for _ in range(SAVES):
        draft = repository.start_draft("audit", 1)
        discarded, submitted = at_once(partial(discard, repository, draft), partial(submit_or_closed, draft))
        kept = repository.draft(draft.id)
        assert kept is not None
        assert kept.state == ("submitted" if submitted else "discarded")
        assert discarded == ("closed" if submitted else "discarded")


def test_pinning_one_version_at_once_keeps_one_text(repository: Repository) -> None:
    texts = [f"text {n}".encode() for n in range(WRITERS)]

    def pin(text: bytes) -> None:
        repository.pin("audit", 2, text.decode(), text)

    at_once(*[partial(pin, text) for text in texts])
    assert repository.text_of(repository.start_draft("audit", 2).sha256) in texts


def test_a_draft_begun_while_its_version_is_pinned_anew_keeps_the_text_it_began_with(repository: Repository) -> None:
    def pin(version: int) -> str:
        try:
            repository.pin("audit", version, "new", b"new")
        except PinnedDifferently:
            return "old"
        return "new"

    def start(version: int) -> str:
        return repository.text_of(repository.start_draft("audit", version).sha256).decode()

    for version in range(2, 2 + SAVES):
        repository.pin("audit", version, "old", b"old")
        pinned, began = at_once(partial(pin, version), partial(start, version))
        assert pinned == began == (repository.used_text("audit", version) or b"").decode()


def test_publishing_one_version_at_once_keeps_one_content(repository: Repository) -> None:
    def publish(text: bytes) -> bytes:
        try:
            repository.publish(release(text), text, {"cy": text})
        except PublishedDifferently:
            return b"refused"
        return text

    texts = [b"one", b"two"] * (WRITERS // 2)
    published = at_once(*[partial(publish, text) for text in texts])
    kept = repository.publication("visit", 1)
    assert kept is not None
    assert kept.text == kept.translations["cy"]
    assert published == [text if text == kept.text else b"refused" for text in texts]


def test_authors_who_save_at_once_all_keep_their_lines(repository: Repository) -> None:
    lines = [f"{number}\n" for number in range(3 * WRITERS)]
    draft = repository.start_spec_draft("visit", 0, "".join(lines), "Ann")

    def save(mine: int) -> bool:
        text = "".join(f"by {mine}\n" if number == 3 * mine else line for number, line in enumerate(lines))
        return repository.save_spec_draft(draft.id, base=1, text=text, author=str(mine)).conflict

    assert at_once(*[partial(save, mine) for mine in range(WRITERS)]) == [False] * WRITERS
    kept = repository.spec_draft(draft.id)
    assert kept is not None
    assert kept.text == "".join(f"by {n // 3}\n" if n % 3 == 0 else line for n, line in enumerate(lines))
    assert (kept.revision, len(repository.spec_texts_of(draft.id))) == (WRITERS + 1, WRITERS + 1)


def test_a_save_and_carrying_at_once_never_lose_what_was_saved(repository: Repository) -> None:
    repository.pin("audit", 2, "bb", b"new")

    def carry(draft: Draft) -> str:
        try:
            repository.carry_draft(draft.id, base=0, version=2, sha256="bb", entries={}, report="")
        except DraftMoved:
            return "moved"
        return "carried"

    for _ in range(SAVES):
        draft = repository.start_draft("audit", 1)
        saved, carried = at_once(partial(save, repository, draft), partial(carry, draft))
        kept = repository.draft(draft.id)
        assert kept is not None
        assert (saved, kept.entries, kept.version) == ("saved", {"a": "1"}, 1 if carried == "moved" else 2)
