"""The prompts of a question, for rules that look at every one of them.

Here lives the one walk that a model asks for: prompts nest. Nothing here finds a fault.
"""

from collections.abc import Iterator

from formspec.model import Prompt


def prompts(listed: tuple[Prompt, ...]) -> Iterator[Prompt]:
    """Yield every prompt, and those under it."""
    for prompt in listed:
        yield prompt
        yield from prompts(prompt.prompts)
