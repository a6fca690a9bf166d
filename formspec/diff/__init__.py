"""What differs between two versions of a form, by address, and what that does to people and records."""

from formspec.diff.change import Change, Difference, Level
from formspec.diff.compare import apply, differences
from formspec.diff.report import compare

__all__ = ["Change", "Difference", "Level", "apply", "compare", "differences"]
