"""What is wrong with an answer, as a value.

Here lives the shape of a finding only. How one is found lives in `engine.check` and `engine.validate`; how one is
worded lives in the kinds.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AnswerError:
    """One thing wrong with what was answered.

    `address` is the address of the answer (or the name of a document's member outside the answers), `name` the name
    of the input to link to (the address itself, where there is none), `code` what sort of fault it is, and `message`
    the sentence that a person reads. `check` is the address of the check that found it, "" where none did.
    """

    address: str
    name: str
    code: str
    message: str
    check: str = ""
