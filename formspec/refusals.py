"""What a source may not hold, said in one sentence a rule: what it is and what to do about it.

Here live the words for what the source reader refuses by itself. The words for a syntax fault live in `diagnosis`,
because they depend on what was most likely meant.
"""

from collections.abc import Iterable

from formspec.nodes import Place
from formspec.problem import Level, Problem

_QUOTE = "Put quotation marks round the whole text."

REFUSALS = {
    "too-deep": "Lists stand here more than {most} deep in one another. Check the brackets and spaces above.",
    "too-many": "This form has more than {most:,} texts and lists. Check that it is the right file, or split the form.",
    "text-too-long": "This text has {length:,} characters, and the most is {most:,}. Check where it should end.",
    "duplicate-key": "“{key}:” is given on line {first} and again here, on line {line}. Keep one of the two.",
    "absent-key": "There is no name before this colon. Type one, or remove the line.",
    "absent-colon": "A colon is missing after “{key}”. If it is part of a text, put quotation marks round all of it.",
    "tight-colon": (
        "Type a space after the colon in “{key}”. If it is part of a text, put quotation marks round all of it."
    ),
    "complex-key": f"Only a name can stand before a colon. If a text begins here: {_QUOTE}",
    "merge-key": "“<<” cannot be used here. Write out the lines that it stands for.",
    "tag": f"A text cannot begin with “!” unless it is in quotes. {_QUOTE}",
    "anchor": f"A text cannot begin with “&” unless it is in quotes. {_QUOTE}",
    "alias": f"A text cannot begin with “*” unless it is in quotes. {_QUOTE}",
    "directive": "A line cannot begin with “%”. Remove the line; if it is text, put it in quotes.",
    "second-document": "A second form begins here. Keep one form in a file: remove this line, or what is below it.",
    "remark": (
        "What follows “#” is left out of the form: “{text}”. If it belongs to the text, put quotation marks round the "
        "whole text; if it is a remark of yours, type a space after the “#”."
    ),
    "lone-quote": (
        "This text ends with a quotation mark that nothing opens. Remove it, or type one where the text begins."
    ),
    "curly-quote": (
        "Curly quotation marks do not hold a text together, they become part of it. "
        "Type straight ones (\" or ') instead, unless people should see them."
    ),
    "run-on": (
        "This line goes on with the text above it. If it is a point of its own, begin it with a hyphen and a space, "
        "below the hyphen above."
    ),
    "empty": "This file says nothing yet. Write the form, or check that it is the right file.",
    "control-character": "This text holds an invisible character (U+{code:04X}), typed with a backslash. Remove it.",
    "too-many-problems": "There are more problems from here on. Put the {most} above right first, then check again.",
}
"""The sentence of each rule; the names in braces are filled in where it is found."""

WARNINGS = frozenset({"remark", "lone-quote", "curly-quote", "run-on"})
"""The rules whose texts can be read, so that nothing is stopped."""


def refusal(place: Place, rule: str, **words: str | int) -> Problem:
    """Return the problem of a rule at a place, with its words filled in."""
    level = Level.WARNING if rule in WARNINGS else Level.ERROR
    return Problem(place.line, place.column, rule, REFUSALS[rule].format(**words), level)


def foremost(problems: Iterable[Problem], most: int) -> tuple[Problem, ...]:
    """Return the problems in the order of the file, each once; after the first `most`, only that there are more."""
    found = sorted(set(problems))
    if len(found) <= most:
        return tuple(found)
    return (*found[:most], refusal(Place(found[most].line, found[most].column), "too-many-problems", most=most))
