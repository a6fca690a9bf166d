"""The kind `file`: one or more files."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from engine.json_value import Json, JsonObject, as_list, as_object, as_text
from engine.kinds import controls, counts, numbers
from engine.kinds.kind import Fault, Input, Kind, Reading
from engine.language import noted
from engine.shapes import Shape, closed, listing, matching, narrowed, one_of, words
from engine.stored_file import (
    KILOBYTE,
    LONGEST_NAME,
    MEGABYTE,
    TYPES,
    StoredFile,
    is_name,
    read_files,
    size_in_words,
    write_files,
)
from engine.wording import Wording
from formspec.model import Column

if TYPE_CHECKING:
    from wtforms.fields.core import Field, UnboundField

LIMIT = 12_000
MOST = 30
"""The most files of one answer, whatever a spec says: so many always fit into the text that names them."""
USUAL_MOST = 10
"""The most files of one answer where the spec does not say."""
USUAL_MEGABYTES = 10
_MANY = 10_000
_SHA256 = "[0-9a-f]{64}"


class FileKind(Kind):
    """Files that were added; the text of the input names them, and their content is kept elsewhere."""

    name: ClassVar[str] = "file"
    request: ClassVar[str] = noted("Add {answer}{otherwise}")
    nature: ClassVar[str] = noted("a list of files, each with its name, size, type and sha256, none twice")
    reader: ClassVar[str] = "files"
    counted: ClassVar[counts.Counted] = counts.Counted(
        noted("Add at least {number} file for “{question}”"),
        noted("Add at least {number} files for “{question}”"),
        noted("Add no more than {number} file for “{question}”"),
        noted("Add no more than {number} files for “{question}”"),
    )
    """The sentences for too few and too many of them."""
    unnamed: ClassVar[str] = noted("Add a file for “{question}”{otherwise}")
    """What a person is asked to do where the spec has no noun for them."""

    def types(self, column: Column) -> tuple[str, ...]:
        """Return the short names of the types that may be added."""
        return column.types or tuple(TYPES)

    def inputs(self, column: Column) -> tuple[Input, ...]:  # noqa: ARG002 (other kinds need it)
        """Return the single input, whose text names the files."""
        return (Input("", LIMIT, "malformed"),)

    def fields(self, column: Column) -> "dict[str, UnboundField[Field]]":
        """Return a field that files are added with."""
        return {"": controls.files(column.label, self._media_types(column), most_bytes(column))}

    def accepted(self, column: Column) -> str:
        """Return the media types that may be added, as a file input is told them."""
        return ",".join(self._media_types(column))

    def parse(self, column: Column, texts: Sequence[str]) -> Reading:
        """Read which files are named."""
        files = read_files(texts[0])
        if files is None or not self.holds(column, files):
            return Reading(None, (Fault("malformed"),))
        faults = tuple(self._faults(column, files))
        return Reading(None, faults) if faults else Reading([self.described(each) for each in files] or None)

    def holds(self, column: Column, files: Sequence[StoredFile]) -> bool:  # noqa: ARG002 (attachments need it)
        """Say whether nothing is said beside the files that an answer of this kind does not keep."""
        return not any(each.caption or each.prompt for each in files)

    def described(self, file: StoredFile) -> JsonObject:
        """Return a file as a document lists it."""
        return {"name": file.name, "size": file.size, "type": file.type, "sha256": file.sha256}

    def _faults(self, column: Column, files: Sequence[StoredFile]) -> Iterator[Fault]:
        yield from counts.fault(len(files), 0, _greatest(column))
        allowed, most = self._media_types(column), most_bytes(column)
        for each in files:
            if each.type not in allowed:
                yield Fault("wrong-type", "", each.name)
            if each.size > most:
                yield Fault("too-heavy", "", each.name)

    def rule_faults(self, column: Column, value: Json) -> tuple[Fault, ...]:
        """Return that too few or too many files were added."""
        return counts.fault(len(as_list(value)), counts.least(column), _most(column))

    def spread(self, column: Column, value: Json) -> dict[str, str]:  # noqa: ARG002 (other kinds need it)
        """Return the text that names the files."""
        return {"": write_files(map(stored, as_list(value)))}

    def shape(self, column: Column, *, complete: bool) -> Shape:
        """Return the shape of a list of files, as many as wanted of a complete one."""
        least, most = (counts.least(column), _most(column)) if complete else (1, _greatest(column))
        members = _members(one_of(self._media_types(column)), Decimal(most_bytes(column)))
        file = closed(members | self.beside(column), required=members)
        files = listing(file, least=least, most=most, distinct=True)
        return narrowed(files, "No two of them have the same content.", _differ)

    def beside(self, column: Column) -> dict[str, Shape]:  # noqa: ARG002 (attachments need it)
        """Return the shapes of what a document may say of a file besides what it is."""
        return {}

    def example(self, column: Column) -> Json:
        """Return as many files as there must be."""
        short = self.types(column)[0]
        numbered = (
            StoredFile(sha256=f"{number:064x}", size=KILOBYTE, type=TYPES[short][0], name=f"example-{number}.{short}")
            for number in range(1, counts.least(column) + 1)
        )
        return [self.described(each) for each in numbered]

    def as_typed(self, column: Column, texts: Sequence[str]) -> str:
        """Return the names of the files, also of those that cannot be taken."""
        files = read_files(texts[0])
        return super().as_typed(column, texts) if files is None else "\n".join(each.name for each in files)

    def show(self, column: Column, value: Json) -> str:  # noqa: ARG002 (other kinds need it)
        """Return the names of the files with their sizes, one a line."""
        files = map(stored, as_list(value))
        return "\n".join(f"{each.name} ({size_in_words(each.size, self.language)})" for each in files)

    def caption(self, column: Column, value: Json) -> str:  # noqa: ARG002 (other kinds need it)
        """Return the names of the files."""
        return ", ".join(each.name for each in map(stored, as_list(value)))

    def refusal(self, column: Column, value: Json) -> Fault:
        """Tell which file cannot be taken, that they are too many, or that these are no files at all."""
        files = [*map(stored, as_list(value))] if _ANY.accepts(value) else []
        faults = (*self._faults(column, files), *counts.fault(len(files), 0, _most(column)))
        return next(iter(faults), Fault("malformed"))

    def settings(self, column: Column) -> JsonObject:
        """Return which files may be added, and how many."""
        return {
            "types": list(self._media_types(column)),
            "maxSize": most_bytes(column),
            "least": counts.least(column),
            "most": _most(column),
        }

    def sentence(self, column: Column, wording: Wording, fault: Fault) -> str:
        """Return the sentence for files."""
        say = self.language.say
        match fault.code:
            case "wrong-type":
                types = self.language.listed([each.upper() for each in self.types(column)], "or")
                return say("“{file}” must be a {types} file", file=fault.detail, types=types)
            case "too-heavy":
                size = size_in_words(most_bytes(column), self.language)
                return say("“{file}” must be {size} or smaller", file=fault.detail, size=size)
            case "required" if wording.ask == say("an answer to “{question}”", question=wording.question):
                return say(self.unnamed, question=wording.question, otherwise=wording.otherwise)
            case _:
                counted = counts.sentence(wording, fault, self.counted, self.language)
                return counted or super().sentence(column, wording, fault)

    def _media_types(self, column: Column) -> tuple[str, ...]:
        """Return the media types that an answer may have; a photo in HEIC is kept as JPEG."""
        types = self.types(column)
        kept = ("jpeg",) if "heic" in types and "jpeg" not in types else ()
        return tuple(media_type for short in (*types, *kept) for media_type in TYPES[short])


def most_bytes(column: Column) -> int:
    """Return the greatest size of a file."""
    return (column.max_size or USUAL_MEGABYTES) * MEGABYTE


def _most(column: Column) -> int:
    return counts.most(column, usual=USUAL_MOST, greatest=MOST)


def _greatest(column: Column) -> int:
    """Return how many files even a draft may hold."""
    return USUAL_MOST if column.most is None else MOST


def _members(types: Shape, size: Decimal | None) -> dict[str, Shape]:
    """Return the shapes of what a document says of a file, of some types and of a greatest size."""
    return {
        "name": Shape({**words(one_line=True).schema, "maxLength": LONGEST_NAME}, _is_name),
        "size": numbers.shape(whole=True, places=None, least=Decimal(1), most=size),
        "type": types,
        "sha256": matching(_SHA256),
    }


def stored(value: Json) -> StoredFile:
    """Return a file as a document lists it."""
    said = as_object(value)
    return StoredFile(
        as_text(said["sha256"]),
        int(numbers.exact(said["size"])),
        as_text(said["type"]),
        as_text(said["name"]),
        as_text(said.get("caption", "")),
        as_text(said.get("prompt", "")),
    )


def _is_name(given: Json) -> bool:
    return isinstance(given, str) and is_name(given)


def _differ(given: Json) -> bool:
    files = as_list(given)
    return len({as_text(as_object(each)["sha256"]) for each in files}) == len(files)


_ANY_MEMBERS = _members(words(one_line=True), None)
_ANY = listing(
    closed(_ANY_MEMBERS | {"caption": words(), "prompt": words()}, required=_ANY_MEMBERS), least=1, most=_MANY
)
"""Any files, as documents list them, whether they can be taken or not, and one of them twice or not."""

KIND = FileKind()
