"""From a syntax fault to a `Problem` at the line where a person would look, in words that say what to do.

Each module here knows one family of mistakes and offers diagnosers: functions that look at a `Fault` and either
recognise their mistake or pass. They are asked in the order written below, and the first that knows it answers.
Nothing here knows YAML; what the library said of the fault comes in as plain values.
"""

from formspec.diagnosis.beginnings import DIAGNOSERS as BEGINNINGS
from formspec.diagnosis.brackets import DIAGNOSERS as BRACKETS
from formspec.diagnosis.colons import DIAGNOSERS as COLONS
from formspec.diagnosis.fault import Fault
from formspec.diagnosis.indentation import DIAGNOSERS as INDENTATION
from formspec.diagnosis.quotes import DIAGNOSERS as QUOTES
from formspec.problem import Problem

DIAGNOSERS = (*QUOTES, *BEGINNINGS, *BRACKETS, *COLONS, *INDENTATION)


def diagnose(fault: Fault) -> Problem:
    """Return the problem behind a fault; one that no diagnoser knows is reported where it was met."""
    for recognise in DIAGNOSERS:
        problem = recognise(fault)
        if problem:
            return fault.inside(problem)
    message = "This line cannot be understood. Check its quotation marks, its colon and the spaces at its beginning."
    return fault.inside(fault.at(fault.line, fault.column, message))
