"""What was decided, in words, with what it depends on: the one sentence that every page and table says of it.

Here lives that alone, so that none says Yes where another says under which conditions.
"""


def decided_words(words: str, unmet: int) -> str:
    """Return what was decided: “Yes”, or “Yes, once 2 actions are closed” as long as so many are not."""
    if not unmet:
        return words
    return f"{words.removesuffix('.')}, once {'1 action is' if unmet == 1 else f'{unmet} actions are'} closed"
