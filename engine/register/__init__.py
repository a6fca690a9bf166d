"""The register of what forms are about: what an entry holds, and how a list of entries is read and written.

Here live `details` (one entry, and how two changes of it come together), `sheet` (a register as CSV) and `plan` (what
an import would do, row by row). What is kept where, and who may change it, is for the web application.
"""
