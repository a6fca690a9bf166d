"""Backups: everything that a school keeps, in one encrypted file, and the way back from it.

Here lives what goes into that file and what is checked before anything of it is put in the place of what is kept.
`making` and `restoring` say the order of the steps; each step is a module. Asking people, and printing, is for the
commands; nothing here knows a page, and storage knows nothing of this.
"""
