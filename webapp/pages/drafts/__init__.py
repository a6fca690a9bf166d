"""A draft: its list of sections, one section a page, checking, submitting and discarding."""
