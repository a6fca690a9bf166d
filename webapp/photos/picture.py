"""A picture that was sent, decoded and written anew.

Here lives all that touches the decoders, and nothing else: it is imported only by the process that may fail. What is
written holds no metadata: no place, no device, no date, no thumbnail of what was cut away.
"""

import importlib
from io import BytesIO

from PIL import Image, ImageCms, ImageOps

LONGEST_SIDE = 2560
PREVIEW_SIDE = 320
MOST_PIXELS = 64_000_000
"""The most pixels of a picture that is decoded: a little more than the cameras of phones take."""
_FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/heic": "HEIF", "image/heif": "HEIF"}
_QUALITY = 85
_PREVIEW_QUALITY = 80
_FEW_COLOURS = 4096
"""Up to so many colours a picture is a drawing or a screenshot, which JPEG would blur."""
_ORIENTATION = 0x0112
_WHITE = (255, 255, 255)


class TooLargeError(ValueError):
    """A picture has more pixels than are decoded."""


def remade(data: bytes, media_type: str, *, as_jpeg: bool) -> tuple[str, bytes, bytes]:
    """Return a picture anew: its media type, its content, and a small preview of it in JPEG.

    A drawing in PNG stays one; all else becomes JPEG, unless `as_jpeg` is false for a PNG. Raises TooLargeError, and
    whatever the decoders raise for what is broken.
    """
    image = _upright(_opened(data, media_type))
    drawn = media_type == "image/png" and (not as_jpeg or image.getcolors(_FEW_COLOURS) is not None)
    content = _png(image) if drawn else _jpeg(image, _QUALITY)
    preview = _on_white(image)
    preview.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE))
    return "image/png" if drawn else "image/jpeg", content, _jpeg(preview, _PREVIEW_QUALITY)


def _opened(data: bytes, media_type: str) -> Image.Image:
    """Return a picture of a size that is kept, decoded to its end."""
    Image.MAX_IMAGE_PIXELS = None  # asked here, before anything is decoded
    sort = _FORMATS[media_type]
    if sort == "HEIF":  # half of what a process takes for a small photo of another sort would go into loading this
        importlib.import_module("pillow_heif").register_heif_opener(thumbnails=False)
    image: Image.Image = Image.open(BytesIO(data), formats=[sort])
    width, height = image.size
    if width * height > MOST_PIXELS:
        raise TooLargeError
    image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    image.load()
    if image.mode.startswith(("I", "F")):
        image = _in_eight_bits(image)
    if image.mode not in {"L", "RGB", "RGBA"}:
        turned = image.convert("RGBA" if image.has_transparency_data else "RGB")
        turned.info = image.info
        image = turned
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), reducing_gap=2.0)
    return image


def _in_eight_bits(image: Image.Image) -> Image.Image:
    """Return a picture in 16 bits of grey in those shades that can be kept; to convert it alone would make it white."""
    shades = image.convert("I").point(lambda shade: shade * (1 / 256))
    return shades.convert("L")


def _upright(image: Image.Image) -> Image.Image:
    """Return a picture the right way up and in the colours of the web, without anything beside it."""
    profile = image.info.get("icc_profile")
    if image.getexif().get(_ORIENTATION) in range(2, 9):
        image = ImageOps.exif_transpose(image)
    if profile and image.mode in {"RGB", "RGBA"}:
        image = _in_web_colours(image, profile)
    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    return bare


def _in_web_colours(image: Image.Image, profile: bytes) -> Image.Image:
    """Return a picture in sRGB; as it is, where its profile cannot be read."""
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        turned = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"))
    except (ImageCms.PyCMSError, OSError):
        return image
    return turned or image


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode != "RGBA":
        return image.convert("RGB")
    flat = Image.new("RGB", image.size, _WHITE)
    flat.paste(image, mask=image.getchannel("A"))
    return flat


def _jpeg(image: Image.Image, quality: int) -> bytes:
    written = BytesIO()
    _on_white(image).save(written, "JPEG", quality=quality, optimize=True)
    return written.getvalue()


def _png(image: Image.Image) -> bytes:
    written = BytesIO()
    image.save(written, "PNG", optimize=True)
    return written.getvalue()
