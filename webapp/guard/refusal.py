"""Refusing a request, with a sentence for the person who sent it.

Refused            the request is not served
└── FormExpired    it is well-formed, but its token is not ours: the form can be sent again from a fresh page
"""

from werkzeug.exceptions import HTTPException


class Refused(HTTPException):
    """A request that is not served: its status, and one sentence that says why and what to do."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.code = status
        self.status = status
        self.sentence = sentence


class FormExpired(Refused):
    """A form whose token does not belong to this browser's visit. Nothing was done with what it holds."""

    def __init__(self) -> None:
        super().__init__(
            403,
            "This page was open for too long, or this browser does not keep cookies, so nothing was saved. Load the "
            "page again and repeat what you did.",
        )
