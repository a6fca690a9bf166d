"""PDFs as assistive technology reads them: by their tags, in the order of those, and what is wrong with them.

What is checked here are the rules of PDF/UA-1 (ISO 14289-1) that can be seen in the file; each says its clause.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from itertools import pairwise

import pikepdf

HEADINGS = ("/H1", "/H2", "/H3", "/H4", "/H5", "/H6")
_UA = "pdfuaid:part"
_BF_CHAR = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
_BF_RANGE = re.compile(rb"beginbfrange(.*?)endbfrange", re.DOTALL)
_PAIR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>")
_TRIPLE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>")


@dataclass(frozen=True)
class Tag:
    """An element of the structure: its role, its language, its alternative text, and the texts within, in order."""

    role: str
    lang: str
    alt: str
    text: str
    attributes: Mapping[str, str]
    parents: tuple[str, ...]


class Pdf:
    """A PDF that was read."""

    def __init__(self, content: bytes) -> None:
        self.file = pikepdf.open(BytesIO(content))
        self.root = self.file.Root
        self._pages = {page.objgen: self._marked(page) for page in self.file.pages}

    @cached_property
    def tags(self) -> list[Tag]:
        """Every element, in reading order."""
        return list(self._tags(self.root.StructTreeRoot, None, ()))

    @property
    def headings(self) -> list[tuple[str, str]]:
        return [(tag.role, tag.text) for tag in self.tags if tag.role in HEADINGS]

    @property
    def figures(self) -> list[str]:
        return [tag.alt for tag in self.tags if tag.role == "/Figure"]

    @cached_property
    def text(self) -> str:
        """What is read aloud, in order, blanks between elements as one."""
        return " ".join(" ".join(self._texts(self.root.StructTreeRoot, None)).split())

    @property
    def bookmarks(self) -> list[tuple[int, str]]:
        with self.file.open_outline() as outline:
            return list(_bookmarks(outline.root, 1))

    @property
    def rows(self) -> list[list[str]]:
        """The texts of the cells of every row of a table."""
        return [list(self._cells(row)) for row in self._of(self.root.StructTreeRoot, "/TR")]

    @property
    def pages(self) -> list[str]:
        """The text that stands on each page, read aloud or not, without blanks: a line may be drawn word by word."""
        return ["".join(_drawn(page)).replace(" ", "") for page in self.file.pages]

    def _cells(self, row: pikepdf.Object) -> Iterator[str]:
        for cell in _kids(row):
            yield " ".join(" ".join(self._texts(cell, None)).split())

    def _of(self, element: pikepdf.Object, role: str) -> Iterator[pikepdf.Object]:
        for kid in _kids(element):
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                if str(kid.S) == role:
                    yield kid
                yield from self._of(kid, role)

    def _tags(self, element: pikepdf.Object, page: object, parents: tuple[str, ...]) -> Iterator[Tag]:
        for kid in _kids(element):
            if not (isinstance(kid, pikepdf.Dictionary) and "/S" in kid):
                continue
            role, here = str(kid.S), kid.get("/Pg", page)
            text = "".join(self._texts(kid, here))
            attributes = {str(name): str(value) for each in _attributes(kid) for name, value in each.items()}
            yield Tag(role, str(kid.get("/Lang", "")), str(kid.get("/Alt", "")), text, attributes, parents)
            yield from self._tags(kid, here, (*parents, role))

    def _texts(self, element: pikepdf.Object, page: object) -> Iterator[str]:
        if isinstance(element, int):
            yield self._pages[page.objgen].get(element, "")
        elif isinstance(element, pikepdf.Dictionary):
            here = element.get("/Pg", page)
            if "/MCID" in element:
                yield self._pages[here.objgen].get(int(element.MCID), "")
            for kid in _kids(element):
                yield from self._texts(kid, here)

    def _marked(self, page: pikepdf.Page) -> dict[int, str]:
        """Return the text of each marked piece of a page, by its number."""
        fonts = _fonts(page)
        pieces: dict[int, str] = {}
        stack: list[tuple[int | None, str | None]] = []
        letters: Mapping[int, str] = {}
        for operands, operator in pikepdf.parse_content_stream(page):
            match str(operator):
                case "BDC" | "BMC":
                    given = operands[1] if len(operands) > 1 and isinstance(operands[1], pikepdf.Dictionary) else {}
                    said = str(given["/ActualText"]) if "/ActualText" in given else None
                    number = int(given["/MCID"]) if "/MCID" in given else (stack[-1][0] if stack else None)
                    stack.append((number, said if said is not None else (stack[-1][1] if stack else None)))
                    if said is not None and number is not None:
                        pieces[number] = pieces.get(number, "") + said
                case "EMC":
                    stack.pop()
                case "Tf":
                    letters = fonts[str(operands[0])]
                case "Tj" | "TJ" if stack and stack[-1][0] is not None and stack[-1][1] is None:
                    number = stack[-1][0]
                    pieces[number] = pieces.get(number, "") + "".join(_shown(operands[0], letters))
                case _:
                    pass
        return pieces

    def faults(self) -> list[str]:
        """Return what is wrong with it by PDF/UA-1, each with the clause that asks for it."""
        return list(_faults(self))


def _kids(element: pikepdf.Object) -> list[pikepdf.Object]:
    return _listed(element, "/K") if isinstance(element, pikepdf.Dictionary) else []


def _attributes(element: pikepdf.Object) -> list[pikepdf.Object]:
    return [each for each in _listed(element, "/A") if isinstance(each, pikepdf.Dictionary)]


def _listed(element: pikepdf.Object, name: str) -> list[pikepdf.Object]:
    """Return what stands under a name, one thing or several."""
    if name not in element:
        return []
    given = element[name]
    return list(given) if isinstance(given, pikepdf.Array) else [given]


def _shown(operand: pikepdf.Object, letters: Mapping[int, str]) -> Iterator[str]:
    for piece in operand if isinstance(operand, pikepdf.Array) else [operand]:
        if isinstance(piece, pikepdf.String):
            codes = bytes(piece)
            for at in range(0, len(codes), 2):
                yield letters.get(int.from_bytes(codes[at : at + 2]), "\0")


def _drawn(page: pikepdf.Page) -> Iterator[str]:
    """Yield the texts that a page is drawn with, in the order of drawing."""
    fonts, letters = _fonts(page), {}
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tf":
            letters = fonts[str(operands[0])]
        elif str(operator) in {"Tj", "TJ"}:
            yield from _shown(operands[0], letters)


def _fonts(page: pikepdf.Page) -> dict[str, dict[int, str]]:
    return {str(name): _letters(font) for name, font in page.get("/Resources", {}).get("/Font", {}).items()}


def _letters(font: pikepdf.Object) -> dict[int, str]:
    """Return what each code of a font stands for, as the font says."""
    found: dict[int, str] = {}
    if "/ToUnicode" not in font:
        return found
    table = font.ToUnicode.read_bytes()
    for block in _BF_CHAR.findall(table):
        found |= {int(code, 16): _decoded(to) for code, to in _PAIR.findall(block)}
    for block in _BF_RANGE.findall(table):
        for first, last, to in _TRIPLE.findall(block):
            for at in range(int(last, 16) - int(first, 16) + 1):
                found[int(first, 16) + at] = chr(int(to, 16) + at)
    return found


def _decoded(digits: bytes) -> str:
    return bytes.fromhex(digits.decode()).decode("utf-16-be")


def _bookmarks(items: list[pikepdf.OutlineItem], level: int) -> Iterator[tuple[int, str]]:
    for item in items:
        yield level, item.title
        yield from _bookmarks(item.children, level + 1)


def _faults(pdf: Pdf) -> Iterator[str]:
    root, tags = pdf.root, pdf.tags
    with pdf.file.open_metadata() as metadata:
        if metadata.get(_UA) != "1":
            yield "5: nothing says that it is PDF/UA-1"
        if not metadata.get("dc:title"):
            yield "7.1: it has no title"
    if not root.get("/MarkInfo", {}).get("/Marked") or "/StructTreeRoot" not in root:
        yield "7.1: it is not tagged"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        yield "7.1: its title is not shown"
    if not root.get("/Lang"):
        yield "7.2: it says no language"
    yield from _wrong_headings(pdf)
    yield from (f"7.3: a figure has no alternative text on {tag.parents}" for tag in tags if _is_unsaid(tag))
    yield from _wrong_tables(tags)
    yield from _unmarked(pdf)
    yield from _wrong_fonts(pdf)
    yield from _wrong_notes(pdf)


def _is_unsaid(tag: Tag) -> bool:
    return tag.role == "/Figure" and not tag.alt.strip()


def _wrong_headings(pdf: Pdf) -> Iterator[str]:
    levels = [HEADINGS.index(role) + 1 for role, _ in pdf.headings]
    if levels[:1] != [1]:
        yield "7.4.2: the first heading is not of the first level"
    for before, after in pairwise(levels):
        if after > before + 1:
            yield f"7.4.2: a heading of level {after} follows one of level {before}"
    yield from (f"7.4: a heading of role {role} is empty" for role, text in pdf.headings if not text.strip())


def _wrong_tables(tags: list[Tag]) -> Iterator[str]:
    tables = sum(tag.role == "/Table" for tag in tags)
    heads = sum(tag.role == "/THead" for tag in tags)
    if tables != heads:
        yield f"7.5: of {tables} tables {heads} have a head"
    for tag in tags:
        if tag.role == "/TH" and "/Scope" not in tag.attributes:
            yield "7.5: a head cell does not say what it is the head of"
        if tag.role in {"/TH", "/TD"} and tag.parents[-1] != "/TR":
            yield "7.2: a cell stands in no row"


def _unmarked(pdf: Pdf) -> Iterator[str]:
    """Yield where something is drawn that is neither tagged nor marked as there for looks alone."""
    for number, page in enumerate(pdf.file.pages, 1):
        depth = 0
        for _, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            depth += name in {"BDC", "BMC"}
            depth -= name == "EMC"
            if name in {"Tj", "TJ", "Do", "S", "s", "f", "f*", "F", "B", "B*", "b", "b*", "sh"} and not depth:
                yield f"7.1: page {number} has content that is not marked"
                break


def _wrong_fonts(pdf: Pdf) -> Iterator[str]:
    for each in pdf.file.objects:
        if not isinstance(each, pikepdf.Dictionary):
            continue
        if each.get("/Type") == "/FontDescriptor" and not {"/FontFile", "/FontFile2", "/FontFile3"} & set(each.keys()):
            yield f"7.21.4: {each.get('/FontName')} is not embedded"
        if each.get("/Subtype") == "/Type0" and "/ToUnicode" not in each:
            yield f"7.21.7: {each.get('/BaseFont')} does not say what its letters are"
    shown = (text for pieces in pdf._pages.values() for text in pieces.values())
    if any("\0" in text for text in shown):
        yield "7.21.7: a letter is shown that nothing says what it is"


def _wrong_notes(pdf: Pdf) -> Iterator[str]:
    for page in pdf.file.pages:
        for note in page.get("/Annots", []):
            if note.get("/Subtype") == "/Link" and not str(note.get("/Contents", "")):
                yield "7.18.5: a link says not where it leads"
            if "/StructParent" not in note:
                yield "7.18.1: a link is not tagged"
        if page.get("/Annots") and page.get("/Tabs") != "/S":
            yield "7.18.3: the order of links is not that of the tags"
