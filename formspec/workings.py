"""What each working of a value takes: the keys that mean something with it, and how many parts it needs.

Here lives one table, for the rules of sense. What the keys mean lives in `formspec.grammar`.
"""

_MOVED = frozenset({"plus", "minus"})
_COVERING = frozenset({"where", "blank-as", "of-column"})
_ROUNDED = frozenset({"rounded"})
KEYS: dict[str, frozenset[str]] = {
    "question": _MOVED | _ROUNDED,
    "column": _MOVED | _ROUNDED,
    "number": frozenset(),
    "text": frozenset(),
    "date": _MOVED,
    "sum": _COVERING | _ROUNDED,
    "mean": _COVERING | _ROUNDED,
    "smallest": _COVERING | _ROUNDED | _MOVED,
    "largest": _COVERING | _ROUNDED | _MOVED,
    "product": _COVERING | _ROUNDED,
    "difference": _COVERING | _ROUNDED,
    "quotient": _COVERING | _ROUNDED,
    "percentage": _COVERING | _ROUNDED | {"out-of"},
    "count": _ROUNDED | {"where", "one-of", "of-column"},
    "most-possible": _ROUNDED | {"of-column"},
    "findings": _ROUNDED,
    "between": _ROUNDED,
    "look-up": _COVERING | _ROUNDED | {"and", "bands"},
    "choose": _ROUNDED | _MOVED,
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
ADDRESSED = frozenset({"count", "most-possible"})
"""The workings whose parts are addresses and nothing else."""
COVERING = NUMERIC | EXTREMES | ADDRESSED | {"look-up"}
"""The workings in which an address may stand for several answers."""
ROUNDINGS = ("up", "down", "nearest")
"""The ways in which a number is made whole."""
