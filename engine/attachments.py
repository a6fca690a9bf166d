"""Photos and files that are added beside an answer, as evidence of it.

Here lives what an attachment is to the engine: a file with a caption, and with the id of the evidence prompt that it
shows. It is no answer: no rule asks for it, and it answers no question. Which questions take any is for
`formspec.attaching` to say.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import ClassVar

from engine.json_value import Json, JsonObject
from engine.kinds.file import FileKind, stored
from engine.kinds.kind import Input
from engine.language import Language, noted
from engine.shapes import Shape, one_of, words
from engine.stored_file import StoredFile, size_in_words
from formspec.addresses import prompts
from formspec.attaching import ATTACHMENTS, LONGEST_CAPTION, MOST
from formspec.logic import Value
from formspec.model import Column, Option, Question

LABEL = noted("Photos and files")
TYPES = ("pdf", "jpeg", "png", "heic")
_LIMIT = 40_000
ALONE = Column(id=ATTACHMENTS, label=LABEL, kind=ATTACHMENTS, types=TYPES, most=Value(op="literal", text=str(MOST)))
"""What attachments are asked for with that stand beside no question, and so show no prompt of one."""


class Attachments(FileKind):
    """Files that were added beside an answer; the options of its column stand for the prompts of the question."""

    name: ClassVar[str] = ATTACHMENTS
    request: ClassVar[str] = noted("Add photos or files{otherwise}")
    nature: ClassVar[str] = noted("a list of files, each with its name, size, type and sha256, none twice")

    def inputs(self, column: Column) -> tuple[Input, ...]:  # noqa: ARG002 (other kinds need it)
        """Return the single input, whose text names the files with their captions."""
        return (Input("", _LIMIT, "malformed"),)

    def holds(self, column: Column, files: Sequence[StoredFile]) -> bool:
        """Say whether the files show prompts of the question, where they say which."""
        known = {"", *(option.value for option in column.options)}
        return all(each.prompt in known for each in files)

    def described(self, file: StoredFile) -> JsonObject:
        """Return an attachment as a document lists it: a file, with its caption and its prompt where it has any."""
        beside: JsonObject = {"caption": file.caption, "prompt": file.prompt}
        return super().described(file) | {name: text for name, text in beside.items() if text}

    def beside(self, column: Column) -> dict[str, Shape]:
        """Return the shapes of a caption and, where there are prompts, of the id of one."""
        shapes = {"caption": words(LONGEST_CAPTION, one_line=True)}
        ids = [option.value for option in column.options]
        return shapes | ({"prompt": one_of(ids)} if ids else {})

    def show(self, column: Column, value: Json) -> str:  # noqa: ARG002 (other kinds need it)
        """Return the files with their captions, one a line."""
        return "\n".join(self.line(each) for each in attached(value))

    def line(self, file: StoredFile) -> str:
        """Return a file in words: its caption, where it has one, its name and its size."""
        said = f"{file.name} ({size_in_words(file.size, self.language)})"
        return f"{file.caption}: {said}" if file.caption else said


def attached(value: Json) -> tuple[StoredFile, ...]:
    """Return the files that a value lists."""
    return tuple(map(stored, value if isinstance(value, list) else ()))


@cache
def kind_in(language: Language) -> Attachments:
    """Return what attachments are, with messages in a language."""
    return Attachments(language)


def column_of(question: Question, language: Language) -> Column:
    """Return what the attachments of a question are asked for with."""
    options = tuple(Option(value=each.id, label=each.text) for each in prompts(question.evidence))
    return replace(ALONE, label=language.say(LABEL), options=options)
