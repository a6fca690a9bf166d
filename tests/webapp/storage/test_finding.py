"""Finding every record and draft that names somebody, on each database."""

import json
from datetime import UTC, datetime

import pytest

from engine.canonical import digest
from webapp.deeds import Deed
from webapp.rights import Role, Viewer
from webapp.sought import Sought
from webapp.storage.failures import NotYours
from webapp.storage.repository import Document, Draft, Repository

FILE = f"{'ada' + 'e' * 61} 12 text/plain Zoë's plan.txt"
QUOTED = 'She said: "no"\nÉlan'


def submitted(repository: Repository, **parts: object) -> str:
    """Submit a document with these members; return the id of its record."""
    draft = repository.start_draft("audit", 1)

    def build(each: Draft) -> Document:
        content = {"id": each.id, "answers": {}, **parts}
        text = json.dumps(content, ensure_ascii=False)
        return Document(
            text=text, digest=digest(content), about="", outcome="", concerns=0, actions=0, submitted=datetime.now(UTC)
        )

    return repository.submit(draft.id, base=0, build=build).record.id


def found(repository: Repository, words: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(each.id, each.places) for each in repository.find(Sought(words))]


@pytest.mark.parametrize(
    ("words", "parts", "place"),
    [
        ("zoe marsh", {"answers": {"a": {"b": {"answer": "Marsh, Zoë"}}}}, "Marsh, Zoë"),
        ("zoe", {"answers": {"a": [{"b": "Zoë"}]}}, "Zoë"),
        ("plan zoe", {"answers": {"a": {"sha256": "ada", "name": "Zoë's plan.txt"}}}, "Zoë's plan.txt"),
        ("zoe", {"answers": {"a": {"could-not-find-out": {"reason": "Zoë is away"}}}}, "Zoë is away"),
        ("zoe", {"by": {"name": "Zoë Marsh"}}, "Zoë Marsh"),
        ("zoe", {"about": {"register": "pupils", "name": "Zoë"}}, "Zoë"),
        ("zoe", {"warnings": [{"check": "x", "message": "m", "reason": "Zoë said so"}]}, "Zoë said so"),
        ("zoe", {"carried": [{"report": [{"before": "Zoë before", "question": "?"}], "left": []}]}, "Zoë before"),
        ("elan no", {"answers": {"a": QUOTED}}, 'She said: "no" Élan'),
    ],
)
def test_a_record_is_found_wherever_it_names_somebody(
    repository: Repository, words: str, parts: dict[str, object], place: str
) -> None:
    record_id = submitted(repository, **parts)
    submitted(repository, answers={"a": "Nobody"})
    assert found(repository, words) == [(record_id, (place,))]


def test_the_words_of_the_form_and_checksums_are_no_names(repository: Repository) -> None:
    submitted(
        repository,
        answers={"zoe": {"sha256": "zoe", "name": "a.pdf", "type": "zoe"}},
        findings={"concerns": [{"address": "zoe.b", "question": "Who is Zoë?", "text": "None"}]},
    )
    draft = repository.start_draft("audit", 1)
    repository.save(draft.id, base=0, posted={"a.file": FILE})
    assert found(repository, "zoe") == [(draft.id, ("Zoë's plan.txt",))]
    assert found(repository, "ada") == []


def test_what_was_changed_since_is_found_too(repository: Repository) -> None:
    draft = repository.start_draft("audit", 1)
    repository.save(draft.id, base=0, posted={"a.b": "Zoë was here\nand left"})
    repository.save(draft.id, base=1, posted={"a.b": "Somebody was here"})
    gone = repository.start_draft("audit", 1, entries={"a.b": "Zoë"}, report='[{"before": "Marsh"}]')
    repository.discard(gone.id, base=1)
    both = {draft.id: ("Zoë was here",), gone.id: ("Zoë",)}
    assert dict(found(repository, "zoe")) == both
    assert found(repository, "marsh zoe") == [(gone.id, ("Marsh", "Zoë"))]
    assert {each.id: each.state for each in repository.find(Sought("zoe"))} == {draft.id: "open", gone.id: "discarded"}


def test_more_than_a_page_is_found(repository: Repository) -> None:
    made = {repository.start_draft("audit", 1, entries={"a": f"Zoë {number}"}).id for number in range(205)}
    assert {each for each, _ in found(repository, "zoe")} == made


def test_only_that_somebody_looked_and_at_what_is_kept(repository: Repository) -> None:
    record_id = submitted(repository, answers={"a": "Zoë Marsh"})
    repository.find(Sought("Marsh"))
    tuple(repository.holdings(repository.find(Sought("Marsh"))))
    acts = [each for each in repository.every_act() if each.act not in {"draft.begun", "record.submitted"}]
    assert [(each.act, each.thing, each.detail) for each in acts] == [
        (Deed.RECORDS_SEARCHED.value, "", '{"found":1}'),
        (Deed.RECORDS_SEARCHED.value, "", '{"found":1}'),
        (Deed.RECORD_EXPORTED.value, record_id, '{"what":"search"}'),
    ]


def test_all_that_is_kept_of_what_was_found_is_given_out(repository: Repository) -> None:
    draft = repository.start_draft("audit", 1, entries={"a": "Zoë"})
    repository.save(draft.id, base=1, posted={"a": ""})
    record_id = submitted(repository, answers={"a": "Zoë"})
    held = {each["id"]: each for each in repository.holdings(repository.find(Sought("zoe")))}
    assert held.keys() == {draft.id, record_id}
    assert held[record_id]["document"] == {"id": record_id, "answers": {"a": "Zoë"}}
    assert [(each["name"], each["value"]) for each in held[draft.id]["entered"]] == [("a", "Zoë"), ("a", "")]


@pytest.mark.parametrize("role", [each for each in Role if each is not Role.DECIDER])
def test_nobody_but_a_decider_looks(repository: Repository, role: Role) -> None:
    seen = repository.seen_by(Viewer(id="a" * 26, name="Somebody", roles=frozenset({role})))
    with pytest.raises(NotYours):
        seen.find(Sought("zoe"))
    with pytest.raises(NotYours):
        seen.holdings(())
