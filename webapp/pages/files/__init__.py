"""Files that people send: one is kept once it is seen what it holds, and given out under what names it."""
