"""A pair on which two judges differ, as small as it can be made, in words.

Here lives the telling of it, so that a failing test can be read.
"""

from collections.abc import Callable
from pprint import pformat

from formspec.loader import load
from formspec.model import Spec
from tests.agreement.answers_by_chance import Given
from tests.agreement.differences import Difference
from tests.agreement.scope import Tree
from tests.agreement.shrinking import kept, smallest
from tests.agreement.writing import written

Differing = Callable[[Spec, Given], Difference]


def told(tree: Tree, made: Given, differing: Differing) -> str:
    """Return the smallest spec and answers on which there is still the first of the differences, and what they are."""
    spec = load(written(tree).encode()).spec
    assert spec is not None
    about = next(iter(differing(spec, made)))
    tree, made = smallest(tree, made, lambda each, answers: about in differing(each, answers))
    spec = load(written(tree).encode()).spec
    assert spec is not None
    made = kept(spec, made)
    return f"\n{written(tree)}\n{pformat(made.values)}\nrows: {made.rows}\n\n{pformat(differing(spec, made))}"
