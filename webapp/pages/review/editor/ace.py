"""The editor's scripts: our own, and those of Ace where the package that carries it is installed.

Here lives the way to a few named files. Ace comes from the static files of `django_ace`, of which no code is run; the
text box works without it.
"""

import re
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.util import find_spec
from mimetypes import guess_type
from pathlib import Path

from flask import Response, abort, url_for

SCRIPTS = (
    "editor.js",
    "ace-box.js",
    "completer.js",
    "live.js",
    "only-nothing.js",
    "places.js",
    "plain-box.js",
    "preview.js",
    "problems.js",
    "saving.js",
)
"""Our own, of which the first begins."""
ACE_SCRIPTS = ("ace.js", "mode-yaml.js", "ext-language_tools.js", "ext-searchbox.js")
ACE_STYLE = "css/ace.css"
_KEPT = "public, max-age=31536000, immutable"
_DIGITS = 10
_IMAGE = re.compile(r'url\("\./(main-[0-9]+\.(?:png|svg))"\)')


def is_there() -> bool:
    """Return whether Ace is installed."""
    return _folder() is not None


def file_url(name: str) -> str:
    """Return the address of one of the editor's files, which changes when any of them does."""
    return url_for("editor.file", mark=_mark(), name=name)


def file(mark: str, name: str) -> Response:
    """Give one of the editor's files; those that it does not need do not exist here."""
    content = _content(name)
    if content is None:
        abort(404)
    kept = _KEPT if mark == _mark() else "no-store"
    sort = "text/javascript" if name.endswith(".js") else guess_type(name)[0] or "application/octet-stream"
    return Response(content, mimetype=sort, headers={"Cache-Control": kept})


def _content(name: str) -> bytes | None:
    if name in SCRIPTS:
        return _own(name)
    folder, ours = _folder(), name.removeprefix("ace/")
    if folder is None or ours == name or ours not in _ace_names():
        return None
    return (folder / ours).read_bytes()


@cache
def _own(name: str) -> bytes:
    return files("webapp.pages.review.editor").joinpath("script", name).read_bytes()


@cache
def _mark() -> str:
    folder = _folder()
    own = b"".join(map(_own, SCRIPTS))
    ace = (folder / "ace.js").read_bytes() if folder else b""
    return sha256(own + ace).hexdigest()[:_DIGITS]


@cache
def _ace_names() -> frozenset[str]:
    """Return the names of the files that are needed: the scripts, the style sheet, and the pictures that it shows."""
    folder = _folder()
    style = (folder / ACE_STYLE).read_text(encoding="utf-8") if folder else ""
    return frozenset({*ACE_SCRIPTS, ACE_STYLE, *(f"css/{name}" for name in _IMAGE.findall(style))})


@cache
def _folder() -> Path | None:
    """Return the folder that Ace stands in, None where the package is not installed."""
    found = find_spec("django_ace")
    places = found.submodule_search_locations if found else None
    folder = Path(places[0], "static", "django_ace", "ace") if places else None
    return folder if folder and (folder / "ace.js").is_file() else None
