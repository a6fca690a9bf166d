"""A type of file is one that can be told from others by its contents.

Fails::

    - id: plan
      label: The plan
      kind: file
      types: [pdf, doc]   # <- file-types

Passes::

    - id: plan
      label: The plan
      kind: file
      types: [pdf, docx]
"""

from collections.abc import Iterator

from formspec.problem import Problem
from formspec.reading import text_nodes
from formspec.suggest import listed, nearest, short
from formspec.written import Written, error

ID = "file-types"
TYPES = ("pdf", "jpeg", "png", "heic", "docx", "xlsx", "csv", "txt")
_MEANT = {"jpg": "jpeg", "doc": "docx", "word": "docx", "xls": "xlsx", "excel": "xlsx", "text": "txt", "heif": "heic"}


def check(written: Written) -> Iterator[Problem]:
    """Yield every type of file that does not exist, stands twice, or of which there is none."""
    for column in written.columns:
        if not written.has(column, "types"):
            continue
        met: set[str] = set()
        for text in text_nodes(written.mapping(column), "types"):
            name = text.text.strip()
            if name and name not in TYPES:
                yield error(text.place, ID, f"There is no type of file “{short(name)}”.{_more(name)}")
            elif name in met:
                yield error(text.place, ID, f"“{name}” stands here twice: take it out once.")
            met.add(name)
        if not met and column.types == ():
            yield error(written.key_place(column, "types"), ID, "No type of file is allowed: write one, such as pdf.")


def _more(name: str) -> str:
    word = name.casefold().lstrip(".")
    meant = word if word in TYPES else _MEANT.get(word) or nearest(word, TYPES)
    return f" Did you mean “{meant}”?" if meant else f" The types are {listed(TYPES, 'and')}."
