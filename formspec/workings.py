"""What each working of a value takes: the keys that mean something with it, and how many parts it needs.

Here lives one table, for the rules of sense. What the keys mean lives in `formspec.grammar`.
"""

_MOVED = frozenset({"plus", "minus"})
_FOLDED = frozenset({"where", "blank-as"})
KEYS: dict[str, frozenset[str]] = {
    "question": _MOVED,
    "column": _MOVED,
    "number": frozenset(),
    "text": frozenset(),
    "date": _MOVED,
    "sum": _FOLDED,
    "mean": _FOLDED,
    "smallest": _FOLDED | _MOVED,
    "largest": _FOLDED | _MOVED,
    "product": _FOLDED,
    "difference": frozenset(),
    "quotient": frozenset(),
    "percentage": frozenset({"out-of"}),
    "count": frozenset({"where", "one-of"}),
    "most-possible": frozenset(),
    "findings": frozenset(),
    "between": frozenset(),
    "look-up": frozenset({"and", "bands"}),
    "choose": frozenset(),
}
"""The keys that may stand beside each working."""
NEEDED = {"percentage": "out-of", "look-up": "bands"}
"""The key that a working needs beside it."""
PAIRS = frozenset({"difference", "quotient"})
"""The workings of two parts."""
EXTREMES = frozenset({"smallest", "largest"})
FOLDS = frozenset({"sum", "mean", "product"}) | EXTREMES
"""The workings of any number of parts, each of which may cover many answers."""
NUMERIC = frozenset({"sum", "mean", "product", "difference", "quotient", "percentage"})
"""The workings of numbers."""
