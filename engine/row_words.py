"""What the rows are called that something stands in, where it is named away from them: “Person 2, Job 1”.

Here lives that name alone. On a page it stands over each row; in a list of errors, warnings or findings it says which
of several like answers is meant.
"""

from collections.abc import Iterator

from engine.texts import Told


def row_words(told: Told, address: str) -> str:
    """Return the names of the rows that an address stands in, outermost first; "" when it stands in none."""
    return ", ".join(_names(told, address))


def with_rows(told: Told, address: str, words: str) -> str:
    """Return words about the answer at an address, with the rows that it stands in before them."""
    rows = row_words(told, address)
    return f"{rows}: {words}" if rows else words


def question_words(told: Told, address: str, label: str) -> str:
    """Return what a spec asks at an address, as it is read there, with the rows that it stands in before it."""
    asker = told.form.cell(address) or told.form.laid.get(address)
    return with_rows(told, address, told.filled(label, asker.rows if asker else ()))


def _names(told: Told, address: str) -> Iterator[str]:
    """Yield the name of each row on the way to an address, with its number among those that there are."""
    group, *steps = address.split(".")
    for step in steps:
        laid = told.form.groups.get(group)
        if laid is not None and laid.question.group is not None and step in (laid.row_ids or ()):
            label = laid.question.group.row_label or told.form.language.say("Row")
            yield f"{told.filled(label, laid.rows)} {(laid.row_ids or ()).index(step) + 1}"
        group = f"{group}.{step}"
