"""The commands of `formspec`, one module each.

A command module offers `declare(parser)`, which says what may follow the command's name, and `run(arguments)`, which
does the work and returns an `Exit`. It is imported only when its command is asked for, so that `check`, `parse` and
`forms` never wait for the web framework or the database. What commands share lives beside them: `outcome` (how a
command ends), `printing` (how it speaks), `sources` (the files it is given), `published` (the form it is given),
`place` (where things are kept) and `passphrase` (what opens a backup).
"""
