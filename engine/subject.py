"""Whether two submissions are about the same: by the name that each gives its subject.

Here lives that comparing of names alone. What a form is about is declared in its spec; what a document says of it is
for `engine.document`. There is no other sign than the name: two subjects of one name count as one.
"""

import unicodedata


def subject_key(name: str) -> str:
    """Return what two names of the same subject have in common, "" for a blank one.

    Names are the same when they differ only in capitals, in white space, or in how Unicode writes their characters
    (normal form NFKC, case folded: Unicode 15, chapter 3.13).
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    return " ".join(folded.split())


def same_subject(one: str, other: str) -> bool:
    """Say whether two names are of the same subject; a blank one is of none."""
    key = subject_key(one)
    return bool(key) and key == subject_key(other)
