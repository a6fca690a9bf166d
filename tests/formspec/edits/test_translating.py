"""A translation comes along with the next version of a form, and nothing that still fits is lost or written anew.

The cases stand in `translations/`. The property tries revisions by chance: FORMSPEC_SOAK tries more of them,
FORMSPEC_SEED others.
"""

import tomllib
from difflib import unified_diff
from pathlib import Path
from random import Random

import pytest

from formspec.diff import compare
from formspec.diff.compare import differences, renamed_by
from formspec.diff.renaming import readdressed, readdressed_text
from formspec.edits.translating import revised_words
from formspec.loader import load
from formspec.translatable import wordy
from formspec.translation import load_translation
from tests.formspec.edits.specs import FILES, SEED, SOAK, root_of
from tests.formspec.edits.styles import Style
from tests.revisions import revise

HERE = Path(__file__).parent
CASES = tomllib.loads((HERE / "translations" / "cases.toml").read_text(encoding="utf-8"))["case"]
SPEC = (HERE.parent / "translation" / "visit.yaml").read_text(encoding="utf-8")
WORDS = (HERE / "translations" / "visit.cy.yaml").read_text(encoding="utf-8")
REVISIONS = 10 * SOAK


def put(text: str, pairs: list[list[str]]) -> str:
    """Return a text with other words in some places, each of which it has once."""
    for old, new in pairs:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\ufeff"], ids=["lines", "windows", "mark"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_what_is_written_otherwise_is_what_the_form_asks_for(case, ending):
    words = put(WORDS, case.get("words", [])).partition(case.get("cut", "\0"))[0]
    words = ending + words if ending == "\ufeff" else words.replace("\n", ending)
    made = revised_words(words.encode(), SPEC.encode(), put(SPEC, case["put"]).encode(), "cy")
    lines = [each.decode().splitlines(keepends=True) for each in (words.encode(), made.text)]
    changed = [each for each in list(unified_diff(*lines, n=0))[2:] if not each.startswith("@@")] if made.text else []
    assert made.refused == case.get("refused", "")
    assert [each.removesuffix("\n").removesuffix("\r") for each in changed] == case.get("changes", [])
    assert made.text.count(b"\r\n") == (made.text.count(b"\n") if ending == "\r\n" else 0)
    assert made.missing == case.get("missing", 0) + (1 if made.text else 0)
    again = [f"{each.address} {each.key}: {each.words} = {each.translated}" for each in made.reworded]
    assert again == case.get("again", [])


def test_words_that_only_stand_at_another_address_are_no_change_of_the_translation():
    for case in [each for each in CASES[:5] if "missing" not in each]:
        old, new = SPEC.encode(), put(SPEC, case["put"]).encode()
        made = revised_words(WORDS.encode(), old, new, "cy").text
        before, after = (
            {"cy": load_translation(*each, "cy").translation} for each in ((WORDS.encode(), old), (made, new))
        )
        changes = compare(load(old).spec, load(new).spec, before, after)
        assert [each.sentence for each in changes if each.noun == "language"] == []


def translated(text: str, random: Random) -> str:
    """Return a translation of every text of a spec, which says the same after a sign, in a style of its own."""
    texts: dict[str, dict[str, object]] = {}
    for address, part in wordy(root_of(text)).items():
        for key, own in part.texts.items():
            name, _, code = key.partition(".")
            marked: list[object] = [f"X {each.text.strip()}" for each in own]
            said = marked if name in {"points", "worded", "labels"} else marked[0]
            within = texts.setdefault(address, {})
            if code:
                said = {**within.get(name, {}), code: said}  # type: ignore[dict-item]
            within[name] = said
    spec = load(text.encode()).spec
    head = {"formspec": "1", "form": spec.form, "version": str(spec.version), "language": "cy"}
    return Style(random).written({**head, "texts": texts})


def marked(text: str) -> dict[tuple[str, str], list[str]]:
    """Return what a whole translation of a spec says, by address and key."""
    parts = wordy(root_of(text)).items()
    return {
        (address, key): [f"X {each.text.strip()}" for each in own]
        for address, part in parts
        for key, own in part.texts.items()
    }


def test_every_text_that_says_the_same_keeps_its_translation_whatever_is_revised():
    print(f"seed {SEED}, {REVISIONS} revisions")
    kept = reworded = 0
    for number in range(REVISIONS):
        random = Random(f"{SEED}/translating/{number}")
        old = random.choice(FILES).read_text(encoding="utf-8")
        words, new = translated(old, random), revise(old, random)
        assert load_translation(words.encode(), old.encode(), "cy").translation is not None, words
        made = revised_words(words.encode(), old.encode(), new.encode(), "cy")
        assert made.refused == "", (number, made.refused)
        loaded = load_translation(made.text, new.encode(), "cy")
        assert loaded.translation is not None
        found = {
            (address, key): [each.text.strip() for each in own]
            for address, texts in loaded.translation.texts.items()
            for key, own in texts.items()
        }
        again = {(each.address, each.key) for each in made.reworded}
        wanted = marked(new)
        assert {each for each in found if found[each] != wanted[each]} <= again, number
        renamed = renamed_by(differences(load(old.encode()).spec, load(new.encode()).spec))
        for (address, key), said in marked(old).items():
            at = readdressed_text(address, renamed), key
            if wanted.get(at) == [readdressed(each, renamed) for each in said]:
                assert found.get(at) == wanted[at], (number, at)
                kept += 1
        reworded += len(again)
    assert kept > 20 * REVISIONS
    assert reworded > REVISIONS // 4
