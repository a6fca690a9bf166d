"""The sign for the words of an earlier answer in a text: `((section.question))`.

Here lives the sign alone, for the rules that look for it and for the engine that fills it.
"""

import re

PLACEHOLDER = re.compile(r"\(\(([a-z0-9][a-z0-9.-]*)\)\)")
"""Two brackets round an address, with nothing between."""
