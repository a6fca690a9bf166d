"""The place for an earlier answer in a text names one that there is.

“((section.question))” shows what was answered. With another address, or with blanks between the brackets, the brackets
would stand in the text as they were typed; and an answer that is only asked later is not there yet to be shown. (The
introduction and the letter stand before all questions, and may show any answer.)

A text shows at most 50 earlier answers, and the texts of a form at most 1,000 in all; those of columns and options
that several questions share count at each, and what the label of an option shows counts where that answer is shown.
The label of an option shows no answer that is only asked at its own question or later.

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
from formspec.logic import Value
from formspec.nodes import Place, Text
from formspec.placeholders import PLACEHOLDER
from formspec.problem import Problem
from formspec.rules.check_fault import all_checks
from formspec.showing import Shown
from formspec.suggest import Guesses, short
from formspec.written import Written, error

ID = "placeholder"
MOST_IN_A_TEXT, MOST_IN_A_FORM = 50, 1_000
_MORE = f"the form shows earlier answers in more than {MOST_IN_A_FORM:,} places"
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
    if texts:
        yield from _too_many(written, texts, Shown(written.addresses, written.placed, _copied(written)))


def _copied(written: Written) -> dict[str, list[str]]:
    """Return the addresses from which each answer that is worked out may have its words."""
    copied: dict[str, list[str]] = {}
    for found in written.found:
        if found.asked.key == "calculate" and isinstance(found.node, Value) and found.node.op == "question":
            copied.setdefault(found.asked.asker.address, []).append(found.node.text)
    return copied


def _too_many(written: Written, texts: list[Text], shown: Shown) -> Iterator[Problem]:
    """Yield the texts that show more answers than they may, and where all together come to more than a form may."""
    for question in shown.looping:
        message = "The label of an option shows an answer that is not asked before this question: show an earlier one."
        yield error(written.place(question), ID, message)
    total = 0
    for text in texts:
        count = shown.count(text.text)
        if count > MOST_IN_A_TEXT:
            message = f"This text shows {count:,} earlier answers: a text shows at most {MOST_IN_A_TEXT}."
            yield error(text.place, ID, message)
        if total <= MOST_IN_A_FORM < total + count:
            yield error(text.place, ID, f"Up to this text, {_MORE}: take some out.")
        total += count
    if total <= MOST_IN_A_FORM:
        yield from _shared(written, shown)


def _shared(written: Written, shown: Shown) -> Iterator[Problem]:
    """Yield the question up to which the questions, with what they share, show more answers than a form may."""
    total = 0
    for _, question in written.questions:
        total += shown.in_question(question)
        if total > MOST_IN_A_FORM:
            message = f"Up to this question, {_MORE}, those of shared columns and options included: take some out."
            yield error(written.place(question), ID, message)
            return


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
