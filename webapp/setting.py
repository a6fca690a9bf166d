"""One setting as somebody wrote it, and the exception for one that cannot be used.

Here lives what several settings share. What each of them means lives in `webapp.settings` and `webapp.reach`.
"""

_YES_NO = {"yes": True, "no": False}


class SettingsError(Exception):
    """A setting that cannot be used: one sentence that says which, and what to do."""


def yes_no(name: str, text: str) -> bool:
    """Return what a setting of two values says. Raises SettingsError."""
    if text.lower() not in _YES_NO:
        raise SettingsError(f"{name} is “{text}”: set it to yes or no.")
    return _YES_NO[text.lower()]
