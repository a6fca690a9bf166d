"""What a form's rules come to: what is asked, required, worked out, offered, and what its checks find.

Here lives the one meaning of conditions and calculations in Python (the browser's script has the same, from the same
data; a test holds both and the published schema together). `known` are the values, `moments` days and times, `tests`
the comparisons, `coverage` what an address means, `reasoning` truth and workings, `walk` the one pass over a form.
Nothing here reads a spec's text, and nothing here knows a page.
"""

from engine.rules.state import State
from engine.rules.walk import evaluate

__all__ = ["State", "evaluate"]
