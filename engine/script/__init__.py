"""The browser's side of a form: the same rules, read from the same data, on the page.

Here live the scripts, as files, and the giving of them out. `form.js` is the one that a page loads; it finds the rest.
"""

from functools import cache
from importlib.resources import files


@cache
def script_names() -> frozenset[str]:
    """Return the names of all scripts."""
    return frozenset(each.name for each in files(__name__).iterdir() if each.name.endswith(".js"))


@cache
def script_text(name: str) -> str:
    """Return the text of a script."""
    return files(__name__).joinpath(name).read_text(encoding="utf-8")
