"""Revisions of a spec by chance: what a policy lead may do to a form between one version and the next.

Here lives the one function that others call. What can be done lives in `acts`, the tree that it is done to in `tree`.
"""

import json
from random import Random

from formspec.loader import load
from tests.agreement.writing import written
from tests.revisions.acts import ACTS, Act
from tests.revisions.tree import Tree, tree_of

_TRIALS = 60


def revise(spec_text: str, random: Random, *, acts: tuple[Act, ...] = ACTS, most: int = 4) -> str:
    """Return the text of the next version of a spec, which the loader accepts, with up to so many unlike edits.

    Whatever has gone is either retired or what some other part says it was. At least one act is done, if any can be.
    """
    tree = tree_of(spec_text)
    version = tree["version"]
    assert isinstance(version, int)
    _forget(tree)
    tree["version"] = version + 1
    wanted = random.randint(1, most)
    for _ in range(_TRIALS):
        if not wanted:
            break
        done = _done(random.choice(acts), tree, random)
        if done is not None:
            tree, wanted = done, wanted - 1
    return written(tree)


def _done(act: Act, tree: Tree, random: Random) -> Tree | None:
    """The tree after an act; None where it cannot be done, or leaves no good spec."""
    done = act(json.loads(json.dumps(tree)), random)
    return done if done is not None and load(written(done).encode()).spec is not None else None


def _forget(node: object) -> None:
    """Take out what parts were in the version before the one that is revised."""
    if isinstance(node, dict):
        node.pop("was", None)
    for each in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        _forget(each)
