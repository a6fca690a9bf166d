"""PDFs, made in a process of their own: with little time and memory, so that no report holds the server up.

Here lives the way from a report to its PDF. What stands in one is the engine's; who may have which, the pages'. Nothing
is imported here: that process holds no more than it needs, and begins at once.
"""
