"""What becomes of records and drafts in the end: when they are due, what is held, what is erased, and who is named.

Here live the pages of whoever decides on it. What may be done lives in `webapp.storage`, and nothing is done by itself.
"""
