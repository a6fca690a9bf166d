"""The templates of the engine's pages, compiled once in a process.

Here lives the Jinja environment and what its templates may call. Templates hold HTML and nothing of policy.
"""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from engine.page.said import said, said_of_a_column
from engine.page.stencil import hole, mark, paragraphs, shield
from engine.wording import lower_first


@cache
def template(name: str) -> Template:
    """Return the compiled template of that file name."""
    return _environment().get_template(name)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("engine.page"), autoescape=True, undefined=StrictUndefined, auto_reload=False
    )
    environment.globals.update(mark=mark, hole=hole)
    environment.filters.update(
        paragraphs=paragraphs, lower_first=lower_first, said=said, said_of_a_column=said_of_a_column, shield=shield
    )
    return environment
