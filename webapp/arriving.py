"""Submissions from an archive as records to be taken in.

Here lives what of a document lists need, and that a file is of the type that it is said to be. Reading the archive is
the engine's, keeping the storage's.
"""

from collections.abc import Iterator

from engine.archive.reading import Archive, Held
from engine.archive.zipped import Unfit
from engine.document import plain_outcome
from engine.json_value import as_list, as_object, as_text
from engine.stored_file import StoredFile
from webapp.media_type import media_type_of
from webapp.storage.exported import Arriving
from webapp.storage.identifiers import storable
from webapp.storage.stored import Record, StoredContent


def arriving(archive: Archive) -> Iterator[Arriving]:
    """Yield every submission of an archive as a record, with those of its files that none before it named so.

    Raises Unfit at one that is not right.
    """
    known: set[tuple[str, int, str]] = set()
    for held in archive.submissions():
        if held.faults:
            raise Unfit(f"The submission {held.id} in it is not right: {held.faults[0]}.")
        named = {(each.sha256, each.size, each.type): each for each in held.files}
        files = tuple(_content(archive, each) for what, each in named.items() if what not in known)
        known |= named.keys()
        yield Arriving(_record(held), files, held.after)


def _content(archive: Archive, file: StoredFile) -> StoredContent:
    content = archive.content(file)
    if media_type_of(content, file.name) != file.type:
        raise Unfit(f"The file {file.sha256} in it is not of the type that it is said to be.")
    return StoredContent(file.sha256, file.type, content)


def _record(held: Held) -> Record:
    document, spec = held.document, held.form.spec
    found = as_object(document["findings"])
    return Record(
        id=held.id,
        form=spec.form,
        version=spec.version,
        sha256=spec.sha256,
        submitted=held.submitted,
        about=storable(as_text(as_object(document["about"]).get("name", ""))),
        outcome=storable(plain_outcome(found)),
        concerns=len(as_list(found["concerns"])),
        actions=len(as_list(found["actions"])),
        document=held.text,
        digest=as_text(document["digest"]),
        reissues=as_text(as_object(document.get("reissues", {})).get("id", "")),
        access=spec.access,
    )
