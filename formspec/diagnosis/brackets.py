"""Mistakes with [ ] and { }: one left open, closed by the other, one too many, a comma missing, text that begins so."""

import re

from formspec.diagnosis.fault import Fault, indent, shown
from formspec.problem import Problem

_CLOSING = {"[": "]", "{": "}"}
_NAME = re.compile(r"""\s*(?:[\w-]+|"[^"]*"|'[^']*')\s*""")
_SEMICOLON = re.compile(r";\s*[\w-]+\s*$")
_UNCLOSED = "The “{opening}” that opens here is not closed. Add “{closing}” where its list ends."


def unclosed(fault: Fault) -> Problem | None:
    """Recognise a bracket left open: the line of the fault begins like one outside it, or there is none."""
    opening = _opening(fault)
    if not opening:
        return None
    outside = fault.line > len(fault.lines) or indent(fault.here) <= indent(fault.text(fault.start.line))
    if fault.line == fault.start.line or not (outside or not fault.here.strip()):
        return None
    message = _UNCLOSED.format(opening=opening, closing=_CLOSING[opening])
    return fault.at(fault.start.line, fault.start.column, message)


def wrong_closing(fault: Fault) -> Problem | None:
    """Recognise a list closed by the other kind of bracket."""
    opening = _opening(fault)
    if not opening or fault.character not in ("]", "}"):
        return None
    message = f"“{opening}” is closed here by “{fault.character}”. Type “{_CLOSING[opening]}” instead."
    return fault.at(fault.line, fault.column, message)


def comma_missing(fault: Fault) -> Problem | None:
    """Two things in brackets with nothing between them."""
    opening = _opening(fault)
    if not opening:
        return None
    before = fault.here[: fault.column - 1]
    above = fault.above(fault.line)
    if fault.character == ":" and above and _NAME.fullmatch(before) and above >= fault.start.line:
        return fault.at(above, len(fault.text(above).rstrip()) + 1, "A comma is missing at the end of this line.")
    if fault.character == ":" and (sign := _SEMICOLON.search(before)):
        return fault.at(fault.line, sign.start() + 1, "Type a comma in place of this semicolon.")
    if fault.character == ":":
        message = (
            f"Inside “{opening}” a text with a colon in it needs quotation marks round it. "
            "If a new part begins here, a comma is missing before it."
        )
    else:
        after = shown(fault.here[fault.column - 1 :])
        message = f"A comma is missing before {after}; if all of this is one text, put quotation marks round it."
    return fault.at(fault.line, fault.column, message)


def _opening(fault: Fault) -> str:
    if "flow" not in fault.doing or "did not find expected ','" not in fault.said:
        return ""
    opening = fault.text(fault.start.line)[fault.start.column - 1 : fault.start.column]
    return opening if opening in _CLOSING else ""


def nothing_between(fault: Fault) -> Problem | None:
    """Recognise a comma or a colon in brackets with nothing before it, or a bracket that closes nothing."""
    if "did not find expected node content" not in fault.said:
        return None
    if fault.character in (",", ":"):
        message = (
            f"There is nothing before this “{fault.character}”. Remove it, or put the whole text in quotation marks."
        )
    elif fault.character == "-" and not fault.begins_line:
        message = "Inside brackets a list has commas, not hyphens. If this begins a text, put quotation marks round it."
    elif fault.character in ("]", "}"):
        return _closes_nothing(fault)
    else:
        return _open_above(fault)
    return fault.at(fault.line, fault.column, message)


def _open_above(fault: Fault) -> Problem | None:
    """Return the problem of the nearest line above, or this one, that opens more brackets than it closes."""
    line = fault.line
    while line:
        text = fault.text(line)
        opened = max(text.rfind("["), text.rfind("{"))
        if text.count("[") + text.count("{") > text.count("]") + text.count("}"):
            return fault.at(line, opened + 1, _UNCLOSED.format(opening=text[opened], closing=_CLOSING[text[opened]]))
        line = fault.above(line)
    return None


def too_many(fault: Fault) -> Problem | None:
    """Recognise a closing bracket with no opening one."""
    return _closes_nothing(fault) if fault.character and fault.character in "]}" else None


def _closes_nothing(fault: Fault) -> Problem:
    message = f"This “{fault.character}” closes nothing. Remove it, or put the whole text in quotation marks."
    return fault.at(fault.line, fault.column, message)


def goes_on(fault: Fault) -> Problem | None:
    """Text after a closing bracket, as in `[Optional] Your name`."""
    before = fault.here[: fault.column - 1].rstrip()
    if not before.endswith(("]", "}")) or "did not find expected" not in fault.said:
        return None
    message = (
        f"There is text after “{before[-1]}”: {shown(fault.here[fault.column - 1 :])}. "
        "If all of it is one text, put quotation marks round the whole text."
    )
    return fault.at(fault.line, fault.column, message)


DIAGNOSERS = (unclosed, wrong_closing, comma_missing, nothing_between, too_many, goes_on)
