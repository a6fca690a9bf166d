"""The editor: the next version of a form in the making, from its first line to the day that it is published.

Here lives everything about a spec draft but its publishing: beginning one, its text, its problems, the common edits,
the preview, the trial, its history. Each module holds one of these jobs; `views` has the table of their addresses.
"""
