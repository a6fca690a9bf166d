"""How the evidence prompts of a question differ, those under others with the rest.

Here lives the laying of prompts in one row, each with the prompt that it stands under, and the way back.
"""

from dataclasses import dataclass, replace

from formspec.model import Prompt


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedPrompt:
    """A prompt in its row.

    `heading` is the id of the one that it stands under, "" for none. A heading itself is not `tickable`.
    """

    id: str
    text: str
    was: tuple[str, ...] = ()
    heading: str = ""
    tickable: bool = True


def in_a_row(prompts: tuple[Prompt, ...], heading: str = "") -> tuple[ListedPrompt, ...]:
    """Return all prompts in the order in which they are read."""
    found: list[ListedPrompt] = []
    for each in prompts:
        found.append(ListedPrompt(id=each.id, text=each.text, was=each.was, heading=heading, tickable=not each.prompts))
        found += in_a_row(each.prompts, each.id)
    return tuple(found)


def nested(listed: tuple[ListedPrompt, ...]) -> tuple[Prompt, ...]:
    """Return the prompts that stood in a row, each under its heading."""
    under: dict[str, list[ListedPrompt]] = {}
    for each in listed:
        under.setdefault(each.heading, []).append(each)
    return _under(under, "")


def _under(under: dict[str, list[ListedPrompt]], heading: str) -> tuple[Prompt, ...]:
    bare = (Prompt(id=each.id, text=each.text, was=each.was) for each in under.get(heading, ()))
    return tuple(replace(each, prompts=_under(under, each.id)) for each in bare)
