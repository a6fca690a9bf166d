"""What a reviser may do to a spec: one function an act, each on a tree that is its own to change.

An act returns the tree, or None where there is nothing to be done to. Whether what comes out is a good spec is for the
loader to say: what is referred to and has gone makes it none.
"""

import json
from collections.abc import Callable
from random import Random

from tests.revisions.tree import Found, Tree, ids, listed, questions, renamed, trees

Act = Callable[[Tree, Random], Tree | None]
KINDS = (
    *("text", "long-text", "whole-number", "decimal", "date", "date-time", "time", "yes-no", "choice", "choices"),
    *("email", "phone", "url", "person", "signature", "declaration", "file", "photo", "scale", "address"),
)
_ANSWERING = frozenset(
    {
        *("kind", "options", "suggest", "least", "most", "unit", "decimal-places", "earliest", "latest", "pattern"),
        *("min-length", "max-length", "check-character", "types", "max-size", "declaration", "name-label", "calculate"),
        *("errors", "role", "name"),
    }
)


def new_id(tree: Tree, random: Random) -> str:
    """A name that nothing has, or had."""
    used = ids(tree) | {step for each in listed(tree, "retired") for step in str(each).split(".")}
    while (name := f"n{random.randrange(10**6)}") in used:
        pass
    return name


def _pick(random: Random, found: list[Found]) -> Found | None:
    return random.choice(found) if found else None


def _plain(tree: Tree) -> list[Found]:
    """The questions that are answered without columns, and not worked out."""
    return [each for each in questions(tree) if each.question.get("kind", "calculated") != "calculated"]


def _retire(tree: Tree, address: str) -> None:
    listed(tree, "retired").append(address)


def rename_section(tree: Tree, random: Random) -> Tree | None:
    section = random.choice(trees(tree, "sections"))
    old, section["id"] = str(section["id"]), new_id(tree, random)
    section["was"] = old
    return dict(renamed(tree, old, str(section["id"])))  # type: ignore[arg-type]


def rename_question(tree: Tree, random: Random) -> Tree | None:
    found = random.choice(questions(tree))
    found.question["id"] = new_id(tree, random)
    found.question["was"] = found.address
    return dict(renamed(tree, found.address, f"{found.within}.{found.question['id']}"))  # type: ignore[arg-type]


def move_question(tree: Tree, random: Random) -> Tree | None:
    found = _pick(random, [each for each in questions(tree) if len(each.among) > 1])
    places = [(str(each["id"]), listed(each, "questions")) for each in trees(tree, "sections")]
    places += [
        (each.address, listed(each.question, "questions")) for each in questions(tree) if "questions" in each.question
    ]
    if found is None:
        return None
    within, among = random.choice(places)
    if among is found.among or within.startswith(found.address):
        return None
    found.among.remove(found.question)
    among.insert(random.randint(0, len(among)), found.question)
    found.question["was"] = found.address
    if found.question["id"] in {each["id"] for each in among if isinstance(each, dict) and each is not found.question}:
        found.question["id"] = new_id(tree, random)
    return dict(renamed(tree, found.address, f"{within}.{found.question['id']}"))  # type: ignore[arg-type]


def split_question(tree: Tree, random: Random) -> Tree | None:
    found = random.choice(questions(tree))
    copy = dict(renamed(found.question, found.address, found.address))  # type: ignore[arg-type]
    copy |= {"id": new_id(tree, random), "was": found.address, "label": "The other half?"}
    found.among.insert(found.among.index(found.question) + 1, copy)
    return tree


def merge_questions(tree: Tree, random: Random) -> Tree | None:
    found = _pick(random, [each for each in questions(tree) if len(each.among) > 1])
    others = [
        each for each in questions(tree) if found and each.within == found.within and each.address != found.address
    ]
    other = _pick(random, others)
    if found is None or other is None:
        return None
    found.among.remove(other.question)
    if random.random() < 0.5:
        found.question["was"] = [found.address, other.address]
        found.question["id"] = new_id(tree, random)
        tree = dict(renamed(tree, found.address, f"{found.within}.{found.question['id']}"))  # type: ignore[arg-type]
    else:
        found.question["was"] = other.address
    return dict(renamed(tree, other.address, f"{found.within}.{found.question['id']}"))  # type: ignore[arg-type]


def retire_question(tree: Tree, random: Random) -> Tree | None:
    found = _pick(random, [each for each in questions(tree) if len(each.among) > 1])
    if found is None:
        return None
    found.among.remove(found.question)
    _retire(tree, found.address)
    return tree


def _with_options(tree: Tree) -> list[tuple[str, list[Tree]]]:
    plain = [(each.address, trees(each.question, "options")) for each in questions(tree)]
    return [(address, options) for address, options in plain if len(options) > 1]


def rename_option(tree: Tree, random: Random) -> Tree | None:
    found = _with_options(tree)
    if not found:
        return None
    _, options = random.choice(found)
    option = random.choice(options)
    option["was"], option["value"] = option["value"], new_id(tree, random)
    return tree


def merge_options(tree: Tree, random: Random) -> Tree | None:
    found = [each for each in questions(tree) if len(trees(each.question, "options")) > 2]
    question = _pick(random, found)
    if question is None:
        return None
    options = listed(question.question, "options")
    gone = options.pop()
    kept = options[-1]
    assert isinstance(gone, dict)
    assert isinstance(kept, dict)
    kept |= {"was": [kept["value"], gone["value"]], "value": new_id(tree, random), "label": "One of both"}
    return tree


def retire_option(tree: Tree, random: Random) -> Tree | None:
    found = [each for each in questions(tree) if len(trees(each.question, "options")) > 2]
    question = _pick(random, found)
    if question is None:
        return None
    gone = listed(question.question, "options").pop()
    assert isinstance(gone, dict)
    _retire(tree, f"{question.address}.{gone['value']}")
    return tree


def change_kind(tree: Tree, random: Random) -> Tree | None:
    """Another kind; what a rule or a calculation refers to does not become several options at once."""
    found = _pick(random, _plain(tree))
    if found is None:
        return None
    had = found.question.get("options")
    for key in _ANSWERING & found.question.keys():
        del found.question[key]
    kind = random.choice(KINDS)
    if kind == "choices" and f'"{found.address}"' in json.dumps(tree):
        return None
    found.question["kind"] = kind
    if kind in {"choice", "choices", "scale"}:
        own = [{"value": value, "label": value.title(), "score": at} for at, value in enumerate(("yes", "no", "low"))]
        found.question["options"] = had if had and kind != "scale" else own  # type: ignore[assignment]
    if kind in {"signature", "declaration"}:
        found.question["declaration"] = "I declare it."
    if kind == "file":
        found.question["types"] = ["pdf"]
    return tree


def tighten(tree: Tree, random: Random) -> Tree | None:
    found = _pick(random, [each for each in _plain(tree) if each.question["kind"] not in {"file", "photo"}])
    if found is None:
        return None
    match found.question["kind"]:
        case "text" | "long-text":
            found.question["max-length"] = 4
        case "whole-number" | "decimal" if not isinstance(found.question.get("least"), dict):
            found.question["most"] = 2
        case _:
            found.question["required"] = True
    found.question.pop("could-not-find-out", None)
    return tree


def reword(tree: Tree, random: Random) -> Tree | None:
    found = random.choice(questions(tree))
    found.question["label"] = "In other words?"
    if "declaration" in found.question:
        found.question["declaration"] = "I declare something else."
    for prompt in trees(found.question, "evidence"):
        prompt["text"] = "Look at it closely"
    return tree


def add_question(tree: Tree, random: Random) -> Tree | None:
    found = random.choice(questions(tree))
    made: Tree = {"id": new_id(tree, random), "label": "One more?", "kind": random.choice(("text", "yes-no"))}
    if "columns" in found.section:
        made["columns"] = []
    found.among.insert(
        random.randint(0, len(found.among)), made | ({"required": True} if random.random() < 0.5 else {})
    )
    return tree


def add_section(tree: Tree, random: Random) -> Tree | None:
    question: Tree = {"id": new_id(tree, random), "label": "And?", "kind": "long-text"}
    section: Tree = {"id": new_id(tree, random), "title": "More", "questions": [question]}
    sections = listed(tree, "sections")
    sections.insert(random.randint(0, len(sections)), section)
    return tree


def reorder(tree: Tree, random: Random) -> Tree | None:
    among = random.choice([each.among for each in questions(tree)])
    random.shuffle(among)
    return tree


def add_columns(tree: Tree, random: Random) -> Tree | None:
    found = _pick(random, [each for each in _plain(tree) if "columns" not in each.question])
    if found is None or "columns" in found.section:
        return None
    answer: Tree = {"id": "found", "role": "answer", "label": "Found"}
    for key in ((_ANSWERING | {"required", "could-not-find-out"}) - {"role"}) & found.question.keys():
        answer[key] = found.question.pop(key)
    found.question.pop("role", None)
    found.question["columns"] = [answer, {"id": "worry", "label": "Worry", "kind": "long-text", "role": "concern"}]
    return tree


def drop_columns(tree: Tree, random: Random) -> Tree | None:
    found = _pick(random, [each for each in questions(tree) if trees(each.question, "columns")])
    if found is None:
        return None
    answer = trees(found.question, "columns")[0]
    _retire(tree, f"{found.address}.{answer['id']}")
    found.question["columns"] = []
    found.question |= {key: value for key, value in answer.items() if key in _ANSWERING - {"role"}}
    return tree


def rename_column(tree: Tree, random: Random) -> Tree | None:
    owners = [each.question for each in questions(tree) if trees(each.question, "columns")]
    owners += [each for each in trees(tree, "sections") if trees(each, "columns")]
    if not owners:
        return None
    column = random.choice(trees(random.choice(owners), "columns"))
    column["was"], column["id"] = column["id"], new_id(tree, random)
    return tree


def change_rows(tree: Tree, random: Random) -> Tree | None:
    found = _pick(random, [each for each in questions(tree) if "questions" in each.question])
    if found is None:
        return None
    rows: list[Tree] = [{"exactly": 2}, {"least": 0, "most": 3}, {"least": 2, "most": 4}, {"exactly": 1}]
    found.question["rows"] = dict(random.choice(rows))
    return tree


def ungroup(tree: Tree, random: Random) -> Tree | None:
    """A group becomes its questions, outside of any row."""
    found = _pick(random, [each for each in questions(tree) if "questions" in each.question])
    if found is None:
        return None
    at = found.among.index(found.question)
    freed = trees(found.question, "questions")
    taken = {each["id"] for each in found.among if isinstance(each, dict)}
    for each in freed:
        each["was"] = f"{found.address}.{each['id']}"
        if each["id"] in taken:
            each["id"] = new_id(tree, random)
    found.among[at : at + 1] = freed  # type: ignore[assignment]
    _retire(tree, found.address)
    for each in freed:
        tree = dict(renamed(tree, str(each["was"]), f"{found.within}.{each['id']}"))  # type: ignore[arg-type]
    return tree


def group(tree: Tree, random: Random) -> Tree | None:
    """A plain question becomes the question of a group of its own id."""
    found = _pick(random, _plain(tree))
    if found is None:
        return None
    inner: Tree = {**found.question, "id": new_id(tree, random), "was": found.address}
    inner.pop("when", None)
    own: Tree = {"id": found.question["id"], "label": "Each of them", "row-label": "Row", "questions": [inner]}
    found.among[found.among.index(found.question)] = own
    return dict(renamed(tree, found.address, f"{found.address}.{inner['id']}"))  # type: ignore[arg-type]


ACTS: tuple[Act, ...] = (
    *(rename_section, rename_question, move_question, split_question, merge_questions, retire_question),
    *(rename_option, merge_options, retire_option, change_kind, change_kind, tighten, reword, add_question),
    *(add_section, reorder, add_columns, drop_columns, rename_column, change_rows, ungroup, group),
)
