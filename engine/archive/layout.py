"""The parts of an archive of submissions, and what each is called.

    manifest.json                    how many submissions and files, and the size and SHA-256 of the other parts
    README.txt                       for whoever finds it years later
    submissions.jsonl                the documents, one a line, exactly as they were kept, the oldest first
    moments.jsonl                    of each, in the same order: its id, its digest, when it came, to the microsecond
    afterwards.jsonl                 of each, in the same order: what was decided on it, and what became of its actions
    specs/<form>/<version>.yaml      the text that they were asked with, word for word
    schemas/<form>/<version>.json    the JSON Schema (2020-12) of such a submission
    schemas/afterwards.json          the JSON Schema of a line of afterwards.jsonl
    files/<sha256>                   what the files hold that answers and actions name, each content once

Here live the names and the limits alone. The same submissions make the same archive, byte for byte: nothing in it says
when it was made.
"""

import re
from typing import NamedTuple

FORMAT = 2
"""The version of this layout. A later one has another number."""
FIRST = 1
"""The version of the layout that had no part for what came after submissions."""
MANIFEST = "manifest.json"
README = "README.txt"
SUBMISSIONS = "submissions.jsonl"
MOMENTS = "moments.jsonl"
AFTERWARDS = "afterwards.jsonl"
AFTERWARDS_SCHEMA = "schemas/afterwards.json"
FILES = "files/"
LONGEST_PART = 16 * 1024 * 1024
"""How large a manifest, a spec, a schema, a file or a line may be."""
MOST_VERSIONS = 1_000
_NUMBER = "[1-9][0-9]{0,8}"
_FORM = "[a-z0-9]+(?:-[a-z0-9]+)*"
_SPEC = re.compile(rf"specs/({_FORM})/({_NUMBER})\.yaml")
_SCHEMA = re.compile(rf"schemas/({_FORM})/({_NUMBER})\.json")
_FILE = re.compile(rf"{FILES}([0-9a-f]{{64}})")
_TOLD = frozenset({MANIFEST, README, SUBMISSIONS, MOMENTS, AFTERWARDS, AFTERWARDS_SCHEMA})


class Version(NamedTuple):
    """A version of a form."""

    form: str
    version: int

    @property
    def spec(self) -> str:
        """The name of its text."""
        return f"specs/{self.form}/{self.version}.yaml"

    @property
    def schema(self) -> str:
        """The name of its schema."""
        return f"schemas/{self.form}/{self.version}.json"


def version_of(name: str) -> Version | None:
    """Return the version whose text a part is by its name, None when it is none."""
    found = _SPEC.fullmatch(name)
    return Version(found[1], int(found[2])) if found else None


def checksum_of(name: str) -> str:
    """Return the checksum of the content that a part is by its name, "" when it is none."""
    found = _FILE.fullmatch(name)
    return found[1] if found else ""


def is_part(name: str) -> bool:
    """Say whether an archive can have a part of this name."""
    return name in _TOLD or any(each.fullmatch(name) for each in (_SPEC, _SCHEMA, _FILE))


README_WORDS = """\
Submissions of Formspec, with everything that is needed to check them.

submissions.jsonl    the submissions, one JSON document a line, the oldest first
specs/               the text of each version of a form that they were asked with
schemas/             the JSON Schema (2020-12) that a submission of each version is valid under
files/               the photos and files that answers and actions name, each under its SHA-256
moments.jsonl        when each submission came, to the microsecond
afterwards.jsonl     what was decided on each submission since, and what became of its further actions, a line each
manifest.json        the size and the SHA-256 of every part

With Formspec:       formspec validate THIS.zip      checks all of it
                     formspec import THIS.zip        takes it into another Formspec
Without:             any JSON Schema validator checks a line of submissions.jsonl under the schema of the form and the
                     version that the line names; "digest" is the SHA-256 of the document without "digest", written as
                     canonical JSON (RFC 8785); "spec" is the SHA-256 of the text under specs/. A line of
                     afterwards.jsonl is checked under schemas/afterwards.json; its "submission" is the id of one.
"""
