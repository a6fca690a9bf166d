"""Sending mail: what stands in the outbox, to the school's mail server.

Here lives the sending alone. What a message says is for the pages that cause it, and what is kept of it for storage.
"""
