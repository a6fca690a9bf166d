"""Signing in and out, and making an account usable: by password, by a link that somebody was sent.

Here live the pages that somebody sees who has not signed in, and those of one's own account.
"""
