"""What patterns cannot hold, though regular expressions often do, and what to write instead.

Here live the sentences for a policy lead, by the sign, the escape or the group that they refuse.
"""

import re

SIGNS = "^$\\.*+?()[]{}|/"
"""The signs that may stand behind a backslash, and then mean themselves."""


class PatternError(ValueError):
    """A pattern that cannot be used; the message says why, and what to write instead."""


def sign_refused(sign: str) -> str:
    """Return why a sign cannot stand where a character is expected, or ""."""
    if sign in "^$":
        return f"“{sign}” is not needed, as the whole answer is compared: remove it, or write \\{sign} for the sign."
    if sign == ".":
        return (
            "“.” means different things in different programs: write the characters that may stand there, "
            "such as [A-Za-z0-9 ], or \\. for a full stop."
        )
    if sign in "*+?":
        return f"“{sign}” has nothing to repeat: put something before it, or write \\{sign} for the sign itself."
    if sign == "{":
        return (
            "A “{” must stand behind what it repeats and hold numbers, as in [0-9]{6}: write \\{ for the sign itself."
        )
    return f"A “{sign}” closes nothing: remove it, or write \\{sign} for the sign itself." if sign in "]}" else ""


def group_refused(rest: str) -> str:
    """Return why a group that begins with `(?` cannot be used."""
    for form, sentence in _GROUPS:
        if found := form.match(rest):
            return sentence.format(found[0])
    return f"“{rest[:3]}” cannot be used: write ( ) around what belongs together."


_GROUPS = tuple(
    (re.compile(form), sentence)
    for form, sentence in (
        (
            r"\(\?<?[=!]",
            "Looking ahead or back (“{}”) cannot be used: describe the answer from its first character to its last.",
        ),
        (r"\(\?P=", "Asking for the same again (“{}”) cannot be used: write out what may stand there."),
        (r"\(\?(?:P?<|')", "A group cannot have a name (“{}”): write ( ) without one."),
        (
            r"\(\?[a-zA-Z^-]+[:)]?",
            "Settings inside a pattern (“{}”) cannot be used: write what is meant, such as [A-Za-z] for both cases.",
        ),
    )
)


def _instead(letters: str, sentence: str) -> dict[str, str]:
    return {letter: sentence.format(f"“\\{letter}”") for letter in letters}


ESCAPES = {
    **_instead("d", "{} means different digits in different programs: write [0-9]."),
    **_instead("w", "{} means different letters in different programs: write the characters, such as [A-Za-z0-9]."),
    **_instead("s", "{} means different blanks in different programs: write a space."),
    **_instead("DWS", "{} means different characters in different programs: write those it must not be, as in [^0-9]."),
    **_instead("bB", "{} (the edge of a word) cannot be used: write the characters that stand there."),
    **_instead("AzZG", "{} is not needed, as the whole answer is compared: remove it."),
    **_instead("123456789gk", "{} (the same again) cannot be used: write out what may stand there."),
    **_instead("pPX", "{} is not known to every program: write the letters, such as [A-Za-zÀ-ÖØ-öø-ÿ]."),
    **_instead("acefnrtuvxNRUhHVK0", "{} is not the same in every program: write the character itself."),
    **_instead("QE", "{} is not known to every program: write \\ before each sign instead."),
}
"""Why a letter or digit cannot stand behind a backslash."""
