"""Why an edit was not made, as one sentence that says what to do instead.

Here lives the one exception of this package. Nothing here changes a text.
"""


class EditRefused(Exception):  # noqa: N818 (named after what happened)
    """The edit was not made, and the text is as it was; its words are for people."""
