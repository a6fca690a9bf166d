"""What is said in another language, as Babel reads it.

Here lives the reading alone, apart from `engine.language`: only a form in another language waits for Babel's import.
"""

from collections.abc import Mapping
from importlib.resources import files
from io import StringIO

from babel import Locale
from babel.messages.pofile import read_po


def sentences(code: str) -> Mapping[str, str]:
    """Return what every English sentence is in a language."""
    text = files("engine.language").joinpath(f"{code}.po").read_text(encoding="utf-8")
    return {str(each.id): str(each.string) for each in read_po(StringIO(text)) if each.id and each.string}


def months(code: str) -> tuple[str, ...]:
    """Return the names of the months in a language."""
    names = Locale.parse(code).months["format"]["wide"]
    return tuple(names[number] for number in range(1, 13))
