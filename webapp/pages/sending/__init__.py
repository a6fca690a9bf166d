"""The school's pages of letters: sending one, the list of them, and what became of each."""
