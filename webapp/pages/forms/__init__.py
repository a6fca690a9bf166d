"""One form: what it asks, starting it, and its blank sheet."""
