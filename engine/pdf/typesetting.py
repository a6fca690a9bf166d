"""The setting of a report as a PDF, with the template beside this module.

Here lives all that calls the typesetter. It reads the template, the content and the pictures that it is given, and
nothing else: no file of the machine, no font of the machine, no address.
"""

import json
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from io import BytesIO

import typst
from PIL import Image

from engine.json_value import JsonObject
from engine.pdf.characters import FAMILIES, all_showable, folders, has_missing

_TEMPLATES = ("report.typ", "table.typ")
_MAIN = "main.typ"
_ROOT = str(files("engine.pdf"))
"""The one folder that a template could read of: its own."""
_UA, _A = "ua-1", "a-2a"
_SIDE, _SMALL_SIDE = 1200, 640
_MANY = 40
"""From so many photos on they are made smaller."""
_MOST_PIXELS = 40_000_000
_QUALITY = 80
_WHITE = (255, 255, 255)
_MATTE = "RGB"


class NotSetError(Exception):
    """A report that cannot be set as a PDF; the text says why, for whoever looks after the template."""


def typeset(content: JsonObject, pictures: Mapping[str, bytes], moment: datetime | None) -> bytes:
    """Return a report as a PDF: tagged (PDF/UA-1), and where it has a date, made to be kept (PDF/A-2a).

    `content` is as `engine.pdf.report` writes it; `pictures` holds its drawings (SVG) and photos (JPEG or PNG) by name.
    A photo that is not among them, or cannot be read, is said not to be shown. Raises NotSetError.
    """
    drawings = {name: each for name, each in pictures.items() if name.endswith(".svg")}
    photos = _photos({name: each for name, each in pictures.items() if name not in drawings})
    shapes: JsonObject = {
        name: {"file": f"{name}.svg", "ratio": photo.width / photo.height} for name, photo in photos.items()
    }
    shown = all_showable(content)
    beside: JsonObject = {
        "photos": shapes,
        "families": list(FAMILIES),
        "dated": moment is not None,
        "has_unshown": has_missing(shown),
    }
    read = json.dumps({**shown, **beside}, ensure_ascii=False)
    files_by_name = {**_templates(), "content.json": read.encode(), **drawings, **_as_files(photos)}
    try:
        made = typst.compile(  # type: ignore[call-overload]  # it takes files by name, too
            files_by_name,
            root=_ROOT,
            font_paths=_fonts(),
            pdf_standards=[_UA] if moment is None else [_UA, _A],
            timestamp=None if moment is None else int(moment.timestamp()),
        )
    except typst.TypstError as fault:
        raise NotSetError(fault.message) from None
    return bytes(made)


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=list(folders()))


@cache
def _templates() -> Mapping[str, bytes]:
    texts = {name: files("engine.pdf").joinpath(name).read_bytes() for name in _TEMPLATES}
    return {_MAIN if name == _TEMPLATES[0] else name: text for name, text in texts.items()}


@dataclass(frozen=True, slots=True)
class _Photo:
    """A photo as it is set: a JPEG, and its size."""

    content: bytes
    width: int
    height: int


def _as_files(photos: Mapping[str, _Photo]) -> dict[str, bytes]:
    """Return photos as files of text, which is what the typesetter takes without a folder: the JPEG stays as it is."""
    return {f"{name}.svg": _drawn(photo) for name, photo in photos.items()}


def _drawn(photo: _Photo) -> bytes:
    size = b'width="%d" height="%d"' % (photo.width, photo.height)
    opening = b'<svg xmlns="http://www.w3.org/2000/svg" %b><image %b href="data:image/jpeg;base64,' % (size, size)
    return opening + b64encode(photo.content) + b'"/></svg>'


def _photos(given: Mapping[str, bytes]) -> dict[str, _Photo]:
    """Return the photos that can be read, by name, each of a size that paper needs."""
    side = _SIDE if len(given) <= _MANY else _SMALL_SIDE
    made = ((name, _shrunk(photo, side)) for name, photo in given.items())
    return {name: photo for name, photo in made if photo}


def _shrunk(photo: bytes, side: int) -> _Photo | None:
    """Return a photo with no more pixels a side, and nothing beside the picture; None where it is broken."""
    written = BytesIO()
    try:
        image: Image.Image = Image.open(BytesIO(photo), formats=["JPEG", "PNG"])
        if image.width * image.height > _MOST_PIXELS:
            return None
        image.draft(_MATTE, (side, side))
        image.thumbnail((side, side), reducing_gap=2.0)
        _on_white(image).save(written, "JPEG", quality=_QUALITY, optimize=True)
    except Exception:  # what is broken in a picture breaks its decoding in many ways
        return None
    return _Photo(written.getvalue(), *image.size)


def _on_white(image: Image.Image) -> Image.Image:
    flat = Image.new(_MATTE, image.size, _WHITE)
    seen = image.convert("RGBA" if image.has_transparency_data else _MATTE)
    flat.paste(seen, mask=seen.getchannel("A") if seen.mode == "RGBA" else None)
    return flat
