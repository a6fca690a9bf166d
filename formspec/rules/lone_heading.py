"""A prompt that introduces others has some under it.

“Look at:” with nothing to look at is a heading over nothing: most often the prompts below it are not indented enough.

Warns::

    - id: teaching
      label: How good is the teaching?
      kind: text
      evidence:
        - {id: look-at, text: "Look at:"}   # <- lone-heading
        - {id: books, text: Books}

Passes::

    - id: teaching
      label: How good is the teaching?
      kind: text
      evidence:
        - id: look-at
          text: "Look at:"
          prompts:
            - {id: books, text: Books}
"""

from collections.abc import Iterator

from formspec.problem import Problem
from formspec.written import Written, warning

ID = "lone-heading"


def check(written: Written) -> Iterator[Problem]:
    """Yield every prompt that reads like a heading, or has a list of prompts, and has none under it."""
    for prompt in written.prompts:
        if not prompt.prompts and (prompt.text.endswith(":") or written.has(prompt, "prompts")):
            message = "Nothing stands under this prompt: write “prompts:” below it, or word it as a prompt of its own."
            yield warning(written.place(prompt, "text"), ID, message)
