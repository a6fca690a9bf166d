"""Photos that people send: made anew, upright, of a size that can be read, and with nothing in them but the picture.

Here lives the way from what was sent to what is kept. It is gone in a process of its own, with little time and memory,
because what decodes pictures is what hostile files are made for. Nothing is imported here: that process holds no more
than it needs, and begins at once.
"""
