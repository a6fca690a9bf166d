"""The place for an earlier answer in a text names one that there is.

“((section.question))” shows what was answered. With another address, or with blanks between the brackets, the brackets
would stand in the text as they were typed; and an answer that is only asked later is not there yet to be shown. (The
introduction and the letter stand before all questions, and may show any answer.)

Fails::

    - id: child
      label: Name of the child
      kind: text
    - id: born
      label: When was ((visit.chid)) born?   # <- placeholder
      kind: date
    - id: like
      label: What does ((visit.friend)) like?   # <- placeholder
      kind: text
    - id: friend
      label: Name of a friend
      kind: text

Passes::

    - id: child
      label: Name of the child
      kind: text
    - id: born
      label: When was ((visit.child)) born?
      kind: date
"""

import re
from collections.abc import Iterator

from formspec.addresses import Named
from formspec.nodes import Place, Text
from formspec.placeholders import PLACEHOLDER
from formspec.problem import Problem
from formspec.rules.check_fault import all_checks
from formspec.suggest import Guesses, short
from formspec.written import Written, error

ID = "placeholder"
_LIKELY = re.compile(r"\(\(\s*([A-Za-z0-9][A-Za-z0-9 ._-]{0,298}?)\s*\)\)|\(\(([a-z0-9-]+\.[a-z0-9.-]+)")


def check(written: Written) -> Iterator[Problem]:
    """Yield every place for an answer that is not there, or that is not written as one."""
    texts = [text for text in written.texts if "((" in text.text]
    messages = set(_messages(written)) if texts else set()
    guesses = Guesses()
    for text in texts:
        for found in _LIKELY.finditer(text.text):
            address = (found[1] or found[2]).rstrip(".")
            message = _message(written, found[0], address, guesses)
            if not message and text.place not in messages:
                message = _later(written, text, address)
            if message:
                yield error(text.place, ID, message)
                break


def _messages(written: Written) -> Iterator[Place]:
    """Yield where the messages of checks stand: they are read after the answers, wherever they are written."""
    for check in all_checks(written):
        yield written.place(check, "message")


def _message(written: Written, said: str, address: str, guesses: Guesses) -> str:
    named = written.addresses.get(address)
    if not _shows(named):
        more = guesses.did_you_mean(address, written.addresses.table)
        return f"There is no answer “{short(address)}” to show here.{more or ' Write it as ((section.question)).'}"
    return "" if PLACEHOLDER.fullmatch(said) else f"The answer is not shown unless it is written as (({address}))."


def _later(written: Written, text: Text, address: str) -> str:
    """Return that a text among the questions stands before the answer that it shows, "" where it does not."""
    named, sections = written.addresses.get(address), written.spec.sections
    if named is None or named.question is None or not sections or text.place < sections[0].place:
        return ""
    later = text.place < named.question.place
    return (
        f"“{address}” is asked later than this text stands: show an earlier answer, or move one of them."
        if later
        else ""
    )


def _shows(named: Named | None) -> bool:
    return named is not None and bool(named.answers)
