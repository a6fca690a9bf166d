"""The rules of sense, one module each."""
