"""The addresses of what pages are shown with: styles, pictures and scripts, each of which changes with its content.

Here live those addresses and the giving out of scripts that load one another, which change together. Nothing here knows
a page.
"""

from functools import cache
from hashlib import sha256
from importlib.resources import files

from flask import Flask, Response, abort, url_for

from engine.page.sheet import sheet_css
from engine.script import script_names, script_text

SHEET = "sheet.css"
KEPT_FOR = 365 * 24 * 60 * 60
_DIGITS = 10
_SCRIPT = ".js"
_SHELL_STYLES = ("app.css", SHEET, "icon.svg")


def register(application: Flask) -> None:
    """Give out what pages are shown with, and give templates the addresses of it."""
    application.config["SEND_FILE_MAX_AGE_DEFAULT"] = KEPT_FOR
    application.jinja_env.globals.update(asset=asset, script=script, module=module)
    application.add_url_rule(f"/static/{SHEET}", "sheet", _sheet)
    application.add_url_rule("/script/<mark>/<name>", "script", _script)
    application.add_url_rule("/module/<mark>/<name>", "module", _module)


def asset(name: str) -> str:
    """Return the address of an asset, which changes when its content does."""
    if name == SHEET:
        return url_for("sheet", v=_mark(name))
    return url_for("static", filename=name, v=_mark(name))


def script(name: str) -> str:
    """Return the address of one of the engine's scripts, all of which change together."""
    return url_for("script", mark=_scripts_mark(), name=name)


def module(name: str) -> str:
    """Return the address of one of the application's own scripts that load one another; all change together."""
    return url_for("module", mark=_modules_mark(), name=name)


def module_urls() -> list[str]:
    """Return the address of everything that a page of a draft is shown with, and of all that this loads."""
    return [
        *map(asset, (*_SHELL_STYLES, *_module_names())),
        *map(module, _module_names()),
        *map(script, sorted(script_names())),
    ]


@cache
def _module_names() -> tuple[str, ...]:
    listed = files("webapp").joinpath("static").iterdir()
    return tuple(sorted(each.name for each in listed if each.name.endswith(_SCRIPT)))


def _text(name: str) -> str:
    return files("webapp").joinpath("static", name).read_text(encoding="utf-8")


@cache
def _modules_mark() -> str:
    return sha256("".join(map(_text, _module_names())).encode()).hexdigest()[:_DIGITS]


@cache
def _scripts_mark() -> str:
    return sha256("".join(map(script_text, script_names())).encode()).hexdigest()[:_DIGITS]


@cache
def _mark(name: str) -> str:
    content = sheet_css().encode() if name == SHEET else files("webapp").joinpath("static", name).read_bytes()
    return sha256(content).hexdigest()[:_DIGITS]


def _module(mark: str, name: str) -> Response:
    if name not in _module_names():
        abort(404)
    return _given(_text(name), is_current=mark == _modules_mark())


def _script(mark: str, name: str) -> Response:
    if name not in script_names():
        abort(404)
    return _given(script_text(name), is_current=mark == _scripts_mark())


def _given(text: str, *, is_current: bool) -> Response:
    kept = f"public, max-age={KEPT_FOR}, immutable" if is_current else "no-store"
    return Response(text, mimetype="text/javascript", headers={"Cache-Control": kept})


def _sheet() -> Response:
    return Response(sheet_css(), mimetype="text/css", headers={"Cache-Control": f"public, max-age={KEPT_FOR}"})
