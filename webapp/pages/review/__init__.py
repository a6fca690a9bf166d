"""The desk: the pages on which a policy lead looks after forms, writes their next versions and publishes them.

What a form's text may say is the language's matter, what is kept of it the repository's.
"""
