"""Photos as phones and cameras make them, made for a test: with a place in them, turned, or hostile."""

from io import BytesIO

import pillow_heif
from PIL import Image

ORIENTATION, MAKER, GPS = 0x0112, 0x010F, 0x8825
QUARTERS = ((200, 30, 30), (30, 160, 30), (30, 30, 200), (220, 220, 40))
"""The colours of a picture's corners: top left, top right, bottom left, bottom right."""


def drawn(width: int = 120, height: int = 80) -> Image.Image:
    """Return a picture whose four quarters are told apart."""
    image = Image.new("RGB", (width, height))
    for number, colour in enumerate(QUARTERS):
        left, top = number % 2 * width // 2, number // 2 * height // 2
        image.paste(colour, (left, top, left + width // 2, top + height // 2))
    return image


def photo(size: tuple[int, int] = (120, 80), *, orientation: int = 1, shade: int = 0) -> bytes:
    """Return a JPEG that says where it was taken, by whose phone, and how it was held."""
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKER] = orientation, "A phone"
    exif.get_ifd(GPS).update({1: "N", 2: (52.0, 40.0, 12.0), 3: "W", 4: (2.0, 26.0, 30.0)})
    image = drawn(*size)
    image.putpixel((0, 0), (shade, shade, shade))
    return written(image, "JPEG", exif=exif, quality=95)


def heic(size: tuple[int, int] = (120, 80)) -> bytes:
    """Return a photo in HEIC, with a place in it."""
    exif = Image.Exif()
    exif.get_ifd(GPS).update({1: "N", 2: (52.0, 40.0, 12.0)})
    image = pillow_heif.from_pillow(drawn(*size))
    kept = BytesIO()
    image.save(kept, quality=80, exif=exif.tobytes())
    return kept.getvalue()


def png(width: int = 60, height: int = 40, *, shade: int = 0) -> bytes:
    """Return a drawing in PNG, with a text in it that nobody sees."""
    image = drawn(width, height)
    image.putpixel((0, 0), (shade, shade, shade))
    return written(image, "PNG")


def written(image: Image.Image, sort: str, **settings: object) -> bytes:
    kept = BytesIO()
    image.save(kept, sort, **settings)
    return kept.getvalue()


def opened(content: bytes) -> Image.Image:
    """Return a picture decoded to its end."""
    image = Image.open(BytesIO(content))
    image.load()
    return image


def corners(image: Image.Image) -> tuple[int, ...]:
    """Return which quarter of `drawn` stands in each corner."""
    near, width, height = 6, image.width - 1, image.height - 1
    places = ((near, near), (width - near, near), (near, height - near), (width - near, height - near))
    return tuple(_nearest(image.convert("RGB").getpixel(place)) for place in places)


def _nearest(colour: tuple[int, ...]) -> int:
    return min(range(4), key=lambda each: sum((a - b) ** 2 for a, b in zip(QUARTERS[each], colour, strict=True)))
