"""The registers of what forms are about: the list of each, the page of an entry, changing them, and their CSV."""
