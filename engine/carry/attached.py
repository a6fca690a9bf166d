"""What becomes of the photos and files beside an answer: they go with their question.

Here lives where they belong in the new version, and which prompt each shows there. Putting those of several questions
together is for `engine.carry.joining`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from engine.carried import AGAIN
from engine.carry.fit import Fit, moved
from engine.form import EVIDENCE, Cell
from engine.stored_file import StoredFile, read_files, write_files
from formspec.addresses import placed
from formspec.attaching import ATTACHMENTS, takes_attachments
from formspec.model import Spec
from formspec.sources import Sources

_NO_PROMPT = "The prompt that a file showed is no longer there: choose another."


def is_attachments(cell: Cell | None) -> bool:
    """Say whether a cell is of attachments, and of no answer."""
    return cell is not None and cell.column.kind == ATTACHMENTS


def takers(spec: Spec) -> frozenset[str]:
    """Return the addresses of the questions that take attachments."""
    return frozenset(each.address for each in placed(spec) if takes_attachments(spec, each.question))


def question_of(template: str) -> str:
    """Return the question whose attachments stand at an address."""
    return template.removesuffix(f".{ATTACHMENTS}")


def were(sources: Sources, template: str) -> tuple[str, ...]:
    """Return where the attachments of a question of the new version may have stood in the old one."""
    return tuple(f"{each}.{ATTACHMENTS}" for each in sources.questions.was(question_of(template)))


def refitted(old: Cell, new: Cell, texts: Mapping[str, str], sources: Sources) -> Fit:
    """Return the attachments of an old question as those of a new one, each with the prompt that its own became."""
    files = read_files(texts.get("", ""))
    if files is None:
        return moved(texts, texts)
    known = {option.value for option in new.column.options}
    shown = [replace(each, prompt=next(_prompts(old, new, each, sources), "")) for each in files]
    lacks = any(was.prompt and now.prompt not in known - {""} for was, now in zip(files, shown, strict=True))
    note = _NO_PROMPT if lacks else ""
    return moved(texts, {"": write_files(shown)}, sort=AGAIN if lacks else "", note=note)


def _prompts(old: Cell, new: Cell, file: StoredFile, sources: Sources) -> Iterator[str]:
    """Yield the prompts of the new question that the prompt of a file became."""
    within = f"{question_of(new.template)}.{EVIDENCE}."
    for each in sources.prompts.became(f"{question_of(old.template)}.{EVIDENCE}.{file.prompt}"):
        if each.startswith(within):
            yield each.removeprefix(within)
